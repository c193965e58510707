"""The bot as its image runs it: somebody without any rights, on a file system in which only /data and /tmp can be
written. In a mount namespace of its own, where the system lets us make one."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

import pytest

from tests.e2e.harness import PATIENCE, ROOT

USER = 10001
DATA = "/srv"
"""Stands for the image's /data: a folder that every system has, so that nothing is made outside the test's own."""
NOBODY = "http://127.0.0.1:1"
LAID_OUT = f"""
mount --make-rprivate /
mount --bind "$1" {DATA}
if [ -n "$2" ]; then
    # This Python lies in a home that others may not enter: here, and only here, it is shown alone.
    kept=$(mktemp -d) && mount --bind "$2" "$kept"
    mount -t tmpfs -o mode=755 tmpfs "$3"
    mkdir -p "$2" && mount --bind "$kept" "$2"
fi
mount -t tmpfs -o mode=1777 tmpfs /tmp
mount -o remount,bind,ro /
shift 3
exec setpriv --reuid {USER} --regid {USER} --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all "$@"
"""


def _closed() -> tuple[str, str]:
    """What this Python needs of a folder that others may not enter, and that folder; empty: all is open."""
    base = Path(sys.base_prefix).resolve()
    for folder in reversed(base.parents):
        if not folder.stat().st_mode & 0o001:
            return str(base), str(folder)
    return "", ""


def _laid_out(data: Path, *words: str) -> list[str]:
    return ["unshare", "--mount", "sh", "-ec", LAID_OUT, "sh", str(data), *_closed(), *words]


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A data folder of that user; skips where no namespace can be made."""
    if not (shutil.which("unshare") and shutil.which("setpriv")) or os.geteuid() != 0:
        pytest.skip("only root can make a mount namespace")
    folder = tmp_path / "data"
    folder.mkdir()
    os.chown(folder, USER, USER)
    script = "import os; assert os.getuid(), 'root'; open('/srv/x', 'w'); open('/etc/x', 'w')"
    tried = subprocess.run(_laid_out(folder, sys.executable, "-c", script), capture_output=True, text=True, check=False)
    if "Read-only file system" not in tried.stderr and "Permission denied" not in tried.stderr:
        pytest.skip(f"no namespace here: {tried.stderr[-200:]}")
    yield folder


def _environment(port: int) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "NIGHTDESK_HOME": DATA,
        "NIGHTDESK_HTTP": f"127.0.0.1:{port}",
        "NIGHTDESK_PROXY": NOBODY,
        "SLACK_BOT_TOKEN": "xoxb-1-2-example",
        "SLACK_SIGNING_SECRET": "0123456789abcdef",
    }


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_for(port: int, path: str, running: subprocess.Popen[bytes]) -> tuple[int, str]:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and running.poll() is None:
        try:
            with build_opener(ProxyHandler({})).open(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()
        except (URLError, OSError):
            time.sleep(0.05)
    running.kill()
    raise AssertionError(running.communicate()[1].decode())


def test_the_bot_runs_as_nobody_on_a_read_only_root(data: Path) -> None:
    """It makes its database in its folder, answers, and ends within its time; it needs no home."""
    port = _free_port()
    command = _laid_out(data, sys.executable, "-m", "bot", "run")
    running = subprocess.Popen(command, env=_environment(port), cwd="/", stderr=subprocess.PIPE)

    alive = _wait_for(port, "/healthz", running)
    ready = _wait_for(port, "/readyz", running)
    started = time.monotonic()
    running.send_signal(signal.SIGTERM)
    said = running.communicate(timeout=PATIENCE)[1].decode()

    assert (alive[0], ready[0], running.returncode) == (200, 503, 0), said
    assert "the database" not in ready[1] and "Read-only" not in said and "Permission" not in said
    assert time.monotonic() - started < 15
    assert (data / "nightdesk.sqlite3").stat().st_uid == USER
    assert {path.name.partition("-")[0] for path in data.iterdir()} <= {"nightdesk.sqlite3", "x", ".nightdesk"}


def test_a_feed_is_parsed_as_nobody_on_a_read_only_root(data: Path) -> None:
    """The killable workers need nothing but memory."""
    feed = '<rss version="2.0"><channel><title>T</title><item><title>One</title><guid>1</guid></item></channel></rss>'
    (data / "feed.xml").write_text(feed)
    command = _laid_out(data, sys.executable, "-m", "bot", "feed", f"{DATA}/feed.xml", "--json")

    # Not from the folder of the tests: it may lie where the container's root shows nothing.
    ran = subprocess.run(
        command, env=_environment(0), cwd="/", capture_output=True, text=True, timeout=PATIENCE, check=False
    )

    assert ran.returncode == 0, ran.stderr
    assert [entry["title"] for entry in json.loads(ran.stdout)["entries"]] == ["One"]
