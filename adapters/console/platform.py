"""A terminal as a chat platform: one place, one person, who may do everything there."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import threading
from dataclasses import replace
from typing import IO, TYPE_CHECKING

from bot.commands import Command, Misunderstood, parse_command
from bot.document import Action, Buttons, Document, StoryBlock, note
from bot.language import ENGLISH, speaking
from bot.ports import Asker, Handler, Place, Reply
from bot.render.as_terminal import print_document
from bot.wording import say

if TYPE_CHECKING:
    from rich.console import Console

PLACE = Place(platform="console", workspace="local", channel="terminal")
YOU = Asker(place=PLACE, user="you", may_manage=True, is_direct=True)
GOODBYES = {"quit", "exit", "bye", ":q"}
PROMPT = "nightdesk> "


class ConsolePlatform:
    """Reads commands from a stream and prints replies; the last reply's actions are numbers to press."""

    name = "console"

    def __init__(self, console: Console, lines: IO[str] | None = None, language: str = ENGLISH) -> None:
        self._console = console
        self._you = replace(YOU, language=language, place_language=language)
        self._lines = lines or sys.stdin
        self._actions: tuple[Action, ...] = ()
        self.sent: dict[str, str] = {}

    async def run(self, handle: Handler) -> None:
        """Answer line by line until the input ends or a goodbye is typed."""
        while (line := await self._next_line()) is not None:
            if line.strip().lower() in GOODBYES:
                return
            if line.strip():
                await self.answer(line, handle)

    async def answer(self, line: str, handle: Handler) -> None:
        """Answer one typed line, in the language of the terminal."""
        with speaking(self._you.language):
            command = self._pressed(line.strip()) or parse_command(line)
            if isinstance(command, Misunderstood):
                self._show(say(command.message, self.name))
                return
            await self._answer(await handle(command, self._you))

    async def _answer(self, reply: Reply) -> None:
        """Print all of a reply: everybody here is one person. A form is not opened; its fields have words."""
        for document in (reply.document, reply.announcement, reply.direct):
            if document is not None:
                self._show(document)
        if reply.posted is not None:
            await reply.posted(True)
        if reply.later is not None:
            await self._answer(await reply.later())

    async def post(self, place: Place, document: Document, *, key: str) -> str:
        """Print a briefing; the key is its message id."""
        print_document(document, self._console)
        self.sent[key] = document.summary
        return key

    async def post_plain(self, place: Place, words: str, *, key: str) -> str:
        """The same for words without layout."""
        return await self.post(place, note(words), key=key)

    async def find_sent(self, place: Place, *, key: str) -> str | None:
        """What this process printed under that key."""
        return key if key in self.sent else None

    async def post_under(self, place: Place, message: str, document: Document, *, key: str) -> str:
        """The same: in a terminal one thing follows the other."""
        return await self.post(place, document, key=key)

    async def find_under(self, place: Place, message: str, *, key: str) -> str | None:
        """As `find_sent`."""
        return await self.find_sent(place, key=key)

    async def _next_line(self) -> str | None:
        """The next line, read by a thread that nothing waits for: somebody who types nothing holds up no Ctrl-C."""
        loop = asyncio.get_running_loop()
        arrived: asyncio.Future[str | None] = loop.create_future()

        def arrive(line: str | None) -> None:
            if not arrived.done():
                arrived.set_result(line)

        def read() -> None:
            line = self._read()
            with contextlib.suppress(RuntimeError):  # The loop was closed meanwhile: nobody asks any more.
                loop.call_soon_threadsafe(arrive, line)

        threading.Thread(target=read, name="console", daemon=True).start()
        return await arrived

    def _read(self) -> str | None:
        if self._lines.isatty():
            self._console.print(PROMPT, end="")
        line = self._lines.readline()
        return line if line else None

    def _pressed(self, line: str) -> Command | None:
        if not (line.isdecimal() and len(line) < 4):
            return None
        position = int(line) - 1
        if not 0 <= position < len(self._actions):
            return None
        action = self._actions[position]
        return Command(action.verb, words=action.target)

    def _show(self, document: Document) -> None:
        # The buttons come as numbers below, and not a second time as labels.
        rest = tuple(block for block in document.blocks if not isinstance(block, Buttons))
        print_document(replace(document, blocks=rest), self._console)
        self._actions = actions_of(document)
        if self._actions:
            offered = "  ".join(f"[{number}] {action.label}" for number, action in enumerate(self._actions, 1))
            print_document(note(offered), self._console)


def actions_of(document: Document) -> tuple[Action, ...]:
    """Every action that a document offers, in reading order, story by story."""
    actions: list[Action] = []
    for block in document.blocks:
        if isinstance(block, StoryBlock):
            actions += [Action(f"{each.label} ({block.number})", each.verb, each.target) for each in block.actions[:1]]
        elif isinstance(block, Buttons):
            actions += block.actions
    return tuple(actions)
