"""How many stories somebody wants, in words: "5", "top 5", "5 stories about rust". Pure.

A number elsewhere belongs to a topic, such as "python 3", and so does one of three digits or more, such as "404".
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

MOST_STORIES = 20
"""Stories that a digest has at most."""
_COUNT = re.compile(r"^\d{1,2}$")
_BEFORE = {"top", "last", "the", "newest", "first", "best", "letzte", "letzten", "die", "neueste", "neuesten"}
_COUNTED = {"stories", "headlines", "articles", "news", "items", "meldungen", "nachrichten"}


def take_count(topic: list[str], fillers: Collection[str]) -> tuple[list[str], int | None]:
    """The topic's words without those that count stories, and their number; None: none do."""
    plain = [word.lower() for word in topic]
    kept = [word for word in plain if word not in fillers and word not in _BEFORE]
    if len(kept) == 1 and _COUNT.match(kept[0]):
        return [], int(kept[0])
    for at, (first, second) in enumerate(pairwise(plain)):
        if _COUNT.match(first) and second in _COUNTED:
            before = at - 1 if at and plain[at - 1] in _BEFORE else at
            return topic[:before] + topic[at + 2 :], int(first)
        if at == 0 and first == "top" and _COUNT.match(second):
            return topic[2:], int(second)
    return topic, None
