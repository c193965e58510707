"""`condense` and `extract`: JSON lines in and out, offsets, sizes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from summarizer.receipts import is_deletion
from tests.e2e.harness import Nightdesk

TEXT = (
    "Acme said on Monday that it bought the design company Kestrel for $20 billion in cash, which it called the largest"
    " deal of the year. The deal closes in March. Analysts at three banks called the price high, since Kestrel earned"
    " only $310 million last year. Shares of Acme fell 4 percent after the news. Regulators in Brussels will look at"
    " the deal before the summer, a spokeswoman said."
)
PAGE = (
    '<html lang="en"><head><title>The deal</title><meta property="og:image" content="/deal.png">'
    '<link rel="canonical" href="https://wire.example/deal"></head><body><nav>Home</nav><article><h1>The deal</h1>'
    f"<p>{TEXT}</p><p>{TEXT.replace('Acme', 'Brightwell').replace('Kestrel', 'Oslo')}</p></article></body></html>"
)


def as_lines(*values: Any) -> str:
    return "".join((value if isinstance(value, str) else json.dumps(value)) + "\n" for value in values)


def test_a_line_becomes_a_tldr_and_points_with_exact_offsets(nightdesk: Nightdesk) -> None:
    """Start and end are characters of the given text; a point is its passage with words left out at most."""
    ran = nightdesk(
        "condense", "--jsonl", stdin=as_lines({"id": "a", "title": "The deal", "text": f"Ünïcode 🚀. {TEXT}"})
    )

    [made] = ran.lines
    assert made.keys() >= {"id", "tldr", "points", "words", "method"}
    assert (made["id"], made["method"], "source_text" in made) == ("a", "extractive", False)
    assert 0 < len(made["tldr"].split()) <= 30
    assert made["points"]
    for point in made["points"]:
        assert is_deletion(point["text"], f"Ünïcode 🚀. {TEXT}"[point["start"] : point["end"]])


def test_html_is_extracted_and_comes_back_with_the_offsets(nightdesk: Nightdesk) -> None:
    """`source_text` is what the offsets count in."""
    [made] = nightdesk("condense", "--jsonl", stdin=as_lines({"id": 1, "html": PAGE})).lines

    assert TEXT in made["source_text"]
    for point in made["points"]:
        assert is_deletion(point["text"], made["source_text"][point["start"] : point["end"]])


@pytest.mark.parametrize(("points", "words"), [(0, 60), (1, 60), (2, 12), (5, 200), (3, 1)])
def test_points_and_words_are_limits(nightdesk: Nightdesk, points: int, words: int) -> None:
    """So many points at most, and so many words in all of them together; `words` counts them."""
    options = ["--points", str(points), "--words", str(words)]
    made = nightdesk("condense", "--json", *options, stdin=TEXT).json

    count = sum(len(point["text"].split()) for point in made["points"])
    assert len(made["points"]) <= points
    assert count <= words
    assert made["words"] == count


BAD = {
    "no JSON": ("{broken", None, "not valid JSON"),
    "no object": ("[1, 2]", None, "one JSON object"),
    "a value that JSON has not": ('{"id": NaN, "text": "x"}', None, "not valid JSON"),
    "nothing to condense": ({"id": "b"}, "b", '"text" or "html" is missing'),
    "a number for a text": ({"id": "c", "text": 5}, "c", '"text" must be a string'),
    "an empty text": ({"id": "d", "text": " "}, "d", '"text" is empty'),
    "a title that is none": ({"id": "e", "text": "Fine.", "title": ["x"]}, "e", '"title" must be a string'),
    "a page without an article": ({"id": "f", "html": "<p>hi</p>"}, "f", "no article text here"),
}


def test_a_bad_line_fails_alone_and_in_its_place(nightdesk: Nightdesk) -> None:
    """Every line gets its answer, in the order given, and the exit code is that of work done."""
    good = [{"id": f"good {number}", "text": "A very short text."} for number in range(len(BAD))]
    pairs = [value for row, fine in zip(BAD.values(), good, strict=True) for value in (row[0], fine)]
    ran = nightdesk("condense", "--jsonl", stdin=as_lines(*pairs))

    assert (ran.code, ran.err) == (0, "")
    assert [line["id"] for line in ran.lines[1::2]] == [each["id"] for each in good]
    assert all(line["tldr"] == "A very short text." for line in ran.lines[1::2])
    for (_, identity, reason), line in zip(BAD.values(), ran.lines[::2], strict=True):
        assert line.keys() == {"id", "error"}
        assert line["id"] == identity and reason in line["error"]


def test_an_address_is_said_and_never_fetched(nightdesk: Nightdesk) -> None:
    """Where nothing listens, nothing fails."""
    [made] = nightdesk(
        "condense", "--jsonl", stdin=as_lines({"text": "It is so.", "url": "http://127.0.0.1:1/x"})
    ).lines

    assert (made["id"], made["tldr"]) == (None, "It is so.")


def test_a_file_and_standard_input_read_alike(nightdesk: Nightdesk) -> None:
    """For people as well as in JSON; a given title is kept."""
    file = nightdesk.home / "deal.txt"
    file.write_text(TEXT)

    assert nightdesk("condense", str(file)) == nightdesk("condense", "-", stdin=TEXT)
    assert nightdesk("condense", str(file), "--json", "--title", "The deal").json["title"] == "The deal"


def test_lines_can_come_from_a_file(nightdesk: Nightdesk) -> None:
    """The file that is named is not passed over for an empty standard input."""
    file = nightdesk.home / "lines.jsonl"
    file.write_text(as_lines({"id": 7, "text": "It is so.", "html": PAGE}))

    assert [line["id"] for line in nightdesk("condense", "--jsonl", str(file)).lines] == [7]
    assert [line["id"] for line in nightdesk("extract", "--jsonl", str(file)).lines] == [7]


def test_extract_gives_the_fields_of_an_article(nightdesk: Nightdesk) -> None:
    """Null where a page does not say; addresses are absolute by `--url`."""
    made = nightdesk("extract", "--json", "--url", "https://wire.example/news/deal?x=1", stdin=PAGE).json

    assert made.keys() == {"title", "text", "author", "published", "language", "canonical_url", "image"}
    assert TEXT in made["text"] and "Home" not in made["text"]
    assert (made["title"], made["author"], made["published"]) == ("The deal", None, None)
    assert made["canonical_url"] == "https://wire.example/deal"
    assert made["image"] == "https://wire.example/deal.png"


def test_extract_lines_carry_their_id(nightdesk: Nightdesk) -> None:
    """A line without html fails alone."""
    ran = nightdesk("extract", "--jsonl", stdin=as_lines({"id": "x", "html": PAGE}, {"id": "y", "text": TEXT}))

    assert ran.code == 0
    assert ran.lines[0].keys() == {"id", "title", "text", "author", "published", "language", "canonical_url", "image"}
    assert ran.lines[1] == {"id": "y", "error": '"html" is missing'}


def test_letters_that_some_take_for_a_line_end_are_escaped(nightdesk: Nightdesk) -> None:
    """One object stays one line for every reader."""
    ran = nightdesk("condense", "--jsonl", stdin=as_lines({"id": "a\u2028b\u0085c", "text": "It is so."}))

    assert len(ran.out.splitlines()) == 1
    assert ran.lines[0]["id"] == "a\u2028b\u0085c"
