"""The composition root: settings in, objects out. The only module that reads the configuration.

A test builds the same objects by the same functions, with other settings and another clock.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from bot.app import App
    from bot.editions import Editor
    from bot.services import Services
    from bot.store.briefings import BriefingStore
    from bot.store.channels import ChannelStore
    from bot.store.ledger import Ledger
    from bot.store.vault import Vault
    from config.packs import PackSource
    from config.settings import Settings
    from summarizer.digest import Composer, Shelves
    from summarizer.fetch import Fetcher
    from summarizer.fetch.guard import AddressPolicy
    from summarizer.ingest import Ingest
    from summarizer.isolation import ProcessIsolation
    from summarizer.model import Source
    from summarizer.ports import Clock, Condenser
    from summarizer.sources import Tools
    from summarizer.store.articles import ArticleStore
    from summarizer.store.database import Database
    from summarizer.store.seen import SeenStore
    from summarizer.store.sources import SourceStore
    from summarizer.store.stories import StoryStore
    from summarizer.topics import TopicIndex

THROWAWAY = "sqlite://"
_FOR_EVERY_PLATFORM = ("proxy", "public_url")


@lru_cache(maxsize=1)
def settings() -> Settings:
    """This process's settings, read once. Raises SettingsError."""
    from config.settings import load_settings

    return load_settings()


def terminal_locale() -> str | None:
    """The locale that this process's terminal is set to."""
    from config import settings as chosen

    return chosen.terminal_locale()


def demo_settings() -> Settings:
    """Settings of the demonstration: nothing of this machine's, and only loopback may be reached."""
    from config.settings import load_settings

    return load_settings(
        {
            "NIGHTDESK_ALLOW_NETWORKS": "127.0.0.0/8",
            "NIGHTDESK_HOME": tempfile.gettempdir(),
            # Its clock stands still: a limit a minute would never end.
            "NIGHTDESK_USER_RATE": "0",
        }
    )


def fetch_policy(given: Settings | None = None) -> AddressPolicy:
    """Where the fetcher may go."""
    from summarizer.fetch import parse_networks
    from summarizer.fetch.guard import AddressPolicy

    return AddressPolicy(parse_networks(",".join((given or settings()).allow_networks)))


def open_fetcher(given: Settings | None = None) -> Fetcher:
    """The fetcher, with the operator's networks, proxy and contact. An async context manager."""
    from bot.version import version
    from summarizer.fetch import Fetcher, parse_networks

    chosen = given or settings()
    contact = f"; {chosen.contact}" if chosen.contact else ""
    return Fetcher(
        allow=parse_networks(",".join(chosen.allow_networks)),
        proxy=chosen.proxy,
        user_agent=f"Nightdesk/{version()} (feed reader for chat digests{contact})",
    )


def open_isolation() -> ProcessIsolation:
    """Where feeds and pages are parsed. An async context manager."""
    from summarizer.isolation import ProcessIsolation

    return ProcessIsolation()


@asynccontextmanager
async def open_condenser(given: Settings | None = None, database: Database | None = None) -> AsyncIterator[Condenser]:
    """The condenser in force. What a model uses counts in the configured store (or `database`, if it is open already).

    Raises CondenseError where the model cannot be used, and StoreError.
    """
    from summarizer.condensers import create_condenser

    chosen = given or settings()
    if not chosen.llm:
        yield create_condenser("extractive")
        return
    from bot.clock import SystemClock
    from bot.store.migrate import migrate
    from summarizer.store.database import Database
    from summarizer.store.spending import SpendingStore

    store = database or Database.open(chosen.database)
    try:
        if database is None:
            await migrate(store)
        # What a token costs it costs today, wherever the desk's clock stands.
        budget = SpendingStore(store, SystemClock(), chosen.llm_daily_tokens)
        # Loading a model's client takes seconds of CPU.
        yield await asyncio.to_thread(
            create_condenser, "llm", model=chosen.llm, base_url=chosen.llm_base_url, api_key=_key(chosen), budget=budget
        )
    finally:
        if database is None:
            await store.close()


def _key(chosen: Settings) -> str | None:
    return chosen.llm_api_key.get_secret_value() if chosen.llm_api_key else None


