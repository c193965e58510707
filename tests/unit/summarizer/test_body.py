"""Reading a body without being flooded."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import AsyncIterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import BodyIncomplete, BodyTooLarge, UnsupportedBody
from summarizer.fetch.body import Inflater, read_body, refuse_media

PAGE = b"<html>" + b"news and more " * 400


async def pieces_of(pieces: Sequence[bytes]) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


def raw_deflate(body: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-15)
    return engine.compress(body) + engine.flush()


ENCODED = {"gzip": gzip.compress(PAGE), "x-gzip": gzip.compress(PAGE), "deflate": zlib.compress(PAGE),
           "DEFLATE": raw_deflate(PAGE), "": PAGE, "none": PAGE, "identity": PAGE}  # fmt: skip


@pytest.mark.parametrize("encoding", ENCODED)
@pytest.mark.parametrize("size", [1, 7, 100_000])
async def test_a_body_is_the_same_however_it_is_cut(encoding: str, size: int) -> None:
    coded = ENCODED[encoding]
    pieces = [coded[at : at + size] for at in range(0, len(coded), size)]

    assert await read_body(pieces_of(pieces), {"content-encoding": encoding}, 100_000) == PAGE


@given(st.binary(max_size=2_000), st.integers(1, 50))
def test_what_was_deflated_is_inflated(body: bytes, size: int) -> None:
    coded, inflater = gzip.compress(body), Inflater("gzip", 10_000)

    made = b"".join(inflater.feed(coded[at : at + size]) for at in range(0, len(coded), size))

    assert made + inflater.finish() == body


@given(st.binary(max_size=400), st.sampled_from(["gzip", "deflate"]))
def test_any_bytes_inflate_or_are_a_named_error(body: bytes, encoding: str) -> None:
    inflater = Inflater(encoding, 100_000)
    try:
        assert len(inflater.feed(body) + inflater.finish()) <= 100_000
    except (BodyIncomplete, BodyTooLarge) as error:
        assert str(error)


def test_a_bomb_never_makes_more_than_the_limit() -> None:
    with pytest.raises(BodyTooLarge, match="larger than 1 MB"):
        Inflater("gzip", 1_000_000).feed(gzip.compress(b"\0" * 30_000_000))


def test_words_after_the_end_of_the_stream_are_left_out() -> None:
    inflater = Inflater("gzip", 100_000)

    assert inflater.feed(gzip.compress(PAGE) + b"trailing") == PAGE
    assert inflater.finish() == b""


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, br", "compress"])
async def test_an_encoding_that_was_not_asked_for_is_refused(encoding: str) -> None:
    with pytest.raises(UnsupportedBody, match="not asked for"):
        await read_body(pieces_of([b"x"]), {"content-encoding": encoding}, 100)


async def test_a_body_shorter_than_announced_is_cut_off() -> None:
    with pytest.raises(BodyIncomplete, match="after 3 of 10 bytes"):
        await read_body(pieces_of([b"abc"]), {"content-length": "10"}, 100)


@pytest.mark.parametrize(
    "headers", [{"content-length": "10", "transfer-encoding": "chunked"}, {"content-length": "x"}, {}]
)
async def test_a_length_that_does_not_count_is_not_believed(headers: dict[str, str]) -> None:
    assert await read_body(pieces_of([b"abc"]), headers, 100) == b"abc"


async def test_an_empty_compressed_body_is_empty() -> None:
    assert await read_body(pieces_of([]), {"content-encoding": "gzip"}, 100) == b""


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
async def test_more_bytes_than_the_limit_are_refused_on_the_wire(encoding: str) -> None:
    with pytest.raises((BodyTooLarge, BodyIncomplete)):
        await read_body(pieces_of([b"x" * 60, b"x" * 60]), {"content-encoding": encoding}, 100)


@pytest.mark.parametrize(
    ("content_type", "first"),
    [("image/png", b"<html>"), ("VIDEO/mp4; x=y", b""), ("font/woff2", b""), ("text/html", b"\xff\xd8\xff\xe0"),
     ("", b"GIF89a"), ("", b"ID3\x04"), ("", b"RIFF\0\0\0\0WAVE"), ("", b"\0\0\0\x18ftypmp42"), ("", b"OggS")],
)  # fmt: skip
def test_media_are_refused_by_type_or_first_bytes(content_type: str, first: bytes) -> None:
    with pytest.raises(UnsupportedBody):
        refuse_media(content_type, first)


@pytest.mark.parametrize(
    ("content_type", "first"),
    [("text/html", b"<html>"), ("image/svg+xml", b"<svg>"), ("application/rss+xml", b"<rss>"), ("", b"RIFF is a word")],
)
def test_pages_and_feeds_are_not(content_type: str, first: bytes) -> None:
    refuse_media(content_type, first)


async def test_media_are_refused_before_their_end() -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"\x89PNG\r\n\x1a\n" * 4

    with pytest.raises(UnsupportedBody):
        await read_body(endless(), {}, 10_000_000)
