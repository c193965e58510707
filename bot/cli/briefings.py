"""Commands about schedules, briefings and their deliveries."""

from __future__ import annotations

from typing import Annotated

import typer

JsonFlag = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]
BriefingId = Annotated[int, typer.Argument(metavar="ID", min=1, max=2**31 - 1, help="Its number in `briefing list`.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the app."""
    app.command("schedule")(schedule)
    app.command("deliveries")(deliveries)
    group = typer.Typer(no_args_is_help=True, help="Channels' standing orders.")
    group.command("list")(list_briefings)
    group.command("add")(add)
    group.command("pause")(pause)
    group.command("resume")(resume)
    group.command("remove")(remove)
    group.command("preview")(preview)
    group.command("replay")(replay)
    app.add_typer(group, name="briefing")


def schedule(
    words: Annotated[list[str], typer.Argument(metavar="SCHEDULE", help='For example "weekdays 8am Europe/Berlin".')],
    after: Annotated[str | None, typer.Option(metavar="ISO", help="Occurrences strictly later than this.")] = None,
    count: Annotated[int, typer.Option(min=1, max=10_000, help="How many occurrences.")] = 3,
    as_json: JsonFlag = False,
) -> None:
    """Say how a schedule is understood, and when it comes next."""
    from bot.cli import briefing

    briefing.show_schedule(" ".join(words), after, count, as_json=as_json)


def deliveries(
    state: Annotated[str | None, typer.Option(help="Only those in this state.")] = None, as_json: JsonFlag = False
) -> None:
    """The delivery ledger, newest first."""
    from bot.cli import briefing
    from bot.cli.output import run_async

    run_async(briefing.show_deliveries(state, as_json=as_json))


def list_briefings(as_json: JsonFlag = False) -> None:
    """List the briefings with their ids."""
    from bot.cli import briefing
    from bot.cli.output import run_async

    run_async(briefing.list_briefings(as_json=as_json))


def add(
    words: Annotated[list[str], typer.Argument(metavar="SCHEDULE")],
    platform: Annotated[str, typer.Option(help="slack or discord.")],
    workspace: Annotated[str, typer.Option(help="The team's or guild's id.")],
    channel: Annotated[str, typer.Option(help="The channel's id.")],
) -> None:
    """Give a channel its standing order; it replaces the one it has."""
    from bot.cli import briefing
    from bot.cli.output import run_async

    run_async(briefing.add(" ".join(words), platform, workspace, channel))


def pause(briefing_id: BriefingId) -> None:
    """Let a briefing rest."""
    from bot.cli import briefing
    from bot.cli.output import run_async

    run_async(briefing.pause(briefing_id))


def resume(
    briefing_id: Annotated[int | None, typer.Argument(metavar="ID", min=1, max=2**31 - 1)] = None,
    stopped: Annotated[bool, typer.Option("--stopped", help="All that were stopped by a refusal.")] = False,
) -> None:
    """Let a briefing come again."""
    from bot.cli import briefing
    from bot.cli.output import WrongUsage, run_async

    if (briefing_id is None) != stopped:
        raise WrongUsage("give a briefing's number, or --stopped")
    run_async(briefing.resume_stopped() if briefing_id is None else briefing.resume(briefing_id))


def remove(briefing_id: BriefingId) -> None:
    """Remove a briefing."""
    from bot.cli import briefing
    from bot.cli.output import run_async

    run_async(briefing.remove(briefing_id))


def preview(briefing_id: BriefingId) -> None:
    """Print what a briefing would say now; nothing counts as seen by it."""
    from bot.cli import briefing
    from bot.cli.output import run_async

    run_async(briefing.preview(briefing_id))


def replay(
    briefing_id: BriefingId,
    setting: Annotated[list[str], typer.Argument(metavar="SETTING", help='For example "length 5" or "style full".')],
) -> None:
    """Print what another setting would have made of a briefing's last three editions; nothing is saved."""
    from bot.cli import briefing
    from bot.cli.output import run_async

    run_async(briefing.replay(briefing_id, " ".join(setting)))
