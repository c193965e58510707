"""What a person finds on the bot's own page: the next briefing, saved stories, how the sources fare."""

from __future__ import annotations

from bot.answers.stories import saved_block, saved_stories
from bot.answers.telling import tell
from bot.commands import Command
from bot.document import (
    Action,
    Block,
    Buttons,
    Divider,
    Document,
    Emphasis,
    Heading,
    Line,
    Text,
    paragraph,
    small,
)
from bot.language import tr, trn
from bot.ports import Asker, Reply
from bot.reasons import say_reason
from bot.schedule import say_schedule, say_slot
from bot.services import Services

SAVED_SHOWN = 5
BRIEFINGS_SHOWN = 5
FAILING_SHOWN = 5


async def home(services: Services, command: Command, asker: Asker) -> Reply:
    """The page."""
    blocks: list[Block] = [Heading(tr("Your tech digest"))]
    blocks += [paragraph(*await _briefings(services, asker))]
    now = Action(tr("Get Digest Now"), "digest", emphasis=Emphasis.PRIMARY)
    blocks.append(Buttons((now, Action(tr("Edit Settings"), "settings"))))
    blocks += [Divider(), Heading(tr("Saved stories")), *await _saved(services, asker)]
    blocks += [Divider(), Heading(tr("Feed health")), *await _health(services, asker)]
    return Reply(Document(tr("Your tech digest"), tuple(blocks)))


async def _briefings(services: Services, asker: Asker) -> list[Line]:
    """The next briefings that are the asker's: here, and in channels where they set them."""
    mine = await services.briefings.of(asker.place, asker.user)
    coming = sorted((each for each in mine if each.next), key=lambda each: each.next.at if each.next else 0)
    lines: list[Line] = []
    for each in coming[:BRIEFINGS_SHOWN]:
        assert each.next is not None
        where = tr("here") if each.place == asker.place else tr("in a channel where you set it")
        when = say_slot(each.next, each.schedule.timezone)
        lines.append((Text(tr("Next briefing: "), bold=True), Text(f"{when} {where} · {say_schedule(each.schedule)}")))
    if not lines:
        none = tr("Next briefing: none yet (paused).") if mine else tr("Next briefing: none yet.")
        line = tell(asker, f"{none} {tr('Set one with `briefing weekdays 8am Europe/Berlin`.')}")
        block = line.document.blocks[0]
        return list(getattr(block, "lines", ()))
    return lines


async def _saved(services: Services, asker: Asker) -> list[Block]:
    stories = await saved_stories(services, asker, SAVED_SHOWN)
    if not stories:
        return [paragraph(tr("None yet: every story has Save for later in its menu."))]
    return [saved_block(number, story, services) for number, story in enumerate(stories, 1)]


async def _health(services: Services, asker: Asker) -> list[Block]:
    listed = await services.sources_of(await services.channels.get(asker.place))
    failing = await services.sources.failing([source.name for source in listed])
    line = trn("{number} source read, {failing} of them failing.", "{number} sources read, {failing} of them failing.",
               len(listed), failing=len(failing))  # fmt: skip
    if not failing:
        return [paragraph(line)]
    named = [small(f"{each.source}: {say_reason(each.reason)}") for each in failing[:FAILING_SHOWN]]
    return [paragraph(line), *named]
