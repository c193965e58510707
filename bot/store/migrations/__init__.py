"""The one migration history. Migrations only add, so that an old and a new version may run side by side."""
