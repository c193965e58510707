"""`Fetcher`: one GET at a time, polite and bounded. With no arguments it applies the strictest rules."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from urllib.parse import urljoin

import httpcore
import httpx

from summarizer.errors import (
    AddressRefused,
    BodyIncomplete,
    ConnectionFailed,
    DeadlineExceeded,
    FetchError,
    HttpStatusError,
    TooManyRedirects,
)
from summarizer.fetch.body import read_body
from summarizer.fetch.guard import REFUSED_PORTS, AddressPolicy, AllowedNetwork, Target, read_target, resolve
from summarizer.fetch.pacing import Pace, read_retry_after
from summarizer.fetch.robots import RobotsRules
from summarizer.fetch.transport import GuardedTransport
from summarizer.model import Validators

MAX_REDIRECTS = 5
DEADLINE = 15.0
MAX_BODY = 5_000_000
AGENT = "Nightdesk"
USER_AGENT = "Nightdesk/0.1 (news digest bot; set by its operator; contact: see the operator's site)"
_PERMANENT = {301, 308}
_REDIRECTS = {301, 302, 303, 307, 308}
_NAMES = {
    400: "bad request", 401: "it asks for a login", 403: "it refuses us", 404: "not found", 410: "gone",
    429: "it asks us to slow down", 451: "not available for legal reasons", 500: "its server failed",
    502: "its server failed", 503: "it is overloaded or closed for maintenance", 504: "its server was too slow",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """What an address answered. `url` is where the answer came from, after redirects.

    `status` is 304 (with an empty body) when nothing changed since the validators given; `moved_to` is the address
    that a chain of permanent redirects named.
    """

    url: str
    status: int
    headers: httpx.Headers
    body: bytes
    validators: Validators = Validators()
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class _Request:
    url: str
    validators: Validators
    max_bytes: int
    accept: str


class _Budget:
    """The seconds that one fetch may still take. Waiting for a host's turn is our politeness and costs none of them."""

    def __init__(self, seconds: float) -> None:
        self._whole = self._left = seconds

    @asynccontextmanager
    async def spend(self) -> AsyncIterator[None]:
        """Time what is done inside. Raises DeadlineExceeded when the budget is used up."""
        loop = asyncio.get_running_loop()
        started = loop.time()
        try:
            async with asyncio.timeout(max(0.0, self._left)):
                yield
        except TimeoutError:
            raise DeadlineExceeded(f"no whole answer within {self._whole:.0f} s") from None
        finally:
            self._left -= loop.time() - started


