"""The guard of what a model writes, on true sentences and on altered ones: `python -m tests.quality.guarding`.

The true sentences are condensed by hand from the bundled edition (tests/data/guard). The altered ones are
made from them by programme, and some from the articles' own quotations: one thing in each is changed into what its
article does not say. What is invented must never pass; what is only turned round is reported. So are the sentences of
articles themselves with who and whom, before and after, or an "if" turned round (turning.py).
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.edition.library import load
from summarizer.guard import judge, read_source
from summarizer.text.sentences import split_sentences
from tests.quality.altering import ALTERATIONS, invented_quotes, other_speakers, strangers
from tests.quality.exchanging import EXCHANGES
from tests.quality.labels import FOLDER, summaries, texts
from tests.quality.table import Row, skipped
from tests.quality.turning import TURNINGS

TRUE = Path(__file__).parents[1] / "data" / "guard"
INVENTED = ("number", "unit", "counted", "name", "name at the start", "invented quote", "narration as quote")
"""The alterations of which none may pass."""
TURNED = ("number of another place", "speaker", "negation put in", "negation left out", "exactness")
"""The alterations that change the truth with the source's own words."""

MOST_REFUSED = 0.05
_EVERY, _LONGEST = 8, 9_000
"""Of the data's texts every so manieth is turned round, if it is not longer than so many characters."""
_QUOTED = re.compile('["“”„«»]')
_SWAPPED = ("number", "name", "name at the start", "invented quote")


@dataclass(frozen=True, slots=True)
class Altered:
    """A sentence that its article does not bear out, and what was done to it."""

    kind: str
    sentence: str
    text: str


def true_sentences() -> list[tuple[str, str]]:
    """The true sentences, each with its article's text."""
    articles = {each.id: each for each in load().articles}
    files = [tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(TRUE.glob("*.toml"))]
    written = [(key, sentence) for file in files for key, sentences in file.items() for sentence in sentences]
    return [(sentence, articles[key].text) for key, sentence in written]


def altered_sentences() -> list[Altered]:
    """Every alteration of every true sentence, and of the quotations of every article."""
    found = []
    names, quotes = strangers(), invented_quotes()
    for sentence, text in true_sentences():
        for kind, make in ALTERATIONS.items():
            found += [Altered(kind, other, text) for other in make(sentence, text, names, quotes)]
    for article in load().articles:
        found += [Altered("speaker", other, article.text) for other in other_speakers(article.text)]
    return found


@dataclass(frozen=True, slots=True)
class Figures:
    """How many altered sentences of each kind there are and pass, and which true ones are refused and why."""

    made: dict[str, int]
    passed: dict[str, list[str]]
    true: int
    refused: list[tuple[str, Sequence[str]]]


def measure() -> Figures:
    """Hold all of them against their articles."""
    made: dict[str, int] = defaultdict(int)
    passed: dict[str, list[str]] = defaultdict(list)
    for each in altered_sentences():
        made[each.kind] += 1
        if judge(each.sentence, read_source(each.text)).passed:
            passed[each.kind].append(each.sentence)
    true = true_sentences()
    return Figures(dict(made), dict(passed), len(true), refusals(true))


def refusals(true: Sequence[tuple[str, str]]) -> list[tuple[str, Sequence[str]]]:
    """Those of the sentences, each with its article's text, that are refused, and why."""
    verdicts = [(sentence, judge(sentence, read_source(text))) for sentence, text in true]
    return [(sentence, verdict.objections) for sentence, verdict in verdicts if not verdict.passed]


def sentences_on_data() -> list[tuple[str, str]]:
    """Sentences of ours, each with the text of the data that it is true to (labels/true_sentences.toml)."""
    sets = tomllib.loads((FOLDER / "true_sentences.toml").read_text(encoding="utf-8"))
    known = texts()
    return [
        (sentence, known[key])
        for written in sets.values()
        for key, sentences in written.items()
        for sentence in sentences
        if key in known
    ]


def false_sentences() -> list[Altered]:
    """Sentences of ours with one fault each, and the texts that they are untrue to (labels/false_sentences.toml)."""
    sets = tomllib.loads((FOLDER / "false_sentences.toml").read_text(encoding="utf-8"))
    known = texts()
    return [
        Altered(kind, sentence, known[key])
        for kinds in sets.values()
        for kind, written in kinds.items()
        for key, sentences in written.items()
        for sentence in sentences
        if key in known
    ]


def german_sentences() -> list[tuple[str, str]]:
    """German sentences of ours, each with the article of ours that it is true to (labels/german_sentences.toml)."""
    halves = tomllib.loads((FOLDER / "german_sentences.toml").read_text(encoding="utf-8"))
    return [
        (sentence, article["text"].strip())
        for articles in halves.values()
        for article in articles
        for sentence in article["true"]
    ]


def turned_sentences() -> list[Altered]:
    """The true sentences, and those of the articles themselves, turned round; of the data's articles too, if there."""
    return [
        Altered(kind, other, text)
        for sentence, text in (*true_sentences(), *_own_sentences())
        if not _QUOTED.search(sentence) and judge(sentence, read_source(text)).passed
        for kind, turn in TURNINGS.items()
        for other in turn(sentence)
    ]


