"""What may stand next while somebody types in the playground. Pure: it says what is asked for, and others look it up.

The grammar is that of bot.commands; topics, zones, sources and stories come from bot.completions.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.language import mark, tr
from bot.usual_schedules import usual_schedules
from bot.vocabulary import ACTIONS, SAME_ACTION, SETTING_EXAMPLES, SETTINGS, TRIES, VERBS

HEAD = "/digest"
MOST = 8
"""So many are offered where the store is asked; all that the grammar has are."""
MEANINGS = {
    "help": mark("what works here"),
    "briefing": mark("a briefing for this channel"),
    "sources": mark("what is read"),
    "follow": mark("put a topic first"),
    "mute": mark("keep a topic away"),
    "topics": mark("what is followed and muted"),
    "forget": mark("neither follow nor mute"),
    "why": mark("why a story is there, or is not"),
    "ask": mark("passages that answer a question"),
    "more": mark("one story whole"),
    "save": mark("keep a story for later"),
    "unsave": mark("keep it no longer"),
    "saved": mark("what you kept"),
    "share": mark("show your digest to everybody"),
    "dm": mark("send it to your own conversation"),
    "settings": mark("how this channel is set"),
}
VOTES = {"up": mark("More like this"), "down": mark("Fewer like this")}
WINDOWS = ("24h", "7d", "30d", "last week")
_NUMBERED = {"why", "more", "save", "unsave", *VOTES}
_ALONE = {"help", "saved", "dm", "share"}
_TOPICAL = {"follow", "mute", "forget"}
_VALUES = {
    "style": ("headlines", "brief", "full"),
    "length": ("3", "5", "7", "10"),
    "quiet": ("22:00-07:00", "off"),
    "language": ("auto", "en", "de"),
    "empty": ("say so", "post nothing"),
    "updates": ("on", "off"),
}
_LOOKED_UP = {"zone": "zones", "followed": "topics", "muted": "topics", "topics": "topics"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One completion: what it puts in, and what it means (may be empty)."""

    insert: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What may stand at the end of a line.

    `start` is where the words begin that a choice takes the place of; `so_far` are those words; `choices` fit already,
    and `lookup` names what more is to be looked up: topics, zones, sources or stories (empty: nothing).
    """

    start: int
    so_far: str = ""
    choices: tuple[Choice, ...] = ()
    lookup: str = ""


def wanted_at(line: str) -> Wanted | None:
    """What may stand at the end of that line; None: nothing is offered there."""
    stripped = line.lstrip()
    if len(line) > 300:
        return None
    if HEAD.startswith(stripped.lower()) and stripped.lower() != HEAD + " ":
        return Wanted(0, stripped, (Choice(HEAD + " ", tr("the news")),)) if stripped else None
    if not stripped.lower().startswith(HEAD + " "):
        return None
    offset = len(line) - len(stripped) + len(HEAD) + 1
    return _after_head(line[offset:], offset)


def _after_head(rest: str, offset: int) -> Wanted | None:
    lead = len(rest) - len(rest.lstrip())
    words = rest.split()
    open_word = bool(rest) and not rest[-1].isspace()
    if len(words) <= 1 and (open_word or not words):
        so_far = words[0] if words else ""
        return Wanted(offset + lead, so_far, _first_words(so_far), "topics")
    first = words[0].lower()
    verb = first if first in VOTES else next((verb for verb, names in VERBS.items() if first in names), "")
    after = rest.index(words[0]) + len(words[0])
    tail = rest[after:]
    start = offset + after + len(tail) - len(tail.lstrip())
    return _after_verb(verb, tail.strip() if open_word else tail.lstrip(), start, words)


def _first_words(so_far: str) -> tuple[Choice, ...]:
    meanings = {**MEANINGS, **VOTES}
    verbs = [Choice(verb + ("" if verb in _ALONE else " "), tr(meanings[verb])) for verb in (*VERBS, *VOTES)]
    windows = [Choice(window, tr("how far back")) for window in WINDOWS[:2]] if so_far[:1].isdigit() else []
    return _fitting([*verbs, *windows], so_far)


def _after_verb(verb: str, rest: str, start: int, words: list[str]) -> Wanted | None:
    if verb in _NUMBERED:
        return Wanted(start, rest, (), "stories")
    if verb in _TOPICAL:
        return Wanted(start, rest, (), "topics")
    if verb == "briefing":
        return _briefing(rest, start)
    if verb in {"sources", "topics"}:
        return _acting(verb, rest, start)
    if verb == "settings":
        return _settings(rest, start)
    if verb or any(word.startswith("http") for word in words):
        return None
    last = rest.split()[-1] if rest.split() and not rest.endswith(" ") else ""
    offered = _fitting([Choice(window, tr("how far back")) for window in WINDOWS], last)
    return Wanted(start + len(rest) - len(last), last, offered)


def _briefing(rest: str, start: int) -> Wanted | None:
    words = rest.split()
    schedules = tuple(Choice(schedule + " ", tr("for example")) for schedule in usual_schedules(rest))
    if len(words) <= 1 and not rest.endswith(" "):
        actions = [Choice(action) for action in ACTIONS["briefing"] if action not in {"set", "remove", "stop"}]
        return Wanted(start, rest, (*schedules, *_fitting(actions, rest)))
    if schedules and words:
        return Wanted(start, rest, schedules)
    last = "" if rest.endswith(" ") else words[-1]
    before = words if rest.endswith(" ") else words[:-1]
    if any(character.isdigit() for word in before for character in word):
        return Wanted(start + len(rest) - len(last), last, (), "zones")
    return None


def _acting(verb: str, rest: str, start: int) -> Wanted | None:
    action, space, target = rest.partition(" ")
    if not space:
        takes_more = {"add", "remove", "follow", "mute", "forget"}
        names = [name for name in ACTIONS[verb] if name not in SAME_ACTION]
        return Wanted(
            start, rest, _fitting([Choice(name + (" " if name in takes_more else "")) for name in names], rest)
        )
    at = start + len(rest) - len(target)
    if verb == "topics" and action in _TOPICAL:
        return Wanted(at, target, (), "topics")
    return Wanted(at, target, (), "sources") if action in {"remove", "delete"} else None


def _settings(rest: str, start: int, *, trying: bool = False) -> Wanted | None:
    word, space, value = rest.partition(" ")
    if not space:
        tries = [] if trying else [Choice("try ", tr("show the last briefings"))]
        named = [Choice(each + " ", example) for each, example in SETTING_EXAMPLES.items()]
        return Wanted(start, rest, _fitting([*tries, *named], rest))
    at = start + len(rest) - len(value)
    if word.lower() in TRIES and not trying:
        return _settings(value, at, trying=True)
    name = next((name for name, said in SETTINGS.items() if word.lower() in said), "")
    if name == "schedule":
        return _schedule(value, at)
    if name in _VALUES:
        return Wanted(at, value, _fitting([Choice(each) for each in _VALUES[name]], value))
    return Wanted(at, value, (), _LOOKED_UP.get(name, ""))


def _schedule(value: str, at: int) -> Wanted | None:
    """As for a briefing, without what can be done with one."""
    wanted = _briefing(value, at)
    if wanted is None:
        return None
    return replace(wanted, choices=tuple(each for each in wanted.choices if each.insert not in ACTIONS["briefing"]))


def _fitting(choices: list[Choice], so_far: str) -> tuple[Choice, ...]:
    typed = so_far.lower()
    return tuple(each for each in choices if each.insert.lower().startswith(typed) and each.insert.strip() != typed)
