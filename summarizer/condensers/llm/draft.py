"""What a model writes, held against its sources and put together with extractive sentences. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.condensers.llm.prompt import TLDR_WORDS, without_controls
from summarizer.guard import Verdict, judge, read_source
from summarizer.model import Article, CondenseTask, Receipt, Sentence, Summary
from summarizer.text.sentences import split_sentences
from summarizer.text.tokens import content_words, stem

_SAME = 0.6
"""A sentence that shares more than this of its content words with another one repeats it."""
_SAID = 120
_PREAMBLE = re.compile(
    r"(?:here\s+(?:is|are)|here['’]s|sure|certainly|of\s+course|as\s+(?:you\s+)?(?:asked|requested)|hier\s+(?:ist|sind)"
    r"|gerne?)\b",
    re.IGNORECASE,
)
"""How a model begins that speaks to whoever asked it, and not to readers."""
_OWN = re.compile(r"\d|(?<=[\w,;] )[\"“(]?[A-ZÄÖÜ]")
"""A number, or a name within the sentence."""
_LONG, _ABOUT = 1_000, 0.34
"""Where so many characters stand beside a TL;DR's own paragraph, this share of its words must stand in them."""
_ENOUGH_WORDS, _BORNE_OUT = 5, 0.3
"""Of so many content words without number or name this share must stand in the passage."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of a model, and the number (from 1) of the text it is said to rest on."""

    text: str
    source: int = 1


@dataclass(frozen=True, slots=True)
class Draft:
    """What a model answered."""

    tldr: Claim
    points: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft's sentences as far as the guard lets them pass, and what it said against the others."""

    tldr: Sentence | None
    points: tuple[Sentence | None, ...]
    objections: tuple[str, ...]
    is_final: bool = True
    """Whether the model has had its second say on what was objected to."""


def check(draft: Draft, task: CondenseTask) -> Checked:
    """Hold every sentence against its text, or against the others if that one does not bear it out."""
    objections: list[str] = []
    known = _Known.of(task.earlier)
    tldr = _check(draft.tldr, task.texts, known, objections)
    if tldr and (length := len(tldr.text.split())) > TLDR_WORDS:
        objections.append(f"The tl;dr has {length} words and may have {TLDR_WORDS}")
        tldr = None
    if tldr and _is_beside_the_matter(tldr, task):
        objections.append(f"{_quote(tldr.text)}: it is not what the texts are about")
        tldr = None
    points = tuple(_check(point, task.texts, known, objections) for point in draft.points[: task.points])
    if (length := sum(len(point.text.split()) for point in draft.points[: task.points])) > task.words:
        objections.append(f"The points have {length} words together and may have {task.words}")
    return Checked(tldr, points, tuple(objections))


@dataclass(frozen=True, slots=True)
class _Known:
    """The content words of what the reader knows, sentence by sentence and together."""

    sentences: tuple[frozenset[str], ...] = ()
    words: frozenset[str] = frozenset()

    @classmethod
    def of(cls, articles: Sequence[Article]) -> _Known:
        """What is known from these articles."""
        said = tuple(
            frozenset(content_words(article.text[span.start : span.end], article.language))
            for article in articles
            for span in split_sentences(article.text)
        )
        return cls(said, frozenset().union(*said))

    def holds(self, words: str, language: str | None) -> bool:
        """Whether a sentence of these words says nothing new: no number of its own, and an older one that says so."""
        content = frozenset(content_words(words, language))
        if any(word[0].isdigit() for word in content - self.words):
            return False
        return any(len(content & sentence) >= _SAME * len(content) for sentence in self.sentences)


