"""The stories' summaries: held ones, or made now; each once for everybody, whoever asks for it at the same time.

What a model writes takes time and money and fails now and then. So nobody waits longer than their patience; what could
not be written just now is provisional: it serves, and is condensed again later, by whichever process has the turn.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from summarizer.errors import CondenseError
from summarizer.model import Article, CondenseTask, Story, Summary
from summarizer.narrow import PartialStory
from summarizer.ports import Condenser, ModelCondenser
from summarizer.stand_in import stand_in
from summarizer.store.stories import StoryStore
from summarizer.store.summaries import SummaryStore
from summarizer.store.turns import Turn, TurnStore
from summarizer.text.tokens import fold, words_of

POINTS = 3
WORDS = 60
SHAPE = f"p{POINTS}w{WORDS}"
"""Names the length of the cached summaries; a summary of another length is another row."""
PATIENCE = 15.0
"""Seconds that a digest waits for a model; what comes later is kept for the next one."""
_LOOK_AGAIN, _LOOKS = 0.5, 80
"""Seconds between two looks for what another process is making, and how many: rather more than a turn lasts."""
_AGAIN_AT_ONCE = 20
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Piece:
    """What is condensed: a version of a story, told whole or by some sources, or what is new in it for a reader."""

    story: str
    version: int
    shape: str
    task: CondenseTask

    @property
    def turn(self) -> Turn:
        """The work as the store of turns knows it."""
        texts, earlier = self.task.texts, self.task.earlier
        ids = tuple(each.id for each in texts), tuple(each.id for each in earlier)
        return Turn(self.story, self.version, self.shape, *ids, self.task.title)


class Summaries:
    """Summaries by a condenser, kept in a store; `turns` are those of a condenser that is a model."""

    def __init__(self, store: SummaryStore, condenser: Condenser, turns: TurnStore | None = None) -> None:
        self._store = store
        self._condenser = condenser
        self._turns = turns
        self._model = condenser if isinstance(condenser, ModelCondenser) else None
        self._making: dict[Turn, asyncio.Task[Summary | None]] = {}

    @property
    def by_model(self) -> bool:
        """Whether a model writes them."""
        return self._model is not None

    def whole(self, story: Story, reports: Sequence[Article]) -> Piece | None:
        """The story as `reports` tell it, best witness first; None for a story without any text.

        A story that only some of its sources tell has a summary of its own for them.
        """
        texts = [article for article in reports if article.text and _says_more(article)]
        if not texts:
            return None
        return Piece(story.id, story.version, self._shape(story), task_of(texts, title=reports[0].title))

    def news(self, story: Story, task: CondenseTask, seen_version: int) -> Piece:
        """What a reader of that older version does not know yet, for a model to write."""
        return Piece(story.id, story.version, self._shape(story, f"u{seen_version}"), task)

    async def of(self, pieces: Sequence[Piece], patience: float | None = PATIENCE) -> dict[str, Summary]:
        """The summaries by story id: from the store, or made now and kept.

        After `patience` seconds what a model has not written yet is extractive, and is kept when it comes. None is for
        a process that ends with this: it waits as long as the model may take, also for what is provisional.
        """
        shapes = sorted({piece.shape for piece in pieces})
        found: dict[str, Summary] = {}
        # All at once: a model that is slow costs its time once, and not once a story.
        for each in await asyncio.gather(
            *(self._of_shape([piece for piece in pieces if piece.shape == shape], shape, patience) for shape in shapes)
        ):
            found |= each
        return found

    async def again(self, stories: StoryStore) -> int:
        """Condense what is due again, one after the other, until one comes to nothing; how many were written."""
        written = 0
        for turn in await self._turns.due(_AGAIN_AT_ONCE, self._model.make) if self._turns and self._model else ():
            piece = await self._piece_of(turn, stories)
            if piece is None:
                await self._done(turn)
                continue
            summary = await self._start(piece)
            if summary and summary.provisional:
                break
            written += summary is not None
        return written

    async def close(self) -> None:
        """Let go of what is being made; another process takes it up, or the next start."""
        making = list(self._making.values())
        for task in making:
            task.cancel()
        await asyncio.gather(*making, return_exceptions=True)

    def _shape(self, story: Story, *further: str) -> str:
        """Names what a summary is: its length, who made it, and of which part of the story."""
        made_by = self._model.make if self._model else self._condenser.name
        parts = [SHAPE] if made_by == "extractive" else [SHAPE, made_by]
        return "-".join([*parts, *further, *([story.part] if isinstance(story, PartialStory) else [])])

    async def _of_shape(self, pieces: Sequence[Piece], shape: str, patience: float | None) -> dict[str, Summary]:
        held = await self._store.get_many([(piece.story, piece.version) for piece in pieces], shape)
        if self._model is None:
            return held | await self._make_all([piece for piece in pieces if piece.story not in held], shape)
        if patience is None:
            missing = [piece for piece in pieces if piece.story not in held or held[piece.story].provisional]
        else:
            missing = [piece for piece in pieces if piece.story not in held]
            # A failure may have left an extractive one; what another model wrote is better than that.
            poor = {story for story, each in held.items() if each.provisional and each.method == "extractive"}
            older = await self._older([*missing, *(piece for piece in pieces if piece.story in poor)], shape)
            missing = [piece for piece in missing if piece.story not in older]
            held |= older
            wanting = older.keys() | {story for story, summary in held.items() if summary.provisional}
            await self._plan([piece for piece in pieces if piece.story in wanting])
        made = await asyncio.gather(*(self._wait(piece, held.get(piece.story), patience) for piece in missing))
        return held | {piece.story: summary for piece, summary in zip(missing, made, strict=True) if summary}

    async def _make_all(self, pieces: Sequence[Piece], shape: str) -> dict[str, Summary]:
        summaries = await asyncio.gather(*(self._condense(piece.task) for piece in pieces))
        made = {(each.story, each.version): summary for each, summary in zip(pieces, summaries, strict=True) if summary}
        await self._store.put_many(made, shape)
        return {story: summary for (story, _), summary in made.items()}

    async def _older(self, pieces: Sequence[Piece], shape: str) -> dict[str, Summary]:
        """What another model wrote of the same, or this one as it was told before; it serves until there is better."""
        if not pieces or self._model is None:
            return {}
        _, _, rest = shape.partition(self._model.make)
        alike = re.compile(f"{SHAPE}-{self._model.name}(-[0-9a-f]{{8}})?{re.escape(rest)}")
        found = await self._store.get_like([(piece.story, piece.version) for piece in pieces], alike)
        return {story: summary for story, summary in found.items() if summary.method != "extractive"}

    async def _plan(self, pieces: Sequence[Piece]) -> None:
        """See to it that these are written later; what is planned already stays as it is."""
        if self._turns:
            await self._turns.plan([piece.turn for piece in pieces])

    async def _wait(self, piece: Piece, held: Summary | None, patience: float | None) -> Summary | None:
        task = self._start(piece)
        done, _ = await asyncio.wait({task}, timeout=patience)
        return (task.result() if done else await _provisional(piece.task)) or held

    def _start(self, piece: Piece) -> asyncio.Task[Summary | None]:
        """The making of it, begun now unless it is under way; it goes on when nobody waits any more."""
        key = piece.turn
        if (task := self._making.get(key)) is None:
            self._making[key] = task = asyncio.create_task(self._make(piece), name="condense")
            task.add_done_callback(lambda done: self._end(key, done))
        return task

    def _end(self, key: Turn, task: asyncio.Task[Summary | None]) -> None:
        del self._making[key]
        if not task.cancelled() and (error := task.exception()):
            _log.warning("a story could not be condensed: %s", error)

    async def _make(self, piece: Piece) -> Summary | None:
        turn = await self._turns.take(piece.turn) if self._turns else piece.turn
        if turn is None:
            return await self._of_another(piece)
        held = await self._held(piece)
        # Another process may have written it since this one looked.
        if held is None or held.provisional:
            made = await self._condense(piece.task)
            if made is not None:
                return await self._keep(piece, turn, made)
        await self._done(turn)
        return held

    async def _keep(self, piece: Piece, turn: Turn, made: Summary) -> Summary:
        """What was made, or what there was if that is better; what is provisional is put back for later."""
        again = made.provisional and not turn.is_last
        older = await self._older([piece], piece.shape) if made.provisional else {}
        kept = replace(older.get(piece.story, made), provisional=again)
        if not again or self._turns:
            await self._store.put_many({(piece.story, piece.version): kept}, piece.shape)
        if self._turns and again:
            await self._turns.put_back(turn)
        else:
            await self._done(turn)
        return kept

    async def _done(self, turn: Turn) -> None:
        if self._turns:
            await self._turns.done(turn)

    async def _held(self, piece: Piece) -> Summary | None:
        return (await self._store.get_many([(piece.story, piece.version)], piece.shape)).get(piece.story)

    async def _of_another(self, piece: Piece) -> Summary | None:
        """What another process is making; a provisional one that there is serves at once."""
        for _ in range(_LOOKS):
            if held := await self._held(piece):
                return held
            await asyncio.sleep(_LOOK_AGAIN)
        return await _provisional(piece.task)

    async def _condense(self, task: CondenseTask) -> Summary | None:
        """A summary; one whose text gives no sentence keeps its headline, which is better than nothing."""
        try:
            return await self._condenser.condense(task)
        except CondenseError:
            return None

    async def _piece_of(self, turn: Turn, stories: StoryStore) -> Piece | None:
        """The work as a piece; None: the story has grown or gone meanwhile."""
        story = await stories.by_id(turn.story)
        if story is None or (story.id, story.version) != (turn.story, turn.version):
            return None
        articles: Mapping[str, Article] = {each.id: each for each in story.articles if each.text}
        if not turn.texts or not all(each in articles for each in (*turn.texts, *turn.earlier)):
            return None
        texts, earlier = ([articles[each] for each in ids] for ids in (turn.texts, turn.earlier))
        return Piece(turn.story, turn.version, turn.shape, task_of(texts, earlier, turn.title))


def task_of(texts: Sequence[Article], earlier: Sequence[Article] = (), title: str = "") -> CondenseTask:
    """The task of condensing these texts, best witness first."""
    lead = texts[0]
    return CondenseTask(
        title=title or lead.title,
        texts=tuple(texts),
        points=POINTS,
        words=WORDS,
        language=lead.language,
        earlier=tuple(earlier),
    )


async def _provisional(task: CondenseTask) -> Summary | None:
    try:
        return replace(await asyncio.to_thread(stand_in, task), provisional=True)
    except CondenseError:
        return None


def _says_more(article: Article) -> bool:
    """Whether the text is more than the headline once again, as the descriptions of some feeds are."""
    return [fold(word) for word in words_of(article.text)] != [fold(word) for word in words_of(article.title)]
