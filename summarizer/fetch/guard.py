"""Where the fetcher goes, and where it does not.

There is no list of bad names: a name is resolved, every answer is judged, and the transport dials exactly what was
judged (summarizer.fetch.transport). `ipaddress.is_global` is no judge: it is wrong for multicast, NAT64, 6to4 and
more; so IPv6 is 2000::/3 minus its special blocks, IPv4 is everything minus its fifteen special blocks (IANA
special-purpose registries, RFC 6890) and the one public address that answers inside a cloud.
"""

from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from summarizer.errors import AddressRefused, ConnectionFailed

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
MAX_URL = 4_096

SPECIAL_IPV4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
    )
)  # fmt: skip
PUBLIC_IPV6 = IPv6Network("2000::/3")
SPECIAL_IPV6 = tuple(
    IPv6Network(block) for block in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48")
)
_ISATAP = {0x0000_5EFE, 0x0200_5EFE, 0x0100_5EFE, 0x0300_5EFE}

# Ports that browsers block (https://fetch.spec.whatwg.org/#port-blocking) …
_BROWSERS_BLOCK = {
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109,
    110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531,
    532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060,
    5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
}  # fmt: skip
# … and those of databases, caches, search and cluster services, and remote desktops.
_SERVICES = {
    445, 873, 1098, 1099, 1433, 1434, 1521, 2181, 2375, 2376, 2377, 2379, 2380, 3260, 3268, 3306, 3389, 4369, 4444,
    4567, 4646, 4647, 4648, 5432, 5433, 5601, 5671, 5672, 5900, 5901, 5902, 5938, 5984, 5985, 5986, 6379, 6380,
    6443, 7000, 7001, 7199, 7473, 7474, 7687, 8086, 8087, 8091, 8098, 8300, 8301, 8302, 8500, 8529, 8600, 9042, 9092,
    9093, 9160, 9200, 9300, 9418, 10250, 10255, 10256, 11211, 15672, 16379, 25672, 26257, 26379, 27017, 27018, 27019,
    28015, 28017, 29015, 33060, 50000, 50070, 61616,
}  # fmt: skip
REFUSED_PORTS = frozenset(_BROWSERS_BLOCK | _SERVICES)


@dataclass(frozen=True, slots=True)
class AllowedNetwork:
    """A network that may be reached although it is not public; on one port, or on any."""

    network: Network
    port: int | None = None


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """What may be reached beyond public addresses. The empty policy is the strictest."""

    allowed: tuple[AllowedNetwork, ...] = field(default=())

    def allows(self, address: Address, port: int) -> bool:
        """Whether the operator allowed this address on this port by name."""
        plain = _unmapped(address)
        return any(
            plain.version == each.network.version and plain in each.network and each.port in {None, port}
            for each in self.allowed
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the fetcher would go to an address; `reason` says why not."""

    url: str
    allowed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """The parts of an address that decide where a connection goes."""

    scheme: str
    host: str
    port: int


def parse_networks(words: str) -> tuple[AllowedNetwork, ...]:
    """The networks of "10.0.0.0/8,127.0.0.0/8:8080,[fd00::/8]:443". Raises ValueError with a plain phrase."""
    return tuple(_parse_network(part.strip()) for part in words.split(",") if part.strip())


def _parse_network(words: str) -> AllowedNetwork:
    block, port = words, None
    if words.startswith("["):
        block, _, rest = words[1:].partition("]")
        port = rest.removeprefix(":") or None
    elif words.count(":") == 1:
        block, _, port = words.partition(":")
    try:
        number = int(port) if port is not None else None
        if number is not None and not 1 <= number <= 65535:
            raise ValueError
        return AllowedNetwork(ip_network(block, strict=False), number)
    except ValueError:
        raise ValueError(f'"{words}" is no network; write 10.0.0.0/8 or 10.1.2.3/32:8080') from None


def read_target(url: str) -> Target:
    """The target of an absolute http(s) address. Raises AddressRefused for anything else, or with user info."""
    if len(url) > MAX_URL:
        raise AddressRefused("the address is too long")
    if any(not letter.isprintable() or letter in " \\" for letter in url):
        raise AddressRefused("the address holds a space, a backslash or a control character")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressRefused("this is no address that can be read") from None
    if parts.scheme.lower() not in {"http", "https"}:
        raise AddressRefused("only http and https addresses are read")
    if "@" in parts.netloc:
        raise AddressRefused("an address with a user or password is not read")
    if not parts.hostname or "%" in parts.hostname:
        raise AddressRefused("the address names no host")
    return Target(parts.scheme.lower(), parts.hostname, port or {"http": 80, "https": 443}[parts.scheme.lower()])


def _unmapped(address: Address) -> Address:
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


def why_refused(address: Address, port: int, policy: AddressPolicy) -> str:
    """Why a connection to this address and port is refused; empty: it is allowed."""
    if policy.allows(address, port):
        return ""
    plain = _unmapped(address)
    if not is_public(plain):
        return f"{plain} is not a public address"
    if port in REFUSED_PORTS:
        return f"port {port} belongs to another kind of service"
    return ""


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet's, by the rules at the top of this module."""
    if isinstance(address, IPv4Address):
        return not any(address in block for block in SPECIAL_IPV4)
    if address.scope_id or address not in PUBLIC_IPV6 or any(address in block for block in SPECIAL_IPV6):
        return False
    return (int(address) >> 32) & 0xFFFF_FFFF not in _ISATAP


async def resolve(host: str, port: int) -> tuple[Address, ...]:
    """Every address of a host, in the resolver's order. Raises ConnectionFailed when there is none."""
    try:
        literal = ip_address(host)
    except ValueError:
        pass
    else:
        return (literal,)
    try:
        found = await asyncio.to_thread(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        addresses = [ip_address(str(each[4][0]).split("%")[0]) for each in found]
    except (OSError, UnicodeError, ValueError):
        raise ConnectionFailed(f"the name {host[:100]} is not known") from None
    if not addresses:
        raise ConnectionFailed(f"the name {host[:100]} is not known")
    return tuple(dict.fromkeys(addresses))


async def resolve_allowed(host: str, port: int, policy: AddressPolicy) -> tuple[Address, ...]:
    """Every address of a host, if all may be dialled: one refused answer refuses the name. Raises AddressRefused."""
    addresses = await resolve(host, port)
    for address in addresses:
        if reason := why_refused(address, port, policy):
            raise AddressRefused(reason)
    return addresses


async def judge(url: str, policy: AddressPolicy | None = None) -> Verdict:
    """Would the fetcher go there? Resolves the name, opens no connection."""
    try:
        target = read_target(url)
        await resolve_allowed(target.host, target.port, policy or AddressPolicy())
    except (AddressRefused, ConnectionFailed) as error:
        return Verdict(url, allowed=False, reason=str(error))
    return Verdict(url, allowed=True)
