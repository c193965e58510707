"""`ask`: passages of the stories read that answer a question, each with its receipt, or that there are none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.answers.telling import shorten, tell
from bot.commands import Command
from bot.document import Block, Document, Heading, Link, Moment, Quote, Text, small
from bot.language import mark, tr
from bot.layout import say_age
from bot.ports import Asker, Reply
from bot.services import Services
from bot.store.channels import Channel
from bot.wording import word
from summarizer.ask import Answer, Asking

NOTHING = mark("Not in what I read.")
_EMPTY = mark("What do you want to know? For example `ask who bought Figma?`.")
_HINT = mark("I look for whole names and words in the texts of the last 30 days. `rust 7d` brings all about a topic.")
_TITLE = 150


async def ask(services: Services, command: Command, asker: Asker) -> Reply:
    """The passages that answer the question, for the asker alone."""
    if not command.words.strip():
        return tell(asker, tr(_EMPTY))
    found = await find_answers(services, command.words, await services.channels.get(asker.place))
    if not found:
        return tell(asker, tr(NOTHING), small(word(tr(_HINT), asker.place.platform)))
    return Reply(lay_out_answers(command.words, found, services.clock.now()))


async def find_answers(services: Services, question: str, channel: Channel) -> tuple[Answer, ...]:
    """What answers a question in a channel: nothing out of sources that it does not read."""
    sources = frozenset(source.name for source in await services.sources_of(channel))
    return await Asking(services.articles, services.stories).answer(question, sources, services.clock.now())


def lay_out_answers(question: str, found: Sequence[Answer], now: datetime) -> Document:
    """The question, and each passage with its source, title and age."""
    blocks: list[Block] = [Heading(shorten(" ".join(question.split()), _TITLE))]
    for each in found:
        receipt, article = each.passage.receipt, each.article
        age = Moment(article.published, fallback=say_age(article.published, now))
        blocks.append(Quote(each.passage.text, Link(receipt.source, receipt.url)))
        blocks.append(small((Text(f"{shorten(article.title, _TITLE)} · "), age)))
    return Document(found[0].passage.text, tuple(blocks))
