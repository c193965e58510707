"""What can be done with one story: more of it, saving it, and a vote on its kind."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.changing import hear
from bot.answers.telling import shorten, tell
from bot.commands import Command
from bot.document import Action, Buttons, Document, Emphasis, Heading, Small, StoryBlock, Text, note, small
from bot.language import mark, speaking, tr, trn
from bot.layout import lay_out_more, say_age
from bot.ports import Asker, Extra, Reply
from bot.services import Services
from summarizer.model import Story, StoryState
from summarizer.rank import order_reports, story_topics

A_TOPIC = 0.3
A_PUBLISHER = 0.1
"""What one fresh vote adds to each topic and each publisher of its story, or takes from it."""
MOST_SAVED = 20
GONE = mark("I no longer have that story. `digest` brings a fresh digest.")


async def find_story(services: Services, command: Command, asker: Asker) -> Story | str:
    """The story that a number of the asker's last digest, or a button, means; or why there is none."""
    if command.number is not None:
        ids = await services.marks.last_digest(asker)
        if not ids:
            return tr("Numbers are those of your last digest here, and you had none yet. Start with `digest`.")
        if not 1 <= command.number <= len(ids):
            return trn("Your last digest here has one story: number 1.",
                       "Your last digest here has stories 1 to {number}.", len(ids))  # fmt: skip
        wanted = ids[command.number - 1]
    else:
        wanted = command.words
    return await services.stories.by_id(wanted) or tr(GONE)


async def more(services: Services, command: Command, asker: Asker) -> Reply:
    """Everything about one story."""
    story = await find_story(services, command, asker)
    if isinstance(story, str):
        return tell(asker, story)
    is_saved = story.id in await services.seen.saved_by(_shelf(asker))
    shelf = _taking_off(story) if is_saved else _keeping(story)
    discuss = (Action(tr("Discuss in a thread"), "thread", story.id),) if Extra.THREAD in asker.offers else ()
    return Reply(await _whole(services, story, asker, shelf, *discuss))


async def thread(services: Services, command: Command, asker: Asker) -> Reply:
    """Everything about one story, in a thread of its own that everybody in the channel sees."""
    if Extra.THREAD not in asker.offers:
        return tell(asker, tr("I can open no thread here. `more` shows everything about a story, to you alone."))
    story = await find_story(services, command, asker)
    if isinstance(story, str):
        return tell(asker, story)
    channel = await services.channels.get(asker.place)
    with speaking(hear(channel, asker).speaks):
        document = await _whole(services, story, asker, _keeping(story))
    return replace(tell(asker, tr("I am opening a thread.")), thread=document)


async def _whole(services: Services, story: Story, asker: Asker, *first: Action) -> Document:
    """Everything about a story and what can be done with it, these actions first."""
    channel = await services.channels.get(asker.place)
    told = await services.composer.tell(story, await services.request(channel))
    document = lay_out_more(told, services.clock.now())
    actions = [
        *first,
        Action(tr("More like this"), "up", story.id, Emphasis.RARE),
        Action(tr("Fewer like this"), "down", story.id, Emphasis.RARE),
    ]
    if told.topics:
        actions.append(Action(tr("Mute topic: {topic}", topic=told.topics[0]), "mute", told.topics[0], Emphasis.RARE))
    return Document(document.summary, (*document.blocks, Buttons(tuple(actions))))


def _keeping(story: Story) -> Action:
    return Action(tr("Save for later"), "save", story.id)


def _taking_off(story: Story, emphasis: Emphasis = Emphasis.NORMAL) -> Action:
    return Action(tr("Remove from saved"), "unsave", story.id, emphasis)


async def save(services: Services, command: Command, asker: Asker) -> Reply:
    """Keep a story for the asker."""
    story = await find_story(services, command, asker)
    if isinstance(story, str):
        return tell(asker, story)
    new = await services.seen.save(_shelf(asker), story.id, services.clock.now())
    words = tr("Saved: ") if new else tr("You have saved that one already: ")
    offer = Buttons((Action(tr("My saved stories"), "saved"),))
    return Reply(_with_title(words, story, offer))