class Fetcher:
    """Reads addresses. An async context manager; every refusal or failure is a FetchError."""

    def __init__(
        self,
        *,
        allow: tuple[AllowedNetwork, ...] = (),
        proxy: str | None = None,
        user_agent: str = USER_AGENT,
        deadline: float = DEADLINE,
        max_bytes: int = MAX_BODY,
        pace: Pace | None = None,
    ) -> None:
        self._policy = AddressPolicy(allow)
        self._proxied = proxy is not None
        self._deadline = deadline
        self._max_bytes = max_bytes
        self._pace = pace or Pace()
        self._client = httpx.AsyncClient(
            transport=GuardedTransport(self._policy, proxy=proxy),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(deadline),
            headers={"user-agent": user_agent, "accept-encoding": "gzip, deflate"},
        )
        self._robots = RobotsRules(self._get_robots, AGENT)
        self.outcomes: Counter[str] = Counter()
        """How many fetches ended how: "ok", "unchanged", or the name of the error."""

    async def __aenter__(self) -> Fetcher:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def get(
        self,
        url: str,
        *,
        validators: Validators = Validators(),  # noqa: B008 - frozen
        max_bytes: int | None = None,
        accept: str = "*/*",
        robots: bool = False,
    ) -> Page:
        """Read an address. With `robots`, only if its robots.txt lets us.

        Raises FetchError: AddressRefused, HttpStatusError for 4xx and 5xx, DeadlineExceeded after the total deadline,
        BodyTooLarge, and the other named ones.
        """
        request = _Request(url, validators, max_bytes or self._max_bytes, accept)
        try:
            page = await self._in_time(request, robots=robots)
        except FetchError as error:
            self.outcomes[type(error).__name__] += 1
            raise
        self.outcomes["unchanged" if page.status == 304 else "ok"] += 1
        return page

    async def _in_time(self, request: _Request, *, robots: bool) -> Page:
        budget = _Budget(self._deadline)
        if robots:
            self._checked(request.url)
            async with budget.spend():
                await self._robots.check(request.url)
        return await self._follow(request, budget)

    async def _follow(self, request: _Request, budget: _Budget) -> Page:
        url, permanent, moved_to = request.url, True, None
        for _ in range(MAX_REDIRECTS + 1):
            target = self._checked(url)
            async with budget.spend():
                paced = not await self._is_allowed_network(target)
            try:
                async with self._pace.turn(target.host) if paced else nullcontext():
                    answer = await self._hop(url, request, budget, same=url == request.url)
            except HttpStatusError as error:
                if error.retry_after and error.status in {429, 503}:
                    # A network of the operator's is not paced by host: there a refusal holds back its address alone.
                    self._pace.close(target.host if paced else url, error.retry_after)
                raise
            if isinstance(answer, Page):
                return replace(answer, moved_to=moved_to)
            status, url = answer
            permanent = permanent and status in _PERMANENT
            moved_to = url if permanent else moved_to
        raise TooManyRedirects(f"more than {MAX_REDIRECTS} redirects")

    def _checked(self, url: str) -> Target:
        target = read_target(url)
        if not self._policy.allowed and target.port in REFUSED_PORTS:
            raise AddressRefused(f"port {target.port} belongs to another kind of service")
        if (wait := max(self._pace.closed_for(target.host), self._pace.closed_for(url))) > 0:
            raise HttpStatusError(
                f"it asked us to wait another {max(1, round(wait / 60))} min", status=429, retry_after=wait
            )
        return target

    async def _is_allowed_network(self, target: Target) -> bool:
        if not self._policy.allowed or self._proxied:
            return False
        addresses = await resolve(target.host, target.port)
        return all(self._policy.allows(address, target.port) for address in addresses)

    async def _hop(self, url: str, request: _Request, budget: _Budget, *, same: bool) -> Page | tuple[int, str]:
        """One request: a page, or a redirect's status and absolute target."""
        try:
            async with budget.spend():
                return await self._exchange(url, request, same=same)
        except (httpx.HTTPError, httpcore.TimeoutException, httpcore.NetworkError) as error:
            raise _connection_error(error) from error
        except (httpcore.ProtocolError, httpx.InvalidURL, httpcore.ProxyError, UnicodeError) as error:
            raise _protocol_error(error) from error

    async def _exchange(self, url: str, request: _Request, *, same: bool) -> Page | tuple[int, str]:
        headers = {"accept": request.accept}
        if same and request.validators.etag:
            headers["if-none-match"] = request.validators.etag
        if same and request.validators.last_modified:
            headers["if-modified-since"] = request.validators.last_modified
        async with self._client.stream("GET", url, headers=headers) as response:
            if response.status_code in _REDIRECTS and response.headers.get("location"):
                return response.status_code, urljoin(url, response.headers["location"].strip())
            if response.status_code >= 400:
                raise self._status_error(response)
            body = b""
            if response.status_code not in {204, 304}:
                body = await read_body(response.aiter_raw(), response.headers, request.max_bytes)
            return Page(url, response.status_code, response.headers, body, _validators(response, request))

    def _status_error(self, response: httpx.Response) -> HttpStatusError:
        status = response.status_code
        retry_after = read_retry_after(response.headers.get("retry-after"), datetime.now(UTC))
        return HttpStatusError(
            f"HTTP {status}: {_NAMES.get(status, 'it answers with an error')}", status=status, retry_after=retry_after
        )

    async def _get_robots(self, url: str) -> bytes:
        request = _Request(url, Validators(), 500_000, "text/plain")
        return (await self._follow(request, _Budget(self._deadline))).body


def _validators(response: httpx.Response, request: _Request) -> Validators:
    if response.status_code == 304:
        return request.validators
    return Validators(response.headers.get("etag"), response.headers.get("last-modified"))


def _connection_error(error: Exception) -> FetchError:
    if isinstance(error, httpx.TimeoutException | httpcore.TimeoutException):
        return DeadlineExceeded("no answer in time")
    if isinstance(error, httpcore.ConnectError | httpx.ConnectError):
        reason = str(error)
        if "certificate" in reason.lower() or "ssl" in reason.lower():
            return ConnectionFailed("its certificate cannot be trusted")
        return ConnectionFailed("no connection: it is down or refuses us")
    return ConnectionFailed("the connection broke before the answer was whole")


def _protocol_error(error: Exception) -> FetchError:
    if "incomplete" in str(error).lower() or "without sending" in str(error).lower():
        return BodyIncomplete("the answer was cut off before its end")
    if isinstance(error, httpx.InvalidURL | UnicodeError):
        return ConnectionFailed("the address names no host that there can be")
    return ConnectionFailed("it does not speak HTTP as it should")


def quiet_http_loggers() -> None:
    """httpx logs whole addresses, with their query, at INFO: only warnings of it may pass."""
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
