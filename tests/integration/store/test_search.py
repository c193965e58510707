"""Looking articles up by people's words, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import islice, product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarizer.model import Article
from summarizer.store.articles import ArticleStore
from summarizer.store.database import Database
from summarizer.store.search import MAX_WORDS, Wanted, matching, quote_words
from tests.builders import MORNING, a_source, an_article, an_entry, hours_ago

DAY = hours_ago(24)


async def _store(database: Database, *articles: Article) -> ArticleStore:
    store = ArticleStore(database)
    await store.save(a_source(), [an_entry(article.id) for article in articles], articles, MORNING)
    return store


async def _found(store: ArticleStore, words: str) -> list[str]:
    return [article.id for article in await store.search(words, DAY)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We moved the parser to C++ last year.", "c++"),
        ("A node.js release is out.", "node.js"),
        ("C# gains unions.", "C#"),
        ("An a-b test went wrong.", "a-b"),
        ("It is OpenAI's third try.", "OpenAI's"),
        ("They call it “the big one” here.", '"the big one"'),
        ("A rocket 🚀 lifted off.", "rocket 🚀"),
        ("Die Köche streiken.", "köche"),
        ("Die Köche streiken.", "koche"),
        ("The cafe\u0301 of Zoë", "café zoe"),
        ("Ключевая ставка растёт.", "ставка"),
    ],
    ids=[
        "c++",
        "node.js",
        "C#",
        "a-b",
        "OpenAI's",
        "quotes",
        "emoji",
        "umlaut",
        "no umlaut",
        "marks apart",
        "cyrillic",
    ],
)
async def test_an_awkward_word_finds_the_text_it_stands_in(any_database: Database, text: str, words: str) -> None:
    """Signs that a query language would choke on find what they stand in, and nothing else."""
    store = await _store(any_database, an_article("a1", text=text), an_article("a2", text="Nothing alike here."))

    assert await _found(store, words) == ["a1"]


@pytest.mark.parametrize(
    "words",
    ["", "   ", "🚀", "++", '"', '""', "-", "\x00", "…"],
    ids=["empty", "blank", "emoji", "plus", "quote", "quotes", "dash", "NUL", "ellipsis"],
)
async def test_words_without_a_letter_find_nothing(any_database: Database, words: str) -> None:
    """Where there is no word to look for, there is no answer, and no error."""
    store = await _store(any_database, an_article("a1"))

    assert await _found(store, words) == []


@pytest.mark.parametrize(
    "words",
    [
        "x" * 100_000,
        "word " * 20_000,
        "first OR NOT",
        "first AND (",
        "first*",
        "^first",
        "first:",
        "{title text}: first",
        "first\x00second",
        "\ud800first",
        "first' OR 1=1 --",
        "%s %(asked)s :asked",
    ],
    ids=["long", "many", "or", "and", "star", "caret", "colon", "columns", "NUL", "surrogate", "injection", "binds"],
)
async def test_no_words_are_too_odd_to_be_looked_for(any_database: Database, words: str) -> None:
    """Whatever is typed is looked for as words; no part of it is a query, and none raises."""
    store = await _store(any_database, an_article("a1", text="Nothing alike here."))

    assert await _found(store, words) == []


async def test_all_words_must_occur(any_database: Database) -> None:
    """Two words narrow the search."""
    store = await _store(any_database, an_article("a1", text="Rust and wasm."), an_article("a2", text="Only rust."))

    assert await _found(store, "rust wasm") == ["a1"]


async def test_a_word_in_the_title_is_found(any_database: Database) -> None:
    """Titles are searched like texts."""
    store = await _store(any_database, an_article("a1", title="Zebra crossing", text=""), an_article("a2"))

    assert await _found(store, "ZEBRA") == ["a1"]


async def test_a_search_keeps_to_its_window_and_limit(any_database: Database) -> None:
    """What was published before the window is left out; of the rest the newest come first."""
    store = await _store(
        any_database,
        *(an_article(f"a{age}", text="quokka", published=hours_ago(age)) for age in (1, 2, 3, 30)),
    )

    assert [each.id for each in await store.search("quokka", DAY, limit=2)] == ["a1", "a2"]


async def test_an_article_too_long_for_an_index_is_stored_and_found(any_database: Database) -> None:
    """One huge page of ever new words must not keep its whole feed from being stored."""
    letters = "абвгдежзиклмнопрст"
    words = " ".join("".join(each) for each in islice(product(letters, repeat=4), 100_000))
    store = await _store(any_database, an_article("a1", title="Zebra", text=words))

    assert await _found(store, "zebra") == ["a1"]


@given(st.text())
def test_a_quoted_query_has_no_bare_word(words: str) -> None:
    """Every term of a query is a quoted phrase, and there are never more than the limit."""
    query = quote_words(words)
    parts = query.split('"')

    assert query.count('"') <= 2 * MAX_WORDS
    assert all(between.strip() == "" for between in parts[::2])


OPERATORS = (
    "NEAR(",
    ")",
    '"',
    "*",
    "AND",
    "OR",
    "NOT",
    "^",
    "title:",
    "{title text}:",
    "+",
    "-",
    "NEAR(a b, 2)",
    "🚀",
    "''",
)
ODD = st.lists(st.sampled_from(OPERATORS) | st.text(max_size=12), max_size=20).map(" ".join)


@given(ODD, ODD)
@example('NEAR("kestrel"', '" OR * ^')
@example("*", "^")
def test_operators_of_the_index_are_words_like_any_other(words: str, begin: str) -> None:
    """Whatever is wanted makes a query that FTS5 takes; what "AND" or "title:" would do to others it does not do."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            'CREATE VIRTUAL TABLE found USING fts5(title, text, tokenize="unicode61 remove_diacritics 2")'
        )
        connection.execute("INSERT INTO found VALUES ('Kestrel', 'Brightwell buys it and near is not far')")
        for asked in (quote_words(words), matching(True, [Wanted((*words.split(), words), begin)])):
            if asked:
                connection.execute("SELECT rowid FROM found WHERE found MATCH ?", (asked,)).fetchall()


@pytest.mark.parametrize("operator", ["AND", "OR", "NOT", "NEAR"])
def test_an_operator_is_looked_for_as_a_word(operator: str) -> None:
    """In the words of both databases."""
    assert f'"{operator}"' in quote_words(f"kestrel {operator} brightwell")
    assert matching(True, [Wanted((operator,))]) == f'("{operator}")'
    assert matching(False, [Wanted((operator,))]) == f"('{operator}')"
