"""The page's own files: no script in its mark-up, nothing from elsewhere, every sentence in the catalogue's reach."""

from __future__ import annotations

import re

import pytest

from adapters.playground.page import POLICY, page_files, page_words
from adapters.playground.sentences import sentences_of

FILES = {name: content.decode("utf-8") for name, content in page_files().items()}
SCRIPTS = {name: text for name, text in FILES.items() if name.endswith(".js")}


def test_every_sentence_that_a_script_can_say_is_found() -> None:
    """One that stands in a variable first would be looked up in no catalogue."""
    calls = {name: len(re.findall(r"\btr\((?!sentence)", text)) for name, text in SCRIPTS.items()}
    found = {name: len(re.findall(r'\btr\(\s*"', text)) for name, text in SCRIPTS.items()}
    of_the_mark_up = {
        name: len(re.findall(r"\btr\((?:element\.dataset|message\.words)", text)) for name, text in SCRIPTS.items()
    }

    assert {name: number - found[name] - of_the_mark_up[name] for name, number in calls.items()} == dict.fromkeys(
        calls, 0
    )


def test_the_page_is_served_its_words_from_the_catalogue() -> None:
    words = page_words(page_files(), "de")

    assert (words["Send"], words["Playground"]) == ("Senden", "Spielwiese")
    assert [english for english in words if not words[english]] == []


def test_sentences_are_read_as_the_browser_reads_them() -> None:
    """With their escapes, in scripts and in mark-up; each once."""
    script = 'tr("a \\"b\\""); tr("a \\"b\\""); str("no"); tr(name)'
    markup = '<p data-t="a &amp; b" data-type="no">'

    assert (sentences_of("x.js", script), sentences_of("x.html", markup), sentences_of("x.css", markup)) == (
        ('a "b"',),
        ("a & b",),
        (),
    )


def test_the_mark_up_holds_no_script_and_no_style() -> None:
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=|javascript:", FILES["index.html"]) == []


@pytest.mark.parametrize("name", sorted(FILES))
def test_nothing_comes_from_elsewhere(name: str) -> None:
    addresses = set(re.findall(r"(?:https?:)?//[\w.-]+\.\w+[^\s\"'`)]*", FILES[name]))

    assert addresses <= {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_no_word_of_a_feed_can_become_mark_up(name: str) -> None:
    sinks = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|createContextualFragment|setHTML"
    )

    assert re.findall(sinks, SCRIPTS[name]) == []


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_every_module_that_is_imported_is_served(name: str) -> None:
    assert set(re.findall(r'from "\./([\w.]+)"', SCRIPTS[name])) <= FILES.keys()


def test_every_module_is_asked_for_at_once() -> None:
    """Without it the browser finds them one after the other."""
    loaded = set(re.findall(r'(?:href|src)="/play/(\w+\.js)"', FILES["index.html"]))

    assert loaded == SCRIPTS.keys() - {"waiting.js"}


def test_the_policy_allows_no_other_place_and_no_inline_script() -> None:
    assert "default-src 'none'" in POLICY
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
