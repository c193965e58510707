"""What the loopback Slack refuses in messages and views: one breach each, at the documented number."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.loopback.slack.limits import message_breaches, message_refusal, view_refusal

Payload = dict[str, Any]


def plain(words: str) -> Payload:
    return {"type": "plain_text", "text": words}


def section(words: str = "words", **more: Any) -> Payload:
    return {"type": "section", "text": {"type": "mrkdwn", "text": words}, **more}


def a_button(**changes: Any) -> Payload:
    return {"type": "button", "action_id": "a", "text": plain("Press"), "value": "v", **changes}


def actions(*elements: Payload) -> Payload:
    return {"type": "actions", "elements": list(elements)}


def options(count: int, **changes: Any) -> list[Payload]:
    return [{"text": plain(f"Option {n}"), "value": f"v{n}", **changes} for n in range(count)]


def a_modal(**changes: Any) -> Payload:
    return {"type": "modal", "title": plain("Settings"), "blocks": [section()], **changes}


@pytest.mark.parametrize(
    "block",
    [
        section("x" * 3000),
        section(fields=[plain("x" * 2000)]),
        {"type": "header", "text": plain("x" * 150)},
        {"type": "context", "elements": [plain("x")] * 10},
        actions(*[a_button(action_id=f"a{n}") for n in range(25)]),
        actions(a_button(text=plain("x" * 75), value="x" * 2000)),
        section(accessory={"type": "overflow", "action_id": "o", "options": options(5)}),
        {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A picture"},
        {"type": "divider"},
    ],
)
def test_a_block_at_its_limits_is_taken(block: Payload) -> None:
    """The documented maximum itself is allowed."""
    assert message_breaches({"text": "t", "blocks": [block]}) == []


@pytest.mark.parametrize(
    "block",
    [
        section("x" * 3001),
        section(""),
        {"type": "section"},
        section(fields=[plain("x" * 2001)]),
        section(fields=[plain("x")] * 11),
        section(block_id="x" * 256),
        {"type": "header", "text": plain("x" * 151)},
        {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
        {"type": "context", "elements": []},
        {"type": "context", "elements": [plain("x")] * 11},
        actions(),
        actions(*[a_button(action_id=f"a{n}") for n in range(26)]),
        actions(a_button(), a_button()),
        actions(a_button(text=plain("x" * 76))),
        actions(a_button(value="x" * 2001)),
        actions(a_button(action_id="x" * 256)),
        actions(a_button(style="loud")),
        section(accessory={"type": "overflow", "options": options(6)}),
        section(accessory={"type": "overflow", "options": []}),
        section(accessory={"type": "overflow", "options": options(1, value="x" * 151)}),
        section(accessory={"type": "static_select", "options": options(2), "initial_option": options(3)[2]}),
        section(accessory={"type": "slider"}),
        {"type": "image", "image_url": "", "alt_text": "A picture"},
        {"type": "carousel"},
    ],
)
def test_a_block_beyond_its_limits_is_refused(block: Payload) -> None:
    """One more than the documented maximum, an empty text and an unknown type are refused as invalid blocks."""
    refused = message_refusal({"text": "t", "blocks": [block]})
    assert refused is not None and refused.error == "invalid_blocks" and len(refused.messages) == 1


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ({}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"blocks": [{"type": "divider"}] * 51}, "invalid_blocks"),
        ({"blocks": [section(block_id="b"), section(block_id="b")]}, "invalid_blocks"),
        ({"blocks": [section("x" * 2501)] * 4}, "msg_blocks_too_long"),
        ({"text": "t", "metadata": {"event_type": "e"}}, "invalid_metadata_format"),
        ({"text": "t", "metadata": {"event_type": "e", "event_payload": {"a": ["b"]}}}, "invalid_metadata_schema"),
        ({"text": "t", "metadata": {"event_type": "e", "event_payload": {"a": "x" * 17_000}}}, "metadata_too_large"),
    ],
)
def test_a_message_beyond_its_limits_is_refused(message: Payload, error: str) -> None:
    """Empty, too long, too many blocks, doubled ids, and metadata that is no flat object."""
    refused = message_refusal(message)
    assert refused is not None and refused.error == error


@pytest.mark.parametrize(
    "view",
    [
        a_modal(title=plain("x" * 25)),
        {"type": "modal", "blocks": []},
        a_modal(submit=plain("x" * 25)),
        a_modal(private_metadata="x" * 3001),
        a_modal(callback_id="x" * 256),
        a_modal(blocks=[section()] * 101),
        a_modal(blocks=[{"type": "input", "label": plain("L"), "element": {"type": "plain_text_input"}}]),
        a_modal(
            submit=plain("Save"),
            blocks=[
                {"type": "input", "label": plain("L"), "element": {"type": "plain_text_input", "max_length": 3001}}
            ],
        ),
        {"type": "tab", "blocks": []},
    ],
)
def test_a_view_beyond_its_limits_is_refused(view: Payload) -> None:
    """Titles over 24 characters, metadata over 3,000, 101 blocks, and inputs without a submit button."""
    assert view_refusal(view) is not None


@pytest.mark.parametrize("view", [a_modal(), {"type": "home", "blocks": [section()] * 100}])
def test_a_view_within_its_limits_is_taken(view: Payload) -> None:
    """A plain modal, and a home of a hundred blocks."""
    assert view_refusal(view) is None
