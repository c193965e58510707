"""The sentences of the source -> the gettext catalogues in bot/locale. `make messages` runs it.

Each catalogue gets what is new (untranslated, for a person to fill in), loses what is gone, and is compiled. A CODE
begins a catalogue. Nothing is guessed: a sentence that changed is a new one.
"""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
LOCALE = ROOT / "bot" / "locale"
DOMAIN = "nightdesk"
SAYING = {"tr": 1, "mark": 1, "trn": 2}
"""The functions that say something, and how many sentences each takes."""
COMMENT = "# Translators:"
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
"""One date for all: a catalogue changes with its words alone."""
PACKAGES = ("bot", "adapters")
PAGE = Path("adapters/playground/page")


def extract() -> Catalog:
    """Every sentence of the source, in one catalogue without translations."""
    found = Catalog(project=DOMAIN, charset="utf-8")
    for path in sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        for line, sentence, comment in of_a_module(path.read_text("utf-8")):
            found.add(sentence, locations=[(name, line)], auto_comments=[comment] if comment else [])
    for name, words in of_the_page():
        found.add(words, locations=[(name, 1)])
    return found


def of_a_module(text: str) -> Iterator[tuple[int, str | tuple[str, ...], str]]:
    """Where a module says what: line, sentence (for `trn` both), and the comment for translators above it.

    The syntax tree is asked, because what stands inside an f-string is a string to everything else.
    """
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
            said = [each.value for each in node.args[: SAYING[node.func.id]] if isinstance(each, ast.Constant)]
            if len(said) == SAYING[node.func.id]:
                above = lines[node.lineno - 2].strip()
                comment = above.removeprefix(COMMENT).strip() if above.startswith(COMMENT) else ""
                yield node.lineno, said[0] if len(said) == 1 else tuple(said), comment


def of_the_page() -> Iterator[tuple[str, str]]:
    """The sentences of the playground's page, as the page's server itself finds them."""
    sentences_of = importlib.import_module("adapters.playground.sentences").sentences_of
    for path in sorted((ROOT / PAGE).iterdir()):
        if path.suffix in {".js", ".html"}:
            for sentence in sentences_of(path.name, path.read_text("utf-8")):
                yield (PAGE / path.name).as_posix(), sentence


def path_of(language: str, ending: str) -> Path:
    """A catalogue's file."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.{ending}"


def known() -> list[str]:
    """The languages that have a catalogue."""
    return sorted(path.parent.parent.name for path in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def read(language: str) -> Catalog:
    """The catalogue as it lies there."""
    with path_of(language, "po").open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def updated(catalogue: Catalog, template: Catalog) -> Catalog:
    """The catalogue with the template's sentences, and with no others."""
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    name = catalogue.locale.english_name if catalogue.locale else ""
    catalogue.header_comment = f"# Nightdesk in {name}. See docs/translating.md."
    catalogue.project, catalogue.version, catalogue.msgid_bugs_address = DOMAIN, "1", "none"
    catalogue.last_translator, catalogue.language_team = "Nightdesk", name
    catalogue.creation_date = catalogue.revision_date = BEGUN
    return catalogue


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue as text: sorted, and without line numbers, so that it changes only with the words."""
    written = BytesIO()
    write_po(written, catalogue, width=120, sort_output=True, include_lineno=False)
    return written.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """The catalogue as a program reads it."""
    written = BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def bring_up_to_date(language: str, template: Catalog) -> int:
    """Write one catalogue anew; how many sentences wait for a translation."""
    begun = path_of(language, "po").exists()
    catalogue = updated(read(language) if begun else Catalog(locale=language, project=DOMAIN, fuzzy=False), template)
    path_of(language, "po").parent.mkdir(parents=True, exist_ok=True)
    path_of(language, "po").write_bytes(as_po(catalogue))
    path_of(language, "mo").write_bytes(as_mo(read(language)))
    return len(untranslated(catalogue))


def untranslated(catalogue: Catalog) -> list[str]:
    """The sentences that wait for a translation, or of which a person has to look at it."""
    return [_first(each.id) for each in catalogue if each.id and (each.fuzzy or not _is_whole(each.string))]


def _is_whole(said: str | tuple[str, ...] | list[str] | None) -> bool:
    return bool(said) if isinstance(said, str | None) else all(said)


def _first(sentence: str | tuple[str, ...] | list[str]) -> str:
    return sentence if isinstance(sentence, str) else sentence[0]


def main(arguments: list[str]) -> int:
    """Bring every catalogue, and a new one, up to date; 1: something waits for a translation."""
    template = extract()
    waiting = {each: bring_up_to_date(each, template) for each in sorted({*known(), *arguments})}
    for language, number in waiting.items():
        print(f"{language}: {len(template)} sentences, {number} to be translated in {path_of(language, 'po')}")
    return 1 if any(waiting.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
