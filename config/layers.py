"""Where settings are written: the environment, the settings file, the defaults. Each layer is read on its own.

What is wrong is collected as sentences, so that people see all of it at once.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from config.catalog import CONFIG_VARIABLE, MODEL_KEY, PREFIX, SETTINGS, TABLES, Setting
from config.values import is_file

DEFAULTS = Path(__file__).with_name("defaults.toml")
SETTINGS_FILE = "nightdesk.toml"
_FILE = "_FILE"

# What Kubernetes and container links put into the environment for a service that is called nightdesk.
_SERVICE_LINK = re.compile(
    r"^NIGHTDESK(_[A-Z0-9]+)*_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_[A-Z]+)?)?)$"
)


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a setting, the words that say where it was written, and why it could not be read, if so."""

    text: str
    origin: str
    problem: str = ""


Layer = dict[str, Written]


def read_environment(environment: Mapping[str, str], folder: Path, problems: list[str]) -> Layer:
    """What the environment says; relative paths start from `folder`. Unknown NIGHTDESK_ variables are problems."""
    given = {name: text.strip() for name, text in environment.items() if text.strip()}
    known = [CONFIG_VARIABLE, *_names(lambda setting: setting.variable, _FILE)]
    for name, text in given.items():
        if name.startswith(PREFIX) and name not in known and not _is_service_link(name, text):
            problems.append(f"{name} is no setting; {_suggest(name, known)}")
    return _collect(given, lambda setting: setting.variable, _FILE, str, folder)


def _is_service_link(name: str, text: str) -> bool:
    # NIGHTDESK_PORT=8080 is somebody's guess at a setting, NIGHTDESK_PORT=tcp://… is a link.
    return _SERVICE_LINK.match(name) is not None and (
        not name.endswith("_PORT") or "://" in text or "_SERVICE_" in name
    )


def find_settings_file(environment: Mapping[str, str], folder: Path, problems: list[str]) -> Path | None:
    """The file that NIGHTDESK_CONFIG names, else nightdesk.toml in `folder` if there is one."""
    named = environment.get(CONFIG_VARIABLE, "").strip()
    if not named:
        usual = folder / SETTINGS_FILE
        # Whatever has the name was meant to be read: a folder or a link into nowhere is refused when it is.
        return usual if os.path.lexists(usual) else None
    try:
        path = _absolute(named, folder)
    except ValueError as error:
        problems.append(f'{CONFIG_VARIABLE} is "{named}": {error}')
        return None
    if is_file(path):
        return path
    problems.append(f'{CONFIG_VARIABLE} is "{named}": {_why_no_file(path)}')
    return None


def _why_no_file(path: Path) -> str:
    try:
        return "that is a folder, give a file" if path.is_dir() else "there is no such file"
    except OSError as error:
        return f"it cannot be read: {error.strerror}"


def read_file(path: Path, problems: list[str]) -> Layer:
    """What a settings file says; relative paths start from its folder. Unknown keys are problems."""
    try:
        table = read_toml(path)
    except ValueError as error:
        problems.append(str(error))
        return {}
    known = _names(lambda setting: setting.name, _FILE.lower())
    given: dict[str, str] = {}
    labels: dict[str, str] = {}
    broken: Layer = {}
    for key, label, value in _flatten(table):
        origin = f"{label} in {path}"
        if key not in known:
            problems.append(f"{origin} is no setting; {_suggest(label, [*known, *_labels(known), *TABLES])}")
        elif key in labels:
            problems.append(f"{labels[key]} and {origin} are one setting: keep one")
        else:
            labels[key] = origin
            try:
                given[key] = _text(value, key)
            except ValueError as error:
                broken[key.removesuffix(_FILE.lower())] = Written("", origin, f"{origin}: {error}")
    given = {key: text for key, text in given.items() if text}
    return _collect(given, lambda setting: setting.name, _FILE.lower(), labels.__getitem__, path.parent) | broken


