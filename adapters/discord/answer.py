"""From an interaction to an answer: acknowledged at once, asked of the core, filled in; never silence, no traceback."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import discord

from adapters.discord.discussing import open_thread
from adapters.discord.followups import announce, twice_if_lost
from adapters.discord.offering import home_of, offers_of
from adapters.discord.render import render_messages
from adapters.discord.translation import language_of, place_language_of
from adapters.discord.typed import nonce_for
from adapters.discord.wire import UNREACHABLE, RenderedPage, say_refusal
from bot.answers.sharing import say_unshared
from bot.commands import Command, Misunderstood
from bot.document import Document, note
from bot.language import mark, speaking, tr
from bot.ports import Asker, Handler, Place, Reply, ReplyRefused
from bot.reasons import say_reason
from bot.wording import say

Interaction = discord.Interaction[Any]

DIRECT = "@me"
"""The workspace of a direct conversation, as Discord's own addresses write it."""
PATIENCE = 14 * 60.0
"""Seconds for an answer: Discord takes it for fifteen minutes."""
SORRY = mark("That did not work, and it is in my log. Please try again in a minute.")
TOO_LONG = mark("That took too long and I gave up. Please try again.")
DIRECT_CLOSED = mark(
    "You take no direct messages from this server, so I could not send it. "
    "Allow them in the server's Privacy Settings, then press again."
)
CANNOT_WRITE_TO = 50007

_logger = logging.getLogger(__name__)


def asker_of(interaction: Interaction) -> Asker:
    """Who asks, where, and whether they may change what holds there."""
    guild = interaction.guild_id
    may = interaction.permissions
    return Asker(
        place=Place("discord", str(guild) if guild else DIRECT, home_of(interaction)),
        user=str(interaction.user.id),
        may_manage=may.manage_channels or may.administrator,
        is_direct=guild is None,
        offers=offers_of(interaction),
        language=language_of(interaction),
        place_language=place_language_of(interaction),
    )


async def answer(interaction: Interaction, asked: Command | Misunderstood, handle: Handler) -> None:
    """Acknowledge within the three seconds, let the core answer, and show it: all of it to the asker alone, but what
    it announces to the channel."""
    try:
        await interaction.response.defer(ephemeral=True, thinking=True)
    except UNREACHABLE as error:
        # Too late or gone: Discord has told the person by itself, and would take nothing from us.
        _logger.warning("an interaction could not be acknowledged: %s", error)
        return
    with speaking(language_of(interaction)):
        reply = await _ask(asked, asker_of(interaction), handle)
        try:
            await _show(interaction, reply)
        except (*UNREACHABLE, ReplyRefused) as error:
            _logger.warning("an answer could not be shown: %s", error)


async def _ask(asked: Command | Misunderstood, asker: Asker, handle: Handler) -> Reply:
    if isinstance(asked, Misunderstood):
        return Reply(say(tr(asked.message), "discord"))
    try:
        async with asyncio.timeout(PATIENCE):
            return await handle(asked, asker)
    except TimeoutError:
        _logger.warning("a command took over %d s: %s", PATIENCE, asked.verb)
        return Reply(note(tr(TOO_LONG)))
    except Exception:
        _logger.exception("a command failed: %s", asked.verb)
        return Reply(note(tr(SORRY)))


async def _show(interaction: Interaction, reply: Reply) -> None:
    if reply.posted is not None:
        reply = await _hand_on(interaction, reply)
    document = reply.document if reply.direct is None else await _send_directly(interaction, reply.direct, reply)
    if reply.thread is not None:
        document = await _discuss(interaction, reply.thread)
    try:
        await _fill_in(interaction, document)
    except discord.HTTPException as error:
        if error.status not in (400, 413):
            raise
        _logger.error("Discord refused an answer: %s", error)
        await _fill_in(interaction, note(say_reason(str(say_refusal(error)))))
    if reply.announcement is not None:
        await _announce(interaction, reply.announcement)
    if reply.later is not None:
        async with asyncio.timeout(PATIENCE):
            await _show(interaction, await reply.later())


async def _announce(interaction: Interaction, announcement: Document) -> None:
    """Show it to everybody; where that is refused, or nobody can tell, say so to the asker: what it tells is done."""
    try:
        # A followup needs no permission of the bot in the channel, and shows whose command it was.
        await announce(interaction, render_messages(announcement), "announced")
    except (*UNREACHABLE, ReplyRefused) as error:
        _logger.warning("an announcement could not be made: %s", error)
        reason = say_reason(str(error if isinstance(error, ReplyRefused) else say_refusal(error)))
        told = tr("That is done, but I could not announce it in the channel. {reason}", reason=reason)
        for page in _pages(note(told)):
            await interaction.followup.send(view=page, ephemeral=True)


async def _hand_on(interaction: Interaction, reply: Reply) -> Reply:
    """Post what counts only if it is posted; what is left to be shown then."""
    assert reply.announcement is not None and reply.posted is not None
    # The first followup would fill in the private answer that is waited for.
    await _fill_in(interaction, note(tr("I am posting it here.")))
    try:
        await announce(interaction, render_messages(reply.announcement), "shared")
    except (*UNREACHABLE, ReplyRefused) as error:
        await reply.posted(False)
        return Reply(say_unshared(error if isinstance(error, ReplyRefused) else say_refusal(error)))
    await reply.posted(True)
    return replace(reply, announcement=None, posted=None)


async def _discuss(interaction: Interaction, document: Document) -> Document:
    """Open a thread; what to say where it was asked for."""
    try:
        return await open_thread(interaction, document, _pages(document), interaction.client.opening)
    except UNREACHABLE as error:
        return note(say_reason(str(say_refusal(error))))


async def _send_directly(interaction: Interaction, direct: Document, reply: Reply) -> Document:
    """Send what is for the asker's own conversation; what to say where they asked."""
    try:
        for number, page in enumerate(_pages(direct)):
            nonce = nonce_for(f"direct {interaction.id}", number)
            await twice_if_lost(partial(interaction.user.send, view=page, nonce=nonce))
    except UNREACHABLE as error:
        closed = isinstance(error, discord.HTTPException) and error.code == CANNOT_WRITE_TO
        return note(tr(DIRECT_CLOSED) if closed else say_reason(str(say_refusal(error))))
    return reply.document


async def _fill_in(interaction: Interaction, document: Document) -> None:
    first, *others = _pages(document)
    await twice_if_lost(partial(interaction.edit_original_response, view=first))
    for page in others:
        await interaction.followup.send(view=page, ephemeral=True)


def _pages(document: Document) -> Sequence[RenderedPage]:
    payloads = render_messages(document) or render_messages(note(document.summary or tr("Nothing to show.")))
    return [RenderedPage(payload) for payload in payloads]
