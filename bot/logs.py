"""Logs: to stderr, structured, with every secret taken out. Set once by whoever starts a process."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_SECRETS = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+|(?<=Bearer )\S+|(?<=Bot )[\w.-]{20,}|\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}\b"
    r"|(?<=://)[^/\s:@]+:[^/\s@]+(?=@)|(?<=[?&])(token|key|secret|password|code)=[^&\s]+",
    re.IGNORECASE,
)
_HIDDEN = "[hidden]"


def redact(words: str) -> str:
    """The words without tokens, passwords and keys."""
    return _SECRETS.sub(_HIDDEN, words)


class RedactingFilter(logging.Filter):
    """Takes secrets out of the records of other people's loggers."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always keeps the record; its message is made safe."""
        record.msg, record.args = redact(record.getMessage()), ()
        return True


def set_up_logs(form: str = "text", level: int = logging.WARNING) -> None:
    """Send our own and other people's logs to stderr, as text or as JSON a line."""
    last: Any = (
        structlog.processors.JSONRenderer() if form == "json" else structlog.dev.ConsoleRenderer(colors=_colours())
    )
    shared: list[Any] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _redact_event,
    ]
    structlog.configure(
        processors=[*shared, last],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(RedactingFilter())
    formatter = structlog.stdlib.ProcessorFormatter(processors=[_without_meta, last], foreign_pre_chain=shared)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(max(level, logging.INFO))
    for name in ("httpx", "httpcore", "aiosqlite", "alembic", "aiohttp.access"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # It warns whenever a job is still at work when its time comes again, which is how ours are meant to be.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


def _colours() -> bool:
    import os

    return sys.stderr.isatty() and "NO_COLOR" not in os.environ


def _redact_event(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {name: redact(value) if isinstance(value, str) else value for name, value in event.items()}


def _without_meta(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return structlog.stdlib.ProcessorFormatter.remove_processors_meta(logger, method, event)
