"""Whether the names of a sentence stand in a source. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

from summarizer.guard import german
from summarizer.guard.aliases import ABBREVIATIONS, ALIASES, FORENAMES, ROLES, SEATS, SHORT_PLACES
from summarizer.guard.brands import BRANDS
from summarizer.guard.names import Name, names_of
from summarizer.guard.persons import people_of
from summarizer.guard.source import Source
from summarizer.guard.units import LEANS, VAGUE, WORDS
from summarizer.guard.vocabulary import OPENER_STEMS
from summarizer.text.tokens import WORD, fold, stem, stop_words

_ENDINGS = ("ly", "ing", "ed", "tion", "sion", "ment", "ness", "ity")
_LONG = re.compile(rf"\b(?:{'|'.join(sorted((each for each in ALIASES if ' ' in each), key=len, reverse=True))})\b")
"""Names of several words that have others beside them."""
_PLACE = re.compile(rf"\b(?:{'|'.join(each.title() for each in sorted(SHORT_PLACES, key=len, reverse=True))})\b")
_STATES = re.compile(r"\bU\.?S\b")
_LEFT_OUT = 2
"""Names in the middle of somebody's that a summary may leave out, beside the first of them."""
_SHORTEST_PLACE = 4
_FROM = frozenset("i n an ian ean ese ish er ers ern erin ns ans ians eans ner nian".split())
_AT = re.compile(
    r"(?:\b(?i:in|at|from|near|to|outside|around|via|through|aus|nach|bei)\s+|[-–])"
    r"(?:[A-ZÄÖÜ][\w.’'-]*(?: [A-ZÄÖÜ][\w.’'-]*)*(?:,\s+(?:(?:and|und)\s+)?|\s+(?:and|und)\s+))*$"
)
"""Before the name of a town that is meant as a place, also behind others in a row."""
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ø": "oe", "å": "aa"}
)
_BESIDE = 5
"""Characters between the words of one name: a space, "of", "and"."""
_RUN = re.compile(r"\b[A-ZÄÖÜ][\w'’-]*(?:\s+(?:of|for|and|the|de|der|für)?\s*[A-ZÄÖÜ][\w'’-]*)+")


def strange_names(sentence: str, names: Sequence[Name], source: Source) -> Iterator[str]:
    """The names that the source does not have, and pairs of names that it gives to different people."""
    long = [
        range(found.start(), found.end())
        for found in _LONG.finditer(sentence.lower())
        if _is_known_as(found[0], source)
    ]
    long += [
        range(found.start(), found.end()) for found in _PLACE.finditer(sentence) if _is_shortened(found[0], source)
    ]
    is_german = source.language == "de"
    for name in names:
        if any(name.start in span for span in long):
            continue
        if not (_is_there(name, source) or _is_plural(name, names, source) or _is_part(name, names, source)):
            if is_german and _is_german_word(name, sentence, source):
                continue
            if not _is_government(name, sentence, source):
                yield name.text
    for one, other in pairwise(names):
        if is_german and any(_is_german_word(each, sentence, source) for each in (one, other)):
            continue
        if other.start - one.end == 1 and _are_strangers(one, other, source):
            yield f"{one.text} {other.text}"


def _is_named(alias: str, words: _Words, source: Source) -> bool:
    """Whether the source has the other name; "us" must be the country and no pronoun."""
    if alias == "us":
        return bool(_STATES.search(source.text))
    return alias in words.phrases or alias in words.capital


def _is_shortened(place: str, source: Source) -> bool:
    """Whether the source has the place as newspapers shorten it: ", Fla.", "(R-W.Va.)", "LA"."""
    short = "|".join(map(re.escape, SHORT_PLACES[place.lower()].split()))
    alone = "|".join(each for each in ("LA", "NYC", "DC", "SF") if each in SHORT_PLACES[place.lower()].split())
    return bool(
        re.search(rf"(?:, |-)(?:{short})\b(?!-)", source.text)
        or (alone and re.search(rf"(?<![\w,-])\b(?:{alone})\b", source.text))
    )


def _is_there(name: Name, source: Source) -> bool:
    words = _words_of(source.text)
    folded = ABBREVIATIONS.get(name.folded, name.folded)
    if folded in words.capital or fold(_spelled_out(name.text)) in words.capital:
        return True
    if any(_is_named(each, words, source) for each in ALIASES.get(folded, ())):
        return True
    if any(_is_of(folded, each) for each in words.capital):
        return True
    if FORENAMES.get(folded, frozenset()) & words.capital:
        return True
    if name.text.isupper() and len(name.text) > 1 and name.text.replace(".", "") in words.initials:
        return True
    if name.folded in ROLES and name.folded in words.lower:
        return True
    return name.opening and (is_plain_opener(name) or _is_known(name, words))


def _spelled_out(name: str) -> str:
    """A name as those write it who have no umlauts."""
    return name.translate(_UMLAUTS)


def _is_of(one: str, other: str) -> bool:
    """Whether one is a place and the other what comes from there ("Gujarat", "Gujarati")."""
    short, long = sorted((one, other), key=len)
    if len(short) <= _SHORTEST_PLACE:
        return False
    bare = short.removesuffix("en") if long.endswith("ner") else short[:-1] if short[-1] in "aeoy" else short
    return any(
        long.startswith(each) and long[len(each) :] in _FROM for each in (short, bare) if len(each) >= len(short) - 2
    )


def _is_government(name: Name, sentence: str, source: Source) -> bool:
    """Whether a capital stands for its country's government ("Beijing wants …") and the source has the country."""
    countries = SEATS.get(name.folded, frozenset())
    if re.search(r"[A-ZÄÖÜ][\w.-]* $", sentence[: name.start]) or re.match(r" [A-ZÄÖÜ]", sentence[name.end :]):
        return False  # a part of somebody's name
    return bool(countries & _words_of(source.text).capital) and not _AT.search(sentence[: name.start])


