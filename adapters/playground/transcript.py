"""What was said in the playground, for every tab that shows it: numbered, bounded, and told anew after a break.

Every change gets the next revision. A tab that comes back names the last one that it has, and gets what came since.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.document import Document
from bot.ports import Form

MOST = 240
"""Items kept; a page that shows more is no chat any more."""


@dataclass
class Item:
    """One thing in the conversation.

    `kind`: `said` (by the person), `reply` (to them alone), `post` (everybody in the room sees it), `note` (the
    playground itself speaks). `room`: `channel` or `direct`. `content` is what the page is sent.
    """

    serial: int
    kind: str
    room: str
    at: datetime
    content: dict[str, Any]
    revision: int = 0
    document: Document | None = None
    form: Form | None = None

    def as_json(self) -> dict[str, Any]:
        """The item as the page gets it."""
        head = {"serial": self.serial, "revision": self.revision, "kind": self.kind, "room": self.room}
        return {**head, "at": self.at.isoformat(), **self.content}


@dataclass
class Transcript:
    """The items of one run of the playground, oldest first."""

    _items: OrderedDict[int, Item] = field(default_factory=OrderedDict)
    _serial: int = 0
    _revision: int = 0

    def add(self, kind: str, room: str, at: datetime, **content: Any) -> Item:
        """A new item at the end; the oldest goes where there are too many."""
        self._serial += 1
        item = Item(self._serial, kind, room, at, content)
        self._items[item.serial] = item
        while len(self._items) > MOST:
            self._items.popitem(last=False)
        return self.change(item)

    def change(self, item: Item, **content: Any) -> Item:
        """The item with other content, under the next revision."""
        self._revision += 1
        item.revision = self._revision
        item.content.update(content)
        return item

    def item(self, serial: int) -> Item | None:
        """The item of that number; None: it is no longer kept."""
        return self._items.get(serial)

    def since(self, revision: int) -> list[Item]:
        """The items that came or changed after that revision, in their order."""
        return [item for item in self._items.values() if item.revision > revision]
