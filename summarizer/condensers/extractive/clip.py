"""The last resort for a text of nothing but long sentences: one that is broken off, and says so. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from summarizer.condensers.extractive.candidates import LONGEST_PASSAGE, Candidate
from summarizer.condensers.extractive.reading import LONGEST_WORD
from summarizer.text.tokens import content_words

_NUMBER = re.compile(r"\d|^(?:[$€£]|a|an|the|nearly|about|over)$", re.IGNORECASE)
LEAST = 12


def clipped(candidate: Candidate, most: int) -> Candidate:
    """A candidate of too many words, cut after the last clause that fits, or after so many words.

    Its passage is cut as well where that is longer than a passage may be and still holds what is left.
    """
    words = candidate.text.split()[:most]
    for size in range(len(words), LEAST - 1, -1):
        if words[size - 1].endswith((",", ";", ":", "–", "—")):
            words = words[:size]
            break
    else:
        # "2.4" without its "million" is another number.
        while len(words) > LEAST and _NUMBER.search(words[-1]):
            words = words[:-1]
    text = " ".join(words)[: most * LONGEST_WORD].rstrip(",;:–— ")
    passage = candidate.article.text[candidate.start : candidate.end][:LONGEST_PASSAGE]
    end = candidate.start + len(passage) if text[1:] in passage else candidate.end
    return replace(candidate, text=text + "…", words=len(words), end=end, content=frozenset(content_words(text)))
