"""Digest -> Document: what a message says, in which order. Pure; the look of each platform is the adapter's business.

Point first: the night in one line, then the stories, each with its sentences and one small line of sources; the
account of the night and what was missing come last, because nobody reads them first.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.document import (
    Action,
    Block,
    Buttons,
    Divider,
    Document,
    Emphasis,
    Heading,
    Line,
    Link,
    Moment,
    Span,
    StoryBlock,
    Text,
    note,
    paragraph,
    small,
    text,
)
from summarizer.addresses import say_url
from summarizer.model import Digest, DigestStory, Failure, NightAccount, Sentence, StoryState, Style

POSTED = "posted"
"""The target of an action that means the digest which everybody sees, not the asker's own."""
WORDS_PER_MINUTE = 230
"""Silent reading speed of English prose, adults: 238 words a minute (Brysbaert 2019), rounded down."""
SOURCES_NAMED = 4
FAILURES_NAMED = 5


@dataclass(frozen=True, slots=True)
class Look:
    """How a digest is to be laid out: its heading, zone for dates, style, and whether actions are offered.

    `posted` is a digest that everybody sees; another one is somebody's own, who may share it. `following` says what
    More Stories goes on with, `name` which of its reader's digests it is, `topic` what was asked for.
    """

    title: str = "Tech digest"
    timezone: str = "UTC"
    style: Style = Style.BRIEF
    actions: bool = False
    posted: bool = False
    following: str = ""
    name: str = ""
    topic: str = ""


def lay_out_digest(digest: Digest, look: Look) -> Document:
    """The document of a digest; a digest without stories says so and still gives the night's account."""
    when = digest.until.astimezone(ZoneInfo(look.timezone))
    heading = Heading(f"{look.title} · {when:%A} {when.day} {when:%B}")
    if not digest.stories:
        blocks: list[Block] = [heading, paragraph(_nothing(digest, look))]
        return Document(f"{look.title}: nothing new", (*blocks, *_closing(digest, look)))
    blocks = [heading, paragraph((Text("In short: ", bold=True), Text(digest.tldr)))]
    blocks += [small(_scope(digest, look.style)), Divider()]
    blocks += [_lay_out_story(number, story, digest.until, look) for number, story in enumerate(digest.stories, 1)]
    blocks.append(Divider())
    return Document(_notification(digest, look), (*blocks, *_closing(digest, look)))


def _nothing(digest: Digest, look: Look) -> str:
    since = f"{digest.since.astimezone(ZoneInfo(look.timezone)):%d %b %H:%M} {look.timezone}"
    if look.topic:
        return f"Nothing about {look.topic} since {since}."
    if digest.read.articles or digest.read.entries:
        return f"Nothing new above your line since {since}."
    return f"Nothing was published since {since}."


def _notification(digest: Digest, look: Look) -> str:
    titles = [story.title for story in digest.stories[:3]]
    more = len(digest.stories) - len(titles)
    return f"{look.title}: " + "; ".join(titles) + (f"; and {more} more" if more > 0 else "")


def _scope(digest: Digest, style: Style) -> str:
    words = sum(len(s.text.split()) for story in digest.stories for s in _shown(story, style))
    words += sum(len(story.title.split()) for story in digest.stories)
    minutes = max(1, math.ceil(words / WORDS_PER_MINUTE))
    stories = count(len(digest.stories), "story", "stories")
    articles = count(digest.read.articles, "article")
    return f"{stories} from {articles} and {count(digest.read.sources, 'source')} · {minutes} min read"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 story", "1,204 articles"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _shown(story: DigestStory, style: Style) -> tuple[Sentence, ...]:
    return {Style.HEADLINES: (), Style.BRIEF: story.summary[:2], Style.FULL: story.summary}[style]


def _lay_out_story(number: int, story: DigestStory, now: datetime, look: Look) -> StoryBlock:
    lines: list[Line] = [text(sentence.text) for sentence in _shown(story, look.style)]
    lines += [(Text(remark, italic=True),) for remark in story.notes if look.style is not Style.HEADLINES]
    return StoryBlock(
        number=number,
        story_id=story.id,
        title=story.title,
        url=story.url,
        state=story.state,
        sentences=tuple(lines),
        meta=(_sources_line(story, now),),
        actions=story_actions(story) if look.actions else (),
    )


def _sources_line(story: DigestStory, now: datetime) -> Line:
    named = story.reports[:SOURCES_NAMED]
    spans: list[Span] = [Text(f"{count(len(story.reports), 'source')}: ")]
    for position, report in enumerate(named):
        spans += [Text(", ")] if position else []
        spans.append(Link(report.source, report.url))
    if len(story.reports) > len(named):
        spans.append(Text(f" and {len(story.reports) - len(named)} more"))
    spans += [Text(" · "), Moment(story.last_published, fallback=say_age(story.last_published, now))]
    if story.topics:
        spans.append(Text(" · " + ", ".join(story.topics[:3])))
    return tuple(spans)


def say_age(at: datetime, now: datetime) -> str:
    """How long ago something was, as people say it: "just now", "40 min ago", "3 h ago", "2 days ago"."""
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 2:
        return "just now"
    if minutes < 60:
        return f"{minutes} min ago"
    if minutes < 48 * 60:
        return f"{minutes // 60} h ago"
    return f"{minutes // 1440} days ago"


