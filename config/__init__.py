"""Settings, defaults and source packs of Nightdesk. A leaf: only the composition root reads it."""
