"""Slack's edges: secrets in logs, settings, signatures, error codes."""

from __future__ import annotations

import io
import json
import logging

import pytest

from adapters.slack.refusals import refusal
from adapters.slack.secrecy import SecretFilter, redact
from adapters.slack.settings import SlackSettings
from adapters.slack.web import is_from_slack, parse_body

SECRETS = [
    "xoxb-1234-5678-abcDEF",
    "xoxe.xoxp-1-Mi0yLTEx",
    "xapp-1-A01-99-0123abcd",
    "wss://wss.slack.example/link/?ticket=abc-def-123",
    "https://hooks.slack.com/commands/T1/123/AbC",
    "{'token': 'deprecated-secret'}",
    '{"trigger_id": "13345224609.738474920.8088930838d88f008e0"}',
]


@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_survives(secret: str) -> None:
    """Tokens, tickets, response URLs and triggers are replaced by dots."""
    kept = redact(f"before {secret} after")
    assert "…" in kept and kept.startswith("before ") and kept.endswith(" after")
    assert not any(part in kept for part in ("abcDEF", "Mi0yLTEx", "0123abcd", "abc-def", "AbC", "deprecated", "8088"))


def test_a_traceback_is_redacted_too() -> None:
    """A token in an exception does not reach the handler."""
    out = io.StringIO()
    log = logging.Logger("test")
    log.addHandler(logging.StreamHandler(out))
    log.addFilter(SecretFilter())
    try:
        raise ValueError("token xoxb-1234-5678-abcDEF")
    except ValueError:
        log.exception("failed with %s", "xoxb-9-abcDEF")
    assert "abcDEF" not in out.getvalue() and "ValueError" in out.getvalue()


def test_settings_show_no_secrets() -> None:
    """The repr of settings can be logged."""
    shown = repr(SlackSettings("xoxb-secret", app_token="xapp-secret", signing_secret="secret"))
    assert "secret" not in shown.replace("signing_secret", "")


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        (SlackSettings("xoxp-1", app_token="xapp-1"), "xoxb-"),
        (SlackSettings("xoxb-1", app_token="xoxb-1"), "xapp-"),
        (SlackSettings("xoxb-1"), "SLACK_SIGNING_SECRET"),
    ],
)
def test_wrong_settings_are_explained(settings: SlackSettings, word: str) -> None:
    """A token in the wrong place is named."""
    assert word in (settings.problem() or "")


@pytest.mark.parametrize("text", ["payload", "a payload=1 b", "rust"])
def test_commands_are_parsed_whatever_their_words(text: str) -> None:
    """The word "payload" in a command does not make it an interaction."""
    body = f"command=%2Fdigest&text={text.replace(' ', '+').replace('=', '%3D')}"
    assert parse_body(body, "application/x-www-form-urlencoded")["text"] == text


@pytest.mark.parametrize("body", ["{", "[]", '"x"', ""])
def test_bodies_that_are_no_objects_are_value_errors(body: str) -> None:
    """Broken JSON and JSON that is no object are one kind of error."""
    with pytest.raises(ValueError):
        parse_body(body, "application/json")


def test_an_interaction_is_the_payload_of_its_form() -> None:
    """Interactions come as JSON in a form."""
    form = "payload=" + json.dumps({"type": "block_actions"}).replace(" ", "+")
    assert parse_body(form, "application/x-www-form-urlencoded") == {"type": "block_actions"}


@pytest.mark.parametrize("timestamp", ["", "soon", "-1", "1e9", "１２３", "9" * 40])
def test_malformed_timestamps_are_not_slacks(timestamp: str) -> None:
    """Headers that are no numbers are refused, not raised."""
    headers = {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": "v0=" + "0" * 64}
    assert not is_from_slack("body", headers, "secret")


@pytest.mark.parametrize(
    ("error", "permanent"), [("is_archived", True), ("invalid_auth", True), ("internal_error", False)]
)
def test_error_codes_say_whether_waiting_helps(error: str, permanent: bool) -> None:
    """Archived channels and bad tokens are final; trouble on Slack's side is not."""
    assert refusal(error).permanent is permanent


def test_a_rate_limit_carries_its_wait() -> None:
    """The seconds of Retry-After go to whoever schedules the next try."""
    assert refusal("ratelimited", 17.0).retry_after == 17.0
