"""What settings say together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.config.builders import FERNET_KEY, load, problems

BOT = {"SLACK_BOT_TOKEN": "xoxb-1234567890-abc"}
APP = {"SLACK_APP_TOKEN": "xapp-1-A0-1234567890"}
SIGNING = {"SLACK_SIGNING_SECRET": "0123456789abcdef" * 2}
CLIENT = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "hush"}
KEY = {"NIGHTDESK_SECRET_KEY": FERNET_KEY}
PUBLIC = {"NIGHTDESK_PUBLIC_URL": "https://desk.example"}
DISCORD = {"DISCORD_TOKEN": f"{'A' * 24}.{'b' * 6}.{'c' * 38}"}

CONTRADICTIONS = [
    (APP, "SLACK_APP_TOKEN is set without SLACK_BOT_TOKEN"),
    ({"SLACK_CLIENT_ID": "1.2"}, "SLACK_CLIENT_ID is set without SLACK_CLIENT_SECRET"),
    ({"SLACK_CLIENT_SECRET": "hush"}, "SLACK_CLIENT_SECRET is set without SLACK_CLIENT_ID"),
    ({**CLIENT, **SIGNING}, "NIGHTDESK_SECRET_KEY is missing"),
    ({"NIGHTDESK_QUEUE": "procrastinate"}, "NIGHTDESK_QUEUE is procrastinate, which works on PostgreSQL only"),
    ({"NIGHTDESK_HTTP": "0.0.0.0:8081"}, "give NIGHTDESK_ADMIN another port"),
    ({"NIGHTDESK_HTTP": "127.0.0.1:80", "NIGHTDESK_ADMIN": "0.0.0.0:80"}, "give NIGHTDESK_ADMIN another port"),
]


@pytest.mark.parametrize(("variables", "phrase"), CONTRADICTIONS)
def test_a_contradiction_is_refused_with_its_reason(tmp_path: Path, variables: dict[str, str], phrase: str) -> None:
    (problem,) = problems(tmp_path, **variables)
    assert phrase in problem


FINE = [{}, {**BOT, **APP}, {**BOT, **SIGNING}, {**CLIENT, **SIGNING, **KEY, **PUBLIC}, DISCORD]


@pytest.mark.parametrize("variables", FINE)
def test_what_belongs_together_is_taken_without_a_warning(tmp_path: Path, variables: dict[str, str]) -> None:
    assert load(tmp_path, **variables).warnings() == ()


def test_socket_mode_needs_no_secret_key_whatever_else_is_set(tmp_path: Path) -> None:
    assert load(tmp_path, **BOT, **APP, **CLIENT).warnings() == ()


def test_one_workspace_needs_no_secret_key_whatever_else_is_set(tmp_path: Path) -> None:
    assert load(tmp_path, **BOT, **SIGNING, **CLIENT).warnings() == ()


def test_two_servers_may_each_take_a_free_port(tmp_path: Path) -> None:
    settings = load(tmp_path, NIGHTDESK_HTTP="0.0.0.0:0", NIGHTDESK_ADMIN="127.0.0.1:0")
    assert str(settings.admin) == "127.0.0.1:0"


def test_nothing_is_concluded_from_a_setting_that_was_refused(tmp_path: Path) -> None:
    said = problems(tmp_path, SLACK_BOT_TOKEN_FILE="missing", **APP)
    assert len(said) == 1
    assert said[0].startswith("SLACK_BOT_TOKEN_FILE")


def test_a_contradiction_is_said_beside_a_bad_value(tmp_path: Path) -> None:
    assert len(problems(tmp_path, NIGHTDESK_USER_RATE="x", **APP)) == 2


DOUBTS = [
    ({**APP, "SLACK_BOT_TOKEN": "xoxp-1234567890"}, "SLACK_BOT_TOKEN has not the shape of one"),
    ({**BOT, "SLACK_APP_TOKEN": "xoxb-1234567890"}, "an app-level token begins with xapp-"),
    ({**BOT, "SLACK_SIGNING_SECRET": "abc"}, "32 hexadecimal digits"),
    ({"DISCORD_TOKEN": "Bot abc"}, "DISCORD_TOKEN has not the shape of one"),
    (BOT, "SLACK_BOT_TOKEN alone can post but hears nothing"),
    (SIGNING, "SLACK_SIGNING_SECRET is set without a workspace to serve"),
    ({**CLIENT, **KEY, **PUBLIC}, "SLACK_SIGNING_SECRET is missing"),
    ({**CLIENT, **KEY, **SIGNING}, "NIGHTDESK_PUBLIC_URL is missing"),
    ({"NIGHTDESK_PROXY": "http://h:1"}, "which addresses may be reached is the proxy's business now"),
    ({"NIGHTDESK_LLM_API_KEY": "hush"}, "is set without NIGHTDESK_LLM"),
]


@pytest.mark.parametrize(("variables", "phrase"), DOUBTS)
def test_what_looks_wrong_is_a_warning(tmp_path: Path, variables: dict[str, str], phrase: str) -> None:
    (warning,) = load(tmp_path, **variables).warnings()
    assert phrase in warning
