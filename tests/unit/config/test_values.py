"""What is taken for each setting, and what is refused with which words."""

from __future__ import annotations

from pathlib import Path

import pytest
from platformdirs import user_data_path

from config.settings import HostPort, SettingsError, load_settings
from summarizer.fetch.guard import parse_networks
from tests.unit.config.builders import load, problems

REFUSED = [
    ("NIGHTDESK_HTTP", "80a", 'NIGHTDESK_HTTP is "80a": give host:port, for example 127.0.0.1:8080'),
    ("NIGHTDESK_HTTP", "8080", "host:port"),
    ("NIGHTDESK_HTTP", ":8080", "host:port"),
    ("NIGHTDESK_HTTP", "::1:8080", "host:port"),
    ("NIGHTDESK_HTTP", "127.0.0.1:65536", "host:port"),
    ("NIGHTDESK_HTTP", "127.0.0.1:-1", "host:port"),
    ("NIGHTDESK_HTTP", "300.0.0.1:80", "host:port"),
    ("NIGHTDESK_HTTP", "http://127.0.0.1:80", "host:port"),
    ("NIGHTDESK_ADMIN", "[127.0.0.1]:80", "host:port"),
    ("NIGHTDESK_QUEUE", "celery", 'NIGHTDESK_QUEUE is "celery": give inprocess or procrastinate'),
    ("NIGHTDESK_LOG", "xml", "give text or json"),
    ("NIGHTDESK_USER_RATE", "-1", "whole number"),
    ("NIGHTDESK_USER_RATE", "3.5", "whole number"),
    ("NIGHTDESK_USER_RATE", "٣", "whole number"),
    ("NIGHTDESK_LLM_DAILY_TOKENS", "many", "whole number"),
    ("NIGHTDESK_LLM", "gpt", "provider:model"),
    ("NIGHTDESK_LLM_BASE_URL", "localhost:11434", "http:// or https://"),
    ("NIGHTDESK_PUBLIC_URL", "nightdesk.example", "http:// or https://"),
    ("NIGHTDESK_PUBLIC_URL", "https://", "http:// or https://"),
    ("NIGHTDESK_PUBLIC_URL", "https://h:port/", "http:// or https://"),
    ("NIGHTDESK_PUBLIC_URL", "https://h/?a=b", "without user, query or fragment"),
    ("NIGHTDESK_PROXY", "socks5://h:1", "http://proxy.example:3128"),
    ("NIGHTDESK_CONTACT", "me", "mail address"),
    ("NIGHTDESK_CONTACT", "mé@x.example", "mail address"),
    ("NIGHTDESK_CONTACT", "a@x.example\r\nX-Header: 1", "give plain text"),
    ("NIGHTDESK_DATABASE_URL", "mysql://h/d", "SQLite or PostgreSQL"),
    ("NIGHTDESK_DATABASE_URL", "nightdesk.db", "SQLite or PostgreSQL"),
    ("NIGHTDESK_TIMEZONE", "Berlin", 'NIGHTDESK_TIMEZONE is "Berlin": give an IANA zone, for example Europe/Berlin'),
    ("NIGHTDESK_TIMEZONE", "Europe/Belrin", "for example Europe/Berlin"),
    ("NIGHTDESK_TIMEZONE", "xqzxqz", "for example Europe/Berlin"),
    ("NIGHTDESK_SOURCES", "missing.opml", "there is no such file"),
    ("NIGHTDESK_SOURCES", "x" * 5000, "there is no such file"),
    ("NIGHTDESK_HOME", "what?", "without a question mark"),
    ("NIGHTDESK_HOME", "~nobody-by-this-name/x", "its user is not known"),
]


@pytest.mark.parametrize(("variable", "text", "phrase"), REFUSED)
def test_a_bad_value_is_refused_by_name_with_what_would_be_right(
    tmp_path: Path, variable: str, text: str, phrase: str
) -> None:
    (problem,) = problems(tmp_path, **{variable: text})
    assert problem.startswith(variable)
    assert phrase in problem


def test_a_bad_value_in_the_file_is_said_with_the_file(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "user_rate = -1")
    assert problem.startswith(f'user_rate in {tmp_path / "nightdesk.toml"} is "-1"')


@pytest.mark.parametrize("written", ["europe/berlin", "EUROPE/BERLIN", "Europe/Berlin"])
def test_a_zone_in_any_case_takes_its_own_spelling(tmp_path: Path, written: str) -> None:
    assert load(tmp_path, NIGHTDESK_TIMEZONE=written).timezone == "Europe/Berlin"


def test_a_zone_may_be_written_with_a_blank(tmp_path: Path) -> None:
    assert load(tmp_path, NIGHTDESK_TIMEZONE="america/new york").timezone == "America/New_York"


@pytest.mark.parametrize(
    ("written", "host", "port"),
    [("0.0.0.0:80", "0.0.0.0", 80), ("[::1]:8080", "::1", 8080), ("desk.example:0", "desk.example", 0)],
)
def test_a_server_s_place_is_host_and_port(tmp_path: Path, written: str, host: str, port: int) -> None:
    http = load(tmp_path, NIGHTDESK_HTTP=written).http
    assert http == HostPort(host, port)
    assert str(http) == written


@pytest.mark.parametrize("http", ["127.0.0.1:8080", "localhost:80", "[::1]:80", "127.8.0.1:9"])
def test_metrics_share_a_loopback_server(tmp_path: Path, http: str) -> None:
    assert load(tmp_path, NIGHTDESK_HTTP=http).admin is None


@pytest.mark.parametrize("http", ["0.0.0.0:8080", "[::]:80", "10.0.0.1:80", "desk.example:80"])
def test_metrics_leave_a_public_server_for_loopback(tmp_path: Path, http: str) -> None:
    assert load(tmp_path, NIGHTDESK_HTTP=http).admin == HostPort("127.0.0.1", 8081)


