"""Settings, defaults.toml and the documentation name the same things; reading them stays cheap."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from config.catalog import CONFIG_VARIABLE, SETTINGS, Setting
from config.layers import DEFAULTS
from config.packs import load_pack_file, pack_names
from config.settings import Settings
from tests.unit.config.builders import load

PAGE = (Path(__file__).parents[3] / "docs" / "configuration.md").read_text(encoding="utf-8")
FIELDS = [field.name for field in dataclasses.fields(Settings)]


def test_the_settings_are_those_of_the_catalog() -> None:
    assert [setting.name for setting in SETTINGS] == FIELDS


def test_defaults_toml_holds_exactly_the_settings_in_their_order() -> None:
    assert list(tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))) == FIELDS


@pytest.mark.parametrize("variable", [setting.variable for setting in SETTINGS])
def test_defaults_toml_says_what_each_variable_is(variable: str) -> None:
    comments = [line for line in DEFAULTS.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert re.search(rf"\b{variable}\b", "\n".join(comments))


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_the_page_has_a_row_for_each_setting(setting: Setting) -> None:
    assert f"| `{setting.variable}` | `{setting.name}` |" in PAGE


def test_the_page_names_the_settings_file_s_variable() -> None:
    assert f"| `{CONFIG_VARIABLE}` |" in PAGE


def test_the_page_names_no_variable_that_is_none() -> None:
    known = {CONFIG_VARIABLE, "NIGHTDESK_SERVICE_HOST", "NIGHTDESK_PORT", *(setting.variable for setting in SETTINGS)}
    named = set(re.findall(r"\b(?:NIGHTDESK|SLACK|DISCORD)_[A-Z_]*[A-Z]", PAGE))
    assert named <= known


@pytest.mark.parametrize("setting", [each for each in SETTINGS if each.hidden], ids=lambda setting: setting.name)
def test_the_page_names_each_secret_that_may_stand_in_a_file(setting: Setting) -> None:
    section = PAGE.partition("## Secrets from files")[2].partition("\n## ")[0]
    assert f"`{setting.variable}`" in section


@pytest.mark.parametrize("pack", pack_names())
def test_the_page_names_each_pack(pack: str) -> None:
    assert f"| `{pack}` |" in PAGE


def _examples() -> list[str]:
    return re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


def test_the_page_s_settings_file_is_one(tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").touch()
    for name in ("slack-bot-token", "slack-app-token", "discord-token"):
        (tmp_path / name).write_text("x")
    assert load(tmp_path, _examples()[0].replace("/run/secrets/", "")).llm == "ollama:llama3.2"


def test_the_page_s_list_of_sources_is_one(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(_examples()[1])
    assert len(load_pack_file(tmp_path / "mine.toml")) == 3


def test_loading_settings_imports_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from config.settings import load_settings;"
        "load_settings({'NIGHTDESK_HOME': '.'}, Path(sys.argv[1]));"
        "print(sorted({'pydantic', 'cryptography', 'platformdirs', 'zoneinfo', 'tzdata', 'bot', 'summarizer',"
        "'adapters', 'difflib', 'httpx'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    ran = subprocess.run(command, cwd=Path(__file__).parents[3], capture_output=True, text=True)
    assert ran.stdout.strip() == "[]", ran.stderr