def known_sources(given: Settings | None = None) -> tuple[Source, ...]:
    """The sources of the start: the operator's file, or the bundled pack. Raises SettingsError or SourceError."""
    from config.packs import DEFAULT_PACK, load_pack, load_pack_file

    file = (given or settings()).sources
    if file is None:
        return _sources_of(load_pack(DEFAULT_PACK))
    if file.suffix.lower() == ".toml":
        return _sources_of(load_pack_file(file))
    return read_opml_file(file)


def read_opml_file(file: Path) -> tuple[Source, ...]:
    """The sources of an OPML file. Raises SourceError."""
    from summarizer.errors import SourceError
    from summarizer.sources.opml import read_opml

    try:
        return read_opml(file.read_bytes())
    except OSError as error:
        raise SourceError(f"{file} cannot be read: {error.strerror}") from error


def packs() -> dict[str, tuple[str, tuple[Source, ...]]]:
    """The bundled packs by name: what each is about, and its sources."""
    from config.packs import describe_pack, load_pack, pack_names

    return {name: (describe_pack(name), _sources_of(load_pack(name))) for name in pack_names()}


def _sources_of(pack: Sequence[PackSource]) -> tuple[Source, ...]:
    from summarizer.model import Source

    return tuple(
        Source(
            name=each.name,
            address=each.address,
            kind=each.kind,
            site=each.site,
            publisher=each.publisher or each.name,
            topics=each.topics,
            weight=each.weight,
        )
        for each in pack
    )


def find_a_home(folder: Path) -> None:
    """See to it that this process has a home, if need be this folder: Slack's SDK asks for one when it is imported."""
    from config.home import have_a_home

    have_a_home(folder)


def configured_platforms(given: Settings | None = None) -> dict[str, dict[str, str]]:
    """The platforms that settings switch on, each with its settings as plain values."""
    from bot.platforms import configurable_platforms

    chosen = given or settings()
    found = {name: _values_for(chosen, name) for name in configurable_platforms()}
    return {name: values for name, values in found.items() if values.keys() - set(_FOR_EVERY_PLATFORM)}


def _values_for(chosen: Settings, platform: str) -> dict[str, str]:
    """The settings that begin with the platform's name, without it, and those that every platform is told."""
    values = {}
    for each in fields(chosen):
        value = getattr(chosen, each.name)
        if each.name.startswith(f"{platform}_") and value is not None:
            values[each.name.removeprefix(f"{platform}_")] = getattr(value, "get_secret_value", lambda v=value: v)()
    return values | {name: value for name in _FOR_EVERY_PLATFORM if (value := getattr(chosen, name))}


