"""Commands that look after an installation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add these commands to the app."""
    app.command("doctor")(doctor)
    app.command("migrate")(migrate)
    app.command("backup")(backup)
    app.command("restore")(restore)
    app.command("verify")(verify)
    app.command("run")(run)
    app.command("worker")(worker)


def doctor(as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False) -> None:
    """Check configuration, tokens, database, migrations, zone data, packages and sources."""
    from bot.cli import examining
    from bot.cli.output import run_async

    if not run_async(examining.examine(as_json=as_json)):
        raise typer.Exit(1)


def migrate() -> None:
    """Bring the database up to date. Every command does this by itself."""
    from bot.cli import keeping
    from bot.cli.output import run_async

    run_async(keeping.migrate_now())


def backup(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Write everything into one file, also while the bot runs."""
    from bot.cli import keeping
    from bot.cli.output import run_async

    run_async(keeping.back_up(file))


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    yes: Annotated[bool, typer.Option("--yes", help="Replace what is there without asking.")] = False,
) -> None:
    """Replace everything by what a backup holds."""
    from bot.cli import keeping
    from bot.cli.output import run_async

    run_async(keeping.restore(file, sure=yes))


def verify(
    edition: Annotated[
        int | None, typer.Argument(metavar="EDITION", min=1, max=2**31 - 1, help="An edition's number.")
    ] = None,
    last: Annotated[bool, typer.Option("--last", help="The edition that was sent last.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Take every sentence of a sent edition back to its stored source passage."""
    from bot.cli import keeping
    from bot.cli.output import WrongUsage, run_async

    if (edition is None) != last:
        raise WrongUsage("give an edition's number, or --last")
    if not run_async(keeping.verify_edition(edition, as_json=as_json)):
        raise typer.Exit(1)


def run(
    no_worker: Annotated[bool, typer.Option("--no-worker", help="Leave the work to `nightdesk worker`.")] = False,
) -> None:
    """The bot: every configured platform, the sources, the briefings and the web pages."""
    from bot.cli import serving
    from bot.cli.output import run_async

    run_async(serving.serve(with_worker=not no_worker))


def worker(
    queues: Annotated[
        str, typer.Option(metavar="A,B", help="Only these kinds of work: refresh, compose, deliver.")
    ] = "",
    concurrency: Annotated[int, typer.Option(min=1, max=64, help="Pieces of work at once.")] = 4,
) -> None:
    """Only the work: read sources, compose and deliver. For further machines."""
    from bot.cli import serving
    from bot.cli.output import run_async

    named = [name.strip() for name in queues.split(",") if name.strip()]
    run_async(serving.work(named, concurrency))
