"""Digest -> Document: what a message says, in which order. Pure; the look of each platform is the adapter's business.

Point first: the night in one line, then the stories, each with its sentences and one small line of sources; the
account of the night and what was missing come last, because nobody reads them first.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.dates import say_day, say_short
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
from bot.language import mark, say_number, tr, trn
from bot.reasons import say_reason
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
    More Stories goes on with (None: nothing is left), `name` which of its reader's digests it is, `topic` what was
    asked for. `coming` says when the channel's next briefing comes.
    """

    title: str = "Tech digest"
    timezone: str = "UTC"
    style: Style = Style.BRIEF
    actions: bool = False
    posted: bool = False
    following: str | None = ""
    name: str = ""
    topic: str = ""
    coming: str = ""


def lay_out_digest(digest: Digest, look: Look) -> Document:
    """The document of a digest; a digest without stories says so and still gives the night's account."""
    when = digest.until.astimezone(ZoneInfo(look.timezone))
    heading = Heading(f"{look.title} · {say_day(when)}")
    if not digest.stories:
        blocks: list[Block] = [heading, paragraph(_nothing(digest, look))]
        return Document(tr("{title}: nothing new", title=look.title), (*blocks, *_closing(digest, look)))
    blocks = [heading, paragraph((Text(tr("In short: "), bold=True), Text(digest.tldr)))]
    blocks += [small(_scope(digest, look.style)), Divider()]
    blocks += [_lay_out_story(number, story, digest.until, look) for number, story in enumerate(digest.stories, 1)]
    blocks.append(Divider())
    return Document(_notification(digest, look), (*blocks, *_closing(digest, look)))


def _nothing(digest: Digest, look: Look) -> str:
    since = f"{say_short(digest.since.astimezone(ZoneInfo(look.timezone)))} {look.timezone}"
    if look.topic:
        return tr("Nothing about {topic} since {since}.", topic=look.topic, since=since)
    if digest.read.articles or digest.read.entries:
        return tr("Nothing new stood out since {since}.", since=since)
    return tr("Nothing was published since {since}.", since=since)


def _notification(digest: Digest, look: Look) -> str:
    titles = [story.title for story in digest.stories[:3]]
    more = len(digest.stories) - len(titles)
    return f"{look.title}: " + "; ".join(titles) + (_and_more(more) if more > 0 else "")


def _and_more(number: int) -> str:
    return trn("; and {number} more", "; and {number} more", number)


def _scope(digest: Digest, style: Style) -> str:
    words = sum(len(s.text.split()) for story in digest.stories for s in _shown(story, style))
    words += sum(len(story.title.split()) for story in digest.stories)
    minutes = max(1, math.ceil(words / WORDS_PER_MINUTE))
    return tr(
        "{stories} from {articles} and {sources} · {minutes} min read",
        stories=trn("{number} story", "{number} stories", len(digest.stories)),
        articles=_of_articles(digest.read.articles),
        sources=_of_sources(digest.read.sources),
        minutes=minutes,
    )


def _of_articles(number: int) -> str:
    # Translators: as in "7 stories from 12 articles and 3 sources".
    return trn("{number} article", "{number} articles", number)


def _of_sources(number: int) -> str:
    # Translators: as in "7 stories from 12 articles and 3 sources", and "3 sources: Heise, Golem".
    return trn("{number} source", "{number} sources", number)


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 story", "1,204 articles"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _shown(story: DigestStory, style: Style) -> tuple[Sentence, ...]:
    return {Style.HEADLINES: (), Style.BRIEF: story.summary[:2], Style.FULL: story.summary}[style]


def _lay_out_story(number: int, story: DigestStory, now: datetime, look: Look) -> StoryBlock:
    lines: list[Line] = [text(sentence.text) for sentence in _shown(story, look.style)]
    lines += [(Text(say_reason(remark), italic=True),) for remark in story.notes if look.style is not Style.HEADLINES]
    return StoryBlock(
        number=number,
        story_id=story.id,
        title=story.title,
        url=story.url,
        state=story.state,
        sentences=tuple(lines),
        meta=(sources_line(story, now),),
        actions=story_actions(story) if look.actions else (),
    )


def sources_line(story: DigestStory, now: datetime) -> Line:
    """One small line: who reports it, when it was last reported, and what it is about."""
    named = story.reports[:SOURCES_NAMED]
    spans: list[Span] = [Text(f"{_of_sources(len(story.reports))}: ")]
    for position, report in enumerate(named):
        spans += [Text(", ")] if position else []
        spans.append(Link(report.source, report.url))
    if len(story.reports) > len(named):
        more = len(story.reports) - len(named)
        spans.append(Text(trn(" and {number} more", " and {number} more", more)))
    spans += [Text(" · "), Moment(story.last_published, fallback=say_age(story.last_published, now))]
    if story.topics:
        spans.append(Text(" · " + ", ".join(story.topics[:3])))
    return tuple(spans)


