"""The one grammar of `/digest`: words -> Command. Pure, forgiving, and never silent.

The order of words is free, synonyms are known, a URL may stand anywhere, and a window may be written as "7d",
"last week" or "past 3 days". A first word that is nearly one of ours is answered with a suggestion instead of being
taken for a topic; see `Misunderstood`.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

from bot.counting import MOST_STORIES, take_count
from bot.crontab import read_crontab
from bot.language import tr
from bot.vocabulary import ACTIONS, GERMAN_VERBS, SAME_ACTION, SETTING_EXAMPLES, SETTINGS, TRIES, VERBS
from bot.windows import LONGEST_WINDOW, is_cut, parse_window, window_at

MAX_WORDS = 300
"""Characters of free text taken from a command; the rest is cut, since no topic, name or question needs more."""
_NO_WINDOW = re.compile(r"^[-+]?(?:0+|\d+(?:\.\d+)?)\s*(?:h|d|w|hours?|days?|weeks?|months?)$", re.IGNORECASE)
_URL = re.compile(r"^<?(https?://[^\s<>|]+)(?:\|[^<>]*)?>?$", re.IGNORECASE)
_FILLERS = {"about", "on", "me", "news", "give", "show", "please", "stories", "latest", "digest", "topic"}
_GREETINGS = {"hello", "hi", "hey", "hello there", "good morning", "thanks", "thank you", "hallo", "moin", "servus",
              "guten morgen", "danke", "what can you do", "was kannst du"}  # fmt: skip
"""What people say to try whether somebody is there: they are shown what works."""
_QUESTION = re.compile(
    r"(?:(?:what(?:['’]s|s| is)|any(?:thing)?) (?:new|up|the news|news|happening)"
    r"|what (?:happened|did i miss)|(?:show|give|tell) me)\b"
    r"(?: the)?(?: latest)?(?: news| stories)?(?: (?:about|on|in|with|from))?(?= |$)[ ,:]*",
    re.IGNORECASE,
)
_OF_A_BRIEFING = {"pause": "pause", "resume": "resume", "unpause": "resume", "preview": "preview", "when": "show"}
_NEVER = {"never", "none", "no", "nie", "niemals"}
_ENDINGS = {"stop", "unsubscribe", "cancel", "off"}


@dataclass(frozen=True, slots=True)
class Command:
    """What a person asked for, the same on every platform.

    `verb` is a key of VERBS, `digest` or `condense`; `action` one of ACTIONS[verb] where there are any; `words` the
    free text (topic, name, question or schedule); `number` a story's number in the asker's last digest, or how many
    stories a digest is to have. `cut` says that a longer window was asked for than there is.
    """

    verb: str
    action: str = ""
    words: str = ""
    url: str | None = None
    window: timedelta | None = None
    number: int | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Misunderstood:
    """A command that could not be read, and one sentence on how to put it right."""

    message: str


def parse_command(line: str) -> Command | Misunderstood:
    """The command that a line of words means; the leading "/digest" may be there or not."""
    words = line.replace("\u00a0", " ").strip()[: MAX_WORDS * 4].split()
    if words and words[0].lower() in {"/digest", "digest"}:
        words = words[1:]
    if not words:
        return Command("digest")
    if " ".join(words).lower().strip(" !.?,") in _GREETINGS:
        return Command("help")
    words = _without_question(words)
    verb = _verb(words[0])
    if short := _parse_vote(words) or _parse_short(words):
        return short
    if verb:
        return _VERB_PARSERS.get(verb, _parse_words)(verb, words[1:])
    known = ["digest", *(name for names in VERBS.values() for name in names if len(name) > 3)]
    nearly = _nearly(words[0], known)
    if nearly and nearly != words[0].lower() and len(words) <= 3 and not _is_window(words[0]):
        return _unknown(words[0], nearly)
    return _parse_digest(words)


def _verb(word: str) -> str | None:
    plain = word.lower().rstrip(":")
    return GERMAN_VERBS.get(plain) or next((verb for verb, names in VERBS.items() if plain in names), None)


def _nearly(word: str, candidates: list[str]) -> str | None:
    close = difflib.get_close_matches(word.lower(), candidates, n=1, cutoff=0.8)
    return close[0] if close else None


def _short(word: str) -> str:
    return word if len(word) <= 40 else word[:39] + "…"


def _unknown(word: str, nearly: str) -> Misunderstood:
    meant = tr("Did you mean `{command}`? Try `help`.", command=nearly)
    return Misunderstood(f"{_unknown_words(_short(word))} {meant}")


def _unknown_words(words: str) -> str:
    return tr('I do not know "{words}".', words=words)


def _is_window(word: str) -> bool:
    return parse_window(word) is not None


def _without_question(words: list[str]) -> list[str]:
    """ "what's new about rust" and "show me the news on rust" ask for a digest about rust."""
    asked = _QUESTION.match(" ".join(words))
    return " ".join(words)[asked.end() :].split() or ["digest"] if asked else words


def _parse_short(words: list[str]) -> Command | Misunderstood | None:
    """What people type when they know one thing that the bot does: "pause", "add https://…"."""
    first = words[0].lower()
    if len(words) == 1 and first in _OF_A_BRIEFING:
        return Command("briefing", action=_OF_A_BRIEFING[first])
    if first == "pause" and window_at(words, 1) != (None, 1):
        return _parse_pause(words[1:])
    if words == ["next"]:
        return Command("next")
    if first in _ENDINGS and len(words) <= 2:
        return _ended()
    if first in {"subscribe", "remind"}:
        return _with_action("briefing", "set", words[1:])
    if first in {"add", "import"} and any(_URL.match(word) for word in words[1:]):
        return _with_action("sources", first, [word for word in words if _URL.match(word)][:1])
    return None


def _ended() -> Misunderstood:
    return Misunderstood(tr("`briefing pause` lets this channel's briefing rest, `briefing off` ends it."))


def _parse_vote(words: list[str]) -> Command | Misunderstood | None:
    """ "up 2" and "down 2"; with other words they are those of a topic."""
    if len(words) == 1 and words[0].lower() in {"up", "down"}:
        return _parse_numbered(words[0].lower(), [])
    if len(words) == 2 and words[0].lower() in {"up", "down"} and words[1].lstrip("#").isdecimal():
        return Command(words[0].lower(), number=int(words[1].lstrip("#")[:4]))
    return None


def _parse_settings(verb: str, words: list[str]) -> Command | Misunderstood:
    """One setting in words, as the form would send it: "length 5", "quiet off", "time zone Europe/Berlin"."""
    if words and words[0].lower() in {"set", "change", "time"}:
        words = words[1:]
    if len(words) > 1 and (words[0].lower(), words[1].lower()) == ("quiet", "hours"):
        words = ["quiet", *words[2:]]
    if not words:
        return Command(verb)
    first = words[0].lower().strip(":=")
    if first in TRIES:
        tried = _parse_settings(verb, words[1:])
        return replace(tried, action="try") if isinstance(tried, Command) and tried.action == "save" else tried
    if first in ACTIONS["topics"]:
        return _parse_acting("topics", words)
    name = next((name for name, said in SETTINGS.items() if first in said), None)
    if name is None:
        nearly = _nearly(first, [said for names in SETTINGS.values() for said in names])
        hint = tr("Try `settings length 5` or `settings zone Berlin`.")
        if nearly:
            hint = tr("Did you mean `{command}`?", command=f"settings {nearly}")
        unknown = tr('I know no setting "{words}".', words=_short(first))
        return Misunderstood(f"{unknown} {hint}")
    if len(words) == 1:
        example = f"settings {name} {SETTING_EXAMPLES.get(name, 'off')}"
        return Misunderstood(tr("What should it be? For example `{command}`.", command=example))
    return Command(verb, action="save", words=f"{name}: {_join(words[1:])}"[:MAX_WORDS])


def _parse_words(verb: str, words: list[str]) -> Command | Misunderstood:
    return Command(verb, words=_join(words))


def _join(words: list[str]) -> str:
    return " ".join(words)[:MAX_WORDS]


def _parse_topic(verb: str, words: list[str]) -> Command | Misunderstood:
    if len(words) > 1 and words[0].lower() in {"topic", "topics", "about"}:
        words = words[1:]
    if not words:
        return Misunderstood(tr("Which topic? For example `{command}`.", command=f"{verb} rust"))
    return Command(verb, words=_join(words))


def _parse_numbered(verb: str, words: list[str]) -> Command | Misunderstood:
    if verb == "more" and " ".join(words).lower() in {"", "stories", "news", "please"}:
        return Command("next")
    for word in words:
        if found := _URL.match(word):
            return Command(verb, url=found[1])
        if word.lstrip("#").isdecimal() and len(word) < 5:
            return Command(verb, number=int(word.lstrip("#")))
    example = f"{verb} 2"
    return Misunderstood(
        tr("Which story? Give its number in your last digest, for example `{command}`.", command=example)
    )


def _parse_share(verb: str, words: list[str]) -> Command | Misunderstood:
    """A digest is shared whole: whoever names one story of it must not post all of them."""
    if words:
        return Misunderstood(tr("`share` posts the whole of your last digest here. Type it alone."))
    return Command(verb)


def _parse_acting(verb: str, words: list[str]) -> Command | Misunderstood:
    first = words[0].lower() if words else ""
    if first in ACTIONS[verb]:
        return _with_action(verb, SAME_ACTION.get(first, first), words[1:])
    if not words:
        return Command(verb, action="show" if verb == "briefing" else "list")
    nearly = _nearly(first, list(ACTIONS[verb]))
    if nearly:
        meant = tr("Did you mean `{command}`?", command=f"{verb} {nearly}")
        return Misunderstood(f"{_unknown_words(f'{verb} {_short(first)}')} {meant}")
    if verb == "briefing":
        return _ended() if words[0].lower() in _NEVER else Command(verb, action="set", words=_join(words))
    if verb == "sources" and any(_URL.match(word) or ":" in word or "." in word for word in words):
        return _with_action(verb, "add", words)
    choices = ", ".join(f"`{verb} {action}`" for action in ACTIONS[verb] if action not in SAME_ACTION)
    can = tr("You can say {commands}.", commands=choices)
    return Misunderstood(f"{_unknown_words(f'{verb} {_short(first)}')} {can}")


def _with_action(verb: str, action: str, words: list[str]) -> Command | Misunderstood:
    if verb == "topics" and action != "list":
        return _parse_topic(action, words)
    if action == "add" and not words:
        return Misunderstood(tr("Which source? For example `sources add https://blog.example/feed`."))
    if action == "remove" and verb == "sources" and not words:
        return Misunderstood(tr("Which source? `sources` lists their names; then `sources remove NAME`."))
    if action == "set" and not words:
        return Misunderstood(tr("When? For example `briefing weekdays 8am Europe/Berlin`."))
    if action == "pause" and words:
        return _parse_pause(words)
    found = _URL.match(words[0]) if words else None
    return Command(verb, action=action, words=found[1] if found else _join(words))


def _parse_pause(words: list[str]) -> Command | Misunderstood:
    """ "pause 1 week" and "pause for 3 days" end by themselves."""
    span, taken = window_at(words, 0)
    if span is None or taken < len(words):
        example = "`briefing pause 1 week`"
        return Misunderstood(
            tr(
                "How long should it rest? {example} ends by itself, `briefing pause` until you resume it.",
                example=example,
            )
        )
    return Command("briefing", action="pause", window=span)


def _no_topic(topic: list[str]) -> Misunderstood | None:
    """What can be no topic, and what would be right."""
    since = len(topic) > 1 and topic[0].lower() in {"since", "seit"}
    if since or any(_NO_WINDOW.match(word) for word in topic):
        return Misunderstood(tr("That is no time to look back. Try `24h`, `7d` or `2w`."))
    if example := read_crontab(" ".join(topic)):
        return Misunderstood(tr("I read no crontab lines. Write it like `{example}`.", example=f"briefing {example}"))
    if any("://" in word for word in topic):
        return Misunderstood(tr("I read addresses that begin with https:// or http:// only."))
    if topic and not any(character.isalnum() for word in topic for character in word):
        return Misunderstood(tr("I see no word in that. Try `rust 7d`, or `help` for what works."))
    return None


def _parse_digest(words: list[str]) -> Command | Misunderstood:
    if not _URL.match(words[-1]):
        words = [*words[:-1], words[-1].rstrip("?!.,;") or words[-1]]
    topic: list[str] = []
    window: timedelta | None = None
    url: str | None = None
    position = 0
    while position < len(words):
        span, taken = window_at(words, position)
        if found := _URL.match(words[position]):
            url, taken = url or found[1], 1
        elif span is not None:
            window = window or span
        else:
            topic.append(words[position])
            taken = 1
        position += taken
    topic, number = take_count(topic, _FILLERS)
    topic = [word for word in topic if word.lower() not in _FILLERS]
    if url:
        return Command("condense", url=url)
    if refused := _no_topic(topic) or _no_count(number):
        return refused
    spans = [*words, *(" ".join(pair) for pair in pairwise(words))]
    cut = window == LONGEST_WINDOW and any(is_cut(span) for span in spans)
    return Command("digest", words=_join(topic), window=window, cut=cut, number=number)


def _no_count(number: int | None) -> Misunderstood | None:
    if number is None or 1 <= number <= MOST_STORIES:
        return None
    return Misunderstood(
        tr("A digest has 1 to {most} stories. Try `{command}`.", most=MOST_STORIES, command="digest 5")
    )


_VERB_PARSERS = {
    "follow": _parse_topic,
    "mute": _parse_topic,
    "forget": _parse_topic,
    "why": _parse_numbered,
    "more": _parse_numbered,
    "save": _parse_numbered,
    "unsave": _parse_numbered,
    "share": _parse_share,
    "briefing": _parse_acting,
    "sources": _parse_acting,
    "topics": _parse_acting,
    "settings": _parse_settings,
}
