"""Payloads in every language: inside every documented limit of both platforms, whatever a feed writes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord import render as discord
from adapters.loopback.slack.limits import view_refusal
from adapters.slack import render as slack
from adapters.slack.events import Asked
from adapters.slack.forms import modal_of
from bot.commands import Command
from bot.document import Document
from bot.fields import Held, fields_of
from bot.language import languages, speaking
from bot.layout import digest_buttons, lay_out_more
from bot.ports import Extra, Form, Place
from bot.schedule import Schedule, parse_schedule
from bot.store.channels import Channel
from summarizer.model import Style
from tests.builders import MORNING, a_digest_story
from tests.fakes.limits import discord_breaches, slack_breaches
from tests.unit.adapters.test_render import a_nasty_document, titles

PLACE = Place("slack", "T1", "C1")
OTHERS = sorted(languages().keys() - {"en"})
spoken = st.sampled_from(sorted(languages()))


@settings(max_examples=40, deadline=None)
@given(language=spoken, title=titles, stories=st.integers(0, 30), style=st.sampled_from(Style))
def test_both_platforms_take_every_digest(language: str, title: str, stories: int, style: Style) -> None:
    with speaking(language):
        document = a_nasty_document(title, stories, style)

    assert [breach for message in slack.render_messages(document) for breach in slack_breaches(message)] == []
    assert [breach for message in discord.render_messages(document) for breach in discord_breaches(message)] == []


@settings(max_examples=40, deadline=None)
@given(language=spoken, title=titles)
def test_both_platforms_take_everything_about_a_story(language: str, title: str) -> None:
    with speaking(language):
        document = lay_out_more(a_digest_story(title=title, notes=(title,)), MORNING)
        document = Document(document.summary, (*document.blocks, digest_buttons(name="1")))

    assert [breach for message in slack.render_messages(document) for breach in slack_breaches(message)] == []
    assert [breach for message in discord.render_messages(document) for breach in discord_breaches(message)] == []


def a_form(schedule: Schedule | None = None, *, compact: bool = False, **wishes: Any) -> Form:
    """The settings form of a channel that has set much."""
    topics = tuple(f"{'x' * 45}{number:02}" for number in range(30))
    channel = Channel(PLACE, followed=topics, muted=topics, quiet_from="22:00", quiet_until="07:00")
    held = Held(channel, "America/Argentina/ComodRivadavia", 7, schedule, **wishes)
    return Form("Settings", fields_of(held, compact=compact), Command("settings", "save"))


@pytest.mark.parametrize("language", sorted(languages()))
def test_slack_takes_the_settings_form(language: str) -> None:
    schedule = parse_schedule("mon tue wed thu sat sun 7:05 8:10 9:15 10:20 America/Argentina/ComodRivadavia")
    with speaking(language):
        view = modal_of(a_form(schedule, stopped="HTTP 404: not found"), Asked(Command("settings"), PLACE, "U1"))

    assert view_refusal(view) is None


@pytest.mark.parametrize("offers", [frozenset[Extra](), frozenset(Extra)])
@pytest.mark.parametrize("language", sorted(languages()))
async def test_discord_takes_the_settings_form(language: str, offers: frozenset[Extra]) -> None:
    """Labels of 45 characters, hints and choices of 100."""
    with speaking(language):
        form = a_form(compact=True, offers=offers)
    labels = [field.label for field in form.fields if len(field.label) > 45]
    choices = [field.say(choice) for field in form.fields for choice in field.choices if len(field.say(choice)) > 100]

    assert (labels, choices, len(form.fields)) == ([], [], 5)


@pytest.mark.parametrize("language", OTHERS)
def test_every_choice_has_words_and_keeps_its_value(language: str) -> None:
    """What is sent back is the same in every language."""
    english = a_form(parse_schedule("daily 8am")).fields
    with speaking(language):
        other = a_form(parse_schedule("daily 8am")).fields

    assert [(field.name, field.value, field.choices) for field in other] == [
        (field.name, field.value, field.choices) for field in english
    ]
    assert {field.name for field, same in zip(other, english, strict=True) if field.label == same.label} == set()
