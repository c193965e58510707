"""Slack's error codes -> ReplyRefused: one plain sentence, and what the refusal means.

The codes are those that Slack documents for chat.postMessage, chat.postEphemeral, conversations.history and for every
method. One that is not listed may mean anything, so the message may have been taken.
"""

from __future__ import annotations

from bot.language import mark
from bot.ports import Refusal, ReplyRefused

_INVITE = mark("Slack does not let me write in that channel. Invite me there with /invite and set it up again.")
_REINSTALL = mark("Slack no longer accepts my token. Install the app in the workspace again and update the token.")
_CLOSED = mark("That Slack channel is gone or archived. Set the briefing up in another channel.")
_LEFT = mark("That person is no longer in the workspace. Set the briefing up in a channel.")
_POSTING = mark(
    "That channel's posting permissions keep me out. Whoever manages the channel can let the app post there."
)
_ADMIN = mark("The workspace's administrators do not let me do that. Ask one of them to allow the app.")
_SCOPE = mark("The Slack app lacks a permission that I need. Install it again with the current manifest.")
_DIRECT = mark("Slack does not let me write to that person directly. Switch the app's Messages tab on.")
_MOVING = mark("Slack is moving that workspace or channel. I will try again.")
_LAYOUT = mark("Slack did not accept the layout of that message. Please report this as a bug.")
_TOO_LONG = mark("That message is too long for Slack. Ask for fewer stories.")
_BUSY = mark("Slack could not take the message just now. I will try again.")
_SILENT = mark("Slack did not say whether it took the message. I will find out.")

_MEANINGS: dict[Refusal, dict[str, str]] = {
    Refusal.GONE: {
        _INVITE: "channel_not_found not_in_channel",
        _CLOSED: "is_archived channel_is_archived is_inactive",
        _LEFT: "user_not_found user_disabled user_not_visible",
        _REINSTALL: "invalid_auth not_authed account_inactive token_revoked token_expired"
        " not_allowed_token_type team_not_found",
    },
    Refusal.FORBIDDEN: {
        _POSTING: "restricted_action restricted_action_read_only_channel restricted_action_thread_only_channel"
        " restricted_action_non_threadable_channel restricted_action_thread_locked thread_locked"
        " cannot_reply_to_message thread_not_found message_not_found user_not_in_channel channel_type_not_supported"
        " method_not_supported_for_channel_type",
        _ADMIN: "access_denied accesslimited app_access_restricted no_permission not_allowed ekm_access_denied"
        " enterprise_is_restricted two_factor_setup_required team_access_not_granted send_on_behalf_not_allowed"
        " slack_connect_file_link_sharing_blocked slack_connect_file_upload_sharing_blocked"
        " slack_connect_canvas_sharing_blocked slack_connect_lists_sharing_blocked slack_connect_clip_sharing_blocked"
        " slack_connect_blocked_file_type",
        _SCOPE: "missing_scope",
        _DIRECT: "messages_tab_disabled cannot_dm_bot",
    },
    Refusal.LAYOUT: {
        _TOO_LONG: "msg_too_long msg_blocks_too_long attachment_payload_limit_exceeded http_413",
        _LAYOUT: "invalid_blocks invalid_blocks_format invalid_attachments too_many_attachments too_many_contact_cards"
        " markdown_text_conflict invalid_metadata_format invalid_metadata_schema metadata_too_large"
        " metadata_must_be_sent_from_app invalid_arguments invalid_arg_name invalid_array_arg invalid_charset"
        " invalid_form_data invalid_json json_not_object invalid_post_type missing_post_type missing_argument"
        " as_user_not_supported no_dual_broadcast_content_update duplicate_channel_not_found"
        " duplicate_message_not_found missing_file_data deprecated_endpoint method_deprecated unknown_method",
        mark("There was nothing to send to Slack."): "no_text",
    },
    Refusal.LATER: {
        _MOVING: "team_added_to_org org_login_required external_channel_migrating",
        _BUSY: "request_timeout message_limit_exceeded ratelimited rate_limited http_401 http_403 http_404 http_407",
    },
    Refusal.UNSURE: {
        _SILENT: "internal_error fatal_error service_unavailable",
    },
}
"""What each code means, and its sentence. `http_…` is a status whose body was not Slack's: a proxy's, most likely."""

MEANINGS: dict[str, tuple[Refusal, str]] = {
    code: (meaning, words)
    for meaning, sentences in _MEANINGS.items()
    for words, codes in sentences.items()
    for code in codes.split()
}
_LIMITS = {"ratelimited", "rate_limited", "message_limit_exceeded"}


def refusal(error: str, retry_after: float | None = None) -> ReplyRefused:
    """The exception that stands for Slack's error code. `retry_after` is in seconds."""
    meaning, words = MEANINGS.get(error, (Refusal.UNSURE, _SILENT))
    if meaning in {Refusal.LATER, Refusal.UNSURE} and (retry_after is not None or error in _LIMITS):
        wait = retry_after if retry_after is not None else 30.0
        return ReplyRefused(f"Slack asks me to wait {wait:.0f} s.", retry_after=wait)
    return ReplyRefused(f"{words} ({error})", meaning)
