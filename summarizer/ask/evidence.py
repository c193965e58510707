"""What in a passage can be the answer: somebody's name, a date, a count, an amount, a place. Pure.

Each sort of question has its own look; the result is between 0 (nothing there) and 1 (just what was asked for).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from summarizer.ask import lexicon
from summarizer.ask.families import family_of, is_about_money
from summarizer.ask.question import Asks, Question, Role
from summarizer.ask.words import Word, meet
from summarizer.text.tokens import stop_words

_KIND_AFTER = re.compile(r",? ?(?:is|are|was|ist|war|which|who|whose)\b|, (?:an?|the|its?|ein|eine|der|die|das)\b")
_MEASURED = re.compile(r"\d [\w-]+ (?:a|an|per|pro|in der) (?:second|hour|minute|sekunde|stunde)\b|\d ?[GM]Hz\b", re.I)
"""A speed: "72 terabits a second"."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_HOUR = re.compile(r"\d\d?[.:]\d\d\b(?! ?(?:%|percent|million|billion))")
_PAUSE = re.compile(r"[,;:.()](?:\s|$)")
_FAR = 99
COUNTED = 0.7
"""What a number is worth right before what may stand for the thing that was asked for."""
_MONEY_SIGN = re.compile(r"[$€£¥]\s?$")
_STOPS = stop_words("en") | stop_words("de")


@dataclass(frozen=True, slots=True)
class Scene:
    """A passage's words in its text, the places of those that are in the question, and what is a name in the text."""

    text: str
    words: Sequence[Word]
    met: Sequence[int]
    names: frozenset[str]
    question: Question

    def number_at(self, index: int) -> bool:
        """Whether a number stands there, in digits or in letters."""
        key = self.words[index].key
        return key[0].isdigit() or key in lexicon.NUMBERS

    def money_at(self, index: int) -> bool:
        """Whether an amount of money begins there: "$9 million", "€40", "60 bitcoin"."""
        word = self.words[index]
        if not self.number_at(index):
            return False
        before, after = self.text[max(0, word.start - 2) : word.start], self.text[word.end : word.end + 2]
        has_sign = _MONEY_SIGN.search(before) is not None or after.strip()[:1] in set("$€£¥")
        return has_sign or any(each.key in lexicon.COINS for each in self.words[index + 1 : index + 3])

    def new_name_at(self, index: int) -> bool:
        """Whether a name stands there that is not in the question."""
        word = self.words[index]
        if (
            not word.is_capital
            or index in self.met
            or word.key[0].isdigit()
            or word.key in lexicon.MONTHS | lexicon.DAYS
        ):
            return False
        if index and self.words[index - 1].key[0].isdigit():
            return False  # A unit: "4 KB".
        is_first = index == 0 or self.text[word.start - 1 : word.start] in "\"“„'‘"
        return word.key not in _STOPS and (not is_first or word.key in self.names or self._may_act(index))

    def _may_act(self, index: int) -> bool:
        """Whether a sentence's first word may be who acts in it: "Adobe agreed to buy", not "Shares in" or "Now"."""
        key = self.words[index].key
        following = self.words[index + 1 : index + 2]
        is_verb_next = bool(following) and not following[0].is_capital and following[0].key not in lexicon.PREPOSITIONS
        is_somebody = (
            not key.endswith(("ly", "ing")) and key not in lexicon.NUMBERS | lexicon.NOBODY and not family_of(key)
        )
        return is_verb_next and is_somebody


def weigh_evidence(scene: Scene) -> float:
    """How well the passage holds the sort of thing that was asked for."""
    return _LOOKS[scene.question.asks](scene)


def _nearest(scene: Scene, places: Iterable[int]) -> int:
    """How many words lie between any of these places and what the question says."""
    said = [index for index in scene.met if not scene.words[index].is_capital] or list(scene.met)
    return min((abs(index - other) for index in places for other in said), default=_FAR)


