"""What every command shares: input in, JSON out."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.output import (
    CommandFailed,
    is_address,
    json_lines,
    open_console,
    read_bytes,
    run_async,
    say,
    string_field,
    write,
    write_json,
    write_json_line,
)


@contextmanager
def _standard_input(content: bytes) -> Iterator[None]:
    before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(content), encoding="utf-8")
    try:
        yield
    finally:
        sys.stdin = before


def _read(content: bytes) -> list[tuple[Any, str | None]]:
    with _standard_input(content):
        return list(json_lines())


def test_every_line_of_input_is_an_object() -> None:
    """Blank lines are none, a mark at the beginning is no part of it, and the last line needs no end."""
    content = b'\xef\xbb\xbf{"id": 1}\n\n   \r\n{"id": "\xc3\xa4"}'

    assert _read(content) == [({"id": 1}, None), ({"id": "ä"}, None)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "not valid JSON"),
        (b"no", "not valid JSON"),
        (b'{"a": "\xff"}', "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b"9" * 10_000, "not valid JSON"),
        (b"[1]", "one JSON object"),
        (b"null", "one JSON object"),
        (b'"text"', "one JSON object"),
    ],
    ids=["open", "word", "bytes", "deep", "digits", "list", "null", "string"],
)
def test_a_bad_line_costs_itself_alone(line: bytes, reason: str) -> None:
    """Its error is a value in its place, and the next line is read."""
    bad, good = _read(line + b'\n{"id": "next"}\n')

    assert bad[0] is None and reason in (bad[1] or "")
    assert good == ({"id": "next"}, None)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_explained(content: bytes) -> None:
    """Nothing that can be piped in raises."""
    assert all((value is None) == (error is not None) for value, error in _read(content))


def test_a_field_must_be_a_string_if_it_is_there() -> None:
    """Absent and null are the same; an empty string is there."""
    assert string_field({"a": "x"}, "a") == "x"
    assert string_field({"a": ""}, "a", required=True) == ""
    assert string_field({}, "a") is None
    assert string_field({"a": None}, "a") is None
    with pytest.raises(ValueError, match='"a" is missing'):
        string_field({"a": None}, "a", required=True)
    with pytest.raises(ValueError, match='"a" must be a string'):
        string_field({"a": 5}, "a")


def test_words_go_out_with_one_line_break(capsys: pytest.CaptureFixture[str]) -> None:
    """The answer on one stream, words for people on the other."""
    write("answer")
    write("more\n")
    say("read 3 sources\n\n")

    assert capsys.readouterr() == ("answer\nmore\n", "read 3 sources\n")


def test_json_goes_out_readable(capsys: pytest.CaptureFixture[str]) -> None:
    """UTF-8 as it is; one document in lines, or one object on one line."""
    write_json({"title": "Töltle 🚀"})
    write_json_line({"title": "Töltle\n🚀"})

    assert capsys.readouterr().out == '{\n  "title": "Töltle 🚀"\n}\n{"title": "Töltle\\n🚀"}\n'


@pytest.mark.parametrize("write_value", [write_json, write_json_line])
def test_half_a_surrogate_pair_goes_out_as_it_came_in(write_value: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON may carry what UTF-8 may not: no traceback, and the id is the same."""
    write_value({"id": "\ud83d"})

    assert json.loads(capsys.readouterr().out) == {"id": "\ud83d"}


def test_half_a_surrogate_pair_in_words_is_a_question_mark(capsys: pytest.CaptureFixture[str]) -> None:
    """Plain text has no way to say it."""
    write("a\ud83db")

    assert capsys.readouterr().out == "a?b\n"


def test_a_file_or_standard_input_is_read(tmp_path: Path) -> None:
    """A dash is standard input."""
    (tmp_path / "a.html").write_bytes(b"\x00file")
    with _standard_input(b"\xffpipe"):
        assert read_bytes("-") == b"\xffpipe"

    assert read_bytes(str(tmp_path / "a.html")) == b"\x00file"


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A missing file and a folder, each in one sentence with what to do."""
    with pytest.raises(CommandFailed, match=r"missing cannot be read: No such file or directory\. Check the name"):
        read_bytes(str(tmp_path / "missing"))
    with pytest.raises(CommandFailed, match="is a folder. Give the name of a file in it"):
        read_bytes(str(tmp_path))


@pytest.mark.parametrize(
    ("name", "address"), [("https://x.example", True), ("HTTP://x", True), ("page.html", False), ("-", False)]
)
def test_an_address_is_told_from_a_file(name: str, address: bool) -> None:
    """By its scheme, in any case."""
    assert is_address(name) is address


def test_the_console_prints_feed_text_as_it_is() -> None:
    """No mark-up, no emoji names, no colour in a pipe."""
    stream = io.StringIO()
    open_console(stream).print("[bold]x[/bold] :rocket: 42 https://x.example")

    assert stream.getvalue() == "[bold]x[/bold] :rocket: 42 https://x.example\n"


def test_a_coroutine_is_run_to_its_end() -> None:
    """Its value comes back."""

    async def work() -> int:
        return 7

    assert run_async(work()) == 7
