"""`python -m tests.quality.modelled [-v]`: the condenser "llm" on the fact cards, from the wire to the scorer.

A recorded model answers on loopback; the real client, prompt, guard, second try and mending lie between it and the
cards' own scorer. The careful model's sentences are true and may be replaced only by mistake; each of the careless
one's has a fault worked in, of a kind that labels/model_answers.toml names, and none should come through.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.fakes.openai_server import digest
from tests.quality.condensing import Summarize, ours
from tests.quality.misled import Astray, measure
from tests.quality.paths import evaluation_data
from tests.quality.recorded import cards, recorded, write
from tests.quality.summaries import card_figures
from tests.quality.table import Row, plain, skipped

_WHAT = "fact cards, dev, a recorded model"
_BEYOND = frozenset({"no", "turned"})
"""Faults that leave every number, name and quotation in place: the guard is a veto on those, and no proof."""


@dataclass
class Outcome:
    """What became of a model's sentences: kept, replaced, and the faults that came through, by kind."""

    requests: int = 0
    retried: int = 0
    tokens: int = 0
    seconds: float = 0.0
    written: int = 0
    kept: int = 0
    refused: list[str] = field(default_factory=list)
    planted: Counter[str] = field(default_factory=Counter)
    passed: list[tuple[str, str]] = field(default_factory=list)
    summaries: dict[str, list[str]] = field(default_factory=dict)

    def summarize(self) -> Summarize:
        """The summaries by title and text, as the scorer's runner asks for them."""
        return lambda title, _text: self.summaries[title]


async def careful(folder: Path) -> Outcome:
    """The careful model on every card."""
    outcome = Outcome()
    for card in cards(folder):
        answer = recorded()[card["id"]]
        given = [answer["tldr"], *answer["points"]]
        written = await write(card, digest(*given))
        told = [sentence.text for sentence in written.summary.sentences]
        outcome.requests += written.requests
        outcome.retried += written.requests > 1
        outcome.tokens += written.tokens
        outcome.seconds += written.seconds
        outcome.written += len(given)
        outcome.kept += len(set(given) & set(told))
        outcome.refused += [f"{card['id']}: {each}" for each in given if each not in told]
        outcome.summaries[card["title"]] = told
    return outcome


async def careless(folder: Path) -> Outcome:
    """The careless model: each fault once as the TL;DR and once as a point beside true sentences."""
    outcome = Outcome()
    for card in cards(folder):
        answer = recorded()[card["id"]]
        for kind, fault in answer["faults"].items():
            for given in ((fault, *answer["points"]), (answer["tldr"], fault, *answer["points"][:2])):
                written = await write(card, digest(*given))
                outcome.requests += written.requests
                outcome.planted[kind] += 1
                told = [sentence.text for sentence in written.summary.sentences]
                if fault in told:
                    outcome.passed.append((kind, f"{card['id']}: {fault}"))
            outcome.summaries[card["title"]] = told
    return outcome


def rows() -> Iterator[Row]:
    """The careful model's summaries by the scorer, and what came through of the careless one's faults."""
    folder = evaluation_data("cards")
    if folder is None:
        yield skipped(_WHAT, "", "fact cards")
        return
    good, bad = asyncio.run(careful(folder)), asyncio.run(careless(folder))
    figures, alone = card_figures(folder, good.summarize()), card_figures(folder, ours(90))
    for name, label in (("share", "share of the weighted facts"), ("must", "share of what a summary must say")):
        yield Row(f"{_WHAT}: {label}", "", f"{figures[name]:g} %", f"extractive {alone[name]:g} %")
    wrong = " · ".join(f"{figures[name]:g} {name}" for name in ("unfaithful", "forbidden"))
    holds = not figures["unfaithful"] + figures["forbidden"]
    yield Row(f"{_WHAT}: sentences that are unfaithful, forbidden", "0", wrong, "", holds)
    lost = good.written - good.kept
    share = lost / good.written
    yield Row(
        f"{_WHAT}: true sentences replaced, of {good.written}", "≤ 5 %", f"{lost} ({share:.1%})", "", share <= 0.05
    )
    for kinds, label, bar in (
        (set(bad.planted) - _BEYOND, "invented numbers, names, quotations", "0"),
        (_BEYOND & set(bad.planted), "a no turned round, parts swapped", ""),
    ):
        made = sum(bad.planted[kind] for kind in kinds)
        through = sum(kind in kinds for kind, _ in bad.passed)
        yield Row(f"{_WHAT}: {label} that come through, of {made}", bar, str(through), "", not through if bar else None)
    yield from _rows_of_misled(measure(folder))
    articles = len(good.summaries)
    yield Row(
        f"{_WHAT}: sentences kept, replaced; articles asked again; of {good.written} and {articles}", "",
        f"{good.kept}, {lost}; {good.retried}",
    )  # fmt: skip
    yield Row(
        f"{_WHAT}: an article's tokens sent, with second requests; CPU here", "",
        f"{good.tokens / articles:,.0f}; {1000 * good.seconds / articles:.0f} ms",
    )  # fmt: skip


def _rows_of_misled(astray: Astray) -> Iterator[Row]:
    through = Counter(kind for kind, _ in astray.through)
    for kind, label in (
        ("ordered", "sentences that the article orders a model to say"),
        ("leaked", "words about itself or its instructions"),
        ("rambled", "rambling answers whose filling comes through"),
    ):
        made = astray.led[kind]
        label = label if kind == "rambled" else f"{label}, that come through"
        yield Row(f"{_WHAT}: {label}, of {made}", "0", str(through[kind]), "", not through[kind])
    share = astray.kept / astray.given
    yield Row(f"{_WHAT}: true sentences beside those that are kept, of {astray.given}", "", f"{share:.1%}")


def main(arguments: list[str]) -> None:
    print(plain(rows()))
    folder = evaluation_data("cards")
    if "-v" in arguments and folder is not None:
        good, bad = asyncio.run(careful(folder)), asyncio.run(careless(folder))
        print(f"\n{good.requests} requests for {len(good.summaries)} articles; replaced:", *good.refused, sep="\n  ")
        led = measure(folder)
        print("\ncame through:", *(f"{kind}: {words}" for kind, words in (*bad.passed, *led.through)), sep="\n  ")


if __name__ == "__main__":
    main(sys.argv[1:])
