"""What the extractive condenser promises."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.condensers import condenser_kinds, create_condenser
from summarizer.condensers.extractive import condense_texts, condense_update
from summarizer.errors import CondenseError
from summarizer.model import Article, CondenseTask, Sentence, Summary
from summarizer.receipts import verify
from summarizer.text.tokens import words_of
from tests.builders import an_article

STORY = (
    "The harbour of Sandwick lifted its first container in two weeks on Friday after engineers replaced a cracked gear "
    "in crane seven. Ships had waited outside the breakwater since the breakdown, and the operator put the cost at "
    "2.4 million euros. “We have never been so glad to see a box move,” said harbour master Imke Sand. "
    "Subscribe to our newsletter for more. The gear, which was cast in a foundry long gone, came from a supplier that "
    "no longer exists. Insurers have not said whether they will pay. Work on the second crane begins in March, when "
    "the tender for spare parts ends. However, the union wants 40 more workers, while the operator offers 12."
)
GERMAN = (
    "Der Hafen von Sandwick hat am Freitag zum ersten Mal seit zwei Wochen wieder einen Container gehoben. "
    "Die Schiffe lagen seit dem Ausfall vor der Mole, und der Betreiber beziffert die Kosten auf 2,4 Millionen Euro. "
    "Die Arbeiten am zweiten Kran beginnen im März, sobald die Ausschreibung für Ersatzteile endet."
)
CHINESE = "港口的起重机周五恢复工作。运营商估计损失为二百四十万欧元。第二台起重机的工程将于三月开始。"


def a_task(*texts: str | Article, title: str = "", **changes: int | str) -> CondenseTask:
    articles = tuple(
        text if isinstance(text, Article) else an_article(f"a{number}", text=text, title=title)
        for number, text in enumerate(texts)
    )
    return CondenseTask(title, articles, **changes)  # type: ignore[arg-type]


def condense(*texts: str | Article, title: str = "", **changes: int | str) -> Summary:
    return condense_texts(a_task(*texts, title=title, **changes))


WORDS = ["crane", "harbour", "lifts", "2.4", "million", "12,000", "ships", "not", "The", "However,", "which", "said",
         "$5", "(old)", "–", "“quoted", "words”", "C++", "Kräne", "but", "while", "the", "and,"]  # fmt: skip
texts = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=50).map(" ".join), min_size=1, max_size=8).map(
    ". ".join
)


@settings(max_examples=120)
@given(texts, st.integers(0, 4), st.integers(0, 80))
def test_its_promises_hold_for_any_text(text: str, points: int, words: int) -> None:
    summary = condense(text, title="crane lifts 2.4", points=points, words=words)

    assert len(summary.tldr.text.split()) <= 30
    assert len(summary.points) <= points
    assert sum(len(point.text.split()) for point in summary.points) <= words
    assert all(verify(sentence, text) for sentence in summary.sentences)


@settings(max_examples=60)
@given(st.text(st.characters() | st.sampled_from(list(". \n!?“”(),–")), max_size=200))
def test_any_words_at_all_are_condensed_or_hold_no_sentence(text: str) -> None:
    try:
        summary = condense(text)
    except CondenseError:
        assert text.strip() == ""
        return
    assert all(verify(sentence, text) for sentence in summary.sentences)


def test_a_receipt_is_the_passage_at_its_place_in_its_article() -> None:
    for sentence in condense(STORY, title="Crane seven").sentences:
        assert STORY[sentence.receipt.start : sentence.receipt.end] == sentence.receipt.quote
        assert sentence.receipt.article_id == "a0"


def test_the_same_task_gives_the_same_summary() -> None:
    assert condense(STORY, GERMAN, title="Crane") == condense(STORY, GERMAN, title="Crane")


def test_no_passage_is_used_twice_and_points_stand_in_reading_order() -> None:
    summary = condense(STORY, title="Crane seven", points=5, words=120)
    starts = [point.receipt.start for point in summary.points]

    assert starts == sorted(set(starts))
    assert summary.tldr.receipt.start not in starts


@pytest.mark.parametrize(("text", "language"), [(GERMAN, "de"), (GERMAN, None), (CHINESE, "zh"), (CHINESE, None)])
def test_another_language_stays_what_it_is(text: str, language: str | None) -> None:
    summary = condense_texts(CondenseTask("", (an_article(text=text),), language=language))

    assert summary.points
    said = words_of(" ".join(sentence.text for sentence in summary.sentences).lower())
    assert set(said) <= set(words_of(text.lower()))


def test_a_chinese_text_is_condensed_by_its_sentences() -> None:
    assert condense(CHINESE).tldr.text in {f"{sentence}。" for sentence in CHINESE.split("。")}


def test_numbers_are_kept_whole() -> None:
    summary = condense(STORY, title="The cost of crane seven", points=5, words=120)
    said = " ".join(sentence.text for sentence in summary.sentences)

    assert "2.4 million euros" in said
    assert "40 more workers" in said


@pytest.mark.parametrize("before", range(20, 34))
def test_a_long_sentence_is_never_cut_within_a_number(before: int) -> None:
    text = "The cost was put at " + "very " * before + "nearly $2.4 million by the operator of the harbour that day."

    summary = condense(text)

    assert ("2.4" in summary.tldr.text) == ("million" in summary.tldr.text)


def test_a_long_sentence_is_cut_after_a_clause() -> None:
    text = "The crane lifts steel and stone for the quay and the town behind it, " + "and more of it " * 10 + "daily."

    assert condense(text).tldr.text == "The crane lifts steel and stone for the quay and the town behind it…"


@pytest.mark.parametrize("text", ["ราคาถูกลง" * 2_000, "x" * 100_000, "東京の会社は新製品を発表した" * 500])
def test_a_text_without_spaces_is_broken_off_as_one_of_long_sentences_is(text: str) -> None:
    summary = condense(text)

    assert summary.tldr.text.endswith("…")
    assert len(summary.tldr.text) < 500
    assert len(summary.tldr.receipt.quote) <= 900
    assert summary.tldr.text[1:-1] in summary.tldr.receipt.quote


def test_a_row_of_digits_is_read_in_no_time() -> None:
    """Its reading is linear: one that is not takes minutes for so many."""
    assert condense("7" * 40_000).tldr.text.endswith("7…")


EVEN = (
    "The quay has had a long week behind it. The union asks for more workers on the night crew. "
    "The insurers refuse to pay for the broken gear. The museum opens a hall on the age of steam."
)


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Union asks for workers", "The union"),
        ("Insurers refuse to pay", "The insurers"),
        ("Steam museum", "The museum"),
    ],
)
def test_the_title_steers(title: str, wanted: str) -> None:
    assert condense(EVEN, title=title).tldr.text.startswith(wanted)


@pytest.mark.parametrize("text", ["Yes.", "Crane", "Crane back", "Crane seven is back.", "Subscribe now.", "OK!\n"])
def test_a_given_text_is_condensed_however_short(text: str) -> None:
    assert condense(text).tldr.text == text.strip()


@pytest.mark.parametrize("text", ["y " * 5_000, "x. " * 40, "the the the. The the."])
def test_words_that_say_nothing_are_condensed_too(text: str) -> None:
    """No sentence of them is worth anything, and one is told all the same."""
    assert condense(text).tldr.text


@pytest.mark.parametrize("texts", [(), ("",), (" \n ",)])
def test_without_a_sentence_there_is_nothing_to_condense(texts: tuple[str, ...]) -> None:
    with pytest.raises(CondenseError, match="no sentence"):
        condense(*texts)


def test_what_belongs_to_the_site_is_left_out() -> None:
    text = f"Image credit: Harbour Notes\n{STORY}\nRead more about gulls here.\nRELATED STORIES"

    said = " ".join(sentence.text for sentence in condense(text, points=8, words=300).sentences)

    assert not any(words in said for words in ("Image credit", "Read more", "RELATED", "Subscribe"))


def test_the_headline_is_not_said_again() -> None:
    summary = condense(f"Crane seven lifts again.\n{STORY}", title="Crane seven lifts again", points=3)

    assert all("lifts again" not in sentence.text for sentence in summary.sentences)


def test_a_sentence_that_points_back_comes_only_after_what_it_points_at() -> None:
    text = "Sandwick opened its new crane on Friday. It cost 2.4 million euros and lifts 500 tons at once. " + STORY
    summary = condense(text, title="New crane costs 2.4 million", points=3, words=90)
    starts = [sentence.receipt.start for sentence in summary.sentences]

    for sentence in summary.points:
        if sentence.text.startswith("It "):
            assert 0 in starts


def test_several_sources_are_condensed_together_and_nothing_is_said_twice() -> None:
    summary = condense(STORY, STORY, title="Crane seven", points=5, words=120)

    assert len({sentence.text for sentence in summary.sentences}) == len(summary.sentences)


def source(id: str, publisher: str, text: str) -> Article:
    return an_article(id, source=publisher, publisher=publisher, text=text)


def test_where_sources_differ_on_a_number_the_summary_says_so() -> None:
    summary = condense(
        source("a", "Harbour Notes", "The storm damaged 120 ships in the harbour of Sandwick on Friday."),
        source("b", "Quay Post", "On Friday the storm in Sandwick harbour damaged 180 ships, police said."),
    )

    assert "120" in summary.notes[0] and "180" in summary.notes[0]


DEAL = (
    "Harbour Works has agreed to buy Quay Tools for $3.4 million in cash, the largest purchase in its history and a "
    "bet that towns will want their cranes and their gears from one place. Harbour Works will pay $41.50 a share, a "
    "premium of 38 percent. The boards of both companies have approved the agreement."
)
ANECDOTE = (
    "For the 5,200 towns that buy their gears from Quay Tools, the question this morning is not what Harbour Works "
    "paid. It is whether the price of a gear will change. Quay Tools promised to keep its list for 24 months."
)
QUIET = (
    "Imke Sand still remembers the sound. Each morning at six the quay fell silent, and so did she. "
    "It was the hour of the gulls. “We have never been so glad. We have waited for years,” she says. "
    "The harbour of Sandwick will close crane seven in March, because no gear for it is made any more. "
    "The crane has lifted 2.4 million tons of steel and stone since 1931."
)


class TestTldr:
    def test_it_says_the_title_s_event_whichever_report_says_it_best(self) -> None:
        title = "Harbour Works to buy Quay Tools for $3.4 million in its biggest purchase"
        summary = condense(ANECDOTE, DEAL, title=title)

        assert summary.tldr.text == "Harbour Works has agreed to buy Quay Tools for $3.4 million in cash."

    def test_points_come_from_several_reports(self) -> None:
        summary = condense(DEAL, ANECDOTE, title="Harbour Works to buy Quay Tools for $3.4 million", words=90)

        assert len({sentence.receipt.article_id for sentence in summary.sentences}) == 2

    def test_an_anecdote_does_not_come_first(self) -> None:
        summary = condense(QUIET, title="The last days of crane seven")

        assert summary.tldr.text.startswith("The harbour of Sandwick will close crane seven in March")

    @pytest.mark.parametrize(
        "opening",
        [
            "However, the crane was broken for two weeks. ",
            "He had waited for two weeks at the harbour. ",
            "It took two weeks and 40 workers. ",
            "“It took us two weeks and 40 workers.” ",
            "By then two weeks and 40 workers were gone. ",
        ],
    )
    def test_it_needs_nothing_said_before(self, opening: str) -> None:
        text = "The harbour of Sandwick lifted a container on Friday. " + opening + "Ships went on to the north."

        assert condense(text, title="Two weeks, 40 workers").tldr.text.startswith(("The harbour", "The crane"))


class TestQuotes:
    @pytest.mark.parametrize("words", range(12, 60, 6))
    def test_a_quote_of_several_sentences_is_told_whole_with_its_speaker_or_not_at_all(self, words: int) -> None:
        said = " ".join(sentence.text for sentence in condense(QUIET, title="Glad", words=words, points=4).sentences)

        assert ("We have never been" in said) == ("We have waited for years,” she says." in said)


class TestPoints:
    SHORT = (
        "Sandwick lifted 1,200 boxes in May. Hull counted 40 ships at anchor. Insurers paid $3 million for a gear. "
        "The tender ends on 14 March. Two unions want 260 more workers. A museum of steam opened its doors."
    )

    def test_a_point_may_hold_sentences_that_stand_together(self) -> None:
        summary = condense(self.SHORT, title="Harbours", points=2, words=60)

        assert len(summary.points) == 2
        assert max(point.text.count(". ") for point in summary.points) > 0
        assert all(verify(point, self.SHORT) for point in summary.points)

    def test_they_never_join_sentences_of_two_articles(self) -> None:
        summary = condense(self.SHORT, DEAL, title="Harbours and gears", points=2, words=90)

        for point in summary.points:
            assert point.receipt.quote in (self.SHORT, DEAL)[point.receipt.article_id == "a1"]


class TestUpdate:
    OLD = "The crane of Sandwick stopped on Friday. Ships wait outside the breakwater of the harbour."
    NEW = "The crane of Sandwick stopped on Friday. Insurers agreed to pay 2.4 million euros for a replacement gear."

    def update(self, *texts: str, new: set[str]) -> tuple[Sentence, ...]:
        return condense_update(a_task(*texts, title="Crane"), frozenset(new))

    def test_only_what_is_new_is_said(self) -> None:
        said = self.update(self.OLD, self.NEW, new={"a1"})

        assert [sentence.text for sentence in said] == [
            "Insurers agreed to pay 2.4 million euros for a replacement gear."
        ]
        assert all(verify(sentence, self.NEW) for sentence in said)

    def test_a_sentence_with_a_new_number_is_new(self) -> None:
        new = "The crane of Sandwick stopped on Friday. Ships wait outside the breakwater of the harbour, 31 of them."

        assert [sentence.text[-11:] for sentence in self.update(self.OLD, new, new={"a1"})] == ["31 of them."]

    def test_what_an_older_report_said_in_other_words_is_not_new(self) -> None:
        new = "Outside the breakwater of the harbour ships still wait. On Friday the crane of Sandwick had stopped."

        assert self.update(self.OLD, new, new={"a1"}) == ()

    @pytest.mark.parametrize("new", [set(), {"a1"}, {"other"}])
    def test_nothing_new_is_nothing(self, new: set[str]) -> None:
        assert self.update(self.OLD, self.OLD, new=new) == ()


async def test_a_condenser_is_found_by_name_and_works_off_the_loop() -> None:
    condenser = create_condenser("extractive")

    assert "extractive" in condenser_kinds()
    assert condenser.name == "extractive"
    assert await condenser.condense(a_task(STORY)) == condense(STORY)


def test_an_unknown_condenser_is_said_with_those_there_are() -> None:
    with pytest.raises(CondenseError, match='"magic" is no condenser; there are extractive'):
        create_condenser("magic")
