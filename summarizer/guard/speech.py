"""Quotations: their words must be the source's, said by whom the source says. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.guard.aliases import DAYS
from summarizer.guard.names import Name, names_of
from summarizer.guard.naming import initials_of, is_plain_opener
from summarizer.guard.source import Passage, Source, quotations_of

_SAYS = re.compile(
    r"\b(?:said|says|say|saying|told|tells|added|adds|warned|warns|argued|argues|called|calls|wrote|writes|claimed|claims"
    r"|insisted|insists|explained|explains|confirmed|confirms|stated|announced|denied|denies|according to"
    r"|sagte|sagt|erklärte|erklärt|teilte|betonte|warnte|schrieb|forderte|laut)\b",
    re.IGNORECASE,
)
_OF_SOMEBODY = frozenset(
    """called calls told tells warned warns announced denied denies confirmed confirms claimed claims teilte warnte
    forderte""".split()
)
"""What follows these is whom or what somebody speaks of."""
_CONTENT = re.compile(r"\b(?:that|to|how|why|whether|if|he|she|it|they|there|this|in|on|with)\b", re.IGNORECASE)
"""Between a verb of saying and a name: the name belongs to what is said."""
_BEFORE, _AFTER = 70, 60
"""So many characters before a verb of saying, or after it, may name who says it."""
_CLOSE = 16
"""What is told in other words has a speaker for certain only where one stands beside the verb."""
_BACK = 6
"""So many sentences back stands the name that "she" or "the company" means."""
_AHEAD = 2
"""A quotation of several sentences may name its speaker so many sentences later."""
_APART = re.compile(
    r"(?:,\s+(?:and\s+)?|\b(?:that|of|by|but|as)\s+)"
    r"(?:the|a|an|his|her|its|their|our|he|she|they|it|one|two|three|four|some|several|many|police|people|who|sources"
    r"|officials|reports|[a-z]+(?:er|or|ist|ian|ant)s)\b[^,]*$", re.IGNORECASE
)  # fmt: skip
"""Between a name and a verb of saying: somebody else says it."""
_SHORT = (("won't", "will not"), ("can't", "can not"), ("cannot", "can not"), ("n't", " not"), ("'re", " are"),
          ("'ll", " will"), ("'ve", " have"), ("'m", " am"), ("per cent", "percent"), ("%", " percent"))  # fmt: skip
_GLYPHS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "\u00a0": " "})
_MARKS = frozenset('"“”„«»')
_WORDS = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_EDGES = " .,;:!?…'\"-–—"


def strange_quotations(sentence: str, source: Source) -> Iterator[str]:
    """The quotations of the sentence that nobody says in the source, or somebody else."""
    if _is_unbalanced(sentence):
        yield "a quotation mark without its other half"
    for start, end in quotations_of(sentence):
        words = sentence[start:end].strip(_EDGES)
        if not words or _is_title(words):
            continue
        where = _find(words, source)
        if where is None:
            yield f'"{words}"'
        elif strangers := _other_speakers(sentence, (start, end), source, where):
            yield f'"{words}" as said by {strangers}'


def strange_speaker(sentence: str, names: Sequence[Name], source: Source, at: int) -> str:
    """Who is said to say what stands at passage `at`, if the source has somebody else say it; else nothing."""
    if any(True for _ in quotations_of(sentence)):
        return ""
    passage = source.passages[at]
    if not _SAYS.search(passage.text):
        return ""
    said_by = _speakers(sentence, names, source)
    near = source.passages[at : at + 2]
    if said_by & {name.folded for each in near for name in each.names}:
        return ""
    if any(each.upper() in initials_of(passage.text) for each in said_by for passage in near):
        return ""
    return _stranger(said_by, _speakers(passage.text, passage.names, source, _CLOSE, _CLOSE), source, at)


def without_quotations(sentence: str) -> str:
    """The sentence with its quotations blanked: their words were found in the source as they are."""
    for start, end in quotations_of(sentence):
        sentence = sentence[:start] + " " * (end - start) + sentence[end:]
    return sentence


def _is_unbalanced(sentence: str) -> bool:
    rest = list(sentence)
    for start, end in quotations_of(sentence):
        rest[start - 1 : end + 1] = " " * (end - start + 2)
    return any(mark in _MARKS for mark in rest)


def _is_title(words: str) -> bool:
    """Titles of works have a capital at every word that is not short; one word cannot be told from speech."""
    parts = words.split()
    return len([part for part in parts if part[0].isupper()]) > 1 and not any(
        part[0].islower() and len(part) > 3 for part in parts
    )


def _plain(words: str) -> str:
    """The words alone, in lower case and without short forms: a quotation is the same with another comma."""
    plain = words.translate(_GLYPHS).lower()
    for short, long in _SHORT:
        plain = plain.replace(short, long)
    return " ".join(_WORDS.findall(plain))


def _find(words: str, source: Source) -> int | None:
    """Where the source quotes these words; parts on both sides of an ellipsis may stand apart."""
    parts = [part.strip(_EDGES) for part in re.split(r"\.\.+|…|\[[^\]]*\]|\([^)]*\)", words)]
    where: int | None = None
    for part in filter(None, map(_plain, parts)):
        pattern = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)")
        found = [start for start, end in source.quotations if pattern.search(_plain(source.text[start:end]))]
        if not found:
            found = _across(pattern, source)
        if not found:
            return None
        where = found[0] if where is None else where
    return where


def _across(pattern: re.Pattern[str], source: Source) -> list[int]:
    """Quotations of the same paragraph may be one, cut by "she said"."""
    found = []
    for one, other in zip(source.quotations, source.quotations[1:], strict=False):
        if "\n" not in source.text[one[0] : other[1]]:
            both = f"{source.text[slice(*one)].rstrip(',')} {source.text[slice(*other)]}"
            found += [one[0]] if pattern.search(_plain(both)) else []
    return found


def _other_speakers(sentence: str, quoted: tuple[int, int], source: Source, where: int) -> str:
    at = next((index for index, each in enumerate(source.passages) if each.start <= where < each.end), None)
    if at is None:
        return ""
    outside = sentence[: quoted[0]] + "_" * (quoted[1] - quoted[0]) + sentence[quoted[1] :]
    passage = source.passages[at]
    said_by = _speakers(outside, list(names_of(outside)), source)
    # Whoever is named last before the quotation may be who says it, whatever verb stands between.
    before = [name.folded for name in passage.names if passage.start + name.start < where]
    if said_by & {*before[-1:]}:
        return ""
    return _stranger(said_by, _speakers(_outside(passage, source), passage.names, source), source, at)


def _outside(passage: Passage, source: Source) -> str:
    """The passage with its quotations blanked, so that nobody who is only spoken of counts as the speaker."""
    text = passage.text
    for start, end in source.quotations:
        first, last = max(start, passage.start) - passage.start, min(end, passage.end) - passage.start
        if first < last:
            text = text[:first] + "_" * (last - first) + text[last:]
    return text


def _speakers(text: str, names: Sequence[Name], source: Source, before: int = _BEFORE, after: int = _AFTER) -> set[str]:
    """The names near a verb of saying."""
    found: set[str] = set()
    for verb in _SAYS.finditer(text):
        if verb[0][0].isupper() and verb[0].lower() != "according to":
            continue  # "States", "Says": no verb, or a headline
        near = range(verb.start() - before, verb.end() + after)
        found |= {name.folded for name in names if name.start in near and _says(name, verb, text, source)}
    return found


def _says(name: Name, verb: re.Match[str], text: str, source: Source) -> bool:
    """Whether it may be this name that says it: no other subject stands between them."""
    if name.start > verb.start() and (
        verb[0].lower() in _OF_SOMEBODY or _CONTENT.search(text[verb.end() : name.start])
    ):
        return False
    return _is_person(name, text, source) and not _APART.search(text[name.end : verb.start()])


def _is_person(name: Name, text: str, source: Source) -> bool:
    """Whether the name still stands there (a quotation may be blanked out) and is no common word with a capital."""
    if text[name.start : name.end] != name.text or name.folded in DAYS:
        return False
    return name.folded in source.inside or not (name.opening and is_plain_opener(name))


def _stranger(said_by: set[str], true: set[str], source: Source, at: int) -> str:
    """A name of whom the sentence has say it, unless the source's speakers (or, without any, those near) share one."""
    if not said_by or said_by & true:
        return ""
    true = true or _named_near(source, at)
    return "" if not true or said_by & true else sorted(said_by)[0].title()


def _named_near(source: Source, at: int) -> set[str]:
    near = source.passages[max(0, at - _BACK) : at + _AHEAD + 1]
    return {name.folded for passage in near for name in passage.names if _is_person(name, passage.text, source)}
