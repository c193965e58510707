"""`/digest`, with a topic, a window or an address; more stories; sharing one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.commands import Command
from bot.document import Action, Buttons, Document, Emphasis, Small, note, paragraph, text
from bot.layout import Look, lay_out_digest, lay_out_summary
from bot.ports import Asker, Reply
from bot.services import DAY, Services
from bot.store.channels import Channel
from summarizer.errors import CondenseError, SummarizerError
from summarizer.model import Article, Digest, DigestRequest, Style, TextOrigin

LONGEST_GAP = timedelta(days=7)
_WAIT = 60.0


async def digest(services: Services, command: Command, asker: Asker) -> Reply:
    """What is new for the asker here, or what fits a topic and a window, seen or not."""
    channel = await services.channels.get(asker.place)
    if command.words or command.window:
        return await _asked_for(services, command, asker, channel)
    request = await bare_request(services, asker, channel)
    composed = await services.composer.compose(request)
    if not composed.stories:
        return Reply(_nothing_new(composed))
    return Reply(await _show(services, asker, channel, composed))


async def bare_request(services: Services, asker: Asker, channel: Channel) -> DigestRequest:
    """What neither the channel nor the asker has seen, since their last digest but for a day at least."""
    now = services.clock.now()
    last = await services.marks.last_at(asker)
    window = max(DAY, min(LONGEST_GAP, now - last)) if last else DAY
    request = services.request(channel, window)
    return replace(request, readers=(asker.place.key, asker.key), unseen_only=True, floor=True)


async def last_day(services: Services, command: Command, asker: Asker) -> Reply:
    """The last day's stories, whether they were seen or not."""
    return await _asked_for(services, Command("digest", window=DAY), asker, await services.channels.get(asker.place))


async def next_stories(services: Services, command: Command, asker: Asker) -> Reply:
    """The stories that come after those shown: what is new for the asker now, without the floor."""
    channel = await services.channels.get(asker.place)
    request = replace(await bare_request(services, asker, channel), floor=False)
    composed = await services.composer.compose(request)
    if not composed.stories:
        return Reply(_nothing_new(composed))
    return Reply(await _show(services, asker, channel, composed, title="More stories"))


async def _asked_for(services: Services, command: Command, asker: Asker, channel: Channel) -> Reply:
    topic = services.topics.find(command.words) or command.words
    request = replace(
        services.request(channel, command.window or DAY),
        topics=(topic,) if topic else (),
        muted=() if topic else channel.muted,
        readers=(asker.place.key, asker.key),
        include_old=True,
    )
    composed = await services.composer.compose(request)
    if not composed.stories:
        return Reply(_nothing_about(services, command, topic))
    title = f"About {topic}" if topic else "Tech digest"
    return Reply(await _show(services, asker, channel, composed, title=title))


async def _show(
    services: Services, asker: Asker, channel: Channel, composed: Digest, title: str = "Tech digest"
) -> Document:
    now = services.clock.now()
    await services.seen.mark([asker.key], [(story.id, story.version) for story in composed.stories], now)
    await services.marks.remember(asker, [story.id for story in composed.stories], now)
    look = Look(title=title, timezone=services.zone(channel), style=channel.style or Style.BRIEF, actions=True)
    return lay_out_digest(composed, look)


def _nothing_new(composed: Digest) -> Document:
    since = f"{composed.since:%a} {composed.since.day} {composed.since:%b %H:%M} UTC"
    offer = Buttons((Action("Show the last day", "day", emphasis=Emphasis.PRIMARY),))
    words = f"Nothing new since {since}: you have seen what there was."
    if not composed.read.articles:
        words = f"Nothing was published since {since}."
    return Document(words, (paragraph(words), offer))


def _nothing_about(services: Services, command: Command, topic: str) -> Document:
    window = command.window or DAY
    span = f"the last {window.days} days" if window > DAY else f"the last {int(window.total_seconds() // 3600)} h"
    if not topic:
        return note(f"Nothing was published in {span}.")
    near = [each for each in services.topics.suggest(command.words) if each != topic][:3]
    hint = f" Near it: {', '.join(near)}." if near else ""
    wider = "" if window >= timedelta(days=7) else f" Try `{topic} 7d`."
    return note(f"Nothing about {topic} in {span}.{wider}{hint}")


async def condense(services: Services, command: Command, asker: Asker) -> Reply:
    """One article by its address: TL;DR and points with receipts."""
    from summarizer.extract import extract_page

    url = str(command.url)
    try:
        page = await services.tools.fetcher.get(url, robots=True)
        kind = page.headers.get("content-type")
        found = await services.tools.isolation.run(extract_page, page.body, page.url, kind)
        now = services.clock.now()
        article = Article(
            id="asked", source=page.url, publisher=page.url, url=page.url, title=found.title, published=now,
            first_seen=now, text=found.text, text_origin=TextOrigin.PAGE, language=found.language,
        )  # fmt: skip
        summary = await services.composer.condense_article(article)
    except CondenseError:
        return Reply(note("I found no article text there, so there is nothing to condense."))
    except SummarizerError as error:
        return Reply(note(f"I could not read that address: {error}."))
    return Reply(lay_out_summary(found.title, page.url, summary.sentences))


async def share(services: Services, command: Command, asker: Asker) -> Reply:
    """Post the asker's last digest into the channel; once, and then the channel has seen it."""
    ids = await services.marks.last_digest(asker)
    if not ids:
        return Reply(note("There is no digest of yours to share yet. Ask for one with `/digest` first."))
    if not await services.marks.mark_shared(asker):
        return Reply(note("You have shared that digest here already."))
    channel = await services.channels.get(asker.place)
    request = services.request(channel)
    stories = [story for story_id in ids if (story := await services.stories.by_id(story_id))]
    told = [await services.composer.tell(story, request) for story in stories]
    now = services.clock.now()
    await services.seen.mark([asker.place.key], [(story.id, story.version) for story in told], now)
    base = await services.composer.compose(replace(request, limit=1))
    shared = replace(base, stories=tuple(told), tldr="; ".join(story.title for story in told[:3]) + ".")
    look = Look(title="Tech digest", timezone=services.zone(channel), style=channel.style or Style.BRIEF, actions=True)
    document = lay_out_digest(shared, look)
    by = Small((text("Shared by a member of this channel"),))
    return Reply(note("Shared with this channel."), Document(document.summary, (*document.blocks, by)))