def _who(scene: Scene) -> float:
    """A name that is not in the question, the nearer to what it says the better: a chief's stands beside the title."""
    nearest = _nearest(scene, (index for index in range(len(scene.words)) if scene.new_name_at(index)))
    if any(term.key in lexicon.ROLES for term in scene.question.terms):
        return 1.0 if nearest <= 4 else 0.3
    if nearest <= 10:
        return 1.0 if nearest <= 4 else 0.85
    asked = {term.key for term in scene.question.terms}
    roles = [index for index, word in enumerate(scene.words) if word.key in lexicon.ROLES and word.key not in asked]
    # Who stole are the thieves: a word of the deed may tell the doer.
    if any(index in scene.met for index in roles):
        return 0.8
    return 0.8 if _nearest(scene, roles) <= 4 else 0.6 if nearest < _FAR else 0.0


def _which(scene: Scene) -> float:
    """A name beside what is asked for, or a number after it: "Karolinska Hospital", "versions 6.18.4 and"."""
    things = [index for index in scene.met if scene.question.deed and _is_thing(scene, index)]
    others = [index for index in range(len(scene.words)) if index not in scene.met]
    names = [index for index in others if scene.new_name_at(index)]
    numbers = [index for index in others if scene.number_at(index)]
    away = [abs(thing - name) for thing in things for name in names]
    away += [number - thing for thing in things for number in numbers if number > thing]
    nearest = min(away, default=_FAR)
    return 1.0 if nearest <= 3 else 0.7 if nearest <= 5 else 0.3


def _is_thing(scene: Scene, index: int) -> bool:
    thing = next(term for term in scene.question.terms if term.key == scene.question.deed)
    return thing.meets(scene.words[index])


def _what_is(scene: Scene) -> float:
    """A word of kind right before or after the name: "the database TidePool", "Pike, a former patent lawyer"."""
    return max((_tells_kind(scene, index) for index in scene.met if scene.words[index].is_capital), default=0.0)


def _tells_kind(scene: Scene, index: int) -> float:
    word = scene.words[index]
    if scene.text[word.start : word.end].endswith(("'s", "’s")):
        return 0.2
    if _KIND_AFTER.match(scene.text, word.end):
        return 1.0
    before = scene.words[max(0, index - 4) : index]
    if [each.key for each in before[-1:]] == ["of"] and any(each.key in lexicon.BODIES for each in before[-2:-1]):
        return 0.7
    if not before or "," in scene.text[before[-1].end : word.start]:
        return 0.2
    if any(each.key in lexicon.ROLES for each in before[-2:]):
        return 1.0
    is_noun = not before[-1].is_capital and before[-1].key not in _STOPS
    return 0.9 if is_noun and any(each.key in lexicon.ARTICLES for each in before[:-1]) else 0.2


def _when(scene: Scene) -> float:
    """A date or a time, worth more the nearer it is to what the question says."""
    worth = {index: _tells_time(scene, index) for index in range(len(scene.words)) if index not in scene.met}
    best = 0.0
    for index, value in worth.items():
        if value:
            best = max(best, value if _nearest(scene, (index,)) <= 6 else value * 0.85)
    asked = set(scene.question.words.lower().split())
    is_over = bool(asked & lexicon.OVER) and "will" not in asked
    return best * 0.8 if is_over and any(word.key == "will" for word in scene.words) else best


def _tells_time(scene: Scene, index: int) -> float:
    word = scene.words[index]
    if word.key in lexicon.MONTHS:
        return 1.0 if word.is_capital or word.key not in {"may", "march"} else 0.0
    if _YEAR.fullmatch(word.key):
        return 0.0 if scene.text[word.start - 1 : word.start] == "-" else 0.9
    if word.key in lexicon.DAYS:
        return 0.9
    if word.key in lexicon.SEASONS or (_HOUR.match(scene.text, word.start) and word.key[0].isdigit()):
        return 0.75
    is_span = [each.key for each in scene.words[index + 1 : index + 2]] in (["after"], ["before"], ["of"])
    return 0.0 if word.key not in lexicon.VAGUE else 0.4 if is_span else 0.7


def _where(scene: Scene) -> float:
    best = 0.0
    for index in range(len(scene.words)):
        if scene.new_name_at(index):
            before = scene.words[max(0, index - 2) : index]
            is_of_it = index + 1 in scene.met and not scene.words[index + 1].is_capital  # "The Montreal laboratory".
            is_there = is_of_it or any(each.key in lexicon.PREPOSITIONS for each in before)
            best = max(best, 1.0 if is_there else 0.5)
    return best


