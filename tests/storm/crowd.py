"""Ten thousand briefings due in the same minute, and a hundred thousand schedules: how late, how blocked, how big?"""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil

from bot.bootstrap import Desk, open_desk
from bot.delivery import DELIVER
from bot.memory import settle_memory
from bot.ports import ChatPlatform
from bot.serving import COMPOSE, NightShift
from config.settings import load_settings
from summarizer.model import Joining
from tests.builders import a_source, an_article
from tests.fakes.chat_server import LoopbackChat, run_chat_server
from tests.storm.chat import ChatProcess, chat_process
from tests.storm.stock import count_states, fill, new_sqlite

API_SECONDS = 0.05
_PAGE = 500


@dataclass
class Pulse:
    """How long the event loop was kept from turning, looked at every 5 ms: by the clock, and by what of it this thread
    itself computed (the rest is other processes' share of the machine)."""

    worst: float = 0.0
    worst_own: float = 0.0
    over: list[float] = field(default_factory=list)

    async def watch(self) -> None:
        """Look until cancelled."""
        while True:
            before, own = time.perf_counter(), time.thread_time()
            await asyncio.sleep(0.005)
            late, own = time.perf_counter() - before - 0.005, time.thread_time() - own
            self.worst, self.worst_own = max(self.worst, late), max(self.worst_own, min(own, late))
            if min(own, late) > 0.1:
                self.over.append(own)

    def say(self) -> str:
        """In words."""
        return (
            f"event loop kept for {self.worst * 1000:.0f} ms at worst, {self.worst_own * 1000:.0f} ms of computing,"
            f" {len(self.over)} times over 100 ms"
        )

    @asynccontextmanager
    async def felt(self) -> AsyncIterator[None]:
        """Watch for as long as the context lasts."""
        watching = asyncio.create_task(self.watch())
        try:
            yield
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)


@asynccontextmanager
async def _desk(folder: Path) -> AsyncIterator[Desk]:
    given = load_settings({"NIGHTDESK_DATABASE_URL": new_sqlite(folder), "NIGHTDESK_HOME": str(folder)})
    async with open_desk(given=given) as desk:
        yield desk


async def fill_articles(desk: Desk, number: int, now: datetime) -> None:
    """That many articles of the last 23 hours, three a story, from the known sources."""
    sources = [source.name for source in await desk.sources.all()] or [a_source().name]
    for start in range(0, number, _PAGE):
        made = [
            an_article(
                f"a{each}",
                title=f"Company {each // 3} opens plant number {each // 3} in town {each % 97}",
                text=f"Company {each // 3} has opened a plant in town {each % 97}. It employs {each + 10} people.",
                source=sources[each % len(sources)],
                published=now - timedelta(hours=23) * (each / number),
            )
            for each in range(start, min(start + _PAGE, number))
        ]
        await desk.articles.save(a_source(), [], made, now)
        await desk.stories.apply([Joining(article, f"s{int(article.id[1:]) // 3}") for article in made])
    await desk.services.facts.keep("refreshed", now.isoformat())


async def ten_thousand_at_once(briefings: int, articles: int, ahead: float) -> list[str]:
    """All due in one minute, `ahead` seconds from when drafting may begin; the lines of the report."""
    with tempfile.TemporaryDirectory() as name:
        async with _desk(Path(name)) as desk, chat_process(API_SECONDS) as chat:
            await fill_articles(desk, articles, datetime.now(UTC))
            due = datetime.now(UTC) + timedelta(seconds=ahead)
            due = due.replace(second=0, microsecond=0) + timedelta(minutes=1)
            await fill(desk.database, briefings, due)
            return await _let_them_come(desk, chat, briefings, articles, due)


async def _let_them_come(desk: Desk, chat: ChatProcess, briefings: int, articles: int, due: datetime) -> list[str]:
    platforms: dict[str, ChatPlatform] = {
        name: LoopbackChat(name, chat.base_url, once=name == "discord") for name in ("slack", "discord")
    }
    shift = NightShift(desk, platforms, with_fronts=False, kinds=(COMPOSE, DELIVER))
    await shift.start()
    settle_memory()
    at_due = asyncio.get_running_loop().time() + (due - datetime.now(UTC)).total_seconds()
    await asyncio.sleep(max(0.0, at_due - 1 - asyncio.get_running_loop().time()))
    drafted = await _drafted(desk)
    pulse = Pulse()
    async with pulse.felt():
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(180):
                while await chat.count() < briefings:
                    await asyncio.sleep(0.5)
    arrived, times = await chat.report()
    await shift.stop()
    late = sorted(at - at_due for at in times.values())
    twice = sum(often > 1 for often in arrived.values())
    states = await count_states(desk.database)
    return [
        f"{briefings} due at once, {articles} articles, {drafted} drafted ahead, API {API_SECONDS * 1000:.0f} ms:",
        f"  arrived {len(late)}, twice {twice}; late {_share(late, 0.5):.1f} s half of them, {_share(late, 0.99):.1f} s"
        f" 99 %, {late[-1] if late else 0:.1f} s all; earliest {late[0] if late else 0:.2f} s after the minute",
        f"  {pulse.say()}; {states}",
    ]


def _share(values: Sequence[float], share: float) -> float:
    return values[min(len(values) - 1, int(len(values) * share))] if values else float("nan")


async def _drafted(desk: Desk) -> int:
    from sqlalchemy import func, select

    from bot.store.tables import editions

    async with desk.database.read() as connection:
        return (await connection.execute(select(func.count()).where(editions.c.draft_of.is_not(None)))).scalar_one()


async def hundred_thousand_schedules(number: int) -> list[str]:
    """From the start of a night shift to its first claim, and how much bigger the process is for it."""
    with tempfile.TemporaryDirectory() as name:
        async with _desk(Path(name)) as desk:
            tomorrow = datetime.now(UTC) + timedelta(hours=1)
            await fill(desk.database, number, tomorrow, spread=timedelta(hours=22))
            await desk.services.facts.keep("tzdata", "")
            await _one_due(desk)
            return await _first_claim(desk, number)


async def _one_due(desk: Desk) -> None:
    from sqlalchemy import update

    from bot.store.tables import briefings

    now = datetime.now(UTC).replace(second=0, microsecond=0)
    slot = now.strftime("%Y-%m-%dT%H:%M")
    async with desk.database.write() as connection:
        await connection.execute(update(briefings).where(briefings.c.id == 777).values(next_at=now, next_slot=slot))


async def _first_claim(desk: Desk, number: int) -> list[str]:
    process = psutil.Process()
    async with run_chat_server() as chat:
        platforms: dict[str, ChatPlatform] = {name: LoopbackChat(name, chat.base_url) for name in ("slack", "discord")}
        before, started, pulse = process.memory_info().rss, time.perf_counter(), Pulse()
        shift = NightShift(desk, platforms, with_fronts=False, kinds=(DELIVER,))
        async with pulse.felt():
            await shift.start()
            while await desk.ledger.waiting(datetime.now(UTC)) == 0 and not chat.arrived:
                await asyncio.sleep(0.005)
            claimed = time.perf_counter() - started
            await asyncio.sleep(3)
        grown = process.memory_info().rss - before
        await shift.stop()
    return [
        f"{number} schedules: {claimed:.2f} s from start to the first claim, {grown / 1e6:.1f} MB more after 3 s,"
        f" {pulse.say()} (zone data reckoned anew meanwhile)"
    ]
