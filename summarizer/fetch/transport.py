"""httpx over a connection pool whose dialler is ours: what the guard judged is what is dialled.

Between a check of a name and a connection to it, its answer may change (DNS rebinding). So the check is made where the
connection is made: our httpcore backend resolves, judges every answer and dials one of them by number. TLS still
verifies the name. httpx is frozen at 0.28 and httpcore at 1.*; both are known here and in client.py alone.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Iterable
from types import TracebackType

import httpcore
import httpx

from summarizer.errors import ConnectionFailed
from summarizer.fetch.guard import AddressPolicy, resolve_allowed

_TRIES = 3
"""How many of a name's addresses are tried, so that one dead address of several does not fail a source."""


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Dials only what the policy allows."""

    def __init__(self, policy: AddressPolicy) -> None:
        self._policy = policy
        self._dialler = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Resolve, judge, and connect to what was judged."""
        addresses = await resolve_allowed(host.strip("[]"), port, self._policy)
        for address in addresses[:_TRIES]:
            try:
                return await self._dialler.connect_tcp(str(address), port, timeout, local_address, socket_options)
            except httpcore.ConnectError as error:
                failure = error
        raise failure

    async def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None
    ) -> httpcore.AsyncNetworkStream:
        """There is no reason to read a feed from a Unix socket."""
        raise ConnectionFailed("Unix sockets are not read")

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await self._dialler.sleep(seconds)


class GuardedTransport(httpx.AsyncBaseTransport):
    """An httpx transport over a guarded pool, or over an egress proxy, whose business the check then is."""

    def __init__(self, policy: AddressPolicy, *, proxy: str | None = None, connections: int = 40) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=ssl.create_default_context(),
            proxy=httpcore.Proxy(proxy) if proxy else None,
            max_connections=connections,
            keepalive_expiry=15.0,
            network_backend=None if proxy else GuardedBackend(policy),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; errors are httpcore's."""
        response = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Body(response),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        """Close every connection."""
        await self._pool.aclose()

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        """Close every connection."""
        await self.aclose()


class _Body(httpx.AsyncByteStream):
    """The raw bytes of a response."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._response.aiter_stream():
            yield part

    async def aclose(self) -> None:
        await self._response.aclose()
