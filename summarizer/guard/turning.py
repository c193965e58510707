"""Whether a sentence turns round what its source says: who did it to whom, before or after, if, but for, some of. Pure.

Only what the source plainly says the other way is objected to; where it is silent, so is this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.guard.doing import deeds_of
from summarizer.guard.figures import Figure, figures_of
from summarizer.guard.source import Passage, Source
from summarizer.guard.support import Support, shared
from summarizer.text.tokens import content_words

_ORDER = re.compile(r"\b(before|prior to|ahead of|after|following|since)\b", re.IGNORECASE)
_LATER = frozenset(("after", "following", "since"))
_FOLLOWING = 4
"""So many content words behind a "before" or "after" say what it is before or after."""
_IF = re.compile(
    r"(?<!even )(?<!as )(?<!what )(?<!only )\b(?:if|unless|falls|sofern|provided that|on condition that)\b"
    r"(?! (?:not|any|so|and|only|ever|nothing|that|this|needed|necessary|possible|anything|you ask)\b)[^,;.!?]*",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:if|unless|when|once|until|may|might|could|condition\w*|depend\w*|threat\w*|provided|case|whether|require\w*"
    r"|subject to|pending|should|need\w*|must|wenn|falls|sofern|würde\w*|könnte\w*|droh\w*|sobald|abhäng\w*)\b",
    re.IGNORECASE,
)
"""What leaves it open in a sentence whether something comes to pass."""
_MAYBE = re.compile(
    r"\b(?:can|would|sometimes|often|possibl[ey]|expect\w*|plan\w*|kann|können|soll\w*)\b",
    re.IGNORECASE,
)
"""What leaves it open too, unless the source says it beside its "if"."""
_WHETHER = re.compile(r"\b(?:predict|see|know|ask|determine|check|tell|decide|out|wonder|sure|clear)(?:s|d|ed|ing)? $")
"""Before an if that means whether."""
_JUST_BEFORE = 16
_AND = re.compile(
    r",? (?:and|but|while) (?=(?:will|would|is|are|was|were|has|have|had|may|can|could|[a-z]+(?:ed|s))\b)"
)
"""Between two things that one sentence says."""
_MOST_OF_IT, _SOME_OF_IT = 0.6, 0.34
_ALL = re.compile(
    r"\b(?:all|every|everyone|everybody|everything|each|entire|alle|jede\w?|sämtliche\w?)\b", re.IGNORECASE
)
_BUT = re.compile(
    r"\b(?:except|apart from|aside from|other than|but for|all but|excluding|with the exceptions? of|bis auf|außer"
    r"|ausgenommen|abgesehen von|mit ausnahme)\b",
    re.IGNORECASE,
)
_LESS = re.compile(r"\b(?:most|nearly|almost|but|only|other|others|fast|meiste\w?|save)\b", re.IGNORECASE)
_OF = re.compile(r"\s+(?:of|out of|der|von)\s+(?:(?:the|its|their|his|her|all|those|den|insgesamt)\s+)?")
_PARTLY = re.compile(
    r"\b(?:of|out of|among|from|der|von|half|most|some|part|majority|share|percent|%)\s+(?:\w+\s+)?$", re.IGNORECASE
)


def turned(sentence: str, stems: frozenset[str], source: Source, support: Support) -> Iterator[str]:
    """What the sentence, its quotations blanked, has the other way round than the places that support it."""
    receipt = source.passages[support.first : support.last + 1]
    rivals = [source.passages[at] for at in support.rivals]
    if _swaps(sentence, source):
        yield "it says that one did to the other what the source says the other did"
    if _reorders(sentence, receipt, rivals):
        yield "it says before where the source says after, or after where it says before"
    if _drops_if(sentence, stems, receipt, source) and not any(_is_plain(each, stems, source) for each in rivals):
        yield "it leaves out an if of the source"
    if _is_all(sentence, receipt):
        yield "it says all where the source excepts some"
    if _takes_the_whole(sentence, receipt, source):
        yield "it gives the whole where the source speaks of a part of it"


def _swaps(sentence: str, source: Source) -> bool:
    said = [deed for deed in deeds_of(sentence) if deed.one and deed.other]
    if not said:
        return False
    true = [deed for passage in source.passages for deed in deeds_of(passage.text)]
    return any(
        any(deed.is_reverse_of(each) for each in true) and not any(deed.is_like(each) for each in true) for deed in said
    )


def _reorders(sentence: str, receipt: Sequence[Passage], rivals: Sequence[Passage]) -> bool:
    true = [each for passage in (*receipt, *rivals) for each in _orders(passage.text)]
    for later, what in _orders(sentence):
        same = [turn for turn, other in true if what & other]
        if same and later not in same:
            return True
    return False


def _orders(text: str) -> Iterator[tuple[bool, frozenset[str]]]:
    """Whether something comes later than something, and the first content words of that."""
    for found in _ORDER.finditer(text):
        behind = re.split(r"[,;.!?]", text[found.end() :], maxsplit=1)[0]
        if what := frozenset(content_words(behind)[:_FOLLOWING]):
            yield found[1].lower() in _LATER, what


def _drops_if(sentence: str, stems: frozenset[str], receipt: Sequence[Passage], source: Source) -> bool:
    if _OPEN.search(sentence) or not stems:
        return False
    maybe = {each.lower() for each in _MAYBE.findall(sentence)}
    for passage in receipt:
        for clause in _IF.finditer(passage.text):
            if _WHETHER.search(passage.text, max(0, clause.start() - _JUST_BEFORE), clause.start()):
                continue
            rest = passage.text[: clause.start()] + passage.text[clause.end() :]
            theirs = frozenset(content_words(rest, source.language))
            condition = frozenset(content_words(clause[0], source.language)) - theirs
            if maybe - {each.lower() for each in _MAYBE.findall(rest)}:
                continue
            if clause.start() and _is_of_other(passage.text[: clause.start()], stems, source):
                continue
            if condition and shared(stems, theirs, source) >= _MOST_OF_IT * len(stems):
                return len(condition & stems) < _SOME_OF_IT * len(condition)
    return False


def _is_of_other(before: str, stems: frozenset[str], source: Source) -> bool:
    """Whether an if closes a sentence of two halves and belongs to the second, of which little is told."""
    halves = _AND.split(before)
    last = frozenset(content_words(halves[-1], source.language))
    return len(halves) > 1 and shared(stems, last, source) < _SOME_OF_IT * len(last)


def _is_plain(passage: Passage, stems: frozenset[str], source: Source) -> bool:
    """Whether a passage says most of it without an if."""
    return not _IF.search(passage.text) and shared(stems, passage.stems, source) >= _MOST_OF_IT * len(stems)


def _is_all(sentence: str, receipt: Sequence[Passage]) -> bool:
    if not _ALL.search(sentence) or _BUT.search(sentence) or _LESS.search(sentence):
        return False
    return any(_ALL.search(passage.text) and _BUT.search(passage.text) for passage in receipt)


def _takes_the_whole(sentence: str, receipt: Sequence[Passage], source: Source) -> bool:
    figures = figures_of(sentence)
    for passage in receipt:
        for part, whole in _parts(passage):
            said = next((each for each in figures if each.value == whole.value), None)
            if said is None or any(each.value == part.value or each.dimension == "share" for each in figures):
                continue
            if not _PARTLY.search(sentence[: said.start]) and not _stands_alone(whole, source):
                return True
    return False


def _parts(passage: Passage) -> Iterator[tuple[Figure, Figure]]:
    for one, other in pairwise(passage.figures):
        plain = not one.dimension and not other.dimension and one.value < other.value
        share = re.search(r"\bin\s+(?:every\s+)?$", passage.text[: one.start])
        if plain and not share and _OF.fullmatch(passage.text, one.end, other.start):
            yield one, other


def _stands_alone(whole: Figure, source: Source) -> bool:
    """Whether the source gives the number anywhere else than as that of which something is a part."""
    every = sum(each.value == whole.value for passage in source.passages for each in passage.figures)
    return every > sum(other.value == whole.value for passage in source.passages for _, other in _parts(passage))
