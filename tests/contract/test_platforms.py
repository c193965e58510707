"""What every chat platform keeps, run over each of them; see docs/adding-a-platform.md."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.commands import Command
from bot.document import Document, note
from bot.layout import Look, lay_out_digest
from bot.platforms import find_renderer
from bot.ports import Reply, ReplyRefused
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


async def test_a_channel_that_is_closed_refuses_for_good(refusing_world: World) -> None:
    """Trying again would not help, and the words say what would."""
    refusing_world.close_channel()

    with pytest.raises(ReplyRefused) as refused:
        await refusing_world.platform.post(refusing_world.place, note("Good morning"), key="k")

    assert refused.value.permanent
    assert str(refused.value).endswith((".", ")"))


async def test_a_limit_says_how_long_to_wait(refusing_world: World) -> None:
    """Trying again helps after that."""
    refusing_world.limit(30)

    with pytest.raises(ReplyRefused) as refused:
        await refusing_world.platform.post(refusing_world.place, note("Good morning"), key="k")

    assert not refused.value.permanent
    assert refused.value.retry_after == pytest.approx(30, abs=2)


@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
async def test_any_words_stay_inside_the_limits(world: World, words: str) -> None:
    """Whatever a feed carries, a digest of it is taken whole."""
    await world.platform.post(world.place, a_nasty_digest(words), key="k")
    world.core.reply = Reply(a_nasty_digest(words))
    await world.ask_for_help()

    assert world.breaches() == []


@pytest.mark.parametrize("platform", ["slack", "discord"])
def test_rendering_is_pure(platform: str) -> None:
    """The same document gives the same payloads."""
    document = a_nasty_digest("Words")

    assert find_renderer(platform)(document) == find_renderer(platform)(document)