async def unsave(services: Services, command: Command, asker: Asker) -> Reply:
    """Take a story from the asker's shelf."""
    story = await find_story(services, command, asker)
    if command.number is not None and isinstance(story, str) and story != tr(GONE):
        return tell(asker, story)
    await services.seen.unsave(_shelf(asker), command.words if isinstance(story, str) else story.id)
    return tell(asker, tr("It is no longer among your saved stories."))


async def saved(services: Services, command: Command, asker: Asker) -> Reply:
    """The asker's saved stories, newest first; their numbers can be used like those of a digest."""
    stories = await saved_stories(services, asker)
    if not stories:
        return tell(asker, tr("You have saved no story yet. Every story has a Save button, in its menu or under More."))
    now = services.clock.now()
    await services.marks.remember(asker, [(story.id, story.version) for story in stories], now)
    blocks = [saved_block(number, story, services) for number, story in enumerate(stories, 1)]
    return Reply(Document(tr("Your saved stories"), (Heading(tr("Your saved stories")), *blocks)))


async def saved_stories(services: Services, asker: Asker, most: int = MOST_SAVED) -> list[Story]:
    """The stories on the asker's shelf that are still stored, newest first."""
    ids = await services.seen.saved_by(_shelf(asker))
    found: list[Story] = []
    for story_id in ids:
        story = await services.stories.by_id(story_id) if len(found) < most else None
        if story is not None and all(story.id != each.id for each in found):
            found.append(story)
    return found


def saved_block(number: int, story: Story, services: Services) -> StoryBlock:
    """One saved story: its title, where it was read, and what can be done with it."""
    lead = order_reports(story)[0]
    age = say_age(story.last_published, services.clock.now())
    return StoryBlock(
        number=number,
        story_id=story.id,
        title=lead.title,
        url=lead.url,
        state=StoryState.ONGOING,
        sentences=(),
        meta=((Text(f"{lead.source} · {age}"),),),
        actions=(Action(tr("More"), "more", story.id), _taking_off(story, Emphasis.RARE)),
    )


def _shelf(asker: Asker) -> str:
    """A person's saved stories are theirs in the whole workspace, not in one channel."""
    return f"{asker.place.platform}:{asker.place.workspace}:@{asker.user}"


async def vote_up(services: Services, command: Command, asker: Asker) -> Reply:
    """More like this, for everybody in the channel."""
    return await _vote(services, command, asker, 1)


async def vote_down(services: Services, command: Command, asker: Asker) -> Reply:
    """Fewer like this, for everybody in the channel."""
    return await _vote(services, command, asker, -1)


async def _vote(services: Services, command: Command, asker: Asker, worth: int) -> Reply:
    story = await find_story(services, command, asker)
    if isinstance(story, str):
        return tell(asker, story)
    if asker.is_guest and not asker.is_direct:
        return tell(asker, tr("Votes move what everybody here is shown, and guests change nothing in a channel."))
    topics = story_topics(story)[:3]
    publishers = [article.publisher for article in order_reports(story)][:3]
    names = dict.fromkeys(publishers, A_PUBLISHER) | dict.fromkeys(topics, A_TOPIC)
    before = await services.votes.vote(asker, story.id, worth, names, services.clock.now())
    if before == worth:
        return tell(asker, _say_again(worth))
    words = tr("More like this: ") if worth > 0 else tr("Fewer like this: ")
    about = ", ".join((*topics, *publishers))
    hint = small(_say_effect(worth, about))
    return Reply(_with_title((tr("Changed: ") if before else "") + words, story, hint))


def _say_again(worth: int) -> str:
    if worth > 0:
        return tr("You have asked for more like this already. One vote a person and story.")
    return tr("You have asked for fewer like this already. One vote a person and story.")


def _say_effect(worth: int, names: str) -> str:
    if worth > 0:
        return tr("{names} count more in this channel, fading over some weeks.", names=names)
    return tr("{names} count less in this channel, fading over some weeks.", names=names)


def _with_title(words: str, story: Story, *blocks: Buttons | Small) -> Document:
    said = note(words + shorten(order_reports(story)[0].title, 200))
    return Document(said.summary, (*said.blocks, *blocks))
