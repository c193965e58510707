"""What is read off a text before anything of it is chosen: its kind, what its sentences are like, and their worth."""

from __future__ import annotations

import pytest

from summarizer.condensers.extractive.points import MOST_IN_ONE
from summarizer.condensers.extractive.quotes import whole_quotes
from summarizer.condensers.extractive.ranker import LEAST, Ranker, load_ranker
from summarizer.condensers.extractive.reading import (
    ROUNDABOUT,
    Scene,
    Traits,
    places,
    read_line,
    set_scene,
    traits_of,
)
from summarizer.condensers.extractive.worth import fact_lift, title_share, title_weights
from summarizer.text.sentences import split_sentences

NEWS = (
    "The harbour of Sandwick will close crane seven in March, its operator said on Friday.",
    "Quay Tools stopped making gears for it, and 12 of them broke this year.",
    "You should see the gulls that sit on it like a row of clerks.",
    "It has stood there for a long time.",
)


def a_scene(*sentences: str, title: str = "Sandwick to close crane seven") -> tuple[Scene, list[Traits]]:
    lines = [read_line(sentence, "en") for sentence in sentences]
    scene = set_scene(title, lines, "en")
    return scene, [traits_of(line, place, scene) for line, place in zip(lines, places(lines), strict=True)]


def test_the_ranker_was_trained_on_the_traits_there_are() -> None:
    assert load_ranker().trees


def test_the_ranker_prefers_the_news_to_an_aside() -> None:
    _, traits = a_scene(*NEWS)
    values = [load_ranker().value(each) for each in traits]

    assert values[0] == max(values)
    assert all(value >= LEAST for value in values)


def test_a_tree_is_walked_to_the_left_for_at_most() -> None:
    _, traits = a_scene(*NEWS)
    position = Traits._fields.index("position")
    ranker = Ranker(0.5, ((position, 0.0, 0.25, -0.25),))

    assert [ranker.value(each) for each in traits[:2]] == [0.75, 0.25]


def test_a_fact_is_worth_more_than_a_picture() -> None:
    scene, traits = a_scene(*NEWS)

    assert fact_lift(traits[1], scene) > fact_lift(traits[2], scene)


@pytest.mark.parametrize(
    ("opening", "counts"),
    [
        (NEWS[0], True),
        ("Crane seven has had its day.", True),
        ("I still remember the sound of crane seven when I was five.", False),
        ("What is a crane for?", False),
        (
            "There are days on which the whole of the quay seems to hold its breath and wait for the gulls to come.",
            False,
        ),
        ("The narrative of crane seven is a testament to 90 years of steel.", False),
    ],
)
def test_an_opening_counts_when_it_says_news(opening: str, counts: bool) -> None:
    assert a_scene(opening, *NEWS[1:])[0].opening_counts is counts


@pytest.mark.parametrize(("times", "news"), [(1, 1.0), (10, 1.0), (16, 0.0), (40, 0.0)])
def test_a_short_text_is_told_as_news_and_a_long_one_searched_for_facts(times: int, news: float) -> None:
    assert a_scene(*NEWS * times)[0].news == news


@pytest.mark.parametrize(
    ("sentence", "report"),
    [
        ("The crane cost us a year, the operator said.", 0.0),
        ("“We lost a year and I am sorry for it,” the operator said.", 1.0),
        ("“We lost a year, and now the whole of the quay is waiting for us.", 1.0),
        ("The crane cost the port a year, the operator said.", 1.0),
    ],
)
def test_a_long_text_reports_when_only_those_it_quotes_say_we(sentence: str, report: float) -> None:
    assert a_scene(*[NEWS[1], sentence] * 40)[0].report == report


def test_a_long_report_that_clears_its_throat_is_told_as_news_in_part() -> None:
    scene, _ = a_scene("The narrative of crane seven is a testament to 90 years of steel.", *[NEWS[1]] * 60)

    assert scene.report == ROUNDABOUT


def test_a_feature_is_searched_for_its_facts_however_it_begins() -> None:
    assert a_scene(*[NEWS[1]] * 200)[0].report == 0


def test_a_text_without_a_title_is_known_by_the_news_that_it_opens_with() -> None:
    told, coloured = a_scene(*NEWS, title="")[0], a_scene("What is a crane for?", *NEWS[1:], title="")[0]

    assert (told.title, told.headline) == (told.opening, frozenset())
    assert coloured.title == frozenset()


def test_how_much_of_the_title_a_sentence_says() -> None:
    scene, _ = a_scene(*NEWS, title="Sandwick closes crane seven, say gulls in Reykjavik")
    weights = title_weights([scene.title], scene)
    shares = [title_share(read_line(sentence, "en"), weights) for sentence in (*NEWS, "")]

    assert shares[0] > shares[2] > shares[3] == shares[4] == 0


def test_the_sentences_of_a_quote_are_one() -> None:
    text = "He came. “It works. It lifts.” Then “no more,” he said. The end."
    spans = list(whole_quotes(text, split_sentences(text)))

    assert [text[span.start : span.end] for span in spans] == [
        "He came.",
        "“It works. It lifts.”",
        "Then “no more,” he said.",
        "The end.",
    ]


@pytest.mark.parametrize("text", ["“It works. It lifts. And so on.", "“" + "It works well enough. " * 30 + "”"])
def test_a_quote_that_does_not_end_stays_in_its_sentences(text: str) -> None:
    spans = split_sentences(text)

    assert list(whole_quotes(text, spans)) == spans
    assert len(spans) >= MOST_IN_ONE
