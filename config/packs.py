"""Packs: named lists of sources that come with Nightdesk, and the same kind of list from a file of the operator's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from config.errors import SettingsError
from config.layers import read_toml

FOLDER = Path(__file__).with_name("sources")
DEFAULT_PACK = "default"
LONGEST_NAME = 80
HEAVIEST = 10.0
_KEYS = {"name", "address", "site", "publisher", "topics", "kind", "weight"}
_KIND = re.compile(r"^[a-z][a-z0-9_]*$")


@dataclass(frozen=True, slots=True)
class PackSource:
    """One source of a pack. The fields mean what they mean for `summarizer.model.Source`.

    `publisher` is the name unless the pack says otherwise; `topics` are in lower case; `weight` is 1.0 for a full
    witness and less for a site whose items point elsewhere.
    """

    name: str
    address: str
    site: str | None = None
    publisher: str = ""
    topics: tuple[str, ...] = ()
    kind: str = "feed"
    weight: float = 1.0


def pack_names() -> tuple[str, ...]:
    """The packs there are, the default one first."""
    names = sorted(file.stem for file in FOLDER.glob("*.toml"))
    return tuple(sorted(names, key=lambda name: name != DEFAULT_PACK))


def load_pack(name: str) -> tuple[PackSource, ...]:
    """The sources of a bundled pack, in its order. Raises SettingsError if there is none of that name."""
    return load_pack_file(_bundled(name))


def describe_pack(name: str) -> str:
    """What a bundled pack is about, in one sentence. Raises SettingsError if there is none of that name."""
    return str(_read(_bundled(name)).get("about", ""))


def load_pack_file(path: Path) -> tuple[PackSource, ...]:
    """The sources of a TOML file, in its order; a relative address of a file starts from its folder.

    Raises SettingsError with everything that is wrong, naming the entries.
    """
    table = _read(path)
    entries = table.get("source")
    if set(table) - {"about", "source"} or not isinstance(entries, list) or not entries:
        raise SettingsError(f"{path} is no list of sources: write each one under [[source]], with name and address")
    problems: list[str] = []
    found: list[PackSource] = []
    for number, entry in enumerate(entries, start=1):
        words = _say(entry, number)
        try:
            source = _source(entry, path.parent)
            _refuse_twin(source, found)
            found.append(source)
        except ValueError as error:
            problems.append(f"{words} in {path}: {error}")
    if problems:
        raise SettingsError(*problems)
    return tuple(found)


def _bundled(name: str) -> Path:
    if name not in pack_names():
        raise SettingsError(f'there is no pack "{name[:60]}"; there are {", ".join(pack_names())}')
    return FOLDER / f"{name}.toml"


def _read(path: Path) -> dict[str, object]:
    try:
        return read_toml(path)
    except ValueError as error:
        raise SettingsError(str(error)) from None


def _say(entry: object, number: int) -> str:
    name = entry.get("name") if isinstance(entry, dict) else None
    return f'source {number} ("{name[:LONGEST_NAME]}")' if isinstance(name, str) and name else f"source {number}"


def _source(entry: object, folder: Path) -> PackSource:
    if not isinstance(entry, dict):
        raise ValueError("write it under [[source]], with name and address")
    if unknown := sorted(set(entry) - _KEYS):
        raise ValueError(f"{unknown[0]} is no key of a source, there are {', '.join(sorted(_KEYS))}")
    name = _text(entry, "name")
    if not name or len(name) > LONGEST_NAME:
        raise ValueError(f"give it a name of at most {LONGEST_NAME} characters")
    kind = _text(entry, "kind") or "feed"
    if not _KIND.match(kind):
        raise ValueError("kind is one word in lower case, for example feed")
    site = _text(entry, "site") or None
    if site and not _is_web_address(site):
        raise ValueError("site is an address that begins with https:// or http://")
    return PackSource(
        name=name,
        address=_address(_text(entry, "address"), kind, folder),
        site=site,
        publisher=_text(entry, "publisher") or name,
        topics=_topics(entry.get("topics", [])),
        kind=kind,
        weight=_weight(entry.get("weight", 1.0)),
    )


def _text(entry: Mapping[str, object], key: str) -> str:
    value = entry.get(key, "")
    if not isinstance(value, str) or not value.isprintable():
        raise ValueError(f"{key} is a text in quotes, of one line")
    return value.strip()


def _address(text: str, kind: str, folder: Path) -> str:
    if not text:
        raise ValueError("give it an address")
    if kind == "feed" and not _is_web_address(text):
        raise ValueError("address is that of a feed, without user or password, and begins with https:// or http://")
    if kind == "file" and not text.startswith("file://"):
        return str(folder / Path(text))
    return text


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc and " " not in text


def _topics(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
        raise ValueError('topics is a list of texts, for example ["ai", "security"]')
    return tuple(dict.fromkeys(each.strip().lower() for each in value))


def _weight(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= HEAVIEST:
        raise ValueError(f"weight is a number above 0 and at most {HEAVIEST:g}")
    return float(value)


def _refuse_twin(source: PackSource, others: list[PackSource]) -> None:
    for other in others:
        if other.name.casefold() == source.name.casefold():
            raise ValueError("an earlier source has this name, give it another")
        if (other.kind, other.address) == (source.kind, source.address):
            raise ValueError(f'"{other.name}" has this address already, remove one')
