"""`nightdesk ask`: passages of the stored stories that answer a question, or that there are none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.cli.output import WrongUsage, open_console, say, write, write_json

if TYPE_CHECKING:
    from summarizer.ask import Answer


async def answer(question: str, *, as_json: bool) -> None:
    """Print what answers the question. Nothing is read from the network."""
    from bot.answers.asking import NOTHING, find_answers, is_small_talk, lay_out_answers
    from bot.bootstrap import open_desk
    from bot.ports import Place
    from bot.render.as_terminal import print_document

    if not question.strip():
        raise WrongUsage('the question is empty; for example: nightdesk ask "who bought Figma?"')
    async with open_desk() as desk:
        channel = await desk.channels.get(Place("console", "local", "terminal"))
        found = await find_answers(desk.services, question, channel)
        if not found and not await desk.articles.count():
            say("nightdesk: nothing was read yet. `nightdesk digest` reads the sources.")
        if as_json:
            write_json(answers_json(question, found))
        elif found:
            print_document(lay_out_answers(question, found, desk.clock.now()), open_console())
        elif is_small_talk(question):
            write("I answer questions out of the stories that were read; `nightdesk --help` shows what else works.")
        else:
            write(NOTHING)


def answers_json(question: str, found: Sequence[Answer]) -> dict[str, Any]:
    """The question and its passages, each with its receipt: `quote` is `text[start:end]` of the stored article."""
    from bot.render.as_json import iso, sentence_json

    passages = [
        {**sentence_json(each.passage), "source": each.article.source, "published": iso(each.article.published)}
        for each in found
    ]
    read_as = next(({"read_as": each.read_as} for each in found if each.read_as), {})
    return {"question": question, **read_as, "passages": passages}
