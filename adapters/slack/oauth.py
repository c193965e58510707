"""Installing the app into a workspace by OAuth: `/slack/install` sends people to Slack, `/slack/oauth_redirect` takes
them back. Slack's flow: https://docs.slack.dev/authentication/installing-with-oauth

What travels by way of Slack is a ticket: sealed, good for ten minutes, once, and in the browser that began alone.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

import structlog
from aiohttp import web
from slack_sdk.oauth.installation_store import Bot

from adapters.slack.installations import Installations
from adapters.slack.oauth_pages import HEADERS, installed_page, refused_page
from adapters.slack.settings import OAuthSettings
from adapters.slack.wire import Wire, cause_code
from bot.ports import ReplyRefused
from bot.store.vault import Vault
from summarizer.errors import SummarizerError
from summarizer.ports import Clock

log = structlog.get_logger(__name__)
Handler = Callable[[web.Request], Awaitable[web.Response]]

INSTALL = "/slack/install"
REDIRECT = "/slack/oauth_redirect"
COOKIE = "nightdesk_install"
PATIENCE = timedelta(minutes=10)
_PURPOSE = "slack install"
_BROWSER = re.compile(r"[0-9a-f]{32}")
_ERROR = re.compile(r"[a-z_]{1,40}")
_DENIED = "Slack was told not to, so nothing was changed."
_STATE = "This link is too old, was used already, or was begun in another browser. Please begin again."
_NO_CODE = "Slack sent no code along. Please begin again."
_BAD_CODE = "Slack does not know this code any more. Please begin again."
_NOT_US = "Slack does not accept this app's client id and secret. Please tell whoever runs Nightdesk."
_NO_ANSWER = "Slack did not answer as it should. Please try again in a minute."
_ONE_WORKSPACE = "Nightdesk is installed in one workspace at a time. Please choose a workspace, not the organisation."
_NOT_KEPT = "The installation could not be stored. Please try again in a minute, or tell whoever runs Nightdesk."
_CODES = {
    "invalid_code": (400, _BAD_CODE),
    "code_already_used": (400, _BAD_CODE),
    "bad_client_secret": (502, _NOT_US),
    "invalid_client_id": (502, _NOT_US),
}


class InstallRefused(Exception):
    """Nothing was installed: the status and the sentence to show."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


@lru_cache(maxsize=2)
def scopes(manifest: str) -> tuple[str, ...]:
    """The permissions that a bundled manifest asks for: "manifest" or "manifest-history"."""
    text = (files("adapters.slack") / "manifests" / f"{manifest}.json").read_text(encoding="utf-8")
    return tuple(json.loads(text)["oauth_config"]["scopes"]["bot"])


class Installer:
    """The two addresses of the flow."""

    def __init__(
        self, settings: OAuthSettings, wire: Wire, installations: Installations, vault: Vault, clock: Clock
    ) -> None:
        self._oauth = settings
        self._wire = wire
        self._installations = installations
        self._vault = vault
        self._clock = clock
        self._redirect_uri = f"{settings.public_url}{REDIRECT}" if settings.public_url else None

    def http_paths(self) -> dict[str, Handler]:
        """What to mount, and where."""
        return {f"GET {INSTALL}": self.begin, f"GET {REDIRECT}": self.finish}

    async def begin(self, request: web.Request) -> web.Response:
        """Send the browser to Slack. With `?history=1` the history scopes, which exactly-once needs, are asked for."""
        known = request.cookies.get(COOKIE, "")
        browser = known if _BROWSER.fullmatch(known) else secrets.token_hex(16)
        asked = {
            "client_id": self._oauth.client_id,
            "scope": ",".join(scopes("manifest-history" if request.query.get("history") else "manifest")),
            "state": self._vault.ticket(_PURPOSE, browser),
        } | ({"redirect_uri": self._redirect_uri} if self._redirect_uri else {})
        address = f"{self._wire.authorize_url}?{urlencode(asked)}"
        response = web.Response(status=302, headers={**HEADERS, "Location": address})
        response.set_cookie(
            COOKIE,
            browser,
            max_age=int(PATIENCE.total_seconds()),
            path="/slack",
            secure=not (self._oauth.public_url or "").startswith("http://"),
            httponly=True,
            samesite="Lax",
        )
        return response

    async def finish(self, request: web.Request) -> web.Response:
        """Take the browser back from Slack, and keep the workspace's token."""
        try:
            await self._check(request)
            bot = await self._exchange(request.query["code"])
            await self._keep(bot)
        except InstallRefused as refused:
            return web.Response(status=refused.status, text=refused_page(str(refused), INSTALL), headers=HEADERS)
        log.info("slack_workspace_installed", workspace=bot.team_id)
        page = installed_page(bot.team_name or "", bot.team_id or "", bot.app_id or "")
        return web.Response(text=page, headers=HEADERS)

    async def _check(self, request: web.Request) -> None:
        """Whether this browser began, lately, and consented. Raises InstallRefused."""
        browser = request.cookies.get(COOKIE, "")
        state = request.query.get("state", "")
        try:
            begun_in = await self._vault.redeem(_PURPOSE, state, PATIENCE)
        except SummarizerError as error:
            log.error("slack_install_failed", reason=str(error))
            raise InstallRefused(503, _NOT_KEPT) from error
        if "error" in request.query:
            raise InstallRefused(403, _denial(request.query["error"]))
        if begun_in is None or begun_in != browser:
            raise InstallRefused(400, _STATE)
        if not request.query.get("code"):
            raise InstallRefused(400, _NO_CODE)

    async def _exchange(self, code: str) -> Bot:
        """The bot that Slack gives for the code, after it proved to work. Raises InstallRefused."""
        try:
            answer = await self._wire.exchange(self._oauth, code, self._redirect_uri)
            if answer.get("is_enterprise_install"):
                raise InstallRefused(400, _ONE_WORKSPACE)
            me = await self._wire.call("auth.test", token=str(answer.get("access_token") or ""))
        except ReplyRefused as refused:
            reason = cause_code(refused)
            log.error("slack_install_failed", reason=reason or str(refused))
            raise InstallRefused(*_CODES.get(reason, (502, _NO_ANSWER))) from refused
        bot = _bot(answer, me, self._clock.now().timestamp())
        if not bot.team_id or bot.team_id != me.get("team_id"):
            raise InstallRefused(502, _NO_ANSWER)
        return bot

    async def _keep(self, bot: Bot) -> None:
        try:
            await self._installations.async_save_bot(bot)
        except SummarizerError as error:
            log.error("slack_install_failed", reason=str(error))
            raise InstallRefused(503, _NOT_KEPT) from error


def _denial(error: str) -> str:
    """The sentence for the error that Slack, or whoever wrote the address, sent along."""
    return _DENIED if error == "access_denied" or not _ERROR.fullmatch(error) else f"Slack refused: {error}."


def _bot(answer: dict[str, Any], me: dict[str, Any], now: float) -> Bot:
    """What is kept of Slack's two answers: to the code, and to who the token is."""
    team = answer.get("team") or {}
    return Bot(
        app_id=answer.get("app_id"),
        team_id=team.get("id"),
        team_name=team.get("name"),
        bot_token=str(answer.get("access_token") or ""),
        bot_id=str(me.get("bot_id") or ""),
        bot_user_id=str(answer.get("bot_user_id") or me.get("user_id") or ""),
        bot_scopes=str(answer.get("scope") or ""),
        installed_at=now,
    )
