"""Why a story is there, or is not, and what would have changed that."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.answers.stories import find_story
from bot.answers.telling import tell
from bot.commands import Command
from bot.document import Action, Block, Buttons, Document, Emphasis, Heading, paragraph, small
from bot.language import mark, tr, trn
from bot.layout import say_age
from bot.ports import Asker, Reply
from bot.reasons import say_reason
from bot.services import Services
from summarizer.model import DigestRequest, RankedStory, Story
from summarizer.rank import FOLLOWED, Choice, in_request, order_reports
from summarizer.topics import TopicIndex

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
PARTS = {
    "sources": mark("sources"),
    "growth": mark("growth"),
    "followed": mark("followed topic"),
    "community": mark("community"),
    "feedback": mark("votes"),
}
"""What the parts of a score are called."""
NOT_HERE = mark("None of the sources here brought that address, so it could not be in a digest.")


async def why(services: Services, command: Command, asker: Asker) -> Reply:
    """Why a story is where it is, or why an address is not in the digest."""
    story = await _story_at(services, command.url) if command.url else await find_story(services, command, asker)
    if isinstance(story, str):
        return tell(asker, story)
    channel = await services.channels.get(asker.place)
    request = replace(await services.request(channel), floor=True)
    if command.url and not any(article.source in (request.sources or ()) for article in story.articles):
        return tell(asker, tr(NOT_HERE))
    seen = await services.seen.seen_versions((asker.place.key, asker.key), [story.id])
    ranked, choice = await services.composer.explain(story, request)
    case = _Case(ranked, choice, request, services.topics, seen.get(story.id, 0) >= story.version)
    return Reply(explain(case))


async def _story_at(services: Services, url: str) -> Story | str:
    article = await services.articles.by_url(url)
    return (await services.stories.by_article(article.id) if article else None) or tr(NOT_HERE)


@dataclass(frozen=True, slots=True)
class _Case:
    """A story, the choice that it competes in, and the request that made it."""

    ranked: RankedStory
    choice: Choice
    request: DigestRequest
    topics: TopicIndex
    is_seen: bool

    @property
    def rank(self) -> int | None:
        """Its place among all that could have been chosen, from 1; None: it could not."""
        places = [each.story.id for each in self.choice.ranked]
        return places.index(self.ranked.story.id) + 1 if self.ranked.story.id in places else None

    @property
    def is_in(self) -> bool:
        """Whether it was chosen."""
        return any(each.story.id == self.ranked.story.id for each in self.choice.stories)

    @property
    def missing(self) -> float:
        """What its score lacks to the last one chosen, or to the floor."""
        full = len(self.choice.stories) >= self.request.limit
        line = min((each.score.total for each in self.choice.stories), default=0.0) if full else 0.0
        return max(0.0, line - self.ranked.score.total)


def explain(case: _Case) -> Document:
    """The explanation as a document. Pure."""
    title = order_reports(case.ranked.story)[0].title
    sentence, actions = _say_place(case)
    score = case.ranked.score
    parts = ", ".join(f"{tr(PARTS.get(name, name))} {value:+.2f}" for name, value in score.parts.items())
    blocks: list[Block] = [Heading(title), paragraph(sentence), paragraph(f"{say_reason(score.why)}.")]
    blocks.append(small(tr("Score {total}: {parts}", total=f"{score.total:.2f}", parts=parts)))
    if case.is_seen:
        blocks.append(small(tr("You or this channel have seen it, so a digest of what is new leaves it out.")))
    if actions:
        blocks.append(Buttons(tuple(actions)))
    return Document(tr("Why: {title}", title=title), tuple(blocks))


def _say_place(case: _Case) -> tuple[str, list[Action]]:
    if case.rank is None:
        return _say_absence(case)
    if case.is_in:
        return tr("In today's digest here, rank {rank} by its score.", rank=case.rank), []
    return _counterfactual(case, case.rank)


def _say_absence(case: _Case) -> tuple[str, list[Action]]:
    """Why it was not even in the running."""
    story, request = case.ranked.story, case.request
    if not in_request(story, replace(request, since=_BEGINNING, include_old=True)):
        return tr("It comes from sources that this channel does not read."), []
    if story.last_published < request.since:
        age = say_age(story.last_published, request.until)
        return tr("It is older than a day: its last report came {age}.", age=age), []
    if not in_request(story, request):
        return tr("Its source was added later, and what that brought along from before counts as old."), []
    muted = next((each for each in request.muted if case.topics.covers(each, case.ranked.topics)), None)
    if muted:
        forget = Action(tr("Forget {topic}", topic=muted), "forget", muted)
        return tr("It is about {topic}, which is muted here.", topic=muted), [forget]
    kind = order_reports(story)[0].kind.value
    return tr("It is of a kind ({kind}) that digests leave out unless it is asked for by that name.", kind=kind), []


def _counterfactual(case: _Case, rank: int) -> tuple[str, list[Action]]:
    """What would have brought it in: one more outlet, or following its topic, and the button that does it."""
    limit = case.request.limit
    actions: list[Action] = []
    if rank <= limit and len(case.choice.stories) >= limit:
        as_many = tr(
            "Rank {rank} of {limit}, but as many of its source or topic are in already.", rank=rank, limit=limit
        )
        return as_many, actions
    ways = [trn("one more outlet", "{number} more outlets", int(case.missing) + 1)]
    topic = next((each for each in case.ranked.topics if each not in case.request.followed), None)
    if topic and case.missing < FOLLOWED:
        ways.append(tr("following '{topic}'", topic=topic))
        actions.append(Action(tr("Follow {topic}", topic=topic), "follow", topic, Emphasis.PRIMARY))
    if case.ranked.score.total > 0 and "feedback" not in case.ranked.score.parts:
        actions.append(Action(tr("More like this"), "up", case.ranked.story.id))
    below = tr("Rank {rank} of {limit}, below the line: {ways} would have brought it in.", rank=rank, limit=limit,
               ways=tr(" or ").join(ways))  # fmt: skip
    return below, actions
