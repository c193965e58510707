"""What every chat platform keeps, run over each of them; see docs/adding-a-platform.md."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.commands import Command
from bot.document import Document, note
from bot.layout import Look, lay_out_digest
from bot.platforms import find_renderer
from bot.ports import Refusal, Reply, Replying, ReplyRefused
from bot.render.as_text import render_text
from summarizer.model import Style
from tests.builders import a_digest, a_digest_story, a_sentence
from tests.contract.worlds import WORLDS, World
from tests.unit.bot.render.nasty import NASTY


@pytest.fixture(params=sorted(WORLDS))
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """Each platform in turn."""
    async with WORLDS[request.param]() as made:
        yield made


@pytest.fixture
def refusing_world(world: World) -> World:
    """Each platform whose service can refuse a message."""
    if not world.refuses:
        pytest.skip("nothing is ever refused here")
    return world


def a_nasty_digest(words: str) -> Document:
    """A long digest all of whose words are these."""
    long = (words + " ") * 40
    story = {"title": words, "summary": (a_sentence(long), a_sentence(long)), "topics": (words[:200],) * 3}
    stories = [a_digest_story(f"s{number}", **story) for number in range(20)]
    return lay_out_digest(a_digest(*stories), Look(title=words[:80], style=Style.FULL, actions=True))


async def test_a_command_is_forwarded_with_who_asked(world: World) -> None:
    """In the core's own words, with platform, place and person."""
    await world.ask_for_help()

    [(command, asker)] = world.core.asked
    assert command == Command("help")
    assert asker.place == world.place
    assert asker.user


async def test_the_answer_is_for_the_asker_alone(world: World) -> None:
    """Unless the platform has nobody else."""
    world.core.reply = Reply(note("For you alone"))
    seen = await world.ask_for_help()

    assert "For you alone" in seen.private
    assert "For you alone" not in seen.public or not world.refuses


async def test_an_announcement_is_for_everybody(world: World) -> None:
    """Once, beside the private answer."""
    world.core.reply = Reply(note("Done."), note("This channel now follows rust."))
    seen = await world.ask_for_help()

    assert "Done." in seen.private
    assert seen.public.count("This channel now follows rust.") == 1


async def test_what_is_direct_goes_to_the_askers_own_conversation(world: World) -> None:
    """And the answer where they asked says so."""
    world.core.reply = Reply(note("I sent it to you."), direct=note("Your digest"))
    seen = await world.ask_for_help(directly=True)

    assert "I sent it to you." in seen.private
    assert seen.direct.count("Your digest") == 1
    assert "Your digest" not in seen.public or not world.refuses


async def test_a_late_answer_follows(world: World) -> None:
    """What is waited for is said at once; the answer comes by itself."""
    ready = asyncio.Event()

    async def later() -> Reply:
        await ready.wait()
        return Reply(note("Here it is."))

    world.core.reply = Reply(note("I am reading."), later=later)
    asking = asyncio.create_task(world.ask_for_help())
    async with asyncio.timeout(5):
        while "I am reading." not in world.sees():
            await asyncio.sleep(0.005)
        assert "Here it is." not in world.sees()
        ready.set()
        while "Here it is." not in world.sees():
            await asyncio.sleep(0.005)
    await asking


async def test_a_core_that_fails_is_still_answered(world: World) -> None:
    """With one sentence that holds nothing of the error."""
    if not world.refuses:
        pytest.skip("in a terminal the core's own catch is the last one")
    world.core.reply = RuntimeError("the database is at postgres://ada:word@db")
    seen = await world.ask_for_help()

    assert seen.private
    assert "postgres" not in seen.private


async def test_a_post_has_an_id(world: World) -> None:
    """Another one for another key."""
    first = await world.platform.post(world.place, note("Good morning"), key="k1")
    second = await world.platform.post(world.place, note("Good evening"), key="k2")

    assert first and second and first != second


async def test_a_post_is_found_by_its_key(world: World) -> None:
    """Whatever came after it; and nothing is found under a key that was never used."""
    first = await world.platform.post(world.place, note("Good morning"), key="k1")
    await world.platform.post(world.place, note("Good evening"), key="k2")

    assert await world.platform.find_sent(world.place, key="k1") == first
    assert await world.platform.find_sent(world.place, key="k3") is None


async def test_a_long_post_is_found_by_its_key(world: World) -> None:
    """By the id of its first message, however many it took."""
    first = await world.platform.post(world.place, a_nasty_digest("a long story of plain words"), key="k1")

    assert await world.platform.find_sent(world.place, key="k1") == first


