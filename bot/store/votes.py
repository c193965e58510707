"""What people said of stories, one vote a person and story, and what the votes of a channel come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.ports import Asker, Place
from bot.store.tables import votes
from summarizer.store.database import Database
from summarizer.store.upsert import put

HALF_LIFE = timedelta(days=14)
REMEMBERED = timedelta(days=120)
"""After that a vote weighs less than 0.3 % of what it did."""
MOST = 0.6
"""The most that the votes of a whole channel can make of one topic or publisher."""


class VoteStore:
    """The votes of one installation."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def vote(self, asker: Asker, story: str, worth: int, names: Mapping[str, float], at: datetime) -> int:
        """The asker wants more (`worth` 1) or fewer (-1) of what the story is about: topics and publishers, and what
        one fresh vote adds to each.

        The vote takes the place of the one that they gave on this story here; the worth of that one, 0: none.
        """
        mine = (votes.c.place == asker.place.key) & (votes.c.user == asker.user) & (votes.c.story == story)
        row = {
            "place": asker.place.key,
            "user": asker.user,
            "story": story,
            "worth": worth,
            "names": dict(names),
            "at": at,
        }
        async with self._database.write() as connection:
            before: int | None = (await connection.execute(select(votes.c.worth).where(mine))).scalar_one_or_none()
            if before != worth:
                await put(connection, votes, [row], keys=["place", "user", "story"])
        return before or 0

    async def newest(self, places: Sequence[Place]) -> dict[str, datetime]:
        """When the newest vote of each channel was given, by the channel's key; absent: nobody voted there."""
        if not places:
            return {}
        statement = select(votes.c.place, func.max(votes.c.at)).where(votes.c.place.in_([each.key for each in places]))
        async with self._database.read() as connection:
            return {row[0]: row[1] for row in await connection.execute(statement.group_by(votes.c.place))}

    async def weights(self, place: Place, now: datetime) -> dict[str, float]:
        """What a channel's votes come to, by topic and publisher: each halved every 14 days, their sum bounded."""
        return (await self.weights_of([place], now)).get(place, {})

    async def weights_of(self, places: Sequence[Place], now: datetime) -> dict[Place, dict[str, float]]:
        """The weights of many channels, looked up together; absent: nobody voted there."""
        known = {place.key: place for place in places}
        statement = select(votes.c.place, votes.c.worth, votes.c.names, votes.c.at).where(
            votes.c.place.in_(known), votes.c.at > now - REMEMBERED
        )
        sums: defaultdict[Place, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
        async with self._database.read() as connection:
            for row in await connection.execute(statement):
                faded = row.worth * 0.5 ** (max(timedelta(0), now - row.at) / HALF_LIFE)
                for name, share in row.names.items():
                    sums[known[row.place]][name] += faded * share
        return {
            place: {name: max(-MOST, min(MOST, weight)) for name, weight in mine.items()}
            for place, mine in sums.items()
        }
