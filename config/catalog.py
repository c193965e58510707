"""The settings there are: name, variable, how its text is read. `Settings` and defaults.toml hold the same names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from config import values

PREFIX = "NIGHTDESK_"
CONFIG_VARIABLE = f"{PREFIX}CONFIG"
TABLES = ("slack", "discord", "llm")
"""Tables of the settings file: `[slack] bot_token` is `slack_bot_token`."""
MODEL_KEY = "model"
"""`[llm] model` is the setting `llm`, whose name the table has taken."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting.

    `hidden`: its value is never shown, and it may also be given as a file (NAME_FILE). `is_path`: a relative value is
    taken from the folder of the file that names it. `is_list`: the settings file may give a list.
    """

    name: str
    read: Callable[[str], object]
    hidden: bool = False
    is_path: bool = False
    is_list: bool = False

    @property
    def variable(self) -> str:
        """The environment variable."""
        upper = self.name.upper()
        return upper if self.name.startswith(("slack_", "discord_")) else PREFIX + upper


SETTINGS: tuple[Setting, ...] = (
    Setting("home", values.folder, is_path=True),
    Setting("database_url", values.database_url, hidden=True),
    Setting("queue", values.one_of("inprocess", "procrastinate")),
    Setting("sources", values.existing_file, is_path=True),
    Setting("allow_networks", values.networks, is_list=True),
    Setting("proxy", values.proxy, hidden=True),
    Setting("contact", values.contact),
    Setting("timezone", values.zone),
    Setting("http", values.host_port),
    Setting("admin", values.host_port),
    Setting("public_url", values.public_url),
    Setting("secret_key", values.fernet_keys, hidden=True, is_list=True),
    Setting("user_rate", values.whole_number),
    Setting("log", values.one_of("text", "json")),
    Setting("llm", values.model),
    Setting("llm_base_url", values.web_address),
    Setting("llm_api_key", values.secret, hidden=True),
    Setting("llm_daily_tokens", values.whole_number),
    Setting("slack_bot_token", values.secret, hidden=True),
    Setting("slack_app_token", values.secret, hidden=True),
    Setting("slack_signing_secret", values.secret, hidden=True),
    Setting("slack_client_id", values.plain_text),
    Setting("slack_client_secret", values.secret, hidden=True),
    Setting("discord_token", values.secret, hidden=True),
)
