"""Trying settings before they are saved: the last mornings, as they were and as they would have been."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.dates import say_short
from bot.document import Action, Block, Buttons, Document, Emphasis, Heading, Line, Text, paragraph, small, text
from bot.fields import Held, Wish, say_wish
from bot.language import tr, trn
from bot.ports import Reply
from bot.replay import Morning, replay
from bot.services import Services

LONGEST_TARGET = 90
"""Characters that a button can carry on every platform."""
TITLES = 5
"""Titles that are named a morning, of those that come and of those that go."""


async def try_out(services: Services, held: Held, wish: Wish, words: str) -> Reply:
    """What the wish would have made of the last mornings, with a button that saves it; `words` say the wish again."""
    mornings = await replay(services, held.channel, wish.channel, wish.schedule or held.schedule)
    heading = trn("The last briefing under these settings", "The last {number} briefings under these settings",
                  len(mornings))  # fmt: skip
    changes = "; ".join(say_wish(wish, held))
    blocks: list[Block] = [Heading(heading), small(tr("Nothing is saved yet: {changes}.", changes=changes))]
    blocks += [paragraph(*_say(each, held.zone)) for each in mornings]
    settings = Action(tr("Settings"), "settings")
    if len(words) <= LONGEST_TARGET:
        blocks.append(Buttons((Action(tr("Save"), "apply", words, Emphasis.PRIMARY), settings)))
    else:
        blocks += [small(tr("To keep them, set them once more without trying.")), Buttons((settings,))]
    return Reply(Document(heading, tuple(blocks)))


def _say(morning: Morning, zone: str) -> list[Line]:
    when = say_short(morning.at.astimezone(ZoneInfo(zone)))
    told = trn("{number} story", "{number} stories", morning.told)
    sent = told if morning.was_sent else tr("{stories}, had there been a briefing", stories=told)
    if not morning.added and not morning.dropped:
        return [(Text(f"{when}: ", bold=True), Text(tr("{stories}, the same", stories=sent)))]
    would = trn("{number} story", "{number} stories", morning.would_tell)
    head = (Text(f"{when}: ", bold=True), Text(tr("{before}, then {after}", before=sent, after=would)))
    return [head, *_listed("+ ", morning.added), *_listed("− ", morning.dropped)]


def _listed(sign: str, titles: Sequence[str]) -> list[Line]:
    lines = [text(sign + title) for title in titles[:TITLES]]
    if more := len(titles) - TITLES:
        lines += [text(sign + trn("{number} more", "{number} more", more))] if more > 0 else []
    return lines
