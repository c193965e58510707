"""Discord's error codes -> what a refusal means, and one plain sentence with what to do. Pure.

The codes are those of Discord's own table that a message, a thread or a look into a channel can be answered with. Only
a listed one may stop a briefing; any other is judged by its HTTP status.
"""

from __future__ import annotations

from bot.language import mark
from bot.ports import Refusal, ReplyRefused

_MAY_NOT = mark("I may not write in that channel. Give me View Channel and Send Messages there.")
_KIND = mark("Nobody can write in a channel of that kind. Choose a text, announcement or forum channel.")
_SERVER = mark("That server does not let me do that. Look into its safety settings.")
_BUSY = mark("Discord could not take the message just now. I will try again.")
_LAYOUT = mark("Discord did not accept the layout of that message. Please report this as a bug.")
TOKEN = mark("Discord does not take the token. Set DISCORD_TOKEN to the bot's current token.")

ARCHIVED, LOCKED = 50083, 160005

MEANINGS: dict[int, tuple[Refusal, str]] = {
    10003: (Refusal.GONE, mark("That channel is gone. Set the briefing again in another channel.")),
    10004: (Refusal.GONE, mark("That server is gone, or I am no longer in it.")),
    10013: (Refusal.GONE, mark("That person is no longer on Discord.")),
    40007: (Refusal.GONE, mark("That server has banned me.")),
    50001: (Refusal.GONE, mark("I cannot see that channel. Give me View Channel and Send Messages there.")),
    50003: (Refusal.GONE, _KIND),
    50008: (Refusal.GONE, _KIND),
    50024: (Refusal.GONE, _KIND),
    50055: (Refusal.GONE, mark("That server is gone, or I am no longer in it.")),
    40002: (Refusal.FORBIDDEN, mark("Discord wants the bot's account verified first.")),
    40067: (Refusal.FORBIDDEN, mark("That forum wants a tag with every post. Make tags optional there.")),
    50007: (
        Refusal.FORBIDDEN,
        mark("That person takes no direct messages from this server. They can allow them in its privacy settings."),
    ),
    50009: (Refusal.FORBIDDEN, _SERVER),
    50013: (Refusal.FORBIDDEN, _MAY_NOT),
    ARCHIVED: (Refusal.FORBIDDEN, mark("That thread is archived. Open it again or choose another place.")),
    50095: (Refusal.FORBIDDEN, _SERVER),
    50101: (Refusal.FORBIDDEN, _SERVER),
    60003: (Refusal.FORBIDDEN, _SERVER),
    160002: (Refusal.FORBIDDEN, mark("I may not read that channel's history. Give me Read Message History there.")),
    160004: (Refusal.FORBIDDEN, mark("That message has a thread already.")),
    LOCKED: (Refusal.FORBIDDEN, mark("That thread is locked. Unlock it or choose another place.")),
    160006: (Refusal.FORBIDDEN, mark("That server has as many open threads as it may have. Archive some.")),
    160007: (Refusal.FORBIDDEN, mark("That server has as many open threads as it may have. Archive some.")),
    200000: (Refusal.FORBIDDEN, mark("The server's AutoMod blocked the message. Exempt my role from that rule.")),
    200001: (Refusal.FORBIDDEN, mark("The server's AutoMod blocked the title. Exempt my role from that rule.")),
    240000: (Refusal.FORBIDDEN, mark("Discord takes a link in the message for harmful and did not let it pass.")),
    20009: (Refusal.FORBIDDEN, mark("Discord takes the message for explicit and did not let it pass.")),
    20031: (Refusal.FORBIDDEN, mark("Discord does not allow a word in the title.")),
    10008: (Refusal.LAYOUT, _LAYOUT),
    10014: (Refusal.LAYOUT, _LAYOUT),
    30015: (Refusal.LAYOUT, _LAYOUT),
    40005: (Refusal.LAYOUT, mark("That message is too long for Discord. Ask for fewer stories.")),
    50006: (Refusal.LAYOUT, mark("There was nothing to send to Discord.")),
    50035: (Refusal.LAYOUT, _LAYOUT),
    50041: (Refusal.LAYOUT, _LAYOUT),
    50045: (Refusal.LAYOUT, _LAYOUT),
    50046: (Refusal.LAYOUT, _LAYOUT),
    50068: (Refusal.LAYOUT, _LAYOUT),
    50081: (Refusal.LAYOUT, _LAYOUT),
    50109: (Refusal.LAYOUT, _LAYOUT),
    50146: (Refusal.LAYOUT, _LAYOUT),
    20016: (Refusal.LATER, mark("That channel is in slow mode. I will try again.")),
    20028: (Refusal.LATER, _BUSY),
    20029: (Refusal.LATER, _BUSY),
    40001: (Refusal.LATER, TOKEN),
    40003: (Refusal.LATER, _BUSY),
    40004: (Refusal.LATER, _BUSY),
    40006: (Refusal.LATER, _BUSY),
    40062: (Refusal.LATER, _BUSY),
    50014: (Refusal.LATER, TOKEN),
    110001: (Refusal.LATER, _BUSY),
    130000: (Refusal.LATER, _BUSY),
}
"""A token that is refused is the operator's to set right, and all servers' at once: deliveries wait for it."""

_BY_STATUS = {
    401: Refusal.LATER,
    403: Refusal.FORBIDDEN,
    404: Refusal.FORBIDDEN,
    407: Refusal.LATER,
    408: Refusal.UNSURE,
    409: Refusal.UNSURE,
    423: Refusal.LATER,
    425: Refusal.LATER,
    429: Refusal.LATER,
}


def refusal(status: int, code: int, text: str = "", retry_after: float | None = None) -> ReplyRefused:
    """The exception that stands for an HTTP status and Discord's error code; 0: there was none."""
    if status == 429:
        return ReplyRefused(mark("Discord asks to wait."), retry_after=60.0 if retry_after is None else retry_after)
    if code in MEANINGS:
        meaning, words = MEANINGS[code]
        return ReplyRefused(f"{words} ({code})" if meaning is Refusal.LAYOUT else words, meaning)
    if status == 401:
        return ReplyRefused(TOKEN, Refusal.LATER)
    meaning = _BY_STATUS.get(status, Refusal.UNSURE if status >= 500 else Refusal.LAYOUT)
    if meaning is Refusal.UNSURE:
        return ReplyRefused(f"Discord did not say whether it took the message ({status}). I will find out.")
    return ReplyRefused(f"Discord refused the message: {text or status} ({code}).", meaning)
