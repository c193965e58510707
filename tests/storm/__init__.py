"""What does not fit into a test: processes killed by the dozen, ten thousand briefings at once. See `make storm`."""
