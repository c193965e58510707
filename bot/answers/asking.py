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
_TALK = mark("I answer questions out of the stories that I read; `help` shows what else works.")
_READ_AS = mark("Read as: {question}")
_TITLE = 150
_SMALL_TALK = frozenset(
    """help|hello|hi|hey|hello there|good morning|thanks|thank you|who are you|what are you|what is this|what can you do
    |what do you do|what can i ask|what can i ask you|how do you work|how does this work|are you a bot|are you there
    |hilfe|hallo|moin|servus|guten morgen|danke|wer bist du|was bist du|was kannst du|was machst du
    |wie funktionierst du|bist du da""".replace("\n    ", "").split("|")
)
"""What people ask the bot about itself: nothing that was read answers it, and they deserve better than hearing that."""


async def ask(services: Services, command: Command, asker: Asker) -> Reply:
    """The passages that answer the question, for the asker alone."""
    if not command.words.strip():
        return tell(asker, tr(_EMPTY))
    if is_small_talk(command.words):
        return tell(asker, tr(_TALK))
    found = await find_answers(services, command.words, await services.channels.get(asker.place))
    if not found:
        return tell(asker, tr(NOTHING), small(word(tr(_HINT), asker.place.platform)))
    return Reply(lay_out_answers(command.words, found, services.clock.now()))


def is_small_talk(question: str) -> bool:
    """Whether a question is for the bot itself: "hello", "what can you do?"."""
    plain = (
        " ".join(question.lower().replace("’", "'").split())
        .strip(" !.?,")
        .replace("what's", "what is")
        .replace("who's", "who is")
    )
    return plain in _SMALL_TALK


async def find_answers(services: Services, question: str, channel: Channel) -> tuple[Answer, ...]:
    """What answers a question in a channel: nothing out of sources that it does not read."""
    sources = frozenset(source.name for source in await services.sources_of(channel))
    return await Asking(services.articles, services.stories).answer(question, sources, services.clock.now())


def lay_out_answers(question: str, found: Sequence[Answer], now: datetime) -> Document:
    """The question, how it was understood if a word was mistyped, and each passage with its source, title and age."""
    blocks: list[Block] = [Heading(shorten(" ".join(question.split()), _TITLE))]
    if read_as := next((each.read_as for each in found if each.read_as), ""):
        blocks.append(small(tr(_READ_AS, question=shorten(read_as, _TITLE))))
    for each in found:
        receipt, article = each.passage.receipt, each.article
        age = Moment(article.published, fallback=say_age(article.published, now))
        blocks.append(Quote(each.passage.text, Link(receipt.source, receipt.url)))
        blocks.append(small((Text(f"{shorten(article.title, _TITLE)} · "), age)))
    return Document(found[0].passage.text, tuple(blocks))
