"""The contracts of pyproject.toml hold, and can fail."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGES, ROOT

CHECK = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True, no_logo=True))"


def check_contracts(folder: Path) -> tuple[int, str]:
    """The exit code and the words of import-linter on the project in that folder."""
    done = subprocess.run([sys.executable, "-P", "-c", CHECK], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def copy_of_the_project(tmp_path: Path) -> Path:
    """The four packages and pyproject.toml in a folder of their own, to be spoilt."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold() -> None:
    code, words = check_contracts(ROOT)

    assert code == 0, words


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("summarizer/kinds.py", "import bot.layout", "One direction"),
        ("config/errors.py", "import summarizer.model", "config is a leaf"),
        ("bot/layout.py", "import config.settings", "Only the composition root reads config"),
        ("summarizer/text/tokens.py", "import summarizer.fetch.client", "The inside is pure"),
        ("adapters/slack/render.py", "import adapters.discord.render", "Platforms do not know each other"),
        ("bot/queues/inprocess.py", "import apscheduler", "Only bot.clock knows APScheduler"),
        ("summarizer/sources/hackernews.py", "import httpx", "Only summarizer.fetch knows the HTTP client"),
        ("bot/clock.py", "import slack_sdk.web", "Only the Slack adapter"),
        ("adapters/console/platform.py", "import sqlalchemy", "know no database"),
        ("bot/clock.py", "import lxml.html", "Strangers' bytes"),
    ],
)
def test_a_forbidden_import_breaks_its_contract(copy_of_the_project: Path, file: str, line: str, contract: str) -> None:
    spoilt = copy_of_the_project / file
    spoilt.write_text(f"{spoilt.read_text('utf-8')}\n{line}\n", "utf-8")

    code, words = check_contracts(copy_of_the_project)

    broken = [said for said in words.splitlines() if "BROKEN" in said]
    assert code != 0
    assert any(contract in said for said in broken), words