async def _meaning(world: World, document: Document) -> Refusal:
    """What it means that this document is refused; its words are a sentence."""
    with pytest.raises(ReplyRefused) as refused:
        await world.platform.post(world.place, document, key="k")
    assert str(refused.value).endswith((".", ")"))
    return refused.value.meaning


async def test_a_channel_that_is_closed_may_open_again(refusing_world: World) -> None:
    """A missing permission is forbidden for now, and the words say what would help."""
    refusing_world.close_channel()

    assert await _meaning(refusing_world, note("Good morning")) is Refusal.FORBIDDEN


async def test_a_channel_that_is_no_more_is_gone(refusing_world: World) -> None:
    """Trying again would not help."""
    refusing_world.remove_channel()

    assert await _meaning(refusing_world, note("Good morning")) is Refusal.GONE


async def test_a_layout_that_is_refused_leaves_nothing_behind(refusing_world: World) -> None:
    """It is told apart from a channel that is closed, and plain words under the same key arrive and are found."""
    refusing_world.refuse_layouts()

    assert await _meaning(refusing_world, a_nasty_digest("words")) is Refusal.LAYOUT
    sent = await refusing_world.platform.post_plain(refusing_world.place, "Good\n\nmorning", key="k")
    assert await refusing_world.platform.find_sent(refusing_world.place, key="k") == sent


async def test_plain_words_have_an_id_and_are_found(world: World) -> None:
    """However long they are."""
    sent = await world.platform.post_plain(world.place, "https://example.com/a_b\n" + "words\n" * 2_000, key="k1")
    await world.platform.post(world.place, note("Good evening"), key="k2")

    assert await world.platform.find_sent(world.place, key="k1") == sent
    assert world.breaches() == []


async def test_a_channel_whose_history_is_closed_cannot_be_looked_into(refusing_world: World) -> None:
    """That nothing was found is not said of it."""
    await refusing_world.platform.post(refusing_world.place, note("Good morning"), key="k")
    refusing_world.forbid_looking()

    with pytest.raises(ReplyRefused) as refused:
        await refusing_world.platform.find_sent(refusing_world.place, key="k")

    assert refused.value.meaning is Refusal.FORBIDDEN


async def test_a_limit_says_how_long_to_wait(refusing_world: World) -> None:
    """Trying again helps after that."""
    refusing_world.limit(30)

    with pytest.raises(ReplyRefused) as refused:
        await refusing_world.platform.post(refusing_world.place, note("Good morning"), key="k")

    assert refused.value.meaning is Refusal.LATER
    assert refused.value.retry_after == pytest.approx(30, abs=2)


@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
async def test_any_words_stay_inside_the_limits(world: World, words: str) -> None:
    """Whatever a feed carries, a digest of it is taken whole."""
    await world.platform.post(world.place, a_nasty_digest(words), key="k")
    await world.platform.post_plain(world.place, render_text(a_nasty_digest(words)), key="k2")
    world.core.reply = Reply(a_nasty_digest(words))
    await world.ask_for_help()

    assert world.breaches() == []


async def test_what_is_added_to_a_message_stands_under_it(world: World) -> None:
    """Also a second time; each has an id of its own, and everybody can see it there."""
    assert isinstance(world.platform, Replying)
    briefing = await world.platform.post(world.place, note("Good morning"), key="k1")
    first = await world.platform.post_under(world.place, briefing, note("It went on"), key="k2")
    second = await world.platform.post_under(world.place, briefing, note("And further"), key="k3")

    assert len({briefing, first, second}) == 3
    assert world.under(briefing).count("It went on") == world.under(briefing).count("And further") == 1


async def test_what_was_added_is_found_by_its_key(world: World) -> None:
    """Under its message; and nothing is found of what was never added, also where nothing was added at all."""
    assert isinstance(world.platform, Replying)
    briefing = await world.platform.post(world.place, note("Good morning"), key="k1")
    assert await world.platform.find_under(world.place, briefing, key="k2") is None
    added = await world.platform.post_under(world.place, briefing, note("It went on"), key="k2")

    assert await world.platform.find_under(world.place, briefing, key="k2") == added
    assert await world.platform.find_under(world.place, briefing, key="k3") is None


@pytest.mark.parametrize("platform", ["slack", "discord"])
def test_rendering_is_pure(platform: str) -> None:
    """The same document gives the same payloads."""
    document = a_nasty_digest("Words")

    assert find_renderer(platform)(document) == find_renderer(platform)(document)
