"""The list of commands. Each is registered by its module; what it needs is imported when it runs."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from bot.cli import briefings, care, conversation, reading, sources


def build() -> Any:
    """The whole command as typer builds it: its `make_context` takes the words, its `invoke` runs them."""
    app = typer.Typer(
        name="nightdesk",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_nightdesk)
    for module in (conversation, reading, sources, briefings, care):
        module.register(app)
    command = typer.main.get_command(app)
    _tell_whole(command)
    return command


def _tell_whole(group: Any) -> None:
    """Let a list of commands show their whole first sentence, where it would be cut to the width."""
    for command in group.commands.values():
        command.short_help = " ".join((command.help or "").split("\n\n")[0].split())
        if hasattr(command, "commands"):
            _tell_whole(command)


def _print_version(wanted: bool) -> None:
    if wanted:
        from bot.cli.output import write
        from bot.version import version

        write(f"nightdesk {version()}")
        raise typer.Exit


def _nightdesk(
    show_version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """The desk that works overnight: tech-news digests with receipts, for Slack, Discord and your terminal."""
