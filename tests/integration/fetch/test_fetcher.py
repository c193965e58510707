"""The fetcher against a real server on loopback: polite, bounded, and plain in what it says."""

from __future__ import annotations

import asyncio
import gzip
import socket
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import pytest
from aiohttp import web

from summarizer.errors import (
    AddressRefused,
    BodyIncomplete,
    BodyTooLarge,
    ConnectionFailed,
    DeadlineExceeded,
    HttpStatusError,
    RobotsRefused,
    TooManyRedirects,
    UnsupportedBody,
)
from summarizer.fetch import Fetcher
from summarizer.model import Validators
from tests.fakes.web import LOOPBACK, Web, run_web

TEXT = b"<html>" + b"news " * 200


@pytest.fixture
async def site() -> AsyncIterator[Web]:
    async with run_web() as running:
        yield running


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(allow=LOOPBACK) as opened:
        yield opened


async def test_a_page_comes_with_its_address_headers_and_bytes(site: Web, fetcher: Fetcher) -> None:
    page = await fetcher.get(site.serve("/a", TEXT, Content_Type="text/html"))

    assert (page.url, page.status, page.body) == (site.base_url + "/a", 200, TEXT)
    assert page.headers["content-type"] == "text/html"


async def test_the_strictest_fetcher_refuses_loopback_before_a_byte_is_sent(site: Web) -> None:
    async with Fetcher() as strict:
        with pytest.raises(AddressRefused, match="127.0.0.1 is not a public address"):
            await strict.get(site.serve("/a", TEXT))

    assert site.asked == []


@pytest.mark.parametrize(
    "coded", [gzip.compress(TEXT, mtime=0), gzip.compress(TEXT[:50], mtime=0) + gzip.compress(TEXT[50:], mtime=0)]
)
async def test_gzip_is_inflated(site: Web, fetcher: Fetcher, coded: bytes) -> None:
    assert (await fetcher.get(site.serve("/a", coded, Content_Encoding="gzip"))).body == TEXT


@pytest.mark.parametrize("raw", [False, True])
async def test_deflate_is_inflated_with_and_without_its_header(site: Web, fetcher: Fetcher, raw: bool) -> None:
    engine = zlib.compressobj(wbits=-15 if raw else 15)
    coded = engine.compress(TEXT) + engine.flush()

    assert (await fetcher.get(site.serve("/a", coded, Content_Encoding="deflate"))).body == TEXT


async def test_only_encodings_that_can_be_bounded_are_asked_for_and_taken(site: Web, fetcher: Fetcher) -> None:
    with pytest.raises(UnsupportedBody, match="br"):
        await fetcher.get(site.serve("/a", b"\x0b\x02\x80", Content_Encoding="br"))

    assert site.asked[0].headers["accept-encoding"] == "gzip, deflate"


async def test_a_bomb_stops_at_the_limit(site: Web, fetcher: Fetcher) -> None:
    bomb = gzip.compress(b"\0" * 60_000_000, mtime=0)

    with pytest.raises(BodyTooLarge):
        await fetcher.get(site.serve("/a", bomb, Content_Encoding="gzip"), max_bytes=1_000_000)


async def test_a_body_over_the_limit_is_refused(site: Web, fetcher: Fetcher) -> None:
    with pytest.raises(BodyTooLarge):
        await fetcher.get(site.serve("/a", b"x" * 3_000), max_bytes=2_000)


@pytest.mark.parametrize("coded", [b"not gzip at all", gzip.compress(TEXT, mtime=0)[:-9]])
async def test_a_damaged_or_cut_compressed_body_is_an_error(site: Web, fetcher: Fetcher, coded: bytes) -> None:
    with pytest.raises(BodyIncomplete):
        await fetcher.get(site.serve("/a", coded, Content_Encoding="gzip"))


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"\x89PNG\r\n\x1a\n....12345", "text/html"),
        (b"anything at all..", "video/mp4"),
        (b"RIFF....WEBPxxxxxx", "text/xml"),
    ],
)
async def test_media_is_an_error_whatever_it_says(site: Web, fetcher: Fetcher, body: bytes, content_type: str) -> None:
    with pytest.raises(UnsupportedBody):
        await fetcher.get(site.serve("/a", body, Content_Type=content_type))


