"""Documents on Slack and Discord: inside every documented limit, and harmless whatever a feed writes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord import render as discord
from adapters.slack import render as slack
from bot.document import Document, Link, Quote
from bot.layout import Look, lay_out_digest, lay_out_more
from summarizer.model import Failure, StoryState, Style
from tests.builders import MORNING, a_digest, a_digest_story, a_sentence, an_article
from tests.fakes.limits import discord_breaches, slack_breaches

NASTY = [
    "<!channel> wakes everybody",
    "@everyone & @here",
    "<@U123> and <#C123|general>",
    "[free](http://evil.example)",
    "]( http://evil.example) trick",
    "*bold* _under_ ~gone~ `code` ||spoiler||",
    "<script>alert(1)</script>",
    "<https://evil.example|click>",
    "# heading\n> quote\n- list",
    "a|b|c <b>&amp;</b>",
    "x" * 10_000,
    "word " * 2_000,
    "\u202e right to left \u0000",
    ":tada: <:emoji:1> <t:0:R>",
    "-# small `",
    "",
]
titles = st.one_of(st.sampled_from(NASTY), st.text(max_size=400))


def a_nasty_document(title: str, stories: int = 10, style: Style = Style.FULL) -> Any:
    """A digest in which every text of a feed is the given title."""
    report = an_article(title=title, source=title[:80] or "s", url="https://news.example/a?b=c|d>e<f&g= h")
    made = [
        a_digest_story(
            f"s{number:016}",
            title=title,
            url="https://news.example/" + "p" * (number * 300),
            state=StoryState.UPDATED,
            summary=tuple(a_sentence(title or "-") for _ in range(4)),
            reports=(report,) * 6,
            topics=(title[:50],) * 3,
            notes=(title,),
        )
        for number in range(stories)
    ]
    digest = a_digest(*made, failures=tuple(Failure(title[:200], title[:200]) for _ in range(9)))
    return lay_out_digest(digest, Look(style=style, actions=True))


def mrkdwn_of(value: Any) -> list[str]:
    """Every text in which Slack looks for mark-up; plain_text is shown as it is."""
    if isinstance(value, list):
        return [words for each in value for words in mrkdwn_of(each)]
    if not isinstance(value, dict):
        return []
    own = [value["text"]] if value.get("type") == "mrkdwn" else []
    return own + [words for each in value.values() for words in mrkdwn_of(each)]


@settings(max_examples=60, deadline=None)
@given(title=titles, stories=st.integers(0, 30), style=st.sampled_from(Style))
def test_slack_takes_every_digest(title: str, stories: int, style: Style) -> None:
    """No text and no number of stories makes a payload that Slack refuses."""
    for message in slack.render_messages(a_nasty_document(title, stories, style)):
        assert slack_breaches(message) == []


@settings(max_examples=60, deadline=None)
@given(title=titles, stories=st.integers(0, 30), style=st.sampled_from(Style))
def test_discord_takes_every_digest(title: str, stories: int, style: Style) -> None:
    """No text and no number of stories makes a body that Discord refuses."""
    for message in discord.render_messages(a_nasty_document(title, stories, style)):
        assert discord_breaches(message) == []


@pytest.mark.parametrize("title", NASTY)
def test_slack_finds_no_mention_in_feed_text(title: str) -> None:
    """The only angle brackets in mrkdwn are links and dates that we wrote."""
    shown = "\n".join(mrkdwn_of(slack.render_messages(a_nasty_document(title, 2))))

    assert not re.search(r"<[!@#](?!date)", shown)
    assert not re.search(r"<https?://evil", shown)


@pytest.mark.parametrize("title", NASTY)
def test_discord_finds_no_link_in_feed_text(title: str) -> None:
    """Every masked link leads where a report lives; brackets in feed text are escaped."""
    messages = discord.render_messages(a_nasty_document(title, 2))
    texts = [words for m in messages for c in m["components"] for words in discord.texts_of(c)]

    targets = re.findall(r"(?<!\\)\]\((<[^>]*>|[^)]*)\)", "\n".join(texts))

    assert all(target.startswith("<https://news.example/") for target in targets)


def test_an_ordinary_digest_is_one_message_on_both() -> None:
    """Seven stories fit into one message of either platform."""
    document = lay_out_digest(a_digest(*(a_digest_story(f"s{n}") for n in range(7))), Look(actions=True))

    assert len(slack.render_messages(document)) == 1
    assert len(discord.render_messages(document)) == 1


def test_slack_numbers_link_titles_and_says_what_is_updated() -> None:
    """A story's first line is its number, its linked title and its state."""
    document = lay_out_digest(a_digest(a_digest_story(title="AT&T & co", state=StoryState.UPDATED)), Look())

    section = next(b for b in slack.render_messages(document)[0]["blocks"] if b.get("block_id") == "story:s1")

    assert section["text"]["text"].startswith("*1. <https://news.example/s1|AT&amp;T &amp; co>*  `UPDATED`\n")


def test_discord_gives_each_story_its_more_button() -> None:
    """The button's id names the verb and the story, so that it works after a restart."""
    document = lay_out_digest(a_digest(a_digest_story()), Look(actions=True))

    container = discord.render_messages(document)[0]["components"][0]
    sections = [each for each in container["components"] if each["type"] == 9]

    assert sections[0]["accessory"]["custom_id"] == "nd:more:s1"


@settings(max_examples=30, deadline=None)
@given(title=titles)
def test_more_fits_both_platforms(title: str) -> None:
    """The receipts of a story are inside every limit as well."""
    story = a_digest_story(title=title, summary=tuple(a_sentence(title or "-") for _ in range(4)))

    document = lay_out_more(story, MORNING)

    assert [slack_breaches(m) for m in slack.render_messages(document) if slack_breaches(m)] == []
    assert [discord_breaches(m) for m in discord.render_messages(document) if discord_breaches(m)] == []


def test_sources_are_only_named_where_their_addresses_would_take_a_second_message() -> None:
    long = [an_article(f"a{n}", source=f"Paper {n}", url=f"https://paper{n}.example/{'x' * 150}") for n in range(4)]
    stories = [a_digest_story(f"s{n}", reports=tuple(long)) for n in range(7)]
    document = lay_out_digest(a_digest(*stories), Look(actions=True))
    assert len(discord.render_messages(document)) == 1


def test_a_quoted_passage_shows_its_source_on_both() -> None:
    """As a link below it; without a source there is nothing below."""
    document = Document("x", (Quote("Said so.", Link("The Wire", "https://wire.example/1")), Quote("No source.")))

    on_slack = [block["type"] for block in slack.render_messages(document)[0]["blocks"]]
    on_discord = [each["content"] for each in discord.render_messages(document)[0]["components"][0]["components"]]

    assert on_slack == ["section", "context", "section"]
    assert "<https://wire.example/1|The Wire>" in str(slack.render_messages(document))
    assert on_discord == ["> Said so.", "-# [The Wire](<https://wire.example/1>)", "> No source."]


@given(titles)
def test_passages_fit_both_platforms(title: str) -> None:
    """Whatever a source writes, and however long its address is."""
    link = Link(title[:200] or "s", "https://news.example/" + "p" * (len(title) % 2_500))
    document = Document(title, (Quote(title, link),) * 3)

    assert [breach for message in slack.render_messages(document) for breach in slack_breaches(message)] == []
    assert [breach for message in discord.render_messages(document) for breach in discord_breaches(message)] == []
