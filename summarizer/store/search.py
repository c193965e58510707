"""People's words -> a full-text condition. They never reach MATCH bare: `c++`, `C#`, `a-b` and `OpenAI's` would raise.

Every word is quoted, so that it is a phrase of the tokenizer's own tokens ("c++" finds "c"); whether "c" really is C++
is for the topic matcher to decide, which reads the text itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, TextClause, text

MAX_WORDS = 12


@dataclass(frozen=True, slots=True)
class Condition:
    """A WHERE condition, its order (best first) and the parameters of both."""

    where: TextClause | ColumnElement[bool]
    order: tuple[TextClause, ...]
    parameters: Mapping[str, Any]


def quote_words(words: str) -> str:
    """An FTS5 query that asks for all the words, each quoted; empty if there is none to ask for."""
    sendable = words.encode("utf-8", "ignore").decode()  # Half a surrogate pair has no UTF-8.
    kept = [word.replace('"', " ").replace("\x00", " ").strip() for word in sendable.split()[:MAX_WORDS]]
    return " ".join(f'"{word}"' for word in kept if any(letter.isalnum() for letter in word))


def match_words(is_sqlite: bool, words: str) -> Condition | None:
    """The condition on `articles` that the words occur; None when no word can be looked for."""
    asked = quote_words(words)
    if not asked:
        return None
    if is_sqlite:
        return Condition(
            where=text("articles.number IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :asked)"),
            order=(text("articles.published DESC"),),
            parameters={"asked": asked},
        )
    return Condition(
        where=text("articles.search @@ websearch_to_tsquery('simple', :asked)"),
        order=(
            text("ts_rank(articles.search, websearch_to_tsquery('simple', :asked)) DESC"),
            text("articles.published DESC"),
        ),
        parameters={"asked": asked},
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing to be looked for: any of the words, or any word that begins with `begin` (empty: none)."""

    words: tuple[str, ...]
    begin: str = ""


def matching(is_sqlite: bool, needed: Sequence[Wanted], wanted: Sequence[Wanted] = ()) -> str:
    """An expression in the index's language: all of `needed` occur, and any of `wanted` counts for the order.

    Every word is quoted. Empty when nothing can be looked for.
    """
    both, either = (" AND ", " OR ") if is_sqlite else (" & ", " | ")
    groups = [group for each in needed if (group := either.join(_quoted(is_sqlite, each)))]
    if len(groups) < len(needed) or not groups:
        return ""
    hoped = [part for each in wanted for part in _quoted(is_sqlite, each)]
    return both.join(f"({group})" for group in (*groups, *([either.join(hoped)] if hoped else ())))


def _quoted(is_sqlite: bool, wanted: Wanted) -> list[str]:
    kept = [letters for word in dict.fromkeys(wanted.words) if (letters := _letters(word))]
    begin = _letters(wanted.begin)
    if is_sqlite:
        return [f'"{word}"' for word in kept] + ([f'"{begin}" *'] if begin else [])
    return [f"'{word}'" for word in kept] + ([f"'{begin}':*"] if begin else [])


def _letters(word: str) -> str:
    """The word with nothing in it but letters, digits and full stops, each other sign a space."""
    return " ".join("".join(sign if sign.isalnum() or sign == "." else " " for sign in word).split()).strip(".")
