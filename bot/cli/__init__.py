"""The command line: every command is thin; it reads its words, calls the core and prints."""

from __future__ import annotations

import errno
import sys
import traceback

from bot.cli.output import CommandFailed, Stopped, WrongUsage, say, stoppable, write

_SERVERS = {"run", "worker", "play"}
"""The commands that only a signal ends, so that one is no failure, however early it comes."""
_FULL = {errno.ENOSPC, errno.EDQUOT}


def run(words: list[str], *, debug: bool = False) -> int:
    """Run the command and return its exit code; every failure is one line on stderr.

    0 done, 1 the work failed, 2 wrong usage, 128 and the signal's number if one ended it. Raises BrokenPipeError where
    nobody reads the answer any more.
    """
    from bot.zones import use_packaged_zones

    use_packaged_zones()
    try:
        with stoppable():
            code = _dispatch(words)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        raise
    except KeyboardInterrupt as stopped:
        if is_server(words):
            say("nightdesk: stopped before it had begun.")
        else:
            say("nightdesk: stopped. Nothing is lost; run the command again to continue.")
        return 128 + (stopped.number if isinstance(stopped, Stopped) else 2)
    except Exception as error:  # noqa: BLE001 - the one place where anything unforeseen becomes a sentence
        if debug:
            _print_traceback()
        return _explain(error)


def is_server(words: list[str]) -> bool:
    """Whether the words are those of a command that runs until it is stopped."""
    return bool(words) and words[0] in _SERVERS


def _dispatch(words: list[str]) -> int:
    """The exit code of the command. What it raises passes through, which typer's own main would not let it."""
    from typer import Exit

    from bot.cli.commands import build

    command = build()
    try:
        with command.make_context("nightdesk", list(words)) as context:
            command.invoke(context)
    except Exit as end:
        return end.exit_code
    return 0


def _explain(error: Exception) -> int:
    """The exit code of an error, after its one line."""
    if isinstance(error, WrongUsage):
        return _fail(f"{error}", 2)
    if getattr(error, "format_message", None) is not None:
        return _explain_usage(error)
    if isinstance(error, CommandFailed) or _is_named(error):
        return _fail(f"{error}", 1)
    if isinstance(error, OSError):
        return _fail(_about_system(error), 1)
    from bot.logs import redact

    what = redact(f"{type(error).__name__}: {error}")
    return _fail(f"something unforeseen went wrong ({what}). Add --debug to see where.", 1)


def _explain_usage(error: Exception) -> int:
    """What typer has to say about the words: a command without words shows its help, since that is what is missing."""
    context = getattr(error, "ctx", None)
    command = getattr(context, "command_path", "nightdesk")
    words = " ".join(str(getattr(error, "format_message")()).split())  # noqa: B009 - typer keeps its errors to itself
    if type(error).__name__ == "NoArgsIsHelpError":
        write(context.get_help() if context else "")
        words = "a command is missing"
    words = words if words.endswith((".", "?")) else f"{words}."
    say(f"{command}: {words} Try `{command} --help`.")
    return int(getattr(error, "exit_code", 2))


def _about_system(error: OSError) -> str:
    reason = error.strerror or type(error).__name__
    if error.errno in _FULL:
        return f"no room to write: {reason}. Free some space and run it again."
    return f"{error.filename or 'the system refuses something'}: {reason}. Check the name and its rights."


def _fail(words: str, code: int) -> int:
    say("nightdesk: " + " ".join(words.split()))
    return code


def _print_traceback() -> None:
    from bot.logs import redact

    sys.stderr.write(redact(traceback.format_exc()))


def _is_named(error: Exception) -> bool:
    from summarizer.errors import SummarizerError

    return isinstance(error, SummarizerError) or type(error).__name__ in {
        "SettingsError",
        "ScheduleError",
        "PlatformUnusable",
    }
