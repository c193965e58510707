"""The guard of what a model writes, on true sentences and on altered ones: `python -m tests.quality.guarding`.

The true sentences are condensed by hand from the bundled edition (tests/data/guard). The altered ones are
made from them by programme, and some from the articles' own quotations: one thing in each is changed into what its
article does not say. What is invented must never pass; what is only turned round is reported.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from bot.edition.library import load
from summarizer.guard import judge, read_source
from summarizer.text.sentences import split_sentences
from tests.quality.labels import FOLDER, summaries, texts
from tests.quality.table import Row, skipped

TRUE = Path(__file__).parents[1] / "data" / "guard"
INVENTED = ("number", "unit", "counted", "name", "name at the start", "invented quote", "narration as quote")
"""The alterations of which none may pass."""
TURNED = ("number of another place", "speaker", "negation put in", "negation left out", "exactness")
"""The alterations that change the truth with the source's own words."""

MOST_REFUSED = 0.05
_SWAPPED = ("number", "name", "name at the start", "invented quote")
_NUMBER = re.compile(r"(?<![\w.,-])(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w-]|[.,:]\d)")
_UNITS = "percent million billion hours minutes seconds months days weeks years watts kilos kilometres metres km"
_THINGS = """customers companies robots packages employees phones jobs developers satellites chargers copies people
    users boxes runners laptops states prompts votes""".split()
_MEASURED = re.compile(rf"(?<=\d )({'|'.join(_UNITS.split())})\b")
_COUNTED = re.compile(rf"(?<=\d )(?:million )?({'|'.join(_THINGS)})\b")
_OTHER_UNIT = {
    "percent": "million", "million": "billion", "billion": "million", "hours": "days", "minutes": "hours",
    "seconds": "minutes", "months": "weeks", "days": "weeks", "weeks": "months", "years": "months",
    "watts": "kilowatts",    "kilos": "tonnes", "kilometres": "miles", "metres": "kilometres", "km": "miles",
}  # fmt: skip
_INSIDE = re.compile(r"(?<=[a-z,] )[A-ZÄÖÜÎ][\w-]*[a-zäöüß](?=[ ,.;:'’)])")
_STRANGERS = (
    "Zentrix",
    "Halvorsen",
    "Ostrava",
    "Castellan",
    "Harlow",
    "Kestrels",
    "Northwind",
    "Brightwater",
    "Veloria",
    "OSK",
)
_INVENTED_QUOTES = ("nobody could have known", "this will never happen again", "a catastrophe for everyone involved",
                    "we have done nothing wrong", "the worst day of my life")  # fmt: skip
_VERBS = re.compile(r"\b(is|are|was|were|has|have|will|may|can|had)\b(?! (?:not|never|no)\b)")


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
    strangers, quotes = cycle(_STRANGERS), cycle(_INVENTED_QUOTES)
    for sentence, text in true_sentences():
        for kind, make in _ALTERATIONS.items():
            found += [Altered(kind, other, text) for other in make(sentence, text, strangers, quotes)]
    for article in load().articles:
        found += [Altered("speaker", other, article.text) for other in _other_speakers(article.text)]
    return found


Words = Iterator[str]


def _numbers(sentence: str, text: str, *_: Words) -> Iterator[str]:
    """Another digit, and another size; not 50, which a text may call a half."""
    for found in _NUMBER.finditer(sentence):
        for change in (_next_digit, _shifted):
            other = change(found[0])
            if other != "50" and not re.search(rf"(?<![\d.,]){re.escape(other)}(?![\d])", text):
                yield sentence[: found.start()] + other + sentence[found.end() :]


def _next_digit(number: str) -> str:
    at = max(place for place, digit in enumerate(number) if digit not in ",.0")
    return number[:at] + str(int(number[at]) % 9 + 1) + number[at + 1 :]


def _shifted(number: str) -> str:
    return number.replace(".", "") if "." in number else f"{number},000" if "," in number else f"{number}0"


def _units(sentence: str, *_: object) -> Iterator[str]:
    for found in _MEASURED.finditer(sentence):
        yield sentence[: found.start()] + _OTHER_UNIT[found[0]] + sentence[found.end() :]
    for sign, other in (("$", "€"), ("€", "£"), ("£", "$"), ("%", " million")):
        if sign in sentence:
            yield sentence.replace(sign, other)


def _counted(sentence: str, *_: object) -> Iterator[str]:
    for found in _COUNTED.finditer(sentence):
        yield sentence[: found.start(1)] + "violins" + sentence[found.end(1) :]


def _names(sentence: str, _: str, strangers: Words, *__: Words) -> Iterator[str]:
    for found in _INSIDE.finditer(sentence):
        yield sentence[: found.start()] + next(strangers) + sentence[found.end() :]


def _first_names(sentence: str, text: str, strangers: Words, *_: Words) -> Iterator[str]:
    first = sentence.split()[0].strip(",").removesuffix("'s")
    if re.search(rf"[a-z,] {re.escape(first)}\b", text) and first[:1].isupper():
        yield next(strangers) + sentence[len(first) :]


