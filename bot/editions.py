"""Composing an edition: what a briefing says for one slot, drafted ahead of it and frozen before the first send."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.codec import document_from_json, document_to_json
from bot.composing import Recent, Shared, SharedDigests, kind_of
from bot.document import Document, Small, paragraph, text
from bot.language import speaking, tr, trn
from bot.layout import lay_out_digest
from bot.recipes import Recipe, Recipes
from bot.services import Services
from bot.store.briefings import Briefing
from bot.store.contents import Content, ContentMissing, name_of
from bot.store.drafts import Draft, DraftStore
from bot.store.ledger import Edition, Ledger
from bot.store.outcomes import Delivery
from bot.store.settling import GroupCommit
from summarizer.errors import SummarizerError
from summarizer.model import Digest, Sentence
from summarizer.store.codec import sentence_from_json, sentence_to_json
from summarizer.summaries import PATIENCE

log = structlog.get_logger(__name__)
RECENT = 256
KINDS_AT_ONCE = 16
"""So many different editions are composed ahead before they are kept."""
ON_TIME = timedelta(seconds=8)
"""So long after its minute an outdated draft is composed anew; after that being on time beats the last headline."""
HURRY = 8.0
"""Seconds that a model gets for an edition that is composed at its minute; ahead of it, as long as it may take."""


@dataclass(frozen=True, slots=True)
class Composed:
    """An edition's content: what is posted, which story versions it tells, and every sentence with its receipt."""

    document: Document
    stories: tuple[tuple[str, int], ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """A content in every form that is needed of it, made once."""

    composed: Composed
    content: Content
    name: str


@dataclass(frozen=True, slots=True)
class _Freezing:
    edition: int
    told: _Told


class Editor:
    """Composes editions."""

    def __init__(self, services: Services, ledger: Ledger) -> None:
        self._clock = services.clock
        self._ledger = ledger
        self._drafts = DraftStore(ledger.database)
        self._recipes = Recipes(services, ledger, self._drafts)
        self._digests = SharedDigests(services.composer)
        self._told: Shared[tuple[Digest, _Told]] = Shared(RECENT)
        self._known: Recent[str, Composed] = Recent(RECENT)
        self._freezing = GroupCommit(self._freeze)
        self._kept: dict[int, str] = {}

    async def compose(self, briefing: Briefing, until: datetime, since: datetime | None = None) -> Composed:
        """What the channel has not seen since its last edition, the first one the last 24 h."""
        recipes = await self._recipes.of([(briefing, until, since)])
        return (await self._tell(_only(recipes, briefing))).composed

    async def compose_next(self, briefing: Briefing, until: datetime) -> Composed:
        """What an edition due at that time would say: exactly what is sent, if nothing is read in between."""
        recipes = await self._recipes.coming([(briefing, until)])
        return (await self._tell(_only(recipes, briefing))).composed

    async def draft(self, briefings: Sequence[Briefing]) -> int:
        """Compose ahead the next editions of these briefings, unless that was done of the same reading; how many.

        One that cannot be composed is left to its minute, and keeps none of the others.
        """
        wanted = {each.id: each.next for each in briefings if each.next}
        stamps = await self._recipes.stamps([each for each in briefings if each.next])
        held = await self._drafts.stamps([(number, slot.key) for number, slot in wanted.items()])
        stale = [each for each in briefings if each.next and held.get((each.id, each.next.key)) != stamps[each.id]]
        recipes = await self._recipes.coming([(each, each.next.at) for each in stale if each.next])
        made = 0
        for few in _parts(recipes):
            told = {number: each for number, each in (await self._tell_all(few)).items() if isinstance(each, _Told)}
            drafts = [Draft(number, wanted[number], each.name, stamps[number]) for number, each in told.items()]
            await self._drafts.keep(drafts, {each.name: each.content for each in told.values()})
            made += len(drafts)
        return made

    async def prepare(
        self, claimed: Sequence[Delivery], editions: Mapping[int, Edition], briefings: Mapping[int, Briefing]
    ) -> dict[int, Composed | Recipe]:
        """What these deliveries will say, by edition, looked up together: frozen before, or now from a draft that still
        holds; for what must be composed first, its recipe. Absent: whose briefing is gone, paused, or rests."""
        now = self._clock.now()
        due = [
            (each, edition, briefing)
            for each in claimed
            if (edition := editions.get(each.edition))
            and (briefing := briefings.get(each.briefing))
            and not (briefing.paused or briefing.rests(now))
        ]
        open_ones = [(each, edition, briefing) for each, edition, briefing in due if edition.content is None]
        drafted = [parts for parts in open_ones if parts[1].draft and not parts[0].late]
        fresh = await self._still_hold([(edition, briefing) for _, edition, briefing in drafted])
        said = await self._frozen_drafts([edition for _, edition, _ in drafted if edition.id in fresh])
        left = [(briefing, edition.due_at) for _, edition, briefing in open_ones if edition.id not in said]
        recipes = await self._recipes.coming(left)
        anew = {
            edition.id: recipes[briefing.id]
            for _, edition, briefing in open_ones
            if edition.id not in said and briefing.id in recipes
        }
        return {**self._frozen_before([edition for _, edition, _ in due]), **anew, **said}

    async def frozen(
        self, edition: Edition, briefing: Briefing, delivery: Delivery, recipe: Recipe | None = None
    ) -> Composed:
        """The edition's content, composed and frozen now unless it was before; `recipe` is what `prepare` found."""
        if edition.content is not None:
            return composed_of(edition)
        if recipe is None:
            recipe = _only(await self._recipes.coming([(briefing, edition.due_at)]), briefing)
        told = await self._tell(recipe, HURRY, late=delivery.late)
        await self._freezing.add(_Freezing(edition.id, told))
        kept = self._kept.pop(edition.id, None)
        return told.composed if kept is None else await self._said(kept)

    async def _still_hold(self, drafted: Sequence[tuple[Edition, Briefing]]) -> frozenset[int]:
        """The editions whose draft was made of today's reading and wishes, and those that would be late otherwise."""
        hurry = self._clock.now() - ON_TIME
        stamps = await self._recipes.stamps([briefing for edition, briefing in drafted if edition.due_at >= hurry])
        return frozenset(
            edition.id
            for edition, briefing in drafted
            if edition.due_at < hurry or edition.draft_of == stamps[briefing.id]
        )

    async def _frozen_drafts(self, drafted: Sequence[Edition]) -> dict[int, Composed | Recipe]:
        """What the drafts of these editions say, frozen in one transaction; absent: a draft that cannot be read."""
        names = {each.draft for each in drafted if each.draft}
        readable = {name: said for name in names if (said := await self._readable(name))}
        frozen = {each.id: each.draft for each in drafted if each.draft in readable}
        kept = await self._ledger.freeze(frozen, {}, self._clock.now()) if frozen else {}
        return {number: readable[name] for number, name in frozen.items() if kept.get(number, name) == name}

    async def _readable(self, name: str) -> Composed | None:
        try:
            return await self._said(name)
        except (ContentMissing, KeyError, TypeError, ValueError) as error:
            log.error("a draft cannot be read; it is composed anew", draft=name, reason=repr(error))
            return None

    def _frozen_before(self, editions: Sequence[Edition]) -> dict[int, Composed | Recipe]:
        return {each.id: self._read(each.name, each.content) for each in editions if each.content and each.name}

    async def _said(self, name: str) -> Composed:
        """What the content of that name says. Thousands of channels may have the same one."""
        if known := self._known.find(name):
            return known
        return self._read(name, await self._ledger.content(name))

    def _read(self, name: str, content: Content) -> Composed:
        if known := self._known.find(name):
            return known
        said = read_content(content)
        self._known.keep(name, said)
        return said

    async def _tell_all(self, recipes: Mapping[int, Recipe]) -> dict[int, _Told | BaseException]:
        """What each recipe comes to, made once each kind; an error where it could not be composed."""
        kinds: dict[Hashable, Recipe] = {_kind(recipe): recipe for recipe in recipes.values()}
        told = await asyncio.gather(*(self._tell(recipe, None) for recipe in kinds.values()), return_exceptions=True)
        found = dict(zip(kinds, told, strict=True))
        for error in told:
            if isinstance(error, BaseException):
                log.error("an edition could not be composed ahead", error=type(error).__name__, reason=str(error))
        return {number: found[_kind(recipe)] for number, recipe in recipes.items()}

    async def _tell(self, recipe: Recipe, patience: float | None = PATIENCE, *, late: bool = False) -> _Told:
        digest = await self._digests.compose(recipe.request, recipe.read, recipe.seen, patience)

        async def lay_out() -> tuple[Digest, _Told]:
            # The digest is kept beside what was made of it, so that its id stays its own.
            return digest, await asyncio.to_thread(_lay_out, digest, recipe, late)

        told = (await self._told.get((id(digest), recipe.look, recipe.language, late), lay_out))[1]
        self._known.keep(told.name, told.composed)
        return told

    async def _freeze(self, waiting: Sequence[_Freezing]) -> None:
        said = {each.edition: each.told.name for each in waiting}
        contents = {each.told.name: each.told.content for each in waiting}
        self._kept.update(await self._ledger.freeze(said, contents, self._clock.now()))


def _only(recipes: Mapping[int, Recipe], briefing: Briefing) -> Recipe:
    if briefing.id not in recipes:
        raise SummarizerError(f"the zone {briefing.schedule.timezone} is not known; set the briefing again")
    return recipes[briefing.id]


def _kind(recipe: Recipe) -> Hashable:
    """What makes two recipes the same: all but who reads."""
    return (kind_of(recipe.request), recipe.look, recipe.language, recipe.read, recipe.seen)


def _parts(recipes: Mapping[int, Recipe]) -> Iterator[dict[int, Recipe]]:
    """So many recipes that no more than a few kinds must be composed before the first are kept."""
    part: dict[int, Recipe] = {}
    kinds: set[Hashable] = set()
    for number, recipe in recipes.items():
        part[number] = recipe
        kinds.add(_kind(recipe))
        if len(kinds) == KINDS_AT_ONCE:
            yield part
            part, kinds = {}, set()
    if part:
        yield part


def _lay_out(digest: Digest, recipe: Recipe, late: bool) -> _Told:
    with speaking(recipe.language):
        document = lay_out_digest(digest, recipe.look)
        document = document if digest.stories else _saying_so(document, digest)
    composed = Composed(
        document=_marked_late(document) if late else document,
        stories=tuple((story.id, story.version) for story in digest.stories),
        sentences=tuple(sentence for story in digest.stories for sentence in story.summary),
    )
    content = content_of(composed)
    return _Told(composed, content, name_of(content))


def _saying_so(document: Document, digest: Digest) -> Document:
    """A digest without stories says in one line that there is nothing, and of how much."""
    heading, _, *rest = document.blocks
    said = tr("Nothing new for this channel: its sources brought nothing.")
    if digest.read.entries:
        said = trn(
            "Nothing new for this channel: one article was read, and it did not stand out.",
            "Nothing new for this channel: of {number} articles read none stood out.",
            digest.read.entries,
        )
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
