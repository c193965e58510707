"""Slack's payloads -> what was asked; odd payloads never raise."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.events import asked_by_command, asked_by_home, asked_by_press, press_key
from bot.commands import Command, Misunderstood
from bot.ports import Place

_NAMES = st.sampled_from(["actions", "view", "user", "team", "text", "value", "selected_option", "container", "id"])


def a_command(**changes: Any) -> dict[str, Any]:
    body = {"team_id": "T1", "channel_id": "C1", "user_id": "U1", "text": "rust 7d", "trigger_id": "1.2"}
    return {**body, "response_url": "https://hooks.slack.com/commands/T1/1/x", **changes}


def a_press(**changes: Any) -> dict[str, Any]:
    return {
        "team": {"id": "T1"},
        "user": {"id": "U1"},
        "channel": {"id": "C1"},
        "container": {"message_ts": "1.5"},
        "actions": [{"action_id": "press:share:d1", "value": "share:d1"}],
        **changes,
    }


def test_a_command_is_read() -> None:
    """Words, place, person and the way to answer."""
    asked = asked_by_command(a_command())
    assert asked.command == Command("digest", words="rust", window=timedelta(days=7))
    assert (asked.place, asked.user) == (Place("slack", "T1", "C1"), "U1")


def test_entities_are_undone_once() -> None:
    """What was typed as &amp;lt; stays what it was: each entity is undone once."""
    asked = asked_by_command(a_command(text="follow R&amp;amp;D &lt;3"))
    assert asked.command == Command("follow", words="R&amp;D <3")


def test_a_direct_conversation_is_told_by_its_id() -> None:
    """Channels whose id begins with D are direct."""
    assert asked_by_command(a_command(channel_id="D1")).is_direct


def test_a_button_value_is_verb_and_target() -> None:
    """Only the first colon parts them: a target may hold more."""
    press = a_press(actions=[{"value": "more:https://a.example"}])
    assert asked_by_press(press).command == Command("more", words="https://a.example")


def test_a_menu_option_counts_before_the_value() -> None:
    """An overflow menu brings its choice in selected_option."""
    press = a_press(actions=[{"action_id": "story_menu", "selected_option": {"value": "save:s1"}}])
    assert asked_by_press(press).command == Command("save", words="s1")


@pytest.mark.parametrize("value", ["", ":", "?!", "UP:s1", "x" * 40, "more s1"])
def test_an_unknown_value_is_misunderstood(value: str) -> None:
    """A value that is no verb is told so, not guessed at."""
    assert isinstance(asked_by_press(a_press(actions=[{"value": value}])).command, Misunderstood)


def test_a_press_at_home_knows_its_conversation() -> None:
    """A view has no channel: the home's private metadata names the direct conversation."""
    asked = asked_by_press(a_press(channel=None, container={}, view={"private_metadata": "D9"}))
    assert (asked.at_home, asked.place.channel) == (True, "D9")


def test_only_the_home_tab_is_a_request() -> None:
    """Opening the messages tab asks for nothing."""
    assert asked_by_home({"event": {"tab": "messages", "user": "U1"}}) is None


def test_two_clicks_on_one_button_share_a_key() -> None:
    """A double click has one key; another button, message or person has another."""
    others = [a_press(user={"id": "U2"}), a_press(container={"message_ts": "2"}), a_press(actions=[{"value": "dm:d1"}])]
    assert press_key(a_press()) == press_key(a_press(trigger_id="other"))
    assert press_key(a_press()) not in {press_key(each) for each in others}


@given(
    st.recursive(st.none() | st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(_NAMES, inner))
)
def test_no_payload_raises(body: Any) -> None:
    """Whatever arrives is read as something."""
    payload = body if isinstance(body, dict) else {"actions": body, "event": body, "user": body, "text": body}
    places = [asked_by_command(payload).place, asked_by_press(payload).place]
    assert [each.platform for each in places] == ["slack", "slack"] and isinstance(press_key(payload), str)