async def _raw_server(answer: bytes, *, close: bool = True) -> tuple[asyncio.Server, str]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        if close:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    return server, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n",
    ],
    ids=["content-length", "chunked"],
)
async def test_a_body_that_ends_too_early_is_an_error(fetcher: Fetcher, answer: bytes) -> None:
    server, url = await _raw_server(answer)
    async with server:
        with pytest.raises(BodyIncomplete):
            await fetcher.get(url)


@pytest.mark.parametrize("answer", [b"", b"SMTP ready\r\n\r\n", b"HTTP/1.1 200 OK\r\nbad header\r\n\r\n"])
async def test_what_is_no_http_is_a_named_error(fetcher: Fetcher, answer: bytes) -> None:
    server, url = await _raw_server(answer)
    async with server:
        with pytest.raises((ConnectionFailed, BodyIncomplete)):
            await fetcher.get(url)


async def test_nobody_listening_is_a_plain_phrase(fetcher: Fetcher) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
        with pytest.raises(ConnectionFailed, match="no connection"):
            await fetcher.get(url)


async def test_a_drip_ends_at_the_total_deadline(site: Web) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(200):
            await response.write(b"x")
            await asyncio.sleep(0.02)
        return response

    async with Fetcher(allow=LOOPBACK, deadline=0.3) as hasty:
        with pytest.raises(DeadlineExceeded):
            await hasty.get(site.serve_by("/a", drip))


async def test_redirects_are_followed_and_permanent_ones_remembered(site: Web, fetcher: Fetcher) -> None:
    site.serve("/new", TEXT)
    site.serve("/old", status=301, Location="/new")

    page = await fetcher.get(site.base_url + "/old")

    assert (page.url, page.moved_to) == (site.base_url + "/new", site.base_url + "/new")


async def test_a_move_after_a_passing_redirect_is_no_move(site: Web, fetcher: Fetcher) -> None:
    site.serve("/c", TEXT)
    site.serve("/b", status=301, Location="/c")
    site.serve("/a", status=302, Location="/b")

    assert (await fetcher.get(site.base_url + "/a")).moved_to is None


async def test_a_redirect_loop_ends_after_five_hops(site: Web, fetcher: Fetcher) -> None:
    with pytest.raises(TooManyRedirects):
        await fetcher.get(site.serve("/a", status=302, Location="/a"))

    assert len(site.asked) == 6


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest", "http://10.0.0.1/", "file:///etc/passwd", "http://[::1]:1/"]
)
async def test_every_hop_is_judged(site: Web, fetcher: Fetcher, target: str) -> None:
    with pytest.raises(AddressRefused):
        await fetcher.get(site.serve("/a", status=302, Location=target))


async def test_validators_make_the_next_visit_cheap(site: Web, fetcher: Fetcher) -> None:
    async def conditional(request: web.Request) -> web.Response:
        status = 304 if request.headers.get("if-none-match") == '"v1"' else 200
        return web.Response(body=TEXT if status == 200 else None, status=status, headers={"ETag": '"v1"'})

    url = site.serve_by("/a", conditional)
    first = await fetcher.get(url)
    second = await fetcher.get(url, validators=first.validators)

    assert (first.validators.etag, second.status, second.body) == ('"v1"', 304, b"")
    assert second.validators == first.validators


async def test_validators_do_not_follow_a_redirect(site: Web, fetcher: Fetcher) -> None:
    site.serve("/b", TEXT)
    await fetcher.get(site.serve("/a", status=302, Location="/b"), validators=Validators(etag='"secret"'))

    assert "if-none-match" not in site.asked[1].headers


