"""The Slack platform from the operator's settings."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.slack.platform import SlackPlatform
from adapters.slack.seams import Seams
from adapters.slack.settings import OAuthSettings, SlackSettings
from bot.answers.sources import drop_unused
from bot.ports import PlatformUnusable
from bot.services import Services


def create_platform(given: Mapping[str, str], services: Services) -> SlackPlatform:
    """The platform; `given` are the settings that begin with slack_, without that, and what every platform is told.

    Raises PlatformUnusable.
    """
    try:
        return SlackPlatform(
            SlackSettings(
                bot_token=given.get("bot_token", ""),
                app_token=given.get("app_token"),
                signing_secret=given.get("signing_secret"),
                proxy=given.get("proxy"),
                oauth=_oauth(given),
            ),
            seams_of(services),
        )
    except ValueError as error:
        raise PlatformUnusable(str(error)) from error


def seams_of(services: Services) -> Seams:
    """What the adapter asks of the rest of the bot."""

    async def forget(workspace: str) -> None:
        await services.channels.purge_workspace("slack", workspace)
        await drop_unused(services)

    return Seams(services.clock, forget, services.vault)


def _oauth(given: Mapping[str, str]) -> OAuthSettings | None:
    """Many workspaces, unless a token names the one."""
    if given.get("bot_token") or given.get("app_token") or not given.get("client_id") or not given.get("client_secret"):
        return None
    return OAuthSettings(given["client_id"], given["client_secret"], given.get("public_url"))
