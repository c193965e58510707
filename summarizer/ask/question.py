"""A question as it was typed -> what it asks for and the words that an answer must speak of. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from summarizer.ask.families import family_of, is_about_money
from summarizer.ask.words import Word, meet, words_of
from summarizer.text.tokens import stop_words

LONGEST = 300
"""Characters of a question that are read."""
MOST_TERMS = 12


class Asks(StrEnum):
    """What sort of thing would be an answer."""

    WHO = "who"
    WHAT_IS = "what is"
    WHEN = "when"
    WHERE = "where"
    MANY = "how many"
    MUCH = "how much"
    MONEY = "how much money"
    LONG = "how long"
    SIZE = "how big"
    WHY = "why"
    SAID = "what somebody said"
    NEWS = "what is new"
    WHICH = "which of several"
    ANYTHING = "anything"


class Role(StrEnum):
    """What a word does in a question: it names something, says something, or hardly says anything."""

    NAME = "name"
    WORD = "word"
    FAINT = "faint"


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a question. `forms` are the words that may stand for it; none: any form of the word itself."""

    key: str
    shown: str
    role: Role
    forms: frozenset[str] = frozenset()

    def meets(self, word: Word) -> bool:
        """Whether a word of a text is this one."""
        if self.role is Role.NAME:
            return word.key == self.key and (word.is_capital or len(self.key) > 4)
        return word.key in self.forms or (not self.forms and meet(self.key, word.key))


@dataclass(frozen=True, slots=True)
class Question:
    """A question's terms, in its order. `counted` is what "how many" counts, `measure` the word after another "how"."""

    words: str
    asks: Asks
    terms: tuple[Term, ...]
    counted: Term | None = None
    measure: str = ""
    deed: str = ""
    """The key of the word that an answer cannot do without: what was done, or the office that somebody holds."""
    is_definition: bool = False
    """Whether it is of the kind "who is …": with a name alone after it, it asks who or what that is."""

    @property
    def has_capitals(self) -> bool:
        """Whether it was typed with capitals, so that a small letter means something."""
        return any(term.shown[:1].isupper() for term in self.terms)

    @property
    def telling(self) -> tuple[Term, ...]:
        """The terms that say something about what is named."""
        return tuple(term for term in self.terms if term.role is Role.WORD)

    @property
    def names(self) -> tuple[Term, ...]:
        """The terms that name something."""
        return tuple(term for term in self.terms if term.role is Role.NAME)

    def with_names(self, keys: frozenset[str]) -> Question:
        """The same question, with these of its words known to be names."""
        terms = tuple(replace(term, role=Role.NAME) if _may_name(term, keys) else term for term in self.terms)
        is_named = self.is_definition and all(term.role is Role.NAME for term in terms)
        return replace(self, terms=terms, asks=Asks.WHAT_IS if is_named else self.asks)


def _may_name(term: Term, keys: frozenset[str]) -> bool:
    return term.role is Role.WORD and term.key in keys


_LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")
_MEANT = frozenset("made make makes like own most more out down up under over".split())
"""Stop words elsewhere that say something in a question."""
_FAINT = frozenset(
    """company companies firm firms thing things new latest news story stories article articles report reports say says
    said tell tells told year years total amount number count figure name named names called know kind type get
    gets got use uses used using happen happens happened happening exactly currently recently main big major
    first world today now anyone anybody somebody someone something anything people person money plan plans
    planned going monday tuesday wednesday thursday friday saturday sunday most more out down up under over like
    own near full each every per percent percentage well happen date dates datum termin unternehmen firma jahr
    jahre heute geld geht gehen
    gibt geben macht machen steht stehen bleibt lauft bekommt heisst neues neuigkeiten nachrichten passiert""".split()
)
_ASKING = frozenset(
    """who whom whose when where why what which how many much long old big large fast far high deep tall
    wer wen wem wann wo warum wieso weshalb was welche welcher welches wie viel viele lange
    qui quand où pourquoi quoi quel quelle combien quién quien cuándo cuando dónde donde cuánto cuanto qué
    cuántos cuantos please tell""".split()
)
_CONTRACTED = re.compile(r"\b(who|what|where|when|why|how)['’]?s\b", re.IGNORECASE)
_NEWS = re.compile(
    r"\b(?:news|latest|updates? (?:on|about|from)|(?:what|anything)(?: is|'s)? (?:up|new)\b|going on"
    r"|happen(?:s|ed|ing)?|neues|neuigkeiten|neuigkeit|nachrichten|passiert|was ist (?:neu|los))\b",
    re.IGNORECASE,
)
_BY_NOUN = {
    **dict.fromkeys("price prices cost costs fee preis preise kosten kostet gebühr".split(), Asks.MONEY),
    **dict.fromkeys("date dates deadline datum termin".split(), Asks.WHEN),
    **dict.fromkeys("ceo cfo founder owner gründer chefin".split(), Asks.WHO),
    **dict.fromkeys("cause reason ursache grund".split(), Asks.WHY),
}
"""What a question without a question word asks for: "figma price"."""
_IS_MUCH = frozenset((much, verb) for much in ("much", "viel") for verb in ("is", "are", "was", "were"))
_WHICH = frozenset("which welche welcher welches".split())
_BEGINNING = frozenset("begin begins start starts beginnt startet come comes kommt".split())
"""Deeds that a date alone tells: "From 1 February …"."""
_DOING = frozenset("did does do will would wird".split())
OFFICES = frozenset(
    "ceo cfo founder president chief boss director owner maintainer mayor chef chefin grunder gründer leiter".split()
)
_SAYING = frozenset("say says said tell told sagt sagte".split())
_DEFINING = frozenset(
    {(who, verb) for who in ("who", "what") for verb in ("is", "are", "was")} | {("wer", "ist"), ("was", "ist")}
)
_SIZES = frozenset("old big large fast far high deep tall heavy small wide thick bright alt groß hoch".split())
_WEIGHING = frozenset("weigh weighs weight wiegt".split())
_AUXILIARIES = frozenset(
    """is are was were be been do does did has have had will would can could shall should may might must
    ist sind war waren hat haben wird werden wurde wurden will wollte kann soll""".split()
)
_SINGLE = {
    "who": Asks.WHO, "whom": Asks.WHO, "whose": Asks.WHO, "wer": Asks.WHO, "wen": Asks.WHO, "wem": Asks.WHO,
    "qui": Asks.WHO, "quien": Asks.WHO, "when": Asks.WHEN, "wann": Asks.WHEN, "quand": Asks.WHEN, "cuando": Asks.WHEN,
    "where": Asks.WHERE, "wo": Asks.WHERE, "donde": Asks.WHERE, "why": Asks.WHY, "warum": Asks.WHY,
    "wieso": Asks.WHY, "pourquoi": Asks.WHY,
}  # fmt: skip
_AFTER_WHICH = {
    "year": Asks.WHEN, "date": Asks.WHEN, "day": Asks.WHEN, "month": Asks.WHEN, "time": Asks.WHEN,
    "company": Asks.WHO, "firm": Asks.WHO, "person": Asks.WHO, "judge": Asks.WHO, "bank": Asks.WHO,
    **dict.fromkeys("supplier maker vendor publisher startup group team university agency regulator operator".split(),
                    Asks.WHO),
    "country": Asks.WHERE, "city": Asks.WHERE, "town": Asks.WHERE, "place": Asks.WHERE,
}  # fmt: skip


