"""What makes a sentence worth its words. Pure.

Values are lifts, multiplied: how much likelier a sentence of that kind is to carry one of a card's key facts than any
other, measured on fact cards (docs/decisions/). First sentence 3.1, money or percent 2.3, two or more digits 2.1,
title words 1.5; over 40 words .21, colour .36, analogy .38, you .42, 31 to 40 words .51, advice .52, we .60.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.text.tokens import content_words

_MONEY = re.compile(
    r"[$€£¥]\s?\d|\d\s?(?:%|percent|per cent|Prozent)|\d[\d.,]*\s?(?:million|billion|trillion|Mio|Mrd|Millionen)", re.I
)
_DIGITS = re.compile(r"\d{2,}|\d[.,]\d")
_CHANGE = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|aim(?:s|ed|ing)?|intends?|set to|expected to|will|agreed to|launch\w*|releas\w*|announc\w*|acquir\w*|rais(?:ed|es)"
    r"|cut(?:s|ting)?|laid off|double\w*|triple\w*|half|halv\w*|times (?:more|as)|by the end of|starting (?:in|on)|found that|discovered)\b",
    re.I,
)
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_NAME = re.compile(r"(?<=[a-z,;:’'\"”] )[A-Z][\w&’'-]+")
_QUOTE = re.compile(r"[\"“„«][^\"”“»]{12,}[\"”“»]")
_SPEECH = re.compile(
    r"\b(?:said|says|told|according to|announced|confirmed|wrote|warned|reported|plans? to|will|agreed|sagte|erklärte|kündigte|teilte)\b",
    re.I,
)
_YOU = re.compile(r"\b(?:you|your|you’re|you're|yourself)\b", re.I)
_WE = re.compile(r"\b(?:we|our|us|my|me|i|i’m|i'm|i’ve|i've)\b", re.I)
_ANALOGY = re.compile(r"\b(?:like an?|as if|as though|akin to|reminds?|imagine|think of|metaphor|picture)\b", re.I)
_ADVICE = re.compile(r"\b(?:should|must|need to|ought|let’s|let's|consider|try|make sure|don’t|don't|remember)\b", re.I)
_COLOUR = re.compile(
    r"\b(?:striking|brutal|fascinating|remarkable|audacious|stark|palpable|undeniable|compelling|profound|ironic\w*|narrative"
    r"|landscape|paradigm|discourse|saga|testament|twist|juggernaut|beacon|tapestry|realm|underscor\w+|ultimately|perhaps"
    r"|truly|simply|desperate\w*|formidable|undisputed|burgeoning|whether this|stands? as|speaks? to|raises? questions?|clearly|obviously|of course|arguably|meta|irony|era of|the future of|it remains to be seen)\b",
    re.I,
)  # fmt: skip
_DANGLING = re.compile(
    r"^(?:he|she|it|they|this|that|these|those|his|her|their|its|here|there|such|er|sie|es|diese[rsnm]?|dies|il|elle|ils)\b",
    re.I,
)
_BOILERPLATE = re.compile(
    r"\b(?:sign up|subscribe|newsletter|cookie|click here|read more|all rights reserved|advertisement|follow us|image credit"
    r"|photo(?:graph)? (?:by|courtesy)|getty images|share this|this (?:article|story|post) (?:was|originally|first)|affiliate|commission"
    r"|updated? (?:on|at)|terms of service|privacy policy|comments? (?:section|below)|related:|more on|see also|watch:|editor’s note|editor's note)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of the text that a sentence stands in."""

    title: frozenset[str]
    weights: dict[str, float]
    language: str | None
    sentences: int
    opening_counts: bool
    long_opinion: bool


