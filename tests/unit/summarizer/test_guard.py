"""Where the fetcher goes: public addresses only, in every spelling."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import AddressRefused, ConnectionFailed
from summarizer.fetch.guard import (
    PUBLIC_IPV6,
    SPECIAL_IPV4,
    SPECIAL_IPV6,
    AddressPolicy,
    is_public,
    judge,
    parse_networks,
    read_target,
    resolve,
    why_refused,
)

special = st.sampled_from(SPECIAL_IPV4).flatmap(
    lambda block: st.integers(int(block.network_address), int(block.broadcast_address)).map(IPv4Address)
)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001::1"])
def test_public_addresses_are_reached(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "168.63.129.16", "224.0.0.1", "255.255.255.255", "::1", "::",
     "fe80::1", "fec0::1", "fd00::1", "ff02::1", "64:ff9b::8.8.8.8", "64:ff9b:1::1", "2002:808:808::1", "2001::1",
     "2001:db8::1", "2606::5efe:8.8.8.8", "2606::200:5efe:8.8.8.8", "::127.0.0.1", "3fff::1"],
)  # fmt: skip
def test_special_addresses_are_not(address: str) -> None:
    assert not is_public(ip_address(address))


@given(special)
def test_no_special_address_passes_in_any_wrapping(address: IPv4Address) -> None:
    """Mapped, NAT64, 6to4, compatible and ISATAP forms embed an address; it counts."""
    number = int(address)
    wrapped = [
        IPv6Address(0xFFFF << 32 | number),
        IPv6Address(0x0064_FF9B << 96 | number),
        IPv6Address(0x2002 << 112 | number << 80),
        IPv6Address(number),
        IPv6Address(0x2A00 << 112 | 0x5EFE << 32 | number),
    ]
    assert all(why_refused(each, 443, AddressPolicy()) for each in [address, *wrapped])


@given(special, st.sampled_from(["{}", "0x{:x}", "0{:o}"]))
async def test_no_special_address_passes_in_any_spelling(address: IPv4Address, form: str) -> None:
    """The resolver reads hexadecimal, octal and plain numbers as addresses, and we judge what it reads."""
    verdict = await judge(f"http://{form.format(int(address))}/")

    assert not verdict.allowed


@pytest.mark.parametrize(
    "url",
    ["ftp://x.example/", "//x.example", "http://", "http://u@x.example/", "http://u:p@x.example/", "http:x", "x",
     "http://x.example\\@y/", "http://x.example/a b", "http://x.example/\n", "http://[::1", "http://x:99999/",
     "javascript:alert(1)", "file:///etc/passwd", "http://[fe80::1%25eth0]/", "http://x/" + "a" * 5000],
)  # fmt: skip
def test_an_address_of_another_form_is_refused(url: str) -> None:
    with pytest.raises(AddressRefused):
        read_target(url)


@pytest.mark.parametrize("port", [22, 25, 6379, 5432, 3306, 9200, 2379, 27017, 3389, 11211])
async def test_ports_of_other_services_are_refused(port: int) -> None:
    assert "belongs to another kind of service" in (await judge(f"http://8.8.8.8:{port}/")).reason


async def test_an_allowed_network_is_reached_on_any_port() -> None:
    policy = AddressPolicy(parse_networks("10.0.0.0/8"))

    assert (await judge("http://10.1.2.3:6379/", policy)).allowed
    assert not (await judge("http://192.168.1.1/", policy)).allowed


async def test_an_allowed_network_may_be_bound_to_one_port() -> None:
    policy = AddressPolicy(parse_networks("127.0.0.1/32:8080,[::1/128]:8080"))

    assert (await judge("http://127.0.0.1:8080/", policy)).allowed
    assert (await judge("http://[::1]:8080/", policy)).allowed
    assert not (await judge("http://127.0.0.1:8081/", policy)).allowed


@pytest.mark.parametrize("words", ["10.0.0.0/99", "x", "10.0.0.0/8:0", "10.0.0.0/8:x", "127.0.0.1:99999"])
def test_a_network_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="is no network"):
        parse_networks(words)


def octets_in(address: IPv4Address, forms: list[str]) -> str:
    return ".".join(form.format(octet) for form, octet in zip(forms, address.packed, strict=True))


@given(special, st.lists(st.sampled_from(["{}", "0{:o}", "0x{:x}", "0x0{:X}"]), min_size=4, max_size=4))
async def test_no_special_address_passes_with_its_octets_in_any_base(address: IPv4Address, forms: list[str]) -> None:
    assert not (await judge(f"http://{octets_in(address, forms)}/")).allowed


@given(special)
async def test_no_special_address_passes_shortened(address: IPv4Address) -> None:
    """127.1 and 10.65536 are addresses too."""
    one, two, three, four = address.packed

    assert not (await judge(f"http://{one}.{two << 16 | three << 8 | four}/")).allowed
    assert not (await judge(f"http://{one}.{two}.{three << 8 | four}/")).allowed


@given(special, st.sampled_from(["[::ffff:{}]", "[0:0:0:0:0:FFFF:{}]", "[64:ff9b::{}]", "[::{}]", "[2a00::5efe:{}]"]))
async def test_no_special_address_passes_within_brackets(address: IPv4Address, form: str) -> None:
    assert not (await judge(f"https://{form.format(address)}:443/x")).allowed


@given(
    special,
    st.sampled_from(
        ["http://8.8.8.8@{}/", "http://u:p@{}/", "http://{}@8.8.8.8/", "http://{}\\@8.8.8.8/", "http://8.8.8.8\t@{}/",
         "http://{}%2e/", "http://{}%00.example/", "http:/{}/", "http:{}/", "//{}/", "ftp://{}/", "HTTP://{}:80/",
         "http://{}?@8.8.8.8", "http://{}#@8.8.8.8/"]
    ),
)  # fmt: skip
async def test_no_special_address_passes_behind_a_trick(address: IPv4Address, form: str) -> None:
    assert not (await judge(form.format(address))).allowed


@given(st.integers(int(PUBLIC_IPV6.network_address), int(PUBLIC_IPV6.broadcast_address)).map(IPv6Address))
def test_an_ipv6_address_is_public_unless_its_block_is_special(address: IPv6Address) -> None:
    assert is_public(address) or any(address in block for block in SPECIAL_IPV6)


@given(st.integers(0, 2**128 - 1).map(IPv6Address).filter(lambda address: address not in PUBLIC_IPV6))
def test_what_lies_outside_of_the_public_block_is_not(address: IPv6Address) -> None:
    assert not is_public(address)


def test_every_special_block_is_refused_from_its_first_address_to_its_last() -> None:
    blocks: tuple[IPv6Network, ...] = SPECIAL_IPV6
    ends = [end for block in blocks for end in (block.network_address, block.broadcast_address)]

    assert [end for end in ends if is_public(end)] == []


@contextmanager
def names_resolve_to(*addresses: str) -> Iterator[None]:
    real = socket.getaddrinfo

    def getaddrinfo(host: str, port: int, *_: object, **__: object) -> object:
        return [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", (address, port, 0, 0)) for address in addresses]

    socket.getaddrinfo = getaddrinfo  # type: ignore[assignment]
    try:
        yield
    finally:
        socket.getaddrinfo = real


@pytest.mark.parametrize("name", ["127.0.0.1.", "localhost.", "metadata.internal", "a.example", "①②⑦.⓪.⓪.①"])
async def test_a_name_is_judged_by_what_it_resolves_to(name: str) -> None:
    with names_resolve_to("127.0.0.1"):
        assert not (await judge(f"http://{name}/")).allowed


async def test_one_private_answer_of_several_refuses_the_name() -> None:
    with names_resolve_to("8.8.8.8", "10.0.0.1"):
        assert "10.0.0.1 is not a public address" in (await judge("http://a.example/")).reason


async def test_public_answers_let_a_name_pass() -> None:
    with names_resolve_to("8.8.8.8", "2606:4700::1111"):
        assert (await judge("http://a.example/")).allowed


async def test_an_answer_with_a_zone_is_judged_without_it() -> None:
    with names_resolve_to("fe80::1%eth0"):
        assert not (await judge("http://a.example/")).allowed


@pytest.mark.parametrize("name", ["a" * 64 + ".example", "a..example", "xn--\u00fc.example"])
async def test_a_name_that_cannot_be_is_not_known(name: str) -> None:
    with pytest.raises(ConnectionFailed, match="is not known"):
        await resolve(name, 80)


async def test_a_name_without_any_answer_is_not_known() -> None:
    with names_resolve_to(), pytest.raises(ConnectionFailed, match="is not known"):
        await resolve("a.example", 80)
