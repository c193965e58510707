"""The connection to Slack's API: one session, no retries behind our back, no proxy but the one that was named."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable
from typing import Any, Protocol
from urllib.parse import urljoin

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.refusals import refusal
from adapters.slack.secrecy import quiet_log
from adapters.slack.settings import OAuthSettings, SlackSettings
from bot.ports import Refusal, ReplyRefused

TRANSPORT_ERRORS = (aiohttp.ClientError, OSError, asyncio.TimeoutError)
_SECONDS = 15
_TOKEN_REFUSED = {"invalid_auth", "account_inactive", "token_revoked", "token_expired"}


class Tokens(Protocol):
    """Knows each workspace's token."""

    async def token(self, workspace: str) -> str:
        """The token. Raises ReplyRefused where there is none."""
        ...

    async def newer_token(self, workspace: str, refused: str) -> str | None:
        """Another token than that one, which Slack refused. Raises ReplyRefused where there is none any more."""
        ...


class OneToken:
    """The one token of an app that serves one workspace."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def token(self, workspace: str) -> str:
        """The token, whatever the workspace."""
        return self._token

    async def newer_token(self, workspace: str, refused: str) -> str | None:
        """There is no other."""
        return None


class Wire:
    """Calls to the Web API and to response URLs. The SDK's own retries would post a message twice, so it has none."""

    def __init__(self, settings: SlackSettings, tokens: Tokens | None = None) -> None:
        self.log = quiet_log("nightdesk.slack.sdk")
        self._settings = settings
        self._tokens = tokens or OneToken(settings.bot_token)
        self._client: AsyncWebClient | None = None

    @property
    def authorize_url(self) -> str:
        """Where people consent to an installation."""
        return urljoin(self._settings.api_url, "../oauth/v2/authorize")

    def to(self, workspace: str) -> WorkspaceWire:
        """The wire to one workspace, with its token."""
        return WorkspaceWire(self, self._tokens, workspace)

    @property
    def client(self) -> AsyncWebClient:
        """The SDK's client with the bot's token; must be asked for within a running loop."""
        if self._client is None or self._client.session is None or self._client.session.closed:
            session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_SECONDS))
            self._client = self.new_client(token=self._settings.bot_token, session=session)
        return self._client

    def new_client(self, *, token: str | None = None, session: aiohttp.ClientSession | None = None) -> AsyncWebClient:
        """A client of these settings. The SDK would take a proxy from the environment; we set ours last."""
        client = AsyncWebClient(
            token=token,
            base_url=self._settings.api_url,
            timeout=_SECONDS,
            session=session,
            logger=self.log,
            retry_handlers=[],
        )
        client.proxy = self._settings.proxy
        return client

    async def call(self, method: str, **fields: Any) -> dict[str, Any]:
        """Call a method with JSON fields, one of which may be the token. Raises ReplyRefused, whose cause is the
        SDK's error."""
        return await self._answer(self.client.api_call(method, json=fields))

    async def ask(self, method: str, **params: str | int | bool) -> dict[str, Any]:
        """Read something with a GET method; a token does not become part of the address. Raises ReplyRefused, whose
        cause is the SDK's error."""
        return await self._answer(self.client.api_call(method, http_verb="GET", params=params))

    async def exchange(self, oauth: OAuthSettings, code: str, redirect_uri: str | None) -> dict[str, Any]:
        """What a code is worth: the token of a workspace. Raises ReplyRefused, whose cause is the SDK's error."""
        # The SDK's own method builds aiohttp's BasicAuth, which is deprecated.
        pair = base64.b64encode(f"{oauth.client_id}:{oauth.client_secret}".encode()).decode()
        fields = {"code": code, "redirect_uri": redirect_uri}
        headers = {"Authorization": f"Basic {pair}"}
        return await self._answer(self.client.api_call("oauth.v2.access", data=fields, headers=headers))

    async def _answer(self, calling: Awaitable[AsyncSlackResponse]) -> dict[str, Any]:
        try:
            answer = await calling
        except SlackApiError as error:
            raise refusal(code_of(error), retry_after_of(error)) from error
        except aiohttp.ClientConnectorError as error:
            raise ReplyRefused("Slack cannot be reached. I will try again.", Refusal.LATER) from error
        except TRANSPORT_ERRORS as error:
            raise ReplyRefused(f"Slack did not answer ({type(error).__name__}). I will try again.") from error
        return answer.data if isinstance(answer.data, dict) else {}

    async def respond(self, response_url: str, message: dict[str, Any]) -> bool:
        """Use a response URL; whether Slack took it (it answers 404 from the sixth use on).

        Raises ReplyRefused where it may have.
        """
        hook = AsyncWebhookClient(response_url, session=self.client.session, logger=self.log, retry_handlers=[])
        hook.proxy = self._settings.proxy
        try:
            answer = await hook.send_dict(message)
        except aiohttp.ClientConnectorError:
            return False
        except TRANSPORT_ERRORS as error:
            raise ReplyRefused(f"Slack did not answer ({type(error).__name__}).") from error
        if answer.status_code >= 500:
            raise ReplyRefused(f"Slack did not say whether it took that ({answer.status_code}).")
        return answer.status_code == 200

    async def close(self) -> None:
        """End the session; the next call begins a new one."""
        if self._client is not None and self._client.session is not None:
            await self._client.session.close()
        self._client = None


