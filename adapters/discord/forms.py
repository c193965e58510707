"""The settings form as a modal. What is sent off is read from the raw interaction, so that a form which was open
while the bot restarted still counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from adapters.discord.typed import MAX_VALUE, form_id
from bot.language import tr
from bot.ports import Extra, Field

MAX_FIELDS = 5
MAX_LABEL = 45
MAX_HINT = 100


def settings_modal(fields: Sequence[Field]) -> discord.ui.Modal:
    """The form of these fields, the first five."""
    shown = fields[:MAX_FIELDS]
    custom_id = form_id({field.name: field.value[:MAX_VALUE] for field in shown})
    modal = discord.ui.Modal(title=tr("Settings of this channel"), custom_id=custom_id, timeout=900)
    for field in shown:
        label: discord.ui.Label[Any] = discord.ui.Label(text=field.label[:MAX_LABEL], component=_part(field))
        modal.add_item(label)
    return modal


def _part(field: Field) -> discord.ui.Item[Any]:
    if field.name == Extra.MENTION.value:
        held = [discord.Object(int(field.value), type=discord.Role)] if field.value.isdecimal() else []
        return discord.ui.RoleSelect(custom_id=field.name, default_values=held, min_values=0, required=False)
    if not field.choices:
        return discord.ui.TextInput(
            custom_id=field.name,
            default=field.value[:MAX_VALUE] or None,
            placeholder=field.hint[:MAX_HINT] or None,
            required=False,
            max_length=MAX_VALUE,
        )
    options = [
        discord.SelectOption(label=field.say(choice)[:MAX_HINT], value=choice, default=choice == field.value)
        for choice in field.choices
    ]
    return discord.ui.Select(custom_id=field.name, options=options, required=False)
