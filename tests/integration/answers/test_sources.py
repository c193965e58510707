"""A channel's sources: the pack of the start or its own list, over real HTTP on loopback."""

from __future__ import annotations

import pytest

from tests.builders import a_source, an_article
from tests.fakes.web import Web
from tests.integration.answers.desk import MORNING, NEWS, OTHER, Desk, ada, gus, read, titles

RSS = "application/rss+xml"


def a_feed(*titles: str, hours: float = 1, site: str = "Blog") -> str:
    """An RSS feed of these items, all published that many hours before the morning."""
    from email.utils import format_datetime

    from tests.builders import hours_ago

    at = format_datetime(hours_ago(hours))
    text = "It happened in the harbour of the old town, where three ships met a crane of forty tonnes on Monday."
    items = "".join(
        f"<item><title>{title}</title><guid>{title}</guid><link>https://blog.example/{n}</link>"
        f"<pubDate>{at}</pubDate><description>{text}</description></item>"
        for n, title in enumerate(titles)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{site}</title>{items}</channel></rss>'


def an_opml(*addresses: str) -> str:
    """A subscription list of these feeds."""
    lines = "".join(f'<outline type="rss" text="Feed {n}" xmlUrl="{url}"/>' for n, url in enumerate(addresses))
    return f'<?xml version="1.0"?><opml version="2.0"><body>{lines}</body></opml>'


async def test_a_source_that_the_operator_adds_too_is_in_every_pack_and_stays(desk: Desk) -> None:
    """The channel that asked for it first can no longer take it from the others."""
    channels, inside = desk.services.channels, a_source("Inside")
    await desk.know(a_source(), inside)
    await channels.note_chat_source("Inside")
    assert "Inside" not in read((await desk.ask("sources")).document)

    assert await channels.adopt([inside.address]) == 1

    assert "Inside" in read((await desk.ask("sources")).document)
    assert await channels.drop_unused() == frozenset()


async def test_the_pack_of_the_start_is_listed_with_its_health(desk: Desk) -> None:
    """Each with how reading it went; addresses without what may be a key."""
    secret = a_source("Keyed", address="https://ada:word@feeds.example/f?token=s3cret")
    await desk.know(a_source(), secret)
    await desk.services.sources.record_failure(a_source(), "it answered 500", desk.clock.now())

    said = read((await desk.ask("sources")).document)

    assert "The Example · https://the-example.example/feed.xml · failing since just now: it answered 500" in said
    assert "Keyed · https://feeds.example/f?token=… · not read yet" in said
    assert "The default pack" in said


async def test_a_source_that_one_channel_added_is_in_no_other_pack(desk: Desk, web: Web) -> None:
    """Neither its stories nor its failures nor its name."""
    await desk.know(a_source())
    address = web.serve("/feed", a_feed(), content_type=RSS)
    added = await desk.ask(f"sources add {address}")
    assert added.announcement is not None
    name = read(added.announcement).removeprefix("This channel now reads ").rstrip(".")
    desk.wait(minutes=5)
    await desk.publish("s-own", an_article("own", source=name, title="From the added one", published=desk.clock.now()))

    assert titles((await desk.ask("", ada())).document) == ["From the added one"]
    assert titles((await desk.ask("", ada(OTHER))).document) == []
    assert name not in read((await desk.ask("sources", ada(OTHER))).document)
    assert "None of the sources here" in read((await desk.ask("why https://news.example/own", ada(OTHER))).document)


async def test_a_list_of_ones_own_begins_with_the_pack(desk: Desk, web: Web) -> None:
    """Adding one source takes none away."""
    await desk.know(a_source())
    await desk.ask(f"sources add {web.serve('/feed', a_feed(), content_type=RSS)}")

    said = read((await desk.ask("sources")).document)

    assert "2 sources" in said
    assert "This channel's own list" in said


async def test_an_added_source_brings_none_of_its_old_entries(desk: Desk, web: Web) -> None:
    """A digest and a briefing show what it publishes from now on; topic and window find the old ones."""
    await desk.know(a_source())
    await desk.ask(f"sources add {web.serve('/feed', a_feed('An old piece'), content_type=RSS)}")

    assert titles((await desk.ask("")).document) == []
    assert titles((await desk.ask("briefing preview")).document) == []
    assert titles((await desk.ask("3d")).document) == ["An old piece"]
    assert titles((await desk.ask("harbour")).document) == ["An old piece"]


async def test_sources_of_the_start_hold_nothing_back(desk: Desk, web: Web) -> None:
    """What they bring on the first reading is the first digest."""
    source = a_source(address=web.serve("/feed", a_feed("A first piece"), content_type=RSS))
    await desk.know(source)
    await desk.services.ingest.refresh()

    assert titles((await desk.ask("")).document) == ["A first piece"]


async def test_two_channels_may_add_the_same_source(desk: Desk, web: Web) -> None:
    """It is read once; each has it in its list, and removing it in one leaves it in the other."""
    await desk.know(a_source())
    address = web.serve("/feed", a_feed(), content_type=RSS)
    for place in (NEWS, OTHER):
        assert (await desk.ask(f"sources add {address}", ada(place))).announcement is not None
    name = (await desk.services.sources.find(address) or a_source()).name

    await desk.ask(f"sources remove {name}", ada(NEWS))
    assert name in read((await desk.ask("sources", ada(OTHER))).document)

    await desk.ask(f"sources remove {name}", ada(OTHER))
    assert await desk.services.sources.find(address) is None


async def test_feeds_of_one_host_get_names_of_their_own(desk: Desk, web: Web) -> None:
    """A second feed is not taken for the first."""
    await desk.know(a_source())
    for path in ("/one", "/two"):
        await desk.ask(f"sources add {web.serve(path, a_feed(), content_type=RSS)}")

    assert "3 sources" in read((await desk.ask("sources")).document)


async def test_a_site_is_taken_for_the_feed_that_it_names(desk: Desk, web: Web) -> None:
    """People paste the address that they see."""
    await desk.know(a_source())
    feed = web.serve("/feed.xml", a_feed(site="The Pier - All Posts"), content_type=RSS)
    page = f'<html><head><link rel="alternate" type="{RSS}" href="{feed}"></head><body>Hello</body></html>'
    site = web.serve("/", page, content_type="text/html")

    await desk.ask(f"sources add {site}")

    held = await desk.services.sources.find(feed)
    assert held is not None and held.name == "The Pier"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("sources add http://10.0.0.1/feed", "I could not read that address"),
        ("sources add nonsense", "names no source"),
        ("sources remove The Exampel", "Did you mean “The Example”?"),
        ("sources remove Something", "/digest sources lists their names"),
        ("sources remove The Example", "the last source"),
    ],
)
async def test_a_bad_source_is_answered(desk: Desk, line: str, said: str) -> None:
    """With one sentence, and nothing is changed."""
    await desk.know(a_source())

    reply = await desk.ask(line)

    assert said in read(reply.document)
    assert reply.announcement is None


