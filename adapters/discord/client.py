"""The client: discord.py's, with our commands, our one dynamic button and no way to ping anybody."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Callable
from typing import Any

import aiohttp
import discord
from discord import app_commands

from adapters.discord import typed
from adapters.discord.answer import Interaction, answer, asker_of
from adapters.discord.forms import settings_modal
from adapters.discord.offering import possible, with_known_role
from adapters.discord.presses import Presses
from adapters.discord.settings import DiscordSeams, DiscordSettings
from adapters.discord.translation import Descriptions, language_of
from adapters.discord.tree import add_commands
from adapters.discord.wire import UNREACHABLE, connector_for
from bot.commands import Command, Misunderstood
from bot.document import note
from bot.language import mark, speak, speaking, tr
from bot.ports import Handler, Reply

LONGEST_WAIT = 10.0
"""Seconds that a request may wait for a rate limit by itself; longer ones are the ledger's business."""
OLD_BUTTON = mark("That button is from another time and does nothing any more. Type /digest for a fresh one.")
OLD_COMMAND = mark("That command has changed. Please type it again in a minute.")

_logger = logging.getLogger(__name__)


class PressedButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=typed.BUTTON_PATTERN):
    """Any of our buttons, on any message, however old: all that it means is in its custom_id."""

    def __init__(self, custom_id: str) -> None:
        super().__init__(discord.ui.Button(label="-", custom_id=custom_id))

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: discord.ui.Item[Any], match: Any) -> PressedButton:
        """The button that was pressed."""
        return cls(match.string)

    async def callback(self, interaction: Interaction) -> None:
        """Answer it like the command it stands for."""
        await interaction.client.pressed(interaction, self.item.custom_id or "")


