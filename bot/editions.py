"""Composing an edition: what a briefing says for one slot, ready to be frozen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.codec import document_from_json, document_to_json
from bot.document import Document, text
from bot.layout import Look, lay_out_digest
from bot.services import DAY, Services
from bot.store.briefings import Briefing
from bot.store.ledger import Edition, Ledger
from summarizer.model import Sentence, Style
from summarizer.store.codec import sentence_from_json, sentence_to_json


@dataclass(frozen=True, slots=True)
class Composed:
    """An edition's content: what is posted, which story versions it tells, and every sentence with its receipt."""

    document: Document
    stories: tuple[tuple[str, int], ...]
    sentences: tuple[Sentence, ...]


class Editor:
    """Composes editions."""

    def __init__(self, services: Services, ledger: Ledger) -> None:
        self._services = services
        self._ledger = ledger

    async def compose(self, briefing: Briefing, until: datetime, since: datetime | None = None) -> Composed:
        """What the channel has not seen since its last edition, the first one the last 24 h."""
        channel = briefing.channel
        window = max(DAY, until - since) if since else DAY
        request = replace(
            await self._services.request(channel),
            since=until - window,
            until=until,
            readers=(briefing.place.key,),
            unseen_only=True,
            floor=True,
        )
        digest = await self._services.composer.compose(request)
        look = Look(
            title="Morning briefing" if 4 <= until.astimezone(_zone(briefing)).hour < 12 else "Briefing",
            timezone=briefing.schedule.timezone,
            style=channel.style or Style.BRIEF,
            actions=True,
        )
        return Composed(
            document=lay_out_digest(digest, look),
            stories=tuple((story.id, story.version) for story in digest.stories),
            sentences=tuple(sentence for story in digest.stories for sentence in story.summary),
        )

    async def frozen(self, edition: Edition, briefing: Briefing, *, late: bool) -> Composed:
        """The edition's content: composed and frozen now, unless it was before."""
        if edition.content is None:
            composed = await self.compose(briefing, edition.due_at, await self._ledger.before(edition))
            if late:
                composed = replace(composed, document=_marked_late(composed.document))
            edition = await self._ledger.freeze(edition, content_of(composed), self._services.clock.now())
        return composed_of(edition)


def _zone(briefing: Briefing) -> Any:
    from zoneinfo import ZoneInfo

    return ZoneInfo(briefing.schedule.timezone)


def _marked_late(document: Document) -> Document:
    from bot.document import Small

    return Document(
        document.summary, (*document.blocks, Small((text("This briefing is late: I was not running at its time."),)))
    )


def content_of(composed: Composed) -> dict[str, Any]:
    """The content as JSON."""
    return {
        "document": document_to_json(composed.document),
        "stories": [list(story) for story in composed.stories],
        "sentences": [sentence_to_json(sentence) for sentence in composed.sentences],
    }


def composed_of(edition: Edition) -> Composed:
    """The content that an edition was frozen with."""
    content: dict[str, Any] = edition.content or {}
    stories: Sequence[Sequence[Any]] = content["stories"]
    return Composed(
        document=document_from_json(content["document"]),
        stories=tuple((str(story), int(version)) for story, version in stories),
        sentences=tuple(sentence_from_json(each) for each in content["sentences"]),
    )
