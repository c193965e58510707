"""The reader of local files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from summarizer.errors import NotAFeed, SourceError
from summarizer.model import Reading, Source, Validators
from summarizer.sources import Tools, create_reader


def rss(title: str, items: int = 1) -> str:
    item = f"<item><title>{title}</title><link>https://a.example/{title}</link></item>"
    return f"<rss><channel><title>T</title>{item * items}</channel></rss>"


async def read(tools: Tools, address: object, validators: Validators = Validators()) -> Reading:  # noqa: B008
    return await create_reader("file", tools).read(Source("Files", str(address), "file"), validators)


async def test_a_file_is_a_source(tools: Tools, tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text(rss("crane"))

    assert [entry.title for entry in (await read(tools, file)).entries] == ["crane"]
    assert (await read(tools, f"file://{file}")).entries == (await read(tools, file)).entries


async def test_a_folder_is_all_its_feeds_by_name(tools: Tools, tmp_path: Path) -> None:
    for name in ("b.rss", "a.xml", "c.atom"):
        (tmp_path / name).write_text(rss(name[0]))
    (tmp_path / "notes.txt").write_text("no feed")

    assert [entry.title for entry in (await read(tools, tmp_path)).entries] == ["a", "b", "c"]


async def test_what_had_to_be_repaired_is_said(tools: Tools, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(rss("crane", 2)[:-40])

    assert (await read(tools, tmp_path)).problems == ("the document was cut off; its whole entries were read",)


async def test_what_did_not_change_is_not_read_again(tools: Tools, tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text(rss("crane"))
    first = await read(tools, file)
    second = await read(tools, file, first.validators)
    os.utime(file, ns=(1, 1))
    third = await read(tools, file, first.validators)

    assert (second.unchanged, second.entries, second.validators) == (True, (), first.validators)
    assert (third.unchanged, len(third.entries)) == (False, 1)


async def test_a_missing_file_is_said(tools: Tools, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="its file cannot be read: No such file"):
        await read(tools, tmp_path / "none.xml")


async def test_a_path_that_cannot_be_is_said(tools: Tools, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read: File name too long"):
        await read(tools, tmp_path / ("x" * 300))


async def test_an_empty_folder_is_said(tools: Tools, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no feed"):
        await read(tools, tmp_path)


async def test_a_folder_within_that_is_named_like_a_feed_is_said(tools: Tools, tmp_path: Path) -> None:
    (tmp_path / "sub.xml").mkdir()

    with pytest.raises(SourceError, match="cannot be read"):
        await read(tools, tmp_path)


async def test_a_file_that_is_no_feed_is_said(tools: Tools, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("words")

    with pytest.raises(NotAFeed):
        await read(tools, tmp_path / "a.xml")