def _many(scene: Scene) -> float:
    """A number right before what is counted; one that only stands in the same sentence is hardly an answer."""
    return max((_counts(scene, index) for index in range(len(scene.words)) if _may_count(scene, index)), default=0.0)


def _may_count(scene: Scene, index: int) -> bool:
    is_year = _YEAR.fullmatch(scene.words[index].key) is not None
    # Of "$5.8 billion in fees" neither word counts fees.
    is_of_money = scene.words[index].key in lexicon.SCALES and index > 0 and scene.money_at(index - 1)
    is_money = scene.money_at(index) or is_of_money
    return index not in scene.met and scene.number_at(index) and not is_money and not is_year


def _counts(scene: Scene, index: int) -> float:
    counted = scene.question.counted
    if counted is None:
        return 0.6
    asked = {term.key for term in scene.question.terms}
    if [word.key for word in scene.words[index + 1 : index + 3]] in (["of", "them"], ["of", "these"]):
        return 0.6
    for distance, word in enumerate(scene.words[index + 1 : index + 6]):
        # "How many people work there" is answered by "210 employees", not by "two people work".
        is_implied = (
            counted.role is Role.FAINT and word.key in lexicon.STAFF - asked and index + 1 + distance in scene.met
        )
        if counted.meets(word) or is_implied:
            return _how_counted(scene, index, index + 1 + distance)
    is_told_before = any(counted.meets(word) for word in scene.words[max(0, index - 4) : index])
    return 0.55 if is_told_before and not _counts_another(scene, index) else 0.35


def _counts_another(scene: Scene, index: int) -> bool:
    """Whether right after a number stands what it counts: "two airlines"; not "websites of 900 bakeries"."""
    if scene.words[max(0, index - 1)].key in lexicon.OF:
        return False
    following = [word for word in scene.words[index + 1 : index + 3] if word.key not in lexicon.SCALES][:1]
    return any(
        word.key not in _STOPS | {"times"} and not _PAUSE.search(scene.text[scene.words[index].end - 1 : word.start])
        for word in following
    )


def _how_counted(scene: Scene, number: int, thing: int) -> float:
    """Whether the number counts the thing: only adjectives stand between "28 communication satellites"."""
    if _belongs_to_another(scene, thing):
        return 0.35
    between = [word for word in scene.words[number + 1 : thing] if word.key not in lexicon.SCALES]
    gap = scene.text[scene.words[number].end : scene.words[thing].start]
    stops = [place for place, word in enumerate(between) if word.key in _STOPS]
    if stops and any(word.key not in _STOPS for word in between[: stops[0]]):
        return 0.35  # "340,000 developers with apps" counts developers.
    is_parted = _PAUSE.search(gap) is not None or bool(stops)
    if is_parted or len(between) > 2:
        return 0.6
    counted = scene.question.counted
    # Who asks for users is told of customers, but of users first.
    return 1.0 if counted is None or meet(counted.key, scene.words[thing].key) else COUNTED


def _belongs_to_another(scene: Scene, index: int) -> bool:
    """Whether what is counted is said to be somebody's of whom the question does not speak: "employees of Deskwell"."""
    following = scene.words[index + 1 : index + 3]
    return len(following) == 2 and following[0].key in lexicon.OF and scene.new_name_at(index + 2)


def _money(scene: Scene) -> float:
    amounts = [index for index in range(len(scene.words)) if index not in scene.met and scene.money_at(index)]
    if amounts and _costs_another(scene):
        return 0.4
    if amounts and all(_is_of_another_deed(scene, index) for index in amounts):
        return 0.4
    if amounts:
        sums = any(each.key in lexicon.SCALES for index in amounts for each in scene.words[index + 1 : index + 2])
        return 1.0 if sums else 0.9
    sentence = scene.text[scene.words[0].start : scene.words[-1].end + 1]
    is_share = any(term.key in lexicon.SHARES for term in scene.question.terms)
    return 0.55 if is_share and ("percent" in sentence or "%" in sentence) else 0.0


def _costs_another(scene: Scene) -> bool:
    """Whether it is said of something else what it costs: "The recall costs Pell $4 million"."""
    asked = {term.key for term in scene.question.telling}
    if len(scene.words) < 3 or not scene.question.telling or scene.words[2].key not in lexicon.COSTS:
        return False
    article, thing = scene.words[:2]
    return (
        article.key in lexicon.ARTICLES and not thing.is_capital and 1 not in scene.met and bool(asked - lexicon.COSTS)
    )


