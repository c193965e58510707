"""Briefings delivered for real: two databases, a chat that misbehaves, processes that die."""
