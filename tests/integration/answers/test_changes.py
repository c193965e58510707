"""Who may change what, how everybody hears of it, and that a button is no way around."""

from __future__ import annotations

import pytest

from bot.commands import Command
from bot.ports import Asker, Place
from tests.builders import a_source
from tests.integration.answers.desk import NEWS, OTHER, Desk, actions_of, ada, alone, bob, grace, gus, labels, read

ON_DISCORD = Place("discord", "G1", "C1")
CHANGES = ["briefing weekdays 8am", "follow rust", "mute crypto", "settings length 5"]
REFUSED = "changes this channel for everyone"


async def with_a_briefing(desk: Desk, owner: Asker | None = None) -> None:
    await desk.ask("briefing weekdays 8am Europe/Berlin", owner or ada())


@pytest.mark.parametrize("line", CHANGES)
async def test_on_slack_a_full_member_may_begin(desk: Desk, line: str) -> None:
    """What nobody has set yet, anybody but a guest may set; everybody is told."""
    reply = await desk.ask(line, ada())

    assert reply.announcement is not None
    assert read(reply.announcement).startswith("This channel")


@pytest.mark.parametrize("line", ["briefing weekdays 9am", "follow rust", "settings style full", "briefing off"])
async def test_later_changes_take_the_owner(desk: Desk, line: str) -> None:
    """Another member is refused with a word on who may, and nothing is announced."""
    await with_a_briefing(desk)

    refused = await desk.ask(line, bob())

    assert REFUSED in read(refused.document)
    assert "the owner of its briefing, the channel's creator or a workspace admin" in read(refused.document)
    assert refused.announcement is None
    assert (await desk.ask(line, ada())).announcement is not None


async def test_who_manages_the_channel_may_change_everything(desk: Desk) -> None:
    """And the briefing stays its owner's."""
    await with_a_briefing(desk)
    await desk.ask("briefing weekdays 9am", grace())

    held = await desk.services.briefings.at(NEWS)
    assert held is not None
    assert held.owner == "ada"


@pytest.mark.parametrize("line", CHANGES)
async def test_guests_change_nothing(desk: Desk, line: str) -> None:
    """Not even what nobody has set yet."""
    refused = await desk.ask(line, gus())

    assert "Guests change nothing here" in read(refused.document)
    assert refused.announcement is None
    assert await desk.services.marks.changes(NEWS) == ()


@pytest.mark.parametrize("line", ["", "sources", "topics", "briefing", "settings", "help", "sources export", "saved"])
async def test_anyone_may_read(desk: Desk, line: str) -> None:
    """Guests too; nothing that anyone may read is hidden."""
    await desk.know(a_source())
    await desk.news(1)
    await with_a_briefing(desk)

    assert "change" not in read((await desk.ask(line, gus())).document)


async def test_on_discord_a_change_takes_manage_channels(desk: Desk) -> None:
    """From the first one on."""
    member = Asker(ON_DISCORD, "ada")

    assert "Manage Channels" in read((await desk.ask("follow rust", member)).document)
    assert (await desk.ask("follow rust", Asker(ON_DISCORD, "ada", may_manage=True))).announcement is not None


async def test_on_discord_the_owner_of_a_briefing_needs_the_permission_still(desk: Desk) -> None:
    """Who lost Manage Channels changes nothing any more."""
    await desk.ask("briefing weekdays 8am", Asker(ON_DISCORD, "ada", may_manage=True))

    assert "Manage Channels" in read((await desk.ask("briefing off", Asker(ON_DISCORD, "ada"))).document)


async def test_alone_with_the_bot_everybody_rules_their_own_settings(desk: Desk) -> None:
    """And nobody else is told."""
    reply = await desk.ask("briefing weekdays 8am", alone())

    assert "This channel's briefing comes weekdays at 08:00" in read(reply.document)
    assert reply.announcement is None


async def test_every_change_is_written_down(desk: Desk) -> None:
    """Who, what and when, newest first; what was refused is no change."""
    await with_a_briefing(desk)
    await desk.ask("follow rust", bob())
    await desk.ask("briefing pause", grace())

    kept = await desk.services.marks.changes(NEWS)

    assert [(each.user, each.change) for each in kept] == [
        ("grace", "This channel's briefing is paused."),
        ("ada", "This channel's briefing comes weekdays at 08:00, Europe/Berlin."),
    ]


