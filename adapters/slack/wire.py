"""The connection to Slack's API: one session, no retries behind our back, no proxy but the one that was named."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.refusals import refusal
from adapters.slack.secrecy import quiet_log
from adapters.slack.settings import SlackSettings
from bot.ports import ReplyRefused

TRANSPORT_ERRORS = (aiohttp.ClientError, OSError, asyncio.TimeoutError)
_SECONDS = 15


class Wire:
    """Calls to the Web API and to response URLs. The SDK's own retries would post a message twice, so it has none."""

    def __init__(self, settings: SlackSettings) -> None:
        self.log = quiet_log("nightdesk.slack.sdk")
        self._settings = settings
        self._client: AsyncWebClient | None = None

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
        """Call a method with JSON fields. Raises ReplyRefused, whose cause is the SDK's error."""
        try:
            answer = await self.client.api_call(method, json=fields)
        except SlackApiError as error:
            raise refusal(code_of(error), retry_after_of(error)) from error
        except TRANSPORT_ERRORS as error:
            raise ReplyRefused(f"Slack did not answer ({type(error).__name__}). I will try again.") from error
        return answer.data if isinstance(answer.data, dict) else {}

    async def ask(self, method: str, **params: str | int | bool) -> dict[str, Any]:
        """Read something with a GET method. Raises ReplyRefused, whose cause is the SDK's error."""
        try:
            answer = await self.client.api_call(method, http_verb="GET", params=params)
        except SlackApiError as error:
            raise refusal(code_of(error), retry_after_of(error)) from error
        except TRANSPORT_ERRORS as error:
            raise ReplyRefused(f"Slack did not answer ({type(error).__name__}). I will try again.") from error
        return answer.data if isinstance(answer.data, dict) else {}

    async def respond(self, response_url: str, message: dict[str, Any]) -> bool:
        """Use a response URL; whether Slack took it (it answers 404 from the sixth use on)."""
        hook = AsyncWebhookClient(response_url, session=self.client.session, logger=self.log, retry_handlers=[])
        hook.proxy = self._settings.proxy
        try:
            answer = await hook.send_dict(message)
        except TRANSPORT_ERRORS:
            return False
        return answer.status_code == 200

    async def close(self) -> None:
        """End the session; the next call begins a new one."""
        if self._client is not None and self._client.session is not None:
            await self._client.session.close()
        self._client = None


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
