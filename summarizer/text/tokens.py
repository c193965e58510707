"""Words: lower-cased, lightly stemmed, without stop words. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:['’.&+-][^\W_]+)*(?:\+\+|#)?", re.UNICODE)

_STOP = {
    "en": """a about above after again against all also am an and any are as at be because been before being below between
        both but by can could did do does doing down during each even few for from further get had has have having he her
        here hers him his how however i if in into is it its itself just let like made make may me might more most much must my
        new no nor not now of off on once one only or other our out over own per said same say says she should so some
        still such than that the their them then there these they this those through to too under until up upon us very
        was we were what when where which while who whom why will with within without would yet you your""",
    "de": """aber alle als also am an auch auf aus bei bis da damit dann das dass dem den der des die dies diese dieser dieses
        doch dort durch ein eine einem einen einer eines er es etwa für gegen hat haben hatte ich ihr ihre im in ist ja jede
        kann kein keine können man mehr mit nach nicht noch nun nur ob oder ohne schon sehr sein seine seit sich sie sind so
        sollen sowie über um und uns unter vom von vor war was weil wenn werden wie wird wir wurde wurden zu zum zur""",
    "fr": """au aux avec ce ces cette dans de des du elle en est et il ils je la le les leur lui mais ne nous on ou par pas
        pour plus qu que qui sa se ses son sont sur un une vous a ont été être comme""",
    "es": """al con de del el ella en es esta este esto ha la las lo los más no para pero por que se ser si sin sobre su sus
        un una y como fue son""",
    "it": """a al alla che con da dal dei del della di e gli ha i il in la le lo nel non per più si sono su un una""",
    "nl": """aan al als bij dat de die door een en er het hij in is maar met naar niet of om ook op te tot uit van voor was
        wordt zijn""",
    "pt": """a ao as com da de do dos e em foi mais na não no o os para pela por que se sua um uma""",
}  # fmt: skip


@lru_cache(maxsize=16)
def stop_words(language: str | None) -> frozenset[str]:
    """The stop words of a language; of English and the other main ones together where it is not known."""
    if language in _STOP:
        return frozenset(_STOP[language].split())
    return frozenset(word for words in _STOP.values() for word in words.split()) if language is None else frozenset()


def words_of(text: str) -> list[str]:
    """Every word of the text as it is written."""
    return WORD.findall(text)


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """A word in lower case, without accents and possessive."""
    plain = word.lower().replace("’", "'")
    plain = plain.removesuffix("'s").removesuffix("'")
    if plain.isascii():
        return plain
    return "".join(mark for mark in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(mark))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A word's light stem: plural and the commonest verb endings go, so that "layoffs" meets "layoff".

    Harman's S-stemmer (1991) with -ing and -ed where enough is left.
    """
    plain = fold(word)
    if len(plain) < 4 or not plain.isalpha():
        return plain
    if plain.endswith("ies") and len(plain) > 4:
        return plain[:-3] + "y"
    if plain.endswith(("sses", "shes", "ches", "xes", "zes")):
        plain = plain[:-2]
    elif plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        plain = plain[:-1]
    for ending in ("ing", "ed"):
        if plain.endswith(ending) and len(plain) - len(ending) >= 4:
            shorter = plain[: -len(ending)]
            return shorter[:-1] if len(shorter) > 4 and shorter[-1] == shorter[-2] not in "ls" else shorter
    return plain[:-1] if plain.endswith("e") and len(plain) > 5 else plain


def stem_german(word: str) -> str:
    """A German word's light stem: the commonest endings go, so that "Kennzeichnung" meets "kennzeichnen".

    After Savoy's light stemmer (2006), with -ung where enough is left.
    """
    plain = fold(word)
    if len(plain) < 6 or not plain.isalpha():
        return plain
    for ending in ("ungen", "ung", "ern", "en", "em", "er", "es", "e", "n", "s"):
        if plain.endswith(ending) and len(plain) - len(ending) >= 4:
            return plain[: -len(ending)]
    return plain


@lru_cache(maxsize=16)
def _meanings(language: str | None) -> Callable[[str], str]:
    """What finds a word's stem in that language, or nothing for a word that carries no meaning of its own."""
    stop = stop_words(language)
    root = stem_german if language == "de" else stem

    @lru_cache(maxsize=65_536)
    def meaning(word: str) -> str:
        return "" if fold(word) in stop or (len(word) == 1 and not word.isdigit()) else root(word)

    return meaning


def stems_of(words: Iterable[str], language: str | None = None) -> list[str]:
    """The stems of those of the words that carry meaning, in order, with repeats."""
    return [found for found in map(_meanings(language), words) if found]


def content_words(text: str, language: str | None = None) -> list[str]:
    """The stems of the words of a text that carry meaning, in order, with repeats."""
    return stems_of(WORD.findall(text), language)
