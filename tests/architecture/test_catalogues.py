"""The catalogues of other languages: whole, true to the source, and compiled."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message

from bot.commands import Command, parse_command
from bot.language import speaking, tr
from tools import messages

LANGUAGES = messages.known()
PLACE = re.compile(r"\{\w*\}")
COMMAND = re.compile(r"`([^`]+)`")
DO = "run `make messages`, then translate what is empty"


@pytest.fixture(scope="module")
def template() -> Catalog:
    return messages.extract()


@pytest.fixture(params=LANGUAGES, scope="module")
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def catalogue(language: str) -> Catalog:
    return messages.read(language)


def sentences(catalogue: Catalog) -> Iterator[Message]:
    """Its messages without the header."""
    return (each for each in catalogue if each.id)


def as_tuple(given: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def test_german_is_there() -> None:
    assert "de" in LANGUAGES


def test_it_has_every_sentence_of_the_source_and_no_other(catalogue: Catalog, template: Catalog) -> None:
    said, wanted = (
        {as_tuple(each.id) for each in sentences(catalogue)},
        {as_tuple(each.id) for each in sentences(template)},
    )

    assert (wanted - said, said - wanted) == (set(), set()), DO


def test_nothing_waits_for_a_translation(catalogue: Catalog) -> None:
    """Nothing is empty, in no plural form, and nothing is fuzzy."""
    assert messages.untranslated(catalogue) == [], DO


def test_each_noun_has_as_many_forms_as_the_language(catalogue: Catalog) -> None:
    plurals = [each for each in sentences(catalogue) if not isinstance(each.id, str)]

    assert [each.id for each in plurals if len(as_tuple(each.string)) != catalogue.num_plurals] == []


def test_the_places_for_values_are_those_of_the_sentence(catalogue: Catalog) -> None:
    """A form for one may leave the number out."""

    def places(words: str) -> list[str]:
        return sorted(PLACE.findall(words))

    wrong = [
        each.id
        for each in sentences(catalogue)
        for said in as_tuple(each.string)
        if places(said) not in [places(words) for words in as_tuple(each.id)]
    ]

    assert wrong == []


def test_blanks_at_the_ends_are_those_of_the_sentence(catalogue: Catalog) -> None:
    """What is put together does not run together."""

    def ends(words: str) -> tuple[bool, bool]:
        return words[:1].isspace(), words[-1:].isspace()

    wrong = [
        each.id
        for each in sentences(catalogue)
        for said in as_tuple(each.string)
        if ends(said) != ends(as_tuple(each.id)[0])
    ]

    assert wrong == []


def test_a_command_in_a_translation_does_what_it_did_in_the_sentence(catalogue: Catalog) -> None:
    """Its example may be in the reader's words (`briefing werktags 8 Uhr …`), but the verb is the same."""

    def verbs(words: str) -> list[str]:
        read = [parse_command(command) for command in COMMAND.findall(words) if "{" not in command]
        return sorted(each.verb if isinstance(each, Command) else each.message for each in read)

    wrong = [
        each.id
        for each in sentences(catalogue)
        for said in as_tuple(each.string)
        if verbs(said) != verbs(as_tuple(each.id)[-1])
    ]

    assert wrong == []


def test_what_is_compiled_is_what_was_translated(language: str, catalogue: Catalog) -> None:
    compiled = messages.path_of(language, "mo").read_bytes()

    assert compiled == messages.as_mo(catalogue), DO


def test_it_is_written_as_the_tool_writes_it(language: str, catalogue: Catalog, template: Catalog) -> None:
    """So that a change in it is a change of words."""
    written = messages.path_of(language, "po").read_bytes()

    assert written == messages.as_po(messages.updated(catalogue, template)), DO


def test_a_label_is_short_enough_for_every_platform(language: str) -> None:
    """Discord takes 80 characters on a button, with a topic of 50 on it."""
    with speaking(language):
        labels = [tr(each, topic="x" * 50) for each in ("Mute topic: {topic}", "Forget {topic}", "Follow {topic}")]

    assert [each for each in labels if len(each) > 75] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("tr('Hello')", [(1, "Hello", "")]),
        ("trn('{number} cat', '{number} cats', n)", [(1, ("{number} cat", "{number} cats"), "")]),
        ("f\"{tr('Inside')}\"", [(1, "Inside", "")]),
        ("tr(\n    'One '\n    'sentence'\n)", [(1, "One sentence", "")]),
        ("# Translators: a beast\nmark('Cat')", [(2, "Cat", "a beast")]),
        ("tr(GONE)", []),
        ("x.tr('not ours')", []),
    ],
)
def test_sentences_are_found_wherever_they_stand(source: str, found: list[object]) -> None:
    assert list(messages.of_a_module(source)) == found
