"""What can be done with one story: more of it, why it is there, saving it, and a word on its kind."""

from __future__ import annotations

from bot.commands import Command
from bot.document import Action, Block, Buttons, Document, Emphasis, Heading, Link, Text, note, paragraph, small
from bot.layout import lay_out_more, say_age
from bot.ports import Asker, Reply
from bot.services import DAY, Services
from summarizer.model import RankedStory, Story
from summarizer.rank import Choice, order_reports


async def find_story(services: Services, command: Command, asker: Asker) -> Story | str:
    """The story that a number of the asker's last digest, or a button, means; or why there is none."""
    if command.number is not None:
        ids = await services.marks.last_digest(asker)
        if not ids:
            return "Numbers are those of your last digest here, and you had none yet. Start with `/digest`."
        if not 1 <= command.number <= len(ids):
            return f"Your last digest here has stories 1 to {len(ids)}."
        wanted = ids[command.number - 1]
    else:
        wanted = command.words
    return await services.stories.by_id(wanted) or "I no longer have that story."


async def more(services: Services, command: Command, asker: Asker) -> Reply:
    """Everything about one story."""
    story = await find_story(services, command, asker)
    if isinstance(story, str):
        return Reply(note(story))
    channel = await services.channels.get(asker.place)
    told = await services.composer.tell(story, services.request(channel))
    document = lay_out_more(told, services.clock.now())
    actions = [
        Action("Save for later", "save", story.id),
        Action("More like this", "up", story.id, Emphasis.RARE),
        Action("Fewer like this", "down", story.id, Emphasis.RARE),
    ]
    if told.topics:
        actions.append(Action(f"Mute topic: {told.topics[0]}", "mute", told.topics[0], Emphasis.RARE))
    return Reply(Document(document.summary, (*document.blocks, Buttons(tuple(actions)))))


async def save(services: Services, command: Command, asker: Asker) -> Reply:
    """Keep a story for the asker."""
    story = await find_story(services, command, asker)
    if isinstance(story, str):
        return Reply(note(story))
    new = await services.seen.save(_shelf(asker), story.id, services.clock.now())
    title = order_reports(story)[0].title
    return Reply(note(f"Saved: {title}" if new else f"You have saved that one already: {title}"))


async def saved(services: Services, command: Command, asker: Asker) -> Reply:
    """The asker's saved stories, newest first."""
    ids = await services.seen.saved_by(_shelf(asker))
    stories = [story for story_id in ids[:20] if (story := await services.stories.by_id(story_id))]
    if not stories:
        return Reply(note("You have saved no story yet. Every story has a Save button under More."))
    now = services.clock.now()
    lines = []
    for story in stories:
        lead = order_reports(story)[0]
        lines.append((Link(lead.title, lead.url), Text(f" · {lead.source}, {say_age(story.last_published, now)}")))
    await services.marks.remember(asker, [story.id for story in stories], now)
    return Reply(Document("Your saved stories", (Heading("Your saved stories"), paragraph(*lines))))


def _shelf(asker: Asker) -> str:
    """A person's saved stories are theirs in the whole workspace, not in one channel."""
    return f"{asker.place.platform}:{asker.place.workspace}:@{asker.user}"


async def why(services: Services, command: Command, asker: Asker) -> Reply:
    """Why a story is where it is, or why an address is not in the digest."""
    channel = await services.channels.get(asker.place)
    story: Story | str | None
    if command.url:
        story = await _story_at(services, command.url)
        if story is None:
            return Reply(note("None of the sources here brought that address, so it could not be in a digest."))
    else:
        story = await find_story(services, command, asker)
    if isinstance(story, str):
        return Reply(note(story))
    ranked, choice = await services.composer.explain(story, services.request(channel, DAY))
    return Reply(_explain(ranked, choice, channel.length or 7))


async def _story_at(services: Services, url: str) -> Story | None:
    article = await services.articles.by_url(url)
    return await services.stories.by_article(article.id) if article else None


def _explain(ranked: RankedStory, choice: Choice, limit: int) -> Document:
    title = order_reports(ranked.story)[0].title
    places = [each.story.id for each in choice.ranked]
    shown = {each.story.id for each in choice.stories}
    parts = ", ".join(f"{name} {value:.2f}" for name, value in ranked.score.parts.items())
    total = f"Score {ranked.score.total:.2f}: {parts}"
    lines: list[Block] = [paragraph(f"{ranked.score.why}."), small(total)]
    if ranked.story.id not in places:
        place = "It is not among today's stories: it is older, muted, seen, or of a kind that digests leave out."
    else:
        rank = places.index(ranked.story.id) + 1
        place = f"Rank {rank} of {limit}." if ranked.story.id in shown else _counterfactual(ranked, choice, rank, limit)
    blocks: list[Block] = [Heading(title), paragraph(place), *lines]
    if ranked.story.id not in shown and ranked.topics:
        topic = ranked.topics[0]
        blocks.append(Buttons((Action(f"Follow {topic}", "follow", topic, Emphasis.PRIMARY),)))
    return Document(f"Why: {title}", tuple(blocks))


def _counterfactual(ranked: RankedStory, choice: Choice, rank: int, limit: int) -> str:
    """What would have brought it in: one more outlet, or following its topic."""
    line = min((each.score.total for each in choice.stories), default=0.0)
    missing = line - ranked.score.total
    ways = ["one more outlet" if missing < 1 else f"{int(missing) + 1} more outlets"]
    if ranked.topics and missing < 1:
        ways.append(f"following '{ranked.topics[0]}'")
    return f"Rank {rank} of {limit}, so below the line: {', or '.join(ways)}, would have brought it in."
