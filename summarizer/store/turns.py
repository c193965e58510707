"""Whose turn it is to condense what by a model, for all processes of a store: no story version is paid for twice.

A row is work to be done: taken by one process until a time, put back with a pause if it came to nothing, and gone when
it is done. What a dead process took is free after a short term.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from summarizer.ports import Clock
from summarizer.store.database import Database
from summarizer.store.tables import condensing
from summarizer.store.upsert import insert_new

TERM = timedelta(seconds=45)
"""A model has 30 s for a summary."""
PAUSE, LONGEST_PAUSE = timedelta(minutes=10), timedelta(hours=3)
MOST_TRIES = 12
"""After so many, a good day in all, what there is stays."""
_SET_BACK = LONGEST_PAUSE + TERM


@dataclass(frozen=True, slots=True)
class Turn:
    """One piece of work: which version of which story in which shape, and the ids of the articles it is made of."""

    story: str
    version: int
    shape: str
    texts: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    title: str = ""
    tries: int = 0

    @property
    def is_last(self) -> bool:
        """Whether it has been tried so often that another failure is the last."""
        return self.tries + 1 >= MOST_TRIES


class TurnStore:
    """The turns of one store."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def take(self, turn: Turn) -> Turn | None:
        """The turn as it was, taken for a short term; None while another has it, or it rests.

        Taking it counts as a try, so that work on which processes die ends, too.
        """
        now = self._clock.now()
        taken = {"not_before": now + TERM, "tries": condensing.c.tries + 1}
        claim = update(condensing).where(_is(turn), _is_free(now)).values(taken)
        async with self._database.write() as connection:
            if await insert_new(connection, condensing, [_row(turn) | {"not_before": now + TERM, "tries": 1}]) == 1:
                return turn
            if (await connection.execute(claim)).rowcount != 1:
                return None
            held = _turn((await connection.execute(select(condensing).where(_is(turn)))).mappings().one())
        return replace(held, tries=held.tries - 1)

    async def plan(self, turns: Sequence[Turn]) -> None:
        """Note work that may begin at once, unless it is noted already."""
        now = self._clock.now()
        if turns:
            async with self._database.write() as connection:
                await insert_new(connection, condensing, [_row(turn) | {"not_before": now} for turn in turns])

    async def put_back(self, turn: Turn) -> None:
        """Let it rest, longer each time."""
        again = self._clock.now() + min(PAUSE * 2**turn.tries, LONGEST_PAUSE)
        rest = update(condensing).where(_is(turn)).values(tries=turn.tries + 1, not_before=again)
        async with self._database.write() as connection:
            await connection.execute(rest)

    async def done(self, turn: Turn) -> None:
        """It is done, or of no use any more."""
        async with self._database.write() as connection:
            await connection.execute(delete(condensing).where(_is(turn)))

    async def due(self, most: int, made_by: str) -> tuple[Turn, ...]:
        """The work of this maker that may be taken now, what waits longest first."""
        # Another version, with another model or prompt, may run beside this one: its work is not ours to end.
        mine = condensing.c.shape.contains(made_by, autoescape=True)
        open_ = and_(mine, _is_free(self._clock.now()), condensing.c.tries < MOST_TRIES)
        statement = select(condensing).where(open_).order_by(condensing.c.not_before)
        async with self._database.read() as connection:
            rows = (await connection.execute(statement.limit(most))).mappings().all()
        return tuple(_turn(row) for row in rows)


def _is(turn: Turn) -> ColumnElement[bool]:
    return and_(
        condensing.c.story == turn.story, condensing.c.version == turn.version, condensing.c.shape == turn.shape
    )


def _is_free(now: datetime) -> ColumnElement[bool]:
    """Whether it may be taken; one that rests longer than any pause was put back before the clock was."""
    return or_(condensing.c.not_before <= now, condensing.c.not_before > now + _SET_BACK)


def _row(turn: Turn) -> dict[str, Any]:
    task = {"texts": list(turn.texts), "earlier": list(turn.earlier), "title": turn.title}
    return {"story": turn.story, "version": turn.version, "shape": turn.shape, "task": task, "tries": turn.tries}


def _turn(row: Any) -> Turn:
    task = row["task"]
    return Turn(
        row["story"], row["version"], row["shape"], tuple(task["texts"]), tuple(task["earlier"]), task["title"],
        row["tries"],
    )  # fmt: skip
