"""Logs: to stderr, structured, with every secret taken out. Set once by whoever starts a process."""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Collection, Iterable, Mapping, MutableMapping
from typing import Any

import structlog

from summarizer.addresses import say_url

_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s\"'<>()]+", re.IGNORECASE)
_SECRETS = re.compile(
    r"xox[a-z](?:\.[a-z0-9-]+)?-[\w-]+|xapp-[\w-]+|\bsk-[\w-]{16,}|(?<=Bearer )\S+|(?<=Bot )[\w.-]{20,}"
    r"|\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}\b|(?<=hooks\.slack\.com/)[\w/-]+"
    r"|(?<=[?&])(?:token|key|secret|password|code|ticket)=[^&\s]+"
    r"|(?<=[\"']token[\"']: [\"'])[^\"']+",
    re.IGNORECASE,
)
_HIDDEN = "[hidden]"
_SHORTEST_SECRET = 6
"""A shorter one would take ordinary words out of every line."""


def redact(words: str, secrets: Iterable[str] = ()) -> str:
    """The words without tokens, passwords and keys, addresses without user info and query values.

    `secrets` are values that are known to be secret, whatever they look like.
    """
    for secret in secrets:
        words = words.replace(secret, _HIDDEN)
    return _SECRETS.sub(_HIDDEN, _ADDRESS.sub(lambda found: say_url(found[0]), words))


class Redaction(logging.Filter):
    """Takes secrets out of log events: of ours as structlog's processor, of other people's loggers as a filter."""

    def __init__(self, secrets: Collection[str] = ()) -> None:
        super().__init__()
        # A longer one first: it may hold a shorter one.
        self._secrets = sorted({each for each in secrets if len(each) >= _SHORTEST_SECRET}, key=len, reverse=True)

    def filter(self, record: logging.LogRecord) -> bool:
        """Always keeps the record; its message is made safe."""
        try:
            message = record.getMessage()
        except (TypeError, ValueError):
            # Somebody's arguments do not fit their words; that is no reason to lose the line, or the caller.
            message = str(record.msg)
        record.msg, record.args = redact(message, self._secrets), ()
        return True

    def __call__(self, logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """The event with every value made safe, however deep it lies."""
        return {name: value if name.startswith("_") else self._clean(value) for name, value in event.items()}

    def _clean(self, value: Any) -> Any:
        match value:
            case str():
                return redact(value, self._secrets)
            case bool() | int() | float() | None:
                return value
            case Mapping():
                return {str(name): self._clean(each) for name, each in value.items()}
            case list() | tuple() | set() | frozenset():
                return [self._clean(each) for each in value]
            case _:
                return redact(str(value), self._secrets)


def set_up_logs(form: str = "text", level: int = logging.WARNING, secrets: Collection[str] = ()) -> None:
    """Send our own and other people's logs to stderr, as text or as JSON a line, without the given secrets."""
    last: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=_colours())
    )
    redaction = Redaction(secrets)
    shared: list[Any] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redaction,
    ]
    structlog.configure(
        processors=[*shared, last],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(redaction)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(processors=[_without_meta, last], foreign_pre_chain=shared)
    )
    _take_over(handler, level)


def _take_over(handler: logging.Handler, level: int) -> None:
    """Let everybody's records go to this handler alone, and quiet those who talk too much."""
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(max(level, logging.INFO))
    for name in ("httpx", "httpcore", "aiosqlite", "alembic", "aiohttp.access"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # It warns whenever a job is still at work when its time comes again, which is how ours are meant to be.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    # A job that failed is said by bot.clock in one line; this would add a traceback a second while a database is away.
    logging.getLogger("apscheduler.executors").setLevel(logging.CRITICAL)


def _colours() -> bool:
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")


def _without_meta(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return structlog.stdlib.ProcessorFormatter.remove_processors_meta(logger, method, event)
