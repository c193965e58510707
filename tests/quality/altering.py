"""Sentences altered by programme: one thing in each is changed into what its article does not say. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import cycle

_NUMBER = re.compile(r"(?<![\w.,-])(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w-]|[.,:]\d)")
_UNITS = "percent million billion hours minutes seconds months days weeks years watts kilos kilometres metres km"
_THINGS = """customers companies robots packages employees phones jobs developers satellites chargers copies people
    users boxes runners laptops states prompts votes""".split()
_MEASURED = re.compile(rf"(?<=\d )({'|'.join(_UNITS.split())})\b")
_COUNTED = re.compile(rf"(?<=\d )(?:million )?({'|'.join(_THINGS)})\b")
_OTHER_UNIT = {
    "percent": "million", "million": "billion", "billion": "million", "hours": "days", "minutes": "hours",
    "seconds": "minutes", "months": "weeks", "days": "weeks", "weeks": "months", "years": "months",
    "watts": "kilowatts",    "kilos": "tonnes", "kilometres": "miles", "metres": "kilometres", "km": "miles",
}  # fmt: skip
_INSIDE = re.compile(r"(?<=[a-z,] )[A-ZÄÖÜÎ][\w-]*[a-zäöüß](?=[ ,.;:'’)])")
_STRANGERS = (
    "Zentrix",
    "Halvorsen",
    "Ostrava",
    "Castellan",
    "Harlow",
    "Kestrels",
    "Northwind",
    "Brightwater",
    "Veloria",
    "OSK",
    "Ostermann",
    "Lambert",
    "Danone",
    "Carrefour",
    "Wacker",
    "Evonik",
    "Moreau",
    "Novak",
    "Steiner",
    "Gruber",
    "Tanaka",
)
_INVENTED_QUOTES = ("nobody could have known", "this will never happen again", "a catastrophe for everyone involved",
                    "we have done nothing wrong", "the worst day of my life")  # fmt: skip
_VERBS = re.compile(r"\b(is|are|was|were|has|have|will|may|can|had)\b(?! (?:not|never|no)\b)")

Words = Iterator[str]


def _numbers(sentence: str, text: str, *_: Words) -> Iterator[str]:
    """Another digit, and another size; not 50, which a text may call a half."""
    for found in _NUMBER.finditer(sentence):
        for change in (_next_digit, _shifted):
            other = change(found[0])
            if other != "50" and not re.search(rf"(?<![\d.,]){re.escape(other)}(?![\d])", text):
                yield sentence[: found.start()] + other + sentence[found.end() :]


def _next_digit(number: str) -> str:
    at = max(place for place, digit in enumerate(number) if digit not in ",.0")
    return number[:at] + str(int(number[at]) % 9 + 1) + number[at + 1 :]


def _shifted(number: str) -> str:
    return number.replace(".", "") if "." in number else f"{number},000" if "," in number else f"{number}0"


def _units(sentence: str, *_: object) -> Iterator[str]:
    for found in _MEASURED.finditer(sentence):
        yield sentence[: found.start()] + _OTHER_UNIT[found[0]] + sentence[found.end() :]
    for sign, other in (("$", "€"), ("€", "£"), ("£", "$"), ("%", " million")):
        if sign in sentence:
            yield sentence.replace(sign, other)


def _counted(sentence: str, *_: object) -> Iterator[str]:
    for found in _COUNTED.finditer(sentence):
        yield sentence[: found.start(1)] + "violins" + sentence[found.end(1) :]


def _names(sentence: str, _: str, strangers: Words, *__: Words) -> Iterator[str]:
    for found in _INSIDE.finditer(sentence):
        yield sentence[: found.start()] + next(strangers) + sentence[found.end() :]


def _first_names(sentence: str, text: str, strangers: Words, *_: Words) -> Iterator[str]:
    first = sentence.split()[0].strip(",").removesuffix("'s")
    if re.search(rf"[a-z,] {re.escape(first)}\b", text) and first[:1].isupper():
        yield next(strangers) + sentence[len(first) :]


def _quotes(sentence: str, _: str, strangers: Words, quotes: Words) -> Iterator[str]:
    del strangers
    yield f'{sentence.rstrip(".")}, and spoke of "{next(quotes)}".'


def _narration(sentence: str, text: str, *_: Words) -> Iterator[str]:
    """Five words of the article's own, given to somebody as a quotation."""
    told = re.sub(r"[\"“„][^\"“”„]*[\"“”]", "|", text.split("\n")[0])
    plain = re.search(r"(?:[a-z]+ ){4}[a-z]{4,}", told)
    if plain:
        yield f'{sentence.rstrip(".")}, and spoke of "{plain[0]}".'


def _nots(sentence: str, *_: object) -> Iterator[str]:
    if found := _VERBS.search(sentence):
        yield f"{sentence[: found.end()]} not{sentence[found.end() :]}"


def _without_nots(sentence: str, *_: object) -> Iterator[str]:
    for found in re.finditer(r" (?:not|never)\b| does not| did not|\bNo one |\bno (?=[a-z])", sentence):
        put = {"No one ": "Someone "}.get(found[0], "")
        yield sentence[: found.start()] + put + sentence[found.end() :]


def _exactness(sentence: str, *_: object) -> Iterator[str]:
    for found in re.finditer(
        r"\b(?:about|around|roughly|some|at least|more than|up to|fewer than|less than) (?=[\d$€£])", sentence
    ):
        other = "fewer than " if found[0].strip() in {"at least", "more than"} else "more than "
        yield sentence[: found.start()] + other + sentence[found.end() :]


def other_speakers(text: str) -> Iterator[str]:
    """A quotation of the article given to the speaker of another one of it."""
    said = [
        (place, *found.groups())
        for place, paragraph in enumerate(text.split("\n"))
        for found in re.finditer(
            r"[\"„]([^\"“„]{12,160})[\"“][^\"„.]{0,50}?((?:(?<= )[A-ZÎÄÖÜ][\w-]+ ?){2})", paragraph
        )
    ]
    for place, quote, _ in said:
        for elsewhere, _, other in said:
            if elsewhere != place:
                yield f'"{quote.rstrip(",.?!")}," said {other.strip()}.'


def _misplaced(sentence: str, text: str, *_: Words) -> Iterator[str]:
    """A number of the article in the place of another one of it."""
    others = [found[0] for found in _NUMBER.finditer(text)]
    for found in _NUMBER.finditer(sentence):
        if other := next((each for each in others if each not in sentence and len(each) == len(found[0])), ""):
            yield sentence[: found.start()] + other + sentence[found.end() :]


Alteration = Callable[[str, str, Words, Words], Iterator[str]]
"""Other sentences, made of a sentence and its article's text."""
ALTERATIONS: dict[str, Alteration] = {
    "number": _numbers,
    "unit": _units,
    "counted": _counted,
    "name": _names,
    "name at the start": _first_names,
    "invented quote": _quotes,
    "narration as quote": _narration,
    "negation put in": _nots,
    "negation left out": _without_nots,
    "exactness": _exactness,
    "number of another place": _misplaced,
}


def strangers() -> Words:
    """Names that no article has, over and over."""
    return cycle(_STRANGERS)


def invented_quotes() -> Words:
    """What nobody said, over and over."""
    return cycle(_INVENTED_QUOTES)
