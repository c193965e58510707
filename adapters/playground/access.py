"""Who may see the playground. Pure.

Without a token it answers this machine's own browser alone: the name in the address must be a loopback one, so that no
strange site that points its name at 127.0.0.1 gets in, and nothing may have come through a proxy. With a token every
name will do, and the token is needed once; the browser then keeps it in a cookie.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.language import mark

COOKIE = "nightdesk_play"
LOCAL_ONLY = mark(
    "The playground answers only this machine's own browser, at http://127.0.0.1 or http://localhost. To reach it from "
    "elsewhere, set NIGHTDESK_HTTP to an address of this machine and open the line that `nightdesk play` prints."
)
NO_TOKEN = mark("Open the whole address that was printed when the playground started: its token is missing or old.")
STRANGE_ORIGIN = mark("The playground talks only to its own page.")
_PROXIED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


def refusal(headers: Mapping[str, str], given: str, token: str | None) -> str | None:
    """Why a request is refused, in one sentence; None: it is not. `given` is the token that came with it."""
    if token is not None:
        return None if hmac.compare_digest(given.encode(), token.encode()) else NO_TOKEN
    proxied = any(name.lower() in _PROXIED for name in headers)
    return LOCAL_ONLY if proxied or not _is_loopback(headers.get("Host", "")) else None


def is_own_page(headers: Mapping[str, str]) -> bool:
    """Whether a socket was opened by our own page. Only browsers name an origin, and they always do."""
    origin = headers.get("Origin")
    return origin is None or urlsplit(origin).netloc.lower() == headers.get("Host", "").lower()


def _is_loopback(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False
