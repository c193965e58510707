"""Where somebody asks: which channel it counts for, what Discord offers there, and what is missing for a wish."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import discord

from adapters.discord.forums import TAG_WANTED, tags_for
from bot.commands import Command, Misunderstood
from bot.fields import NONE
from bot.language import join_words, mark, tr
from bot.ports import Extra, Field
from bot.render.visible import visible

Interaction = discord.Interaction[Any]
NOT_A_ROLE = mark("@everyone is no role to mention: make a role for those who want to be woken, and choose that.")
ROLE_GONE = mark("That role is gone from this server. Choose another one, or none.")
NOT_MENTIONABLE = mark(
    "I may not mention {role}. Allow anyone to mention it in the role's settings, or give me Mention Everyone."
)
YOU_MAY_NOT_MENTION = mark(
    "You may not mention {role} yourself. Ask somebody who may, or have the role's settings allow anyone to mention it."
)
WHICH_ROLE = mark("I cannot tell which role that is. Choose it with `briefing mention`.")
MISSING = mark("I lack {permissions} here, so a briefing could not arrive. Give me that, then set it again.")
MISSING_FOR_THREAD = mark("I lack {permissions} here, so I can open no thread. Ask somebody who manages this channel.")
YOU_MAY_NOT = mark("Opening a thread here takes the permission Create Public Threads, which you do not have.")
_NAMES = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "create_public_threads": "Create Public Threads",
}
_MENTION = re.compile(r"^mention: *(.*)$", re.MULTILINE)
_ROLE = re.compile(r"(?:<@&)?(\d{1,20})>?(?: .*)?")
"""A role by its id or as Discord writes a mention of it, and maybe its name behind."""
_SCHEDULE = re.compile(r"^(?:schedule|times): *(.*)$", re.MULTILINE)
_FOR_THREADS = ("create_public_threads", "send_messages_in_threads")


def home_of(interaction: Interaction) -> str:
    """The id of the channel that an answer counts for.

    Nobody can type in a forum, so its posts speak for it; and a thread that we opened belongs to the channel for which
    we did. Any other thread is a place of its own.
    """
    parent = _parent(interaction)
    return str(parent.id if parent else interaction.channel_id or "")


def _parent(interaction: Interaction) -> discord.ForumChannel | discord.TextChannel | None:
    """The channel that a thread speaks for; None: it, or what else somebody asks in, stands for itself."""
    thread = interaction.channel
    if not isinstance(thread, discord.Thread):
        return None
    ours = thread.owner_id == interaction.application_id
    return thread.parent if ours or isinstance(thread.parent, discord.ForumChannel) else None


def offers_of(interaction: Interaction) -> frozenset[Extra]:
    """What Discord can do there beyond answering and posting."""
    if interaction.guild_id is None:
        return frozenset()
    offered = {Extra.MENTION}
    if isinstance(interaction.channel, discord.TextChannel):
        if interaction.channel.is_news():
            offered.add(Extra.PUBLISH)
        if interaction.permissions.create_public_threads and not _missing(interaction, _FOR_THREADS):
            offered.add(Extra.THREAD)
    return frozenset(offered)


def with_known_role(interaction: Interaction, fields: Sequence[Field]) -> list[Field]:
    """The fields of a form, without a role that is gone: Discord may refuse a form that has one chosen."""
    known = {str(role.id) for role in interaction.guild.roles} if interaction.guild else set()
    gone = {each.name for each in fields if each.name == Extra.MENTION.value and each.value not in known}
    return [replace(each, value="") if each.name in gone else each for each in fields]


def possible(interaction: Interaction, asked: Command | Misunderstood) -> Command | Misunderstood:
    """The command, or why it cannot work here: what is known to fail is said before it is set."""
    if isinstance(asked, Misunderstood) or interaction.guild_id is None:
        return asked
    if asked.verb == "thread":
        return _threading(interaction, asked)
    if _sets_briefing(asked) and (words := _why_no_briefing(interaction)):
        return Misunderstood(words)
    tried = (asked.verb, asked.action) == ("settings", "try")
    return _mentioning(interaction, asked) if tried or _saves(asked) else asked


def _saves(asked: Command) -> bool:
    """Whether it saves settings: by the form, in words, or after they were tried."""
    return asked.verb == "apply" or (asked.verb, asked.action) == ("settings", "save")


def _sets_briefing(asked: Command) -> bool:
    if (asked.verb, asked.action) == ("briefing", "set"):
        return True
    found = _SCHEDULE.search(asked.words) if _saves(asked) else None
    return found is not None and found[1].strip().lower() not in NONE


def _why_no_briefing(interaction: Interaction) -> str:
    """Why a briefing could not arrive; empty: it can."""
    parent = _parent(interaction)
    forum = isinstance(parent, discord.ForumChannel)
    if isinstance(parent, discord.ForumChannel) and tags_for(parent) is None:
        return tr(TAG_WANTED)
    needed = ["view_channel"]
    if parent is not None or not isinstance(interaction.channel, discord.Thread):
        needed.append("send_messages")
    if forum or (parent is None and isinstance(interaction.channel, discord.Thread)):
        needed.append("send_messages_in_threads")
    missing = _missing(interaction, needed)
    return tr(MISSING, permissions=join_words(missing)) if missing else ""


def _missing(interaction: Interaction, needed: list[str] | tuple[str, ...]) -> list[str]:
    """The names of the permissions that the bot lacks there."""
    return [_NAMES[each] for each in needed if not getattr(interaction.app_permissions, each)]


def _threading(interaction: Interaction, asked: Command) -> Command | Misunderstood:
    if not isinstance(interaction.channel, discord.TextChannel):
        return asked
    if missing := _missing(interaction, _FOR_THREADS):
        return Misunderstood(tr(MISSING_FOR_THREAD, permissions=join_words(missing)))
    return asked if interaction.permissions.create_public_threads else Misunderstood(tr(YOU_MAY_NOT))


def _mentioning(interaction: Interaction, asked: Command) -> Command | Misunderstood:
    """A role that is to be mentioned, with its name; or why it cannot be."""
    found = _MENTION.search(asked.words)
    if found is None or interaction.guild is None or found[1].strip().lower() in NONE:
        return asked
    named = _ROLE.fullmatch(found[1].strip())
    if named is None:
        return Misunderstood(tr(WHICH_ROLE))
    role = interaction.guild.get_role(int(named[1]))
    if role is None:
        return Misunderstood(tr(ROLE_GONE))
    name = "@" + " ".join(visible(role.name).split()).lstrip("@")
    if words := _why_no_mention(interaction, role):
        return Misunderstood(tr(words, role=name))
    wished = f"mention: {role.id} {name}"
    return replace(asked, words=asked.words[: found.start()] + wished + asked.words[found.end() :])


def _why_no_mention(interaction: Interaction, role: discord.Role) -> str:
    """Why a role cannot be mentioned, a sentence about `{role}`; empty: it can."""
    if role.is_default():
        return NOT_A_ROLE
    if role.mentionable:
        return ""
    if not interaction.app_permissions.mention_everyone:
        return NOT_MENTIONABLE
    may = interaction.permissions
    return "" if may.mention_everyone or may.administrator else YOU_MAY_NOT_MENTION
