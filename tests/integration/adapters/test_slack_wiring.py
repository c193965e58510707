"""From the operator's settings to the Slack platform."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from adapters.slack.wiring import seams_of
from bot.bootstrap import configured_platforms, open_desk
from bot.platforms import create_platform
from bot.ports import ChatPlatform, Place, PlatformUnusable
from bot.store.channels import Channel
from config.settings import Settings, load_settings

SIGNING = {"SLACK_SIGNING_SECRET": "0123456789abcdef0123456789abcdef"}
OAUTH = {
    **SIGNING,
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "s",
    "NIGHTDESK_SECRET_KEY": Fernet.generate_key().decode(),
    "NIGHTDESK_PUBLIC_URL": "https://bot.example",
}
INSTALLING = {"GET /slack/install", "GET /slack/oauth_redirect"}
ONE_TOKEN = {"SLACK_BOT_TOKEN": "xoxb-1234567890"}
SOCKET = {**ONE_TOKEN, "SLACK_APP_TOKEN": "xapp-1234567890"}


def settings_of(environment: dict[str, str], home: Path) -> Settings:
    return load_settings({"NIGHTDESK_HOME": str(home), **environment}, home)


def paths_of(platform: ChatPlatform) -> set[str]:
    """What the platform has the web server answer."""
    return set(getattr(platform, "http_paths")())  # noqa: B009 - not every platform has any


@pytest.mark.parametrize(
    ("environment", "paths"),
    [
        (OAUTH, {"/slack/events", *INSTALLING}),
        ({**SIGNING, **ONE_TOKEN}, {"/slack/events"}),
        ({**OAUTH, **ONE_TOKEN}, {"/slack/events"}),
        (SOCKET, set()),
        ({**OAUTH, **SOCKET}, set()),
    ],
    ids=["many workspaces", "one workspace", "a bot token names the one", "socket", "socket, whatever else is set"],
)
async def test_settings_choose_the_mode(environment: dict[str, str], paths: set[str], tmp_path: Path) -> None:
    given = settings_of(environment, tmp_path)
    async with open_desk(given=given, only=()) as desk:
        platform = create_platform("slack", configured_platforms(given)["slack"], desk.services)

    assert paths_of(platform) == paths


async def test_the_public_address_is_passed_on(tmp_path: Path) -> None:
    """It is where Slack sends people back to."""
    assert configured_platforms(settings_of(OAUTH, tmp_path))["slack"]["public_url"] == "https://bot.example"


def test_an_address_alone_switches_no_platform_on(tmp_path: Path) -> None:
    assert configured_platforms(settings_of({"NIGHTDESK_PUBLIC_URL": "https://bot.example"}, tmp_path)) == {}


async def test_oauth_without_a_key_is_refused_in_words(tmp_path: Path) -> None:
    """The settings refuse it first; whoever builds the platform by hand learns it too."""
    given = settings_of(SIGNING, tmp_path)
    values = {"client_id": "1.2", "client_secret": "s", "signing_secret": "x"}
    async with open_desk(given=given, only=()) as desk:
        with pytest.raises(PlatformUnusable, match="NIGHTDESK_SECRET_KEY is missing"):
            create_platform("slack", values, desk.services)


async def test_forgetting_a_workspace_forgets_its_channels(tmp_path: Path) -> None:
    async with open_desk(given=settings_of(OAUTH, tmp_path), only=()) as desk:
        place = Place("slack", "T1", "C1")
        await desk.channels.save(Channel(place, length=3))

        await seams_of(desk.services).forget("T1")

        assert (await desk.channels.get(place)).length is None
