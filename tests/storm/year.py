"""A year of running in little time: what lies in the database and in memory as the days go by.

Each day forty sources bring ten articles each and are read every ten minutes, a channel has three briefings and tells
developments further, people ask and change things, and the night lets go of what is old. The clock is ours.
"""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

import psutil
from sqlalchemy import insert

from bot.bootstrap import Desk
from bot.clock import PinnedClock
from bot.commands import Command
from bot.ports import Asker, Place
from bot.reading import PERIOD
from bot.retention import Retention
from bot.schedule import parse_schedule
from bot.store.sizes import TableSize, measure
from bot.updates import Updater
from summarizer.model import Article, Entry, Joining, Source
from summarizer.store.tables import reads
from tests.builders import a_source, an_article, an_entry
from tests.integration.delivery.mornings import Mornings, open_mornings
from tests.storm.stock import opened

DAY = timedelta(days=1)
FIRST = datetime(2027, 11, 1, tzinfo=UTC)
"""So that the year holds a leap day."""
SOURCES, ARTICLES, PEOPLE = 40, 10, 5
SLOTS = ("08:00", "13:00", "18:00")
PLACE = Place("slack", "T1", "C1")
_WORDS = tuple(a + b for a in ("har", "bel", "kor", "min", "tas", "ven", "lor", "pim") for b in (
    "dane", "ito", "bury", "wick", "sson", "olan", "erix", "umar", "anta", "ingen", "oude", "yle"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stand:
    """What there is after so many days: every table, bytes of the database and of its log, memory in MB.

    The memory is what the process has of its own: pages of the database that the system shows it are the system's.
    """

    day: int
    tables: tuple[TableSize, ...]
    database: int
    log: int
    megabytes: float

    @property
    def rows(self) -> int:
        """All of them."""
        return sum(each.rows for each in self.tables)


async def live(url: str, days: int, every: int) -> AsyncIterator[Stand]:
    """Let the days pass on the SQLite database of that address, and tell every so many of them what there is."""
    async with opened(url) as database, open_mornings(database, FIRST) as mornings:
        year = _Year(mornings)
        await year.begin()
        for day in range(1, days + 1):
            await year.day(FIRST + day * DAY)
            if day % every == 0:
                yield await year.stand(day)


class _Year:
    def __init__(self, mornings: Mornings) -> None:
        self._mornings = mornings
        self._desk: Desk = mornings.desk
        self._clock: PinnedClock = mornings.clock
        self._retention = Retention(self._desk.database, "year", self._clock, pause=0.0)
        self._dice = random.Random(7)
        self._sources = [a_source(f"Source {number}") for number in range(SOURCES)]

    async def begin(self) -> None:
        await self._desk.sources.seed(self._sources)
        channel = replace(await self._desk.channels.get(PLACE), updates=True)
        kept = await self._desk.channels.save(channel)
        order = parse_schedule(f"daily {' '.join(SLOTS)} UTC")
        await self._desk.briefings.set(kept, order, "U1", self._clock.now())

    async def day(self, at: datetime) -> None:
        """From midnight to midnight."""
        self._clock.move_to(at + timedelta(hours=3))
        await self._retention.run_if_due()
        await self._read_all(at)
        for slot in SLOTS:
            hour = datetime.combine(at.date(), time.fromisoformat(slot), UTC)
            await self._mornings.morning(hour)
            await Updater(self._desk.services, self._desk.database).open()
            await self._mornings.deliver()
        for number in range(PEOPLE):
            asker = Asker(PLACE, f"U{number}", may_manage=True)
            for command in (Command("digest"), Command("why", number=1), Command("more", number=1)):
                await self._desk.app.handle(command, asker)
        await self._desk.app.handle(Command("follow", words=f"topic {at:%j}"), Asker(PLACE, "U1", may_manage=True))
        await self._desk.app.handle(Command("forget", words=f"topic {at:%j}"), Asker(PLACE, "U1", may_manage=True))
        self._mornings.chat.arrived.clear()

    async def _read_all(self, at: datetime) -> None:
        """What the day brings, and every visit that brought nothing."""
        stories = [f"{at:%y%j}-{number}" for number in range(SOURCES * ARTICLES * 3 // 4)]
        joinings = []
        for place, source in enumerate(self._sources):
            made = [self._report(source, at, place * ARTICLES + number) for number in range(ARTICLES)]
            await self._desk.articles.save(source, [entry for entry, _ in made], [each for _, each in made], at)
            joinings += [Joining(each, self._dice.choice(stories)) for _, each in made]
        await self._desk.stories.apply(joinings)
        visits = int(DAY / PERIOD)
        rows = [
            {"source": source.name, "at": at + visit * PERIOD, "entries": ARTICLES, "repeats": ARTICLES}
            for source in self._sources
            for visit in range(visits)
        ]
        async with self._desk.database.write() as connection:
            await connection.execute(insert(reads), rows)
        await self._desk.services.facts.keep("refreshed", self._clock.now().isoformat())

    def _report(self, source: Source, at: datetime, number: int) -> tuple[Entry, Article]:
        published = at + timedelta(minutes=number * 2)
        url = f"{source.address}/{at:%Y/%j}/{number}"
        article = an_article(
            f"{at:%y%j}{number}",
            source=source.name,
            url=url,
            title=self._sentence(9).title(),
            text=" ".join(self._sentence(14) for _ in range(25)),
            published=published,
            first_seen=published,
        )
        return an_entry(url, url=url, title=article.title, published=published), article

    def _sentence(self, words: int) -> str:
        return f"{' '.join(self._dice.choice(_WORDS) for _ in range(words)).capitalize()} {self._dice.randrange(9999)}."

    async def stand(self, day: int) -> Stand:
        """What there is now."""
        file = self._desk.database.path
        assert file is not None
        log = file.with_name(f"{file.name}-wal")
        memory = psutil.Process().memory_info()
        return Stand(
            day,
            await measure(self._desk.database),
            file.stat().st_size,
            log.stat().st_size if log.exists() else 0,
            (memory.rss - getattr(memory, "shared", 0)) / 1e6,
        )


def say(stand: Stand) -> str:
    """The line that is printed."""
    most = ", ".join(f"{each.name} {each.rows:,}" for each in sorted(stand.tables, key=lambda each: -each.rows)[:24])
    return (
        f"day {stand.day}: {stand.rows:,} rows, {stand.database / 1e6:.0f} MB and {stand.log / 1e6:.1f} MB of log,"
        f" {stand.megabytes:.0f} MB of memory ({most})"
    )
