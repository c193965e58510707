"""Discord's messages: as few as it takes, with as much in them as fits; and nothing hidden in any text."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord import render as discord
from adapters.loopback.discord.limits import message_breaches
from adapters.loopback.discord.look import to_html, to_text
from adapters.slack import render as slack
from bot.document import Document, Heading, Preformatted, Text, paragraph
from bot.layout import Look, lay_out_digest
from summarizer.model import DigestStory, Style
from tests.builders import a_digest, a_digest_story, a_sentence, an_article
from tests.unit.adapters.test_render import a_nasty_document, titles

SECOND = "Second sentence, which tells how it came about and what people say who ought to know about these things."
FIRST = "First sentence, which tells what happened to whom on which day and for how much money it did so."


def a_story(
    number: int,
    address: int = 60,
    sentences: tuple[str, ...] = (FIRST, SECOND),
    note: str = "",
    topics: tuple[str, ...] = (),
) -> DigestStory:
    """A story of the usual length; its four sources have addresses of so many characters."""
    links = [f"https://paper{n}.example/{number}/{'x' * address}"[: address + 20] for n in range(4)]
    return a_digest_story(
        f"s{number}",
        title=f"Story {number} has a title that is about as long as titles of technology news are",
        url=links[0],
        summary=tuple(a_sentence(f"{number}: {words}") for words in sentences),
        reports=tuple(an_article(f"a{number}{n}", source=f"Paper {n}", url=link) for n, link in enumerate(links)),
        notes=(note,) if note else (),
        topics=topics,
    )


def a_document(*stories: DigestStory, style: Style = Style.BRIEF) -> Document:
    """A posted digest of these stories."""
    return lay_out_digest(a_digest(*stories), Look(actions=True, posted=True, style=style))


def words_of(messages: list[dict[str, Any]]) -> str:
    """All that is to be read in them."""
    return "\n".join(words for m in messages for c in m["components"] for words in discord.texts_of(c))


def test_a_digest_that_fits_is_left_whole() -> None:
    """With its links and every sentence."""
    [message] = discord.render_messages(a_document(*(a_story(n) for n in range(3))))

    said = words_of([message])
    assert said.count("Second sentence") == 3 and said.count("[Paper 3]") == 3


def test_the_standard_digest_is_one_message() -> None:
    """Seven stories of two sentences and four sources each, as long as they really are."""
    document = a_document(*(a_story(n, note="Sources differ on the number: one said 5, one says 6.") for n in range(7)))

    [message] = discord.render_messages(document)

    assert message_breaches(message) == []


def test_links_go_before_sentences_and_late_ones_before_early_ones() -> None:
    """What leads keeps its second sentence longest; every story keeps its first, and its link."""
    said = words_of(discord.render_messages(a_document(*(a_story(n, address=150) for n in range(7)))))

    assert said.count("[Paper") == 0 and said.count("4 sources: Paper 0, Paper 1") == 7
    told = [number for number in range(7) if f"{number}: Second" in said]
    assert told == list(range(len(told))) and 0 < len(told) < 7
    assert said.count("First sentence") == 7 and said.count("](<https://") == 7


def test_topics_go_before_sentences() -> None:
    """They are a help to scan; a sentence is news."""
    topics = ("artificial intelligence", "semiconductors", "open source")
    plain = words_of(discord.render_messages(a_document(*(a_story(n, address=150) for n in range(7)))))
    tagged = words_of(discord.render_messages(a_document(*(a_story(n, address=150, topics=topics) for n in range(7)))))

    assert tagged == plain


def test_no_more_is_left_out_than_it_takes() -> None:
    """One second sentence more would not fit."""
    document = a_document(*(a_story(n, address=150) for n in range(7)))

    [message] = discord.render_messages(document)

    assert len(words_of([message])) > discord.MAX_CHARACTERS - 2 * len(SECOND)


def test_remarks_on_sources_stay() -> None:
    """That they disagree is worth more than a second sentence."""
    note = "Sources differ on the number: one said 5, one says 6."
    said = words_of(discord.render_messages(a_document(*(a_story(n, address=150, note=note) for n in range(7)))))

    assert said.count("Sources differ") == 7 and said.count("Second sentence") < 7


def test_a_full_digest_is_never_shortened() -> None:
    """Who wished for all of it gets it, in as many messages as that takes."""
    stories = [a_story(n, sentences=(FIRST, SECOND, "Third sentence.")) for n in range(12)]
    messages = discord.render_messages(a_document(*stories, style=Style.FULL))

    assert len(messages) > 1 and words_of(messages).count("Second sentence") == 12


def test_nothing_is_left_out_where_it_would_save_no_message() -> None:
    """Two messages are two messages, so they may be full."""
    said = words_of(discord.render_messages(a_document(*(a_story(n) for n in range(20)))))

    assert said.count("Second sentence") == 20


def test_a_mention_stands_before_everything_and_alone_wakes() -> None:
    """In the first message; the others wake nobody."""
    document = a_document(*(a_story(n, sentences=(FIRST,) * 4) for n in range(12)), style=Style.FULL)

    first, *others = discord.render_messages(document, "77")

    assert first["components"][0] == {"type": 10, "content": "<@&77>"}
    assert first["allowed_mentions"] == {"parse": [], "roles": ["77"]}
    assert others and all(each["allowed_mentions"] == {"parse": []} for each in others)


@settings(max_examples=60, deadline=None)
@given(title=titles, stories=st.integers(0, 30), style=st.sampled_from(Style))
def test_a_mention_keeps_every_limit(title: str, stories: int, style: Style) -> None:
    """It takes its own room."""
    for message in discord.render_messages(a_nasty_document(title, stories, style), "9" * 20):
        assert message_breaches(message) == []


def test_a_mention_is_looked_at_as_a_role() -> None:
    """In the demonstration's own drawing of a message."""
    parts = [{"type": 10, "content": "<@&77>"}]

    assert to_text(parts) == "@role"
    assert to_html(parts) == "<p>@role</p>"


