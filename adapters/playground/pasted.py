"""Articles that somebody pastes into the playground: condensed like those that are given by their address."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass

from bot.document import Action, Buttons, Document, Emphasis, note
from bot.language import mark, say_number, tr
from bot.layout import lay_out_summary
from bot.services import Services
from summarizer.errors import CondenseError
from summarizer.model import Article, Sentence, TextOrigin

LONGEST = 200_000
"""Characters of a text that are read; an article that is longer is a book."""
FEWEST_WORDS = 20
LONGEST_TITLE = 140
YOUR_TEXT = mark("your text")
_KEPT = 50


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text that was pasted, and what was made of it."""

    article: Article
    sentences: tuple[Sentence, ...]


class Shelf:
    """The last texts that were pasted, by id; they are forgotten with the process."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Pasted] = OrderedDict()

    def get(self, article_id: str) -> Pasted | None:
        """The text of that id; None: it is not held."""
        return self._held.get(article_id)

    def put(self, pasted: Pasted) -> None:
        """Hold this one; the oldest goes where there are too many."""
        self._held[pasted.article.id] = pasted
        while len(self._held) > _KEPT:
            self._held.popitem(last=False)


async def condense_text(services: Services, shelf: Shelf, words: str) -> Document:
    """What a pasted text says: TL;DR and points, whose receipts the page can unfold."""
    title, text = split_title(words)
    if len(words) > LONGEST:
        return note(_say_too_long(len(words)))
    if len(text.split()) < FEWEST_WORDS:
        return note(tr("That is too short to condense: an article has 20 words at least. Paste more of it."))
    try:
        article = _article(services, title, text)
        summary = await services.composer.condense_article(article)
    except CondenseError:
        return note(tr("I found no sentences there, so there is nothing to condense."))
    shelf.put(Pasted(article, summary.sentences))
    document = lay_out_summary(title, None, summary.sentences)
    more = Action(tr("More"), "receipts", article.id, Emphasis.PRIMARY)
    return Document(document.summary, (*document.blocks, Buttons((more,))))


def _say_too_long(length: int) -> str:
    return tr("That text has {length} characters; I read {most} at most. Paste a part of it.",
              length=say_number(length), most=say_number(LONGEST))  # fmt: skip


def split_title(words: str) -> tuple[str, str]:
    """Title and text of what was pasted: a short first line of its own, without a full stop, is a title. Pure."""
    lines = words.strip().splitlines()
    first = lines[0].strip() if lines else ""
    is_title = len(lines) > 1 and 0 < len(first) <= LONGEST_TITLE and first[-1] not in ".!?…:;,"
    return (first, "\n".join(lines[1:]).strip()) if is_title else ("", words.strip())


def _article(services: Services, title: str, text: str) -> Article:
    now = services.clock.now()
    return Article(
        id="pasted-" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16],
        source=tr(YOUR_TEXT),
        publisher=YOUR_TEXT,
        url="",
        title=title,
        published=now,
        first_seen=now,
        text=text,
        text_origin=TextOrigin.PAGE,
    )
