"""The page and its socket. The page's files are fixed; it may load nothing else, and run nothing but them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from importlib.resources import files

from aiohttp import WSCloseCode, WSMsgType, web

from adapters.playground.access import COOKIE, STRANGE_ORIGIN, is_own_page, refusal
from adapters.playground.asked import NOT_UNDERSTOOD, read_asked
from adapters.playground.conversation import Conversation, Outbox
from adapters.playground.sentences import sentences_of, words_in
from bot.language import choose_language, languages, speaking, tr
from bot.web.server import Handler

LARGEST = 1_000_000
"""Bytes of one message; a browser that sends more is cut off."""
TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "worker-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types waiting",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


class Page:
    """Answers what the browser asks for."""

    def __init__(self, conversation: Conversation, token: str | None) -> None:
        self._conversation = conversation
        self._token = token
        self._files = page_files()
        self._sockets: set[web.WebSocketResponse] = set()
        self._closed = False

    def paths(self) -> dict[str, Handler]:
        """The page, its files and its socket."""
        paths = {"GET /play": self._index, "GET /play/socket": self._socket, "GET /play/*": self._file}
        return {path: self._while_open(handler) for path, handler in paths.items()}

    def _while_open(self, handler: Handler) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            with speaking(_asked_for(request)):
                if self._closed:
                    return _plain(503, tr("The server stops."))
                response: web.StreamResponse = await handler(request)
                return response

        return answer

    async def close(self) -> None:
        """Tell every tab that the server goes; nothing is answered any more, so that none of them comes back to it."""
        self._closed = True
        for socket in tuple(self._sockets):
            await socket.close(code=WSCloseCode.GOING_AWAY, message=b"the server stops")

    async def _index(self, request: web.Request) -> web.StreamResponse:
        given = request.query.get("token", "")
        if refused := self._refusal(request, given or request.cookies.get(COOKIE, "")):
            return _plain(403, refused)
        if not (given and self._token):
            return self._answer("index.html")
        moved = web.Response(status=303, headers={**HEADERS, "Location": "/play"})
        moved.set_cookie(COOKIE, self._token, path="/play", httponly=True, samesite="Strict")
        return moved

    async def _file(self, request: web.Request) -> web.StreamResponse:
        name = request.path.removeprefix("/play/")
        if not name:
            return web.Response(status=308, headers={**HEADERS, "Location": "/play"})
        if refused := self._refusal(request, request.cookies.get(COOKIE, "")):
            return _plain(403, refused)
        if (language := name.removeprefix("words/").removesuffix(".json")) in languages() and "/" in name:
            return web.json_response(page_words(self._files, language), headers=HEADERS)
        if name not in self._files or name == "index.html":
            return _plain(404, tr("There is no such page."))
        return self._answer(name)

    def _answer(self, name: str) -> web.Response:
        kind = TYPES[name[name.rindex(".") :]]
        body = self._files[name]
        if name == "index.html":
            body = body.replace(b'data-languages="en=English"', f'data-languages="{_say_languages()}"'.encode())
        return web.Response(body=body, content_type=kind, charset="utf-8", headers=HEADERS)

    def _refusal(self, request: web.Request, given: str) -> str | None:
        refused = refusal(request.headers, given, self._token)
        return tr(refused) if refused else None

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        refused = self._refusal(request, request.cookies.get(COOKIE, ""))
        if refused or not is_own_page(request.headers):
            return _plain(403, refused or tr(STRANGE_ORIGIN))
        socket = web.WebSocketResponse(heartbeat=20.0, max_msg_size=LARGEST)
        await socket.prepare(request)
        self._sockets.add(socket)
        outbox = await self._conversation.join()
        sending = asyncio.create_task(_send(socket, outbox))
        try:
            await self._read(socket, outbox)
        finally:
            self._sockets.discard(socket)
            self._conversation.leave(outbox)
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
        return socket

    async def _read(self, socket: web.WebSocketResponse, outbox: Outbox) -> None:
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                return
            asked = read_asked(message.data)
            if asked is None:
                outbox.put_nowait({"type": "problem", "words": NOT_UNDERSTOOD})
            else:
                self._conversation.take(asked, outbox)


async def _send(socket: web.WebSocketResponse, outbox: Outbox) -> None:
    while not socket.closed:
        message = await outbox.get()
        try:
            await socket.send_str(json.dumps(message, ensure_ascii=False).encode("utf-8", "replace").decode())
        except ConnectionError:
            return


def page_files() -> dict[str, bytes]:
    """The page's files by the name under which it asks for them."""
    found: dict[str, bytes] = {}
    for each in (files("adapters.playground") / "page").iterdir():
        if each.is_file() and any(each.name.endswith(ending) for ending in TYPES):
            found[each.name] = each.read_bytes()
    return found


def page_words(page: Mapping[str, bytes], language: str) -> Mapping[str, str]:
    """What the page says, in that language, by its English: out of the catalogue of the whole bot."""
    said = [each for name, body in page.items() for each in sentences_of(name, body.decode("utf-8"))]
    return words_in(language, [*said, NOT_UNDERSTOOD])


def _asked_for(request: web.Request) -> str:
    """The language that a browser would rather read."""
    return choose_language(request.headers.get("Accept-Language", "").split(",")[0].split(";")[0])


def _say_languages() -> str:
    return ",".join(f"{code}={name}" for code, name in languages().items())


def _plain(status: int, words: str) -> web.Response:
    return web.Response(status=status, text=words + "\n", headers=HEADERS)
