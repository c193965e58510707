"""A chat service in memory that misbehaves as it is told: what was posted, in which order, and what was asked."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.document import Document, note
from bot.ports import Handler, Place, Refusal, ReplyRefused


@dataclass(frozen=True)
class Posted:
    """A message that arrived."""

    place: Place
    document: Document
    key: str


@dataclass
class Chat:
    """A ChatPlatform. `next_posts` are done in order instead of accepting: an error to raise, or a function of the
    message that may keep it. After them everything is accepted."""

    name: str = "slack"
    arrived: list[Posted] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    under: dict[str, str] = field(default_factory=dict)
    """Under which message each key was posted, of those that belong to an earlier one."""
    tried: list[str] = field(default_factory=list)
    next_posts: deque[Exception | Callable[[Posted], None]] = field(default_factory=deque)
    next_answers: deque[Exception] = field(default_factory=deque)
    refused: dict[str, ReplyRefused] = field(default_factory=dict)
    """What a channel answers to everything, by its id."""
    held: dict[str, asyncio.Event] = field(default_factory=dict)
    """Channels whose posts wait until their event is set."""
    knows: bool = True
    """Whether it lets the bot look for what was posted under a key."""
    takes_layouts: bool = True
    """Whether it takes anything but plain words."""
    several_fronts: bool = False
    connected: bool = False

    async def run(self, handle: Handler) -> None:
        """Be connected until cancelled."""
        self.connected = True
        try:
            await asyncio.Event().wait()
        finally:
            self.connected = False

    async def post(self, place: Place, document: Document, *, key: str) -> str:
        """Accept the message, or do what was told."""
        if not self.takes_layouts:
            raise ReplyRefused("Invalid layout. (invalid_blocks)", Refusal.LAYOUT)
        return await self.post_plain(place, document, key=key)

    async def post_plain(self, place: Place, words: str | Document, *, key: str) -> str:
        """Accept plain words, or do what was told."""
        document = note(words) if isinstance(words, str) else words
        self.tried.append(key)
        message = Posted(place, document, key)
        if place.channel in self.held:
            await self.held[place.channel].wait()
        if place.channel in self.refused:
            raise self.refused[place.channel]
        if self.next_posts:
            told = self.next_posts.popleft()
            if isinstance(told, Exception):
                raise told
            told(message)
        self.accept(message)
        return f"m{len(self.arrived)}"

    def accept(self, message: Posted) -> None:
        """Let it arrive."""
        self.arrived.append(message)

    def accept_and_break(self, message: Posted) -> None:
        """Let it arrive, and close the connection without an answer."""
        self.accept(message)
        raise ReplyRefused("the connection closed")

    async def find_sent(self, place: Place, *, key: str) -> str | None:
        """The message of that key, if it can tell."""
        self.asked.append(key)
        if self.next_answers:
            raise self.next_answers.popleft()
        if not self.knows:
            raise ReplyRefused("I may not look there.", Refusal.FORBIDDEN)
        found = [number for number, each in enumerate(self.arrived, 1) if each.key == key]
        return f"m{found[0]}" if found else None

    async def post_under(self, place: Place, message: str, document: Document, *, key: str) -> str:
        """Accept what belongs to an earlier message, or do what was told."""
        self.under[key] = message
        return await self.post(place, document, key=key)

    async def find_under(self, place: Place, message: str, *, key: str) -> str | None:
        """As `find_sent`."""
        return await self.find_sent(place, key=key)

    def channels(self) -> list[str]:
        """The channels in which something arrived, in that order."""
        return [each.place.channel for each in self.arrived]
