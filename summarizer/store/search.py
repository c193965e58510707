"""People's words -> a full-text condition. They never reach MATCH bare: `c++`, `C#`, `a-b` and `OpenAI's` would raise.

Every word is quoted, so that it is a phrase of the tokenizer's own tokens ("c++" finds "c"); whether "c" really is C++
is for the topic matcher to decide, which reads the text itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from sqlalchemy import ColumnElement, TextClause, text

MAX_WORDS = 12
_MARKS = "".join(map(chr, range(0x300, 0x370)))


def _letters_with_accents() -> dict[str, str]:
    """Latin letters that are an ASCII letter with marks, and that letter."""
    parted = {chr(code): normalize("NFD", chr(code)) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))}
    return {one: many[0] for one, many in parted.items() if many[0].isascii() and many[0].isalpha() and len(many) > 1}


ACCENTED = "".join(_letters_with_accents()) + _MARKS
"""What SQL's `translate` exchanges for the letters of `PLAIN`; what is beyond their number, it leaves out.

The search column of PostgreSQL is made with both: to change them takes a migration.
"""
PLAIN = "".join(_letters_with_accents().values())
_WITHOUT = str.maketrans(dict(zip(ACCENTED, PLAIN, strict=False)) | dict.fromkeys(_MARKS, ""))


def without_accents(words: str) -> str:
    """The words as both indexes know them: FTS5 takes accents away by itself, PostgreSQL's column is made so."""
    return words.translate(_WITHOUT)


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
        parameters={"asked": without_accents(asked)},
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
    plain = dict.fromkeys(_letters(without_accents(word)) for word in wanted.words)
    kept, begin = [word for word in plain if word], _letters(without_accents(wanted.begin))
    if is_sqlite:
        return [f'"{word}"' for word in kept] + ([f'"{begin}" *'] if begin else [])
    return [f"'{word}'" for word in kept] + ([f"'{begin}':*"] if begin else [])


def _letters(word: str) -> str:
    """The word with nothing in it but letters, digits and full stops, each other sign a space."""
    return " ".join("".join(sign if sign.isalnum() or sign == "." else " " for sign in word).split()).strip(".")
