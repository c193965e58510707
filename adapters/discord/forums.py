"""Forums: they take no messages, but posts, and a briefing becomes one of its own each time."""

from __future__ import annotations

import discord

from adapters.discord.wire import RenderedPage
from bot.document import Document, Heading
from bot.language import mark
from bot.pages import clip
from bot.ports import Refusal, ReplyRefused
from bot.render.visible import visible

MAX_TITLE = 100
USUAL_TAGS = ("news", "tech news", "digest", "briefing", "tech")
"""Names of tags that suit a briefing, the best one first."""
TAG_WANTED = mark(
    "That forum wants a tag with every post, and it has none that suits news. "
    "Add a tag called News to it, or make tags optional there."
)
MAY_NOT_WRITE = mark("I may not write in that channel. Give me View Channel and Send Messages there.")
MAY_NOT_REPLY = mark("I may not write in that thread. Give me View Channel and Send Messages in Threads there.")
MAY_NOT_POST = mark(
    "I may not write posts in that forum. Give me View Channel, Send Messages and Send Messages in Threads."
)
MISSING_PERMISSIONS = 50013


def title_of(document: Document) -> str:
    """What a post with that document is called: its heading, with which every edition has another name."""
    heading = next((block.text for block in document.blocks if isinstance(block, Heading)), document.summary)
    return clip(" ".join(visible(heading).split()), MAX_TITLE) or "Tech digest"


def tags_for(forum: discord.ForumChannel) -> list[discord.ForumTag] | None:
    """The tag for a briefing, if the forum has one that suits; None: it wants one and has none."""
    for name in USUAL_TAGS:
        for tag in forum.available_tags:
            if tag.name.strip().lower() == name and not tag.moderated:
                return [tag]
    return None if forum.flags.require_tag else []


async def open_post(
    forum: discord.ForumChannel, view: RenderedPage, title: str, allowed: discord.AllowedMentions
) -> tuple[int, str]:
    """Write a post; the ids of its thread and of its first message, which are the same.

    Raises ReplyRefused and what discord.py raises.
    """
    tags = tags_for(forum)
    if tags is None:
        raise ReplyRefused(TAG_WANTED, Refusal.FORBIDDEN)
    try:
        made = await forum.create_thread(name=title, view=view, applied_tags=tags, allowed_mentions=allowed)
    except discord.HTTPException as error:
        if error.code == MISSING_PERMISSIONS:
            raise ReplyRefused(MAY_NOT_POST, Refusal.FORBIDDEN) from error
        raise
    return made.thread.id, str(made.message.id)
