"""The workspaces that installed the app, each with its bot token: encrypted in the vault, for some seconds in memory.

It is an installation store of Slack's SDK. The SDK's own one for SQLAlchemy keeps tokens as they are.
"""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable
from logging import Logger
from typing import Any

import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore

from adapters.slack.secrecy import quiet_log
from bot.language import mark
from bot.ports import Refusal, ReplyRefused
from bot.store.vault import Vault
from summarizer.errors import SummarizerError

log = structlog.get_logger(__name__)
DRAWER = "slack installation"
BELIEVED = 10.0
"""Seconds for which a token is not looked up again; another process may have replaced it."""
NOT_INSTALLED = mark(
    "Nightdesk is not installed in this workspace any more. Ask whoever runs it for the link to install it."
)
KEY_LOCKED = mark("I cannot get at my key to this workspace just now. I will try again.")
_MOST = 10_000
_KEPT = ("app_id", "team_id", "team_name", "bot_token", "bot_id", "bot_user_id", "bot_scopes", "installed_at")


class Installations(AsyncInstallationStore):
    """One installation a workspace. What cannot be read or written raises StoreError or SealBroken."""

    def __init__(self, vault: Vault, clock: Callable[[], float] = time.monotonic) -> None:
        self._vault = vault
        self._clock = clock
        self._known: dict[str, tuple[float, Bot]] = {}

    @property
    def logger(self) -> Logger:
        """The log of Slack's libraries."""
        return quiet_log("nightdesk.slack.sdk")

    async def async_save(self, installation: Installation) -> None:
        """Keep the bot's part; we ask for no user tokens."""
        await self.async_save_bot(installation.to_bot())

    async def async_save_bot(self, bot: Bot) -> None:
        """Keep a workspace's bot, in place of the one that was there."""
        team = bot.team_id or ""
        await self._vault.keep(DRAWER, team, json.dumps({name: getattr(bot, name) for name in _KEPT}))
        self._known.pop(team, None)

    async def async_find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        """The workspace's bot; None if the app is not installed there."""
        team = team_id or ""
        until, known = self._known.get(team, (0.0, None))
        if known is not None and until > self._clock():
            return known
        kept = await self._vault.get(DRAWER, team)
        if kept is None:
            self._known.pop(team, None)
            return None
        if len(self._known) >= _MOST:
            self._known.clear()
        bot = Bot(**json.loads(kept))
        self._known[team] = (self._clock() + BELIEVED, bot)
        return bot

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Forget the workspace's token."""
        self._known.pop(team_id or "", None)
        await self._vault.drop(DRAWER, team_id or "")

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Nothing is kept of single people."""

    async def rotate(self) -> None:
        """Encrypt every token with the key now in use, and say how many can no longer be read."""
        unreadable = await self._vault.rotate(DRAWER)
        if unreadable:
            log.error("slack_tokens_unreadable", workspaces=len(unreadable), hint="add the key they were written with")

    async def token(self, workspace: str) -> str:
        """The token of a workspace's bot. Raises ReplyRefused."""
        try:
            bot = await self.async_find_bot(enterprise_id=None, team_id=workspace)
        except SummarizerError as error:
            log.error("slack_token_unreadable", workspace=workspace, reason=str(error))
            raise ReplyRefused(KEY_LOCKED, Refusal.LATER) from error
        if bot is None:
            raise ReplyRefused(NOT_INSTALLED, Refusal.GONE)
        return bot.bot_token

    async def newer_token(self, workspace: str, refused: str) -> str | None:
        """The token that another process may have got since that one, which Slack refused."""
        self._known.pop(workspace, None)
        token = await self.token(workspace)
        return token if token != refused else None

    async def authorize(self, team_id: str | None) -> AuthorizeResult:
        """Who the bot is in a team, for Bolt. Of a team without the app nothing is known; what it asks is refused
        where it is answered, in a sentence."""
        try:
            bot = await self.async_find_bot(enterprise_id=None, team_id=team_id)
        except SummarizerError:
            bot = None
        if bot is None:
            return AuthorizeResult(enterprise_id=None, team_id=team_id)
        return AuthorizeResult(
            enterprise_id=None,
            team_id=team_id,
            bot_user_id=bot.bot_user_id,
            bot_id=bot.bot_id,
            bot_token=bot.bot_token,
        )


def single_authority(me: dict[str, Any], token: str) -> Callable[[str | None], Awaitable[AuthorizeResult]]:
    """The same for an app with one token; `me` is the answer of auth.test."""

    async def authorize(team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=me.get("enterprise_id"),
            team_id=team_id or me.get("team_id"),
            bot_user_id=me.get("user_id"),
            bot_id=me.get("bot_id"),
            bot_token=token,
        )

    return authorize
