"""Where the fetcher goes: public addresses only, in every spelling."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import AddressRefused
from summarizer.fetch.guard import (
    SPECIAL_IPV4,
    AddressPolicy,
    is_public,
    judge,
    parse_networks,
    read_target,
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