class Tree(app_commands.CommandTree["Nightdesk"]):
    """The command tree; what goes wrong before a command of ours runs still gets an answer."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Let everybody in, and read what they typed in their language: this runs in the task of the interaction."""
        speak(language_of(interaction))
        return True

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Answer a command that is not ours any more, or that our code could not take."""
        _logger.error("a command could not be called: %s", error, exc_info=error)
        await interaction.client.say(interaction, OLD_COMMAND)


class Nightdesk(discord.Client):
    """A client that keeps its HTTP session while the gateway is away, so that answers in the making still arrive."""

    def __init__(self, settings: DiscordSettings, seams: DiscordSeams) -> None:
        # Its warnings that voice libraries are missing say nothing to somebody who runs a bot that writes.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        options: dict[str, Any] = {"proxy": settings.proxy, "connector": connector_for(settings)}
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            max_ratelimit_timeout=LONGEST_WAIT,
            **{name: value for name, value in options.items() if value is not None},
        )
        # The option takes nothing under 30 s, and several of those outlive a delivery's lease.
        self.http.max_ratelimit_timeout = LONGEST_WAIT
        self._seams = seams
        self.handle: Handler = _nobody
        self.keep_open = False
        self.opening = asyncio.Lock()
        self._answering: set[asyncio.Future[None]] = set()
        self._presses = Presses()
        self.changed: Callable[[bool], None] = lambda connected: None
        self.tree = Tree(
            self,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )
        add_commands(self.tree, self.reply, seams, self.open_settings)
        self.add_dynamic_items(PressedButton)

    async def close(self) -> None:
        """Close for good; a lost gateway alone (`keep_open`) closes nothing else."""
        if not self.keep_open:
            await super().close()

    async def drain(self, seconds: float) -> None:
        """Let answers in the making arrive, but no longer than this; then break them off."""
        if self._answering:
            _, late = await asyncio.wait(self._answering, timeout=seconds)
            for task in late:
                task.cancel()

    async def reply(self, interaction: Interaction, asked: Command | Misunderstood) -> None:
        """Answer a command; `drain` waits for it."""
        task = asyncio.ensure_future(answer(interaction, possible_here(interaction, asked), self.handle))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)
        await task

    async def pressed(self, interaction: Interaction, custom_id: str) -> None:
        """Answer a pressed button; the second click of a double one is acknowledged and no more."""
        press, clock = (interaction.user.id, interaction.channel_id, custom_id), self.loop.time
        if not self._presses.begin(press, clock()):
            await self._acknowledge(interaction)
            return
        try:
            await self._answer_press(interaction, custom_id)
        finally:
            self._presses.end(press, clock())

    async def _acknowledge(self, interaction: Interaction) -> None:
        try:
            await interaction.response.defer()
        except UNREACHABLE as error:
            _logger.warning("a press could not be acknowledged: %s", error)

    async def _answer_press(self, interaction: Interaction, custom_id: str) -> None:
        command = typed.read_pressed(custom_id)
        if command is None:
            await self.say(interaction, OLD_BUTTON)
        elif command.verb == "settings":
            await self.open_settings(interaction)
        else:
            await self.reply(interaction, command)

    async def say(self, interaction: Interaction, words: str) -> None:
        """Answer with one sentence, without asking the core; what was answered already stays as it is."""
        if interaction.type is not discord.InteractionType.autocomplete and not interaction.response.is_done():
            await self.reply(interaction, Misunderstood(words))

    async def open_settings(self, interaction: Interaction) -> None:
        """Open the settings form, which must be the first answer; without a form, an ordinary command."""
        if self._seams.form is None:
            await self.reply(interaction, Command("settings"))
            return
        try:
            with speaking(language_of(interaction)):
                fields = await self._seams.form(asker_of(interaction))
                if not fields:
                    await self.reply(interaction, Command("settings"))
                    return
                await interaction.response.send_modal(settings_modal(with_known_role(interaction, fields)))
        except UNREACHABLE as error:
            _logger.warning("the settings form could not be opened: %s", error)
        except Exception:
            _logger.exception("the settings form could not be made")
            await self.reply(interaction, Command("settings"))

    async def on_interaction(self, interaction: Interaction) -> None:
        """What no command and no button takes: forms, and buttons of another time."""
        data: Any = interaction.data or {}
        custom_id = str(data.get("custom_id", ""))
        if interaction.type is discord.InteractionType.modal_submit:
            await self._submitted(interaction, custom_id, data)
        elif interaction.type is discord.InteractionType.component and typed.read_pressed(custom_id) is None:
            await self.say(interaction, OLD_BUTTON)

    async def _submitted(self, interaction: Interaction, custom_id: str, data: Any) -> None:
        if custom_id.startswith(typed.SAVE_FORM):
            changed = typed.changed_values(custom_id, typed.form_values(data))
            await self.reply(interaction, typed.read_form(changed))
        else:
            await self.say(interaction, OLD_BUTTON)

    async def on_connect(self) -> None:
        """The gateway knows us."""
        self.changed(True)

    async def on_resumed(self) -> None:
        """The gateway has us back."""
        self.changed(True)

    async def on_disconnect(self) -> None:
        """The gateway is away."""
        self.changed(False)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """A server threw us out: what belonged to it goes."""
        await self._seams.removed(str(guild.id))

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Note what failed, without the event itself, which can hold tokens."""
        _logger.exception("an event failed: %s", event_method)

    async def register_commands(self) -> bool:
        """Register the commands, in every language, if they are not those of last time; whether they had to be."""
        translator = Descriptions()
        await self.tree.set_translator(translator)
        payload = [await each.get_translated_payload(self.tree, translator) for each in self.tree.get_commands()]
        digest = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
        mark = f"{self.application_id}:{digest}"
        if await self._seams.load_mark() == mark:
            return False
        await self.tree.sync()
        await self._seams.save_mark(mark)
        return True


def possible_here(interaction: Interaction, asked: Command | Misunderstood) -> Command | Misunderstood:
    """The command, or why it cannot work here, in the asker's language."""
    with speaking(language_of(interaction)):
        return possible(interaction, asked)


async def _nobody(command: Command, asker: Any) -> Reply:
    """Who answers before the core does."""
    return Reply(note(tr("I am still starting. Please try again in a moment.")))


LOST = (aiohttp.ClientError, OSError, discord.GatewayNotFound, discord.HTTPException, discord.ConnectionClosed)
"""What a gateway that is away looks like."""