def test_metrics_go_where_they_are_sent(tmp_path: Path) -> None:
    assert load(tmp_path, NIGHTDESK_ADMIN="10.0.0.1:9090").admin == HostPort("10.0.0.1", 9090)


def test_metrics_sent_to_the_public_server_share_it(tmp_path: Path) -> None:
    settings = load(tmp_path, NIGHTDESK_HTTP="0.0.0.0:8080", NIGHTDESK_ADMIN="0.0.0.0:8080")
    assert settings.admin is None


NETWORKS = "10.0.0.0/8, 192.168.7.4/32:8080,[fd00::/8]:443,fd00::/8,127.0.0.1,[fd00::/8]"


def test_networks_are_the_words_as_written(tmp_path: Path) -> None:
    networks = load(tmp_path, NIGHTDESK_ALLOW_NETWORKS=NETWORKS).allow_networks
    assert networks[:3] == ("10.0.0.0/8", "192.168.7.4/32:8080", "[fd00::/8]:443")


def test_networks_that_are_taken_are_read_by_the_guard(tmp_path: Path) -> None:
    networks = load(tmp_path, NIGHTDESK_ALLOW_NETWORKS=NETWORKS).allow_networks
    assert len(parse_networks(",".join(networks))) == len(networks) == 6


def test_networks_may_be_a_list_in_the_file(tmp_path: Path) -> None:
    assert load(tmp_path, 'allow_networks = ["10.0.0.0/8", "::1"]').allow_networks == ("10.0.0.0/8", "::1")


@pytest.mark.parametrize("word", ["10.0.0.0/33", "10.0.0.0/8:0", "10.0.0.0/8:x", "intranet", "fd00::/8:443", "[::1]x"])
def test_a_word_that_is_no_network_is_refused_by_its_place(tmp_path: Path, word: str) -> None:
    (problem,) = problems(tmp_path, NIGHTDESK_ALLOW_NETWORKS=f"10.0.0.0/8,{word}")
    assert "network 2 cannot be read" in problem


def test_the_database_is_a_file_in_the_home_folder_unless_set(tmp_path: Path) -> None:
    assert load(tmp_path).database == f"sqlite:///{(tmp_path / 'nightdesk.sqlite3').as_posix()}"


@pytest.mark.parametrize("url", ["postgres://h/d", "postgresql://h/d", "postgresql+psycopg://h/d", "sqlite:///x.db"])
def test_a_database_is_taken_with_and_without_driver(tmp_path: Path, url: str) -> None:
    assert load(tmp_path, NIGHTDESK_DATABASE_URL=url).database == url


@pytest.mark.parametrize(
    ("url", "queue"), [("sqlite:///x.db", "inprocess"), ("postgres://h/d", "procrastinate"), ("", "inprocess")]
)
def test_the_queue_follows_the_database(tmp_path: Path, url: str, queue: str) -> None:
    assert load(tmp_path, NIGHTDESK_DATABASE_URL=url).queue == queue


def test_the_queue_may_be_in_process_on_postgresql(tmp_path: Path) -> None:
    settings = load(tmp_path, NIGHTDESK_DATABASE_URL="postgres://h/d", NIGHTDESK_QUEUE="InProcess")
    assert settings.queue == "inprocess"


@pytest.mark.parametrize(("on_terminal", "form"), [(True, "text"), (False, "json")])
def test_the_log_is_text_on_a_terminal_and_json_elsewhere(tmp_path: Path, on_terminal: bool, form: str) -> None:
    assert load_settings({"NIGHTDESK_HOME": str(tmp_path)}, tmp_path, on_terminal=on_terminal).log == form


def test_the_log_s_form_may_be_set(tmp_path: Path) -> None:
    assert load(tmp_path, NIGHTDESK_LOG="text").log == "text"


def test_data_lives_in_the_user_s_folder_unless_set(tmp_path: Path) -> None:
    assert load_settings({}, tmp_path).home == user_data_path("nightdesk", appauthor=False)


@pytest.mark.parametrize(
    "found", [RuntimeError("no home"), Path("~/.local/share/nightdesk")], ids=["refused", "as written"]
)
def test_a_user_without_home_is_told_what_to_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: RuntimeError | Path
) -> None:
    """A number that the system has no name for, without HOME; libraries of several ages say so in two ways."""

    def find(*words: object, **more: object) -> Path:
        if isinstance(found, RuntimeError):
            raise found
        return found

    monkeypatch.setattr("platformdirs.user_data_path", find)

    with pytest.raises(SettingsError) as caught:
        load_settings({}, tmp_path)

    (problem,) = caught.value.problems
    assert problem.startswith("NIGHTDESK_HOME is not set and this user has no home")
    assert load(tmp_path).home == tmp_path


def test_home_may_not_be_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (problem,) = problems(tmp_path, NIGHTDESK_HOME="file")
    assert problem.endswith("that is a file, give a folder")


def test_a_slash_at_the_end_of_the_public_address_is_dropped(tmp_path: Path) -> None:
    assert load(tmp_path, NIGHTDESK_PUBLIC_URL="https://desk.example/").public_url == "https://desk.example"


@pytest.mark.parametrize("contact", ["feeds@desk.example", "https://desk.example/bot"])
def test_a_contact_is_a_mail_or_web_address(tmp_path: Path, contact: str) -> None:
    assert load(tmp_path, NIGHTDESK_CONTACT=contact).contact == contact


def test_a_whole_number_may_have_underscores(tmp_path: Path) -> None:
    assert load(tmp_path, NIGHTDESK_LLM_DAILY_TOKENS="1_000_000").llm_daily_tokens == 1_000_000
