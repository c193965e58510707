"""Where settings come from, and which place wins."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.settings import load_settings
from tests.unit.config.builders import load, problems


def test_with_nothing_set_the_defaults_hold(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert (settings.timezone, str(settings.http), settings.user_rate) == ("UTC", "127.0.0.1:8080", 30)
    assert settings.llm_daily_tokens == 200_000


def test_the_file_wins_over_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path, "user_rate = 5").user_rate == 5


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    assert load(tmp_path, "user_rate = 5", NIGHTDESK_USER_RATE="7").user_rate == 7


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_variable_counts_as_not_set(tmp_path: Path, empty: str) -> None:
    assert load(tmp_path, "user_rate = 5", NIGHTDESK_USER_RATE=empty).user_rate == 5


def test_an_empty_text_in_the_file_counts_as_not_set(tmp_path: Path) -> None:
    assert load(tmp_path, 'timezone = ""').timezone == "UTC"


def test_the_named_file_is_read_in_place_of_the_usual_one(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text('timezone = "Asia/Tokyo"')
    settings = load(tmp_path, "user_rate = 5", NIGHTDESK_CONFIG="other.toml")
    assert (settings.timezone, settings.user_rate) == ("Asia/Tokyo", 30)


def test_a_named_file_that_is_missing_is_said(tmp_path: Path) -> None:
    assert problems(tmp_path, NIGHTDESK_CONFIG="no.toml") == ('NIGHTDESK_CONFIG is "no.toml": there is no such file',)


def test_a_file_that_is_no_toml_is_said_with_the_line(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "timezone = \n")
    assert problem.startswith(f"{tmp_path / 'nightdesk.toml'} is no TOML: ")
    assert "line 1" in problem


def test_a_file_in_another_encoding_is_said(tmp_path: Path) -> None:
    (tmp_path / "nightdesk.toml").write_bytes(b'contact = "\xfc"')
    assert problems(tmp_path) == (f"{tmp_path / 'nightdesk.toml'} is no text in UTF-8",)


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    assert load(tmp_path, "\ufeffuser_rate = 5").user_rate == 5


def test_lines_may_end_as_on_windows(tmp_path: Path) -> None:
    (tmp_path / "nightdesk.toml").write_bytes(b'\xef\xbb\xbftimezone = "Europe/Zurich"\r\nuser_rate = 3\r\n')

    assert (load(tmp_path).timezone, load(tmp_path).user_rate) == ("Europe/Zurich", 3)


def test_a_folder_with_the_settings_file_s_name_is_said(tmp_path: Path) -> None:
    """Somebody meant it to be read: a container's mount makes a folder where the file is missing."""
    (tmp_path / "nightdesk.toml").mkdir()

    (problem,) = problems(tmp_path)

    assert problem.endswith("nightdesk.toml is a folder: move it away or put a file in its place")


def test_a_link_into_nowhere_with_the_settings_file_s_name_is_said(tmp_path: Path) -> None:
    (tmp_path / "nightdesk.toml").symlink_to(tmp_path / "nowhere")

    (problem,) = problems(tmp_path)

    assert "nightdesk.toml cannot be read: No such file" in problem


def test_a_named_file_that_is_a_folder_is_said(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, NIGHTDESK_CONFIG=str(tmp_path))

    assert problem.endswith("that is a folder, give a file")


@pytest.mark.parametrize(
    ("toml", "meant"),
    [
        ('[slack]\nbot_tokn = "x"', "slack.bot_token"),
        ('[llm]\nmodle = "ollama:x"', "llm.model"),
        ('[slak]\nbot_token = "x"', "slack"),
        ('discord = "x"', "discord_token"),
    ],
)
def test_a_slip_in_a_table_is_told_its_neighbour(tmp_path: Path, toml: str, meant: str) -> None:
    """In the form in which it was written."""
    (problem,) = problems(tmp_path, toml)

    assert problem.endswith(f"did you mean {meant}?")


def test_tables_are_the_same_as_flat_keys(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        """
        [slack]
        bot_token = "xoxb-1"
        [discord]
        token = "d"
        [llm]
        model = "ollama:m"
        daily_tokens = 9
        """,
    )
    assert settings.slack_bot_token is not None
    assert settings.slack_bot_token.get_secret_value() == "xoxb-1"
    assert settings.discord_token is not None
    assert (settings.llm, settings.llm_daily_tokens) == ("ollama:m", 9)


