"""Syndicated copies: articles that repeat another one almost word for word (MinHash over three-word shingles).

Broder (1997), "On the resemblance and containment of documents". Measured: syndicated copies have a Jaccard
resemblance of .73 and more, different reports of one event .45 and less; the line is drawn at .5.
"""

from __future__ import annotations

from rensa import RMinHash, RMinHashLSH

from summarizer.text.tokens import WORD

RESEMBLANCE = 0.5
SHINGLE = 3
COMPARED = 2_500
"""Characters of a text that are compared: a copy is one from its first paragraph."""
FEWEST_WORDS = 25
"""Shorter texts are teasers: two outlets may well announce a thing in the same dozen words."""
_PERMUTATIONS = 128
_BANDS = 32


class Copies:
    """Finds the article that a new one repeats."""

    def __init__(self) -> None:
        self._lsh = RMinHashLSH(threshold=RESEMBLANCE, num_perm=_PERMUTATIONS, num_bands=_BANDS)
        self._prints: list[RMinHash] = []
        self._ids: list[str] = []

    def original_of(self, article_id: str, text: str) -> str | None:
        """The id of the earlier article that one with this text repeats, or None. It is remembered."""
        shingles = shingles_of(text)
        if not shingles:
            return None
        finger_print = RMinHash(num_perm=_PERMUTATIONS, seed=7)
        finger_print.update(shingles)
        near = [(self._prints[key].jaccard(finger_print), -key) for key in self._lsh.query(finger_print)]
        self._lsh.insert(len(self._ids), finger_print)
        self._prints.append(finger_print)
        self._ids.append(article_id)
        resemblance, key = max(near, default=(0.0, 0))
        return self._ids[-key] if resemblance >= RESEMBLANCE else None


def shingles_of(text: str) -> list[str]:
    """The three-word shingles of a text's beginning, lower-cased, in order; none for a text too short to tell."""
    words = [word.lower() for word in WORD.findall(text[:COMPARED])]
    if len(words) < FEWEST_WORDS:
        return []
    return [" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)]
