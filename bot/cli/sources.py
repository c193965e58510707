"""`nightdesk sources …`: the sources of this installation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

JsonFlag = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the app."""
    group = typer.Typer(
        no_args_is_help=True, help="The sources that are read: list, add, remove, check, import, export."
    )
    group.command("list")(list_sources)
    group.command("add")(add)
    group.command("remove")(remove)
    group.command("check")(check)
    group.command("import")(import_opml)
    group.command("export")(export)
    group.command("packs")(packs)
    app.add_typer(group, name="sources")


def list_sources(as_json: JsonFlag = False) -> None:
    """List the sources with how reading each has gone."""
    from bot.cli import sourcing
    from bot.cli.output import run_async

    run_async(sourcing.list_sources(as_json=as_json))


def add(
    address: Annotated[str, typer.Argument(metavar="URL", help="A feed, a site, or gh:owner/repo, hn:front, …")],
    name: Annotated[str | None, typer.Option(help="What to call it.")] = None,
) -> None:
    """Add a source. What it brings from before now never comes into a bare digest."""
    from bot.cli import sourcing
    from bot.cli.output import run_async

    run_async(sourcing.add(address, name))


def remove(name: Annotated[str, typer.Argument(metavar="NAME", help="Its name, or its address.")]) -> None:
    """Remove a source; what it brought stays."""
    from bot.cli import sourcing
    from bot.cli.output import run_async

    run_async(sourcing.remove(name))


def check(as_json: JsonFlag = False) -> None:
    """Read every source now and tell its health."""
    from bot.cli import sourcing
    from bot.cli.output import run_async

    run_async(sourcing.check(as_json=as_json))


def import_opml(file: Annotated[Path, typer.Argument(metavar="FILE.opml")]) -> None:
    """Add the feeds of an OPML file."""
    from bot.cli import sourcing
    from bot.cli.output import run_async

    run_async(sourcing.import_opml(file))


def export() -> None:
    """Print the sources as OPML."""
    from bot.cli import sourcing
    from bot.cli.output import run_async

    run_async(sourcing.export())


def packs(
    name: Annotated[str | None, typer.Argument(help="A pack to list.")] = None,
    install: Annotated[bool, typer.Option("--add", help="Add its sources to this installation.")] = False,
) -> None:
    """List the bundled packs, or the sources of one."""
    from bot.cli import sourcing
    from bot.cli.output import run_async

    run_async(sourcing.show_packs(name, install=install))
