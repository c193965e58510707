"""Composing an edition: what a briefing says for one slot, drafted ahead of it and frozen before the first send."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any
from zoneinfo import ZoneInfo

from bot.codec import document_from_json, document_to_json
from bot.composing import Recent, SharedDigests
from bot.document import Document, Small, paragraph, text
from bot.language import say_number, speaking, tr
from bot.layout import Look, lay_out_digest
from bot.services import DAY, Services
from bot.store.briefings import Briefing
from bot.store.drafts import DraftStore
from bot.store.ledger import Delivery, Edition, Ledger
from bot.store.settling import GroupCommit
from summarizer.model import Digest, Sentence, Style
from summarizer.store.codec import sentence_from_json, sentence_to_json

COMPOSED_AT_ONCE = 4
RECENT = 256
ON_TIME = timedelta(seconds=8)
"""So long after its minute an outdated draft is composed anew; after that being on time beats the last headline."""


@dataclass(frozen=True, slots=True)
class Composed:
    """An edition's content: what is posted, which story versions it tells, and every sentence with its receipt."""

    document: Document
    stories: tuple[tuple[str, int], ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class _Freezing:
    edition: int
    content: Mapping[str, Any] | None
    """None: the draft, as it lies in the store."""


class Editor:
    """Composes editions."""

    def __init__(self, services: Services, ledger: Ledger) -> None:
        self._services = services
        self._ledger = ledger
        self._drafts = DraftStore(ledger.database)
        self._digests = SharedDigests(services.composer, self._drafts)
        self._laid_out: Recent[tuple[int, Look, str], tuple[Digest, Composed]] = Recent(RECENT)
        self._contents: Recent[int, tuple[Composed, Mapping[str, Any], str]] = Recent(RECENT)
        self._known: Recent[str, Composed] = Recent(RECENT)
        self._freezing = GroupCommit(self._freeze)
        self._kept: dict[int, Mapping[str, Any]] = {}
        self._places = asyncio.Semaphore(COMPOSED_AT_ONCE)

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
        digest = await self._digests.compose(request)
        zone = briefing.schedule.timezone
        with speaking(channel.speaks):
            look = Look(
                title=tr("Morning briefing") if 4 <= until.astimezone(ZoneInfo(zone)).hour < 12 else tr("Briefing"),
                timezone=zone,
                style=channel.style or Style.BRIEF,
                actions=True,
                posted=True,
            )
            # The digest is kept beside what was made of it, so that its id stays its own.
            named = (id(digest), look, channel.speaks)
            return self._laid_out.get(named, lambda: (digest, _lay_out(digest, look)))[1]

    async def compose_next(self, briefing: Briefing, until: datetime) -> Composed:
        """What an edition due at that time would say: exactly what is sent, if nothing is read in between."""
        return await self.compose(briefing, until, await self._ledger.before(briefing.id, until))

    async def draft(self, briefings: Sequence[Briefing]) -> int:
        """Compose ahead the next editions of these briefings, unless that was done of the same reading; how many."""
        wanted = {each.id: each for each in briefings if each.next}
        stamps = await self._stamps(list(wanted.values()))
        held = await self._drafts.stamps([(each.id, each.next.key) for each in wanted.values() if each.next])
        made = 0
        for briefing in wanted.values():
            if briefing.next is None or _made_of(held.get((briefing.id, briefing.next.key))) == stamps[briefing.id]:
                continue
            content, name = self._written(await self.compose_next(briefing, briefing.next.at))
            await self._drafts.keep(briefing.id, briefing.next, content, f"{stamps[briefing.id]}:{name}")
            made += 1
            await asyncio.sleep(0)
        return made

    async def outdated(self, editions: Sequence[Edition], briefings: Mapping[int, Briefing]) -> frozenset[int]:
        """Of these editions, those whose draft was made of another reading, or of other wishes, than today's."""
        drafted = [each for each in editions if each.draft_of and each.content is None and each.briefing in briefings]
        stamps = await self._stamps([briefings[each.briefing] for each in drafted])
        return frozenset(each.id for each in drafted if _made_of(each.draft_of) != stamps[each.briefing])

    async def frozen(self, edition: Edition, briefing: Briefing, delivery: Delivery, *, outdated: bool) -> Composed:
        """The edition's content: frozen now, unless it was before; from its draft if that still holds."""
        if edition.content is not None:
            return composed_of(edition)
        hurry = self._services.clock.now() - edition.due_at > ON_TIME
        if edition.draft_of is not None and not delivery.late and (hurry or not outdated):
            composed = await self._drafted(edition)
            await self._freezing.add(_Freezing(edition.id, None))
            return read_content(self._kept.pop(edition.id)) if edition.id in self._kept else composed
        async with self._places:
            composed = await self.compose_next(briefing, edition.due_at)
        if delivery.late:
            composed = replace(composed, document=_marked_late(composed.document))
        content = content_of(composed)
        await self._freezing.add(_Freezing(edition.id, content))
        return read_content(self._kept.pop(edition.id)) if edition.id in self._kept else composed

    async def _drafted(self, edition: Edition) -> Composed:
        """What an edition's draft says. Thousands of channels may have the same one."""
        name = str(edition.draft_of).rpartition(":")[2]
        if known := self._known.find(name):
            return known
        draft = await self._ledger.draft(edition.id)
        return self._known.get(name, lambda: read_content(draft or {}))

    def _written(self, composed: Composed) -> tuple[Mapping[str, Any], str]:
        """The content as JSON, and a name for it."""
        content, name = self._contents.get(id(composed), lambda: (composed, *_named(content_of(composed))))[1:]
        self._known.get(name, lambda: composed)
        return content, name

    async def _freeze(self, waiting: Sequence[_Freezing]) -> None:
        contents = {each.edition: each.content for each in waiting}
        self._kept.update(await self._ledger.freeze(contents, self._services.clock.now()))

    async def _stamps(self, briefings: Sequence[Briefing]) -> dict[int, str]:
        """What a draft depends on, by briefing: what was read, what the channel wishes, what it has seen."""
        marks = await self._drafts.marks([each.place.key for each in briefings])
        read = await self._drafts.newest_reading()
        return {each.id: _stamp(read, each, marks.get(each.place.key)) for each in briefings}


def _lay_out(digest: Digest, look: Look) -> Composed:
    document = lay_out_digest(digest, look)
    return Composed(
        document=document if digest.stories else _saying_so(document, digest),
        stories=tuple((story.id, story.version) for story in digest.stories),
        sentences=tuple(sentence for story in digest.stories for sentence in story.summary),
    )


def _made_of(draft_of: str | None) -> str | None:
    """What a draft was made of, without the draft's own name."""
    return draft_of.partition(":")[0] if draft_of else None


def _named(content: Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
    words = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return content, blake2b(words.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _stamp(read: str | None, briefing: Briefing, seen: datetime | None) -> str:
    words = f"{read}\x1f{briefing.channel!r}\x1f{briefing.schedule.timezone}\x1f{seen}"
    return blake2b(words.encode(), digest_size=16).hexdigest()


def _saying_so(document: Document, digest: Digest) -> Document:
    """A digest without stories says in one line that there is nothing, and of how much."""
    heading, _, *rest = document.blocks
    said = tr("Nothing above your line; {number} read.", number=say_number(digest.read.entries))
    return Document(said, (heading, paragraph(said), *rest))


def _marked_late(document: Document) -> Document:
    with speaking(document.language):
        late = tr("This briefing is late: I was not running at its time.")
        return Document(document.summary, (*document.blocks, Small((text(late),))))


def content_of(composed: Composed) -> dict[str, Any]:
    """The content as JSON."""
    return {
        "document": document_to_json(composed.document),
        "stories": [list(story) for story in composed.stories],
        "sentences": [sentence_to_json(sentence) for sentence in composed.sentences],
    }


def composed_of(edition: Edition) -> Composed:
    """The content that an edition was frozen with."""
    return read_content(edition.content or {})


def read_content(content: Mapping[str, Any]) -> Composed:
    """What `content_of` wrote."""
    stories: Sequence[Sequence[Any]] = content["stories"]
    return Composed(
        document=document_from_json(content["document"]),
        stories=tuple((str(story), int(version)) for story, version in stories),
        sentences=tuple(sentence_from_json(each) for each in content["sentences"]),
    )
