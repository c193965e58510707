"""Who asks, and what Slack lets them do.

Admins and a channel's creator may manage; any full member may begin; guests may change nothing.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

import structlog

from adapters.slack.events import Asked
from adapters.slack.wire import Wire
from bot.language import ENGLISH, choose_language
from bot.ports import Asker, ReplyRefused

log = structlog.get_logger(__name__)

REMEMBERED = 300.0
"""Seconds for which a role or a channel's creator is believed."""
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Role:
    """What a member is in their workspace, and which language they read."""

    manages: bool = False
    is_guest: bool = False
    language: str = ENGLISH


def role_of(user: dict[str, Any]) -> Role:
    """The role in a users.info answer; people of other organisations count as guests."""
    manages = any(user.get(name) for name in ("is_admin", "is_owner", "is_primary_owner"))
    guest = any(user.get(name) for name in ("is_restricted", "is_ultra_restricted", "is_stranger"))
    return Role(manages and not guest, guest, choose_language(str(user.get("locale") or "")))


class People:
    """Looks roles and channels up, and remembers them for some minutes."""

    def __init__(self, wire: Wire, clock: Callable[[], float] = time.monotonic) -> None:
        self._wire = wire
        self._clock = clock
        self._known: dict[tuple[str, str, str], tuple[float, Any]] = {}

    async def asker(self, asked: Asked) -> Asker:
        """The person behind a request. In a direct conversation everybody rules their own settings."""
        workspace, channel = asked.place.workspace, asked.place.channel
        if asked.is_direct or asked.at_home:
            speaks = await self.language(asked)
            alone = Asker(asked.place, asked.user, may_manage=True, may_begin=True, is_direct=True)
            return replace(alone, language=speaks, place_language=speaks)
        role, creator = await asyncio.gather(
            self._remember(("user", workspace, asked.user), self._role),
            self._remember(("channel", workspace, channel), self._creator),
        )
        full = not role.is_guest
        may_manage = full and (role.manages or creator == asked.user)
        asker = Asker(asked.place, asked.user, may_manage=may_manage, may_begin=full, is_guest=role.is_guest)
        return replace(asker, language=role.language)

    async def language(self, asked: Asked) -> str:
        """What the person behind a request reads; English where that cannot be looked up."""
        role: Role = await self._remember(("user", asked.place.workspace, asked.user), self._role)
        return role.language

    async def _remember(self, key: tuple[str, str, str], look_up: Callable[[str, str], Awaitable[Any]]) -> Any:
        until, value = self._known.get(key, (0.0, None))
        if until > self._clock():
            return value
        value = await look_up(key[1], key[2])
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[key] = (self._clock() + REMEMBERED, value)
        return value

    async def _role(self, workspace: str, user: str) -> Role:
        """The role; who cannot be looked up may read, and change nothing."""
        try:
            found = await self._wire.to(workspace).ask("users.info", user=user, include_locale="true")
            return role_of(found["user"])
        except ReplyRefused as refused:
            log.warning("slack_role_unknown", reason=str(refused))
            return Role(is_guest=True)

    async def _creator(self, workspace: str, channel: str) -> str:
        """The creator of a channel; of a private one without the bot nobody can tell."""
        try:
            found = await self._wire.to(workspace).ask("conversations.info", channel=channel)
            return str(found["channel"].get("creator", ""))
        except ReplyRefused as refused:
            log.info("slack_creator_unknown", reason=str(refused))
            return ""
