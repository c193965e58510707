"""The Slack platform from the operator's settings."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.slack.platform import SlackPlatform
from adapters.slack.settings import SlackSettings
from bot.ports import PlatformUnusable
from bot.services import Services


def create_platform(given: Mapping[str, str], services: Services) -> SlackPlatform:
    """The platform; `given` are the settings that begin with slack_, without that. Raises PlatformUnusable."""
    try:
        return SlackPlatform(
            SlackSettings(
                bot_token=given.get("bot_token", ""),
                app_token=given.get("app_token"),
                signing_secret=given.get("signing_secret"),
                proxy=given.get("proxy"),
            )
        )
    except ValueError as error:
        raise PlatformUnusable(str(error)) from error
