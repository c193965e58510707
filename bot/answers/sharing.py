"""Handing a digest on as it was shown: to everybody in the channel, or into the asker's own conversation."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.telling import tell
from bot.commands import Command
from bot.document import Document, note, small
from bot.language import mark, speaking, tr
from bot.layout import POSTED, digest_buttons, direct_buttons, reoffer
from bot.ports import Asker, Refusal, Reply, ReplyRefused
from bot.reasons import say_reason
from bot.services import Services
from bot.store.marks import Shown

OUTDATED = mark(
    "You have had another digest here since, and only the last one can be handed on: press the button under that."
)
"""A button means the digest that it stands under, and none that its presser does not look at."""


async def share(services: Services, command: Command, asker: Asker) -> Reply:
    """Post the asker's last digest into the channel; once, and then the channel has seen it."""
    if asker.is_direct:
        return tell(asker, tr("We are alone here, so there is nobody to share it with."))
    shown = await services.marks.last_shown(asker)
    if command.words and (shown is None or shown.name != command.words):
        return tell(asker, tr(OUTDATED))
    if shown is None:
        return tell(asker, tr("There is no digest of yours to share yet. Get one with `digest` first."))
    if not await services.marks.mark_shared(asker):
        return tell(asker, tr("You have shared that digest here already."))
    posted = _for_everybody(shown)

    async def count(is_posted: bool) -> None:
        """What everybody sees is seen by the channel; what was refused can be shared again."""
        if not is_posted:
            await services.marks.take_back_shared(asker)
            return
        now = services.clock.now()
        await services.seen.mark([asker.place.key], shown.stories, now)
        await services.marks.remember_posted(asker.place, replace(shown, document=posted), now)

    return replace(tell(asker, tr("Shared with this channel.")), announcement=posted, posted=count)


def _for_everybody(shown: Shown) -> Document:
    """The digest in the language of the channel, with what everybody can do with it."""
    document = shown.public or shown.document
    with speaking(document.language):
        posted = reoffer(document, digest_buttons(posted=True))
        return replace(posted, blocks=(*posted.blocks, small(tr("Shared by a member of this channel"))))


def say_unshared(refused: ReplyRefused) -> Document:
    """What the asker reads when the channel could not be written to, or may have been; the refusal says what can be
    done about it."""
    if refused.meaning is Refusal.UNSURE:
        return note(
            tr("I could not find out whether that was posted. Look into the channel before you share it again.")
        )
    reason = say_reason(str(refused))
    return note(tr("Nothing was shared, and nothing counts as seen by this channel. {reason}", reason=reason))


async def send_directly(services: Services, command: Command, asker: Asker) -> Reply:
    """Send the digest under whose button this was pressed into the asker's own conversation with the bot."""
    if asker.is_direct:
        return tell(asker, tr("We are in your direct messages already."))
    shown = await _meant(services, command, asker)
    if command.words not in {"", POSTED} and (shown is None or shown.name != command.words):
        return tell(asker, tr(OUTDATED))
    if shown is None:
        return tell(asker, tr("There is no digest to send yet. Get one with `digest` first."))
    told = tell(asker, tr("I sent it to our direct messages."))
    with speaking(shown.document.language):
        return replace(told, direct=reoffer(shown.document, direct_buttons()))


async def _meant(services: Services, command: Command, asker: Asker) -> Shown | None:
    if command.words == POSTED and (posted := await services.marks.last_posted(asker.place)):
        return posted
    return await services.marks.last_shown(asker) or await services.marks.last_posted(asker.place)
