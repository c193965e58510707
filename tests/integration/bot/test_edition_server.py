"""The bundled edition over real HTTP, read with the pipeline's own fetcher."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.edition.library import PageState
from bot.edition.server import EditionSite, serve_edition
from summarizer.errors import HttpStatusError
from summarizer.fetch import Fetcher
from summarizer.model import Validators
from summarizer.sources.feed import parse_feed
from summarizer.sources.opml import read_opml
from tests.fakes.web import LOOPBACK


@pytest.fixture
async def site() -> AsyncIterator[EditionSite]:
    async with serve_edition(slowness=0.01) as served:
        yield served


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(allow=LOOPBACK) as opened:
        yield opened


def address_of(site: EditionSite, name: str) -> str:
    return next(source.address for source in site.sources if source.name == name)


async def test_every_source_but_one_can_be_read(site: EditionSite, fetcher: Fetcher) -> None:
    failed, entries = [], 0
    for source in site.sources:
        try:
            page = await fetcher.get(source.address)
        except HttpStatusError:
            failed.append(source.name)
        else:
            entries += len(parse_feed(page.body, base_url=page.url).entries)
    assert failed == ["Meridian Financial Review"]
    assert entries == len(site.edition.out_by(1))


async def test_every_page_answers_but_the_missing_one(site: EditionSite, fetcher: Fetcher) -> None:
    site.turn_to(2)
    missing = []
    for article in site.edition.articles:
        try:
            await fetcher.get(site.base_url + article.path)
        except HttpStatusError:
            missing.append(article.page)
    assert missing == [PageState.MISSING]


async def test_a_feed_that_has_not_changed_is_not_sent_again(site: EditionSite, fetcher: Fetcher) -> None:
    address = address_of(site, "Byteline")
    first = await fetcher.get(address)
    assert (await fetcher.get(address, validators=first.validators)).status == 304


async def test_a_date_alone_is_enough_to_ask_again(site: EditionSite, fetcher: Fetcher) -> None:
    address = address_of(site, "Byteline")
    first = await fetcher.get(address)
    dated = Validators(last_modified=first.validators.last_modified)
    assert (await fetcher.get(address, validators=dated)).status == 304


async def test_the_second_morning_changes_the_feed(site: EditionSite, fetcher: Fetcher) -> None:
    address = address_of(site, "Byteline")
    first = await fetcher.get(address)
    site.turn_to(2)
    second = await fetcher.get(address, validators=first.validators)
    assert second.status == 200
    assert len(parse_feed(second.body).entries) > len(parse_feed(first.body).entries)


async def test_tomorrows_page_is_not_there_today(site: EditionSite, fetcher: Fetcher) -> None:
    tomorrow = next(article for article in site.edition.articles if article.morning == 2)
    with pytest.raises(HttpStatusError):
        await fetcher.get(site.base_url + tomorrow.path)


async def test_a_morning_is_eight_o_clock(site: EditionSite) -> None:
    site.turn_to(2)
    assert site.now == datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


async def test_an_unknown_morning_is_refused(site: EditionSite) -> None:
    with pytest.raises(ValueError, match="mornings 1 and 2, not 3"):
        site.turn_to(3)


async def test_the_subscription_list_names_all_feeds(site: EditionSite) -> None:
    listed = read_opml(site.opml().encode("utf-8"))
    assert [source.address for source in listed] == [source.address for source in site.sources]


async def test_sources_are_known_from_the_start_and_count_apart(site: EditionSite) -> None:
    assert {source.added_at for source in site.sources} == {None}
    assert len({source.publisher for source in site.sources}) == len(site.sources)