def exchanged_sentences() -> list[Altered]:
    """The same sentences, and those of ours on the data, with one person of the article put for another one."""
    return [
        Altered(kind, other, text)
        for sentence, text in (*true_sentences(), *sentences_on_data(), *_own_sentences())
        if not _QUOTED.search(sentence)
        for kind, exchange in EXCHANGES.items()
        for other in exchange(sentence, text)
        if judge(sentence, read_source(text)).passed
    ]


def _own_sentences() -> list[tuple[str, str]]:
    """Those of the bundled edition's articles, and of every so manieth of the data's."""
    articles = [article.text for article in load().articles]
    articles += [text for _, text in sorted(texts().items())[::_EVERY] if len(text) < _LONGEST]
    return [(text[span.start : span.end], text) for text in articles for span in split_sentences(text)]


def altered_summaries(most: int = 600) -> tuple[int, int]:
    """Summaries by people that pass, with one number, name or quotation changed: how many there are, and pass."""
    names, quotes = strangers(), invented_quotes()
    made = passed = 0
    for text, summary in summaries()[:most]:
        source = read_source(text)
        for span in split_sentences(summary):
            sentence = summary[span.start : span.end]
            if '"' in sentence or not judge(sentence, source).passed:
                continue
            for kind in _SWAPPED:
                for other in ALTERATIONS[kind](sentence, text, names, quotes):
                    made += 1
                    passed += judge(other, source).passed
    return made, passed


def word_by_word(sentence: str, text: str) -> bool:
    """The peer: every number and every capitalised word of the sentence stands in the text as it is written."""
    first, *rest = re.findall(r"[\w.,%$€£-]*\w", sentence) or [""]
    return all(word in text for word in rest if word[0].isupper() or any(map(str.isdigit, word))) and bool(first)


def rows() -> Iterator[Row]:
    """What of the invented passes and of the true is refused, beside the same words."""
    figures = measure()
    altered = [each for each in altered_sentences() if each.kind in INVENTED]
    passed = sum(len(figures.passed.get(kind, [])) for kind in INVENTED)
    peer = sum(word_by_word(each.sentence, each.text) for each in altered)
    yield Row(
        f"guard: invented numbers, names, quotes that pass, of {len(altered)}", "0", str(passed),
        f"same words {peer}", passed == 0,
    )  # fmt: skip
    for name, true in (
        ("the bundled edition", true_sentences()),
        ("articles of the data", sentences_on_data()),
        ("German articles", german_sentences()),
    ):
        if not true:
            yield skipped(f"guard: true sentences on {name} refused", "≤ 5 %", "articles")
            continue
        share = len(refusals(true)) / len(true)
        peer_share = sum(not word_by_word(sentence, text) for sentence, text in true) / len(true)
        yield Row(
            f"guard: true sentences on {name} refused, of {len(true)}", "≤ 5 %", f"{share:.1%}",
            f"same words {peer_share:.1%}", share <= MOST_REFUSED,
        )  # fmt: skip
    for what, altered in (
        ("sentences turned round", turned_sentences()),
        ("sentences with one person for another, by programme,", exchanged_sentences()),
        ("faults written by hand (persons, offices, conditions)", false_sentences()),
    ):
        if altered:
            through = sum(judge(each.sentence, read_source(each.text)).passed for each in altered)
            name = f"guard: {what} that pass, of {len(altered)}"
            yield Row(name, "", f"{through} ({through / len(altered):.1%})")
    made, through = altered_summaries()
    if made:
        name = f"guard: altered sentences of people's summaries that pass, of {made}"
        yield Row(name, "", f"{through} ({through / made:.2%})")


def main() -> None:
    """Print the figures, and what slipped through."""
    figures = measure()
    print(f"{'altered':20} {'made':>5} {'passed':>6}")
    for kind in (*INVENTED, *TURNED):
        print(f"{kind:20} {figures.made.get(kind, 0):5} {len(figures.passed.get(kind, [])):6}")
    print(f"{'together':20} {sum(figures.made.values()):5} {sum(map(len, figures.passed.values())):6}")
    _print_kinds(turned_sentences())
    _print_kinds(exchanged_sentences())
    _print_kinds(false_sentences())
    print(f"true sentences: {figures.true}, refused {len(figures.refused)} ({len(figures.refused) / figures.true:.1%})")
    print(f"on articles of the data: {len(sentences_on_data())}, refused {len(refusals(sentences_on_data()))}")
    print(f"on German articles: {len(german_sentences())}, refused {len(refusals(german_sentences()))}")
    for kind, sentences in figures.passed.items():
        for sentence in sentences:
            print(f"  passed ({kind}): {sentence}")
    for sentence, objections in figures.refused:
        print(f"  refused: {sentence} <- {'; '.join(objections)}")


def _print_kinds(altered: Sequence[Altered]) -> None:
    for kind in dict.fromkeys(each.kind for each in altered):
        of_kind = [each for each in altered if each.kind == kind]
        passed = sum(judge(each.sentence, read_source(each.text)).passed for each in of_kind)
        print(f"{kind:20} {len(of_kind):5} {passed:6}")


if __name__ == "__main__":
    main()
