"""Slack as a chat platform: slack-bolt over Socket Mode or HTTP, documents out."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

import structlog
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.request.async_request import AsyncBoltRequest

from adapters.slack.installations import Installations, single_authority
from adapters.slack.leaving import Leaving
from adapters.slack.listeners import Authorize, build_app
from adapters.slack.oauth import Installer
from adapters.slack.pace import Pace
from adapters.slack.reception import Reception
from adapters.slack.render import Payload, render_messages, render_plain, without_blocks
from adapters.slack.seams import Seams
from adapters.slack.settings import SlackSettings
from adapters.slack.web import is_from_slack, parse_body
from adapters.slack.wire import Wire, WorkspaceWire, cause_code
from bot.document import Document
from bot.ports import Handler, Place, PlatformUnusable, Refusal, ReplyRefused
from bot.store.vault import Vault
from summarizer.ports import Clock

if TYPE_CHECKING:
    from aiohttp import web
    from slack_bolt.async_app import AsyncApp

HttpHandler = Callable[["web.Request"], Awaitable["web.Response"]]

log = structlog.get_logger(__name__)

EVENT_TYPE = "nightdesk_delivery"
HISTORY = 200
"""Messages looked through for a delivery; Slack gives a distributed app 15 of them, once a minute."""
LOOK_BACK = 4 * 3600.0
"""Seconds that a delivery is looked for: longer than it is tried."""
PATIENCE = 60.0
"""How long a later page of a message waits for a Retry-After, in seconds."""
_NO_THREAD = "thread_not_found"
_PEOPLE = {"U", "W"}
"""What people's ids begin with; channels' begin with C, G or D."""
_CANNOT_TELL = {"missing_scope", "not_in_channel", "channel_not_found"}


class SlackPlatform:
    """Serves one workspace, or with OAuth every one that installs the app. `http_paths` are for the web server."""

    name = "slack"
    several_fronts = True
    """Slack gives each event to one of the sockets, or to one request: several processes may serve at once."""

    def __init__(
        self, settings: SlackSettings, seams: Seams | None = None, wall_clock: Callable[[], float] = time.time
    ) -> None:
        self._time = wall_clock
        problem = settings.problem()
        if problem:
            raise ValueError(problem)
        self._settings = settings
        self._installations, self._installer = None, None
        if settings.oauth is None:
            self._wire = Wire(settings)
        else:
            clock, vault = _needed_for_oauth(seams)
            self._installations = Installations(vault)
            self._wire = Wire(settings, self._installations)
            self._installer = Installer(settings.oauth, self._wire, self._installations, vault, clock)
        self._leaving = Leaving(self._wire, self._installations, seams.forget if seams else None)
        self._pace = Pace(settings.seconds_between_posts)
        self._app: AsyncApp | None = None
        self.connected = False

    async def run(self, handle: Handler) -> None:
        """Serve until cancelled. Raises PlatformUnusable when Slack does not accept the token, ReplyRefused when it
        cannot be reached, StoreError when the tokens cannot."""
        authorize = await self._begin()
        reception = Reception(self._wire, handle)
        self._app = build_app(self._settings, self._wire, authorize, reception, self._leaving)
        try:
            if self._settings.app_token:
                await self._serve_socket(self._app, self._settings.app_token)
            else:
                self.connected = True
                await asyncio.Event().wait()
        finally:
            self._app, self.connected = None, False
            await reception.finish(seconds=3.0)
            await self._wire.close()

    async def post(self, place: Place, document: Document, *, key: str) -> str:
        """Post into a channel and return the time stamp of the (first) message. Raises ReplyRefused."""
        return await self._post_pages(place, render_messages(document), key)

    async def post_plain(self, place: Place, words: str, *, key: str) -> str:
        """The same without blocks."""
        return await self._post_pages(place, render_plain(words), key)

    async def find_sent(self, place: Place, *, key: str) -> str | None:
        """The time stamp of the message posted under that key.

        None if there is none. Raises ReplyRefused: Refusal.FORBIDDEN if the app may not read the channel's history, or
        if more was written there meanwhile than Slack shows at once.
        """
        return await self._find(place, key, "conversations.history")

    async def post_under(self, place: Place, message: str, document: Document, *, key: str) -> str:
        """Post into the thread of the message with that time stamp; otherwise as `post`."""
        return await self._post_pages(
            place, [{**page, "thread_ts": message} for page in render_messages(document)], key
        )

    async def find_under(self, place: Place, message: str, *, key: str) -> str | None:
        """The time stamp of what was posted in that thread under the key; otherwise as `find_sent`."""
        return await self._find(place, key, "conversations.replies", ts=message)

    async def _find(self, place: Place, key: str, method: str, **where: str) -> str | None:
        oldest, wire = f"{self._time() - LOOK_BACK:.6f}", self._wire.to(place.workspace)
        try:
            channel = await _channel_of(wire, place)
            answer = await wire.ask(
                method, channel=channel, limit=HISTORY, oldest=oldest, include_all_metadata="true", **where
            )
        except ReplyRefused as refused:
            if cause_code(refused) == _NO_THREAD:
                return None
            if cause_code(refused) in _CANNOT_TELL:
                raise ReplyRefused(str(refused), Refusal.FORBIDDEN) from refused
            raise
        found = next((str(each["ts"]) for each in answer.get("messages", []) if _is_delivery(each, key)), None)
        if found is None and answer.get("has_more"):
            raise ReplyRefused("There is more in that channel than Slack shows me at once.", Refusal.FORBIDDEN)
        return found

    async def answer_http(self, request: web.Request) -> web.Response:
        """Answer one request of Slack: 401 if it is not Slack's, 400 if it cannot be read, 503 until `run` serves."""
        from aiohttp import web
        from slack_bolt.adapter.aiohttp import to_aiohttp_response

        try:
            body = (await request.read()).decode()
            if not is_from_slack(body, request.headers, self._settings.signing_secret or ""):
                return web.Response(status=401)
            payload = parse_body(body, request.content_type)
        except ValueError:
            return web.Response(status=400)
        if self._app is None:
            return web.Response(status=503)
        verified = AsyncBoltRequest(mode="socket_mode", body=payload)
        return await to_aiohttp_response(await self._app.async_dispatch(verified))

    def http_paths(self) -> dict[str, HttpHandler]:
        """The paths to be mounted on the bot's web server: none in Socket Mode."""
        if self._settings.app_token:
            return {}
        return {"/slack/events": self.answer_http} | (self._installer.http_paths() if self._installer else {})

    async def close(self) -> None:
        """End the connection of a platform that only posts."""
        await self._wire.close()

    async def _begin(self) -> Authorize:
        """Who the bot is in each team: with one token Slack is asked once, with many it is in the vault."""
        if self._installations is not None:
            await self._installations.rotate()
            return self._installations.authorize
        try:
            me = await self._wire.call("auth.test")
        except ReplyRefused as refused:
            await self._wire.close()
            if refused.permanent:
                raise PlatformUnusable(str(refused)) from refused
            raise
        return single_authority(me, self._settings.bot_token)

    async def _serve_socket(self, app: AsyncApp, app_token: str) -> None:
        opened = await self._wire.call("apps.connections.open", token=app_token)
        handler = AsyncSocketModeHandler(
            app,
            app_token,
            logger=self._wire.log,
            web_client=self._wire.client,
            ping_interval=self._settings.ping_seconds,
        )
        handler.client.proxy = self._settings.proxy
        handler.client.wss_uri = opened["url"]
        try:
            await handler.connect_async()  # type: ignore[no-untyped-call]
            await self._watch(handler)
        finally:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(handler.close_async(), 3.0)  # type: ignore[no-untyped-call]
            await asyncio.sleep(0)

    async def _watch(self, handler: AsyncSocketModeHandler) -> None:
        """Tell whether the socket lives. The SDK would try a dead address for ever; without one it asks for a new."""
        while True:
            alive = await handler.client.is_connected()
            if not alive and not self.connected:
                handler.client.wss_uri = None
            self.connected = alive
            await asyncio.sleep(self._settings.ping_seconds)

    async def _post_pages(self, place: Place, pages: Sequence[Payload], key: str) -> str:
        first, *rest = pages
        ts = await self._post_page(place, first, key, page=1)
        for page, message in enumerate(rest, 2):
            try:
                await self._post_later_page(place, message, key, page)
            except ReplyRefused as refused:
                log.error("slack_page_lost", page=page, reason=str(refused))
                break
        return ts

    async def _post_page(self, place: Place, message: Payload, key: str, page: int) -> str:
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": key, "page": page}}
        async with self._pace.turn(place):
            try:
                answer = await self._wire.to(place.workspace).call(
                    "chat.postMessage", channel=place.channel, metadata=metadata, **message
                )
            except ReplyRefused as refused:
                if refused.retry_after is not None:
                    self._pace.hold(place, refused.retry_after)
                raise
        return str(answer["ts"])

    async def _post_later_page(self, place: Place, message: Payload, key: str, page: int) -> None:
        """Post a page whose beginning is already out: to give up now would leave half a message."""
        try:
            await self._post_page(place, message, key, page)
        except ReplyRefused as refused:
            if refused.meaning is Refusal.LAYOUT and "blocks" in message:
                log.error("slack_layout_refused", page=page, reason=str(refused))
                message = without_blocks(message)
            elif refused.retry_after is None or refused.retry_after > PATIENCE:
                raise
            await asyncio.sleep(refused.retry_after or 0)
            await self._post_page(place, message, key, page)


def _needed_for_oauth(seams: Seams | None) -> tuple[Clock, Vault]:
    if seams is None or seams.vault is None:
        raise ValueError(
            "NIGHTDESK_SECRET_KEY is missing, and OAuth (SLACK_CLIENT_ID) keeps workspace tokens encrypted with it."
        )
    return seams.clock, seams.vault


async def _channel_of(wire: WorkspaceWire, place: Place) -> str:
    """The channel to look into: a person's id is enough to write to them, but not to read it again."""
    if place.channel[:1] not in _PEOPLE:
        return place.channel
    opened = await wire.call("conversations.open", users=place.channel)
    return str(opened["channel"]["id"])


def _is_delivery(message: dict[str, Any], key: str) -> bool:
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    return metadata.get("event_type") == EVENT_TYPE and payload.get("key") == key and payload.get("page") == 1
