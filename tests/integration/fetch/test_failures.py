"""What goes wrong on the way, each with its plain phrase; on loopback."""

from __future__ import annotations

import asyncio
import datetime
import ipaddress
import logging
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiohttp import web

from summarizer.errors import AddressRefused, ConnectionFailed
from summarizer.fetch import AddressPolicy, Fetcher
from summarizer.fetch.client import quiet_http_loggers
from summarizer.fetch.transport import GuardedBackend
from summarizer.model import Validators
from tests.fakes.web import LOOPBACK, Web, run_web


@pytest.fixture
async def site() -> AsyncIterator[Web]:
    async with run_web() as running:
        yield running


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(allow=LOOPBACK) as opened:
        yield opened


def self_signed(folder: Path) -> ssl.SSLContext:
    """A server's context with a certificate that nobody vouches for."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "harbour.example")])
    start = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), start,
                                      start + datetime.timedelta(days=36_500), [])  # fmt: skip
    certificate = builder.add_extension(address, critical=False).sign(key, hashes.SHA256())
    pem = folder / "server.pem"
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


async def test_a_certificate_that_nobody_vouches_for_is_not_trusted(fetcher: Fetcher, tmp_path: Path) -> None:
    runner = web.AppRunner(web.Application(), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=self_signed(tmp_path)).start()
    try:
        with pytest.raises(ConnectionFailed, match="its certificate cannot be trusted"):
            await fetcher.get(f"https://127.0.0.1:{runner.addresses[0][1]}/")
    finally:
        await runner.cleanup()


async def test_a_connection_that_is_reset_broke(fetcher: Fetcher) -> None:
    async def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.close()

    server = await asyncio.start_server(reset, "127.0.0.1", 0)
    async with server:
        with pytest.raises(ConnectionFailed, match="the connection broke"):
            await fetcher.get(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/")


@pytest.mark.parametrize("port", [22, 25, 6379])
async def test_the_strictest_fetcher_opens_no_port_of_another_service(port: int) -> None:
    async with Fetcher() as strict:
        with pytest.raises(AddressRefused, match=f"port {port} belongs to another kind of service"):
            await strict.get(f"http://8.8.8.8:{port}/")


@pytest.mark.parametrize("name", ["xn--", "à\U00010875.example", "a..example"])
async def test_a_name_that_no_host_can_have_is_said(name: str) -> None:
    async with Fetcher() as strict:
        with pytest.raises(ConnectionFailed, match="names no host that there can be|is not known"):
            await strict.get(f"http://{name}/")


async def test_both_validators_are_sent(site: Web, fetcher: Fetcher) -> None:
    since = "Fri, 20 Nov 2026 09:00:00 GMT"
    await fetcher.get(site.serve("/a", b"x"), validators=Validators('"v1"', since))

    headers = site.asked[0].headers
    assert (headers["if-none-match"], headers["if-modified-since"]) == ('"v1"', since)


async def test_an_answer_without_content_is_an_empty_page(site: Web, fetcher: Fetcher) -> None:
    page = await fetcher.get(site.serve("/a", status=204))

    assert (page.status, page.body) == (204, b"")


@contextmanager
def names_resolve_to(*addresses: str) -> Iterator[None]:
    real = socket.getaddrinfo

    def getaddrinfo(host: str, port: int, *_: object, **__: object) -> object:
        return [found for address in addresses for found in real(address, port, type=socket.SOCK_STREAM)]

    socket.getaddrinfo = getaddrinfo  # type: ignore[assignment]
    try:
        yield
    finally:
        socket.getaddrinfo = real


async def test_one_dead_address_of_several_does_not_fail_a_source(site: Web, fetcher: Fetcher) -> None:
    site.serve("/a", b"alive")
    port = site.base_url.rsplit(":", 1)[1]
    with names_resolve_to("127.0.0.9", "127.0.0.1"):
        assert (await fetcher.get(f"http://news.example:{port}/a")).body == b"alive"


async def test_where_every_address_is_dead_there_is_no_connection(site: Web, fetcher: Fetcher) -> None:
    port = site.base_url.rsplit(":", 1)[1]
    with names_resolve_to("127.0.0.9", "127.0.0.8"), pytest.raises(ConnectionFailed, match="no connection"):
        await fetcher.get(f"http://news.example:{port}/a")


async def test_unix_sockets_are_not_read() -> None:
    backend = GuardedBackend(AddressPolicy())
    await backend.sleep(0)

    with pytest.raises(ConnectionFailed, match="Unix sockets"):
        await backend.connect_unix_socket("/var/run/docker.sock")


@pytest.fixture
def http_loggers() -> Iterator[list[logging.Logger]]:
    loggers = [logging.getLogger("httpx"), logging.getLogger("httpcore")]
    levels = [logger.level for logger in loggers]
    yield loggers
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


def test_whole_addresses_never_reach_the_log(http_loggers: list[logging.Logger]) -> None:
    quiet_http_loggers()

    assert not any(logger.isEnabledFor(logging.INFO) for logger in http_loggers)
