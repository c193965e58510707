"""The settings as one form and in words: all of it is kept, or nothing, with one sentence on what is wrong."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.answers.settings import form
from bot.commands import Command
from bot.fields import MOST_TOPICS
from tests.builders import a_source
from tests.integration.answers.desk import NEWS, Desk, ada, alone, bob, grace, gus, labels, read, titles


async def save(desk: Desk, **fields: str) -> str:
    """Send the form off with these fields; what the sender reads."""
    words = "\n".join(f"{name}: {value}" for name, value in fields.items())
    return read((await desk.handle(Command("settings", "save", words=words), grace())).document)


async def test_the_form_shows_what_holds(desk: Desk) -> None:
    """With the defaults where nothing was set."""
    reply = await desk.ask("settings")

    assert reply.form is not None
    assert {field.name: field.value for field in reply.form.fields} == {
        "days": "Mon, Tue, Wed, Thu, Fri",
        "times": "",
        "zone": "UTC",
        "length": "7",
        "style": "brief",
        "followed": "",
        "muted": "",
        "quiet": "",
        "empty": "say so",
        "updates": "wait for the next briefing",
        "language": "auto",
        "first": "save at once",
    }
    assert "Briefing: none" in read(reply.document)


async def test_the_form_sent_off_untouched_changes_nothing(desk: Desk) -> None:
    """Whatever holds; and nobody is told."""
    await desk.ask("briefing saturdays and sundays 9:30 and 18:00 Europe/Berlin", grace())
    await save(desk, length="4", style="full", followed="rust, security", muted="crypto", quiet="22:00-07:00")
    for compact in (False, True):
        fields = (await form(desk.services, grace(), compact=compact)).fields
        assert await save(desk, **{field.name: field.value for field in fields}) == "Nothing was changed."


async def test_every_field_is_saved_and_announced_in_one_line(desk: Desk) -> None:
    """One form, one announcement, one line in the record."""
    words = "\n".join((
        "schedule: weekdays 8am", "zone: berlin", "length: 5", "style: Headlines", "followed: Rust, security",
        "muted: crypto", "quiet: 10pm to 7am",
    ))  # fmt: skip
    reply = await desk.handle(Command("settings", "save", words=words), grace())

    assert reply.announcement is not None
    assert read(reply.announcement) == (
        "This channel's settings changed: briefing weekdays at 08:00, Europe/Berlin; 5 stories; style headlines;"
        " follows rust, security; mutes crypto; quiet hours 22:00 to 07:00."
    )
    assert "The next comes Tue 24 Nov 08:00." in read(reply.document)
    assert len(await desk.services.marks.changes(NEWS)) == 1
    channel = await desk.services.channels.get(NEWS)
    assert (channel.timezone, channel.length, channel.quiet_from) == ("Europe/Berlin", 5, "22:00")


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"zone": "Europe/Berlinn"}, "zone", "Did you mean Europe/Berlin"),
        ({"zone": "IST"}, "zone", "Asia/Kolkata"),
        ({"schedule": "weekdays"}, "schedule", "At what time?"),
        ({"schedule": "weekdays 25:00"}, "schedule", "no time of day"),
        ({"length": "many"}, "length", "from 1 to 20"),
        ({"length": "0"}, "length", "from 1 to 20"),
        ({"length": "²"}, "length", "from 1 to 20"),
        ({"style": "fancy"}, "style", "headlines, brief, full"),
        ({"quiet": "at night"}, "quiet", "22:00-07:00"),
        ({"quiet": "22:00-22:00"}, "quiet", "22:00-07:00"),
        ({"quiet": "25:00-07:00"}, "quiet", "22:00-07:00"),
        ({"followed": "x" * 200}, "followed", "at most 50 characters"),
        ({"muted": ",".join(f"t{n}" for n in range(MOST_TOPICS + 1))}, "muted", "are the most"),
        ({"colour": "red"}, "colour", "no setting “colour”"),
    ],
)
async def test_a_bad_value_is_said_and_nothing_is_saved(
    desk: Desk, fields: dict[str, str], field: str, said: str
) -> None:
    """Neither it nor what was right beside it."""
    words = "\n".join(f"{name}: {value}" for name, value in {"topics": "rust", **fields}.items())
    reply = await desk.handle(Command("settings", "save", words=words), grace())

    assert said in reply.problems[field]
    assert read(reply.document).startswith("Nothing was saved. ")
    assert reply.announcement is None
    assert (await desk.services.channels.get(NEWS)).followed == ()


async def test_all_that_is_wrong_is_said_at_once(desk: Desk) -> None:
    """Nobody has to send a form off three times."""
    said = await save(desk, zone="Nowhere", length="x", style="y")

    assert "no time zone" in said
    assert "no number of stories" in said
    assert "no style" in said


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("settings length 5", "5 stories"),
        ("settings stories: 12", "12 stories"),
        ("settings style full", "style full"),
        ("settings zone Europe/Berlin", "time zone Europe/Berlin"),
        ("settings time zone new york", "time zone America/New_York"),
        ("settings quiet 22:00-07:00", "quiet hours 22:00 to 07:00"),
        ("settings quiet hours 22-7", "quiet hours 22:00 to 07:00"),
        ("settings schedule daily 9am", "briefing every day at 09:00, UTC"),
        ("settings followed rust, linux", "follows rust, linux"),
        ("settings topics rust, -linux", "follows rust; mutes linux"),
        ("settings empty post nothing", "a briefing with nothing new is not posted"),
        ("settings updates on", "developments go into the old thread"),
    ],
)
async def test_a_setting_in_words(desk: Desk, line: str, changed: str) -> None:
    """Every field has its word, and several have more than one."""
    assert f"settings changed: {changed}." in read((await desk.ask(line)).document)


async def test_quiet_hours_go_off_again(desk: Desk) -> None:
    """They are off until set."""
    await desk.ask("settings quiet 22:00-07:00")

    assert "quiet hours off" in read((await desk.ask("settings quiet off")).document)
    assert "Quiet hours: off" in read((await desk.ask("settings")).document)


async def test_the_form_pauses_and_resumes_a_briefing(desk: Desk) -> None:
    """Its state is a field like any other, and another time leaves it as it is."""
    await desk.ask("briefing weekdays 8am", grace())

    assert "briefing paused" in await save(desk, state="paused")
    assert "every day at 09:00, UTC (paused)" in await save(desk, days="Mon,Tue,Wed,Thu,Fri,Sat,Sun", times="9am")
    assert "(paused)" in read((await desk.ask("settings")).document)
    assert "The next comes Mon 23 Nov 09:00." in await save(desk, state="on")


async def test_a_briefing_that_is_paused_for_a_while_is_shown_so(desk: Desk) -> None:
    """In the list with when it comes again, and in the form, so that sending that off ends no rest."""
    await desk.ask("briefing weekdays 8am", grace())
    await desk.ask("briefing pause 1 week", grace())

    reply = await desk.ask("settings", grace())

    assert "(paused until it comes again Tue 1 Dec 08:00)" in read(reply.document)
    assert reply.form is not None
    assert next(field.value for field in reply.form.fields if field.name == "state") == "paused"


async def test_another_time_ends_no_rest(desk: Desk) -> None:
    """It comes again when that was said, at the new time."""
    await desk.ask("briefing weekdays 8am", grace())
    await desk.ask("briefing pause 1 week", grace())
    before = await desk.services.briefings.at(NEWS)

    said = await save(desk, schedule="daily 9am UTC")

    after = await desk.services.briefings.at(NEWS)
    assert before is not None and after is not None
    assert after.rests_until == before.rests_until is not None
    assert "every day at 09:00, UTC (paused)" in said and "The next comes Mon 30 Nov 09:00." in said


async def test_the_form_ends_a_rest(desk: Desk) -> None:
    """Where "on" is chosen."""
    await desk.ask("briefing weekdays 8am", grace())
    await desk.ask("briefing pause 1 week", grace())

    assert "briefing on again" in await save(desk, state="on")

    held = await desk.services.briefings.at(NEWS)
    assert held is not None and held.rests_until is None


async def test_a_rest_that_is_over_is_none(desk: Desk) -> None:
    """The form says "on" again by itself."""
    await desk.ask("briefing weekdays 8am", grace())
    await desk.ask("briefing pause 1 week", grace())
    desk.clock.move_to(desk.clock.now() + timedelta(days=8))

    assert "(paused" not in read((await desk.ask("settings")).document)


async def test_the_form_tells_why_a_briefing_stopped(desk: Desk) -> None:
    """Where its state is chosen, and in the list."""
    await desk.ask("briefing weekdays 8am", grace())
    held = await desk.services.briefings.at(NEWS)
    assert held is not None
    await desk.services.briefings.stop(held.id, "Invite me there.", None, desk.clock.now())

    reply = await desk.ask("settings", grace())

    assert reply.form is not None
    state = next(field for field in reply.form.fields if field.name == "state")
    assert (state.value, state.label) == ("paused", "Briefing is (I stopped it: Invite me there.)")
    assert "(stopped: Invite me there.)" in read(reply.document)


async def test_the_briefing_tells_what_is_set_about_it(desk: Desk) -> None:
    """Only what is not as usual."""
    await desk.ask("briefing weekdays 8am", grace())
    assert "Set so" not in read((await desk.ask("briefing")).document)

    await save(desk, empty="post nothing", updates="on")

    said = read((await desk.ask("briefing")).document)
    assert "Set so: a briefing with nothing new is not posted; developments go into the old thread" in said


async def test_a_time_alone_is_a_briefing_on_weekdays(desk: Desk) -> None:
    """As the form shows them ticked."""
    assert "briefing weekdays at 08:00, UTC" in await save(desk, times="8am")


async def test_a_form_removes_no_briefing_that_came_meanwhile(desk: Desk) -> None:
    """It had none to show, so its empty time says nothing about it."""
    saving = save(desk, days="Mon, Tue, Wed, Thu, Fri", times="", length="3")
    await asyncio.gather(saving, desk.ask("briefing weekdays 8am", grace()))

    assert await desk.services.briefings.at(NEWS) is not None


async def test_another_zone_moves_the_briefing_with_it(desk: Desk) -> None:
    """Eight in the morning is eight where the channel lives."""
    await desk.ask("briefing weekdays 8am Europe/Berlin")
    await desk.ask("settings zone Asia/Tokyo")

    held = await desk.services.briefings.at(NEWS)
    assert held is not None
    assert held.schedule.timezone == "Asia/Tokyo"


async def test_an_emptied_schedule_removes_the_briefing(desk: Desk) -> None:
    """A field that is cleared is meant."""
    await desk.ask("briefing weekdays 8am", grace())

    assert "no briefing any more" in await save(desk, schedule="")
    assert await desk.services.briefings.at(NEWS) is None


async def test_the_style_and_length_are_those_of_the_next_digest(desk: Desk) -> None:
    """What was saved holds at once."""
    await desk.know(a_source())
    await desk.news(4)
    await save(desk, length="3", style="headlines")

    shown = (await desk.ask("")).document
    assert len(titles(shown)) == 3
    assert "Maintainers" not in read(shown)


async def test_who_may_not_change_gets_the_settings_without_the_form(desk: Desk) -> None:
    """Anyone may read them."""
    await desk.ask("briefing weekdays 8am", ada())

    for person in (bob(), gus()):
        reply = await desk.ask("settings", person)
        assert reply.form is None
        assert "Briefing: weekdays at 08:00, UTC" in read(reply.document)


async def test_a_form_sent_off_by_somebody_else_is_refused(desk: Desk) -> None:
    """The form is a button like any other."""
    await desk.ask("briefing weekdays 8am", ada())
    command = Command("settings", "save", words="length: 5")

    assert "changes this channel for everyone" in read((await desk.handle(command, bob())).document)
    assert (await desk.services.channels.get(NEWS)).length is None


async def test_in_a_direct_conversation_nothing_is_announced(desk: Desk) -> None:
    """Everybody rules their own settings there."""
    reply = await desk.ask("settings length 5", alone())

    assert reply.announcement is None
    assert "5 stories" in read(reply.document)


async def test_the_home_page_shows_briefings_saved_stories_and_health(desk: Desk) -> None:
    """And the buttons for a digest now, and for the settings."""
    await desk.know(a_source(), a_source("Broken"))
    await desk.services.sources.record_failure(a_source("Broken"), "it answered 500", desk.clock.now())
    await desk.news(1)
    await desk.ask("briefing weekdays 8am", ada())
    await desk.ask("", ada())
    await desk.ask("save 1", ada())

    page = (await desk.handle(Command("home"), alone("ada"))).document

    assert "Next briefing: Tue 24 Nov 08:00 in a channel where you set it · weekdays at 08:00, UTC · 7 stories" in read(
        page
    )
    assert titles(page) == ["The Example 1"]
    assert "2 feeds followed · 1 failing" in read(page)
    assert "1 article in the last 24 h · 1 story" in read(page)
    assert "Broken: failing since just now: it answered 500" in read(page)
    assert labels(page) == ["Get Digest Now", "Edit Settings", "Add Feed", "Pause 1 Week"]
    assert "in a channel" not in read((await desk.handle(Command("home"), alone("bob"))).document)


async def test_the_home_page_pauses_ones_own_briefing(desk: Desk) -> None:
    """For a week, after which it comes by itself."""
    await desk.ask("briefing weekdays 8am", alone("ada"))
    await desk.ask("follow rust", alone("ada"))
    await desk.ask("mute crypto", alone("ada"))

    page = (await desk.handle(Command("home"), alone("ada"))).document

    assert "Topics: rust · Muted: crypto" in read(page)
    await desk.press(page, "Pause 1 Week", alone("ada"))
    paused = (await desk.handle(Command("home"), alone("ada"))).document
    assert "Paused: here · weekdays at 08:00, UTC · comes again Tue 1 Dec 08:00" in read(paused)
    assert labels(paused)[-1] == "Resume"


async def test_the_home_page_adds_a_feed_by_a_form(desk: Desk) -> None:
    """What is wrong with the address is said beside it."""
    page = (await desk.handle(Command("home"), alone("ada"))).document

    form = (await desk.press(page, "Add Feed", alone("ada"))).form

    assert form is not None
    sent = replace(form.command, words="url: ftp://nowhere")
    assert "url" in (await desk.handle(sent, alone("ada"))).problems
