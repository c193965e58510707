"""Workspaces that removed the app: their token goes at once, and all that was kept about them with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from slack_sdk.oauth.installation_store import Bot

from adapters.slack.installations import Installations
from adapters.slack.wire import Wire
from bot.ports import ReplyRefused
from summarizer.errors import SummarizerError

log = structlog.get_logger(__name__)
Forget = Callable[[str], Awaitable[None]]
"""Forgets everything about a workspace. Raises StoreError."""


class Leaving:
    """Hears that a workspace removed the app. `installations` is None where one token comes from the settings."""

    def __init__(self, wire: Wire, installations: Installations | None, forget: Forget | None) -> None:
        self._wire = wire
        self._installations = installations
        self._forget = forget

    async def uninstalled(self, body: dict[str, Any]) -> None:
        """The app was removed from a workspace."""
        await self._part_with(body)

    async def revoked(self, body: dict[str, Any]) -> None:
        """Tokens were revoked. A token from the settings is the operator's own business, and so is what it served."""
        event = body.get("event")
        tokens = event.get("tokens") if isinstance(event, dict) else None
        if self._installations is not None and isinstance(tokens, dict) and tokens.get("bot"):
            await self._part_with(body)

    async def _part_with(self, body: dict[str, Any]) -> None:
        workspace = str(body.get("team_id") or "")
        if not workspace:
            return
        try:
            if await self._is_back(workspace, body.get("event_time")):
                log.info("slack_leaving_outdated", workspace=workspace)
                return
            if self._installations is not None:
                await self._installations.async_delete_all(enterprise_id=None, team_id=workspace)
            if self._forget is not None:
                await self._forget(workspace)
        except SummarizerError as error:
            log.error("slack_workspace_not_forgotten", workspace=workspace, reason=str(error))
            return
        log.info("slack_workspace_left", workspace=workspace)

    async def _is_back(self, workspace: str, event_time: object) -> bool:
        """Whether the app was installed again since: Slack repeats an event for hours if it was not acknowledged."""
        if self._installations is None or not isinstance(event_time, int | float):
            return False
        try:
            bot = await self._installations.async_find_bot(enterprise_id=None, team_id=workspace)
        except SummarizerError:
            return False
        return bot is not None and event_time < int(bot.installed_at) and await self._works(bot)

    async def _works(self, bot: Bot) -> bool:
        try:
            await self._wire.call("auth.test", token=bot.bot_token)
        except ReplyRefused:
            return False
        return True
