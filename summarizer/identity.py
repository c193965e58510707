"""When two entries are the same entry. Pure.

An entry is the same if its guid, or its canonical address, or its words were seen. Each rule alone fails: guids change
when a site changes its software, addresses gain tracking parameters, and words are edited. What is shared by
several entries of one reading identifies none of them (a feed whose items all link to the home page). Guids are the
source's own; addresses and words are its publisher's, because a paper's two feeds carry the same articles while two
papers may carry the same agency text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from summarizer.canonical import identity_key
from summarizer.model import Entry, Source

ENOUGH_WORDS = 12
"""Titles and summaries with fewer words ("Open thread") recur and identify nothing."""


@dataclass(frozen=True, slots=True)
class Identified:
    """An entry with its keys (any of which identifies it) and the id of its article."""

    entry: Entry
    keys: tuple[str, ...]
    article_id: str


def identify(source: Source, entries: Sequence[Entry]) -> tuple[Identified, ...]:
    """Every entry with its keys, in the order given."""
    addresses = Counter(identity_key(entry.url) for entry in entries if entry.url)
    guids = Counter(entry.guid for entry in entries if entry.guid)
    return tuple(_identify(source, entry, addresses, guids) for entry in entries)


def _identify(source: Source, entry: Entry, addresses: Counter[str], guids: Counter[str]) -> Identified:
    outlet = source.publisher or source.name
    keys: list[str] = []
    if entry.url and addresses[identity_key(entry.url)] == 1:
        keys.append("u" + _digest(outlet, identity_key(entry.url)))
    if entry.guid and guids[entry.guid] == 1:
        keys.append("g" + _digest(source.name, entry.guid))
    words = f"{entry.title} {entry.summary or entry.content}".lower().split()
    if len(words) >= ENOUGH_WORDS:
        keys.append("h" + _digest(outlet, " ".join(words)))
    if not keys:
        keys.append("t" + _digest(outlet, entry.guid, entry.url or "", " ".join(words)))
    return Identified(entry, tuple(keys), "a" + keys[0][1:17])


def _digest(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()
