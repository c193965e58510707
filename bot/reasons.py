"""Sentences that come from further inside, or out of the store, said in the reader's language.

The summarizer and the platforms say in plain English what went wrong and why a story stands where it does; some of it
is kept (why a source fails, why a briefing was stopped). None of it knows who will read it. So it is recognised here by
its pattern, and said anew. What no pattern fits stays as it is. Pure.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.language import ENGLISH, current, mark, tr

_FETCHING = (
    mark("the compressed body ended too early"),
    mark("the compressed body is damaged"),
    mark("the body is larger than {size} MB"),
    mark("the address leads to {kind}, not to a page or feed"),
    mark("the address leads to an image, audio or video, not to a page or feed"),
    mark("the body is encoded as {encoding}, which was not asked for"),
    mark("the body ended after {number} of {announced} bytes"),
    mark("no whole answer within {seconds} s"),
    mark("its robots.txt asks not to read this page"),
    mark("its robots.txt cannot be read ({reason}), so the page is not either"),
    mark("more than {number} redirects"),
    mark("port {port} belongs to another kind of service"),
    mark("it asked us to wait another {minutes} min"),
    mark("HTTP {status}: {reason}"),
    mark("bad request"),
    mark("it asks for a login"),
    mark("it refuses us"),
    mark("not found"),
    mark("gone"),
    mark("it asks us to slow down"),
    mark("not available for legal reasons"),
    mark("its server failed"),
    mark("it is overloaded or closed for maintenance"),
    mark("its server was too slow"),
    mark("it answers with an error"),
    mark("no answer in time"),
    mark("its certificate cannot be trusted"),
    mark("no connection: it is down or refuses us"),
    mark("the connection broke before the answer was whole"),
    mark("the answer was cut off before its end"),
    mark("the address names no host that there can be"),
    mark("it does not speak HTTP as it should"),
    mark("the address is too long"),
    mark("the address holds a space, a backslash or a control character"),
    mark("this is no address that can be read"),
    mark("only http and https addresses are read"),
    mark("an address with a user or password is not read"),
    mark("the address names no host"),
    mark("the name {name} is not known"),
    mark("{address} is not a public address"),
)
_READING = (
    mark("no article text here"),
    mark("there is no sentence to condense"),
    mark("its folder cannot be read: {why}"),
    mark("its folder holds no feed"),
    mark("its file cannot be read: {why}"),
    mark('Hacker News has no list "{name}"; there are {names}'),
    mark("Hacker News did not answer with a list"),
    mark("Hacker News did not answer with JSON"),
    mark("this is no OPML file; export the subscriptions of a feed reader as OPML"),
    mark("this OPML file lists no feed"),
    mark('"{name}" names no source; give {reason}'),
    mark("a feed's address, `gh:owner/repo`, `yt:CHANNEL_ID`, `hn:front` or `arxiv:cs.AI`"),
    mark("a GitHub project is named as `gh:owner/repo`"),
    mark("a YouTube channel is named by its id, `yt:UC…` with 24 letters; a handle has no feed"),
    mark("Hacker News has the lists {names}"),
    mark("an arXiv list is named as `arxiv:cs.AI`"),
    mark("a feed of {size} MB is too large to read; the most is 30 MB"),
    mark("it is empty"),
    mark("this is JSON, but no feed"),
    mark("this is a web page, not a feed; it links to {names}"),
    mark("this is a web page, not a feed, and it links to none"),
    mark("this is no feed"),
    mark("{address} is no feed and links to none"),
    mark("reading it took too long and was stopped"),
    mark("reading it made the reader die and was given up"),
    mark("the readers were stopped before they were done"),
    mark("reading it took too much memory and was stopped"),
    mark("it is nested too deeply to be read"),
)
_WHY = (
    mark("1 source"),
    mark("{number} sources"),
    mark("{number} in the last 6 h"),
    mark("all in the last 6 h"),
    mark("{number} h old"),
    mark("less than an hour old"),
    mark("{number} points on Hacker News"),
    mark("you follow {topic}"),
    mark("you follow {topic} and {other}"),
    mark("more like this asked for"),
    mark("fewer like this asked for"),
)
_REMARKS = (
    mark("Sources differ on {reason}: {source} said {first} first, {other} says {then}."),
    mark("Sources differ on {reason}: {source} says {first}, {other} says {then}."),
    mark("{source} was first, {number} h before {other}."),
    mark("the sum"),
    mark("the number of {what} ({of})"),
    mark("the number of {what}"),
)
_PLATFORMS = (
    mark("Slack asks me to wait {seconds} s."),
    mark("Slack asks me to wait {seconds} s with this channel."),
    mark("Slack did not answer ({code}). I will try again."),
    mark("Slack cannot be reached. I will try again."),
    mark("Nobody can write in a channel of that kind. Choose a text channel."),
    mark("I cannot look far enough back. Give me Read Message History there."),
    mark('"{name}" is no Discord id: those are long numbers.'),
    mark("the zone {zone} is not known; set the briefing again"),
    mark("its times cannot be reckoned in the zone {zone}; set it again"),
    mark("Discord cannot be reached ({code})."),
    mark("Discord refused the message: {words} ({code})."),
    mark("The role {name} is gone, so a briefing mentions nobody any more. `/briefing mention` sets another one."),
    mark("Discord did not say whether it took the message ({code}). I will find out."),
)
"""Those with values; the others stand, marked, where the platforms say them."""
REASONS = (*_FETCHING, *_READING, *_WHY, *_REMARKS, *_PLATFORMS)
_NESTED = "reason"
"""The name of a value that is itself one of these."""
_COUNTED = frozenset({"number", "announced"})
"""The names of values that we counted; any other figure is a source's own, and stays as it stands there."""
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
_CODED = re.compile(r"(?P<sentence>.+[.!?]) (?P<code>\(\w+\))", re.DOTALL)
"""A sentence with a platform's own code of it behind."""


