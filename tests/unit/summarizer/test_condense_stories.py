"""Stories of several reports: what they share comes first, from whichever report, in the reader's language."""

from __future__ import annotations

from summarizer.condensers.extractive import condense_texts, condense_update
from summarizer.model import Article, CondenseTask, Summary
from summarizer.receipts import verify
from tests.builders import an_article

SIDE = (
    "Inside every crane of Sandwick works a gear from Hull. Its maker, Quay Tools, has 41 members of staff. "
    "“They rang at eleven at night,” said its director Imke Sand. The fingers of the gear bend without joints."
)
NEWS = (
    "Harbour Works has withdrawn crane seven of Sandwick, eighteen hours after its start, because its gears break. "
    "Owners of older cranes report broken gears as well. A repair will take two weeks and costs 2.4 million euros."
)
FORUM = (
    "If you own a crane of the seventh series and it stopped on Friday: leave it alone, you are not the only one. "
    "Harbour Works stopped deliveries of crane seven. Whoever cannot wait gets one of 40 cranes on loan."
)
GERMAN = (
    "Harbour Works hat Kran sieben in Sandwick zurückgezogen, achtzehn Stunden nach dem Start. "
    "Grund sind gebrochene Zahnräder. Die Reparatur dauert zwei Wochen und kostet 2,4 Millionen Euro."
)


def report(id: str, title: str, text: str, language: str | None = "en") -> Article:
    return an_article(id, source=id, publisher=id, title=title, text=text, language=language)


SIDE_REPORT = report("side", "The gear of Hull that works inside Sandwick's cranes", SIDE)
NEWS_REPORT = report("news", "Harbour Works withdraws crane seven after gears break", NEWS)
FORUM_REPORT = report("forum", "Crane seven stands still? Harbour Works says to wait", FORUM)


def tell(*reports: Article, language: str | None = "en") -> Summary:
    return condense_texts(CondenseTask(reports[0].title, reports, points=3, words=60, language=language))


def test_the_first_sentence_says_what_the_titles_share_whichever_report_leads() -> None:
    for reports in ((NEWS_REPORT, SIDE_REPORT, FORUM_REPORT), (FORUM_REPORT, SIDE_REPORT, NEWS_REPORT)):
        assert tell(*reports).tldr.text.startswith("Harbour Works has withdrawn crane seven of Sandwick")


def test_advice_to_the_reader_does_not_come_first() -> None:
    assert not tell(FORUM_REPORT, NEWS_REPORT).tldr.text.startswith("If you")


def test_several_sources_are_drawn_on_each_with_its_own_passage() -> None:
    summary = tell(NEWS_REPORT, FORUM_REPORT, SIDE_REPORT)
    texts = {"news": NEWS, "forum": FORUM, "side": SIDE}

    assert len({sentence.receipt.article_id for sentence in summary.sentences}) >= 2
    assert all(verify(sentence, texts[sentence.receipt.article_id]) for sentence in summary.sentences)


def test_a_report_in_another_language_is_not_mixed_in() -> None:
    german = report("zeitung", "Harbour Works zieht Kran sieben zurück", GERMAN, "de-CH")

    assert {each.receipt.article_id for each in tell(NEWS_REPORT, german).sentences} == {"news"}
    assert {each.receipt.article_id for each in tell(german, NEWS_REPORT, language="de").sentences} == {"zeitung"}


def test_where_all_reports_are_in_another_language_they_are_told_in_theirs() -> None:
    german = report("zeitung", "Harbour Works zieht Kran sieben zurück", GERMAN, "de")

    assert tell(german, language="en").tldr.receipt.article_id == "zeitung"


def test_a_copy_adds_nothing_to_what_is_new() -> None:
    copy = report("copy", NEWS_REPORT.title, NEWS)
    task = CondenseTask(NEWS_REPORT.title, (NEWS_REPORT, copy), language="en")

    assert condense_update(task, frozenset({"copy"})) == ()


def test_a_german_text_is_told_by_its_news() -> None:
    summary = tell(report("zeitung", "Harbour Works zieht Kran sieben zurück", GERMAN, "de"), language="de")

    assert summary.tldr.text.startswith("Harbour Works hat Kran sieben")
    assert "2,4 Millionen Euro" in " ".join(point.text for point in summary.points)


def test_lists_captions_and_questions_of_a_page_are_no_points() -> None:
    page = (
        "- Harbour Works has withdrawn crane seven of Sandwick because its gears break.\n"
        "A photo taken on Friday shows the crane of Sandwick beside the museum of steam.\n"
        "What does that mean for the ships of the north?\n| crane | year |\n| seven | 1931 | built by hand |\n"
        "$ crane --stop now.\n- A repair will take two weeks and costs 2.4 million euros.\n"
        "The post Crane seven appeared first on Harbour Notes."
    )
    summary = tell(report("page", "Crane seven withdrawn", page))

    assert [sentence.text for sentence in summary.sentences] == [
        "Harbour Works has withdrawn crane seven of Sandwick because its gears break.",
        "A repair will take two weeks and costs 2.4 million euros.",
    ]