def say_age(at: datetime, now: datetime) -> str:
    """How long ago something was, as people say it: "just now", "40 min ago", "3 h ago", "2 days ago"."""
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 2:
        return tr("just now")
    if minutes < 60:
        return trn("{minutes} min ago", "{minutes} min ago", minutes, minutes=minutes)
    if minutes < 48 * 60:
        return trn("{hours} h ago", "{hours} h ago", minutes // 60, hours=minutes // 60)
    return tr("{days} days ago", days=minutes // 1440)


def story_actions(story: DigestStory) -> tuple[Action, ...]:
    """What can be done with a story; the rare ones last."""
    actions = [
        Action(tr("More"), "more", story.id),
        Action(tr("Save for later"), "save", story.id, Emphasis.RARE),
        Action(tr("More like this"), "up", story.id, Emphasis.RARE),
        Action(tr("Fewer like this"), "down", story.id, Emphasis.RARE),
    ]
    if story.topics:
        actions.append(Action(tr("Mute topic: {topic}", topic=story.topics[0]), "mute", story.topics[0], Emphasis.RARE))
    return tuple(actions)


def digest_buttons(*, posted: bool = False, following: str | None = "", name: str = "") -> Buttons:
    """What can be done with a whole digest; one that is posted needs no sharing any more."""
    settings = Action(tr("Settings"), "settings")
    if posted:
        return Buttons((*_more(following), Action(tr("Send to My DM"), "dm", POSTED), settings))
    handing_on = (Action(tr("Share"), "share", name), Action(tr("Send to My DM"), "dm", name))
    return Buttons((*_more(following), *handing_on, settings))


def direct_buttons(following: str | None = "") -> Buttons:
    """The same in a conversation of one person with the bot."""
    return Buttons((*_more(following), Action(tr("Settings"), "settings")))


def _more(following: str | None) -> tuple[Action, ...]:
    return () if following is None else (Action(tr("More Stories"), "next", following, Emphasis.PRIMARY),)


def reoffer(document: Document, buttons: Buttons) -> Document:
    """A digest's document with other buttons for the whole of it; those of its stories stay."""
    blocks = [buttons if isinstance(block, Buttons) else block for block in document.blocks]
    return replace(document, blocks=tuple(blocks))


def _closing(digest: Digest, look: Look) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if digest.failures:
        blocks.append(small(_say_failures(digest.failures)))
    blocks.append(small(say_account(digest.read), *([look.coming] if look.coming else [])))
    if look.actions and digest.stories:
        blocks.append(digest_buttons(posted=look.posted, following=look.following, name=look.name))
    return tuple(blocks)


def _say_failures(failures: Sequence[Failure]) -> str:
    named = "; ".join(f"{failure.source} ({say_reason(failure.reason)})" for failure in failures[:FAILURES_NAMED])
    rest = len(failures) - FAILURES_NAMED
    return tr("Could not be read: {sources}", sources=named) + (_and_more(rest) if rest > 0 else "")


def say_account(read: NightAccount) -> str:
    """The night's account: "Read 412: 188 repeats, 71 muted, 138 below the line · 34 of 34 sentences verified"."""
    line = tr(
        "Read {entries}: {repeats}, {muted} muted, {below} below the line",
        entries=say_number(read.entries),
        repeats=trn("{number} repeat", "{number} repeats", read.repeats),
        muted=say_number(read.muted),
        below=say_number(read.below),
    )
    if read.sentences:
        checked = trn("{verified} of {number} sentence verified", "{verified} of {number} sentences verified",
                      read.sentences, verified=read.verified)  # fmt: skip
        line += f" · {checked}"
    return line


def lay_out_more(story: DigestStory, now: datetime) -> Document:
    """Everything about one story: points, the passage behind each, every source, and why it is there."""
    blocks: list[Block] = [Heading(story.title)]
    if not story.summary:
        blocks.append(paragraph(tr("There is no text to condense: its sources give the headline alone.")))
    blocks += _with_receipts(story.summary)
    for remark in story.notes:
        blocks.append(paragraph((Text(say_reason(remark), italic=True),)))
    blocks.append(Divider())
    for report in story.reports:
        age = Moment(report.published, fallback=say_age(report.published, now))
        blocks.append(small((Link(report.source, report.url), Text(f": {report.title} · "), age)))
    blocks.append(small(tr("Why it is here: {reason}.", reason=say_reason(story.score.why))))
    return Document(story.title, tuple(blocks))


def lay_out_receipts(title: str, sentences: Sequence[Sentence]) -> Document:
    """The sentences of one article, each with the passage behind it."""
    return Document(
        tr("Receipts: {title}", title=title), (Heading(title or tr("Receipts")), *_with_receipts(sentences))
    )


def _with_receipts(sentences: Sequence[Sentence]) -> list[Block]:
    return [block for each in sentences for block in (paragraph(each.text), small(_receipt_line(each)))]


def _receipt_line(sentence: Sentence) -> Line:
    receipt = sentence.receipt
    return (Text(tr("Receipt: ")), Text(tr("“{quote}” ", quote=receipt.quote)), Link(receipt.source, receipt.url))


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


STATE_LABELS = {StoryState.NEW: mark("NEW"), StoryState.UPDATED: mark("UPDATED"), StoryState.ONGOING: ""}
"""Said with `say_state`; where they are no words for people, as they are."""


def say_state(state: StoryState) -> str:
    """What stands beside a story's title; empty for one that only goes on."""
    label = STATE_LABELS[state]
    return tr(label) if label else ""


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
    "say_state",
    "sources_line",
    "story_actions",
]
