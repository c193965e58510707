"""What `migrate`, `backup`, `restore` and `verify` do."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli.output import CommandFailed, say, write, write_json

if TYPE_CHECKING:
    from bot.bootstrap import Desk
    from bot.store.ledger import Edition


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


def _refuse_missing(file: Path) -> None:
    if not file.is_file():
        raise CommandFailed(f"{file} is no file. Give the name of a backup.")


async def restore(file: Path, *, sure: bool) -> None:
    """Replace every row by those of a backup; what was there before is kept beside the data."""
    from bot.bootstrap import open_desk
    from bot.store.backup import check_backup, doubt_what_is_due, read_backup, restore_backup

    _refuse_missing(file)
    check_backup(file)
    if not sure and sys.stdin.isatty() and not _says_yes():
        raise CommandFailed("nothing was changed. Answer yes, or give --yes, to restore.")
    _put_damaged_aside()
    async with open_desk() as desk:
        kept = await _keep_present(desk)
        rows = await restore_backup(desk.database, read_backup(file))
        await doubt_what_is_due(desk.database, desk.clock.now())
    write(f"{rows:,} rows restored from {file}." + (f" What was there before is in {kept}." if kept else ""))


def _put_damaged_aside() -> None:
    """Let a backup take the place of a database that nobody can read any more; it is kept, and said at once."""
    from bot.bootstrap import settings
    from bot.clock import SystemClock
    from bot.store.damage import is_damaged, put_aside
    from summarizer.store.database import sqlite_file

    file = sqlite_file(settings().database)
    if file is not None and is_damaged(file):
        aside = put_aside(file, SystemClock().now())
        say(f"note: the database was damaged. It is kept as {aside}; the backup takes its place.")


async def _keep_present(desk: Desk) -> Path | None:
    """A backup of what a restore is about to replace; None if nothing was read or set yet."""
    from bot.store.backup import write_backup

    if not (await desk.sources.states() or await desk.briefings.all() or await desk.ledger.newest(limit=1)):
        return None
    home, name = desk.settings.home, f"before-restore-{desk.clock.now():%Y%m%d-%H%M%S}"
    home.mkdir(parents=True, exist_ok=True)
    file, number = home / f"{name}.backup", 1
    while file.exists():
        # It may be the very one that is restored now.
        number += 1
        file = home / f"{name}-{number}.backup"
    await write_backup(desk.database, file)
    return file


def _says_yes() -> bool:
    sys.stderr.write("This replaces everything in the database. Go on? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


async def verify_edition(number: int | None, *, as_json: bool) -> bool:
    """Print how many sentences of an edition hold; True if all do."""
    from bot.bootstrap import open_desk

    async with open_desk() as desk:
        edition = await (desk.ledger.newest_sent() if number is None else desk.ledger.edition(number))
        if edition is None or edition.content is None:
            raise CommandFailed("there is no such edition yet. `nightdesk deliveries` names the editions.")
        proof = await _prove(desk, edition)
    if as_json:
        write_json({"edition": edition.id, "slot": edition.slot, **_proof_json(proof)})
    else:
        write(f"{len(proof.held)} of {proof.whole} sentences verified")
        for words in proof.failed:
            write(f"  not found in its source: {words}")
        for words in proof.forgotten:
            write(f"  its source's text is no longer kept: {words}")
    if proof.failed or proof.forgotten:
        say(f"nightdesk: {len(proof.failed)} sentences are not in their sources, and of {len(proof.forgotten)} the"
            " source's text is no longer kept. Texts are kept for 30 days.")  # fmt: skip
    return len(proof.held) == proof.whole


@dataclass(frozen=True, slots=True)
class _Proof:
    """The sentences of an edition: those that hold, those that do not, and those whose source's text is gone."""

    held: tuple[str, ...]
    failed: tuple[str, ...]
    forgotten: tuple[str, ...]

    @property
    def whole(self) -> int:
        """How many there are."""
        return len(self.held) + len(self.failed) + len(self.forgotten)


async def _prove(desk: Desk, edition: Edition) -> _Proof:
    from bot.editions import composed_of
    from summarizer.receipts import verify

    sentences = composed_of(edition).sentences
    articles = await desk.articles.by_ids([each.receipt.article_id for each in sentences])
    found: dict[str, list[str]] = {"held": [], "failed": [], "forgotten": []}
    for each in sentences:
        article = articles.get(each.receipt.article_id)
        kept = article.text if article else ""
        found["forgotten" if not kept else "held" if verify(each, kept) else "failed"].append(each.text)
    return _Proof(**{name: tuple(words) for name, words in found.items()})


def _proof_json(proof: _Proof) -> dict[str, Any]:
    return {
        "sentences": proof.whole,
        "verified": len(proof.held),
        "failed": list(proof.failed),
        "forgotten": list(proof.forgotten),
    }
