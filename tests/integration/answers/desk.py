"""The command core over a real store: people ask, and what they see is looked at."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.app import App
from bot.clock import PinnedClock
from bot.commands import Command, Misunderstood, parse_command
from bot.document import Action, Buttons, Document, Heading, Line, Moment, Paragraph, Preformatted, Small, StoryBlock
from bot.ports import Asker, Place, Reply
from bot.services import Services
from summarizer.model import Article, Joining, Source
from tests.builders import MORNING, a_source, an_article, an_entry, hours_ago

NEWS = Place("slack", "T1", "C1")
OTHER = Place("slack", "T1", "C2")
TEXTS = (
    "The project released version {n} of its compiler on Monday, and it builds large programs in half the time. "
    "Maintainers say that number {n} also removes a flag that confused newcomers for years. "
    "Nothing else changes for people who pin their tools.",
)


def ada(place: Place = NEWS, **role: Any) -> Asker:
    """A full member who may begin, and manage nothing."""
    return Asker(place, "ada", **{"may_begin": True, **role})


def bob(place: Place = NEWS, **role: Any) -> Asker:
    """Another full member."""
    return replace(ada(place, **role), user="bob")


def grace(place: Place = NEWS) -> Asker:
    """Somebody who manages the channel."""
    return Asker(place, "grace", may_manage=True, may_begin=True)


def gus(place: Place = NEWS) -> Asker:
    """A guest."""
    return Asker(place, "gus", is_guest=True)


def alone(user: str = "ada") -> Asker:
    """Somebody in their own conversation with the bot."""
    return Asker(Place("slack", "T1", f"D{user}"), user, may_manage=True, may_begin=True, is_direct=True)


@dataclass
class Desk:
    """The core, its services and a clock that stands where a test put it."""

    services: Services
    clock: PinnedClock
    app: App
    articles: list[Article] = field(default_factory=list)

    async def handle(self, command: Command, asker: Asker) -> Reply:
        """Answer a command."""
        return await self.app.handle(command, asker)

    async def share(self, asker: Asker | None = None) -> Document:
        """Share the asker's last digest; what was posted."""
        reply = await self.ask("share", asker)
        assert reply.announcement is not None and reply.posted is not None
        await reply.posted(True)
        return reply.announcement

    async def ask(self, line: str, asker: Asker | None = None) -> Reply:
        """Answer a typed line."""
        command = parse_command(line)
        assert not isinstance(command, Misunderstood), command.message
        return await self.handle(command, asker or ada())

    async def press(self, document: Document, label: str, asker: Asker | None = None) -> Reply:
        """Press the first button of that label."""
        action = next(each for each in actions_of(document) if each.label == label)
        return await self.handle(Command(action.verb, words=action.target), asker or ada())

    async def know(self, *sources: Source) -> None:
        """These sources are known from the start."""
        await self.services.sources.seed(sources)

    async def publish(self, story: str, *articles: Article) -> None:
        """A story of these reports is stored; reports that come later make a new version of it."""
        for article in articles:
            await self.services.articles.save(
                a_source(article.source), [an_entry(article.id)], [article], self.clock.now()
            )
        await self.services.stories.apply([Joining(article, story) for article in articles])

    async def news(self, count: int, source: str = "The Example", **changes: Any) -> list[str]:
        """So many stories of one report each, the newest first; their ids."""
        ids = []
        for number in range(1, count + 1):
            name = f"{source.lower().replace(' ', '-')}-{number}"
            fields = {"published": hours_ago(number / 10, self.clock.now()), "topics": ("compilers",), **changes}
            text = TEXTS[0].format(n=number)
            await self.publish(
                f"s-{name}", an_article(name, source=source, title=f"{source} {number}", text=text, **fields)
            )
            ids.append(f"s-{name}")
        return ids

    def wait(self, **span: float) -> datetime:
        """Let time pass."""
        self.clock.move_to(self.clock.now() + timedelta(**span))
        return self.clock.now()


def titles(document: Document) -> list[str]:
    """The stories of a document, in order."""
    return [block.title for block in document.blocks if isinstance(block, StoryBlock)]


def actions_of(document: Document) -> list[Action]:
    """Every button, in order."""
    blocks = [block for block in document.blocks if isinstance(block, StoryBlock | Buttons)]
    return [action for block in blocks for action in block.actions]


def labels(document: Document) -> list[str]:
    """What the buttons say, of the message as a whole."""
    return [each.label for block in document.blocks if isinstance(block, Buttons) for each in block.actions]


def read(document: Document) -> str:
    """Everything that a person reads in a document, line by line."""
    lines: list[str] = []
    for block in document.blocks:
        match block:
            case Heading() | Preformatted():
                lines.append(block.text)
            case Paragraph() | Small():
                lines += [_plain(line) for line in block.lines]
            case StoryBlock():
                lines.append(f"{block.number}. {block.title} [{block.state}]")
                lines += [_plain(line) for line in (*block.sentences, *block.meta)]
            case _:
                continue
    return "\n".join(lines)


def _plain(line: Line) -> str:
    return "".join(span.fallback if isinstance(span, Moment) else span.text for span in line)


__all__ = [
    "MORNING",
    "NEWS",
    "OTHER",
    "Desk",
    "actions_of",
    "ada",
    "alone",
    "bob",
    "grace",
    "gus",
    "labels",
    "read",
    "titles",
]
