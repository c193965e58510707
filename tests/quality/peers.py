"""What anybody would write first for a task, to be measured beside ours in the same run. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta

from summarizer.model import Article
from summarizer.text.tokens import content_words

LINE = 0.25
"""Cosine from which the leader takes an article; .2 is best for the tech morning, .3 for the streams."""
WINDOW = timedelta(hours=72)


def same_title(articles: Sequence[Article]) -> dict[str, str]:
    """One story for each title, however it is written; by article id."""
    return {article.id: " ".join(content_words(article.title)) or article.id for article in articles}


def tf_idf_leader(articles: Sequence[Article]) -> dict[str, str]:
    """An article joins the story of the last 72 hours whose first article is most like it, by TF-IDF cosine."""
    counts = {article.id: Counter(content_words(f"{article.title} {article.text[:700]}")) for article in articles}
    met = Counter(word for words in counts.values() for word in words)
    leaders: list[tuple[Article, Mapping[str, float]]] = []
    told: dict[str, str] = {}
    for article in sorted(articles, key=lambda each: (each.published, each.id)):
        vector = _unit({word: n * math.log(1 + len(articles) / met[word]) for word, n in counts[article.id].items()})
        live = [(leader, other) for leader, other in leaders if article.published - leader.published <= WINDOW]
        best, leader_id = max(((_dot(vector, other), leader.id) for leader, other in live), default=(0.0, ""))
        if best < LINE:
            leader_id = article.id
            leaders.append((article, vector))
        told[article.id] = leader_id
    return told


def _unit(vector: Mapping[str, float]) -> Mapping[str, float]:
    length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {word: weight / length for word, weight in vector.items()}


def _dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    small, large = sorted((one, other), key=len)
    return sum(weight * large.get(word, 0.0) for word, weight in small.items())
