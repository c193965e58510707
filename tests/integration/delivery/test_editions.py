"""What an edition says: drafted ahead, frozen at its minute, and nothing that came after it."""

from __future__ import annotations

from datetime import timedelta

from bot.document import StoryBlock
from bot.ports import Asker, ReplyRefused
from bot.store.drafts import Draft, DraftStore
from tests.integration.delivery.mornings import EIGHT, Mornings

AHEAD = timedelta(minutes=10)


def _titles(mornings: Mornings) -> list[str]:
    return [block.title for block in mornings.chat.arrived[-1].document.blocks if isinstance(block, StoryBlock)]


async def _draft(mornings: Mornings) -> int:
    now = mornings.clock.now()
    return await mornings.desk.editor.draft(await mornings.desk.briefings.between(now, now + AHEAD, 100))


async def test_an_edition_is_composed_ahead_of_its_minute(mornings: Mornings) -> None:
    """Its draft goes out as it is if nothing was read in between; composing again would change nothing."""
    await mornings.article()
    await mornings.briefing()
    mornings.clock.move_to(EIGHT - timedelta(minutes=9))
    assert (await _draft(mornings), await _draft(mornings)) == (1, 0)

    await mornings.open(EIGHT)
    draft = (await mornings.edition()).draft
    await mornings.deliver()

    edition = await mornings.edition()
    assert (edition.name, edition.draft, edition.draft_of) == (draft, None, None)
    assert _titles(mornings) == ["Company 1 opens plant 1"]


async def test_nothing_is_composed_earlier_than_ten_minutes_ahead(mornings: Mornings) -> None:
    """It would be composed again anyway."""
    await mornings.briefing()
    mornings.clock.move_to(EIGHT - timedelta(minutes=11))

    assert await _draft(mornings) == 0


async def test_what_was_read_up_to_the_minute_is_in(mornings: Mornings) -> None:
    """An outdated draft is composed anew."""
    await mornings.article(1)
    await mornings.briefing()
    mornings.clock.move_to(EIGHT - timedelta(minutes=9))
    await _draft(mornings)
    await mornings.later(minutes=8)
    await mornings.article(2)

    await mornings.morning()

    assert sorted(_titles(mornings)) == ["Company 1 opens plant 1", "Company 2 opens plant 2"]


async def test_what_was_published_after_the_minute_is_not_in(mornings: Mornings) -> None:
    """Also when the edition is composed late."""
    await mornings.article(1)
    await mornings.briefing()
    await mornings.open(EIGHT)
    await mornings.later(minutes=2)
    await mornings.article(2, published=EIGHT + timedelta(minutes=1))

    await mornings.deliver()

    assert _titles(mornings) == ["Company 1 opens plant 1"]


async def test_what_the_channel_saw_since_the_draft_is_not_in(mornings: Mornings) -> None:
    """Somebody shared it at five to eight."""
    await mornings.article(1)
    briefing = await mornings.briefing()
    mornings.clock.move_to(EIGHT - timedelta(minutes=9))
    await _draft(mornings)
    await mornings.desk.seen.mark([briefing.place.key], [("s1", 1)], EIGHT - timedelta(minutes=5))

    await mornings.morning()

    assert _titles(mornings) == []


async def test_a_vote_since_the_draft_counts(mornings: Mornings) -> None:
    """The draft had one of two stories; somebody voted for the publisher of the other."""
    for number in (1, 2):
        await mornings.article(number, publisher=f"Publisher {number}")
    held = await mornings.briefing(length=1)
    mornings.clock.move_to(EIGHT - timedelta(minutes=5))
    await _draft(mornings)
    ((drafted, _),) = (await mornings.desk.editor.compose_next(held, EIGHT)).stories
    other = {"s1": 2, "s2": 1}[drafted]
    ada = Asker(held.place, "ada")
    await mornings.desk.services.votes.vote(ada, drafted, 1, {f"Publisher {other}": 0.6}, mornings.clock.now())

    await mornings.morning()

    assert _titles(mornings) == [f"Company {other} opens plant {other}"]


