"""The web server of a running bot: health, readiness, metrics."""