def read_settings() -> tuple[Settings | None, tuple[str, ...]]:
    """The settings, or everything that is wrong with them."""
    from config.settings import SettingsError

    try:
        return settings(), ()
    except SettingsError as error:
        return None, error.problems


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that works on one store, ready to use."""

    settings: Settings
    clock: Clock
    database: Database
    sources: SourceStore
    articles: ArticleStore
    stories: StoryStore
    seen: SeenStore
    channels: ChannelStore
    briefings: BriefingStore
    ledger: Ledger
    topics: TopicIndex
    condenser: Condenser
    composer: Composer
    ingest: Ingest
    tools: Tools
    services: Services
    editor: Editor
    app: App


def start_logs(given: Settings | None = None, level: int = logging.WARNING) -> None:
    """Log from this level on, without any secret that the settings hold."""
    from bot.logs import set_up_logs

    chosen = given or settings()
    set_up_logs(chosen.log, level, _secrets_in(chosen))


def _secrets_in(chosen: Settings) -> list[str]:
    values = [getattr(chosen, each.name) for each in fields(chosen)]
    single = [part for value in values for part in (value if isinstance(value, tuple) else (value,))]
    passwords = [urlsplit(address).password for address in (chosen.database_url, chosen.proxy) if address]
    hidden = [each.get_secret_value() for each in single if hasattr(each, "get_secret_value")]
    return [*hidden, *(unquote(password) for password in passwords if password)]


@asynccontextmanager
async def open_desk(
    *,
    clock: Clock | None = None,
    only: Sequence[Source] | None = None,
    given: Settings | None = None,
    store: str = THROWAWAY,
) -> AsyncIterator[Desk]:
    """The desk on the configured store, brought up to date; with `only`, on `store` with these sources.

    Raises SettingsError, StoreError, SourceError and CondenseError.
    """
    from bot.store.migrate import migrate
    from bot.store.start import begin_with
    from summarizer.fetch.client import quiet_http_loggers
    from summarizer.sources import Tools
    from summarizer.store.database import Database

    chosen = given or settings()
    start_logs(chosen)
    quiet_http_loggers()
    database = Database.open(store if only is not None else chosen.database)
    try:
        await migrate(database)
        async with (
            open_condenser(chosen, database if only is None else None) as condenser,
            open_fetcher(chosen) as fetcher,
            open_isolation() as isolation,
        ):
            desk = _assemble(chosen, database, Tools(fetcher, isolation), clock, condenser)
            known = only if only is not None else known_sources(chosen)
            await begin_with(database, known, by_file=only is None and chosen.sources is not None)
            try:
                yield desk
            finally:
                await desk.composer.close()
    finally:
        await database.close()


def _assemble(chosen: Settings, database: Database, tools: Tools, clock: Clock | None, condenser: Condenser) -> Desk:
    from bot.app import App
    from bot.clock import SystemClock
    from bot.editions import Editor
    from bot.services import Services
    from bot.store.briefings import BriefingStore
    from bot.store.channels import ChannelStore
    from bot.store.facts import FactStore
    from bot.store.ledger import Ledger
    from bot.store.marks import MarkStore
    from bot.store.votes import VoteStore
    from summarizer.digest import Composer
    from summarizer.ingest import Ingest
    from summarizer.store.articles import ArticleStore
    from summarizer.topics import TopicIndex

    time = clock or SystemClock()
    topics = TopicIndex.load()
    # How long a model rests is by the real time, wherever the desk's clock stands.
    shelves = _shelves(database, SystemClock())
    sources, articles, stories, seen = shelves.sources, ArticleStore(database), shelves.stories, shelves.seen
    channels, briefings, ledger = ChannelStore(database), BriefingStore(database), Ledger(database)
    composer = Composer(shelves, condenser, topics)
    ingest = Ingest(sources, articles, stories, tools, topics, time, SystemClock())
    services = Services(
        composer=composer,
        ingest=ingest,
        sources=sources,
        articles=articles,
        stories=stories,
        seen=seen,
        channels=channels,
        briefings=briefings,
        marks=MarkStore(database),
        votes=VoteStore(database),
        ledger=ledger,
        facts=FactStore(database),
        topics=topics,
        tools=tools,
        clock=time,
        timezone=chosen.timezone,
        user_rate=chosen.user_rate,
        vault=_open_vault(chosen, database, time),
    )
    return Desk(
        settings=chosen,
        clock=time,
        database=database,
        sources=sources,
        articles=articles,
        stories=stories,
        seen=seen,
        channels=channels,
        briefings=briefings,
        ledger=ledger,
        topics=topics,
        condenser=condenser,
        composer=composer,
        ingest=ingest,
        tools=tools,
        services=services,
        editor=Editor(services, ledger),
        app=App(services),
    )


def _shelves(database: Database, clock: Clock) -> Shelves:
    from summarizer.digest import Shelves
    from summarizer.store.seen import SeenStore
    from summarizer.store.sources import SourceStore
    from summarizer.store.stories import StoryStore
    from summarizer.store.summaries import SummaryStore
    from summarizer.store.turns import TurnStore

    return Shelves(
        SourceStore(database),
        StoryStore(database),
        SummaryStore(database),
        SeenStore(database),
        TurnStore(database, clock),
    )


def _open_vault(chosen: Settings, database: Database, clock: Clock) -> Vault | None:
    """Where platforms keep secrets; None without a key."""
    from bot.sealing import Seal
    from bot.store.vault import Vault

    if not chosen.secret_key:
        return None
    return Vault(database, Seal([key.get_secret_value() for key in chosen.secret_key]), clock)
