"""Bringing a database up to date."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, delete, text

from bot.store import migrations
from bot.store.migrate import current_revision, migrate, newest_revision
from summarizer.store import search
from summarizer.store.articles import TEXT_KEPT, ArticleStore
from summarizer.store.database import Database
from summarizer.store.errors import DatabaseBroken
from summarizer.store.retention import Broom
from summarizer.store.tables import articles
from tests.builders import MORNING, a_source, an_article, an_entry, hours_ago
from tests.integration.store.processes import about_to_migrate, tell


def _check(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__path__[0])))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.check(config)


async def test_the_migrations_make_the_tables_of_the_code(any_database: Database) -> None:
    """From empty, the history ends at exactly the tables that the code declares, full-text search aside."""
    async with any_database.write() as connection:
        await connection.run_sync(_check)


async def test_a_migrated_database_is_at_the_newest_revision(any_database: Database) -> None:
    """Migrating again finds nothing to do."""
    assert await current_revision(any_database) == newest_revision()
    assert await migrate(any_database) == newest_revision()


def test_the_newest_revision_is_the_head_of_the_history() -> None:
    """Though it is read off the names of the files."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__path__[0])))
    config.set_main_option("path_separator", "os")

    assert newest_revision() == ScriptDirectory.from_config(config).get_current_head()


async def test_an_empty_database_has_no_revision(tmp_path: Path) -> None:
    """A new file is at none."""
    database = Database.open(f"sqlite:///{tmp_path / 'new.sqlite3'}")

    assert await current_revision(database) is None
    await database.close()


async def test_a_database_of_a_newer_version_is_refused(any_database: Database) -> None:
    """An older program does not touch what it cannot understand."""
    async with any_database.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(DatabaseBroken, match="newer version of Nightdesk; please upgrade"):
        await migrate(any_database)

    assert await current_revision(any_database) == "9999"


async def test_the_full_text_index_follows_every_change(any_database: Database) -> None:
    """After the migrations insert, update and delete are all seen by a search."""
    store = ArticleStore(any_database)
    since = hours_ago(24)
    await store.save(a_source(), [an_entry()], [an_article("a1", title="Zebra", text="quokka")], MORNING)
    assert len(await store.search("quokka", since)) == len(await store.search("zebra", since)) == 1

    await store.save(a_source(), [an_entry()], [an_article("a1", title="Heron", text="wombat")], MORNING)
    assert await store.search("quokka", since) == await store.search("zebra", since) == ()
    assert len(await store.search("wombat", since)) == len(await store.search("heron", since)) == 1

    async with any_database.write() as connection:
        await connection.execute(delete(articles))
    assert await store.search("wombat", since) == ()


async def test_the_full_text_index_is_whole(database: Database) -> None:
    """FTS5's own check finds index and articles in step after changes, deletions and retention."""
    store = ArticleStore(database)
    made = [an_article(f"a{number}", published=hours_ago(number * 100)) for number in range(12)]
    await store.save(a_source(), [an_entry()], made, MORNING)
    await Broom(database).forget_texts(MORNING - TEXT_KEPT)
    async with database.write() as connection:
        await connection.execute(delete(articles).where(articles.c.id == "a3"))

    async with database.write() as connection:
        check = "INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)"
        await connection.execute(text(check))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_processes_that_migrate_at_once_do_not_collide(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Several bots started together bring one empty database up to date once."""
    if kind == "sqlite":
        url = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    else:
        url = await _empty_postgresql(request.getfixturevalue("postgres_url"))
    with about_to_migrate(url) as one, about_to_migrate(url) as two, about_to_migrate(url) as three:
        for process in (one, two, three):
            tell(process)
        said = [process.communicate() for process in (one, two, three)]

    assert [out.strip() for out, _ in said] == [newest_revision()] * 3, [err for _, err in said]


async def _empty_postgresql(server: str) -> str:
    from tests.conftest import _create_database

    return await _create_database(server)


def test_postgresql_exchanges_the_letters_that_a_search_does() -> None:
    """The migration keeps its own, as it was; who changes those of the search writes another migration."""
    accents = import_module("bot.store.migrations.versions.0005_accents")

    assert (accents.ACCENTED, accents.PLAIN) == (search.ACCENTED, search.PLAIN)
    assert "summarizer" not in Path(str(accents.__file__)).read_text()
