"""A story that goes on after it was told: told further once, under the old message, and never as a repeat."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.document import Document, plain_line
from bot.document import Paragraph as Words
from bot.editions import composed_of
from bot.ports import Refusal, ReplyRefused
from bot.updates import MOST_A_DAY, Updater
from summarizer.model import Joining, Merging
from tests.builders import a_source, an_article, an_entry
from tests.integration.delivery.mornings import EIGHT, Mornings

FIRST = "Acme opened plant 1 on Monday. The plant makes batteries for small boats and employs 300 people."
NEW = "A fire broke out at the Acme plant on Tuesday. Firemen needed 7 hours and nobody was hurt."
NEWER = "Acme said that the plant stays closed until 4 March. Insurers put the damage at $25 million."


async def report(mornings: Mornings, text: str, number: int, story: str = "s1") -> None:
    """Let one more report of a story be read, in a voice of its own."""
    at = mornings.clock.now() - timedelta(minutes=5)
    source = a_source(f"Paper {number}")
    article = an_article(
        f"r{story}-{number}", source=source.name, title="Acme opens plant 1", text=text, published=at, first_seen=at
    )
    await mornings.desk.sources.seed([source])
    await mornings.desk.articles.save(source, [an_entry(article.id)], [article], mornings.clock.now())
    await mornings.desk.stories.apply([Joining(article, story)])
    await mornings.desk.services.facts.keep("refreshed", mornings.clock.now().isoformat())


async def told(mornings: Mornings, **wishes: object) -> None:
    """A briefing told the story at eight; it is two hours later."""
    await report(mornings, FIRST, 1)
    await mornings.briefing(**{"updates": True, **wishes})
    await mornings.morning()
    await mornings.later(hours=2)


async def updates(mornings: Mornings) -> int:
    """Open what went on, and deliver it; how many were sent."""
    await Updater(mornings.desk.services, mornings.desk.database).open()
    return await mornings.deliver()


def said(document: Document) -> str:
    """The words of a document's paragraphs."""
    return "\n".join(plain_line(line) for block in document.blocks if isinstance(block, Words) for line in block.lines)


async def test_what_is_new_is_posted_under_the_briefing(mornings: Mornings) -> None:
    """And nothing of what was told before."""
    await told(mornings)
    await report(mornings, NEW, 2)

    assert await updates(mornings) == 1

    briefing, update = mornings.chat.arrived
    assert mornings.chat.under == {update.key: "m1"}
    assert update.place == briefing.place
    assert "fire broke out" in said(update.document) and "makes batteries" not in said(update.document)
    assert update.document.summary == "Update: Acme opens plant 1"


async def test_an_update_is_told_once(mornings: Mornings) -> None:
    """However often and by however many processes it is looked for, also hours later."""
    await told(mornings)
    await report(mornings, NEW, 2)
    await updates(mornings)
    await mornings.later(hours=3)

    assert (await updates(mornings), len(mornings.chat.arrived)) == (0, 2)


async def test_the_next_briefing_knows_the_version_of_an_update(mornings: Mornings) -> None:
    """What was told under the last one is no news the next morning."""
    await told(mornings)
    await report(mornings, NEW, 2)
    await updates(mornings)

    await mornings.morning(EIGHT + timedelta(days=1))

    assert "Acme" not in str(mornings.chat.arrived[-1].document)
    assert mornings.chat.arrived[-1].document.summary.startswith("Nothing new for this channel")


async def test_an_update_has_its_receipts(evening: Mornings) -> None:
    """Every sentence with the passage that supports it, as `verify` wants them."""
    await told(evening)
    await report(evening, NEW, 2)
    await updates(evening)

    composed = composed_of(await evening.edition())
    assert composed.stories == (("s1", 2),)
    assert composed.sentences and all(each.receipt.quote in NEW for each in composed.sentences)


async def test_a_channel_that_wants_none_gets_none(evening: Mornings) -> None:
    """That is how it is unless it was set."""
    await told(evening, updates=False)
    await report(evening, NEW, 2)

    assert await updates(evening) == 0


async def test_a_report_that_says_nothing_new_is_no_update(evening: Mornings) -> None:
    """The same words in another paper are no news."""
    await told(evening)
    await report(evening, FIRST, 2)

    assert await updates(evening) == 0


async def test_a_story_rests_for_an_hour_after_an_update(evening: Mornings) -> None:
    """Then all that came meanwhile is told at once."""
    await told(evening)
    await report(evening, NEW, 2)
    await updates(evening)
    await evening.later(minutes=30)
    await report(evening, NEWER, 3)

    assert await updates(evening) == 0
    await evening.later(minutes=31)
    assert await updates(evening) == 1
    assert "closed until 4 March" in said(evening.chat.arrived[-1].document)
    assert "fire broke out" not in said(evening.chat.arrived[-1].document)


