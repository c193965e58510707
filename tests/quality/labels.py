"""Labels of titles that are not ours to publish: each line names a title by the first 12 hex digits of its SHA-256.

The titles are found again in the evaluation data. Every second of them, by the last digit of its key, was kept out of
tuning ("held").
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tests.quality.paths import evaluation_data

FOLDER = Path(__file__).with_name("labels")
_TITLED = {
    "stories": ("hn_2016_sample", "og", "g5w", "allsides"),
    "morning": ("tech_entries", "world_entries"),
    "summ": ("inshorts_train", "inshorts_dev"),
}


@dataclass(frozen=True, slots=True)
class Title:
    """A title of the data, the key that stands for it, and the address of its page where there is one."""

    text: str
    key: str
    url: str = ""

    @property
    def held(self) -> bool:
        """Whether it was kept out of tuning."""
        return int(self.key[-1], 16) % 2 == 1


def key_of(title: str) -> str:
    """The key of a title, however it is spaced."""
    return sha256(" ".join(title.split()).encode()).hexdigest()[:12]


def titles() -> dict[str, Title]:
    """Every title of the evaluation data by its key; empty where there is no data."""
    found: dict[str, Title] = {}
    for folder, names in _TITLED.items():
        root = evaluation_data(folder)
        for row in _rows([root / f"{name}.jsonl" for name in names] if root else []):
            title = " ".join(str(row["title"]).split())
            key = key_of(title)
            found.setdefault(key, Title(title, key, str(row.get("url") or "")))
    return found


def texts() -> dict[str, str]:
    """The text of every article of the data that has one, by the key of its title; of a page by that of its file."""
    found: dict[str, str] = {}
    for folder, names in _TITLED.items():
        root = evaluation_data(folder)
        for row in _rows([root / f"{name}.jsonl" for name in names] if root else []):
            text = row.get("text")
            whole = "\n".join(text) if isinstance(text, list) else str(text or "")
            if whole:
                found.setdefault(key_of(str(row["title"])), whole)
    return {**_pages(), **_cards(), **found}


def _pages() -> dict[str, str]:
    """The true texts of the pages, by the first 12 digits of their files' names."""
    root = evaluation_data("extract")
    pages = json.loads((root / "ground-truth.json").read_text("utf-8")) if root else {}
    return {name[:12]: str(page["articleBody"]) for name, page in pages.items()}


def _cards() -> dict[str, str]:
    """The texts of the fact cards, by the key of their titles."""
    root = evaluation_data("cards")
    cards = [json.loads(file.read_text("utf-8")) for file in sorted(root.glob("*.json"))] if root else []
    return {key_of(card["title"]): str(card["text"]) for card in cards if "text" in card}


def summaries() -> list[tuple[str, str]]:
    """Texts with a summary by a person."""
    root = evaluation_data("summ")
    return [(str(row["text"]), str(row["summary"])) for row in _rows([root / "inshorts_train.jsonl"] if root else [])]


def labels(name: str) -> list[tuple[str, ...]]:
    """The lines of a file of labels, each as its words; the key is the last of them."""
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return [tuple(line.split()) for line in lines if line.strip()]


def _rows(files: list[Path]) -> Iterator[dict[str, object]]:
    for file in files:
        if file.is_file():
            yield from (json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip())
