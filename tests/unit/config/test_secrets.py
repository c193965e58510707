"""Secrets: read from files as well, shown nowhere."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from config.catalog import SETTINGS
from config.secret import SecretStr
from config.settings import SettingsError
from tests.unit.config.builders import FERNET_KEY, load, problems

HIDDEN = [setting.variable for setting in SETTINGS if setting.hidden]


@pytest.mark.parametrize("variable", ["DISCORD_TOKEN", "SLACK_BOT_TOKEN", "NIGHTDESK_LLM_API_KEY"])
def test_a_secret_may_stand_in_a_file(tmp_path: Path, variable: str) -> None:
    (tmp_path / "secret").write_text("\n hush \n")
    settings = load(tmp_path, **{f"{variable}_FILE": str(tmp_path / "secret")})
    value = getattr(settings, variable.removeprefix("NIGHTDESK_").lower())
    assert value.get_secret_value() == "hush"


def test_the_database_s_address_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgresql://u:p@h/d\n")
    assert load(tmp_path, NIGHTDESK_DATABASE_URL_FILE="url").database == "postgresql://u:p@h/d"


def test_the_settings_file_may_name_a_secret_s_file_from_its_own_folder(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("hush")
    settings = load(tmp_path, '[discord]\ntoken_file = "token"')
    assert settings.discord_token == SecretStr("hush")


def test_a_secret_s_file_in_the_environment_wins_over_the_settings_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("new")
    settings = load(tmp_path, 'discord_token = "old"', DISCORD_TOKEN_FILE="token")
    assert settings.discord_token == SecretStr("new")


def test_both_forms_in_one_place_are_refused(tmp_path: Path) -> None:
    said = problems(tmp_path, DISCORD_TOKEN="a", DISCORD_TOKEN_FILE="b")
    assert said == ("DISCORD_TOKEN and DISCORD_TOKEN_FILE are both set: keep one",)


def test_a_secret_s_file_that_cannot_be_read_is_said_by_its_variable(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, DISCORD_TOKEN_FILE="missing")
    assert problem == "DISCORD_TOKEN_FILE names a file that cannot be read: No such file or directory"


def test_an_empty_secret_s_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("\n")
    assert problems(tmp_path, DISCORD_TOKEN_FILE="token") == ("DISCORD_TOKEN_FILE names an empty file",)


def test_a_setting_that_is_no_secret_has_no_file_form(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, NIGHTDESK_TIMEZONE_FILE="x")
    assert problem.startswith("NIGHTDESK_TIMEZONE_FILE is no setting")


@pytest.mark.parametrize("variable", [*HIDDEN, *(f"{name}_FILE" for name in HIDDEN)])
def test_no_error_shows_a_secret(tmp_path: Path, variable: str) -> None:
    # Made here, so that the traceback's source lines do not hold it.
    secret = "hush"[::-1]
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, NIGHTDESK_HTTP="80a", **{variable: f"{secret}\n{secret}"})
    assert secret not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("variable", ["NIGHTDESK_PUBLIC_URL", "NIGHTDESK_LLM_BASE_URL", "NIGHTDESK_CONTACT"])
@pytest.mark.parametrize("text", ["ftp://user:hush@h/", "user:hush@h", "ftp://h/?key=hush"])
def test_no_error_shows_a_password_in_an_address(tmp_path: Path, variable: str, text: str) -> None:
    assert "hush" not in "; ".join(problems(tmp_path, **{variable: text}))


def test_settings_show_no_secret(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        NIGHTDESK_DATABASE_URL="postgresql://u:hush@h/d?password=hush",
        NIGHTDESK_PROXY="http://u:hush@proxy.example:1",
        NIGHTDESK_LLM_BASE_URL="http://h/?key=hush",
        NIGHTDESK_SECRET_KEY=FERNET_KEY,
        DISCORD_TOKEN="hush",
        SLACK_BOT_TOKEN="hush",
    )
    shown = f"{settings!r} {settings} {settings.discord_token} {settings.warnings()}"
    assert "hush" not in shown
    assert FERNET_KEY not in shown
    assert "@h/d" in shown


def test_secrets_are_equal_if_what_they_hold_is() -> None:
    assert SecretStr("a") == SecretStr("a")
    assert SecretStr("a") != SecretStr("b")
    assert len({SecretStr("a"), SecretStr("a")}) == 1


def test_several_keys_are_taken_in_their_order(tmp_path: Path) -> None:
    keys = [Fernet.generate_key().decode() for _ in range(3)]
    settings = load(tmp_path, NIGHTDESK_SECRET_KEY=f"{keys[0]}, {keys[1]},\n{keys[2]}")
    assert [key.get_secret_value() for key in settings.secret_key] == keys


def test_keys_may_be_a_list_in_the_file(tmp_path: Path) -> None:
    assert len(load(tmp_path, f'secret_key = ["{FERNET_KEY}", "{FERNET_KEY}"]').secret_key) == 2


def test_a_key_in_plain_base64_is_one_that_fernet_takes(tmp_path: Path) -> None:
    plain = FERNET_KEY[:5] + "+/" + FERNET_KEY[7:]
    (key,) = load(tmp_path, NIGHTDESK_SECRET_KEY=plain).secret_key
    assert Fernet(key.get_secret_value())


@pytest.mark.parametrize("key", ["secret", FERNET_KEY[:-1], FERNET_KEY[1:], FERNET_KEY + "A", "!" + FERNET_KEY[1:]])
def test_a_text_that_is_no_key_is_refused_with_the_way_to_make_one(tmp_path: Path, key: str) -> None:
    (problem,) = problems(tmp_path, NIGHTDESK_SECRET_KEY=f"{FERNET_KEY},{key}")
    assert problem.startswith("NIGHTDESK_SECRET_KEY cannot be used: key 2 is no Fernet key, make one with")
    assert key not in problem
