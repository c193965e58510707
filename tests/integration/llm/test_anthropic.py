"""The LLM condenser speaks Anthropic's language too, through the real client."""

from __future__ import annotations

import pytest

from summarizer.condensers import create_condenser
from summarizer.condensers.llm import LlmCondenser, Reason
from tests.fakes.anthropic_server import INPUT_TOKENS, OUTPUT_TOKENS, MessagesServer, run_messages_server
from tests.integration.llm.test_condensing import INVENTED, POINT, TLDR, a_task

MODEL = "anthropic:claude-haiku-4-5"
DIGEST = {"tldr": {"text": TLDR, "source": 1}, "points": [{"text": POINT, "source": 1}]}


def a_condenser(server: MessagesServer) -> LlmCondenser:
    condenser = create_condenser("llm", model=MODEL, base_url=server.base_url, api_key="sk-ours")
    assert isinstance(condenser, LlmCondenser)
    return condenser


async def test_what_it_writes_is_the_summary_and_its_tokens_and_price_are_counted() -> None:
    async with run_messages_server(DIGEST) as server:
        condenser = a_condenser(server)
        summary = await condenser.condense(a_task())

    assert [sentence.text for sentence in summary.sentences] == [TLDR, POINT]
    assert condenser.tally.tokens == INPUT_TOKENS + OUTPUT_TOKENS
    assert condenser.tally.dollars > 0
    assert server.keys == ["Bearer sk-ours"]


async def test_the_texts_stand_in_the_message_and_the_instructions_apart() -> None:
    async with run_messages_server(DIGEST) as server:
        await a_condenser(server).condense(a_task())

    assert "4.1 million" in str(server.asked[0]["messages"])
    assert "4.1 million" not in str(server.asked[0]["system"])


async def test_what_it_invents_is_objected_to_once_and_then_replaced() -> None:
    invented = {"tldr": {"text": TLDR, "source": 1}, "points": [{"text": INVENTED, "source": 1}]}
    async with run_messages_server(invented) as server:
        summary = await a_condenser(server).condense(a_task())

    assert INVENTED not in [sentence.text for sentence in summary.sentences]
    assert len(server.asked) == 2


@pytest.mark.parametrize("status", [500, 529])
async def test_an_overloaded_server_ends_in_the_extractive_summary(status: int) -> None:
    async with run_messages_server(DIGEST, status) as server:
        condenser = a_condenser(server)
        summary = await condenser.condense(a_task())

    assert summary.method == "extractive"
    assert condenser.tally.fallbacks[Reason.UNAVAILABLE] == 1
