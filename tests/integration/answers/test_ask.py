"""`ask`: passages that answer, word for word, or that there are none; on the bundled edition in a real store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.answers.asking import NOTHING
from bot.app import App
from bot.commands import Command
from bot.document import Document, Link, Quote
from bot.store.channels import Channel
from bot.store.migrate import migrate
from summarizer.ask import MOST, Answer, Asking
from summarizer.store.articles import ArticleStore
from summarizer.store.database import Database
from summarizer.store.sources import SourceStore
from summarizer.store.stories import StoryStore
from tests.builders import a_source, an_article
from tests.integration.answers.desk import Desk, ada, read
from tests.integration.answers.edition import SECOND_MORNING, Asked, answerable, store_edition, unanswerable


@pytest.fixture
async def asking(any_database: Database) -> Asking:
    """The bundled edition, stored; once on SQLite and once on PostgreSQL."""
    articles, stories = ArticleStore(any_database), StoryStore(any_database)
    await store_edition(SourceStore(any_database), articles, stories)
    return Asking(articles, stories)


@pytest.fixture
async def informed(desk: Desk) -> Desk:
    """A desk that has read both mornings of the edition."""
    await store_edition(desk.services.sources, desk.services.articles, desk.services.stories)
    desk.clock.move_to(SECOND_MORNING)
    return desk


async def answers(asking: Asking, asked: Asked) -> list[str]:
    return [each.passage.text for each in await asking.answer(asked.words, None, SECOND_MORNING)]


def quotes(document: Document) -> list[Quote]:
    return [block for block in document.blocks if isinstance(block, Quote)]


async def test_what_was_read_is_found(asking: Asking) -> None:
    """Of 271 questions at least 217 are answered by one of at most three passages."""
    failed = [
        asked.words
        for asked in answerable()
        if not any(asked.is_answered_by(passage) for passage in await answers(asking, asked))
    ]
    assert len(answerable()) == 271
    assert len(failed) <= 54, failed


async def test_what_was_not_read_is_not_answered(asking: Asking) -> None:
    """Of 198 questions at least 194 get nothing, although their words stand somewhere."""
    answered = [asked.words for asked in unanswerable() if await answers(asking, asked)]
    assert len(unanswerable()) == 198
    assert len(answered) <= 4, answered


async def test_every_passage_is_in_its_article_word_for_word(asking: Asking) -> None:
    """The offsets of its receipt are those of the stored text, and it is no longer than a person reads."""
    found: list[Answer] = []
    for asked in answerable()[::3]:
        found += await asking.answer(asked.words, None, SECOND_MORNING)
    for each in found:
        receipt = each.passage.receipt
        assert each.article.text[receipt.start : receipt.end] == receipt.quote
        assert (receipt.url, receipt.source) == (each.article.url, each.article.source)
        assert each.passage.text == " ".join(receipt.quote.split())
        assert len(receipt.quote) <= 421
    assert len(found) > 32


async def test_the_passages_come_from_different_stories_or_sources(asking: Asking) -> None:
    """At most three; a syndicated copy says nothing new."""
    found = await asking.answer("How much did Brightwell pay for Kestrel?", None, SECOND_MORNING)
    assert 1 < len(found) <= MOST
    assert len({each.article.source for each in found}) == len(found)
    assert {"The Harbor Wire", "Old Dial"} - {each.article.source for each in found}


async def test_only_the_given_sources_answer(asking: Asking) -> None:
    """What another source says is nothing that was read here."""
    asked = "How much revenue does Kestrel have?"
    assert await asking.answer(asked, {"The Ledger Post"}, SECOND_MORNING)
    assert not await asking.answer(asked, {"Byteline"}, SECOND_MORNING)
    assert not await asking.answer(asked, (), SECOND_MORNING)


async def test_capitals_and_signs_do_not_matter(asking: Asking) -> None:
    """People type as they like."""
    for words in ("who bought kestrel", "WHO BOUGHT KESTREL?", "Who Bought Kestrel", "kestrel: bought by who"):
        assert "Brightwell" in (await answers(asking, Asked(words)))[0], words


STRANGE = (
    "",
    " ",
    "who what when",
    "the and of",
    "???",
    '" OR * NEAR( ) ^ : -',
    "kestrel'; DROP TABLE articles; --",
    "'figma' & !adobe | (",
    "誰がケストレルを買収したのか",
    "Кто купил Kestrel?",
    "من اشترى كيستريل",
    "\x00\ud800",
    "x" * 4_000,
    "who bought figma? " * 230,
    "1 2 3 4 5 6 7 8 9",
    "C++ node.js C# a-b OpenAI's .NET",
    "NEAR(",
    "NEAR(zorblatt quaxon, 3)",
    "title:",
    "{title text}:^*",
    "^ * AND OR NOT",
    "(((",
    "))) ((",
    "🚀 🚀 🚀",
    "who is is the of and",
    "and " * 2_500,
    '"' * 10_000,
)


async def test_any_words_are_safe(asking: Asking) -> None:
    """And none of these is answered: no words, no meaning, no mercy for the index, other languages, 4,000 letters."""
    answered = [words for words in STRANGE if await asking.answer(words, None, SECOND_MORNING)]
    assert answered == []


AWKWARD = (
    "who is bastien kroger",
    "who is Bastien Kröger",
    "how many people worked in malmo",
    "how many servers did zuriweb restart",
    "who is oceane ferrand",
    "who is anais zurcher",
    "what is cve-2026-48817",
    "what is kernel.io_uring_disabled",
    "is 14.2.1 being tested",
    "what does kyc_ref mean",
    "whats new in marl 3",
    "price of the workbench 15",
    "when do short-lived tokens become compulsory",
    "wie viele haushalte hat husum angeschlossen",
)
"""Words of which two tokenizers might make different ones."""


async def test_both_databases_give_the_same_passages(asking: Asking, tmp_path: Path) -> None:
    """Of every fifth question, and of those with accents (typed or not), numbers, hyphens and underlines."""
    other = Database.open(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    await migrate(other)
    articles, stories = ArticleStore(other), StoryStore(other)
    await store_edition(SourceStore(other), articles, stories)
    asked = [*AWKWARD, *(each.words for each in (*answerable(), *unanswerable())[::5])]

    here = {words: await passages(asking, words) for words in asked}
    there = {words: await passages(Asking(articles, stories), words) for words in asked}
    await other.close()

    assert here == there
    assert all(here[words] for words in AWKWARD[:6])


async def passages(asking: Asking, words: str) -> list[tuple[str, int]]:
    answered = await asking.answer(words, None, SECOND_MORNING)
    return [(each.article.url, each.passage.receipt.start) for each in answered]


@pytest.mark.parametrize(
    "typed",
    [
        'who bought "Kestrel"',
        "who bought Kestrel*",
        "(who bought Kestrel",
        "who bought ^Kestrel",
        "who bought 🚀 Kestrel",
    ],
)
async def test_operators_do_not_change_a_question(asking: Asking, typed: str) -> None:
    """They are read as words, or not at all."""
    assert "Brightwell" in (await answers(asking, Asked(typed)))[0]


async def test_a_text_that_is_no_longer_kept_answers_nothing(asking: Asking) -> None:
    """Texts are kept for 30 days."""
    later = SECOND_MORNING.replace(year=2027)
    assert await asking.answer("who bought Kestrel?", None, later) == ()


async def test_the_answer_shows_each_passage_with_its_source(informed: Desk) -> None:
    """Privately: nothing is said to the channel. Nothing but the question, the passages, and where they stand."""
    reply = await informed.ask("ask who bought Kestrel Analytics?")

    assert (reply.announcement, reply.direct) == (None, None)
    assert read(reply.document).startswith("who bought Kestrel Analytics?\n")
    shown = quotes(reply.document)
    assert 1 <= len(shown) <= MOST
    assert all(isinstance(quote.source, Link) and quote.source.url.startswith("https://") for quote in shown)
    assert "Brightwell" in shown[0].text


async def test_nothing_found_is_said_in_one_sentence(informed: Desk) -> None:
    """With a hint in the words of the platform."""
    said = read((await informed.ask("ask who bought Figma?")).document)

    assert said.splitlines()[0] == NOTHING
    assert "`" not in said and "/digest rust 7d" in said


@pytest.mark.parametrize(
    "typed", ["what can you do?", "help", "Who are you", "hello!", "what's this?", "was kannst du?"]
)
async def test_a_question_to_the_bot_itself_is_answered(informed: Desk, typed: str) -> None:
    """It points to the help."""
    said = read((await informed.ask(f"ask {typed}")).document)

    assert said == "I answer questions out of the stories that I read; /digest help shows what else works."


async def test_a_slip_is_put_right_and_said(informed: Desk) -> None:
    """A word that no article knows is taken for the one of the titles that is a letter away."""
    said = read((await informed.ask("ask how long was the norland cloud outage?")).document)

    assert said.startswith("how long was the norland cloud outage?\nRead as: how long was the norrland cloud outage?\n")


async def test_an_empty_question_is_asked_for(desk: Desk) -> None:
    """With an example."""
    assert read((await desk.ask("ask")).document) == (
        "What do you want to know? For example /digest ask who bought Figma?."
    )


async def test_a_channel_is_told_nothing_of_a_source_that_it_does_not_read(informed: Desk) -> None:
    """Its own list decides."""
    here = ada().place
    await informed.services.channels.save(Channel(here, own_sources=("Byteline",)))

    said = read((await informed.ask("ask How much revenue does Kestrel have?")).document)

    assert said.startswith(NOTHING)


async def test_a_source_of_another_channel_answers_nobody_else(desk: Desk) -> None:
    """What one channel asked for stays there."""
    await desk.know(a_source("Ours"))
    text = "Zorblatt Industries bought the Quaxon works for $12 million on Monday."
    await desk.publish("s1", an_article("a1", source="Secret Feed", text=text, title="Zorblatt buys Quaxon"))

    assert read((await desk.ask("ask who bought Quaxon?")).document).startswith(NOTHING)
    await desk.know(a_source("Secret Feed"))
    assert quotes((await desk.ask("ask who bought Quaxon?")).document)[0].text == text


async def test_before_the_first_reading_is_over_it_waits(desk: Desk) -> None:
    """Nothing read yet is not the same as not in what was read."""
    desk.services.ready.clear()

    reply = await desk.ask("ask who bought Kestrel?")

    assert reply.later is not None
    assert "reading the sources for the first time" in read(reply.document)


async def test_a_question_of_4000_characters_is_answered(informed: Desk) -> None:
    """With the one sentence; its beginning is what is read."""
    reply = await App(replace(informed.services)).handle(Command("ask", words="why " * 1_000), ada())

    assert read(reply.document).startswith(NOTHING)
