"""Feed markup -> plain text, safe HTML and absolute addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.sources.feed.clean import first_words, plain_text, plain_title, safe_html, safe_url

BASE = "https://harbour.example/notes/"
markup = st.lists(
    st.sampled_from(["<b>", "</b>", "<script>", "</script>", "&amp;", "&lt;", "&#8217;", "&", "<", ">", "a", " ", "\n",
                     "<img src=x onerror=y>", "&amp;lt;", "<vector>", "\x00", "é"]), max_size=14,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("Plain", "Plain"),
        ("  two\n  lines ", "two lines"),
        ("A <b>bold</b> word", "A bold word"),
        ("Q&amp;A", "Q&A"),
        ("Q&amp;amp;A", "Q&A"),
        ("It&amp;#8217;s", "It’s"),
        ("&lt;b&gt;x&lt;/b&gt;", "x"),
        ("C++ <vector> explained", "C++ <vector> explained"),
        ("std::map&lt;int&gt; is slow", "std::map<int> is slow"),
        ("a < b && c > d", "a < b && c > d"),
        ("x<script>alert(1)</script>y", "xy"),
        ("one<!-- hidden -->two", "onetwo"),
        ("", ""),
        ("nul\x00l", "null"),
    ],
)
def test_a_title_is_plain_text(markup: str, title: str) -> None:
    assert plain_title(markup) == title


@given(markup)
def test_a_title_is_one_line_without_script_or_padding(words: str) -> None:
    title = plain_title(words)

    assert title == " ".join(title.split())
    assert "\x00" not in title


def test_a_title_moves_no_cursor() -> None:
    """Control characters go, whichever way they came in; what parts words stays a blank."""
    assert plain_title("Acme\tbuys\x1b]0;owned\x07 &#27;[2JKestrel\x9b1m") == "Acme buys]0;owned [2JKestrel1m"


@given(st.text(st.characters(exclude_characters="<&", exclude_categories=["Cs", "Cc"]), max_size=60))
def test_a_title_without_markup_keeps_its_words(words: str) -> None:
    assert plain_title(words) == " ".join(words.split())


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("just  words", "just words"),
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("a<br>b<br/>c", "a b c"),
        ("<ul><li>a</li><li>b</li></ul>", "a b"),
        ("x <style>p{}</style><script>1</script> y", "x y"),
        ("&lt;p&gt;One.&lt;/p&gt; &amp;amp; two", "One. & two"),
        ("never closed <script>bad()", "never closed"),
        ("wo<em>rd</em>s", "words"),
    ],
)
def test_a_summary_is_plain_text_on_one_line(markup: str, text: str) -> None:
    assert plain_text(markup) == text


@pytest.mark.parametrize(
    ("markup", "html"),
    [
        ("a < b", "a &lt; b"),
        ("plain", "plain"),
        ("<p onclick=x>Hi</p>", "<p>Hi</p>"),
        ("<a href='../x?a=1&b=2'>x</a>", '<a href="https://harbour.example/x?a=1&amp;b=2">x</a>'),
        ("<img src='pic.png' alt='A pic'>", '<img src="https://harbour.example/notes/pic.png" alt="A pic">'),
        ("<a href='javascript:x()'>x</a>", "<a>x</a>"),
        ("<script>x()</script><iframe src=//e></iframe>ok", "ok"),
        ("<img src='data:image/png;base64,AA'>", "<img>"),
    ],
)
def test_html_is_safe_and_its_links_absolute(markup: str, html: str) -> None:
    assert safe_html(markup, BASE) == html


@given(markup)
def test_nothing_in_html_can_run(words: str) -> None:
    html = safe_html(words, BASE).lower()

    assert "<script" not in html
    assert "<img src=x onerror" not in html and 'onerror="' not in html


@pytest.mark.parametrize(
    ("words", "url"),
    [
        ("https://a.example/x", "https://a.example/x"),
        (" /x ", "https://harbour.example/x"),
        ("x y", "https://harbour.example/notes/x%20y"),
        ("?p=1", "https://harbour.example/notes/?p=1"),
        ("//cdn.example/x", "https://cdn.example/x"),
        ("HTTP://A.example/", "HTTP://A.example/"),
        ("https://a.example/\u200bx\x07", "https://a.example/x"),
        *((bad, None) for bad in ["", "  ", None, "javascript:x()", "data:,x", "mailto:a@b.example", "http://",
                                  "http://[::1", "http://a.example:x/", "http://a.example:99999/", "http://a.example:0/"]),
    ],
)  # fmt: skip
def test_an_address_is_absolute_and_of_the_web_or_none(words: str | None, url: str | None) -> None:
    assert safe_url(words, BASE) == url


def test_a_relative_address_without_a_base_is_none() -> None:
    assert safe_url("/x", None) is None


@given(st.text(max_size=60))
def test_any_words_are_an_address_or_none(words: str) -> None:
    found = safe_url(words, BASE)

    assert found is None or found.lower().startswith(("http://", "https://"))


def test_first_words_say_that_they_go_on() -> None:
    assert first_words("one two") == "one two"
    assert first_words("w " * 13) == "w " * 11 + "w…"