@pytest.mark.parametrize("label", ["Pause", "Remove"])
async def test_a_button_is_authorised_like_its_command(desk: Desk, label: str) -> None:
    """Everybody sees the briefing's buttons; pressed by somebody else they are refused."""
    await with_a_briefing(desk)
    shown = (await desk.ask("briefing", bob())).document

    assert REFUSED in read((await desk.press(shown, label, bob())).document)
    assert (await desk.press(shown, label, ada())).announcement is not None


async def test_the_mute_button_is_authorised_like_mute(desk: Desk) -> None:
    """A story's menu changes nothing for everyone by itself."""
    await desk.know(a_source())
    await desk.news(1, topics=("rust",))
    await with_a_briefing(desk)
    shown = (await desk.ask("", bob())).document

    assert REFUSED in read((await desk.press(shown, "Mute topic: rust", bob())).document)


@pytest.mark.parametrize("verb", ["pause", "resume", "unset", "follow", "mute", "forget"])
async def test_a_forged_button_changes_nothing(desk: Desk, verb: str) -> None:
    """Whatever a press claims to be, the person behind it is asked for."""
    await with_a_briefing(desk)
    await desk.ask("follow rust", ada())
    before = await desk.services.marks.changes(NEWS)

    await desk.handle(Command(verb, words="rust"), gus())

    assert await desk.services.marks.changes(NEWS) == before


async def test_asking_for_what_holds_already_announces_nothing(desk: Desk) -> None:
    """A second follow, a second pause, the same settings again."""
    await desk.ask("follow rust", grace())
    await with_a_briefing(desk, grace())
    await desk.ask("briefing pause", grace())

    for line in ("follow rust", "briefing pause", "settings length 7", "settings schedule weekdays 8am"):
        assert (await desk.ask(line, grace())).announcement is None, line


async def test_channels_do_not_know_each_other(desk: Desk) -> None:
    """What one follows and mutes is no other's business."""
    await desk.ask("follow rust", ada())

    assert (await desk.services.channels.get(OTHER)).followed == ()


async def test_the_briefing_shows_its_state_and_next_three_times(desk: Desk) -> None:
    """Monday 08:00 UTC is 09:00 in Berlin, so the next one comes on Tuesday."""
    await with_a_briefing(desk)

    shown = (await desk.ask("briefing")).document

    assert "weekdays at 08:00, Europe/Berlin" in read(shown)
    assert "State: on" in read(shown)
    assert "Next: Tue 24 Nov 08:00, Wed 25 Nov 08:00, Thu 26 Nov 08:00" in read(shown)
    assert [action.label for action in actions_of(shown)] == ["Preview", "Pause", "Remove"]


async def test_a_paused_briefing_can_be_resumed(desk: Desk) -> None:
    """It then says when the next one comes."""
    await with_a_briefing(desk)
    await desk.ask("briefing pause")
    assert "State: paused" in read((await desk.ask("briefing")).document)

    reply = await desk.ask("briefing resume")

    assert "on again; the next comes Tue 24 Nov 08:00" in read(reply.document)


async def test_a_briefing_paused_for_a_week_comes_again_by_itself(desk: Desk) -> None:
    """At its first time after the week, which is said."""
    await with_a_briefing(desk)

    reply = await desk.ask("briefing pause 1 week")

    assert reply.announcement is not None
    assert "is paused; it comes again Tue 1 Dec 08:00" in read(reply.announcement)
    shown = (await desk.ask("briefing")).document
    assert "State: paused until it comes again Tue 1 Dec 08:00" in read(shown)
    assert "Next: Tue 1 Dec 08:00, Wed 2 Dec 08:00, Thu 3 Dec 08:00" in read(shown)
    assert "Resume" in labels(shown)


