"""Who may change what is set for a channel: a table."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from bot.permissions import may_change, say_refusal
from bot.ports import Asker, Place
from bot.schedule import Schedule
from bot.store.briefings import Briefing
from bot.store.channels import Channel

HERE = Place("slack", "T1", "C1")


def somebody(user: str = "ada", platform: str = "slack", **role: bool) -> Asker:
    """A person with this role."""
    return Asker(Place(platform, "T1", "C1"), user, **role)


def a_briefing(owner: str) -> Briefing:
    """A briefing that this person set."""
    schedule = Schedule((0,), (time(8),), "UTC")
    return Briefing(1, Channel(HERE, id=1), schedule, owner, False, datetime(2026, 11, 23, tzinfo=UTC), None)


@pytest.mark.parametrize(
    ("role", "owner", "may"),
    [
        ({"may_begin": True}, None, True),
        ({"may_begin": True}, "ada", True),
        ({"may_begin": True}, "bob", False),
        ({"may_manage": True}, None, True),
        ({"may_manage": True}, "bob", True),
        ({}, None, False),
        ({}, "ada", False),
        ({"is_guest": True, "may_begin": True}, None, False),
        ({"is_guest": True, "may_manage": True}, None, False),
        ({"is_guest": True, "may_begin": True}, "ada", False),
        ({"is_direct": True}, "bob", True),
        ({"is_direct": True, "is_guest": True}, None, True),
    ],
)
def test_who_may_change_a_channel(role: dict[str, bool], owner: str | None, may: bool) -> None:
    """Managers, owners, and whoever may begin where nobody has begun; guests nowhere but alone with the bot."""
    assert may_change(somebody(**role), a_briefing(owner) if owner else None) is may


@pytest.mark.parametrize(
    ("asker", "said"),
    [
        (somebody(), "the channel's creator or a workspace admin"),
        (somebody(platform="discord"), "Manage Channels"),
        (somebody(platform="other"), "someone who manages it"),
        (somebody(is_guest=True), "Guests change nothing"),
    ],
)
def test_a_refusal_says_who_may(asker: Asker, said: str) -> None:
    """In the platform's words, with what the person can do instead."""
    assert said in say_refusal(asker)
    assert "direct message" in say_refusal(asker)