def test_a_setting_both_flat_and_in_a_table_is_refused(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, 'discord_token = "a"\n[discord]\ntoken = "b"')
    assert problem.endswith("are one setting: keep one")


def test_relative_paths_of_the_file_start_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc" / "desk.toml").write_text('sources = "feeds.opml"')
    (tmp_path / "etc" / "feeds.opml").write_text("<opml/>")
    assert load(tmp_path, NIGHTDESK_CONFIG="etc/desk.toml").sources == tmp_path / "etc" / "feeds.opml"


def test_relative_paths_of_the_environment_start_from_the_folder(tmp_path: Path) -> None:
    assert load(tmp_path, NIGHTDESK_HOME="data").home == tmp_path / "data"


def test_an_unknown_variable_is_refused_with_the_nearest_right_one(tmp_path: Path) -> None:
    said = problems(tmp_path, NIGHTDESK_TIMEZON="UTC")
    assert said == ("NIGHTDESK_TIMEZON is no setting; did you mean NIGHTDESK_TIMEZONE?",)


def test_a_variable_with_our_prefix_too_much_is_recognised(tmp_path: Path) -> None:
    said = problems(tmp_path, NIGHTDESK_SLACK_BOT_TOKEN="x")
    assert said == ("NIGHTDESK_SLACK_BOT_TOKEN is no setting; did you mean SLACK_BOT_TOKEN?",)


def test_an_unknown_variable_like_none_of_ours_is_refused_too(tmp_path: Path) -> None:
    said = problems(tmp_path, NIGHTDESK_QWXYZ="1")
    assert said == ("NIGHTDESK_QWXYZ is no setting; correct its name or remove it",)


def test_an_unknown_variable_that_is_empty_is_not_set(tmp_path: Path) -> None:
    assert load(tmp_path, NIGHTDESK_QWXYZ="").user_rate == 30


def test_an_unknown_key_is_refused_with_the_nearest_right_one(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "[slack]\nbot_tokn = 'x'")
    assert problem == f"slack.bot_tokn in {tmp_path / 'nightdesk.toml'} is no setting; did you mean slack.bot_token?"


def test_a_variable_s_name_as_key_is_recognised(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, 'NIGHTDESK_TIMEZONE = "UTC"')
    assert problem.endswith("is no setting; did you mean timezone?")


def test_what_kubernetes_sets_for_a_service_is_passed_over(tmp_path: Path) -> None:
    load(
        tmp_path,
        NIGHTDESK_SERVICE_HOST="10.0.0.1",
        NIGHTDESK_SERVICE_PORT="8080",
        NIGHTDESK_SERVICE_PORT_HTTP="8080",
        NIGHTDESK_PORT="tcp://10.0.0.1:8080",
        NIGHTDESK_PORT_8080_TCP="tcp://10.0.0.1:8080",
        NIGHTDESK_PORT_8080_TCP_ADDR="10.0.0.1",
        NIGHTDESK_WEB_SERVICE_HOST="10.0.0.1",
    )


def test_a_guessed_port_variable_is_no_service_link(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, NIGHTDESK_PORT="8080")
    assert problem.startswith("NIGHTDESK_PORT is no setting")


@pytest.mark.parametrize("toml", ["timezone = true", "timezone = 1.5", 'timezone = ["UTC"]', "secret_key = [1]"])
def test_a_key_of_the_wrong_type_is_refused(tmp_path: Path, toml: str) -> None:
    (problem,) = problems(tmp_path, toml)
    assert "give text in quotes" in problem


def test_all_problems_are_said_at_once(tmp_path: Path) -> None:
    said = problems(tmp_path, "nam = 1", NIGHTDESK_HTTP="80a", NIGHTDESK_USER_RATE="-1", NIGHTDESK_X="1")
    assert len(said) == 4


def test_the_process_s_own_environment_is_read_when_none_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIGHTDESK_HOME", str(tmp_path))
    monkeypatch.setenv("NIGHTDESK_USER_RATE", "11")
    monkeypatch.chdir(tmp_path)
    assert load_settings().user_rate == 11
