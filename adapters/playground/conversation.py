"""The conversation of the playground: what is asked goes to the core, and every tab sees what comes of it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Coroutine
from dataclasses import replace
from datetime import datetime
from typing import Any

import structlog

from adapters.playground.asked import SHOWN, Asked, command_of, filled, is_text
from adapters.playground.choices import choices_for
from adapters.playground.pasted import Shelf, condense_text
from adapters.playground.pictures import form_fields, payloads, receipt_keys
from adapters.playground.quiet import quiet_address
from adapters.playground.receipts import Receipts
from adapters.playground.stepping import Stepper
from adapters.playground.transcript import Item, Transcript
from bot.commands import Command, Misunderstood
from bot.document import Document, note
from bot.language import choose_language, current, languages, mark, speaking, tr
from bot.layout import lay_out_receipts
from bot.ports import Asker, Handler, Place, Reply
from bot.schedule import say_schedule
from bot.services import Services
from bot.store.briefings import Briefing
from bot.wording import say

log = structlog.get_logger(__name__)
CHANNEL = Place("playground", "local", "tech-news")
DIRECT = Place("playground", "local", "direct")
ASKERS = {
    "channel": Asker(CHANNEL, "you", may_manage=True),
    "direct": Asker(DIRECT, "you", may_manage=True, is_direct=True),
}
STEPS = ("briefing", "morning")
AT_ONCE = 6
MOST_WAITING = 200
TOO_MANY = mark("That is a lot at once: 200 of your messages wait already. Wait for some of them, then ask again.")
SORRY = mark("Something went wrong on my side, and it is in my log. Try again in a moment.")
TOO_OLD = mark("That form is too old. Open the settings again.")
Answer = dict[str, Any]
Outbox = asyncio.Queue[dict[str, Any]]


class Conversation:
    """What was said, who listens, and the work under way."""

    def __init__(self, services: Services, stepper: Stepper | None) -> None:
        self._services = services
        self._stepper = stepper
        self._shelf = Shelf()
        self._receipts = Receipts(services, self._shelf)
        self._transcript = Transcript()
        self._boot = secrets.token_hex(6)
        self._outboxes: set[Outbox] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(AT_ONCE)
        self._handler: asyncio.Future[Handler] | None = None
        self._waiting = 0
        self._stepping = False

    def open(self, handle: Handler) -> None:
        """Answer with this core from now on."""
        if not self._core.done():
            self._core.set_result(handle)
        self._begin(self._say_when_ready())

    @property
    def _core(self) -> asyncio.Future[Handler]:
        if self._handler is None:
            self._handler = asyncio.get_running_loop().create_future()
        return self._handler

    async def close(self) -> None:
        """Give up what is under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def join(self) -> Outbox:
        """A new tab: what is put into its box is to be sent to it."""
        outbox: Outbox = asyncio.Queue()
        self._outboxes.add(outbox)
        outbox.put_nowait(await self._state())
        return outbox

    def leave(self, outbox: Outbox) -> None:
        """A tab is gone."""
        self._outboxes.discard(outbox)

    def take(self, asked: Asked, outbox: Outbox) -> None:
        """See to one request, in the language of its page; its answer comes by the box, or to all tabs."""
        with speaking(choose_language(asked.language)):
            match asked.do:
                case "resume":
                    revision = asked.number if asked.boot == self._boot else 0
                    outbox.put_nowait(self._told_anew(revision))
                case "say" | "press" | "text":
                    self._ask(asked)
                case _:
                    self._begin(self._answer_tab(asked, outbox))

    async def post(self, room: str, document: Document, *, in_thread: bool = False) -> Item:
        """Show a document to everybody in a room, as a post of its own or as what stands in the thread of another."""
        item = self._add("post", room, self._drawn(document) | {"in_thread": in_thread})
        item.document = document
        if self._stepper:
            self._stepper.arrived()
        self._begin(self._tell_state())
        return item

    async def next_briefing(self) -> datetime | None:
        """When the next briefing of any room comes; None: there is none."""
        coming = [held.next.at for held in await self._briefings() if held.next and not held.paused]
        return min(coming, default=None)

    async def _briefings(self) -> list[Briefing]:
        found = [await self._services.briefings.at(asker.place) for asker in ASKERS.values()]
        return [each for each in found if each is not None]

    def _ask(self, asked: Asked) -> None:
        """Show what was asked at once, with a place for its answer."""
        said = {"text": asked.words[:SHOWN], "length": len(asked.words), "tab": asked.tab, "press": asked.do == "press"}
        self._add("said", asked.room, said)
        reply = self._add("reply", asked.room, {"waiting": True, "tab": asked.tab, "private": True})
        if self._waiting >= MOST_WAITING:
            self._fill_in(reply, Reply(note(tr(TOO_MANY))))
            return
        self._waiting += 1
        self._begin(self._answer(asked, reply))

    async def _answer(self, asked: Asked, item: Item) -> None:
        try:
            async with self._places:
                reply = await self._reply_to(asked)
                self._fill_in(item, reply)
                if reply.posted is not None:
                    await reply.posted(True)
                if reply.later is not None:
                    self._fill_in(item, await reply.later())
        except Exception:
            # The core never raises; what a renderer or this adapter does wrong must not leave an answer out.
            log.exception("playground answer failed", do=asked.do)
            self._fill_in(item, Reply(note(tr(SORRY))))
        finally:
            self._waiting -= 1
        await self._tell_state()

    async def _reply_to(self, asked: Asked) -> Reply:
        if asked.do == "press" and asked.verb == "receipts" and (pasted := self._shelf.get(asked.target)):
            return Reply(lay_out_receipts(pasted.article.title, pasted.sentences))
        if asked.do == "text" or (asked.do == "say" and is_text(asked.words)):
            return Reply(await condense_text(self._services, self._shelf, asked.words))
        command = command_of(asked)
        if isinstance(command, Misunderstood):
            return Reply(say(command.message, CHANNEL.platform))
        return await self._handle(command, asked.room)

    async def _handle(self, command: Command, room: str) -> Reply:
        handle = await self._core
        return await handle(command, replace(ASKERS[room], language=current(), place_language=current()))

    def _fill_in(self, item: Item, reply: Reply) -> None:
        item.document, item.form = reply.document, reply.form
        form = form_fields(reply.form) if reply.form else None
        self._transcript.change(item, waiting=False, form=form, **self._drawn(reply.document))
        self._tell_all({"type": "items", "items": [item.as_json()]})
        if reply.announcement is not None:
            self._add("post", item.room, self._drawn(reply.announcement)).document = reply.announcement
        if reply.direct is not None:
            self._add("reply", "direct", self._drawn(reply.direct)).document = reply.direct

    async def _answer_tab(self, asked: Asked, outbox: Outbox) -> None:
        """Answer what one tab wants to know; whatever goes wrong is told to it in one sentence."""
        answers = {
            "complete": self._complete,
            "receipts": self._find_receipts,
            "quiet": self._find_quiet,
            "fill": self._fill,
            "step": self._step,
        }
        try:
            answer = await answers[asked.do](asked)
        except Exception:
            log.exception("playground answer failed", do=asked.do)
            answer = {"problem": tr(SORRY)}
        outbox.put_nowait({"type": "answer", "number": asked.number, **answer})

    async def _fill(self, asked: Asked) -> Answer:
        """A form that was sent off: its problems go back to it; without any, what was kept is told."""
        held = self._transcript.item(asked.item)
        if held is None or held.form is None:
            return {"problems": {"": tr(TOO_OLD)}}
        reply = await self._handle(filled(held.form, asked.values), held.room)
        if not reply.problems:
            item = self._add("reply", held.room, {"waiting": True, "private": True, "tab": asked.tab})
            self._fill_in(item, reply)
            await self._tell_state()
        return {"problems": dict(reply.problems)}

    async def _complete(self, asked: Asked) -> Answer:
        start, found = await choices_for(self._services, ASKERS[asked.room], asked.words)
        return {"start": start, "choices": [{"insert": each.insert, "meaning": each.meaning} for each in found]}

    async def _find_receipts(self, asked: Asked) -> Answer:
        held = self._transcript.item(asked.item)
        place = ASKERS[held.room if held else "channel"].place
        found = await self._receipts.find(asked.target, place, held.document if held else None)
        return {"problem": found} if isinstance(found, str) else {"passages": found}

    async def _find_quiet(self, asked: Asked) -> Answer:
        return {"address": await quiet_address(self._services, ASKERS[asked.room])}

    async def _step(self, asked: Asked) -> Answer:
        if self._stepper is None or self._stepping or asked.target not in STEPS:
            return {}
        self._stepping = True
        await self._tell_state()
        try:
            code = await (self._stepper.to_briefing if asked.target == "briefing" else self._stepper.to_morning)()
        finally:
            self._stepping = False
            await self._tell_state()
        if code:
            self._add("note", asked.room, {"code": code})
        return {}

    def _add(self, kind: str, room: str, content: dict[str, Any]) -> Item:
        item = self._transcript.add(kind, room, self._services.clock.now(), **content)
        self._tell_all({"type": "items", "items": [item.as_json()]})
        return item

    def _drawn(self, document: Document) -> dict[str, Any]:
        return {"summary": document.summary, "receipts": list(receipt_keys(document)), **payloads(document)}

    def _told_anew(self, revision: int) -> dict[str, Any]:
        items = [item.as_json() for item in self._transcript.since(revision)]
        return {"type": "items", "boot": self._boot, "whole": revision == 0, "items": items}

    async def _state(self) -> dict[str, Any]:
        stage = self._stepper.stage if self._stepper else None
        coming = [held for held in await self._briefings() if held.next and not held.paused]
        first = min(coming, key=lambda held: held.next.at if held.next else held.place.key, default=None)
        return {
            "type": "state",
            "boot": self._boot,
            "now": self._services.clock.now().isoformat(),
            "demo": stage is not None,
            "ready": self._services.ready.is_set(),
            "stepping": self._stepping,
            "morning": stage.next_morning.isoformat() if stage and stage.next_morning else None,
            "address": stage.an_address if stage else None,
            "zone": self._services.timezone,
            "briefing": _told(first) if first else None,
        }

    async def _tell_state(self) -> None:
        self._tell_all(await self._state())

    async def _say_when_ready(self) -> None:
        await self._services.ready.wait()
        await self._tell_state()

    def _tell_all(self, message: dict[str, Any]) -> None:
        for outbox in self._outboxes:
            outbox.put_nowait(message)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("playground work failed", error=type(error).__name__, reason=str(error))


def _told(briefing: Briefing) -> dict[str, Any]:
    at = briefing.next.at.isoformat() if briefing.next else None
    return {"at": at, "said": {language: _say_schedule(briefing, language) for language in languages()}}


def _say_schedule(briefing: Briefing, language: str) -> str:
    with speaking(language):
        return say_schedule(briefing.schedule)
