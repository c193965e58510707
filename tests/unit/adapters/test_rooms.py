"""A channel in a document: shown as the platform shows its channels, and nothing else can be smuggled in by it."""

from __future__ import annotations

import pytest

from adapters.discord.render import render_messages as for_discord
from adapters.slack.render import render_messages as for_slack
from bot.codec import document_from_json, document_to_json
from bot.document import Document, Room, paragraph


def naming(channel: str) -> Document:
    """A document that names a channel."""
    return Document("x", (paragraph((Room("a channel", channel=channel),)),))


def test_each_platform_shows_its_channel() -> None:
    """As a link, with the name that it has there."""
    assert "<#C0NEWS>" in str(for_slack(naming("C0NEWS")))
    assert "<#123456>" in str(for_discord(naming("123456")))


@pytest.mark.parametrize("channel", ["", "!channel", "C0NEWS> <!here", "@everyone", "D1"])
def test_what_is_no_channel_is_said_in_words(channel: str) -> None:
    """Whatever stands there can ping nobody."""
    for messages in (for_slack(naming(channel)), for_discord(naming(channel))):
        assert "a channel" in str(messages) and "<#" not in str(messages) and "<!" not in str(messages)


def test_it_survives_being_kept() -> None:
    """As every other piece of a document does."""
    assert document_from_json(document_to_json(naming("C0NEWS"))) == naming("C0NEWS")
