"""`python -m tests.storm [part …] [--small]`: run the parts that are named, or all, and print what comes out."""

from __future__ import annotations

import argparse
import asyncio
import logging
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.zones import use_packaged_zones


async def kills(small: bool) -> None:
    """One process on SQLite, four on PostgreSQL."""
    from tests.fakes.postgres import run_postgres
    from tests.storm.kills import say, storm
    from tests.storm.stock import new_postgres, new_sqlite

    briefings, times = (60, 3) if small else (1000, 20)
    with tempfile.TemporaryDirectory() as folder:
        damage = await storm(new_sqlite(Path(folder)), briefings=briefings, kills=times, processes=1)
    print(say("one process, SQLite", damage), flush=True)
    with run_postgres() as server:
        damage = await storm(await new_postgres(server), briefings=briefings, kills=times, processes=4)
    print(say("four processes, PostgreSQL", damage), flush=True)


async def crowd(small: bool) -> None:
    """Many due at once."""
    from tests.storm.crowd import ten_thousand_at_once

    briefings, articles, ahead = (500, 300, 20) if small else (10_000, 10_000, 600)
    for line in await ten_thousand_at_once(briefings, articles, ahead):
        print(line, flush=True)


async def schedules(small: bool) -> None:
    """Many schedules."""
    from tests.storm.crowd import hundred_thousand_schedules

    for line in await hundred_thousand_schedules(5000 if small else 100_000):
        print(line, flush=True)


async def takeovers(small: bool) -> None:
    """A bot killed for good."""
    from tests.storm.stock import new_sqlite
    from tests.storm.takeover import say, takeover

    with tempfile.TemporaryDirectory() as folder:
        print(say(await takeover(new_sqlite(Path(folder)), lease=5 if small else 45)), flush=True)


async def rates(small: bool) -> None:
    """The ledger beside one job per delivery: in turns, each judged by its best."""
    from tests.fakes.postgres import run_postgres
    from tests.storm.rates import by_jobs, through_the_ledger
    from tests.storm.stock import new_postgres, new_sqlite

    number, turns = (300, 1) if small else (2000, 3)
    best: dict[str, float] = {}
    with run_postgres() as server:
        for _ in range(turns):
            with tempfile.TemporaryDirectory() as folder:
                turn = {"on SQLite": await through_the_ledger(new_sqlite(Path(folder)), number)}
            turn["on PostgreSQL"] = await through_the_ledger(await new_postgres(server), number)
            turn["with seven marks each"] = await through_the_ledger(await new_postgres(server), number, stories=7)
            turn["by jobs"] = await by_jobs(await new_postgres(server), number)
            best = {name: max(rate, best.get(name, 0.0)) for name, rate in turn.items()}
    print(
        f"{number} deliveries, the best of {turns}: through the ledger {best['on SQLite']:.0f}/s on SQLite,"
        f" {best['on PostgreSQL']:.0f}/s on PostgreSQL ({best['with seven marks each']:.0f}/s with seven stories each"
        f" marked as seen); one procrastinate job each {best['by jobs']:.0f}/s:"
        f" {best['on PostgreSQL'] / best['by jobs']:.1f} times as many",
        flush=True,
    )


async def idle(small: bool) -> None:
    """Nothing to do."""
    from tests.fakes.postgres import run_postgres
    from tests.storm.idle import measure, say
    from tests.storm.stock import new_postgres, new_sqlite

    seconds = 5 if small else 60
    with tempfile.TemporaryDirectory() as folder:
        found = await measure(Path(folder), new_sqlite(Path(folder)), [("run",)], seconds)
    print(say("SQLite", found), flush=True)
    with run_postgres() as server, tempfile.TemporaryDirectory() as folder:
        both = [("run", "--no-worker"), ("worker",)]
        found = await measure(Path(folder), await new_postgres(server), both, seconds)
    print(say("PostgreSQL", found), flush=True)


async def year(small: bool) -> None:
    """What a year leaves behind."""
    from tests.storm.stock import new_sqlite
    from tests.storm.year import live, say

    days, every = (40, 10) if small else (400, 40)
    with tempfile.TemporaryDirectory() as folder:
        async for stand in live(new_sqlite(Path(folder)), days, every):
            print(say(stand), flush=True)


PARTS: dict[str, Callable[[bool], Awaitable[None]]] = {
    "kills": kills,
    "crowd": crowd,
    "schedules": schedules,
    "takeovers": takeovers,
    "rates": rates,
    "idle": idle,
    "year": year,
}


async def main() -> None:
    """Run what is named."""
    reader = argparse.ArgumentParser(prog="python -m tests.storm")
    reader.add_argument("parts", nargs="*", choices=[[], *PARTS])
    reader.add_argument("--small", action="store_true", help="the same with little, in a minute")
    given = reader.parse_args()
    logging.disable(logging.INFO)
    for name in given.parts or PARTS:
        await PARTS[name](given.small)


if __name__ == "__main__":
    use_packaged_zones()
    asyncio.run(main())