def _quotes(sentence: str, _: str, strangers: Words, quotes: Words) -> Iterator[str]:
    del strangers
    yield f'{sentence.rstrip(".")}, and spoke of "{next(quotes)}".'


def _narration(sentence: str, text: str, *_: Words) -> Iterator[str]:
    """Five words of the article's own, given to somebody as a quotation."""
    told = re.sub(r"[\"“„][^\"“”„]*[\"“”]", "|", text.split("\n")[0])
    plain = re.search(r"(?:[a-z]+ ){4}[a-z]{4,}", told)
    if plain:
        yield f'{sentence.rstrip(".")}, and spoke of "{plain[0]}".'


def _nots(sentence: str, *_: object) -> Iterator[str]:
    if found := _VERBS.search(sentence):
        yield f"{sentence[: found.end()]} not{sentence[found.end() :]}"


def _without_nots(sentence: str, *_: object) -> Iterator[str]:
    for found in re.finditer(r" (?:not|never)\b| does not| did not|\bNo one |\bno (?=[a-z])", sentence):
        put = {"No one ": "Someone "}.get(found[0], "")
        yield sentence[: found.start()] + put + sentence[found.end() :]


def _exactness(sentence: str, *_: object) -> Iterator[str]:
    for found in re.finditer(
        r"\b(?:about|around|roughly|some|at least|more than|up to|fewer than|less than) (?=[\d$€£])", sentence
    ):
        other = "fewer than " if found[0].strip() in {"at least", "more than"} else "more than "
        yield sentence[: found.start()] + other + sentence[found.end() :]


def _other_speakers(text: str) -> Iterator[str]:
    """A quotation of the article given to the speaker of another one of it."""
    said = [
        (place, *found.groups())
        for place, paragraph in enumerate(text.split("\n"))
        for found in re.finditer(
            r"[\"„]([^\"“„]{12,160})[\"“][^\"„.]{0,50}?((?:(?<= )[A-ZÎÄÖÜ][\w-]+ ?){2})", paragraph
        )
    ]
    for place, quote, _ in said:
        for elsewhere, _, other in said:
            if elsewhere != place:
                yield f'"{quote.rstrip(",.?!")}," said {other.strip()}.'


def _misplaced(sentence: str, text: str, *_: Words) -> Iterator[str]:
    """A number of the article in the place of another one of it."""
    others = [found[0] for found in _NUMBER.finditer(text)]
    for found in _NUMBER.finditer(sentence):
        if other := next((each for each in others if each not in sentence and len(each) == len(found[0])), ""):
            yield sentence[: found.start()] + other + sentence[found.end() :]


_ALTERATIONS: dict[str, Callable[[str, str, Words, Words], Iterator[str]]] = {
    "number": _numbers,
    "unit": _units,
    "counted": _counted,
    "name": _names,
    "name at the start": _first_names,
    "invented quote": _quotes,
    "narration as quote": _narration,
    "negation put in": _nots,
    "negation left out": _without_nots,
    "exactness": _exactness,
    "number of another place": _misplaced,
}


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


def altered_summaries(most: int = 600) -> tuple[int, int]:
    """Summaries by people that pass, with one number, name or quotation changed: how many there are, and pass."""
    strangers, quotes = cycle(_STRANGERS), cycle(_INVENTED_QUOTES)
    made = passed = 0
    for text, summary in summaries()[:most]:
        source = read_source(text)
        for span in split_sentences(summary):
            sentence = summary[span.start : span.end]
            if '"' in sentence or not judge(sentence, source).passed:
                continue
            for kind in _SWAPPED:
                for other in _ALTERATIONS[kind](sentence, text, strangers, quotes):
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
    for name, true in (("the bundled edition", true_sentences()), ("articles of the data", sentences_on_data())):
        if not true:
            yield skipped(f"guard: true sentences on {name} refused", "≤ 5 %", "articles")
            continue
        share = len(refusals(true)) / len(true)
        peer_share = sum(not word_by_word(sentence, text) for sentence, text in true) / len(true)
        yield Row(
            f"guard: true sentences on {name} refused, of {len(true)}", "≤ 5 %", f"{share:.1%}",
            f"same words {peer_share:.1%}", share <= MOST_REFUSED,
        )  # fmt: skip
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
    print(f"true sentences: {figures.true}, refused {len(figures.refused)} ({len(figures.refused) / figures.true:.1%})")
    print(f"on articles of the data: {len(sentences_on_data())}, refused {len(refusals(sentences_on_data()))}")
    for kind, sentences in figures.passed.items():
        for sentence in sentences:
            print(f"  passed ({kind}): {sentence}")
    for sentence, objections in figures.refused:
        print(f"  refused: {sentence} <- {'; '.join(objections)}")


if __name__ == "__main__":
    main()
