"""What people write for a setting -> its value. Pure, but for the names of the time zones.

Every reader takes stripped text that is not empty and raises ValueError with a phrase that says what would be right.
A phrase never repeats the text: it may be a secret.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from config.secret import SecretStr

_HOST_NAME = re.compile(r"^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$", re.I)
_DATABASE = re.compile(r"^(sqlite(\+\w+)?://|(postgres|postgresql(\+\w+)?)://\S)")
_FERNET_KEY = re.compile(r"^[A-Za-z0-9_+/-]{42}[AEIMQUYcgkosw048]=$")
_MODEL = re.compile(r"^[a-z][a-z0-9_-]*:\S+$")
_MAIL = re.compile(r"^[!-?A-~]+@[!-?A-~]+\.[!-?A-~]+$")
MAKE_A_KEY = "`openssl rand -base64 32`"


@dataclass(frozen=True, slots=True)
class HostPort:
    """Where a server listens. Port 0 takes any free one."""

    host: str
    port: int

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        if self.host.lower() == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def is_wildcard(self) -> bool:
        """Whether it stands for every address of this machine."""
        return self.host in {"0.0.0.0", "::"}  # noqa: S104 - compared, not bound

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def plain_text(text: str) -> str:
    """Any text of one line."""
    if not text.isprintable():
        raise ValueError("it holds a line break or another control character, give plain text")
    return text


def secret(text: str) -> SecretStr:
    """A secret of one line."""
    return SecretStr(plain_text(text))


def one_of(*words: str) -> Callable[[str], str]:
    """A reader of exactly these words, in any case."""

    def read(text: str) -> str:
        if text.lower() not in words:
            raise ValueError(f"give {' or '.join(words)}")
        return text.lower()

    return read


def whole_number(text: str) -> int:
    """A whole number, zero or more."""
    if not re.fullmatch(r"[0-9](_?[0-9]){0,14}", text):
        raise ValueError("give a whole number, zero or more")
    return int(text)


def is_file(path: Path) -> bool:
    """Whether there is such a file; no where nobody may look."""
    try:
        return path.is_file()
    except OSError:
        return False


def folder(text: str) -> Path:
    """A folder, which need not exist yet."""
    if is_file(Path(text)):
        raise ValueError("that is a file, give a folder")
    if "?" in text:
        # The database's address is made of it, where a question mark begins the options.
        raise ValueError("give a folder without a question mark in its name")
    return Path(text)


def existing_file(text: str) -> Path:
    """A file that exists."""
    if not is_file(Path(text)):
        raise ValueError("there is no such file")
    return Path(text)


def database_url(text: str) -> str:
    """An SQLAlchemy URL of SQLite or PostgreSQL."""
    if not _DATABASE.match(text):
        raise ValueError(
            "give an SQLite or PostgreSQL address, for example sqlite:////data/nightdesk.sqlite3 or postgresql://host/name"
        )
    return plain_text(text)


def is_sqlite(url: str) -> bool:
    """Whether this is the address of an SQLite database."""
    return url.startswith("sqlite")


def host_port(text: str) -> HostPort:
    """`host:port`; an IPv6 address stands in brackets."""
    host, colon, port = text.rpartition(":")
    bracketed = host.startswith("[") and host.endswith("]")
    host = host[1:-1] if bracketed else host
    if not colon or not re.fullmatch(r"[0-9]{1,5}", port) or int(port) > 65535 or not _is_host(host, bracketed):
        raise ValueError("give host:port, for example 127.0.0.1:8080")
    return HostPort(host, int(port))


def _is_host(host: str, bracketed: bool) -> bool:
    try:
        return (ip_address(host).version == 6) == bracketed
    except ValueError:
        # Digits and dots alone are a mistyped IPv4 address, never a name.
        return not bracketed and _HOST_NAME.match(host) is not None and not re.fullmatch(r"[0-9.]+", host)


def networks(text: str) -> tuple[str, ...]:
    """The words of "10.0.0.0/8,127.0.0.1/32:8080,[fd00::/8]:443", each checked."""
    words = tuple(part.strip() for part in text.split(",") if part.strip())
    for number, word in enumerate(words, start=1):
        if not _is_network(word):
            raise ValueError(f"network {number} cannot be read, write 10.0.0.0/8 or 10.1.2.3/32:8080 or [fd00::/8]:443")
    return words


def _is_network(word: str) -> bool:
    block, port = word, "1"
    if bracketed := re.fullmatch(r"\[([^\]]*)\](?::([0-9]{1,5}))?", word):
        block, port = bracketed[1], bracketed[2] or "1"
    elif word.count(":") == 1:
        block, _, port = word.partition(":")
    try:
        ip_network(block, strict=False)
    except ValueError:
        return False
    return re.fullmatch(r"[0-9]{1,5}", port) is not None and 1 <= int(port) <= 65535


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0 and " " not in text
    except ValueError:
        return False


def web_address(text: str) -> str:
    """An absolute http or https address."""
    if not _is_web_address(plain_text(text)):
        raise ValueError("give an address that begins with http:// or https://")
    return text


def proxy(text: str) -> str:
    """The address of an HTTP proxy; it may hold a user and a password."""
    if not _is_web_address(plain_text(text)):
        raise ValueError("give an http or https address, for example http://proxy.example:3128")
    return text


def public_url(text: str) -> str:
    """An absolute address without user, query or fragment; a slash at its end is dropped."""
    parts = urlsplit(web_address(text))
    if parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError("give an address without user, query or fragment, for example https://nightdesk.example")
    return text.rstrip("/?#")


def contact(text: str) -> str:
    """A mail address or web address; it goes into the User-Agent, so only plain ASCII."""
    if not text.isascii() or not (_MAIL.match(text) or _is_web_address(plain_text(text))):
        raise ValueError("give a mail address or a web address, for example feeds@nightdesk.example")
    return text


def model(text: str) -> str:
    """`provider:model`."""
    if not _MODEL.match(text):
        raise ValueError("give provider:model, for example ollama:llama3.2")
    return text


def fernet_keys(text: str) -> tuple[SecretStr, ...]:
    """Fernet keys (32 bytes in base64), the one in use first; commas or line breaks between them."""
    words = [word for word in re.split(r"[,\s]+", text) if word]
    for number, word in enumerate(words, start=1):
        if not _FERNET_KEY.match(word):
            raise ValueError(f"key {number} is no Fernet key, make one with {MAKE_A_KEY}")
    return tuple(SecretStr(word) for word in words)


def zone(text: str) -> str:
    """The IANA name of a zone, written in any case."""
    asked = text.replace(" ", "_").lower()
    found = "UTC" if asked == "utc" else _zones().get(asked)
    if found is None:
        raise ValueError(f"give an IANA zone, for example {_nearest_zone(asked)}")
    return found


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    # The list of the tzdata package, not zoneinfo.available_timezones(): that one also names what the system has.
    from importlib.resources import files

    names = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return {name.lower(): name for name in names}


def _nearest_zone(asked: str) -> str:
    from difflib import get_close_matches

    cities = {name.rsplit("/", 1)[-1]: name for name in sorted(_zones(), reverse=True) if "/" in name}
    near = get_close_matches(asked, _zones(), n=1, cutoff=0.75)
    near += [cities[city] for city in get_close_matches(asked.rsplit("/", 1)[-1], cities, n=1, cutoff=0.75)]
    return _zones()[near[0]] if near else "Europe/Berlin"
