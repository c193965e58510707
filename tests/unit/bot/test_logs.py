"""Logs: on stderr, as text or JSON, and no secret in them, wherever it lies."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.logs import redact, set_up_logs

SECRET = "correct-horse-battery"


@contextmanager
def logging_to(form: str = "json", level: int = logging.INFO, secrets: tuple[str, ...] = ()) -> Iterator[io.StringIO]:
    """Logs set up for a stream, and everything as it was afterwards."""
    root, before = logging.getLogger(), sys.stderr
    handlers, root_level = root.handlers, root.level
    sys.stderr = stream = io.StringIO()
    try:
        set_up_logs(form, level, secrets)
        yield stream
    finally:
        sys.stderr, root.handlers, root.level = before, handlers, root_level
        structlog.reset_defaults()


@pytest.mark.parametrize(
    ("words", "safe"),
    [
        ("token xoxb-12-ab-cd was", "token [hidden] was"),
        ("xapp-1-A-2-ff and xoxe.xoxp-1-zz", "[hidden] and [hidden]"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer [hidden]"),
        ("key sk-ant-abcdefghijklmnop", "key [hidden]"),
        ('{"token": "verification"}', '{"token": "[hidden]"}'),
        ("GET https://me:pw@feed.example/x?key=1&q=2", "GET https://feed.example/x?[hidden]&q=…"),
        ("at postgresql://me:pw@db.example/n", "at postgresql://db.example/n"),
        ("MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz012345", "[hidden]"),
        ("https://hooks.slack.com/actions/T1/2/x", "https://hooks.slack.com/[hidden]"),
        ("read 12 sources, 3 failed: HTTP 500", "read 12 sources, 3 failed: HTTP 500"),
    ],
)
def test_what_looks_like_a_secret_is_hidden(words: str, safe: str) -> None:
    """And addresses lose their user info and query values; other words stay as they are."""
    assert redact(words) == safe


@given(st.text(max_size=200))
def test_any_words_can_be_made_safe(words: str) -> None:
    """And a known secret is in none of them."""
    assert SECRET not in redact(f"{words}{SECRET}{words}", [SECRET])


WAYS: dict[str, Callable[[Any], None]] = {
    "a word": lambda log: log.info("said", value=SECRET),
    "the event": lambda log: log.info(f"said {SECRET}"),
    "deep inside": lambda log: log.info("said", value={"a": [{"b": (SECRET, {SECRET})}]}),
    "bytes": lambda log: log.info("said", value=SECRET.encode()),
    "an error": lambda log: log.info("said", value=ValueError(SECRET)),
    "their message": lambda log: logging.getLogger("their.library").warning("said %s", SECRET),
    "their wrong arguments": lambda log: logging.getLogger("their.library").warning(f"said %d {SECRET}", "x"),
}


@pytest.mark.parametrize("form", ["json", "text"])
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_known_secret_is_hidden_however_it_comes(way: Callable[[Any], None], form: str) -> None:
    """In our own lines and in those of other people's libraries."""
    with logging_to(form, secrets=(SECRET,)) as stream:
        way(structlog.get_logger("ours"))

    assert "said" in stream.getvalue()
    assert SECRET not in stream.getvalue()


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_traceback_holds_no_secret(form: str) -> None:
    """Neither ours nor theirs."""
    with logging_to(form, secrets=(SECRET,)) as stream:
        try:
            raise RuntimeError(f"wrong password {SECRET}")
        except RuntimeError:
            structlog.get_logger("ours").exception("failed")
            logging.getLogger("their.library").exception("failed")

    assert stream.getvalue().count("RuntimeError") >= 2
    assert SECRET not in stream.getvalue()


def test_json_is_one_object_a_line() -> None:
    """With level and time; letters as they are."""
    with logging_to() as stream:
        structlog.get_logger("ours").warning("Töltle", count=3)

    [line] = stream.getvalue().splitlines()
    made = json.loads(line)
    assert (made["event"], made["level"], made["count"]) == ("Töltle", "warning", 3)
    assert made["timestamp"].endswith("Z") and "Töltle" in line


def test_text_has_no_colour_off_a_terminal() -> None:
    """A file of logs is plain."""
    with logging_to("text") as stream:
        structlog.get_logger("ours").warning("plain")

    assert "plain" in stream.getvalue() and "\x1b" not in stream.getvalue()


def test_what_is_below_the_level_is_not_said() -> None:
    """A command says warnings alone."""
    with logging_to(level=logging.WARNING) as stream:
        structlog.get_logger("ours").info("chatter")
        logging.getLogger("httpx").info("GET https://feed.example/")

    assert stream.getvalue() == ""
