"""The errors of the summarizer, and their family tree.

SummarizerError
├── FetchError                something could not be fetched
│   ├── AddressRefused        the guard does not go there (scheme, port, address, credentials)
│   ├── TooManyRedirects      more than five hops
│   ├── DeadlineExceeded      the whole fetch took longer than it may
│   ├── BodyTooLarge          more bytes than allowed, on the wire or inflated
│   ├── BodyIncomplete        the body ended before its announced end
│   ├── UnsupportedBody       an image, audio, video, or an encoding that we did not accept
│   ├── ConnectionFailed      name not found, refused, reset, TLS
│   ├── HttpStatusError       the server answered 4xx or 5xx (`.status`, `.retry_after`)
│   └── RobotsRefused         robots.txt asks us not to read this page
├── SourceError               a source could not be read
│   ├── NotAFeed              the bytes are no feed (`.discovered` holds the feeds that the page links to)
│   └── UnknownSourceKind     no reader of that name
├── ExtractError
│   └── NoArticleText         fewer than 20 words of article
├── IsolationError            parsing took too long, too much memory, or died
└── CondenseError             a condenser could not make a summary

Every message is one plain phrase that a person can read; `str(error)` never holds user info or query values.
"""

from __future__ import annotations


class SummarizerError(Exception):
    """Base of all errors of the summarizer; its text is a plain phrase for people."""


class FetchError(SummarizerError):
    """Something could not be fetched."""


class AddressRefused(FetchError):
    """The guard does not go to this address."""


class TooManyRedirects(FetchError):
    """More redirects than allowed."""


class DeadlineExceeded(FetchError):
    """The whole fetch took longer than it may."""


class BodyTooLarge(FetchError):
    """The body has more bytes than allowed, on the wire or inflated."""


class BodyIncomplete(FetchError):
    """The body ended before its announced end."""


class UnsupportedBody(FetchError):
    """The body is an image, audio or video, or has an encoding that was not accepted."""


class ConnectionFailed(FetchError):
    """No connection: name not found, refused, reset, TLS."""


class HttpStatusError(FetchError):
    """The server answered with an error status."""

    def __init__(self, message: str, *, status: int, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


class RobotsRefused(FetchError):
    """robots.txt asks us not to read this page."""


class SourceError(SummarizerError):
    """A source could not be read."""


class NotAFeed(SourceError):
    """The bytes are no feed; `discovered` are the feeds that the page links to."""

    def __init__(self, message: str, *, discovered: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.discovered = discovered


class UnknownSourceKind(SourceError):
    """No reader has that name."""


class ExtractError(SummarizerError):
    """A page gave no article."""


class NoArticleText(ExtractError):
    """Fewer than 20 words of article."""


class IsolationError(SummarizerError):
    """Parsing in a worker process took too long, too much memory, or died."""


class CondenseError(SummarizerError):
    """A condenser could not make a summary."""
