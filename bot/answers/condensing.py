"""`/digest https://…`: one article by its address, with its receipts on More."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from bot.answers.telling import tell
from bot.commands import Command
from bot.document import Action, Buttons, Document, Emphasis
from bot.language import tr
from bot.layout import lay_out_receipts, lay_out_summary
from bot.ports import Asker, Reply
from bot.reasons import say_reason
from bot.services import Services
from summarizer.errors import CondenseError, NoArticleText, SummarizerError
from summarizer.model import Article, Extracted, Sentence, TextOrigin
from summarizer.sources.shortcuts import host_of
from summarizer.store.codec import sentence_from_json, sentence_to_json


async def condense(services: Services, command: Command, asker: Asker) -> Reply:
    """The article's TL;DR and points."""
    try:
        url, found = await _read(services, str(command.url))
        summary = await services.composer.condense_article(_article(services, url, found))
    except (CondenseError, NoArticleText):
        return tell(asker, tr("I found no article text there, so there is nothing to condense."))
    except SummarizerError as error:
        return tell(asker, tr("I could not read that address: {reason}.", reason=say_reason(str(error))))
    document = lay_out_summary(found.title, url, summary.sentences)
    more = await _keep(services, url, found.title, summary.sentences)
    return Reply(Document(document.summary, (*document.blocks, Buttons((more,)))))


async def receipts(services: Services, command: Command, asker: Asker) -> Reply:
    """The passages behind an article's sentences."""
    kept = await services.marks.kept_article(command.words)
    if kept is None:
        return tell(asker, tr("I no longer have that article's receipts. Give me its address again: `https://…`."))
    sentences = [sentence_from_json(each) for each in kept["sentences"]]
    return Reply(lay_out_receipts(kept["title"], sentences))


async def _read(services: Services, url: str) -> tuple[str, Extracted]:
    from summarizer.extract import extract_page

    page = await services.tools.fetcher.get(url, robots=True)
    kind = page.headers.get("content-type")
    return page.url, await services.tools.isolation.run(extract_page, page.body, page.url, kind)


def _article(services: Services, url: str, found: Extracted) -> Article:
    now = services.clock.now()
    return Article(
        id="asked",
        source=host_of(url),
        publisher=host_of(url),
        url=url,
        title=found.title,
        published=now,
        first_seen=now,
        text=found.text,
        text_origin=TextOrigin.PAGE,
        language=found.language,
    )


async def _keep(services: Services, url: str, title: str, sentences: Sequence[Sentence]) -> Action:
    """Keep what was made of the article, so that its button works after a restart too."""
    article_id = hashlib.sha256(url.encode()).hexdigest()[:20]
    content = {"title": title, "sentences": [sentence_to_json(each) for each in sentences]}
    await services.marks.keep_article(article_id, content, services.clock.now())
    return Action(tr("More"), "receipts", article_id, Emphasis.PRIMARY)
