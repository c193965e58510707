"""HTML -> clean article text."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import NoArticleText
from summarizer.extract import (
    article_text,
    choose_text,
    count_words,
    decode_text,
    detect_language,
    extract_fragment,
    extract_page,
    looks_like_html,
    shingle_dice,
)
from summarizer.model import Extracted, TextOrigin
from tests.builders import an_entry

LINES = (
    "The crane on pier seven lifted its first container in two weeks on Friday, the harbour said, after engineers "
    "replaced a cracked gear.",
    "Ships had waited outside the breakwater since the breakdown, and the operator put the cost at 2.4 million euros.",
    "Work on the second crane begins in spring, when the tender for spare parts ends and the new crew is trained.",
)
STORY = "".join(f"<p>{line}</p>" for line in LINES)
NOISE = """<nav><ul><li><a href="/">Home</a></li><li><a href="/about">About us and our partners</a></li></ul></nav>
<div class="cookie-banner">We use cookies to improve your experience. Accept all cookies.</div>"""
AFTER = """<aside class="related"><h3>Related</h3><ul><li><a href="/gulls">Ten gulls you must see</a></li></ul></aside>
<div class="comments"><p>First! What a crane, I have never seen such a crane in my life.</p></div>
<footer>© 2026 Harbour Notes. All rights reserved.</footer>"""
URL = "https://www.harbour.example/2026/crane?utm_source=rss"


def page(body: str = f"<article>{STORY}</article>", head: str = "", title: str = "Crane seven is back") -> str:
    return f'<!doctype html><html lang="en"><head><title>{title}</title>{head}</head><body>{body}</body></html>'


def test_the_article_is_what_is_left() -> None:
    text = extract_page(page(f"{NOISE}<main><article>{STORY}</article></main>{AFTER}"), URL).text

    assert text.split("\n") == list(LINES)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "   ",
        "<",
        page("<p>Hi</p>"),
        page(NOISE + AFTER),
        page("<article><p>" + "word " * 19 + "</p></article>"),
        page("<script>" + "var words = 1; " * 100 + "</script>"),
        "<?xml version='1.0'?>",
        "\x00" * 50,
        "<html><body>" + "<b>" * 2_000,
    ],
)
def test_a_page_without_twenty_words_of_article_has_none(body: str) -> None:
    with pytest.raises(NoArticleText, match="no article text here"):
        extract_page(body, URL)


PIECES = [
    "<p>", "</div>", "<article>", "<svg>", "<!--", "-->", "<?x", "<table><td>", "&#0;", "&#55300;", "\x00", "<html",
    "<title>", "<base href='http://['>", "<link rel=canonical href='http://['>", "<img src='http://['>",
    "<a href='//['>",
    "<meta property=og:image content='http://['>", "<meta name=date content='99999-01-01'>", "<script>{", "</script>",
    "<meta property=og:url content='http://x:y'>", "<script type=application/ld+json>{\"@type\":[]}</script>", STORY,
]  # fmt: skip


@settings(max_examples=60)
@given(st.binary(max_size=150), st.lists(st.sampled_from(PIECES), max_size=10).map("".join), st.booleans())
def test_any_bytes_are_an_article_or_none(noise: bytes, markup: str, told: bool) -> None:
    body = markup.encode("utf-8", "replace") + noise + STORY.encode()
    with suppress(NoArticleText):
        assert count_words(extract_page(body, URL if told else None).text) >= 20


@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "table><tr><td"])
@pytest.mark.parametrize("depth", [300, 20_000])
def test_nesting_without_end_ends(tag: str, depth: int) -> None:
    """Readers recurse; a page of that depth has an article or none, and never kills its reader."""
    with suppress(NoArticleText):
        assert LINES[0] in extract_page("<html><body>" + f"<{tag}>" * depth + STORY, URL).text


def test_what_is_nested_beyond_all_sense_is_not_read() -> None:
    with pytest.raises(NoArticleText):
        extract_page("<html><body>" + "<div>" * 1_000 + STORY, URL)


def test_tags_that_were_never_closed_cost_no_article() -> None:
    assert LINES[0] in extract_page("<html><body>" + "<font>" * 400 + STORY, URL).text


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (page().encode(), None),
        (page(head='<meta charset="iso-8859-1">').replace("cracked", "rissé").encode("latin-1"), None),
        (page().replace("cracked", "rissé").encode("latin-1"), "text/html; charset=iso-8859-1"),
        (page().replace("cracked", "rissé").encode("utf-16"), None),
        (page(head='<meta charset="koi8-r">').encode("koi8-r"), None),
    ],
)
def test_the_charset_is_found(body: bytes, content_type: str | None) -> None:
    text = extract_page(body, URL, content_type).text

    assert text.replace("rissé", "cracked").split("\n") == list(LINES)


RUSSIAN = ("Кран на седьмом причале в пятницу поднял первый контейнер за две недели, сообщила администрация порта.",
           "Суда ждали на рейде с момента поломки, а оператор оценил убытки в 2,4 миллиона евро.")  # fmt: skip
CHINESE = ("港口周五表示，七号码头的起重机在两周后首次吊起集装箱，工程师更换了破裂的齿轮。",
           "运营商估计损失为二百四十万欧元。第二台起重机的工程将于春季开始。")  # fmt: skip
ARABIC = ("رفعت الرافعة على الرصيف السابع أول حاوية لها منذ أسبوعين يوم الجمعة بعد أن استبدل المهندسون ترسا متصدعا",
          "وكانت السفن تنتظر خارج حاجز الأمواج منذ العطل وقدر المشغل التكلفة بنحو مليونين ونصف مليون يورو")  # fmt: skip


@pytest.mark.parametrize("lines", [RUSSIAN, CHINESE, ARABIC], ids=["russian", "chinese", "arabic"])
def test_other_scripts_are_articles_too(lines: tuple[str, ...]) -> None:
    body = page("<article>" + "".join(f"<p>{line}</p>" for line in lines) + "</article>")

    assert extract_page(body.encode(), URL).text.split("\n") == list(lines)


HEAD = """<meta name="author" content="Imke Sand"><meta property="og:image" content="/i.jpg">
<meta property="article:published_time" content="2026-11-20T10:00:00+01:00"><link rel="canonical" href="/2026/crane">
<meta property="og:site_name" content="Harbour Notes">"""


def test_metadata_come_with_the_article() -> None:
    found = extract_page(page(head=HEAD, title="Crane seven is back | Harbour Notes"), URL)

    assert found.title == "Crane seven is back"
    assert found.author == "Imke Sand"
    assert found.published == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    assert found.canonical_url == "https://www.harbour.example/2026/crane"
    assert found.image == "https://www.harbour.example/i.jpg"
    assert found.language == "en"


def test_a_page_that_says_nothing_of_itself_has_its_own_address_alone() -> None:
    found = extract_page(page(title=""), URL)

    assert (found.author, found.published, found.image, found.canonical_url) == (None, None, None, URL)


OG = '<meta property="og:title" content="{}">'


@pytest.mark.parametrize(
    ("title", "head", "body", "expected"),
    [
        ("Crane &amp; quay", "", "", "Crane & quay"),
        ("Crane – Harbour Notes", "", "<h1>Crane</h1>", "Crane"),
        ("Crane - Harbour Notes", '<meta property="og:title" content="Crane">', "", "Crane"),
        ("Crane | Harbour", '<meta name="application-name" content="harbour">', "", "Crane"),
        (
            "T",
            OG.format("Crane | Harbour Notes") + '<meta property="og:site_name" content="Harbour Notes">',
            "",
            "Crane",
        ),
        ("T", OG.format("Crane | Harbour Notes"), "<h1>Crane</h1><h1>Seven</h1>", "Crane"),
        ("T", OG.format("Crane – the long way back"), "", "Crane – the long way back"),
        ("Crane: the long way back", "", "", "Crane: the long way back"),
    ],
)
def test_a_title_loses_the_sites_name_only_where_that_is_known(title: str, head: str, body: str, expected: str) -> None:
    found = extract_page(page(f"<article>{body}{STORY}</article>", head, title), URL)

    assert found.title == expected


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://amp.harbour.example/x", "https://amp.harbour.example/x"),
        ("/x", "https://www.harbour.example/x"),
        ("https://elsewhere.example/x", URL),
        ("javascript:x()", URL),
        ("http://[", URL),
    ],
)
def test_a_canonical_address_is_believed_on_its_own_site(href: str, expected: str) -> None:
    assert extract_page(page(head=f'<link rel="canonical" href="{href}">'), URL).canonical_url == expected


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2026-11-20T23:30:00-05:00">', "2026-11-21T04:30:00+00:00"),
        ('<meta name="date" content="2026-11-20">', "2026-11-20T00:00:00+00:00"),
        ('<meta name="pubdate" content="rubbish">', None),
    ],
)
def test_the_time_that_a_page_gives(head: str, published: str | None) -> None:
    found = extract_page(page(head=head), URL).published

    assert (found and found.isoformat()) == published


def test_an_image_that_is_no_address_of_the_web_is_none() -> None:
    head = '<meta property="og:image" content="javascript:x()">'

    assert extract_page(page(head=head), URL).image is None


class TestAgreement:
    """Where two readers see different articles, a third decides."""

    def test_no_second_opinion_leaves_the_first(self) -> None:
        from lxml.html import document_fromstring

        assert article_text("", document_fromstring(page()), URL).split("\n") == list(LINES)

    def test_the_third_opinion_may_take_the_side_of_the_second(self) -> None:
        from lxml.html import document_fromstring

        other = " ".join(f"word{number}" for number in range(200))
        seen_by_all_but_the_first = document_fromstring(page(f"<div><p>{other}, {other}.</p></div>"))
        found = article_text(page(f"<article>{STORY}</article>"), seen_by_all_but_the_first, URL)

        assert found


@pytest.mark.parametrize(
    ("one", "other", "dice"),
    [("a b c d e", "a b c d e", 1.0), ("a b c d", "e f g h", 0.0), ("", "a b c d", 0.0), ("A b", "a B", 1.0),
     ("a b c d e", "a b c d x", 0.5)],
)  # fmt: skip
def test_how_alike_two_texts_are(one: str, other: str, dice: float) -> None:
    assert shingle_dice(one, other) == dice


@pytest.mark.parametrize(
    ("text", "words"), [("", 0), ("one, two-three", 3), ("七号码头", 2), ("iPhone 发布会", 3), ("Кран", 1)]
)
def test_words_are_counted_in_every_script(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "language"),
    [(" ".join(LINES), "en"), ("Kurz.", None), ("x1 y2 z3 " * 20, None),
     ("Der Kran am siebten Kai hat am Freitag zum ersten Mal seit zwei Wochen wieder einen Container gehoben.", "de"),
     ("La grue du quai sept a soulevé vendredi son premier conteneur depuis deux semaines, a dit le port.", "fr")],
)  # fmt: skip
def test_the_language_is_told_or_none(text: str, language: str | None) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (b"<!doctype html>x", None, True), (b"\xef\xbb\xbf\n<html>", None, True), ("<p>x", None, True),
        (b"plain words", "text/html", True), (b"plain <p> words", None, False), ("1 < 2", None, False),
        (b"", None, False), ("<tag> of mine", "text/plain", False), ("<?xml version='1.0'?>", None, True),
    ],
)  # fmt: skip
def test_what_looks_like_a_page(body: bytes | str, content_type: str | None, expected: bool) -> None:
    assert looks_like_html(body, content_type) is expected


@pytest.mark.parametrize(
    ("body", "text"),
    [(b"a\r\nb\rc", "a\nb\nc"), ("\ufeffa\x00", "a"), ("é".encode("latin-1"), "é"), (b"", "")],
)
def test_plain_text_in_whatever_charset(body: bytes | str, text: str) -> None:
    assert decode_text(body) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [("<p>One.</p><p>Two <b>bold</b>.</p>", "One.\nTwo bold."), ("a &amp; b\n\n c", "a & b\nc"), ("", ""),
     ("<ul><li>a</li><li>b</li></ul>", "a\nb")],
)  # fmt: skip
def test_a_feeds_own_content_as_text(markup: str, text: str) -> None:
    assert extract_fragment(markup) == text


def extracted(text: str) -> Extracted:
    return Extracted(title="T", text=text)


SHORT, LONG = "word " * 30, "word " * 100
WALL = "Subscribe to continue reading this story."


@pytest.mark.parametrize(
    ("page_text", "own", "markup", "origin"),
    [
        (None, LONG, "", TextOrigin.FEED),
        (None, "too few", "", TextOrigin.NONE),
        (LONG, "", "", TextOrigin.PAGE),
        (LONG, SHORT, "", TextOrigin.PAGE),
        (SHORT, LONG, "", TextOrigin.FEED),
        (LONG, "word " * 90, "", TextOrigin.PAGE),
        (LONG + WALL, "word " * 90, "", TextOrigin.FEED),
        (LONG, "word " * 90, '{"isAccessibleForFree": "False"}', TextOrigin.FEED),
        (LONG + WALL, SHORT, "", TextOrigin.PAGE),
    ],
)
def test_the_better_of_page_and_feed(page_text: str | None, own: str, markup: str, origin: TextOrigin) -> None:
    found: Any = extracted(page_text) if page_text else None

    text, chosen = choose_text(found, an_entry(content=own), markup)

    assert chosen == origin
    assert bool(text) == (origin is not TextOrigin.NONE)
