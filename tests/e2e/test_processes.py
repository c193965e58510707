"""What only a process of its own shows: streams, signals, pipes, full disks, what is left behind. Few, since each
start costs."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO
from urllib.request import urlopen

import pytest

from bot.version import version
from tests.e2e.harness import PATIENCE, Nightdesk, only_line

LINE = json.dumps({"id": "a", "text": "Acme said so. It did."}) + "\n"


def test_the_command_starts_lean_and_shows_its_help(nightdesk: Nightdesk) -> None:
    """Help and version load no HTTP client, database, chat kit or scheduler."""
    heavy = "('httpx', 'sqlalchemy', 'alembic', 'slack_bolt', 'discord', 'apscheduler', 'aiohttp', 'lxml', 'structlog')"
    script = f"import sys, bot.cli; bot.cli.run(['--help']); print([each for each in {heavy} if each in sys.modules])"
    helped = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=nightdesk.whole_environment(), check=True
    )

    assert "Usage: nightdesk" in helped.stdout and helped.stdout.endswith("[]\n")
    assert nightdesk.process("--version").out == f"nightdesk {version()}\n"


def test_no_traceback_unless_asked_for(nightdesk: Nightdesk) -> None:
    """`--debug`, anywhere, shows where it was; the last line stays the same."""
    plain, debug = nightdesk.process("condense", "missing"), nightdesk.process("condense", "--debug", "missing")

    assert (plain.code, debug.code, "Traceback" in debug.err) == (1, 1, True)
    assert debug.err.splitlines()[-1] == only_line(plain.err)


def test_lines_are_flushed_one_by_one(nightdesk: Nightdesk) -> None:
    """Whoever waits for an answer before the next question gets it; then Ctrl-C ends the read at once."""
    running = nightdesk.start("condense", "--jsonl")
    assert running.stdin and running.stdout
    answers = []
    for _ in range(2):
        running.stdin.write(LINE.encode())
        running.stdin.flush()
        answers.append(json.loads(running.stdout.readline())["tldr"])
    running.send_signal(signal.SIGINT)
    code = running.wait(PATIENCE)
    said = running.communicate()[1].decode()

    assert answers == ["Acme said so."] * 2
    assert (code, "stopped" in only_line(said)) == (128 + signal.SIGINT, True)


def test_a_reader_that_leaves_is_no_failure(nightdesk: Nightdesk) -> None:
    """`nightdesk condense --jsonl | head -1`: one line there, silence here."""
    running = nightdesk.start("condense", "--jsonl")
    assert running.stdin and running.stdout and running.stderr
    feeder = threading.Thread(target=_feed, args=(running.stdin,))
    feeder.start()
    first = running.stdout.readline()
    running.stdout.close()
    code = running.wait(PATIENCE)
    feeder.join()
    said = running.stderr.read()
    running.stderr.close()

    assert json.loads(first)["id"] == "a"
    assert (code, said) == (0, b"")


def _feed(stream: IO[bytes]) -> None:
    try:
        stream.write(LINE.encode() * 20_000)
        stream.close()
    except BrokenPipeError:
        # What is left in its buffer has nowhere to go.
        with contextlib.suppress(BrokenPipeError):
            stream.close()


def shell(nightdesk: Nightdesk, words: str, redirection: str) -> subprocess.CompletedProcess[str]:
    line = f"{shlex.join(nightdesk.command(*words.split()))} {redirection}"
    environment = nightdesk.whole_environment()
    return subprocess.run(
        ["/bin/sh", "-c", line], capture_output=True, text=True, env=environment, timeout=PATIENCE, check=False
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_a_full_disk_is_said_in_one_line(nightdesk: Nightdesk) -> None:
    """Also where the answer is short enough to wait in a buffer until the end."""
    done = shell(nightdesk, "schedule 8am", "> /dev/full")

    assert done.returncode == 1
    assert "no room to write" in only_line(done.stderr)


def test_closed_streams_are_no_crash(nightdesk: Nightdesk) -> None:
    """A service may start a command without any."""
    done = shell(nightdesk, "condense", "<&- >&-")

    assert done.returncode == 1
    assert "standard input holds no text" in only_line(done.stderr)


def test_a_terminal_is_left_at_once_by_ctrl_c(offline: Nightdesk) -> None:
    """In a conversation that waits for somebody to type."""
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        offline.command("chat"), stdin=theirs, stdout=theirs, stderr=theirs, env=offline.whole_environment(),
        start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while b"nightdesk> " not in shown:
        shown += os.read(ours, 4096)
    running.send_signal(signal.SIGINT)
    code = running.wait(10)
    os.close(ours)

    assert code == 128 + signal.SIGINT


RUNNING = {
    "SLACK_BOT_TOKEN": "xoxb-1-2-abcdefghij",
    "SLACK_SIGNING_SECRET": "0123456789abcdef0123456789abcdef",
    "NIGHTDESK_HTTP": "127.0.0.1:0",
}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_run_ends_within_ten_seconds_and_leaves_no_child(offline: Nightdesk, number: signal.Signals) -> None:
    """With exit 0, while a platform cannot be reached; no secret stands in what it said."""
    running = offline.start("run", **RUNNING)
    assert running.stderr
    said = [running.stderr.readline().decode()]
    while "/readyz" not in said[-1]:
        said.append(running.stderr.readline().decode())
    address = re.findall(r"http://\S+/readyz", said[-1])[0].replace("/readyz", "/healthz")
    with urlopen(address, timeout=10) as answer:
        alive = answer.status
    _wait_for_children(running.pid)
    children = _children_of(running.pid)
    began = time.monotonic()
    running.send_signal(number)
    rest = running.communicate(timeout=PATIENCE)[1].decode()

    assert (alive, running.returncode, time.monotonic() - began < 10) == (200, 0, True)
    assert [child for child in children if Path("/proc", str(child)).exists()] == []
    assert "abcdefghij" not in "".join(said) + rest and "Traceback" not in rest


STOP_WHILE_IT_STARTS = """
import os, signal, sys

def stop(event, of):
    if event == "import" and of[0] in ("bot.cli.serving", "bot.cli.playing"):
        os.kill(os.getpid(), signal.SIGTERM)

sys.addaudithook(stop)
from bot.__main__ import main
main([{command!r}])
"""


@pytest.mark.parametrize("command", ["run", "worker", "play"])
def test_a_server_that_is_stopped_while_it_starts_was_no_failure(nightdesk: Nightdesk, command: str) -> None:
    """A supervisor that changes its mind early sees exit 0 too."""
    script = STOP_WHILE_IT_STARTS.format(command=command)
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=nightdesk.whole_environment(), timeout=20
    )

    assert (ran.returncode, only_line(ran.stderr)) == (0, "nightdesk: stopped before it had begun.")


def _children_of(pid: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(words[1]) == pid:
            found.append(int(status.parent.name))
    return found


def _wait_for_children(pid: int) -> None:
    """Until parsing has its processes: those are what could be left."""
    deadline = time.monotonic() + 20
    while len(_children_of(pid)) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