def say_reason(words: str) -> str:
    """The words in the language spoken: part for part between commas where each is known, else whole."""
    if current() == ENGLISH:
        return words
    parts = [_say(part) for part in words.split(", ")]
    if len(parts) > 1 and None not in parts:
        return ", ".join(str(part) for part in parts)
    return _say(words) or words


def say_sentence(words: str) -> str:
    """A reason as a sentence of its own, in the language spoken."""
    said = say_reason(words)
    return f"{said}." if said.startswith(("http://", "https://")) else f"{said[:1].upper()}{said[1:]}."


def _say(words: str) -> str | None:
    if (said := tr(words)) != words:
        return said
    if coded := _CODED.fullmatch(words):
        return f"{say_reason(coded['sentence'])} {coded['code']}"
    for sentence, pattern in _patterns():
        if found := pattern.fullmatch(words):
            return tr(sentence, **{name: _value(name, value) for name, value in found.groupdict().items()})
    return None


def _value(name: str, value: str) -> str:
    if name == _NESTED:
        return say_reason(value)
    return value.replace(",", tr(",")) if name in _COUNTED and _GROUPED.fullmatch(value) else value


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each sentence with the pattern of what it becomes, those that say most first."""
    return tuple((each, pattern_of(each)) for each in sorted(REASONS, key=_own_length, reverse=True))


def _own_length(sentence: str) -> int:
    return len(re.sub(r"\{\w+\}", "", sentence))


def pattern_of(sentence: str) -> re.Pattern[str]:
    """What a sentence looks like once its values are filled in."""
    parts = re.split(r"\{(\w+)\}", sentence)
    pieces = [f"(?P<{part}>.+)" if place % 2 else re.escape(part) for place, part in enumerate(parts)]
    return re.compile("".join(pieces), re.DOTALL)