def set_scene(title: str, sentences: Sequence[str], language: str | None) -> Scene:
    """The scene of a text: word weights (log of how often, over all its sentences) and what its opening is worth."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        counts.update(set(content_words(sentence, language)))
    titled = frozenset(content_words(title, language))
    weights = {
        word: math.log(1 + count) * (1.6 if word in titled else 1.0) * (1.8 if word[0].isdigit() else 1.0)
        for word, count in counts.items()
    }
    own = sum(bool(_WE.search(sentence)) + bool(_YOU.search(sentence)) for sentence in sentences)
    opinion = len(sentences) > 18 and own > 0.18 * len(sentences)
    return Scene(
        title=titled,
        weights=weights,
        language=language,
        sentences=len(sentences),
        opening_counts=bool(sentences) and _is_news_opening(sentences[0], titled, language),
        long_opinion=opinion or len(sentences) > 30,
    )


def _is_news_opening(sentence: str, title: frozenset[str], language: str | None) -> bool:
    """Whether a text opens with its news: not with an anecdote, an aphorism or the general state of things."""
    words = set(content_words(sentence, language))
    concrete = bool(_DIGITS.search(sentence)) or len(words & title) >= 2 or bool(_SPEECH.search(sentence))
    throat = bool(_COLOUR.search(sentence)) or bool(_WE.search(sentence)) or sentence.endswith("?")
    return concrete and not throat and len(sentence.split()) <= 45


def is_boilerplate(sentence: str) -> bool:
    """Whether a sentence belongs to the site, not to the article."""
    words = sentence.split()
    if sentence.rstrip("\"”'’»)")[-1:] not in {".", "!", "?", "…"} and len(words) < 16:
        # A heading, a caption or a list's label: no sentence.
        return True
    return len(words) < 4 or bool(_BOILERPLATE.search(sentence)) or (sentence.isupper() and len(words) < 12)


def is_dangling(sentence: str) -> bool:
    """Whether a sentence begins with a word that points at something said before."""
    return bool(_DANGLING.match(sentence))


def lift(sentence: str, position: int, paragraph: int, scene: Scene) -> float:
    """How much likelier than any other this sentence is to carry a key fact, as a logarithm."""
    words = sentence.split()
    value = _length_lift(len(words)) + _place_lift(position, paragraph, scene)
    value += 0.83 if _MONEY.search(sentence) else 0.0
    digits = [found for found in _DIGITS.findall(sentence) if not _YEAR.match(found)]
    value += 0.7 if digits else 0.0
    value += min(0.4, 0.1 * len(_NAME.findall(sentence)))
    value += min(0.9, 0.3 * len({found.lower() for found in _CHANGE.findall(sentence)}))
    value += 0.25 if _SPEECH.search(sentence) else 0.0
    value += 0.15 if _QUOTE.search(sentence) and _SPEECH.search(sentence) else 0.0
    found = set(content_words(sentence, scene.language))
    value += min(0.8, 0.27 * len(found & scene.title))
    value += _style_lift(sentence)
    return value


def _length_lift(words: int) -> float:
    if words > 40:
        return -1.2
    if words > 30:
        return -0.5
    return -0.3 if words < 8 else 0.1


def _place_lift(position: int, paragraph: int, scene: Scene) -> float:
    if position == 0:
        return (1.6 if scene.sentences <= 14 else 1.1) if scene.opening_counts else -0.4
    if scene.opening_counts and not scene.long_opinion:
        return max(0.0, 1.0 - 0.2 * position) if scene.sentences <= 14 else max(0.0, 0.7 - 0.12 * position)
    place = position / max(1, scene.sentences)
    return -0.3 if 0.45 < place < 0.85 else 0.15 if place <= 0.3 else 0.0


def _style_lift(sentence: str) -> float:
    value = 0.0
    for pattern, size in (
        (_COLOUR, -0.9), (_ANALOGY, -0.8), (_YOU, -0.8), (_ADVICE, -0.5), (_WE, -0.5), (_DANGLING, -0.5),
    ):  # fmt: skip
        if pattern.search(sentence):
            value += size
    return value - (1.2 if sentence.rstrip("\"”'’)").endswith("?") else 0.0)
