"""Which language somebody on Discord reads, and the commands' descriptions in every language that is spoken here."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation

from bot.language import ENGLISH, choose_language, known_language, speaking, tr

_SAID = {
    TranslationContextLocation.command_description,
    TranslationContextLocation.group_description,
    TranslationContextLocation.parameter_description,
}
"""What is translated. Names stay as they are: help and hints quote them, and people tell them to each other."""


def language_of(interaction: discord.Interaction[Any]) -> str:
    """What the person reads: the language that their Discord is set to."""
    return choose_language(str(interaction.locale))


def place_language_of(interaction: discord.Interaction[Any]) -> str:
    """What a server reads: the language that it is set to; alone with the bot it is the person's."""
    guild = interaction.guild_locale if interaction.guild_id else None
    return choose_language(str(guild)) if guild else language_of(interaction)


class Descriptions(app_commands.Translator):
    """Says the descriptions of commands and options in another language."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContext[Any, Any],
    ) -> str | None:
        """The description in that language; None where there is none, or it is English."""
        language = known_language(locale.value)
        if context.location not in _SAID or language in {None, ENGLISH}:
            return None
        with speaking(str(language)):
            said = tr(string.message)
        return said if said != string.message else None