def read_question(typed: str) -> Question:
    """What a question asks. Any words are safe; of a long one only the beginning is read."""
    asked = _CONTRACTED.sub(r"\1 is", typed[:LONGEST])
    words = words_of(asked)
    stops = _stops_of([word.key for word in words])
    capitals = _are_capitals_telling(words, stops)
    terms: dict[str, Term] = {}
    for index, word in enumerate(words):
        if _says_something(word, stops):
            is_name = _is_name(asked, word, index, capitals=capitals)
            terms.setdefault(word.key, _term(asked[word.start : word.end], word.key, is_name=is_name))
    kept = tuple(terms.values())[:MOST_TERMS]
    keys = [word.key for word in words]
    asks = _kind(keys, kept)
    is_bare = any(pair in _IS_MUCH for pair in pairwise(keys)) and not any(key.endswith("ing") for key in keys)
    if asks is Asks.MUCH and (is_bare or all(term.role is Role.NAME for term in kept)):
        # "How much is the Note Colour?" leaves out what it costs.
        asks, kept = Asks.MONEY, (*kept, _term("cost", "cost", is_name=False))
    counted = _counted(words, terms) if asks is Asks.MANY else None
    defines = any(pair in _DEFINING for pair in pairwise(keys))
    if asks is Asks.ANYTHING and _NEWS.search(asked):
        asks, defines = Asks.NEWS, False
        kept = tuple(term for term in kept if term.key not in {"update", "updates"})
    if defines and (len(kept) == 1 or all(term.role is Role.NAME for term in kept)):
        asks = Asks.WHAT_IS
    deed = _deed(keys, kept, asks)
    return Question(" ".join(asked.split()), asks, kept, counted, _measure(keys), deed, defines)


def _deed(keys: Sequence[str], terms: Sequence[Term], asks: Asks) -> str:
    """The word that tells what was done: right after "who", or the last that may be a verb after "when did"."""
    words = {term.key: term for term in terms if term.role is Role.WORD}
    words = {key: term for key, term in words.items() if key not in _BEGINNING}
    if {"or", "oder"} & set(keys):
        return ""
    if asks is Asks.WHICH:
        return _thing(keys, words)
    if asks is Asks.WHO:
        if office := next((key for key in words if key in OFFICES), ""):
            return office
        following = next((after for before, after in pairwise(keys) if _SINGLE.get(before) is Asks.WHO), "")
        return following if following in words else ""
    is_yes_or_no = asks is Asks.ANYTHING and keys[:1] and keys[0] in _DOING
    if is_yes_or_no or (asks is Asks.WHEN and any(key in _DOING for key in keys)):
        return next((key for key in reversed(words) if words[key].forms), "")
    return ""


def _measure(keys: Sequence[str]) -> str:
    measure = next((key for before, key in pairwise(keys) if before in {"how", "wie"}), "")
    return "heavy" if measure in {"much", "viel"} and _WEIGHING & set(keys) else measure


def _stops_of(keys: Sequence[str]) -> frozenset[str]:
    """The stop words of the language that the question seems to be in; English where nothing tells."""
    return max((stop_words(language) for language in _LANGUAGES), key=lambda stops: sum(key in stops for key in keys))


def _are_capitals_telling(words: Sequence[Word], stops: frozenset[str]) -> bool:
    """Whether a capital means a name: not where every word has one, and not in German, where every noun has."""
    plain = [word for word in words[1:] if word.key in stops or word.key in _AUXILIARIES or _is_plainly_faint(word)]
    others = [word for word in words[1:] if word.key not in stops and word.key.isalpha()]
    shouted = any(word.is_capital for word in plain) or (not plain and _are_a_headline(others))
    return not shouted and stops != stop_words("de")


def _is_plainly_faint(word: Word) -> bool:
    """Whether a word says little and would have a capital in a headline alone."""
    return word.key in _FAINT and not word.key.endswith("day")


def _are_a_headline(words: Sequence[Word]) -> bool:
    """Whether words that all have a capital may be no names: three of them, or one that is said of what follows."""
    is_said = any(family_of(word.key) for word in words[:-1])
    return all(word.is_capital for word in words) and (len(words) > 2 or is_said)


def _says_something(word: Word, stops: frozenset[str]) -> bool:
    if word.key in _ASKING or (word.key in stops and word.key not in _MEANT) or word.key in _AUXILIARIES:
        return False
    return len(word.key) > 1 or word.key.isdigit() or not word.key.isascii()


