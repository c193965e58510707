"""What only some platforms offer: set where it is offered, and refused in a sentence everywhere else."""

from __future__ import annotations

from bot.answers.settings import form
from bot.commands import Command
from bot.ports import Asker, Extra, Mention, Place
from tests.builders import a_source
from tests.integration.answers.desk import Desk, ada, grace, labels, read

ANNOUNCEMENTS = Place("discord", "G1", "42")


def boss(*offers: Extra) -> Asker:
    """Who manages a channel in which the platform offers these."""
    return Asker(ANNOUNCEMENTS, "boss", may_manage=True, offers=frozenset(offers))


def reader(*offers: Extra) -> Asker:
    """Who reads in a channel in which the platform offers these."""
    return Asker(ANNOUNCEMENTS, "ada", offers=frozenset(offers))


async def save(desk: Desk, asker: Asker, **values: str) -> str:
    """Send these settings off; what the sender reads."""
    words = "\n".join(f"{name}: {value}" for name, value in values.items())
    return read((await desk.handle(Command("settings", "save", words=words), asker)).document)


async def test_a_mention_is_set_by_id_and_told_by_name(desk: Desk) -> None:
    """The channel hears whom a briefing will wake."""
    said = await save(desk, boss(Extra.MENTION), mention="77 @news team")

    assert said == "This channel's settings changed: a briefing mentions @news team."
    assert (await desk.services.channels.get(ANNOUNCEMENTS)).mention == Mention("77", "@news team")
    shown = read((await desk.ask("settings", boss(Extra.MENTION))).document)
    assert "A briefing mentions: @news team" in shown


async def test_a_mention_without_a_name_is_only_what_holds_already(desk: Desk) -> None:
    """A platform leaves the name out where the asker may not have that role mentioned."""
    assert "You or I may not mention that role" in await save(desk, boss(Extra.MENTION), mention="77", length="4")
    assert (await desk.services.channels.get(ANNOUNCEMENTS)).length is None
    await save(desk, boss(Extra.MENTION), mention="77 @news")

    await save(desk, boss(Extra.MENTION), mention="77", length="4")

    kept = await desk.services.channels.get(ANNOUNCEMENTS)
    assert (kept.mention, kept.length) == (Mention("77", "@news"), 4)


async def test_a_mention_ends_when_it_is_switched_off(desk: Desk) -> None:
    """By "off", and by a form that came back without one."""
    for none in ("off", ""):
        await save(desk, boss(Extra.MENTION), mention="77 @news")
        assert "a briefing mentions nobody" in await save(desk, boss(Extra.MENTION), mention=none)

    assert (await desk.services.channels.get(ANNOUNCEMENTS)).mention is None


async def test_a_mention_takes_somebody_who_manages_the_channel(desk: Desk) -> None:
    """Like every setting."""
    member = Asker(ANNOUNCEMENTS, "ada", offers=frozenset({Extra.MENTION}))

    assert "Manage Channels" in await save(desk, member, mention="77 @news")
    assert (await desk.services.channels.get(ANNOUNCEMENTS)).mention is None


async def test_slack_is_given_no_mention(desk: Desk) -> None:
    """Neither in its form, nor among its settings, nor by words."""
    for words in ("settings mention @here", "settings ping @channel", "settings mention 77 news"):
        said = read((await desk.ask(words, grace())).document)
        assert said.startswith("Nothing was saved. A briefing here can mention nobody"), words

    reply = await desk.ask("settings", grace())
    assert reply.form is not None
    assert {"mention", "publish"}.isdisjoint(each.name for each in reply.form.fields)
    assert "mention" not in read(reply.document).lower()


async def test_publishing_takes_a_channel_that_can_be_followed(desk: Desk) -> None:
    """Elsewhere a sentence says what it takes; switching it off works everywhere."""
    refused = await save(desk, boss(Extra.MENTION), publish="on")
    agreed = await save(desk, boss(Extra.PUBLISH), publish="on")
    off = await save(desk, boss(), publish="off")

    assert "takes an announcement channel" in refused
    assert agreed.endswith("a briefing is published to followers.")
    assert off.endswith("a briefing stays in this channel.")


async def test_the_small_form_has_room_for_a_mention(desk: Desk) -> None:
    """Five fields: length and style share one; sent off untouched it changes nothing."""
    asker = boss(Extra.MENTION)
    await save(desk, asker, mention="77 @news", length="4", style="full")

    fields = (await form(desk.services, asker, compact=True)).fields

    assert [each.name for each in fields] == ["schedule", "topics", "digest", "quiet", "mention"]
    assert fields[2].value == "4 stories, full" and len(fields[2].choices) <= 25
    assert await save(desk, asker, **{each.name: each.value for each in fields}) == "Nothing was changed."


async def test_length_and_style_can_be_chosen_together(desk: Desk) -> None:
    """As the small form's choice says it."""
    said = await save(desk, boss(Extra.MENTION), digest="10 stories, headlines")

    assert said == "This channel's settings changed: 10 stories; style headlines."


async def test_a_mention_is_no_setting_of_a_direct_conversation(desk: Desk) -> None:
    """There is nobody there but the asker."""
    assert "can mention nobody" in await save(desk, Asker(ANNOUNCEMENTS, "ada", is_direct=True), mention="77 @news")
    assert (await desk.ask("settings", ada())).form is not None


async def test_a_story_is_discussed_in_a_thread_on_wish(desk: Desk) -> None:
    """The button stands under More; the thread is called like the story and tells everything about it."""
    await desk.know(a_source())
    await desk.news(1)
    await desk.ask("digest", reader(Extra.THREAD))

    more = await desk.ask("more 1", reader(Extra.THREAD))
    opened = await desk.press(more.document, "Discuss in a thread", reader(Extra.THREAD))

    assert opened.thread is not None
    assert opened.thread.summary == more.document.summary
    assert "Receipt: " in read(opened.thread)
    assert "Discuss in a thread" not in labels(opened.thread)


async def test_no_thread_is_offered_where_there_are_none(desk: Desk) -> None:
    """A button from elsewhere gets a sentence."""
    await desk.know(a_source())
    await desk.news(1)
    await desk.ask("digest", reader())

    more = await desk.ask("more 1", reader())
    refused = await desk.handle(Command("thread", number=1), reader())

    assert "Discuss in a thread" not in labels(more.document)
    assert refused.thread is None and "I can open no thread here" in read(refused.document)


async def test_help_names_what_is_offered_and_nothing_else(desk: Desk) -> None:
    """In the platform's own words."""
    everything = read((await desk.ask("help", reader(Extra.MENTION, Extra.PUBLISH, Extra.THREAD))).document)
    nothing = read((await desk.ask("help", reader())).document)

    assert "/briefing mention role:@news  wake one role" in everything
    assert "/briefing publish on:True  hand each briefing on" in everything
    assert "mention" not in nothing and "publish" not in nothing
