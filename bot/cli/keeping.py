"""What `migrate`, `backup`, `restore` and `verify` do."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.cli.output import CommandFailed, write, write_json


async def migrate_now() -> None:
    """Bring the database to the newest revision."""
    from bot.bootstrap import settings
    from bot.store.migrate import current_revision, migrate
    from summarizer.store.database import Database

    database = Database.open(settings().database)
    try:
        before = await current_revision(database)
        after = await migrate(database)
    finally:
        await database.close()
    write(f"The database is at revision {after}" + (" already." if before == after else f" (it was at {before})."))


async def back_up(file: Path) -> None:
    """Write every row of every table into one file."""
    from bot.bootstrap import open_desk
    from bot.store.backup import write_backup

    _refuse_existing(file)
    async with open_desk() as desk:
        rows = await write_backup(desk.database, file)
    write(f"{rows:,} rows written to {file}.")


def _refuse_existing(file: Path) -> None:
    if file.exists():
        raise CommandFailed(f"{file} exists already. Choose another name, or remove it first.")


async def restore(file: Path, *, sure: bool) -> None:
    """Replace every row by those of a backup."""
    from bot.bootstrap import open_desk
    from bot.store.backup import read_backup, restore_backup

    tables = read_backup(file)
    if not sure and not (sys.stdin.isatty() and _says_yes()):
        raise CommandFailed("restoring replaces everything that is there. Add --yes if that is what you want.")
    async with open_desk() as desk:
        rows = await restore_backup(desk.database, tables)
    write(f"{rows:,} rows restored from {file}.")


def _says_yes() -> bool:
    sys.stderr.write("This replaces everything in the database. Go on? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


async def verify_edition(number: int | None, *, as_json: bool) -> bool:
    """Print how many sentences of an edition hold; True if all do."""
    from bot.bootstrap import open_desk
    from bot.editions import composed_of
    from summarizer.receipts import verify

    async with open_desk() as desk:
        edition = await (desk.ledger.newest_sent() if number is None else desk.ledger.edition(number))
        if edition is None or edition.content is None:
            raise CommandFailed("there is no such edition. `nightdesk deliveries` lists what was sent.")
        sentences = composed_of(edition).sentences
        held = await desk.articles.by_ids([each.receipt.article_id for each in sentences])
    texts = {key: article.text for key, article in held.items()}
    results = [verify(each, texts.get(each.receipt.article_id, "")) for each in sentences]
    if as_json:
        write_json(
            {
                "edition": edition.id,
                "sentences": len(results),
                "verified": sum(results),
                "failed": [each.text for each, holds in zip(sentences, results, strict=True) if not holds],
            }
        )
    else:
        write(f"{sum(results)} of {len(results)} sentences verified")
        for each, holds in zip(sentences, results, strict=True):
            if not holds:
                write(f"  not found in its source any more: {each.text}")
    return all(results)
