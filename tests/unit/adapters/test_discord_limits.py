"""The rules of the Discord double: each documented limit is kept to the character."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.loopback.discord.command_limits import command_breaches, find_leaf, typing_breaches
from adapters.loopback.discord.limits import choice_breaches, message_breaches, modal_breaches

V2 = 1 << 15


def text(content: str = "x") -> dict[str, Any]:
    return {"type": 10, "content": content}


def button(**changes: Any) -> dict[str, Any]:
    return {"type": 2, "style": 2, "label": "Go", "custom_id": "nd:go:", **changes}


def row(*inner: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(inner)}


def container(*inner: dict[str, Any]) -> dict[str, Any]:
    return {"type": 17, "components": list(inner)}


def section(*inner: dict[str, Any]) -> dict[str, Any]:
    return {"type": 9, "components": list(inner), "accessory": button()}


def breaches(*components: dict[str, Any], **message: Any) -> list[str]:
    return message_breaches({"flags": V2, "components": list(components), **message})


FITTING = [
    container(text("x" * 4000)),
    container(*[text()] * 39),
    row(*[button(label="x" * 80, custom_id=str(n) * 100) for n in range(5)]),
    section(text(), text(), text()),
    row(button(style=5, url="https://a.example") | {"custom_id": "x"}),
]
FITTING[-1]["components"][0].pop("custom_id")
BREAKING = {
    "over 4,000 characters": container(text("x" * 4001)),
    "41 components": container(*[text()] * 40),
    "6 buttons in a row": row(*[button(custom_id=str(n)) for n in range(6)]),
    "0 buttons in a row": row(),
    "button label over 80": row(button(label="x" * 81)),
    "button without label": row(button(label="")),
    "custom_id over 100": row(button(custom_id="x" * 101)),
    "link button without a url": row(button(style=5, url="https://a.example")),
    "button without style": row(button(style=9)),
    "used twice": row(button(), button()),
    "empty text": text(""),
    "empty container": container(),
    "type 17 in a container": container(container(text())),
    "type 2 in the message": button(),
    "type 10 in a row": row(text()),
    "1 to 3 texts": section(*[text()] * 4),
    "without an accessory": {"type": 9, "components": [text()]},
    "no 32-bit integer": {**text(), "id": 2**31},
    "a select that shares its row": row({"type": 5, "custom_id": "s"}, button()),
    "26 options": row(
        {"type": 3, "custom_id": "s", "options": [{"label": str(n), "value": str(n)} for n in range(26)]}
    ),
}


@pytest.mark.parametrize("component", FITTING)
def test_what_is_at_the_limit_fits(component: dict[str, Any]) -> None:
    """A limit is what may still be reached."""
    assert breaches(component) == []


@pytest.mark.parametrize(("words", "component"), BREAKING.items())
def test_what_is_over_the_limit_is_named(words: str, component: dict[str, Any]) -> None:
    """The breach says which limit."""
    assert any(words in breach for breach in breaches(component))


def test_content_does_not_go_with_components_v2() -> None:
    """The flag takes content away."""
    assert breaches(text(), content="x") == ["content or embeds beside components v2"]


def test_components_v2_need_their_flag() -> None:
    """Without it only rows are taken."""
    assert breaches(text(), flags=0) == ["components v2 without their flag"]


def test_plain_content_ends_at_2000() -> None:
    """A message without components v2 has half the room."""
    assert message_breaches({"content": "x" * 2000}) == []
    assert message_breaches({"content": "x" * 2001}) == ["content over 2,000 characters"]


def test_a_nonce_ends_at_25() -> None:
    """Longer ones are refused."""
    assert breaches(text(), nonce="x" * 25) == []
    assert breaches(text(), nonce="x" * 26) == ["nonce over 25 characters"]


def modal(title: str = "Settings", count: int = 1, label: str = "Schedule", **field: Any) -> dict[str, Any]:
    part = {"type": 18, "label": label, "component": {"type": 4, "custom_id": "a", **field}}
    return {"title": title, "custom_id": "m", "components": [part] * count}


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("title", modal(title="x" * 46)),
        ("6 parts", modal(count=6)),
        ("input label", modal(label="x" * 46)),
        ("placeholder", modal(placeholder="x" * 101)),
        ("input value", modal(value="x" * 11, max_length=10)),
    ],
)
def test_a_modal_has_limits_too(words: str, form: dict[str, Any]) -> None:
    """Title 45, five parts, label 45, placeholder 100, value as long as its field says."""
    assert any(words in breach for breach in modal_breaches(form))


def test_a_modal_at_its_limits_fits() -> None:
    """Five full parts are taken."""
    assert modal_breaches(modal("x" * 45, 5, "x" * 45, placeholder="x" * 100, value="x" * 4000)) == []


def test_choices_end_at_25_of_100() -> None:
    """Completions have limits of their own."""
    fits = [{"name": "x" * 100, "value": "v"}] * 25

    assert choice_breaches(fits) == []
    assert len(choice_breaches([*fits, {"name": "x" * 101, "value": ""}])) == 2


COMMANDS: list[dict[str, Any]] = [
    {
        "name": "briefing",
        "description": "d",
        "options": [
            {
                "name": "set",
                "type": 1,
                "description": "d",
                "options": [{"name": "when", "type": 3, "description": "d", "required": True, "max_length": 5}],
            }
        ],
    }
]


def test_a_subcommand_is_found_by_its_words() -> None:
    """A group by itself cannot be typed."""
    leaf = find_leaf(COMMANDS, ["briefing", "set"])

    assert leaf is not None and leaf["name"] == "set"
    assert find_leaf(COMMANDS, ["briefing"]) is None


@pytest.mark.parametrize("values", [{}, {"when": "123456"}, {"when": "8am", "zone": "x"}])
def test_a_client_does_not_send_what_does_not_fit(values: dict[str, Any]) -> None:
    """Required, lengths and names are checked before anything is sent."""
    leaf = find_leaf(COMMANDS, ["briefing", "set"])

    assert leaf is not None and typing_breaches(leaf, values) != []


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("name", {"name": "Upper", "description": "d"}),
        ("description", {"name": "a", "description": "x" * 101}),
        ("26 options", {"name": "a", "description": "d", "options": [{"name": "o", "description": "d"}] * 26}),
    ],
)
def test_commands_have_limits(words: str, command: dict[str, Any]) -> None:
    """Names in lower case, descriptions of 100, options of 25."""
    assert any(words in breach for breach in command_breaches([command]))


def test_a_required_option_comes_first() -> None:
    """Discord refuses another order."""
    options = [{"name": "a", "description": "d"}, {"name": "b", "description": "d", "required": True}]

    assert command_breaches([{"name": "x", "description": "d", "options": options}]) != []
