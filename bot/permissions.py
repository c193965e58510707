"""Who may change what is set for a channel. Pure.

Anyone may read. A change takes the platform's manager of the channel, or the owner of its briefing; what nobody has
set yet may be set by whoever the platform lets begin. Guests change nothing; in a conversation with the bot alone
everybody rules their own settings.
"""

from __future__ import annotations

from bot.language import mark, tr
from bot.ports import Asker
from bot.store.briefings import Briefing
from bot.wording import wording_of

GUEST = mark(
    "Guests change nothing here: ask a member of this channel."
    " You can read everything, and set your own digest in a direct message with me."
)


def say_refusal(asker: Asker) -> str:
    """Why this person may not change the channel, in their platform's words, and what they can do instead."""
    if asker.is_guest:
        return tr(GUEST)
    return tr(
        "That changes this channel for everyone, so it takes {takes}."
        " You can set your own digest in a direct message with me.",
        takes=tr(wording_of(asker.place.platform).takes),
    )


def may_change(asker: Asker, briefing: Briefing | None) -> bool:
    """Whether the asker may change the channel's settings, given the briefing it has."""
    if asker.is_direct:
        return True
    if asker.is_guest:
        return False
    if asker.may_manage:
        return True
    if briefing is None:
        return asker.may_begin
    return asker.may_begin and briefing.owner == asker.user