async def test_a_channel_gets_a_few_a_day(evening: Mornings) -> None:
    """The rest waits for the next briefing."""
    stories = [f"s{number}" for number in range(MOST_A_DAY + 1)]
    for number, story in enumerate(stories):
        await report(evening, FIRST.replace("Acme", f"Company{number}").replace("1 on", f"{number} on"), 1, story)
    await evening.briefing(updates=True, length=20)
    await evening.morning()
    await evening.later(hours=2)
    for story in stories:
        await report(evening, NEW, 2, story)

    assert (await updates(evening), await updates(evening)) == (MOST_A_DAY, 0)


@pytest.mark.parametrize(
    ("wishes", "hours"), [({"quiet_from": "09:00", "quiet_until": "11:00"}, 0), ({}, 21.9), ({}, 23)]
)
async def test_nobody_is_told_at_a_bad_time(evening: Mornings, wishes: dict[str, str], hours: float) -> None:
    """Not in the quiet hours, not right before the next briefing, and not a day after the last."""
    await told(evening, words="mon,tue,thu 8am UTC" if hours == 23 else "daily 8am UTC", **wishes)
    await evening.later(hours=hours)
    await report(evening, NEW, 2)

    assert await updates(evening) == 0


async def test_a_paused_briefing_is_not_followed(evening: Mornings) -> None:
    """Nobody wants to hear of it."""
    await told(evening)
    (briefing,) = await evening.desk.briefings.all()
    await evening.desk.briefings.pause(briefing)
    await report(evening, NEW, 2)

    assert await updates(evening) == 0


async def test_a_story_that_went_on_during_a_rest_is_told_after_it(evening: Mornings) -> None:
    """Nothing is opened meanwhile, which could only fail and be lost."""
    await told(evening)
    (briefing,) = await evening.desk.briefings.all()
    await evening.desk.briefings.rest(briefing, evening.clock.now() + timedelta(hours=3))
    await report(evening, NEW, 2)

    assert (await updates(evening), await evening.states()) == (0, ["sent"])
    await evening.later(hours=4)
    assert await updates(evening) == 1


async def test_a_story_that_was_merged_is_told_further_where_it_was_told(mornings: Mornings) -> None:
    """Its id is another one by then."""
    await told(mornings)
    await report(mornings, "Acme hired 40 people in Bergen.", 1, "s0")
    await mornings.desk.stories.apply([], [Merging("s0", "s1")])
    await report(mornings, NEW, 2, "s0")

    assert await updates(mornings) == 1
    assert list(mornings.chat.under.values()) == ["m1"]


async def test_an_update_that_may_have_arrived_is_looked_for_in_its_thread(mornings: Mornings) -> None:
    """And not posted again."""
    await told(mornings)
    await report(mornings, NEW, 2)
    mornings.chat.next_posts.append(mornings.chat.accept_and_break)
    assert await updates(mornings) == 0

    await mornings.later(minutes=1)
    assert (await mornings.deliver(), len(mornings.chat.arrived)) == (1, 2)


async def test_a_thread_that_is_gone_stops_no_briefing(mornings: Mornings) -> None:
    """The update fails with the platform's words, and the next briefing comes."""
    await told(mornings)
    await report(mornings, NEW, 2)
    mornings.chat.next_posts.append(ReplyRefused("That message was deleted.", Refusal.GONE))

    assert await updates(mornings) == 0

    failed = (await mornings.ledger())[-1]
    (briefing,) = await mornings.desk.briefings.all()
    assert (failed.state, failed.reason, briefing.stopped) == ("failed", "That message was deleted.", None)
    assert await mornings.morning(EIGHT + timedelta(days=1)) == 1


async def test_an_update_that_failed_takes_no_others_place(evening: Mornings) -> None:
    """It was the channel's one of that day already; it is not opened again, and not counted twice."""
    stories = [f"s{number}" for number in range(MOST_A_DAY)]
    for number, story in enumerate(stories):
        await report(evening, FIRST.replace("Acme", f"Company{number}").replace("1 on", f"{number} on"), 1, story)
    await evening.briefing(updates=True, length=20)
    await evening.morning()
    await evening.later(hours=2)
    for story in stories[:-1]:
        await report(evening, NEW, 2, story)
    evening.chat.next_posts.append(ReplyRefused("I may not reply there.", Refusal.FORBIDDEN))
    assert await updates(evening) == MOST_A_DAY - 2

    await evening.later(hours=2)
    await report(evening, NEW, 2, stories[-1])

    assert await updates(evening) == 1


async def test_two_processes_open_an_update_once(mornings: Mornings) -> None:
    """An update is unique per briefing, story and version."""
    await told(mornings)
    await report(mornings, NEW, 2)
    both = [Updater(mornings.desk.services, mornings.desk.database) for _ in range(2)]

    assert sum(await asyncio.gather(*(each.open() for each in both))) == 1
    assert (await mornings.deliver(), await mornings.deliver()) == (1, 0)
