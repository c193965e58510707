"""What a model writes of a story that went on: what is new to a reader who knows the older reports."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.errors import CondenseError
from tests.builders import an_article
from tests.fakes.openai_server import digest, run_language_server
from tests.integration.llm.test_condensing import TEXT, a_condenser, a_task

OLDER = an_article("a0", title="Velora breach", text=TEXT.split("\n")[0] + " " + TEXT.split("\n")[1])
NEWER = an_article(
    "a2",
    title="Velora fined",
    text="""Irish regulators fined Velora Pay 18 million euros on Friday.
The company said that it would appeal against the decision in Dublin.
Intruders had copied data of 4.1 million customers after they got into a help desk.""",
)
FINE = "Irish regulators fined Velora Pay 18 million euros."
APPEAL = "Velora would appeal against the decision in Dublin."


async def test_of_a_story_that_went_on_the_model_tells_what_is_new() -> None:
    async with run_language_server(digest(FINE, APPEAL)) as server:
        summary = await a_condenser(server).condense(a_task(NEWER, earlier=(OLDER,)))

    assert [sentence.text for sentence in summary.sentences] == [FINE, APPEAL]
    assert {sentence.receipt.article_id for sentence in summary.sentences} == {"a2"}
    assert "The reader has read the KNOWN texts." in server.user


async def test_what_the_reader_knows_already_is_objected_to_and_replaced() -> None:
    old = "Intruders copied data of 4.1 million customers through a help desk."
    async with run_language_server(digest(FINE, old)) as server:
        summary = await a_condenser(server).condense(a_task(NEWER, earlier=(OLDER,)))

    assert "the reader knows that already" in str(server.asked[1]["messages"][-1]["content"])
    assert old not in [sentence.text for sentence in summary.sentences]


async def test_of_a_story_with_nothing_new_the_model_is_not_asked() -> None:
    async with run_language_server(digest(FINE)) as server:
        with pytest.raises(CondenseError):
            await a_condenser(server).condense(a_task(replace(OLDER, id="a3"), earlier=(OLDER,)))

    assert server.asked == []
