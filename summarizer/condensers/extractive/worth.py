"""What makes a sentence worth its words, read off its traits. Pure.

Lifts, added as logarithms: how much likelier a sentence of that kind is to carry a key fact than any other, measured
on fact cards (docs/decisions/): first sentence of news 3.1, money or percent 2.3, two or more digits 2.1, title words
1.5; over 40 words .21, colour .36, analogy .38, you .42, 31 to 40 words .51, advice .52, we .60.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from summarizer.condensers.extractive.reading import Line, Scene, Traits

NUMBER, TITLE = 1.8, 2.0
"""How much more a number and a word of the title weigh than another word."""
OTHER_TITLE = 0.6
"""What a word in the title of a further report weighs against one of the first."""


def fact_lift(traits: Traits, scene: Scene) -> float:
    """How much likelier than any other this sentence is to carry a key fact."""
    value = _length_lift(traits.words) + _place_lift(traits, scene)
    value += 0.83 * traits.money + 0.25 * traits.speech - 0.9 * traits.colour - 0.8 * traits.analogy
    value -= 0.8 * traits.you + 0.5 * traits.advice + 0.5 * traits.we + 0.5 * traits.dangling + 1.2 * traits.question
    value += (0.7 if traits.digits else 0.0) + min(0.4, 0.1 * traits.names) + min(0.9, 0.3 * traits.change)
    value += 0.15 if traits.quote and traits.speech else 0.0
    return math.exp(value + min(0.8, 0.27 * traits.title_count))


def word_weights(scene: Scene) -> dict[str, float]:
    """How much saying each content word is worth."""
    return {
        word: weight * (TITLE if word in scene.title else 1.0) * (NUMBER if word[0].isdigit() else 1.0)
        for word, weight in scene.weights.items()
    }


def title_weights(titles: Sequence[frozenset[str]], scene: Scene) -> dict[str, float]:
    """What each word of the titles that the texts have is worth: the first title's in full, the others' in part.

    All words of one title count alike: those that come often tell whom the text is about, the others what happened.
    What several titles say is the event; a number of several digits counts half as much again.
    """
    weights: dict[str, float] = {}
    for at, title in enumerate(titles):
        for word in title:
            if word in scene.weights:
                number = word[0].isdigit() and len(word) > 1
                weights[word] = weights.get(word, 0.0) + (OTHER_TITLE if at else 1.0) * (1.5 if number else 1.0)
    total = sum(weights.values())
    return {word: weight / total for word, weight in weights.items()}


def title_share(line: Line, weights: Mapping[str, float]) -> float:
    """How much of what the titles say the sentence says, 0 to 1."""
    return sum([weights[word] for word in line.content if word in weights])


def _length_lift(words: float) -> float:
    if words > 40:
        return -1.2
    if words > 30:
        return -0.5
    return -0.3 if words < 8 else 0.1


def _place_lift(traits: Traits, scene: Scene) -> float:
    if traits.position == 0:
        return (1.6 if scene.sentences <= 14 else 1.1) if scene.opening_counts else -0.4
    long_opinion = (scene.sentences > 18 and 2 * scene.own > 0.36) or scene.sentences > 30
    if scene.opening_counts and not long_opinion:
        start, step = (1.0, 0.2) if scene.sentences <= 14 else (0.7, 0.12)
        return max(0.0, start - step * traits.position)
    place = traits.position / max(1, scene.sentences)
    return -0.3 if 0.45 < place < 0.85 else 0.15 if place <= 0.3 else 0.0
