"""Reasons from further inside, said in the reader's language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

from adapters.slack.installations import NOT_INSTALLED
from bot.language import speaking, tr
from bot.reasons import REASONS, pattern_of, say_reason, say_sentence
from summarizer import errors

ROOT = Path(__file__).resolve().parents[3]
NAMES = frozenset(name for name in vars(errors) if isinstance(getattr(errors, name), type))
OPERATORS = ("condensers/", "stand_in.py", "store/", "sources/__init__.py", "topic_file.py", "fetch/transport.py")
"""What goes wrong there is read by whoever runs the bot, in its log: English."""


def raised() -> Iterator[tuple[str, str]]:
    """Where the summarizer says what went wrong, with a 7 for each value."""
    for path in sorted((ROOT / "summarizer").rglob("*.py")):
        name = path.relative_to(ROOT / "summarizer").as_posix()
        if name.startswith(OPERATORS):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if _is_error(node) and (words := _words(node.args[0])):
                yield f"{name}:{node.lineno}", words


def _is_error(node: ast.AST) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMES and bool(node.args)


def _words(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
    return ""


def test_every_reason_of_the_summarizer_is_recognised() -> None:
    """A new message of an error wants its line in bot/reasons.py, and then its translation."""
    patterns = [pattern_of(each) for each in REASONS]

    assert [(at, words) for at, words in raised() if not any(each.fullmatch(words) for each in patterns)] == []


def test_english_is_left_as_it_is() -> None:
    assert say_reason("HTTP 404: not found") == "HTTP 404: not found"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("HTTP 404: not found", "HTTP 404: nicht gefunden"),
        ("the body is larger than 5 MB", "die Antwort ist größer als 5 MB"),
        ("the body ended after 1,200 of 34,000 bytes", "die Antwort endete nach 1.200 von 34.000 Bytes"),
        ("7 sources, 4 in the last 6 h", "7 Quellen, 4 in den letzten 6 Stunden"),
        (
            "1 source, 3 h old, 1,204 points on Hacker News, you follow rust and go",
            "1 Quelle, 3 Stunden alt, 1.204 Punkte auf Hacker News, du folgst rust und go",
        ),
        (
            "Sources differ on the sum: Heise said $ 3 million first, Golem says $ 4 million.",
            "Die Quellen sind sich nicht einig über die Summe: Heise nannte zuerst „$ 3 million“, Golem nennt"
            " „$ 4 million“.",
        ),
        (
            "Sources differ on the number of companies (Norrland Cloud): Byteline says at least 2,300, Devroom says"
            " 2,900.",
            "Die Quellen sind sich nicht einig über die Zahl von „companies“ (Norrland Cloud): Byteline nennt „at least"
            " 2,300“, Devroom nennt „2,900“.",
        ),
        (
            "its times cannot be reckoned in the zone Mars/Olympus; set it again",
            "seine Zeiten lassen sich in der Zeitzone Mars/Olympus nicht berechnen; stell es neu ein",
        ),
        (
            NOT_INSTALLED,
            "Nightdesk ist in diesem Workspace nicht mehr installiert. Lass dir den Link zur Installation von"
            " der Person geben, die es betreibt.",
        ),
        ("Slack asks me to wait 30 s.", "Slack bittet mich, 30 Sek. zu warten."),
        (
            "That Slack channel is gone or archived. Set the briefing up in another channel. (is_archived)",
            "Diesen Slack-Kanal gibt es nicht mehr, oder er ist archiviert. Richte das Briefing in einem anderen Kanal"
            " ein. (is_archived)",
        ),
        ("something that nobody ever said", "something that nobody ever said"),
    ],
)
def test_a_reason_is_said_in_german(words: str, said: str) -> None:
    with speaking("de"):
        assert say_reason(words) == said


def test_a_reason_can_be_a_sentence_of_its_own() -> None:
    with speaking("de"):
        assert say_sentence("this is no feed") == "Das ist kein Feed."


def test_an_address_keeps_its_small_letters_at_the_start_of_a_sentence() -> None:
    assert say_sentence("https://a.example is no feed") == "https://a.example is no feed."


@pytest.mark.parametrize("words", ["", ", ", "{", "{number} sources", "\x00", "HTTP : ", "a" * 5000])
def test_odd_words_are_no_trouble(words: str) -> None:
    with speaking("de"):
        assert isinstance(say_reason(words), str)


def test_every_refusal_of_a_platform_is_in_the_catalogues() -> None:
    from adapters.discord import refusals as of_discord
    from adapters.slack import refusals as of_slack

    sentences = {words for _, words in (*of_slack.MEANINGS.values(), *of_discord.MEANINGS.values())}
    with speaking("de"):
        assert {words for words in sentences if tr(words) == words} == set()
