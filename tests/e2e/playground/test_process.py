"""`nightdesk play`, `nightdesk demo` and the page beside `nightdesk run`, as processes of their own."""

from __future__ import annotations

import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.e2e.harness import PATIENCE, Nightdesk

SLACK = {"SLACK_BOT_TOKEN": "xoxb-1-2-abcdefghij", "SLACK_SIGNING_SECRET": "0123456789abcdef0123456789abcdef"}


@contextmanager
def running_as(nightdesk: Nightdesk, *words: str, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that reaches nobody, and that no failure leaves behind."""
    running = nightdesk.start(*words, NIGHTDESK_HTTP="127.0.0.1:0", NIGHTDESK_PROXY="http://127.0.0.1:1", **variables)
    try:
        yield running
    finally:
        running.kill()
        running.communicate()


def address_in(stream: IO[bytes] | None) -> str:
    """The address that the process prints."""
    assert stream
    line = b""
    while b"playground is at" not in line:
        line = stream.readline()
        assert line, "it ended without a word of its address"
    return line.split()[-1].decode()


@pytest.mark.parametrize("words", [("play", "--demo"), ("demo", "--digest-only", "--serve"), ("play",)])
def test_it_prints_its_address_and_ends_with_exit_0(nightdesk: Nightdesk, words: tuple[str, ...]) -> None:
    with running_as(nightdesk, *words) as running:
        with urlopen(address_in(running.stdout), timeout=10) as answer:
            page = answer.read().decode()
        began = time.monotonic()
        running.send_signal(signal.SIGTERM)
        rest = running.communicate(timeout=PATIENCE)[1].decode()
        took = time.monotonic() - began

    assert (running.returncode, took < 10) == (0, True)
    assert "<title>Nightdesk playground</title>" in page
    assert "Traceback" not in rest


def test_beside_run_it_always_asks_for_its_token(nightdesk: Nightdesk) -> None:
    """A proxy may stand before the server of `run`, which is loopback for that reason alone."""
    with running_as(nightdesk, "run", **SLACK) as running:
        address = address_in(running.stderr)
        with pytest.raises(HTTPError) as refused:
            urlopen(address.partition("?")[0], timeout=10)
        refused.value.close()

    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/play\?token=[\w-]{32}", address)
    assert refused.value.code == 403
