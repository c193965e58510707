"""Real processes: the bot, its workers, and some that are killed."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

import psutil
import pytest

from tests.e2e.harness import PATIENCE, Nightdesk
from tests.storm.kills import storm
from tests.storm.stock import new_sqlite

NOBODY = "http://127.0.0.1:1"
"""A proxy that does not answer: what would leave this machine does not."""


@pytest.fixture
def nightdesk(tmp_path: Path) -> Nightdesk:
    """The command in an empty home, with one source that cannot be read."""
    sources = tmp_path / "sources.toml"
    sources.write_text('[[source]]\nname = "Nobody"\naddress = "http://127.0.0.1:18999/feed"\n')
    return Nightdesk(
        tmp_path,
        {
            "NIGHTDESK_SOURCES": str(sources),
            "NIGHTDESK_PROXY": NOBODY,
            "NIGHTDESK_HTTP": f"127.0.0.1:{_free_port()}",
            "SLACK_BOT_TOKEN": "xoxb-1-2-example",
            "SLACK_SIGNING_SECRET": "0123456789abcdef",
        },
    )


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _ask(nightdesk: Nightdesk, path: str) -> tuple[int, str]:
    """The status and body; 0 while nobody listens."""
    try:
        with build_opener(ProxyHandler({})).open(
            f"http://{nightdesk.environment['NIGHTDESK_HTTP']}{path}", timeout=5
        ) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()
    except (URLError, OSError):
        return 0, ""


def _wait_for(nightdesk: Nightdesk, path: str, status: int, words: str = "") -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found, body = _ask(nightdesk, path)
        if found == status and words in body:
            return body
        time.sleep(0.02)
    raise AssertionError(f"{path} answered {found}: {body}")


def _stop(process: subprocess.Popen[bytes]) -> tuple[int, float, list[psutil.Process]]:
    """End it by SIGTERM: its exit code, how long it took, and which of its children are left."""
    children, started = psutil.Process(process.pid).children(recursive=True), time.monotonic()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=PATIENCE)
    seconds = time.monotonic() - started
    _, left = psutil.wait_procs(children, timeout=5)
    return process.returncode, seconds, left


def test_the_bot_lives_says_what_is_missing_and_stops(nightdesk: Nightdesk) -> None:
    """A platform that cannot be reached is named; SIGTERM ends all of it with 0 and no child left."""
    running = nightdesk.start("run")
    _wait_for(nightdesk, "/healthz", 200)
    said = json.loads(_wait_for(nightdesk, "/readyz", 503, '"missing": ["slack is not connected"]'))
    metrics = _wait_for(nightdesk, "/metrics", 200)

    code, _, left = _stop(running)

    assert (said["ready"], code, left) == (False, 0, [])
    assert "\nnightdesk_queue_depth 0.0\n" in metrics and "\nnightdesk_sources_failing 1.0\n" in metrics


def test_a_worker_works_and_stops(nightdesk: Nightdesk) -> None:
    """It says what it does; SIGTERM ends it with 0 and no child left."""
    running = nightdesk.start("worker", "--queues", "refresh,deliver", "--concurrency", "2")
    assert running.stderr
    while b"Nightdesk works: refresh, deliver." not in (line := running.stderr.readline()):
        assert line, "it ended"

    code, _, left = _stop(running)

    assert (code, left) == (0, [])


def test_a_queue_that_does_not_exist_is_wrong_usage(nightdesk: Nightdesk) -> None:
    """With those that there are."""
    ran = nightdesk("worker", "--queues", "deliver,compost")

    assert ran.code == 2
    assert '--queues names "compost"; there are refresh, compose, deliver' in ran.err


@pytest.mark.timeout(300)
async def test_workers_killed_in_mid_delivery_lose_and_double_nothing(tmp_path: Path) -> None:
    """What they had posted is found, what they had not is sent; `make storm` does it with a chat that misbehaves."""
    damage = await storm(new_sqlite(tmp_path), briefings=60, kills=3, processes=1, mischief=0)

    assert (damage.lost, damage.twice, damage.states) == (0, 0, {"sent": 60})