async def test_a_page_without_feed_is_no_source(desk: Desk, web: Web) -> None:
    """Said in a sentence that begins like one."""
    await desk.know(a_source())
    page = web.serve("/about", "<html><body>Nothing to subscribe to.</body></html>", content_type="text/html")

    assert "is no feed and links to none." in read((await desk.ask(f"sources add {page}")).document)


async def test_a_source_that_is_there_is_said(desk: Desk, web: Web) -> None:
    """Nobody is told of a change that is none."""
    address = web.serve("/feed", a_feed(), content_type=RSS)
    await desk.know(a_source(address=address))

    reply = await desk.ask(f"sources add {address}")

    assert "The Example is among this channel's sources already" in read(reply.document)
    assert reply.announcement is None


async def test_an_opml_file_is_taken_over_by_its_address(desk: Desk, web: Web) -> None:
    """One announcement for all of it; what it lists is in no other channel's pack."""
    await desk.know(a_source())
    listed = web.serve("/subs.opml", an_opml("https://a.example/f", "https://b.example/f"), content_type="text/xml")

    reply = await desk.ask(f"sources import {listed}")

    assert reply.announcement is not None
    assert read(reply.announcement) == "This channel now reads 2 more sources."
    assert "3 sources" in read((await desk.ask("sources")).document)
    assert "1 source\n" in read((await desk.ask("sources", ada(OTHER))).document)
    assert "reads all 2 of them already" in read((await desk.ask(f"sources import {listed}")).document)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<html>no list</html>", "This is no OPML file"),
        ("", "This is no OPML file"),
        (an_opml(), "lists no feed"),
        ('<!DOCTYPE x [<!ENTITY a "aaaa">]><opml><body>&a;</body></opml>', "lists no feed"),
    ],
)
async def test_a_bad_opml_file_is_answered(desk: Desk, web: Web, body: str, said: str) -> None:
    """With what to do instead."""
    await desk.know(a_source())
    address = web.serve("/subs.opml", body, content_type="text/xml")

    reply = await desk.ask(f"sources import {address}")

    assert said in read(reply.document)
    assert reply.announcement is None


