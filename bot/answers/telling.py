"""One sentence as a reply, in the words of the asker's platform."""

from __future__ import annotations

from bot.document import Block, Document
from bot.ports import Asker, Reply
from bot.wording import say


def tell(asker: Asker, sentence: str, *blocks: Block) -> Reply:
    """The sentence, whose commands stand between backticks, and what follows it."""
    said = say(sentence, asker.place.platform)
    return Reply(Document(said.summary, (*said.blocks, *blocks)))


def shorten(words: str, limit: int = 60) -> str:
    """The words, cut where a person has read enough of them."""
    plain = words.replace("`", "'")  # In our sentences they mark commands.
    return plain if len(plain) <= limit else plain[: limit - 1].rstrip() + "…"
