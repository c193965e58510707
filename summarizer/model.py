"""The values that flow through the pipeline, in the order in which they appear.

Source -fetch-> Entry -extract-> Article -group-> Story -rank-> -condense-> Digest

All of them are frozen; every time is an aware UTC datetime; collections are tuples. Nothing here does I/O.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What sort of piece an article is. Only some kinds belong in a digest (see `summarizer.kinds`)."""

    NEWS = "news"
    REVIEW = "review"
    RELEASE = "release"
    OPINION = "opinion"
    GUIDE = "guide"
    DEAL = "deal"
    PUZZLE = "puzzle"
    HOW_TO_WATCH = "how-to-watch"
    LIVE_BLOG = "live-blog"
    PODCAST = "podcast"
    ROUNDUP = "roundup"
    SPONSORED = "sponsored"


class StoryState(StrEnum):
    """What a reader knows of a story: nothing, an older version, or all of it."""

    NEW = "new"
    UPDATED = "updated"
    ONGOING = "ongoing"


class Style(StrEnum):
    """How much of each story a digest shows."""

    HEADLINES = "headlines"
    BRIEF = "brief"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Source:
    """Where entries come from.

    `kind` names the reader in `summarizer.sources` that reads it; `address` is what that reader understands (an
    http(s) URL, `front` for Hacker News, a path for a file). `name` is unique among the sources of one store.
    `publisher` groups sources of one outlet, so that two feeds of one newspaper count once; `weight` is 1.0 for a
    full witness and less for an aggregator, whose items point elsewhere.
    """

    name: str
    address: str
    kind: str = "feed"
    site: str | None = None
    publisher: str = ""
    topics: tuple[str, ...] = ()
    weight: float = 1.0
    added_at: datetime | None = None
    """When it was added; None: known from the start, so that nothing of it counts as old."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave us to ask again cheaply (RFC 9110 §8.8), kept per source."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What a source announces. Title and summary are plain text; addresses absolute.

    `content` is HTML, safe to show only if the reader says so (see `parse_feed`); the pipeline takes its text alone.
    """

    guid: str
    title: str
    url: str | None = None
    summary: str = ""
    content: str = ""
    author: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    language: str | None = None
    signals: Mapping[str, int] = field(default_factory=dict)
    """Numbers a community gave it, for instance {"points": 312, "comments": 97}."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One parsed feed. `problems` are plain sentences on what had to be repaired or was left out."""

    title: str = ""
    link: str | None = None
    language: str | None = None
    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one visit to a source brought. `unchanged` means that the server said 304 and `entries` is empty."""

    entries: tuple[Entry, ...] = ()
    validators: Validators = Validators()
    unchanged: bool = False
    moved_to: str | None = None
    """The address that a permanent redirect named, if there was one."""
    title: str = ""
    link: str | None = None
    language: str | None = None
    problems: tuple[str, ...] = ()


class TextOrigin(StrEnum):
    """Where an article's text comes from."""

    PAGE = "page"
    FEED = "feed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Extracted:
    """Clean text and metadata of one page, as `nightdesk extract` prints it."""

    title: str
    text: str
    author: str | None = None
    published: datetime | None = None
    language: str | None = None
    canonical_url: str | None = None
    image: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """An entry with its extracted text.

    `published` is never missing: an entry without a (believable) date takes the time at which it was first seen.
    `old` marks what a source added later brought along: topic and window find it, a bare digest does not.
    """

    id: str
    source: str
    publisher: str
    url: str
    title: str
    published: datetime
    first_seen: datetime
    text: str = ""
    text_origin: TextOrigin = TextOrigin.NONE
    author: str | None = None
    language: str | None = None
    image: str | None = None
    kind: Kind = Kind.NEWS
    topics: tuple[str, ...] = ()
    weight: float = 1.0
    signals: Mapping[str, int] = field(default_factory=dict)
    old: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """An article's place in a story.

    `copy_of` is the id of the article that it repeats almost word for word (a syndicated copy), or None.
    `version` is the story's version at which it joined: what a reader saw before that version did not hold it.
    """

    article: Article
    version: int
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """The reports about one event, oldest first. The id never dies: a merge keeps the older one as an alias."""

    id: str
    version: int
    reports: tuple[Report, ...]

    @property
    def articles(self) -> tuple[Article, ...]:
        """All its articles, syndicated copies included, oldest first."""
        return tuple(report.article for report in self.reports)

    @property
    def originals(self) -> tuple[Article, ...]:
        """Its articles without the syndicated copies, oldest first."""
        return tuple(report.article for report in self.reports if report.copy_of is None)

    @property
    def first_published(self) -> datetime:
        """When its first report was published."""
        return min(article.published for article in self.articles)

    @property
    def last_published(self) -> datetime:
        """When its latest report was published."""
        return max(article.published for article in self.articles)


