"""Slack's error codes -> ReplyRefused: one plain sentence, and whether trying again can help."""

from __future__ import annotations

from bot.ports import ReplyRefused

_INVITE = "Slack does not let me write in that channel. Invite me there with /invite and set it up again."
_REINSTALL = "Slack no longer accepts my token. Install the app in the workspace again and update the token."
_GONE = "That Slack channel is gone or archived. Set the briefing up in another channel."

PERMANENT: dict[str, str] = {
    "channel_not_found": _INVITE,
    "not_in_channel": _INVITE,
    "restricted_action": _INVITE,
    "restricted_action_read_only_channel": _INVITE,
    "restricted_action_thread_only_channel": _INVITE,
    "user_not_in_channel": _INVITE,
    "is_archived": _GONE,
    "channel_is_archived": _GONE,
    "user_not_found": _GONE,
    "invalid_auth": _REINSTALL,
    "not_authed": _REINSTALL,
    "account_inactive": _REINSTALL,
    "token_revoked": _REINSTALL,
    "token_expired": _REINSTALL,
    "org_login_required": _REINSTALL,
    "team_access_not_granted": _REINSTALL,
    "missing_scope": "The Slack app lacks a permission that I need. Install it again with the current manifest.",
    "invalid_blocks": "Slack did not accept the layout of that message. Please report this as a bug.",
    "msg_too_long": "That message is too long for Slack. Ask for fewer stories.",
    "msg_blocks_too_long": "That message is too long for Slack. Ask for fewer stories.",
    "no_text": "There was nothing to send to Slack.",
}


def refusal(error: str, retry_after: float | None = None) -> ReplyRefused:
    """The exception that stands for Slack's error code. `retry_after` is in seconds."""
    if error in PERMANENT:
        return ReplyRefused(f"{PERMANENT[error]} ({error})", permanent=True)
    if retry_after is not None or error in {"ratelimited", "rate_limited"}:
        wait = retry_after if retry_after is not None else 30.0
        return ReplyRefused(f"Slack asks me to wait {wait:.0f} s.", retry_after=wait)
    return ReplyRefused(f"Slack could not take the message just now ({error}). I will try again.")
