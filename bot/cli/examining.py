"""`nightdesk doctor`: what is right, what is doubtful, what is wrong, each with what to do."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.cli.output import say, write, write_json
from summarizer.addresses import say_url

if TYPE_CHECKING:
    from bot.bootstrap import Desk
    from config.settings import Settings

OUR_PACKAGES = ("bot", "adapters", "summarizer", "config")
GOOD, DOUBTFUL, WRONG = "ok", "note", "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    level: str
    subject: str
    words: str


async def examine(*, as_json: bool) -> bool:
    """Print the findings; True if nothing is wrong."""
    from bot.bootstrap import read_settings

    chosen, problems = read_settings()
    findings = [Finding(WRONG, "settings", problem) for problem in problems]
    if chosen is not None:
        findings += _about_settings(chosen)
    findings += _about_zones()
    findings += _about_packages()
    findings += _about_isolation()
    if chosen is not None:
        findings += [finding async for finding in _about_store()]
    if as_json:
        write_json([{"level": each.level, "subject": each.subject, "finding": each.words} for each in findings])
    else:
        for each in findings:
            write(f"{each.level:5}  {each.subject:10}  {each.words}")
    wrong = sum(each.level == WRONG for each in findings)
    if wrong:
        say(f"nightdesk: {wrong} of {len(findings)} findings are wrong; each says what to do.")
    return not wrong


def _about_settings(chosen: Settings) -> Iterator[Finding]:
    yield Finding(GOOD, "settings", f"read; data lives in {chosen.home}")
    for warning in chosen.warnings():
        yield Finding(DOUBTFUL, "settings", warning)
    platforms = [name for name, on in (("Slack", chosen.slack_bot_token or chosen.slack_client_id),
                                       ("Discord", chosen.discord_token)) if on]  # fmt: skip
    if platforms:
        yield Finding(GOOD, "platforms", " and ".join(platforms) + " configured")
    else:
        yield Finding(
            DOUBTFUL, "platforms", "none configured: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or DISCORD_TOKEN"
        )


def _about_zones() -> Iterator[Finding]:
    from importlib.metadata import version

    yield Finding(GOOD, "time zones", f"tzdata {version('tzdata')}, from the package and not from the system")


def _about_packages() -> Iterator[Finding]:
    from importlib.metadata import packages_distributions

    yield from about_owners(packages_distributions())


def about_owners(owners: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """Whether another distribution ships a package of our names; `owners` by package, as importlib has them."""
    others = {name: sorted(set(owners.get(name, ())) - {"nightdesk"}) for name in OUR_PACKAGES}
    for name, strangers in others.items():
        if strangers:
            words = f"{', '.join(strangers)} also ships a package named {name}: uninstall it, then install us again"
            yield Finding(WRONG, "packages", words)
    if not any(others.values()):
        yield Finding(GOOD, "packages", f"Python {sys.version.split()[0]}, each of our packages has one owner")


def _about_isolation() -> Iterator[Finding]:
    if sys.platform == "linux":
        yield Finding(GOOD, "isolation", "parsing is limited in time and memory")
    else:
        yield Finding(DOUBTFUL, "isolation", "parsing is limited in time, but this system cannot limit its memory")


async def _about_store() -> AsyncIterator[Finding]:
    from bot.bootstrap import open_desk
    from summarizer.errors import CondenseError, SummarizerError

    try:
        async with open_desk() as desk:
            async for finding in _about_desk(desk):
                yield finding
    except CondenseError as error:
        yield Finding(WRONG, "model", f"{error}")
    except SummarizerError as error:
        yield Finding(WRONG, "database", f"{error}")


async def _about_desk(desk: Desk) -> AsyncIterator[Finding]:
    from bot.store.migrate import newest_revision

    where = str(desk.database.path) if desk.database.is_sqlite else say_url(desk.settings.database)
    yield Finding(GOOD, "database", f"{where}, revision {newest_revision()}")
    yield await _about_sizes(desk)
    if desk.settings.llm:
        yield await _about_model(desk, desk.settings.llm)
    sources = await desk.sources.all()
    states = await desk.sources.states()
    failing = await desk.sources.failing()
    yield Finding(GOOD, "sources", f"{len(sources)} known, {len(failing)} failing")
    if len(failing) == len(sources) > 1:
        yield Finding(
            DOUBTFUL, "sources", "not one could be read: does this machine reach them? NIGHTDESK_PROXY names a proxy"
        )
    for failure in failing:
        yield Finding(DOUBTFUL, "sources", f"{failure.source}: {failure.reason}")
    read = [state.last_read for state in states.values() if state.last_read]
    if read and desk.clock.now() - max(read) > timedelta(hours=6):
        yield Finding(DOUBTFUL, "sources", "nothing was read for six hours: is `nightdesk run` running?")
    for finding in await _about_briefings(desk):
        yield finding
    waiting = await desk.ledger.newest("failed", limit=5)
    for delivery in waiting:
        yield Finding(DOUBTFUL, "deliveries", f"delivery {delivery.id} failed: {delivery.reason}")


async def _about_briefings(desk: Desk) -> list[Finding]:
    """What was stopped or refused, by its reason: a token that was replaced may have stopped them all."""
    held = await desk.briefings.all()
    stopped = Counter(each.stopped for each in held if each.stopped)
    refused = Counter(each.warned for each in held if each.warned and not each.paused)
    return [
        *(
            Finding(
                DOUBTFUL,
                "briefings",
                f"{number} stopped: {reason} `nightdesk briefing resume --stopped`, once it is right",
            )
            for reason, number in stopped.most_common(5)
        ),
        *(
            Finding(DOUBTFUL, "briefings", f"{number} refused the last time: {reason}")
            for reason, number in refused.most_common(5)
        ),
    ]


async def _about_sizes(desk: Desk) -> Finding:
    """How much there is, table by table; the nightly round lets go of what is old."""
    from bot.store.sizes import measure

    found = await measure(desk.database)
    tables = ", ".join(
        f"{each.name} {each.rows:,}" + (f" ({_say_bytes(each.size)})" if each.size else "") for each in found
    )
    whole = sum(each.size or 0 for each in found)
    words = f"rows: {tables or 'none'}" + (f"; {_say_bytes(whole)} in all" if whole else "")
    last = await desk.services.facts.moment("retained")
    return Finding(GOOD, "sizes", words + (f"; old ones went last on {last:%Y-%m-%d %H:%M} UTC" if last else ""))


def _say_bytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{size / 1e3:,.0f} kB"


async def _about_model(desk: Desk, name: str) -> Finding:
    """Which model writes, what it has used today, and what went wrong with it last."""
    from summarizer.condensers.llm import FOR_THE_OPERATOR, LlmCondenser, say_trouble
    from summarizer.store.spending import SpendingStore

    store = SpendingStore(desk.database, desk.clock, desk.settings.llm_daily_tokens)
    spent = await store.today()
    cost = f", ${spent.dollars:.2f}" if spent.dollars else ""
    words = f"{name}: {spent.tokens:,} of {store.cap:,} tokens used today (UTC), requests: {spent.requests}{cost}"
    if isinstance(desk.condenser, LlmCondenser) and (last := await store.trouble(desk.condenser.model.asks_as)):
        trouble, at = last
        said = f"{say_trouble(trouble, name)}; that was at the last request, {at:%Y-%m-%d %H:%M} UTC. {words}"
        return Finding(WRONG if trouble.reason in FOR_THE_OPERATOR else DOUBTFUL, "model", said)
    if spent.tokens >= store.cap:
        return Finding(
            DOUBTFUL, "model", f"{words}; summaries are extractive until tomorrow: NIGHTDESK_LLM_DAILY_TOKENS"
        )
    return Finding(GOOD, "model", words)