class WorkspaceWire:
    """Calls with the token of one workspace. A refused token is looked up once more: it may have been replaced."""

    def __init__(self, wire: Wire, tokens: Tokens, workspace: str) -> None:
        self._wire = wire
        self._tokens = tokens
        self._workspace = workspace

    async def check(self) -> None:
        """Raises ReplyRefused where the app is not installed in the workspace."""
        await self._tokens.token(self._workspace)

    async def call(self, method: str, **fields: Any) -> dict[str, Any]:
        """Call a method with JSON fields. Raises ReplyRefused, whose cause is the SDK's error."""
        return await self._with_token(lambda token: self._wire.call(method, token=token, **fields))

    async def ask(self, method: str, **params: str | int | bool) -> dict[str, Any]:
        """Read something with a GET method. Raises ReplyRefused, whose cause is the SDK's error."""
        return await self._with_token(lambda token: self._wire.ask(method, token=token, **params))

    async def respond(self, response_url: str, message: dict[str, Any]) -> bool:
        """Use a response URL; whether Slack took it (it answers 404 from the sixth use on).

        Raises ReplyRefused where it may have.
        """
        return await self._wire.respond(response_url, message)

    async def _with_token(self, use: Callable[[str], Awaitable[dict[str, Any]]]) -> dict[str, Any]:
        token = await self._tokens.token(self._workspace)
        try:
            return await use(token)
        except ReplyRefused as refused:
            if cause_code(refused) not in _TOKEN_REFUSED:
                raise
            newer = await self._tokens.newer_token(self._workspace, token)
            if newer is None:
                raise
        return await use(newer)


def code_of(error: SlackApiError) -> str:
    """Slack's error code; the HTTP status if the body was not Slack's."""
    data = getattr(error.response, "data", None)
    if isinstance(data, dict) and data.get("error"):
        return str(data["error"])
    status = getattr(error.response, "status_code", None) or getattr(error.response, "status", None)
    return "ratelimited" if status == 429 else f"http_{status}"


def retry_after_of(error: SlackApiError) -> float | None:
    """The seconds that Slack asks to wait, at least 1 and at most a day; None if it does not."""
    headers = getattr(error.response, "headers", None) or {}
    said = str(headers.get("Retry-After", ""))
    return float(min(max(int(said), 1), 86_400)) if said.isdecimal() else None


def cause_code(refused: ReplyRefused) -> str:
    """Slack's error code behind a refusal; empty if Slack was not reached."""
    return code_of(refused.__cause__) if isinstance(refused.__cause__, SlackApiError) else ""