def story_actions(story: DigestStory) -> tuple[Action, ...]:
    """What can be done with a story; the rare ones last."""
    actions = [
        Action("More", "more", story.id),
        Action("Save for later", "save", story.id, Emphasis.RARE),
        Action("More like this", "up", story.id, Emphasis.RARE),
        Action("Fewer like this", "down", story.id, Emphasis.RARE),
    ]
    if story.topics:
        actions.append(Action(f"Mute topic: {story.topics[0]}", "mute", story.topics[0], Emphasis.RARE))
    return tuple(actions)


def digest_buttons(*, posted: bool = False, following: str = "", name: str = "") -> Buttons:
    """What can be done with a whole digest; one that is posted needs no sharing any more."""
    more = Action("More Stories", "next", following, Emphasis.PRIMARY)
    settings = Action("Settings", "settings")
    if posted:
        return Buttons((more, Action("Send to My DM", "dm", POSTED), settings))
    return Buttons((more, Action("Share", "share", name), Action("Send to My DM", "dm", name), settings))


def direct_buttons(following: str = "") -> Buttons:
    """The same in a conversation of one person with the bot."""
    return Buttons((Action("More Stories", "next", following, Emphasis.PRIMARY), Action("Settings", "settings")))


def reoffer(document: Document, buttons: Buttons) -> Document:
    """A digest's document with other buttons for the whole of it; those of its stories stay."""
    blocks = [buttons if isinstance(block, Buttons) else block for block in document.blocks]
    return Document(document.summary, tuple(blocks))


def _closing(digest: Digest, look: Look) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if digest.failures:
        blocks.append(small(_say_failures(digest.failures)))
    blocks.append(small(say_account(digest.read)))
    if look.actions and digest.stories:
        blocks.append(digest_buttons(posted=look.posted, following=look.following, name=look.name))
    return tuple(blocks)


def _say_failures(failures: Sequence[Failure]) -> str:
    named = "; ".join(f"{failure.source} ({failure.reason})" for failure in failures[:FAILURES_NAMED])
    rest = len(failures) - FAILURES_NAMED
    return f"Could not be read: {named}" + (f"; and {rest} more" if rest > 0 else "")


def say_account(read: NightAccount) -> str:
    """The night's account: "Read 412: 188 repeats, 71 muted, 138 below the line · 34 of 34 sentences verified"."""
    line = (
        f"Read {read.entries:,}: {count(read.repeats, 'repeat')}, {read.muted:,} muted, {read.below:,} below the line"
    )
    if read.sentences:
        line += f" · {read.verified} of {count(read.sentences, 'sentence')} verified"
    return line


def lay_out_more(story: DigestStory, now: datetime) -> Document:
    """Everything about one story: points, the passage behind each, every source, and why it is there."""
    blocks: list[Block] = [Heading(story.title)]
    if not story.summary:
        blocks.append(paragraph("There is no text to condense: its sources give the headline alone."))
    blocks += _with_receipts(story.summary)
    for remark in story.notes:
        blocks.append(paragraph((Text(remark, italic=True),)))
    blocks.append(Divider())
    for report in story.reports:
        age = Moment(report.published, fallback=say_age(report.published, now))
        blocks.append(small((Link(report.source, report.url), Text(f": {report.title} · "), age)))
    blocks.append(small(f"Why it is here: {story.score.why}."))
    return Document(story.title, tuple(blocks))


def lay_out_receipts(title: str, sentences: Sequence[Sentence]) -> Document:
    """The sentences of one article, each with the passage behind it."""
    return Document(f"Receipts: {title}", (Heading(title or "Receipts"), *_with_receipts(sentences)))


def _with_receipts(sentences: Sequence[Sentence]) -> list[Block]:
    return [block for each in sentences for block in (paragraph(each.text), small(_receipt_line(each)))]


def _receipt_line(sentence: Sentence) -> Line:
    receipt = sentence.receipt
    return (Text("Receipt: "), Text(f"“{receipt.quote}” "), Link(receipt.source, receipt.url))


def lay_out_summary(title: str, url: str | None, sentences: Sequence[Sentence]) -> Document:
    """One condensed article: TL;DR first, then its points."""
    blocks: list[Block] = []
    if title:
        blocks.append(Heading(title))
    blocks.append(paragraph((Text(sentences[0].text, bold=True),)))
    blocks += [paragraph("• " + sentence.text) for sentence in sentences[1:]]
    if url:
        blocks.append(small((Link(say_url(url, 120), url),)))
    return Document(title or sentences[0].text, tuple(blocks))


STATE_LABELS = {StoryState.NEW: "NEW", StoryState.UPDATED: "UPDATED", StoryState.ONGOING: ""}

__all__ = [
    "POSTED",
    "STATE_LABELS",
    "Look",
    "count",
    "digest_buttons",
    "direct_buttons",
    "lay_out_digest",
    "lay_out_more",
    "lay_out_receipts",
    "lay_out_summary",
    "note",
    "reoffer",
    "say_account",
    "say_age",
    "story_actions",
]
