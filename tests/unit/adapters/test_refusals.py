"""What Slack's and Discord's error codes mean: for the channel, for this message, for now, or nobody knows."""

from __future__ import annotations

import aiohttp
import pytest

from adapters.discord import refusals as discord
from adapters.slack import refusals as slack
from bot.ports import Refusal

SLACK = {
    Refusal.GONE: ["channel_not_found", "not_in_channel", "is_archived", "token_revoked", "account_inactive"],
    Refusal.FORBIDDEN: ["restricted_action", "missing_scope", "ekm_access_denied", "messages_tab_disabled"],
    Refusal.LAYOUT: ["invalid_blocks", "msg_too_long", "msg_blocks_too_long", "no_text", "invalid_arguments"],
    Refusal.LATER: ["ratelimited", "request_timeout", "team_added_to_org", "message_limit_exceeded", "http_403"],
    Refusal.UNSURE: ["internal_error", "fatal_error", "service_unavailable", "http_502", "something_new"],
}
DISCORD = {
    Refusal.GONE: [(404, 10003), (404, 10004), (403, 50001), (400, 50008)],
    Refusal.FORBIDDEN: [(403, 50013), (403, 50007), (403, 160005), (400, 200000), (403, 0), (404, 0)],
    Refusal.LAYOUT: [(400, 50035), (400, 50006), (413, 40005), (400, 0), (413, 0), (400, 50109)],
    Refusal.LATER: [(429, 0), (401, 0), (401, 50014), (403, 40004), (400, 20028), (503, 130000)],
    Refusal.UNSURE: [(500, 0), (502, 0), (503, 0), (408, 0)],
}


@pytest.mark.parametrize(("meaning", "code"), [(meaning, code) for meaning, codes in SLACK.items() for code in codes])
def test_what_slacks_codes_mean(meaning: Refusal, code: str) -> None:
    """Only what is documented to concern the channel or the token stops a briefing."""
    assert slack.refusal(code).meaning is meaning


@pytest.mark.parametrize(("meaning", "found"), [(meaning, each) for meaning, all_ in DISCORD.items() for each in all_])
def test_what_discords_codes_mean(meaning: Refusal, found: tuple[int, int]) -> None:
    """A code that is not in its table is judged by its status, and never stops a briefing."""
    assert discord.refusal(*found).meaning is meaning


def test_a_code_of_slack_has_one_meaning() -> None:
    """No code stands in two rows."""
    listed = [code for sentences in slack._MEANINGS.values() for codes in sentences.values() for code in codes.split()]
    assert len(listed) == len(set(listed)) == len(slack.MEANINGS)


@pytest.mark.parametrize("words", [words for _, words in [*slack.MEANINGS.values(), *discord.MEANINGS.values()]])
def test_every_meaning_is_a_sentence(words: str) -> None:
    """For people, with its full stop."""
    assert words.endswith(".") and words[0].isupper()


def test_a_wait_is_handed_on() -> None:
    """On both, and a limit without one waits all the same."""
    assert slack.refusal("ratelimited", 17.0).retry_after == 17.0
    assert slack.refusal("message_limit_exceeded").retry_after
    assert discord.refusal(429, 0, retry_after=2.5).retry_after == 2.5
    assert discord.refusal(429, 0).retry_after


def test_what_never_reached_discord_can_be_sent_again() -> None:
    """What broke off may have arrived."""
    from adapters.discord.wire import say_refusal

    never = aiohttp.ClientConnectorError(connection_key=None, os_error=OSError(111, "refused"))  # type: ignore[arg-type]
    assert say_refusal(never).meaning is Refusal.LATER
    assert say_refusal(aiohttp.ServerDisconnectedError()).meaning is Refusal.UNSURE
    assert say_refusal(TimeoutError()).meaning is Refusal.UNSURE
