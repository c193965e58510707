"""Keeps tokens, response URLs and socket tickets out of the logs of Slack's own libraries."""

from __future__ import annotations

import logging
import re

_SECRET = re.compile(
    r"xox[a-z](?:\.[a-z0-9-]+)?-[A-Za-z0-9-]+"
    r"|xapp-[A-Za-z0-9-]+"
    r"|(?<=ticket=)[^\s&'\"]+"
    r"|(?<=/hooks/)[\w/-]+"
    r"|(?<=hooks\.slack\.com/)[\w/-]+"
    r"|(?<='token': ')[^']+|(?<=\"token\": \")[^\"]+"
    r"|(?<='trigger_id': ')[^']+|(?<=\"trigger_id\": \")[^\"]+"
    r"|v0=[0-9a-f]{64}"
)


def redact(words: str) -> str:
    """The words with every secret in them replaced by three dots."""
    return _SECRET.sub("…", words)


class SecretFilter(logging.Filter):
    """Redacts a record's message and traceback before any handler sees them."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the record through, redacted."""
        record.msg = redact(record.getMessage())
        record.args = None
        if record.exc_info:
            record.exc_text = redact(logging.Formatter().formatException(record.exc_info))
            record.exc_info = None
        return True


def quiet_log(name: str) -> logging.Logger:
    """A logger for Slack's libraries: warnings and worse, without secrets."""
    log = logging.getLogger(name)
    log.setLevel(logging.WARNING)
    if not any(isinstance(each, SecretFilter) for each in log.filters):
        log.addFilter(SecretFilter())
    return log
