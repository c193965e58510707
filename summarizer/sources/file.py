"""Kind "file": a feed in a local file, or every feed in a folder. The dull reader: works offline.

The address comes from the operator's configuration alone; nobody can add a file by chat.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import SourceError
from summarizer.model import Entry, Reading, Source, Validators
from summarizer.sources.feed.reader import parse_body, reading_of

if TYPE_CHECKING:
    from summarizer.sources import Tools

_ENDINGS = {".xml", ".rss", ".atom", ".rdf", ".json"}


class FileReader:
    """Reads feeds from files."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def read(self, source: Source, validators: Validators) -> Reading:
        """What the file, or every feed file of the folder, announces. Raises SourceError, NotAFeed, IsolationError."""
        files = _feed_files(source.address)
        stamp = f"{len(files)}-{max(_modified(file) for file in files)}"
        if validators.etag == stamp:
            return Reading(validators=validators, unchanged=True)
        entries: list[Entry] = []
        problems: list[str] = []
        for file in files:
            reading = reading_of(await self._tools.isolation.run(parse_body, _bytes(file), None, ""))
            entries += reading.entries
            problems += reading.problems
        return Reading(tuple(entries), Validators(etag=stamp), problems=tuple(problems))


def _feed_files(address: str) -> list[Path]:
    path = Path(address.removeprefix("file://")).expanduser()
    try:
        files = sorted(each for each in path.iterdir() if each.suffix in _ENDINGS) if path.is_dir() else [path]
    except OSError as error:
        raise SourceError(f"its folder cannot be read: {error.strerror}") from error
    if not files:
        raise SourceError("its folder holds no feed")
    return files


def _modified(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError as error:
        raise SourceError(f"its file cannot be read: {error.strerror}") from error


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SourceError(f"its file cannot be read: {error.strerror}") from error


def create_reader(tools: Tools) -> FileReader:
    """The reader of local files."""
    return FileReader(tools)
