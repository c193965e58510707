"""The frame around the quality measures: the table, the labels, and what happens without data."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.builders import an_article
from tests.quality import __main__ as runner
from tests.quality import digesting, extraction, grouping, kinds, peers, summaries, topics
from tests.quality.labels import FOLDER, key_of, labels
from tests.quality.table import Row, markdown, plain, skipped

KEYED = ("topics", "topics_read", "kinds")
WRITTEN = (
    "topics_others", "topics_others_2", "topics_written", "topics_written_2", "topics_written_3", "topics_written_4",
    "topics_written_5", "written_kinds",
)  # fmt: skip
ROWS = [Row("stories", "≥ 0.7", "0.8", "leader 0.5", True), skipped("pages", "≥ 0.9", "pages")]


def test_the_table_takes_the_place_of_the_old_one_and_nothing_else() -> None:
    document = "Before\n<!-- figures: begin -->\nstale\n<!-- figures: end -->\nAfter\n"

    told = runner.written(document, ROWS)

    assert told.startswith("Before\n") and told.endswith("After\n")
    assert markdown(ROWS) in told
    assert "stale" not in told


def test_a_document_without_a_place_for_the_table_is_left_alone() -> None:
    with pytest.raises(ValueError, match="has no place for the figures"):
        runner.written("Before\n", ROWS)


def test_the_document_has_a_place_for_the_table() -> None:
    assert runner.written(runner.DOCUMENT.read_text("utf-8"), ROWS)


def test_what_does_not_hold_stands_out() -> None:
    assert "**no**" in markdown([Row("stories", "≥ 0.7", "0.6", holds=False)])


def test_a_bar_in_a_cell_does_not_part_it() -> None:
    assert markdown([Row("a|b", "", "1")]).splitlines()[-1].count("|") == len(ROWS[0].cells) + 1


def test_a_terminal_gets_one_line_a_row() -> None:
    assert len(plain(ROWS).splitlines()) == 1 + len(ROWS)


def test_a_name_that_is_no_measure_is_refused() -> None:
    assert runner.main(["gardening"]) == 2


@pytest.mark.parametrize("measure", [digesting, extraction, summaries])
def test_a_measure_without_its_data_says_so(measure: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIGHTDESK_EVAL_DATA", str(tmp_path))

    rows = list(measure.rows())  # type: ignore[attr-defined]

    assert rows
    assert all(row.ours.startswith("skipped: no ") and row.holds is None for row in rows)


@pytest.mark.parametrize(
    ("measure", "whose"), [(kinds, "of our own"), (topics, "of our own"), (grouping, "our own|edition")]
)
def test_without_data_what_is_ours_is_measured(
    measure: object, whose: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIGHTDESK_EVAL_DATA", str(tmp_path))

    taken = [row.measure for row in measure.rows() if not row.ours.startswith("skipped: no ")]  # type: ignore[attr-defined]

    assert taken
    assert all(re.search(whose, each) for each in taken)


@pytest.mark.parametrize("name", KEYED)
def test_labels_are_keys_and_each_stands_once(name: str) -> None:
    lines = labels(name)
    keys = Counter((line[0] if name != "kinds" else "", line[-1]) for line in lines)

    assert all(re.fullmatch(r"[0-9a-f]{12}", line[-1]) for line in lines)
    assert set(keys.values()) == {1}


def test_there_are_labelled_titles_for_ten_ambiguous_words_and_more() -> None:
    many = Counter(line[0] for line in labels("topics"))

    assert sum(many.values()) >= 400
    assert sum(number >= 40 for number in many.values()) >= 10


def test_a_key_does_not_depend_on_spacing() -> None:
    assert key_of(" Quay  rises ") == key_of("Quay rises")


def test_a_file_of_labels_is_of_keys_or_of_titles_that_we_wrote() -> None:
    assert {file.stem for file in FOLDER.glob("*.txt")} - {*KEYED, *WRITTEN} == set()


@pytest.mark.parametrize("name", WRITTEN)
def test_a_title_that_we_wrote_is_none_of_the_data(name: str) -> None:
    ours = {key_of(" ".join(line[2:])) for line in labels(name)}

    assert ours.isdisjoint({line[-1] for keyed in KEYED for line in labels(keyed)})


def test_the_peers_put_the_same_title_into_one_story() -> None:
    articles = [an_article(f"a{at}", title="Quay crane rises again", text="") for at in range(2)]

    assert [len(set(peer(articles).values())) for peer in (peers.same_title, peers.tf_idf_leader)] == [1, 1]