def _is_name(asked: str, word: Word, index: int, *, capitals: bool) -> bool:
    shown = asked[word.start : word.end]
    if any(letter.isdigit() for letter in shown):
        return True
    return capitals and index > 0 and word.is_capital and shown[0].isupper() and not _is_plain_capital(shown, word.key)


def _is_plain_capital(shown: str, key: str) -> bool:
    """Shorthand such as CEO or CVE is a word like any other; so is a weekday."""
    return (shown.isupper() and bool(family_of(key))) or (key in _FAINT and key.endswith("day"))


def _term(shown: str, key: str, *, is_name: bool) -> Term:
    if is_name:
        return Term(key, shown, Role.NAME)
    return Term(key, shown, Role.FAINT if key in _FAINT else Role.WORD, family_of(key))


def _kind(keys: Sequence[str], terms: Sequence[Term]) -> Asks:
    known = {term.key: term for term in terms if term.role is Role.WORD}
    for key, following in pairwise([*keys, ""]):
        if key in {"how", "wie"} and (asks := _how(following, terms)):
            return asks
        if key in {"combien", "cuantos", "cuanto"}:
            return Asks.MANY if key == "cuantos" else Asks.MUCH
        if key in {"what", "which", "welche", "welcher", "welches"} and _one(following) in _AFTER_WHICH:
            return _AFTER_WHICH[_one(following)]
        if key in _SINGLE:
            return _SINGLE[key]
        if key in {"what", "was"} and any(each in _SAYING for each in keys):
            return Asks.SAID
        if key == "what" and any(term.key in {"cost", "costs", "price", "ransom", "valuation"} for term in terms):
            return Asks.MONEY
    if _thing(keys, known):
        return Asks.WHICH
    by_noun = [_BY_NOUN[key] for key in keys if key in _BY_NOUN]
    is_named = any(pair in {("name", "of"), ("name", "von")} for pair in pairwise(keys))
    return by_noun[0] if by_noun else Asks.WHO if is_named else Asks.ANYTHING


def _how(following: str, terms: Sequence[Term]) -> Asks | None:
    if following in {"many", "viele"}:
        return Asks.MANY
    if following in {"long", "lange"}:
        return Asks.LONG
    if following in {"much", "viel"} and any(term.key in _WEIGHING for term in terms):
        return Asks.SIZE
    if following in {"much", "viel"}:
        words = [term.key for term in terms if term.role is not Role.NAME]
        return Asks.MONEY if "money" in words or any(map(is_about_money, words)) else Asks.MUCH
    if following in {"high", "hoch"} and any(is_about_money(term.key) for term in terms):
        return Asks.MUCH
    return Asks.SIZE if following in _SIZES else None


def _thing(keys: Sequence[str], words: Mapping[str, Term]) -> str:
    """What "which" is asked of: the first plural right after it, else the first word: "which kernel versions fix"."""
    begin = next((index + 1 for index, key in enumerate(keys) if key in _WHICH), len(keys))
    near = [key for key in keys[begin : begin + 3] if key in words]
    return next((key for key in near if key.endswith("s")), near[0] if near else "")


def _one(key: str) -> str:
    return f"{key[:-3]}y" if key.endswith("ies") else key.removesuffix("s")


_OF = frozenset(("of", "von", "des", "der", "de"))


def _counted(words: Sequence[Word], terms: dict[str, Term]) -> Term | None:
    """What "how many" counts: the last word before a verb such as "did" or an "of", else the first one."""
    keys = [word.key for word in words]
    begin = next((index + 1 for index, key in enumerate(keys) if key in {"many", "viele", "cuantos"}), len(keys))
    ends = _AUXILIARIES | _OF
    end = next((index for index in range(begin, len(keys)) if keys[index] in ends), None)
    found = [terms[key] for key in keys[begin:end] if key in terms]
    if not found:
        return None
    return found[-1] if end is not None and end - begin <= 4 else found[0]