async def test_an_outdated_draft_goes_out_when_it_would_be_late_otherwise(mornings: Mornings) -> None:
    """Being on time beats the last headline."""
    await mornings.article(1)
    await mornings.briefing()
    mornings.clock.move_to(EIGHT - timedelta(minutes=9))
    await _draft(mornings)
    await mornings.article(2)

    await mornings.morning(EIGHT + timedelta(seconds=9))

    assert _titles(mornings) == ["Company 1 opens plant 1"]


async def test_a_draft_that_comes_after_its_minute_changes_nothing(mornings: Mornings) -> None:
    """What was read of the edition is what is posted, so it must be what is frozen."""
    briefing = await mornings.briefing()
    mornings.clock.move_to(EIGHT - timedelta(minutes=9))
    await _draft(mornings)
    await mornings.open(EIGHT)
    draft = (await mornings.edition()).draft
    assert draft and briefing.next is not None

    late = Draft(briefing.id, briefing.next, "later", "something else")
    await DraftStore(mornings.desk.database).keep([late], {"later": {"document": {}}})

    assert (await mornings.edition()).draft == draft


async def test_a_draft_of_a_schedule_that_was_changed_goes_nowhere(mornings: Mornings) -> None:
    """It is forgotten a day later."""
    await mornings.briefing()
    mornings.clock.move_to(EIGHT - timedelta(minutes=9))
    await _draft(mornings)
    await mornings.briefing(words="daily 9am UTC")
    assert await mornings.morning() == 0

    drafts = DraftStore(mornings.desk.database)
    assert await drafts.forget(EIGHT + timedelta(days=1)) == 0
    assert await drafts.forget(EIGHT + timedelta(days=1, seconds=1)) == 1


async def test_the_second_morning_brings_only_what_the_first_did_not(mornings: Mornings) -> None:
    """And covers everything since the first one."""
    await mornings.article(1)
    await mornings.briefing()
    await mornings.morning()
    await mornings.later(hours=22)
    await mornings.article(2)

    await mornings.morning(EIGHT + timedelta(days=1))

    assert _titles(mornings) == ["Company 2 opens plant 2"]


async def test_a_morning_without_stories_says_so(evening: Mornings) -> None:
    """In one line, with what was read."""
    await evening.briefing()

    assert await evening.morning() == 1
    assert evening.chat.arrived[0].document.summary == "Nothing new for this channel: its sources brought nothing."


async def test_a_channel_may_wish_for_silence_when_there_is_nothing(mornings: Mornings) -> None:
    """Nothing is sent and nothing waits; a morning with stories comes."""
    await mornings.briefing(skip_empty=True)
    assert await mornings.morning() == 0
    assert (mornings.chat.tried, await mornings.states()) == ([], [])
    await mornings.later(hours=22)
    await mornings.article()

    assert await mornings.morning(EIGHT + timedelta(days=1)) == 1


async def test_a_late_briefing_says_that_it_is(evening: Mornings) -> None:
    """In its last line."""
    await evening.briefing()
    await evening.morning(EIGHT + timedelta(hours=1))

    last = evening.chat.arrived[0].document.blocks[-1]
    assert "This briefing is late: I was not running at its time." in str(last)


async def test_a_briefing_refused_for_a_while_says_nothing_of_being_late(evening: Mornings) -> None:
    """Its payload was frozen before the first attempt, and stays the same."""
    await evening.briefing()
    evening.chat.next_posts.append(ReplyRefused("too fast", retry_after=600))
    await evening.morning()
    await evening.later(minutes=10)
    await evening.deliver()

    assert "late" not in str(evening.chat.arrived[0].document)


async def test_a_preview_is_exactly_what_is_sent(mornings: Mornings) -> None:
    """If nothing is read in between."""
    await mornings.article()
    briefing = await mornings.briefing()
    preview = await mornings.desk.editor.compose_next(briefing, EIGHT)

    await mornings.morning()

    assert mornings.chat.arrived[0].document == preview.document


async def test_an_edition_says_when_the_next_one_comes(mornings: Mornings) -> None:
    """In its own zone; the draft of another schedule would say something else, and is outdated."""
    await mornings.article()
    await mornings.briefing()

    await mornings.morning()

    assert "Next briefing: Wednesday 08:00 (UTC)" in str(mornings.chat.arrived[-1].document)
