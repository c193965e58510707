"""The command line: every command is thin; it reads its words, calls the core and prints."""

from __future__ import annotations

import sys
import traceback

from bot.cli.output import CommandFailed, WrongUsage, say


def run(words: list[str], *, debug: bool = False) -> int:
    """Run the command and return its exit code; every failure is one line on stderr."""
    from bot.zones import use_packaged_zones

    use_packaged_zones()
    try:
        return _dispatch(words)
    except BrokenPipeError:
        raise
    except KeyboardInterrupt:
        say("Stopped. Nothing is lost; run the command again to continue.")
        return 130
    except Exception as error:  # noqa: BLE001 - the one place where anything unforeseen becomes a sentence
        if debug:
            traceback.print_exc(file=sys.stderr)
        return _explain(error)


def _dispatch(words: list[str]) -> int:
    from bot.cli.commands import build

    outcome = build()(args=words, prog_name="nightdesk", standalone_mode=False)
    return outcome if isinstance(outcome, int) else 0


def _explain(error: Exception) -> int:
    """The exit code of an error, after its one line."""
    from typer.exceptions import Abort

    if isinstance(error, WrongUsage):
        say(f"nightdesk: {error}")
        return 2
    if isinstance(error, Abort):
        say("nightdesk: stopped; nothing was changed.")
        return 1
    if (usage := getattr(error, "format_message", None)) is not None:
        context = getattr(error, "ctx", None)
        command = getattr(context, "command_path", "nightdesk")
        say(f"{command}: {' '.join(str(usage()).split())} Try `{command} --help`.")
        return int(getattr(error, "exit_code", 2))
    if isinstance(error, CommandFailed) or _is_named(error):
        say(f"nightdesk: {error}")
        return 1
    say(f"nightdesk: something unforeseen went wrong ({type(error).__name__}: {error}). Add --debug to see where.")
    return 1


def _is_named(error: Exception) -> bool:
    from summarizer.errors import SummarizerError

    return isinstance(error, SummarizerError) or type(error).__name__ in {
        "SettingsError",
        "ScheduleError",
        "PlatformUnusable",
    }
