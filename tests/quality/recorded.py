"""A recorded model on loopback, and the fact cards that it has an answer for; the client and all behind it are real."""

from __future__ import annotations

import json
import time
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.condensers import create_condenser
from summarizer.model import CondenseTask, Summary
from tests.builders import an_article
from tests.fakes.openai_server import Reply, run_language_server
from tests.quality.labels import FOLDER

CHARACTERS = 4
"""Of a token, about."""


@dataclass(frozen=True, slots=True)
class Written:
    """A summary, and what it took: requests, tokens sent (reckoned by their characters), and seconds of CPU here."""

    summary: Summary
    requests: int
    tokens: int
    seconds: float


def recorded() -> Mapping[str, Any]:
    """What the models answer, by the id of the card."""
    return tomllib.loads((FOLDER / "model_answers.toml").read_text("utf-8"))


def cards(folder: Path) -> Iterator[Mapping[str, Any]]:
    """The cards that have their article's text and an answer."""
    answers = recorded()
    for path in sorted(folder.glob("*.json")):
        card = json.loads(path.read_text("utf-8"))
        if "text" in card and card["id"] in answers:
            yield card


async def write(card: Mapping[str, Any], reply: Reply) -> Written:
    """The summary of one card's article by that answer."""
    text = an_article("x", title=card["title"], text=card["text"])
    task = CondenseTask(card["title"], (text,), points=3, words=90, language="en")
    async with run_language_server(reply) as server:
        condenser = create_condenser("llm", model="openai:recorded", base_url=server.base_url)
        before = time.process_time()
        summary = await condenser.condense(task)
        seconds = time.process_time() - before
        sent = sum(len(str(each["content"])) for asked in server.asked for each in asked["messages"])
    return Written(summary, len(server.asked), sent // CHARACTERS, seconds)