def _is_german_word(name: Name, sentence: str, source: Source) -> bool:
    """Whether it is a common noun, or another word that opens a sentence; behind a name it is a part of it."""
    if not name.text[1:].islower() or name.text.lower() in BRANDS:
        return False
    known = _words_of(source.text).forms
    before = re.search(r"([A-ZÄÖÜ][\w-]+) $", sentence[: name.start])
    plain = before and (before[1].lower() in stop_words("de") or german.opens(fold(before[1])))
    if before and not plain and not german.is_plain_noun(fold(before[1]), known):
        return False
    return german.is_plain_noun(name.folded, known) or (name.opening and german.opens(name.folded))


def _is_plural(name: Name, names: Sequence[Name], source: Source) -> bool:
    """Whether the source has it in the other number; as a part of a longer name it would be another name."""
    alone = not any(abs(other.start - name.end) == 1 or abs(name.start - other.end) == 1 for other in names)
    other = name.folded.removesuffix("s") if name.folded.endswith("s") else f"{name.folded}s"
    return alone and other in _words_of(source.text).capital


def _is_known_as(phrase: str, source: Source) -> bool:
    """Whether the source has another name for it ("Department of Defense": the Pentagon)."""
    words = _words_of(source.text)
    return any(_is_named(each, words, source) for each in ALIASES[phrase])


def _is_part(name: Name, names: Sequence[Name], source: Source) -> bool:
    """Whether it is a common word of the source that has a capital as part of a longer name ("High Court")."""
    beside = any(0 < other.start - name.end <= _BESIDE or 0 < name.start - other.end <= _BESIDE for other in names)
    return beside and name.text[1:].islower() and name.folded in _words_of(source.text).lower


def is_plain_opener(name: Name) -> bool:
    """Whether a word that opens a sentence is likelier a common word than a name."""
    low = name.folded
    if not name.text[1:].islower() or low in BRANDS or name.text.lower() in BRANDS:
        return False
    return stem(low) in OPENER_STEMS or low in WORDS or low in LEANS or low in VAGUE or low.endswith(_ENDINGS)


def _is_known(name: Name, words: _Words) -> bool:
    """Whether the source has the word in lower case, or one of its family."""
    return name.text[1:].islower() and (name.folded in words.lower or stem(name.folded) in words.stems)


class _Words:
    """The words of a text by their kinds."""

    def __init__(self, text: str) -> None:
        names = list(names_of(text))
        every = WORD.findall(text)
        self.capital = frozenset(ABBREVIATIONS.get(name.folded, name.folded) for name in names)
        self.lower = frozenset(part for word in every if word[0].islower() for part in (fold(word), *word.split("-")))
        self.stems = frozenset(stem(word) for word in self.lower)
        self.initials = initials_of(text)
        folded = [fold(word) for word in every]
        self._folded = folded
        self.phrases = frozenset(
            " ".join(folded[at : at + length]) for length in (1, 2, 3, 4) for at in range(len(folded))
        )
        self.followers: dict[str, set[str]] = {}
        self.leaders: dict[str, set[str]] = {}
        self._pair(text, names)

    @cached_property
    def forms(self) -> frozenset[str]:
        """The forms of its words and of their parts, as German has them."""
        return frozenset().union(*(german.forms(each) for each in {*self._folded, *self.lower} if len(each) > 2))

    def _pair(self, text: str, names: Sequence[Name]) -> None:
        starts = {name.start: name.folded for name in names}
        for name in names:
            after = starts.get(name.end + 1, "") if text[name.end : name.end + 1] == " " else ""
            self.followers.setdefault(name.folded, set()).add(after)
            if after:
                self.leaders.setdefault(after, set()).add(name.folded)


def initials_of(text: str) -> frozenset[str]:
    """What the names of several words in a text may be called by their initials."""
    found = set()
    for run in (part for whole in _RUN.findall(text) for part in re.split(r"['’]s\b", whole)):
        words = [word for word in re.split(r"[\s-]+", run) if word]
        capitals = "".join(word[0] for word in words if word[0].isupper())
        # The run may begin with an article or another's name, or end in a word that does not belong to it.
        found |= {part for part in (capitals, capitals[1:], capitals[:-1]) if len(part) > 1}
    return frozenset(found)


@lru_cache(maxsize=64)
def _words_of(text: str) -> _Words:
    return _Words(text)


def _are_strangers(one: Name, other: Name, source: Source) -> bool:
    """Whether the source uses the first only as a forename of others, and the second only with other forenames."""
    words = _words_of(source.text)
    if _are_two_persons(one.folded, other.folded, source):
        return True
    if any(each.folded in ROLES or each.folded in ALIASES or each.folded in words.lower for each in (one, other)):
        return False
    followers, leaders = words.followers.get(one.folded, set()), words.leaders.get(other.folded, set())
    if not followers or not leaders or other.folded in followers:
        return False
    # Names between the two may be left out.
    reached = followers
    for _ in range(_LEFT_OUT):
        reached = reached.union(*(words.followers.get(middle, set()) for middle in reached))
    if other.folded in reached:
        return False
    return "" not in followers and one.folded not in leaders


def _are_two_persons(forename: str, surname: str, source: Source) -> bool:
    """Whether the one is a forename only of persons who have other surnames, and the other a surname of others."""
    names = people_of(source).names
    return (
        any(name[0] == forename for name in names)
        and any(name[-1] == surname and name[0] != forename for name in names)
        and not any(forename in name and surname in name for name in names)
    )