# What nobody sees

HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
hiding = st.lists(
    st.sampled_from(
        [
            *"aZ é中م",
            "\u202e",
            "\u2066",
            "\u200b",
            "\ufeff",
            "\u200d",
            "\u200c",
            "\x00",
            "\x1b[2J",
            "\x07",
            "\u00ad",
            "\u061c",
        ]
    ),
    min_size=1,
    max_size=60,
).map("".join)


def a_document_of(words: str) -> Document:
    """Every kind of block with these words, and a digest of them."""
    digest = a_nasty_document(words, 3)
    pieces = (Heading(words), paragraph((Text(words, code=True),), (Text(words, bold=True),)), Preformatted(words))
    return Document(words, (*digest.blocks, *pieces))


@settings(max_examples=150, deadline=None)
@given(words=hiding)
def test_discord_is_shown_nothing_hidden(words: str) -> None:
    """No control character, nothing that turns the line, nothing without width, whatever a feed writes."""
    messages = discord.render_messages(a_document_of(words))

    shown = words_of(messages) + "".join(_labels(messages))
    assert HIDDEN.findall(shown) == []


@settings(max_examples=150, deadline=None)
@given(words=hiding)
def test_slack_is_shown_nothing_hidden(words: str) -> None:
    """But the marks with which Slack's own mark-up is kept from finding any in feed text."""
    shown = "".join(slack.texts_of(slack.render_messages(a_document_of(words))))

    assert HIDDEN.findall(shown.replace(slack._ZERO_WIDTH, "")) == []


@pytest.mark.parametrize("words", ["👩\u200d💻 writes", "می\u200cخواهم", "क्\u200dष"])
def test_joiners_that_are_part_of_a_script_stay(words: str) -> None:
    """An emoji of several, and scripts that are written with them."""
    assert words in words_of(discord.render_messages(Document(words, (Heading(words),))))


@pytest.mark.parametrize("words", ["Pay\u200dPal", "Pay\u200cPal", "\u200dPayPal", "Pay\u200bPal", "Pay\u202ePal"])
def test_what_hides_between_letters_goes(words: str) -> None:
    """So that a name cannot be made to look like another one."""
    assert "PayPal" in words_of(discord.render_messages(Document(words, (Heading(words),))))


def _labels(value: Any) -> list[str]:
    if isinstance(value, list):
        return [label for each in value for label in _labels(each)]
    if not isinstance(value, dict):
        return []
    return ([value["label"]] if "label" in value else []) + [
        label for each in value.values() for label in _labels(each)
    ]
