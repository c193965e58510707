"""The settings of one installation, read once: environment, then the settings file, then defaults.toml.

`load_settings` is the only reader of the environment. Importing this module reads nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

from config.catalog import SETTINGS, Setting
from config.consistency import contradictions, doubts
from config.errors import SettingsError
from config.home import data_folder
from config.layers import DEFAULTS, Layer, Written, find_settings_file, read_environment, read_file
from config.secret import SecretStr, show, without_private_parts
from config.values import HostPort, is_sqlite

__all__ = ["HostPort", "SecretStr", "Settings", "SettingsError", "load_settings", "terminal_locale"]

DATABASE_FILE = "nightdesk.sqlite3"
ADMIN_BESIDE_PUBLIC = HostPort("127.0.0.1", 8081)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Settings:
    """Every setting, checked; what each means stands in defaults.toml. Made by `load_settings`."""

    home: Path
    database_url: str
    """As written, or the SQLite file in `home`."""
    queue: Literal["inprocess", "procrastinate"]
    sources: Path | None
    """A file that exists; None: the bundled pack."""
    allow_networks: tuple[str, ...]
    """`CIDR` or `CIDR:port` each."""
    proxy: str | None
    contact: str | None
    timezone: str
    """An IANA name in its own spelling."""
    http: HostPort
    admin: HostPort | None
    """None: the same server as `http`."""
    public_url: str | None
    """Without a slash at its end."""
    secret_key: tuple[SecretStr, ...]
    """Fernet keys, the one in use first."""
    user_rate: int
    """Commands a minute; 0: no limit."""
    log: Literal["text", "json"]
    llm: str | None
    llm_base_url: str | None
    llm_api_key: SecretStr | None
    llm_daily_tokens: int
    slack_bot_token: SecretStr | None
    slack_app_token: SecretStr | None
    slack_signing_secret: SecretStr | None
    slack_client_id: str | None
    slack_client_secret: SecretStr | None
    discord_token: SecretStr | None

    @property
    def database(self) -> str:
        """The database's URL; it may hold a password."""
        return self.database_url

    def warnings(self) -> tuple[str, ...]:
        """What is allowed but looks wrong, one sentence each, for the doctor."""
        return doubts({each.name: getattr(self, each.name) for each in fields(self)})

    def __repr__(self) -> str:
        shown = (f"{each.name}={show(getattr(self, each.name))}" for each in fields(self))
        return f"Settings({', '.join(shown)})"


def load_settings(
    environment: Mapping[str, str] | None = None, folder: Path | None = None, *, on_terminal: bool | None = None
) -> Settings:
    """The settings in force.

    `environment` is this process's unless given, `folder` (for nightdesk.toml and relative paths) the current one,
    `on_terminal` whether logs go to one. Raises SettingsError with everything that is wrong.
    """
    environment = os.environ if environment is None else environment
    base = Path.cwd() if folder is None else folder
    problems: list[str] = []
    layers = [read_environment(environment, base, problems)]
    file = find_settings_file(environment, base, problems)
    layers += [read_file(file, problems)] if file else []
    layers += [read_file(DEFAULTS, problems)]
    found, refused = _read(layers)
    _find_home(found, refused)
    _fill_in(found, _is_terminal() if on_terminal is None else on_terminal)
    problems += refused.values()
    problems += contradictions(found, refused.keys())
    if problems:
        raise SettingsError(*problems)
    return Settings(**found)


def terminal_locale(environment: Mapping[str, str] | None = None) -> str | None:
    """The locale that the terminal is set to for messages ("de_DE.UTF-8"), by the rules of POSIX; None: to none."""
    environment = os.environ if environment is None else environment
    return next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), None)


def _read(layers: list[Layer]) -> tuple[dict[str, Any], dict[str, str]]:
    """Each setting's value from the first layer that has it, and why some have none."""
    found: dict[str, Any] = {}
    refused: dict[str, str] = {}
    for setting in SETTINGS:
        found[setting.name] = () if setting.is_list else None
        written = next((layer[setting.name] for layer in layers if setting.name in layer), None)
        if written is None:
            continue
        if written.problem:
            refused[setting.name] = written.problem
            continue
        try:
            found[setting.name] = setting.read(written.text)
        except ValueError as error:
            refused[setting.name] = _refuse(setting, written, error)
    return found, refused


def _refuse(setting: Setting, written: Written, error: ValueError) -> str:
    if setting.hidden or "@" in written.text:
        return f"{written.origin} cannot be used: {error}"
    shown = without_private_parts(written.text)
    shown = shown if len(shown) <= 60 else shown[:59] + "…"
    return f'{written.origin} is "{shown}": {error}'


def _is_terminal() -> bool:
    # There is no stderr at all under pythonw and some services.
    return sys.stderr is not None and sys.stderr.isatty()


def _find_home(found: dict[str, Any], refused: dict[str, str]) -> None:
    """Let data live in the user's folder unless another one was named."""
    if found["home"] is None and "home" not in refused:
        try:
            found["home"] = data_folder()
        except ValueError as error:
            refused["home"] = str(error)


def _fill_in(found: dict[str, Any], on_terminal: bool) -> None:
    """Give the settings that are computed their values."""
    home = found["home"] or Path()
    found["database_url"] = found["database_url"] or f"sqlite:///{(home / DATABASE_FILE).as_posix()}"
    found["queue"] = found["queue"] or ("inprocess" if is_sqlite(found["database_url"]) else "procrastinate")
    found["log"] = found["log"] or ("text" if on_terminal else "json")
    if found["admin"] is None and found["http"] is not None and not found["http"].is_loopback:
        found["admin"] = ADMIN_BESIDE_PUBLIC
    if found["admin"] == found["http"]:
        found["admin"] = None
