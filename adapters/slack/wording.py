"""Slack's words: who may change a channel."""

from __future__ import annotations

from bot.language import mark
from bot.wording import Wording

WORDING = Wording(takes=mark("the owner of its briefing, the channel's creator or a workspace admin"))
