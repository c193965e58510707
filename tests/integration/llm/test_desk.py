"""A model behind the whole desk: digests, their cache and account, `verify`, the doctor and the metrics."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.bootstrap import open_condenser, open_desk
from bot.clock import PinnedClock, SystemClock
from bot.metrics import Metrics
from bot.serving import NightShift
from config.settings import Settings, load_settings
from summarizer.condensers import create_condenser
from summarizer.condensers.llm import AT_ONCE, Reason, Tally
from summarizer.digest import Composer, Shelves
from summarizer.model import DigestRequest, Joining
from summarizer.store.spending import SpendingStore
from summarizer.store.summaries import SummaryStore
from tests.builders import MORNING, a_source, an_article, an_entry, hours_ago
from tests.fakes.openai_server import digest, failing, run_language_server, sending, silence
from tests.integration.llm.test_condensing import POINT, TEXT, TLDR, a_task
from tests.integration.llm.test_spending import StillClock


def settings_for(folder: Path, base_url: str, **more: str) -> Settings:
    return load_settings(
        {
            "NIGHTDESK_HOME": str(folder), "NIGHTDESK_LLM": "openai:echo", "NIGHTDESK_LLM_BASE_URL": base_url,
            "NIGHTDESK_LLM_API_KEY": "sk-ours", **more,
        },
        folder,
    )  # fmt: skip


REQUEST = DigestRequest(since=hours_ago(24), until=MORNING)


async def test_a_digest_is_written_by_the_model_once_and_verified(tmp_path: Path) -> None:
    async with run_language_server(digest(TLDR, POINT)) as server:
        chosen = settings_for(tmp_path, server.base_url)
        async with open_desk(given=chosen) as desk:
            article = an_article(text=TEXT)
            await desk.articles.save(a_source(), [an_entry()], [article], MORNING)
            await desk.stories.apply([Joining(article, "s1")])
            first = await desk.composer.compose(REQUEST)
            again = await desk.composer.compose(REQUEST)

    assert [sentence.text for sentence in first.stories[0].summary] == [TLDR, POINT]
    assert (first.read.sentences, first.read.verified) == (2, 2)
    assert again.stories == first.stories
    assert len(server.asked) == 1


async def test_a_running_bot_writes_anew_what_another_model_wrote(tmp_path: Path) -> None:
    async with run_language_server(digest(TLDR, POINT), digest(TLDR)) as server:
        async with open_desk(given=settings_for(tmp_path, server.base_url)) as desk:
            article = an_article(text=TEXT)
            await desk.articles.save(a_source(), [an_entry()], [article], MORNING)
            await desk.stories.apply([Joining(article, "s1")])
            await desk.composer.compose(REQUEST)
        changed = settings_for(tmp_path, server.base_url, NIGHTDESK_LLM="openai:other")
        async with open_desk(given=changed) as desk:
            before = await desk.composer.compose(REQUEST)
            shift = NightShift(desk, {}, with_worker=False)
            await shift.start()
            async with asyncio.timeout(30):
                while (after := await desk.composer.compose(REQUEST)).stories == before.stories:
                    await asyncio.sleep(0.01)
            await shift.stop()

    assert [[sentence.text for sentence in each.stories[0].summary] for each in (before, after)] == [
        [TLDR, POINT],
        [TLDR],
    ]


@asynccontextmanager
async def a_desk_of_ten(folder: Path, base_url: str, cap: int = 100_000, **settings: object) -> AsyncIterator[Composer]:
    """The composer of ten stories with the text of one, and a model of these settings."""
    async with open_desk(given=load_settings({"NIGHTDESK_HOME": str(folder)}, folder)) as desk:
        articles = [an_article(f"a{at}", title=f"Story number {at}", text=TEXT) for at in range(10)]
        entries = [an_entry(f"https://news.example/{at}") for at in range(10)]
        await desk.articles.save(a_source(), entries, articles, MORNING)
        await desk.stories.apply([Joining(article, f"s{at}") for at, article in enumerate(articles)])
        budget = SpendingStore(desk.database, StillClock(), cap)
        condenser = create_condenser("llm", model="openai:echo", base_url=base_url, budget=budget, **settings)
        shelves = Shelves(desk.sources, desk.stories, SummaryStore(desk.database), desk.seen)
        yield Composer(shelves, condenser, desk.topics)
        assert (await budget.today()).tokens <= cap


async def test_a_silent_model_holds_up_a_digest_of_ten_stories_once(tmp_path: Path) -> None:
    async with (
        run_language_server(silence) as server,
        a_desk_of_ten(tmp_path, server.base_url, seconds=1.0) as composer,
    ):
        told = await composer.compose(REQUEST)

    assert [bool(story.summary) for story in told.stories] == [True] * 10
    assert len(server.asked) <= AT_ONCE


async def test_a_cap_reached_amid_a_digest_leaves_the_rest_extractive(tmp_path: Path) -> None:
    async with (
        run_language_server(digest(TLDR, POINT)) as server,
        a_desk_of_ten(tmp_path, server.base_url, cap=6_000) as composer,
    ):
        told = await composer.compose(REQUEST)

    assert [bool(story.summary) for story in told.stories] == [True] * 10
    assert {sentence.written for story in told.stories for sentence in story.summary} == {True, False}


async def test_an_answer_of_no_shape_costs_nobody_the_digest(tmp_path: Path) -> None:
    async with (
        run_language_server(sending('{"id": "x", "created": 1, "model": "m", "choices": []}')) as server,
        a_desk_of_ten(tmp_path, server.base_url) as composer,
    ):
        told = await composer.compose(REQUEST)

    assert [bool(story.summary) for story in told.stories] == [True] * 10


async def test_the_key_is_the_one_that_is_set(tmp_path: Path) -> None:
    async with (
        run_language_server(digest(TLDR)) as server,
        open_condenser(settings_for(tmp_path, server.base_url)) as condenser,
    ):
        await condenser.condense(a_task())

    assert server.keys == ["Bearer sk-ours"]


async def test_without_a_model_it_is_extractive(tmp_path: Path) -> None:
    async with open_condenser(load_settings({"NIGHTDESK_HOME": str(tmp_path)}, tmp_path)) as condenser:
        assert condenser.name == "extractive"


def run_command(folder: Path, *words: str, before: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own; `before` is run ahead of it."""
    known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    script = f"{before}\nimport sys\nfrom bot.__main__ import main\nsys.argv[1:] = {list(words)!r}\nmain()"
    return subprocess.run(
        [sys.executable, "-c", script],
        env={**known, "NIGHTDESK_HOME": str(folder), **environment}, cwd=Path.cwd(), capture_output=True, text=True,
        timeout=100, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_the_doctor_says_which_model_and_what_it_used(tmp_path: Path) -> None:
    done = run_command(tmp_path, "doctor", "--json", NIGHTDESK_LLM="ollama:llama3.2", NIGHTDESK_LLM_DAILY_TOKENS="5000")

    found = {each["subject"]: each["finding"] for each in json.loads(done.stdout)}
    assert found["model"] == "ollama:llama3.2: 0 of 5,000 tokens used today (UTC), requests: 0"


async def test_tokens_count_today_wherever_the_clock_is_pinned(tmp_path: Path) -> None:
    async with run_language_server(digest(TLDR)) as server:
        chosen = settings_for(tmp_path, server.base_url)
        async with open_desk(given=chosen, clock=PinnedClock(MORNING)) as desk:
            await desk.condenser.condense(a_task())
            spent = await SpendingStore(desk.database, SystemClock(), 1000).today()

    assert spent.requests == 1


async def _refused(folder: Path, **more: str) -> dict[str, dict[str, str]]:
    """What the doctor finds after a request that the server refused for its key, by subject."""
    async with run_language_server(failing(401)) as server:
        chosen = settings_for(folder, server.base_url)
        async with open_desk(given=chosen) as desk:
            await desk.condenser.condense(a_task())
        named = {"NIGHTDESK_LLM": "openai:echo", "NIGHTDESK_LLM_BASE_URL": server.base_url}
        key = {"NIGHTDESK_LLM_API_KEY": "sk-ours", **more}
        done = await asyncio.to_thread(run_command, folder, "doctor", "--json", **named, **key)
    return {each["subject"]: each for each in json.loads(done.stdout)}


async def test_the_doctor_says_that_a_key_is_refused(tmp_path: Path) -> None:
    found = await _refused(tmp_path)

    assert found["model"]["level"] == "wrong"
    assert found["model"]["finding"].startswith(
        "The model refused our key (401). Check NIGHTDESK_LLM_API_KEY; that was at the last request, "
    )


async def test_a_key_that_was_changed_is_not_the_one_that_was_refused(tmp_path: Path) -> None:
    found = await _refused(tmp_path, NIGHTDESK_LLM_API_KEY="sk-other")

    assert found["model"]["level"] == "ok"


WITHOUT = "import sys; sys.modules['pydantic_ai'] = None"


def test_without_the_extra_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(TEXT)

    done = run_command(tmp_path, "condense", str(article), before=WITHOUT, NIGHTDESK_LLM="ollama:llama3.2")

    assert done.returncode == 1
    assert 'pip install "nightdesk[llm]"' in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_the_extra_the_doctor_says_so(tmp_path: Path) -> None:
    done = run_command(tmp_path, "doctor", "--json", before=WITHOUT, NIGHTDESK_LLM="ollama:llama3.2")

    found = {each["subject"]: each for each in json.loads(done.stdout)}
    assert (done.returncode, found["model"]["level"]) == (1, "wrong")
    assert "nightdesk[llm]" in found["model"]["finding"]


def test_metrics_show_tokens_and_fallbacks() -> None:
    metrics, tally = Metrics(), Tally(tokens=790)
    tally.fallbacks[Reason.LIMITED] += 2
    metrics.follow(tally)

    text = metrics.text().decode()
    assert "nightdesk_llm_tokens_total 790.0" in text
    assert 'nightdesk_llm_fallbacks_total{reason="limited"} 2.0' in text
