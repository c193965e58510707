"""The words of the grammar of `/digest`: verbs, what follows them, and the names of settings. Pure data."""

from __future__ import annotations

VERBS: dict[str, tuple[str, ...]] = {
    "help": ("help", "?", "usage", "commands", "hilfe"),
    "briefing": ("briefing", "brief", "schedule", "morning"),
    "sources": ("sources", "source", "feeds", "feed"),
    "follow": ("follow", "track", "watch"),
    "mute": ("mute", "hide", "ignore"),
    "topics": ("topics", "topic"),
    "forget": ("forget", "unfollow", "unmute"),
    "why": ("why",),
    "ask": ("ask",),
    "more": ("more",),
    "save": ("save",),
    "unsave": ("unsave", "unsaved"),
    "saved": ("saved",),
    "share": ("share",),
    "dm": ("dm",),
    "settings": ("settings", "setup", "preferences", "config"),
}
GERMAN_VERBS = {
    "warum": "why", "wieso": "why", "mehr": "more", "folge": "follow", "folgen": "follow", "stumm": "mute",
    "themen": "topics", "vergiss": "forget", "quellen": "sources", "frag": "ask", "frage": "ask", "merke": "save",
    "merken": "save", "gemerkt": "saved", "teile": "share", "teilen": "share", "einstellungen": "settings",
}  # fmt: skip
"""What German speakers type in their place. No suggestion is made from these: they are near to too many names."""
ACTIONS: dict[str, tuple[str, ...]] = {
    "briefing": ("set", "show", "pause", "resume", "off", "remove", "preview", "stop"),
    "sources": ("list", "add", "remove", "check", "import", "export", "delete"),
    "topics": ("list", "follow", "mute", "forget"),
}
"""What can follow a verb."""
SETTINGS: dict[str, tuple[str, ...]] = {
    "schedule": ("schedule", "briefing", "when"),
    "zone": ("zone", "timezone", "tz"),
    "length": ("length", "stories", "number", "limit"),
    "style": ("style", "look"),
    "followed": ("followed",),
    "muted": ("muted",),
    "topics": ("topics",),
    "quiet": ("quiet", "silence"),
    "empty": ("empty", "nothing"),
    "updates": ("updates", "developments", "update"),
    "mention": ("mention", "ping", "role"),
    "publish": ("publish", "crosspost"),
    "language": ("language", "lang", "sprache"),
}
"""The fields of the settings form, and what people call them."""
SETTING_EXAMPLES = {
    "schedule": "weekdays 8am",
    "zone": "Europe/Berlin",
    "length": "5",
    "style": "full",
    "followed": "rust, security",
    "muted": "crypto",
    "topics": "rust, -crypto",
    "quiet": "22:00-07:00",
    "empty": "post nothing",
    "updates": "on",
    "language": "de",
}
TRIES = {"try", "test", "replay", "probiere", "teste"}
"""What asks for a setting to be tried before it is saved."""
SAME_ACTION = {"off": "remove", "stop": "remove", "delete": "remove"}
