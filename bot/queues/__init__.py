"""Doorbells of the work queue: each module here is one kind, found by name."""