@dataclass(frozen=True, slots=True)
class Joining:
    """An article that joins a story (which begins with it if it is not there yet)."""

    article: Article
    story_id: str
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Merging:
    """Two stories that turn out to be one; `kept` is the older."""

    kept: str
    gone: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """The passage that supports a sentence: `text[start:end] == quote` in the article's stored text (characters)."""

    article_id: str
    source: str
    url: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a summary with the passage that supports it."""

    text: str
    receipt: Receipt
    written: bool = False
    """A model wrote it: it is no passage with words left out, and the guard (`summarizer.guard`) vouches for it."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A story's (or article's) condensed text. `tldr` has at most 30 words; `method` is `extractive` or `llm`."""

    tldr: Sentence
    points: tuple[Sentence, ...] = ()
    method: str = "extractive"
    notes: tuple[str, ...] = ()
    """Plain remarks made by code, for instance that sources disagree on a number."""
    provisional: bool = False
    """A model was to write it and could not just now: it serves until the model has."""

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The TL;DR and the points, in reading order."""
        return (self.tldr, *self.points)


@dataclass(frozen=True, slots=True)
class CondenseTask:
    """What a condenser is given: the texts of a story (or one article), the length wanted, and its language.

    `texts` are articles whose `text` is not empty, best witness first; `points` is how many points at most, `words`
    how many words they may have together.
    """

    title: str
    texts: tuple[Article, ...]
    points: int = 3
    words: int = 60
    language: str | None = None
    earlier: tuple[Article, ...] = ()
    """For an update, what the reader knows already: only what these do not say is to be told, and out of `texts`."""


@dataclass(frozen=True, slots=True)
class Score:
    """A story's rank and the parts it is made of, in the order in which a reader is shown them."""

    total: float
    parts: Mapping[str, float]
    why: str
    """The reason in plain words, for instance "7 sources, 4 in the last 6 h"."""


@dataclass(frozen=True, slots=True)
class RankedStory:
    """A story with its score for one request."""

    story: Story
    score: Score
    state: StoryState = StoryState.NEW
    topics: tuple[str, ...] = ()
    seen_version: int = 0
    """The version of it that the reader has seen; 0: none."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A source whose feed could not be read whole, and why, in one plain phrase."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class NightAccount:
    """What was read and where it went: the numbers of a digest's footer."""

    sources: int = 0
    entries: int = 0
    articles: int = 0
    repeats: int = 0
    muted: int = 0
    below: int = 0
    sentences: int = 0
    verified: int = 0
    """How many sentences the digest has, and how many of them were taken back to their passage and hold."""


@dataclass(frozen=True, slots=True)
class DigestStory:
    """One condensed story of a digest. `summary` is empty for a story without text (headline only)."""

    id: str
    version: int
    title: str
    url: str
    state: StoryState
    summary: tuple[Sentence, ...]
    reports: tuple[Article, ...]
    """One article a publisher, in the order to be named; the first gives title and url."""
    score: Score
    topics: tuple[str, ...]
    first_published: datetime
    last_published: datetime
    copies: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """Ranked, condensed stories for one request; `more` is how many others it could have had but for its limit and
    floor."""

    since: datetime
    until: datetime
    tldr: str
    stories: tuple[DigestStory, ...]
    read: NightAccount
    failures: tuple[Failure, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class DigestRequest:
    """What a reader asks for.

    `readers` are opaque keys; what any of them has seen does not come back while `unseen_only` holds. `floor` leaves
    out weak stories of one source. `sources` restricts to those source names (None: all).
    """

    since: datetime
    until: datetime
    topics: tuple[str, ...] = ()
    limit: int = 10
    sources: frozenset[str] | None = None
    readers: tuple[str, ...] = ()
    unseen_only: bool = False
    floor: bool = False
    include_old: bool = False
    followed: tuple[str, ...] = ()
    muted: tuple[str, ...] = ()
    feedback: Mapping[str, float] = field(default_factory=dict)
    """What readers said of earlier stories: a weight (above 0: more of it) by topic and by publisher."""
    known: Mapping[str, int] | None = None
    """The story versions that count as seen, in place of what the readers' marks say; None: those do."""
