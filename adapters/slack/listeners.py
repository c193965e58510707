"""The Bolt app: its listeners acknowledge, and hand what was asked to the reception. They do nothing else.

Bolt drops an acknowledgement when the listener raises right after it, so nothing in here can.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult

from adapters.slack.events import asked_by_command, asked_by_home, asked_by_press, press_key
from adapters.slack.forms import asked_by_form
from adapters.slack.leaving import Leaving
from adapters.slack.reception import Reception
from adapters.slack.settings import SlackSettings
from adapters.slack.wire import Wire

Authorize = Callable[[str | None], Awaitable[AuthorizeResult]]
"""Who the bot is in a team."""


def build_app(
    settings: SlackSettings, wire: Wire, authorize: Authorize, reception: Reception, leaving: Leaving
) -> AsyncApp:
    """One app object for Socket Mode and HTTP. `authorize` knows by itself, so that no request asks Slack again."""

    async def find_authority(team_id: str | None) -> AuthorizeResult:
        return await authorize(team_id)

    wire.log.setLevel(logging.ERROR)  # Bolt warns about its environment variables, which we do not use.
    app = AsyncApp(
        name="nightdesk",
        logger=wire.log,
        client=wire.new_client(),
        authorize=find_authority,
        signing_secret=settings.signing_secret or "",
        request_verification_enabled=False,  # adapters.slack.web does it, for requests that came by HTTP
    )
    wire.log.setLevel(logging.WARNING)
    _listen(app, settings.command, reception)
    app.event("app_uninstalled")(leaving.uninstalled)
    app.event("tokens_revoked")(leaving.revoked)
    return app


def _listen(app: AsyncApp, command: str, reception: Reception) -> None:
    async def on_command(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        reception.take(asked_by_command(body))

    async def on_press(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        reception.take(asked_by_press(body), click=press_key(body))

    async def on_form(ack: AsyncAck, body: dict[str, Any]) -> None:
        errors = await reception.take_form(asked_by_form(body))
        await (ack(response_action="errors", errors=errors) if errors else ack())

    async def on_home(body: dict[str, Any]) -> None:
        asked = asked_by_home(body)
        if asked is not None:
            reception.take(asked)

    app.command(command)(on_command)
    app.action(re.compile(".*"))(on_press)
    app.view(re.compile(".*"))(on_form)
    app.event("app_home_opened")(on_home)