def _check(claim: Claim, texts: Sequence[Article], known: _Known, objections: list[str]) -> Sentence | None:
    words = " ".join(without_controls(claim.text).split())
    if known.holds(words, texts[0].language):
        objections.append(f"{_quote(words)}: the reader knows that already")
        return None
    first = claim.source - 1 if 0 < claim.source <= len(texts) else 0
    against: Verdict | None = None
    for article in (texts[first], *(each for at, each in enumerate(texts) if at != first)):
        verdict = judge(words, read_source(article.text))
        if verdict.passed:
            if objection := _says_nothing(words, article.text[verdict.start : verdict.end]):
                objections.append(f"{_quote(words)}: {objection}")
                return None
            return _sentence(words, article, verdict)
        against = against or verdict
    objections.append(f"{_quote(words)}: {'; '.join(against.objections if against else ())}")
    return None


def _is_beside_the_matter(tldr: Sentence, task: CondenseTask) -> bool:
    """Whether no word of a TL;DR stands in a title, and hardly one anywhere but in the paragraph that bears it out.

    What an article is about it says more than once; what somebody else has put into it, such as words for a model to
    repeat, stands alone. A short text cannot tell.
    """
    receipt = tldr.receipt
    titles = [task.title, *(article.title for article in task.texts)]
    rest: list[str] = []
    for article in (*task.texts, *task.earlier):
        if article.id == receipt.article_id:
            before = article.text[: article.text.rfind("\n", 0, receipt.start) + 1]
            after = article.text[receipt.end :].partition("\n")[2]
            if len(before) + len(after) < _LONG:
                return False
            rest += [before, after]
        else:
            rest.append(article.text)
    content = {stem(word) for word in content_words(tldr.text)}
    named, said = ({stem(word) for each in texts for word in content_words(each)} for texts in (titles, rest))
    return not content & named and len(content & said) < _ABOUT * len(content)


def _says_nothing(words: str, passage: str) -> str:
    """What is wrong with a sentence that could stand in any summary; empty: nothing.

    A platitude has no number and no name that the guard could miss, and of its many common words some stand in every
    text: so more of them must stand in the very passage.
    """
    if _PREAMBLE.match(words):
        return "it speaks to whoever asked"
    content = {stem(word) for word in content_words(words)}
    if len(content) < _ENOUGH_WORDS or _OWN.search(words):
        return ""
    borne_out = content & {stem(word) for word in content_words(passage)}
    return (
        "" if len(borne_out) >= _BORNE_OUT * len(content) else "it says what any text could, and this one hardly does"
    )


def _quote(words: str) -> str:
    return f"\u201c{words if len(words) <= _SAID else f'{words[:_SAID]}…'}\u201d"


def _sentence(words: str, article: Article, verdict: Verdict) -> Sentence:
    quote = article.text[verdict.start : verdict.end]
    receipt = Receipt(article.id, article.source, article.url, quote, verdict.start, verdict.end)
    return Sentence(words, receipt, written=True)


def mend(checked: Checked, extractive: Summary, task: CondenseTask) -> Summary:
    """The summary of what passed; an extractive sentence stands in the place of each that did not."""
    if not checked.tldr and not any(checked.points):
        return extractive
    tldr = checked.tldr or extractive.tldr
    points = tuple(_choose(checked.points, extractive.points, tldr, task))
    written = any(sentence.written for sentence in (tldr, *points))
    return Summary(tldr, points, "llm" if written else "extractive", extractive.notes) if written else extractive


def _choose(
    points: Sequence[Sentence | None], spare: Sequence[Sentence], tldr: Sentence, task: CondenseTask
) -> Iterator[Sentence]:
    """The points that passed, and for each that did not the next extractive one that says something else."""
    said, room = [tldr], task.words
    kept = [point for point in points if point]
    others = iter(spare)
    for point in points:
        for each in [point] if point else others:
            # Of two points that say the same the first stays; an extractive one gives way to those to come as well.
            others_said = said if point else (*said, *kept)
            if len(each.text.split()) <= room and not any(_repeat(each, other) for other in others_said):
                said.append(each)
                room -= len(each.text.split())
                yield each
                break


def _repeat(one: Sentence, other: Sentence) -> bool:
    first, second = set(content_words(one.text)), set(content_words(other.text))
    return len(first & second) > _SAME * max(1, min(len(first), len(second)))
