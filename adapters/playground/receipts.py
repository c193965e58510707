"""The passages behind the sentences of a message, each in its article, for the page to unfold in place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from adapters.playground.pasted import Shelf
from adapters.playground.pictures import told_lines
from bot.document import Document
from bot.language import mark, tr
from bot.ports import Place
from bot.reasons import say_reason
from bot.services import Services
from summarizer.errors import SummarizerError
from summarizer.extract import extract_page
from summarizer.model import Article, DigestStory, Sentence, Story
from summarizer.store.codec import sentence_from_json

AROUND = 1_500
"""Characters of the article shown on either side of a passage."""
GONE = mark("I no longer have that story. Ask for a fresh digest with /digest.")
NO_RECEIPTS = mark("There is no text behind it: its sources gave the headline alone.")
_WORD = re.compile(r"\w+", re.UNICODE)


class Receipts:
    """Finds receipts by the keys that a message carries."""

    def __init__(self, services: Services, shelf: Shelf) -> None:
        self._services = services
        self._shelf = shelf

    async def find(self, key: str, place: Place, shown: Document | None) -> list[dict[str, Any]] | str:
        """The passages of `story:ID` or `article:ID` as the page gets them, or one sentence on why there are none."""
        kind, _, target = key.partition(":")
        try:
            if kind == "story":
                return await self._of_story(target, place, shown)
            return await self._of_article(target)
        except SummarizerError as error:
            return tr("The receipts could not be read: {reason}.", reason=say_reason(str(error)))

    async def _of_story(self, story_id: str, place: Place, shown: Document | None) -> list[dict[str, Any]] | str:
        story = await self._services.stories.by_id(story_id)
        if story is None:
            return tr(GONE)
        told = await self._as_shown(story, place, told_lines(shown, story_id) if shown else ())
        articles = {article.id: article for article in story.articles}
        return [passage(each, articles.get(each.receipt.article_id)) for each in told.summary] or tr(NO_RECEIPTS)

    async def _as_shown(self, story: Story, place: Place, lines: Sequence[str]) -> DigestStory:
        """The story as the message tells it: an update has other sentences than the whole story."""
        channel = await self._services.channels.get(place)
        request = await self._services.request(channel)
        whole = await self._services.composer.tell(story, request)
        known = {sentence.text for sentence in whole.summary}
        if not lines or known.issuperset(lines[:1]):
            return whole
        for version in range(story.version - 1, 0, -1):
            told = await self._services.composer.tell(story, request, version)
            if lines[0] in {sentence.text for sentence in told.summary}:
                return told
        return whole

    async def _of_article(self, article_id: str) -> list[dict[str, Any]] | str:
        if (pasted := self._shelf.get(article_id)) is not None:
            return [passage(each, pasted.article) for each in pasted.sentences]
        kept = await self._services.marks.kept_article(article_id)
        if kept is None:
            return tr("I no longer have that article's receipts. Give me its address again.")
        sentences = [sentence_from_json(each) for each in kept["sentences"]]
        text = await self._page_text(sentences[0].receipt.url) if sentences else ""
        return [_passage(each, kept["title"], text) for each in sentences] or tr(NO_RECEIPTS)

    async def _page_text(self, url: str) -> str:
        """The article's text as it stands there now; empty where it is gone: the passage is then shown alone."""
        tools = self._services.tools
        try:
            page = await tools.fetcher.get(url, robots=True)
            found = await tools.isolation.run(extract_page, page.body, page.url, page.headers.get("content-type"))
        except SummarizerError:
            return ""
        return found.text


def passage(sentence: Sentence, article: Article | None) -> dict[str, Any]:
    """One sentence with its passage, in the text of its article. Pure."""
    return _passage(sentence, article.title if article else "", article.text if article else "")


def _passage(sentence: Sentence, title: str, text: str) -> dict[str, Any]:
    receipt = sentence.receipt
    holds = text[receipt.start : receipt.end] == receipt.quote
    before = text[max(0, receipt.start - AROUND) : receipt.start] if holds else ""
    after = text[receipt.end : receipt.end + AROUND] if holds else ""
    return {
        "text": sentence.text,
        "source": receipt.source,
        "url": receipt.url,
        "title": title,
        "before": before,
        "parts": kept_parts(sentence.text, receipt.quote),
        "after": after,
        "cut_before": holds and receipt.start > AROUND,
        "cut_after": holds and receipt.end + AROUND < len(text),
        "start": receipt.start,
        "end": receipt.end,
        "holds": holds,
    }


def kept_parts(text: str, quote: str) -> list[tuple[str, bool]]:
    """The passage in parts: what the sentence kept of it (True), and what it left out. Pure."""
    wanted = [word.lower() for word in _WORD.findall(text)]
    pieces: list[tuple[str, bool]] = []
    end, kept_before = 0, True
    for found in _WORD.finditer(quote):
        kept = bool(wanted) and found[0].lower() == wanted[0]
        if kept:
            wanted.pop(0)
        pieces += [(quote[end : found.start()], kept and kept_before), (found[0], kept)]
        end, kept_before = found.end(), kept
    if wanted:
        # It is no part of the passage (a language model wrote it): then the whole passage is what supports it.
        return [(quote, True)]
    pieces.append((quote[end:], kept_before))
    runs = groupby((piece for piece in pieces if piece[0]), key=itemgetter(1))
    return [("".join(words for words, _ in run), kept) for kept, run in runs]
