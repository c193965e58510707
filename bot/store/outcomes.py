"""What became of attempts to deliver, written by the batch: the deliveries' new states, and what their channels have
seen by them. The same few statements whatever the number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Integer, Select, Text, Update, bindparam, func, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports import Place
from bot.store.bulk import Columns, Rows, dialect_of, insert
from bot.store.tables import deliveries
from summarizer.store.tables import seen
from summarizer.store.types import UtcDateTime

STATES = ("pending", "sending", "sent", "failed", "ambiguous")
WAITING = ("pending", "ambiguous")
OPEN = (*WAITING, "sending")


@dataclass(frozen=True, slots=True)
class Delivery:
    """An edition on its way into one channel. `key` is its idempotency key, 25 characters at most.

    `unsure` counts the posts of it that may have arrived without an answer; `under` is the message under which an
    update goes, None for a briefing.
    """

    id: int
    edition: int
    briefing: int
    place: Place
    slot: str
    state: str
    key: str
    attempts: int
    due_at: datetime
    sent_at: datetime | None
    message_id: str | None
    late: bool
    reason: str | None
    unsure: int = 0
    under: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an attempt: the delivery's new state, and the story versions its channel has seen by it.

    `unsure`: it was posted, and nobody knows yet whether it arrived.
    """

    delivery: Delivery
    state: str
    reason: str | None = None
    not_before: datetime | None = None
    message_id: str | None = None
    at: datetime | None = None
    late: bool = False
    stories: tuple[tuple[str, int], ...] = ()
    unsure: bool = False


async def write_outcomes(connection: AsyncConnection, owner: str, outcomes: Sequence[Outcome]) -> None:
    """Write what became of deliveries, and what their channels have seen by it.

    That a message arrived is written whoever holds the lease now; anything else only by who holds it.
    """
    dialect = dialect_of(connection)
    # Locked in the order of their ids: two processes that write the same rows never wait for each other in a circle.
    await connection.execute(_locked(), {"ids": sorted(each.delivery.id for each in outcomes)})
    told = _OUTCOMES.told(dialect, [_written(each) for each in outcomes])
    await connection.execute(_settled(dialect), {**told, "owner": owner})
    if marks := _marks(outcomes):
        readers, versions = marks
        told = {**_READERS.told(dialect, readers), **_STORIES.told(dialect, versions)}
        await connection.execute(_seen(dialect), told)


_BECOMES: Columns = {
    "state": Text(),
    "settled": Boolean(),
    "reason": Text(),
    "not_before": UtcDateTime(),
    "message_id": Text(),
    "sent_at": UtcDateTime(),
    "late": Boolean(),
    "unsure": Integer(),
}
_OUTCOMES = Rows("outcomes", {"of": Integer(), "arrived": Boolean(), **_BECOMES})
_READERS = Rows("readers", {"kind": Integer(), "reader": Text(), "at": UtcDateTime()})
_STORIES = Rows("stories", {"kind": Integer(), "story": Text(), "version": Integer()})


@cache
def _locked() -> Select[Any]:
    mine = select(deliveries.c.id).where(deliveries.c.id.in_(bindparam("ids", expanding=True)))
    return mine.order_by(deliveries.c.id).with_for_update()


@cache
def _settled(dialect: str) -> Update:
    told = _OUTCOMES.table(dialect)
    become = {name: told.c[name] for name in _BECOMES}
    return (
        update(deliveries)
        .where(deliveries.c.id == told.c.of, deliveries.c.state != "sent")
        .where(or_(told.c.arrived == true(), deliveries.c.lease_owner == bindparam("owner", type_=Text)))
        .values(**become, lease_until=None, lease_owner=None)
    )


@cache
def _seen(dialect: str) -> Any:
    """What was posted was seen by its channel. A mark is never lowered."""
    who, what = _READERS.table(dialect), _STORIES.table(dialect)
    marks = (
        select(who.c.reader, what.c.story, func.max(what.c.version), func.max(who.c.at))
        .join_from(who, what, who.c.kind == what.c.kind)
        .where(true())
        .group_by(who.c.reader, what.c.story)
        .order_by(who.c.reader, what.c.story)
    )
    statement = insert(dialect, seen).from_select(["reader", "story", "version", "at"], marks)
    newer = statement.excluded.version > seen.c.version
    raised = {"version": statement.excluded.version, "at": statement.excluded.at}
    return statement.on_conflict_do_update(index_elements=["reader", "story"], set_=raised, where=newer)


def _marks(outcomes: Sequence[Outcome]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]] | None:
    """Who has seen, and what was seen, joined by `kind`: thousands of channels are told the same stories, so that both
    travel once. None: nothing was seen."""
    told = [each for each in outcomes if each.stories]
    kinds = {stories: number for number, stories in enumerate({each.stories: None for each in told})}
    readers = [{"kind": kinds[each.stories], "reader": each.delivery.place.key, "at": each.at} for each in told]
    versions = [
        {"kind": kind, "story": story, "version": version}
        for stories, kind in kinds.items()
        for story, version in stories
    ]
    return (readers, versions) if told else None


def _written(outcome: Outcome) -> dict[str, Any]:
    delivery = outcome.delivery
    return {
        "of": delivery.id,
        "arrived": outcome.state == "sent",
        "state": outcome.state,
        "settled": outcome.state not in OPEN,
        "reason": outcome.reason,
        "not_before": outcome.not_before or delivery.due_at,
        "message_id": outcome.message_id,
        "sent_at": outcome.at if outcome.state == "sent" else None,
        "late": delivery.late or outcome.late,
        "unsure": delivery.unsure + outcome.unsure,
    }
