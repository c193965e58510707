"""What is shipped, and what it is installed from."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGES, ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a wheel of this tree, built without git and without a network."""
    place = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/nowhere"},
    )
    assert done.returncode == 0, done.stderr
    (built,) = place.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


def test_a_wheel_holds_the_four_packages_and_nothing_else(wheel: set[str]) -> None:
    tops = {name.partition("/")[0] for name in wheel if ".dist-info/" not in name}

    assert tops == set(PACKAGES)


def test_a_wheel_holds_every_file_of_the_packages_data_included(wheel: set[str]) -> None:
    """Without its data, its migrations or its templates the installed program fails where the checkout works."""
    wanted = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }

    assert {name for name in wheel if ".dist-info/" not in name} == wanted


def test_a_wheel_carries_the_licence(wheel: set[str]) -> None:
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in wheel)


def check_locks(folder: Path) -> tuple[int, str]:
    """The exit code and the complaints of the lock check on a folder."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "check_locks.py"), str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.fixture
def locks(tmp_path: Path) -> Path:
    """A copy of both locks and pyproject.toml, to be spoilt."""
    for name in (*LOCKS, "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def replace(path: Path, old: str, new: str) -> None:
    """Put `new` in the place of the first `old`, which must be there."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_the_locks_are_in_step() -> None:
    assert check_locks(ROOT) == (0, "")


def test_a_dependency_that_is_not_locked_is_named(locks: Path) -> None:
    replace(locks / "pyproject.toml", '"protego~=0.7",', '"protego~=0.7", "left-pad>=1",')

    code, words = check_locks(locks)

    assert code == 1
    assert "requirements.lock lacks left-pad>=1" in words


def test_a_version_outside_what_is_asked_for_is_named(locks: Path) -> None:
    replace(locks / "pyproject.toml", '"protego~=0.7"', '"protego~=99.0"')

    code, words = check_locks(locks)

    assert code == 1
    assert "but pyproject.toml asks for protego~=99.0" in words


def test_a_dependency_that_left_is_named(locks: Path) -> None:
    replace(locks / "pyproject.toml", '"protego~=0.7",', "")

    code, words = check_locks(locks)

    assert code == 1
    assert "requirements.lock pins protego for pyproject.toml, which no longer asks for it" in words


@pytest.mark.parametrize(
    "line", ["--index-url https://packages.example/simple", "--find-links wheels", "pkg @ file:///tmp/pkg.whl"]
)
def test_an_address_in_a_lock_is_refused(locks: Path, line: str) -> None:
    replace(locks / "requirements.lock", "aiohttp==", f"{line}\naiohttp==")

    code, words = check_locks(locks)

    assert code == 1
    assert "holds an address or an index option" in words


def test_a_pin_without_a_hash_is_refused(locks: Path) -> None:
    replace(locks / "requirements.lock", "aiohttp==", "extra-thing==1.0\naiohttp==")

    code, words = check_locks(locks)

    assert code == 1
    assert "requirements.lock pins extra-thing without a hash" in words


def test_what_runs_is_what_is_tested(locks: Path) -> None:
    replace(locks / "requirements-dev.lock", "protego==0.7.0", "protego==0.7.1")

    code, words = check_locks(locks)

    assert code == 1
    assert "requirements-dev.lock does not pin protego 0.7.0 as requirements.lock does" in words