def _is_of_another_deed(scene: Scene, amount: int) -> bool:
    """Whether an amount is right after another word about money, and what was asked is not said: "cost $23 million"."""
    asked = [term for term in scene.question.telling if is_about_money(term.key)]
    is_said = any(term.meets(scene.words[index]) for term in asked for index in scene.met)
    before = range(max(0, amount - 2), amount)
    return bool(asked) and not is_said and any(is_about_money(scene.words[index].key) for index in before)


def _much(scene: Scene) -> float:
    numbers = [index for index in range(len(scene.words)) if index not in scene.met and scene.number_at(index)]
    return 0.9 if numbers else 0.0


def _size(scene: Scene) -> float:
    """A number; for what has a measure of its own with its unit, best where the measure is named ("a depth of")."""
    keys = {word.key for word in scene.words}
    measure = scene.question.measure
    named = lexicon.MEASURES.get(measure, frozenset())
    if keys & named:
        return _much(scene)
    if not named:
        return _much(scene)
    if any(word.key in lexicon.UNITS.get(measure, ()) for word in scene.words) and _MEASURED.search(
        scene.text, scene.words[0].start, scene.words[-1].end
    ):
        return _much(scene) * 0.8
    # Kilos tell a weight and nothing else; metres may tell any length.
    return _much(scene) * 0.65 if measure == "heavy" and _weighs(scene) else 0.0


def _weighs(scene: Scene) -> bool:
    """Whether a weight is told that is not one of something else: "31 kilos of fuel"."""
    weights = [index for index, word in enumerate(scene.words) if word.key in lexicon.WEIGHTS]
    return any(_is_own(scene, index) for index in weights)


def _is_own(scene: Scene, index: int) -> bool:
    """Whether a weight is neither "26 kilos of fuel" nor that of "a rover of 26 kilos", unless that is asked for."""
    keys = [word.key for word in scene.words]
    of_another = keys[index + 1 : index + 2] == ["of"] and index + 2 not in scene.met
    return not of_another and not (index > 2 and keys[index - 2] == "of" and index - 3 not in scene.met)


def _long(scene: Scene) -> float:
    for index in range(len(scene.words) - 1):
        if scene.number_at(index) and any(each.key in lexicon.TIMES for each in scene.words[index + 1 : index + 3]):
            return 1.0
    return 0.6 if any(word.key in lexicon.MONTHS for word in scene.words) else 0.0


def _why(scene: Scene) -> float:
    return 0.9 if any(word.key in lexicon.REASONS for word in scene.words) else 0.4


def _said(scene: Scene) -> float:
    """Somebody's words, or what they are said to have said."""
    return 0.9 if any(word.key in lexicon.SPEECH for word in scene.words) else 0.3


def _anything(scene: Scene) -> float:
    return 0.6


_LOOKS: Mapping[Asks, Callable[[Scene], float]] = MappingProxyType(
    {
        Asks.WHO: _who,
        Asks.WHAT_IS: _what_is,
        Asks.WHEN: _when,
        Asks.WHERE: _where,
        Asks.MANY: _many,
        Asks.MUCH: _much,
        Asks.MONEY: _money,
        Asks.LONG: _long,
        Asks.SIZE: _size,
        Asks.WHY: _why,
        Asks.SAID: _said,
        Asks.NEWS: _anything,
        Asks.WHICH: _which,
        Asks.ANYTHING: _anything,
    }
)
NEEDED: Mapping[Asks, float] = MappingProxyType(
    {
        Asks.WHO: 0.8,
        Asks.WHAT_IS: 0.5,
        Asks.WHEN: 0.6,
        Asks.WHERE: 0.5,
        Asks.MANY: 0.5,
        Asks.MUCH: 0.5,
        Asks.MONEY: 0.5,
        Asks.LONG: 0.5,
        Asks.SIZE: 0.5,
        Asks.WHY: 0.0,
        Asks.SAID: 0.5,
        Asks.NEWS: 0.0,
        Asks.WHICH: 0.7,
        Asks.ANYTHING: 0.0,
    }
)
"""What a passage must reach to be an answer at all."""
