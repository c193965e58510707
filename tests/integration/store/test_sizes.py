"""How much lies in the database, table by table."""

from __future__ import annotations

from bot.store.sizes import measure
from summarizer.store.articles import ArticleStore
from summarizer.store.database import Database
from tests.builders import MORNING, a_source, an_article, an_entry


async def test_rows_and_bytes_are_told_the_largest_table_first(any_database: Database) -> None:
    """The search index counts as its table's; a table without rows is left out."""
    made = [an_article(f"a{number}", text="words " * 2_000) for number in range(40)]
    await ArticleStore(any_database).save(a_source(), [an_entry()], made, MORNING)

    first, *others = await measure(any_database)

    assert (first.name, first.rows) == ("articles", 40)
    assert first.size is not None and first.size > 40 * 100
    assert {each.name for each in others} == {"identities", "reads"}


async def test_an_empty_database_has_no_sizes(any_database: Database) -> None:
    """Nothing is shown of what is not there."""
    assert await measure(any_database) == ()
