"""Slack's events by HTTP: who is not Slack gets 401, what cannot be read 400, and the rest goes the socket's way."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from slack_sdk.signature import SignatureVerifier

_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


def is_from_slack(body: str, headers: Mapping[str, str], signing_secret: str) -> bool:
    """Whether the request is signed with the secret and at most five minutes old; odd headers are simply not."""
    timestamp = headers.get("X-Slack-Request-Timestamp", "")
    signature = headers.get("X-Slack-Signature", "")
    if not _TIMESTAMP.fullmatch(timestamp) or not _SIGNATURE.fullmatch(signature):
        return False
    return SignatureVerifier(signing_secret).is_valid(body, timestamp, signature)


def parse_body(body: str, content_type: str) -> dict[str, Any]:
    """The payload of an event (JSON), an interaction (a form's `payload`) or a command (a form). Raises ValueError.

    Bolt's own parser loses a command in whose text the word "payload" stands.
    """
    if content_type == "application/json":
        parsed = json.loads(body)
    else:
        form = dict(parse_qsl(body, keep_blank_values=True))
        parsed = json.loads(form["payload"]) if "payload" in form else form
    if not isinstance(parsed, dict):
        raise ValueError("Slack's payloads are objects")
    return parsed