@pytest.mark.parametrize(("status", "said"), [(404, "not found"), (403, "refuses"), (500, "server failed")])
async def test_an_error_status_is_said_in_words(site: Web, fetcher: Fetcher, status: int, said: str) -> None:
    with pytest.raises(HttpStatusError, match=said) as caught:
        await fetcher.get(site.serve("/a", status=status))

    assert caught.value.status == status


async def test_a_host_that_asks_to_be_left_alone_is(site: Web, fetcher: Fetcher) -> None:
    url = site.serve("/a", status=429, Retry_After="120")
    for _ in range(2):
        with pytest.raises(HttpStatusError) as caught:
            await fetcher.get(url)

    assert len(site.asked) == 1
    assert 110 < (caught.value.retry_after or 0) <= 120


async def test_in_a_network_of_the_operators_a_429_holds_back_its_address_alone(site: Web, fetcher: Fetcher) -> None:
    """No pacing by host there: one busy feed of a gateway says nothing of the others behind it."""
    busy, other = site.serve("/busy", status=429, Retry_After="120"), site.serve("/other", b"well")
    with pytest.raises(HttpStatusError):
        await fetcher.get(busy)

    assert (await fetcher.get(other)).body == b"well"


async def test_articles_are_read_only_where_robots_allow(site: Web, fetcher: Fetcher) -> None:
    site.serve("/robots.txt", "User-agent: *\nDisallow: /private")
    site.serve("/public", TEXT)

    assert (await fetcher.get(site.base_url + "/public", robots=True)).body == TEXT
    with pytest.raises(RobotsRefused):
        await fetcher.get(site.base_url + "/private", robots=True)
    assert [request.path for request in site.asked] == ["/robots.txt", "/public"]


async def test_a_robots_txt_that_fails_forbids_and_a_missing_one_allows(site: Web, fetcher: Fetcher) -> None:
    url = site.serve("/a", TEXT)
    assert (await fetcher.get(url, robots=True)).body == TEXT

    async with run_web() as other:
        other.serve("/robots.txt", status=500)
        with pytest.raises(RobotsRefused):
            await fetcher.get(other.serve("/a", TEXT), robots=True)


@contextmanager
def answers(*addresses: str) -> Iterator[list[str]]:
    """Names resolve to these addresses, one a look-up, the last one again and again; the names asked for."""
    left, asked, real = list(addresses), [], socket.getaddrinfo

    def getaddrinfo(host: str, port: int, *_: object, **__: object) -> object:
        asked.append(host)
        address = left.pop(0) if len(left) > 1 else left[0]
        return real(address, port, type=socket.SOCK_STREAM)

    socket.getaddrinfo = getaddrinfo  # type: ignore[assignment]
    try:
        yield asked
    finally:
        socket.getaddrinfo = real


async def test_a_name_that_changes_its_answer_is_judged_where_it_is_dialled(site: Web) -> None:
    """DNS rebinding: the first answer is allowed, the one at dial time is not."""
    port = int(site.base_url.rsplit(":", 1)[1])
    async with Fetcher(allow=LOOPBACK) as fetcher:
        with answers("127.0.0.1", "10.0.0.1"), pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
            await fetcher.get(f"http://rebind.example:{port}/")

    assert site.asked == []


async def test_the_name_is_kept_as_host_header(site: Web, fetcher: Fetcher) -> None:
    site.serve("/a", TEXT)
    port = int(site.base_url.rsplit(":", 1)[1])
    with answers("127.0.0.1"):
        await fetcher.get(f"http://news.example:{port}/a")

    assert site.asked[0].headers["host"] == f"news.example:{port}"


async def test_outcomes_are_counted(site: Web, fetcher: Fetcher) -> None:
    await fetcher.get(site.serve("/a", TEXT))
    with pytest.raises(HttpStatusError):
        await fetcher.get(site.base_url + "/none")

    assert fetcher.outcomes == {"ok": 1, "HttpStatusError": 1}
