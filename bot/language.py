"""What people read, in their language: gettext catalogues, and the language that is being spoken.

Sentences stand in the code in English. `tr` says one in the language of the context: English, unless `speaking` set
another one for as long as an answer is made. A catalogue is read when it is first needed; English needs none.
See docs/translating.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import GNUTranslations
    from importlib.resources.abc import Traversable

ENGLISH = "en"
AUTO = "auto"
"""A channel that speaks what its platform says."""
DOMAIN = "nightdesk"
_spoken: ContextVar[str] = ContextVar("nightdesk_language", default=ENGLISH)


def current() -> str:
    """The language that is being spoken: a key of `languages()`."""
    return _spoken.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak this language for as long as the context lasts, in this task and those that it starts."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def speak(language: str) -> None:
    """Speak this language from here on, in this task and those that it starts."""
    _spoken.set(language)


def tr(sentence: str, **values: object) -> str:
    """The sentence in the language spoken, with its `{names}` filled in."""
    language = _spoken.get()
    # To gettext the empty sentence is the catalogue's header.
    said = sentence if language == ENGLISH or not sentence else _catalogue(language).gettext(sentence)
    return said.format(**values) if values else said


def trn(one: str, many: str, number: int, **values: object) -> str:
    """The sentence that fits the number, which fills in `{number}`."""
    language = _spoken.get()
    english = one if number == 1 else many
    said = english if language == ENGLISH else _catalogue(language).ngettext(one, many, number)
    return said.format(number=say_number(number), **values)


def mark(sentence: str) -> str:
    """The sentence as it is; it is to be in the catalogues, and somebody says it later with `tr`."""
    return sentence


def say_number(number: int) -> str:
    """A whole number as it is written: "1,204", in German "1.204"."""
    # Translators: what stands between the thousands of a number.
    return f"{number:,}".replace(",", tr(","))


def join_words(words: list[str], last: str = "") -> str:
    """ "a, b and c"; `last` takes the place of " and "."""
    joint = last or tr(" and ")
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + joint + words[-1]


@lru_cache(maxsize=1)
def languages() -> dict[str, str]:
    """Every language that there is a catalogue of, by its code, with its own name: "en": "English"."""
    found = {ENGLISH: "English"}
    for folder in sorted(_folder().iterdir(), key=lambda each: each.name):
        if folder.joinpath("LC_MESSAGES", f"{DOMAIN}.mo").is_file():
            found[folder.name] = _catalogue(folder.name).gettext(mark("English"))
    return found


def known_language(wanted: str | None) -> str | None:
    """The language that a locale ("de-AT", "de_DE.UTF-8") or a name ("Deutsch") means; None: it is not spoken here."""
    code = (wanted or "").strip().replace("_", "-").split("-")[0].split(".")[0].lower()
    if code in {"", ENGLISH, "english", "c", "posix"}:
        return ENGLISH if code in {ENGLISH, "english"} else None
    named = {name.lower(): each for each, name in languages().items()} | {"german": "de"}
    code = named.get(code, code)
    return code if code in languages() else None


def choose_language(*wanted: str | None) -> str:
    """The first of these locales that is spoken here; a person of any other language reads English."""
    return next((known_language(each) or ENGLISH for each in wanted if each), ENGLISH)


def _folder() -> Traversable:
    from importlib.resources import files

    return files("bot") / "locale"


@lru_cache(maxsize=16)
def _catalogue(language: str) -> GNUTranslations:
    from gettext import GNUTranslations

    with _folder().joinpath(language, "LC_MESSAGES", f"{DOMAIN}.mo").open("rb") as file:
        return GNUTranslations(file)
