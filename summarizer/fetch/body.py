"""Reading a body without being flooded: raw bytes in, inflated bytes out, both counted as they come.

A cap on inflated chunks does not help against a decompressor that makes gigabytes of one chunk, so zlib is asked for a
bounded output each time. Only gzip and deflate are accepted: brotli and zstd have no bounded decompressor in reach.
"""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator, Mapping

from summarizer.errors import BodyIncomplete, BodyTooLarge, UnsupportedBody

_STEP = 65_536
_MEDIA = ("image/", "audio/", "video/", "font/")
_MAGIC = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"ID3", b"OggS", b"\x1aE\xdf\xa3", b"\x00\x00\x01\x00")


class Inflater:
    """Inflates one body piece by piece, up to a limit in all."""

    def __init__(self, encoding: str, limit: int) -> None:
        self._encoding = encoding
        self._limit = limit
        self._size = 0
        self._engine = zlib.decompressobj(zlib.MAX_WBITS | 16) if encoding == "gzip" else None
        self._head = b""

    def feed(self, piece: bytes) -> bytes:
        """The inflated bytes of a piece. Raises BodyTooLarge, or BodyIncomplete for damaged data."""
        if self._encoding == "identity":
            return self._counted(piece)
        if self._engine is None:
            piece = self._head = self._head + piece
            if len(piece) < 2:
                return b""
            self._engine = _deflate_engine(piece)
        made = bytearray()
        rest = piece
        while rest:
            rest = self._step(rest, made)
        return bytes(made)

    def finish(self) -> bytes:
        """The last inflated bytes, at the end of the body. Raises BodyIncomplete when the stream was not over."""
        if self._engine is None:
            if self._head:
                raise BodyIncomplete("the compressed body ended too early")
            return b""
        rest = self._counted(self._engine.decompress(b"", _STEP)) if not self._engine.eof else b""
        if not self._engine.eof:
            raise BodyIncomplete("the compressed body ended too early")
        return rest

    def _step(self, piece: bytes, made: bytearray) -> bytes:
        assert self._engine is not None
        if self._engine.eof:
            if self._encoding != "gzip" or not piece.startswith(b"\x1f\x8b"):
                return b""
            self._engine = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            made += self._counted(self._engine.decompress(piece, _STEP))
        except zlib.error:
            raise BodyIncomplete("the compressed body is damaged") from None
        return self._engine.unused_data if self._engine.eof else self._engine.unconsumed_tail

    def _counted(self, piece: bytes) -> bytes:
        self._size += len(piece)
        if self._size > self._limit:
            raise BodyTooLarge(f"the body is larger than {self._limit // 1_000_000 or 1} MB")
        return piece


def _deflate_engine(head: bytes) -> zlib._Decompress:
    """By the first two bytes: "deflate" is zlib by the standard and raw deflate by habit (RFC 9110 §8.4.1.2)."""
    zlib_header = head[0] & 0x0F == 8 and (head[0] << 8 | head[1]) % 31 == 0
    return zlib.decompressobj(zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS)


def refuse_media(content_type: str, first: bytes) -> None:
    """Raise UnsupportedBody for an image, audio or video, by its announced type or its first bytes."""
    kind = content_type.split(";")[0].strip().lower()
    if kind.startswith(_MEDIA) and kind != "image/svg+xml":
        raise UnsupportedBody(f"the address leads to {kind}, not to a page or feed")
    is_riff = first[:4] == b"RIFF" and first[8:12] in {b"WEBP", b"WAVE", b"AVI "}
    if first.startswith(_MAGIC) or is_riff or first[4:8] == b"ftyp":
        raise UnsupportedBody("the address leads to an image, audio or video, not to a page or feed")


async def read_body(raw: AsyncIterator[bytes], headers: Mapping[str, str], limit: int) -> bytes:
    """The whole inflated body of at most `limit` bytes. Raises BodyTooLarge, BodyIncomplete or UnsupportedBody."""
    encoding = headers.get("content-encoding", "identity").strip().lower() or "identity"
    encoding = {"x-gzip": "gzip", "none": "identity", "utf-8": "identity"}.get(encoding, encoding)
    if encoding not in {"identity", "gzip", "deflate"}:
        raise UnsupportedBody(f"the body is encoded as {encoding[:20]}, which was not asked for")
    announced = _announced(headers)
    inflater = Inflater(encoding, limit)
    body = bytearray()
    received = 0
    async for piece in raw:
        received += len(piece)
        if received > limit:
            raise BodyTooLarge(f"the body is larger than {limit // 1_000_000 or 1} MB")
        body += inflater.feed(piece)
        if len(body) >= 16:
            refuse_media(headers.get("content-type", ""), bytes(body[:16]))
    if announced is not None and received < announced:
        raise BodyIncomplete(f"the body ended after {received:,} of {announced:,} bytes")
    if received:
        body += inflater.finish()
    refuse_media(headers.get("content-type", ""), bytes(body[:16]))
    return bytes(body)


def _announced(headers: Mapping[str, str]) -> int | None:
    words = headers.get("content-length", "").strip()
    return int(words) if words.isdecimal() and "chunked" not in headers.get("transfer-encoding", "").lower() else None
