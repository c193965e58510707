"""The measures of `make bench` measure what they say; how fast anything is, no test asks."""

from __future__ import annotations

import importlib
import inspect

import pytest

from summarizer.sources.feed import parse_feed
from tests.bench import chat, condensing, digests, feeds, grouping, pages
from tests.bench.__main__ import TOPICS, environment, main
from tests.bench.effort import QUICK
from tests.bench.report import Line, above, as_markdown, at_least, at_most, below, cells
from tests.bench.stock import Newsroom
from tests.bench.timing import best_of, percentile
from tests.builders import MORNING


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_can_be_measured(topic: str) -> None:
    assert inspect.iscoroutinefunction(importlib.import_module(f"tests.bench.{topic}").measure)


@pytest.mark.parametrize("topic", [condensing, digests, grouping])
async def test_a_quick_run_gives_figures(topic: object) -> None:
    lines = await topic.measure(QUICK)  # type: ignore[attr-defined]

    assert lines and all(line.ours > 0 for line in lines)


def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feeds", "sorcery"]) == 2
    assert "Nothing here is called sorcery" in capsys.readouterr().err


def test_nothing_of_this_machines_settings_is_measured() -> None:
    real = {"NIGHTDESK_DATABASE_URL": "postgresql://db.example/real", "SLACK_BOT_TOKEN": "xoxb-real", "PATH": "/bin"}

    assert environment("/folder", "/compiled", real) == {
        "PATH": "/bin", "TMPDIR": "/folder", "NIGHTDESK_HOME": "/folder", "PYTHONPYCACHEPREFIX": "/compiled",
    }  # fmt: skip


def test_contestants_read_the_same_entries_of_a_feed() -> None:
    """A peer that reads less is no peer."""
    made = feeds.make_feeds(4, 5, feeds.CLEAN)

    assert [(len(parse_feed(each).entries), len(feeds.read_with_lxml(each))) for each in made] == [(5, 5)] * 4


def test_clean_feeds_need_no_repair() -> None:
    assert [parse_feed(each).problems for each in feeds.make_feeds(4, 5, feeds.CLEAN)] == [()] * 4


def test_the_pages_hold_different_articles() -> None:
    assert len(set(pages.make_pages(5))) == 5


def test_the_peer_of_condensing_gives_three_sentences_of_the_text() -> None:
    text = " ".join(f"Sentence {word} tells of harbours and of {word}." for word in "one two three four five".split())

    found = condensing.LexRank().condense(text)

    assert len(found) == 3 and all(sentence in text for sentence in found)


def test_a_newsroom_writes_the_same_again() -> None:
    assert Newsroom(seed=1).stream(30, MORNING, 10) == Newsroom(seed=1).stream(30, MORNING, 10)


def test_a_newsroom_spreads_its_articles_over_the_days() -> None:
    days = {article.published.date() for article, _ in Newsroom().stream(200, MORNING, 10)}

    assert len(days) >= 10


def test_made_up_titles_are_varied() -> None:
    titles = {article.title for article, _ in Newsroom().stream(500, MORNING, 10)}

    assert len(titles) > 490


def test_a_refusal_is_no_digest() -> None:
    with pytest.raises(RuntimeError, match="no digest"):
        chat.must_be_a_digest("Something went wrong on my side.")


@pytest.mark.parametrize(
    ("line", "met"),
    [
        (at_least(Line("x", 50, "/s", 100), 0.5), True),
        (at_least(Line("x", 49, "/s", 100), 0.5), False),
        (at_least(Line("x", 49, "/s"), 0.5), False),
        (at_most(Line("x", 1.8, "s", 1.0), 1.5, 0.3), True),
        (at_most(Line("x", 1.9, "s", 1.0), 1.5, 0.3), False),
        (above(Line("x", 300, "/s"), 300), True),
        (below(Line("x", 100, "ms"), 100), False),
    ],
)
def test_goals_are_judged_by_their_words(line: Line, met: bool) -> None:
    assert line.met is met


def test_a_line_says_its_ratio_and_its_goal() -> None:
    line = at_least(Line("feeds", 51.2, "/s", 100, "raw lxml"), 0.5)

    assert cells(line) == ("feeds", "51.2 /s", "100 /s raw lxml", "0.51", "≥ 0.5 × peer", "yes")


def test_a_line_survives_its_journey_between_processes() -> None:
    line = below(Line("x", 1.0, "ms", 2.0, "peer"), 3.0)

    assert Line.from_json(line.to_json()) == line


def test_the_table_is_markdown() -> None:
    assert as_markdown([Line("x", 1.0, "ms")]).splitlines()[2] == "| x | 1 ms |  |  |  |  |"


@pytest.mark.parametrize(("share", "value"), [(0.5, 2), (0.95, 4), (0.25, 1), (1.0, 4)])
def test_percentiles_are_values_that_occurred(share: float, value: float) -> None:
    assert percentile([3, 1, 4, 2], share) == value


def test_contestants_take_turns() -> None:
    turns: list[str] = []

    best_of({"a": lambda: turns.append("a"), "b": lambda: turns.append("b")}, rounds=2)

    assert "".join(turns) == "ab" * 3
