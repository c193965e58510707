"""The documents are true: their links lead somewhere, the files they name exist, and their examples run."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import pytest
from packaging.requirements import Requirement

from summarizer.fetch import Fetcher
from summarizer.model import CondenseTask, Validators
from summarizer.receipts import is_deletion, verify
from summarizer.sources import Tools
from tests.architecture.tree import PACKAGES, ROOT, files, name_of
from tests.builders import a_source, an_article, hours_ago
from tests.fakes.web import LOOPBACK, Web, run_web

T = TypeVar("T")
DOCUMENTS = [*files("docs", endings=(".md",)), *sorted(ROOT.glob("*.md"))]
LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
NAMED = re.compile(rf"`((?:{'|'.join((*PACKAGES, 'tests', 'tools', 'docs'))})/[\w./-]*)`")
TEXT = (
    "The company will nearly double its staff to 8,000 by December. Its rivals cut jobs all year. "
    "Most of the new people will sell, the chief executive said."
)


def names_of_documents() -> list[str]:
    """All documents, by name; the changelog speaks of what was."""
    return [name_of(path) for path in DOCUMENTS if path.name != "CHANGELOG.md"]


@pytest.mark.parametrize("document", names_of_documents())
def test_every_link_leads_somewhere(document: str) -> None:
    path = ROOT / document
    links = LINK.findall(path.read_text("utf-8"))

    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("document", names_of_documents())
def test_every_file_that_is_named_exists(document: str) -> None:
    named = NAMED.findall((ROOT / document).read_text("utf-8"))

    assert [name for name in named if not (ROOT / name).exists() and name != "tests/unit/bot/__init__.py"] == []


def test_every_library_has_its_line() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    names = {Requirement(words).name for each in lists for words in each} - {"nightdesk"}
    told = (ROOT / "docs" / "decisions" / "libraries.md").read_text("utf-8")

    assert {name for name in names if not re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", told)} == set()


def module_in(document: str) -> ModuleType:
    """The module that a walk-through shows: its first block of Python."""
    found = re.search(r"```python\n(.*?)```", (ROOT / "docs" / document).read_text("utf-8"), re.DOTALL)
    assert found
    module = ModuleType(Path(document).stem)
    exec(compile(found[1], document, "exec"), module.__dict__)
    return module


class Here:
    """An isolation that isolates nothing: the function runs where it is called."""

    async def run(self, function: Callable[..., T], /, *args: object, timeout: float | None = None) -> T:
        """The function's result."""
        return function(*args)


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    """A web server on loopback."""
    async with run_web() as site:
        yield site


async def test_the_source_of_the_walk_through_reads(web: Web) -> None:
    item: dict[str, Any] = {
        "short_id_url": "https://lobsters.example/s/abc",
        "title": "A <b>bold</b> title",
        "url": "https://news.example/a",
        "created_at": "2026-11-23T01:00:00.000-06:00",
        "score": 12,
        "comment_count": 3,
    }
    address = web.serve("/hottest.json", json.dumps([item, {"title": "lost"}]), Content_Type="application/json")
    async with Fetcher(allow=LOOPBACK) as fetcher:
        reader = module_in("adding-a-source.md").create_reader(Tools(fetcher, Here()))

        (entry,) = (await reader.read(a_source(address=address, kind="lobsters"), Validators())).entries

    assert (entry.title, entry.published, dict(entry.signals)) == (
        "A bold title",
        hours_ago(1),
        {"points": 12, "comments": 3},
    )


async def test_the_condenser_of_the_walk_through_keeps_its_receipts() -> None:
    article = an_article(text=TEXT)
    condenser = module_in("adding-a-condenser.md").create_condenser()

    summary = await condenser.condense(CondenseTask("Double", (article,), points=2, words=20))

    assert [sentence.text for sentence in summary.sentences] == TEXT.replace(". ", ".\n").splitlines()
    assert all(verify(sentence, TEXT) for sentence in summary.sentences)
    assert all(is_deletion(sentence.text, sentence.receipt.quote) for sentence in summary.sentences)
