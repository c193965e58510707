"""Nothing is timed in a test: hypothesis sets no deadline, however busy the machine is."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("nightdesk", deadline=None)
settings.load_profile("nightdesk")