async def test_a_briefing_that_rests_can_be_resumed_earlier(desk: Desk) -> None:
    """And then comes at its next time."""
    await with_a_briefing(desk)
    await desk.ask("briefing pause 1 week")

    reply = await desk.ask("briefing resume")

    assert "on again; the next comes Tue 24 Nov 08:00" in read(reply.document)


async def test_a_briefing_that_was_refused_says_so_until_it_is_posted_again(desk: Desk) -> None:
    """Whoever asks in the channel hears what its owner was told."""
    await with_a_briefing(desk)
    held = await desk.services.briefings.at(NEWS)
    assert held is not None
    await desk.services.briefings.warn(held.id, "Slack is busy.", None, desk.clock.now())
    assert "State: on, but the last one could not be posted: Slack" in read((await desk.ask("briefing")).document)

    await desk.services.briefings.unwarn(held.id)

    assert "State: on\n" in read((await desk.ask("briefing")).document) + "\n"


async def test_a_stopped_briefing_says_why(desk: Desk) -> None:
    """Whoever wonders where the morning's digest is asks here."""
    await with_a_briefing(desk)
    held = await desk.services.briefings.at(NEWS)
    assert held is not None
    await desk.services.briefings.stop(held.id, "Invite me there with /invite.", None, desk.clock.now())

    assert "State: stopped: Invite me there with /invite." in read((await desk.ask("briefing")).document)


@pytest.mark.parametrize("action", ["pause", "resume", "off"])
async def test_no_briefing_is_said_with_how_to_set_one(desk: Desk, action: str) -> None:
    """In the words of the platform."""
    said = read((await desk.ask(f"briefing {action}")).document)

    assert said == "This channel has no briefing. Set one with /digest briefing weekdays 8am Europe/Berlin."


@pytest.mark.parametrize(
    ("words", "said"), [("whenever it suits", "At what time?"), ("8am Europe/Berlinn", "Did you mean Europe/Berlin,")]
)
async def test_a_schedule_that_cannot_be_read_is_answered(desk: Desk, words: str, said: str) -> None:
    """With one sentence; nothing is set."""
    assert said in read((await desk.ask(f"briefing set {words}")).document)
    assert await desk.services.briefings.at(NEWS) is None


async def test_a_topic_stays_away_while_it_is_muted(desk: Desk) -> None:
    """Unless somebody asks for it by name."""
    await desk.know(a_source())
    await desk.news(2, topics=("crypto",))
    await desk.ask("mute crypto")

    assert "You have seen" in read((await desk.ask("")).document) or "Nothing new" in read(
        (await desk.ask("")).document
    )
    assert "1. The Example 1" in read((await desk.ask("crypto")).document)


async def test_a_muted_word_of_ones_own_stays_away_too(desk: Desk) -> None:
    """It is looked for as it stands, in title and text."""
    await desk.know(a_source())
    await desk.news(2)

    assert "looked for word for word" in read((await desk.ask("mute confused newcomers")).document)
    assert "Nothing new" in read((await desk.ask("")).document)


async def test_following_and_muting_exclude_each_other(desk: Desk) -> None:
    """The later word holds."""
    await desk.ask("follow rust")
    await desk.ask("mute rust")

    channel = await desk.services.channels.get(NEWS)
    assert (channel.followed, channel.muted) == ((), ("rust",))


async def test_a_topic_of_four_thousand_characters_is_refused(desk: Desk) -> None:
    """With what would be right; asked for as a digest, it is answered in a line."""
    assert "at most 50 characters" in read((await desk.ask("follow " + "x" * 4000)).document)

    said = read((await desk.ask("x" * 4000)).document)
    assert said.startswith("Nothing about xxx")
    assert len(said) < 200


async def test_a_mistyped_topic_is_asked_back_before_everybody_hears_of_it(desk: Desk) -> None:
    """With the button for what was probably meant, and the way to insist."""
    asked = await desk.ask("follow kubernets")

    assert "Did you mean kubernetes?" in read(asked.document)
    assert asked.announcement is None
    assert (await desk.press(asked.document, "Follow kubernetes")).announcement is not None
    await desk.ask('mute "kubernets"')
    channel = await desk.services.channels.get(NEWS)
    assert (channel.followed, channel.muted) == (("kubernetes",), ("kubernets",))
