"""Documents: the shorthands, and what may become a link."""

from __future__ import annotations

import pytest

from bot.document import Document, Link, Moment, Paragraph, Small, Text, is_web_address, note, paragraph, plain_line
from bot.document import small as small_print
from tests.builders import MORNING


def test_a_plain_string_is_a_line_of_its_own() -> None:
    """Strings and lines may be mixed, in ordinary and in small print."""
    line = (Text("b", bold=True),)

    assert paragraph("a", line) == Paragraph(((Text("a"),), line))
    assert small_print("a", line) == Small(((Text("a"),), line))


def test_a_note_is_one_sentence() -> None:
    """What is shown is what is announced."""
    assert note("Done.") == Document("Done.", (paragraph("Done."),))


def test_a_line_reads_as_plain_text() -> None:
    """A link is its words, a moment its fallback."""
    line = (Text("By "), Link("Ars", "https://ars.example"), Text(", "), Moment(MORNING, fallback="1 h ago"))

    assert plain_line(line) == "By Ars, 1 h ago"


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://x.example/ä?b=c#d", True),
        ("HTTP://X.EXAMPLE", True),
        ("javascript:alert(1)", False),
        ("ftp://x.example", False),
        ("//x.example", False),
        ("", False),
        ("https://x.example/\x1b]8;;", False),
        ("https://x.example/\nb", False),
        ("https://x.example/\u202egpj.exe", False),
    ],
)
def test_only_a_printable_web_address_may_become_a_link(url: str, may: bool) -> None:
    """Other schemes could run something, and what cannot be seen could hide something."""
    assert is_web_address(url) is may
