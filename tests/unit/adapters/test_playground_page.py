"""The page's own files: no script in its mark-up, nothing from elsewhere, every word in both languages."""

from __future__ import annotations

import json
import re

import pytest

from adapters.playground.page import POLICY, page_files

FILES = {name: content.decode("utf-8") for name, content in page_files().items()}
SCRIPTS = {name: text for name, text in FILES.items() if name.endswith(".js")}
STRING = r'"((?:[^"\\]|\\.)*)"'


def words_of_the_page() -> set[str]:
    """Every English sentence that the page says."""
    said = {found for text in SCRIPTS.values() for found in re.findall(r"\btr\(\s*" + STRING, text)}
    notes = SCRIPTS["log.js"].partition("const NOTES = {")[2].partition("};")[0]
    marked = re.findall(r'data-(?:t|label|placeholder)="([^"]*)"', FILES["index.html"])
    return said | set(re.findall(": " + STRING, notes)) | set(marked)


def test_german_has_every_word_of_the_page_and_no_other() -> None:
    assert json.loads(FILES["words/de.json"]).keys() == words_of_the_page()


def test_german_keeps_the_places_for_values() -> None:
    catalogue: dict[str, str] = json.loads(FILES["words/de.json"])
    places = {
        english: (re.findall(r"\{\w+\}", english), re.findall(r"\{\w+\}", german))
        for english, german in catalogue.items()
    }

    assert {english for english, (wanted, found) in places.items() if sorted(wanted) != sorted(found)} == set()


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