def read_toml(path: Path) -> dict[str, object]:
    """A TOML file. Raises ValueError with a sentence that names the file."""
    try:
        # Editors on Windows begin a file with a byte order mark.
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except IsADirectoryError:
        raise ValueError(f"{path} is a folder: move it away or put a file in its place") from None
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ValueError(f"{path} is no text in UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path} is no TOML: {str(error).splitlines()[0]}") from None


def _names(say: Callable[[Setting], str], ending: str) -> list[str]:
    return [say(each) for each in SETTINGS] + [say(each) + ending for each in SETTINGS if each.hidden]


def _flatten(table: Mapping[str, object]) -> Iterator[tuple[str, str, object]]:
    """Key, the words for it, and value, with the tables opened."""
    for key, value in table.items():
        if key in TABLES and isinstance(value, dict):
            for inner, each in value.items():
                name = "llm" if (key, inner) == ("llm", MODEL_KEY) else f"{key}_{inner}"
                yield name, f"{key}.{inner}", each
        else:
            yield key, key, value


def _labels(known: list[str]) -> list[str]:
    """The keys as they are written in tables."""
    inner = [
        f"{table}.{key.removeprefix(table + '_')}" for table in TABLES for key in known if key.startswith(table + "_")
    ]
    return [*inner, f"llm.{MODEL_KEY}"]


def _text(value: object, key: str) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    may_be_list = any(setting.is_list and setting.name == key for setting in SETTINGS)
    if may_be_list and isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ",".join(value)
    raise ValueError("give text in quotes" + (" or a list of such texts" if may_be_list else ""))


def _collect(
    given: Mapping[str, str], key_of: Callable[[Setting], str], ending: str, say: Callable[[str], str], folder: Path
) -> Layer:
    """The settings of one layer; `ending` makes a key the one of its file, `say` makes it words."""
    layer = {}
    for setting in SETTINGS:
        key = key_of(setting)
        twin = key + ending if setting.hidden else ""
        try:
            if key in given and twin in given:
                raise ValueError(f"{say(key)} and {say(twin)} are both set: keep one")
            if key in given:
                layer[setting.name] = Written(_placed(given[key], setting, folder, say(key)), say(key))
            elif twin in given:
                layer[setting.name] = Written(_read_secret(given[twin], folder, say(twin)), say(twin))
        except ValueError as error:
            layer[setting.name] = Written("", say(key if key in given else twin), str(error))
    return layer


def _placed(text: str, setting: Setting, folder: Path, origin: str) -> str:
    if not setting.is_path:
        return text
    try:
        return str(_absolute(text, folder))
    except ValueError as error:
        raise ValueError(f'{origin} is "{text}": {error}') from None


def _read_secret(named: str, folder: Path, origin: str) -> str:
    # Its name is not said: people put the secret itself there by mistake.
    try:
        text = _absolute(named, folder).read_text(encoding="utf-8-sig").strip()
    except OSError as error:
        raise ValueError(f"{origin} names a file that cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ValueError(f"{origin} names a file that is no text in UTF-8") from None
    except ValueError as error:
        raise ValueError(f"{origin} cannot be used: {error}") from None
    if not text:
        raise ValueError(f"{origin} names an empty file")
    return text


def _absolute(text: str, folder: Path) -> Path:
    """The path, from `folder` if it is relative. Raises ValueError with a phrase."""
    if not text.isprintable():
        raise ValueError("give a path without control characters")
    try:
        return folder / Path(text).expanduser()
    except RuntimeError:
        raise ValueError("its user is not known") from None


def _suggest(name: str, known: list[str]) -> str:
    """The known name that is nearest, compared without the prefix that all of them share."""
    from difflib import get_close_matches

    bare = {each.upper().removeprefix(PREFIX): each for each in known if each != name}
    near = get_close_matches(name.upper().removeprefix(PREFIX), bare, n=1, cutoff=0.6)
    return f"did you mean {bare[near[0]]}?" if near else "correct its name or remove it"