@pytest.mark.parametrize("line", ["sources import", "sources import subs.opml"])
async def test_an_import_without_address_says_what_is_wanted(desk: Desk, line: str) -> None:
    """In the words of the platform."""
    assert "/digest sources import https://…" in read((await desk.ask(line)).document)


async def test_an_import_that_cannot_be_read_is_answered(desk: Desk, web: Web) -> None:
    """The address may be gone, or private."""
    assert "could not read" in read((await desk.ask(f"sources import {web.base_url}/none")).document)
    assert "could not read" in read((await desk.ask("sources import http://192.168.0.1/x.opml")).document)


async def test_a_guest_imports_nothing(desk: Desk, web: Web) -> None:
    """Before the address is even read."""
    listed = web.serve("/subs.opml", an_opml("https://a.example/f"))

    assert "Guests change nothing" in read((await desk.ask(f"sources import {listed}", gus())).document)
    assert web.asked == []


async def test_an_export_can_be_imported_again(desk: Desk, web: Web) -> None:
    """However long the list is, it comes whole; what may be a key is left out."""
    many = [a_source(f"Source {n}", address=f"https://s{n}.example/feed") for n in range(60)]
    videos = a_source("Videos", address="https://www.youtube.example/feeds/videos.xml?channel_id=UC123")
    keyed = a_source("Keyed", address="https://ada:word@feeds.example/f?token=s3cret")
    await desk.know(*many, videos, keyed)
    said = read((await desk.ask("sources export")).document)
    assert "s3cret" not in said and "word@" not in said
    assert "1 address without the key in it." in said
    markup = said[said.index("<?xml") : said.index("</opml>") + 7]

    desk_address = web.serve("/again.opml", markup, content_type="text/xml")
    reply = await desk.ask(f"sources import {desk_address}", ada(OTHER))

    assert "now reads 1 more source" in read(reply.document)  # the keyed one, now without its key
    assert videos.address in markup


async def test_a_check_reads_each_now_and_tells_which_fail(desk: Desk, web: Web) -> None:
    """By name, with the reason."""
    good = a_source("Good", address=web.serve("/good", a_feed(), content_type=RSS))
    await desk.know(good, a_source("Gone", address=web.base_url + "/gone"))

    said = read((await desk.ask("sources check")).document)

    assert "1 of 2 sources could be read." in said
    assert "Gone: " in said


async def test_a_check_asks_nothing_again_that_was_read_a_moment_ago(desk: Desk, web: Web) -> None:
    """Whoever types it twice costs other people's servers nothing; the result is told all the same."""
    good = a_source("Good", address=web.serve("/good", a_feed(), content_type=RSS))
    await desk.know(good, a_source("Gone", address=web.base_url + "/gone"))
    await desk.ask("sources check")
    asked = len(web.asked)

    said = read((await desk.ask("sources check")).document)

    assert len(web.asked) == asked
    assert "1 of 2 sources could be read." in said
    assert "2 were read within the last 5 min, so I did not ask them again." in said
    desk.wait(minutes=6)
    await desk.ask("sources check")
    assert len(web.asked) > asked


async def test_a_check_leaves_a_source_alone_that_asked_for_rest(desk: Desk, web: Web) -> None:
    """For as long as it said, however often somebody asks."""
    slow = a_source("Slow", address=web.base_url + "/slow")
    await desk.know(slow)
    await desk.services.sources.record_failure(slow, "it answered 429", desk.clock.now(), retry_after=3600)
    desk.wait(minutes=10)

    said = read((await desk.ask("sources check")).document)

    assert web.asked == []
    assert "Slow: it answered 429" in said


async def test_a_digest_names_only_the_channels_sources(desk: Desk) -> None:
    """A report of a source that another channel added stays out of the story's sources."""
    await desk.know(a_source())
    await desk.services.sources.add(a_source("Inside"), MORNING)
    await desk.services.channels.note_chat_source("Inside")
    await desk.publish(
        "s1",
        an_article("a1", title="A merger", text="Two firms merge their harbour business this year, both said."),
        an_article("a2", source="Inside", title="Secret merger", text="The board fired the chief of the harbour."),
    )

    shown = (await desk.ask("")).document
    more = (await desk.press(shown, "More")).document

    assert titles(shown) == ["A merger"]
    assert "Inside" not in read(shown) + read(more)
    assert "fired" not in read(shown) + read(more)
