"""What a digest says, and in which order."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.document import (
    Buttons,
    Divider,
    Document,
    Emphasis,
    Heading,
    Link,
    Moment,
    Paragraph,
    Small,
    StoryBlock,
    plain_line,
)
from bot.layout import (
    Look,
    count,
    digest_buttons,
    direct_buttons,
    lay_out_digest,
    lay_out_more,
    lay_out_summary,
    reoffer,
    say_account,
    say_age,
    story_actions,
)
from summarizer.model import Failure, NightAccount, Score, StoryState, Style
from tests.builders import MORNING, a_digest, a_digest_story, a_sentence, an_article, hours_ago

THREE = tuple(a_sentence(f"Sentence number {number}.") for number in range(1, 4))


def _lines(document: Document) -> list[str]:
    """Every line of ordinary and small text, in order."""
    return [
        plain_line(line) for block in document.blocks if isinstance(block, Paragraph | Small) for line in block.lines
    ]


def _story(document: Document) -> StoryBlock:
    return next(block for block in document.blocks if isinstance(block, StoryBlock))


def test_a_digest_is_laid_out_point_first() -> None:
    """Heading, the night in one line, its extent, the stories between rules, then the account."""
    document = lay_out_digest(a_digest(a_digest_story("s1"), a_digest_story("s2")), Look())

    assert [type(block) for block in document.blocks] == [
        Heading, Paragraph, Small, Divider, StoryBlock, StoryBlock, Divider, Small,
    ]  # fmt: skip
    assert _lines(document)[0] == "In short: Title of s1; Title of s2."
    assert [block.number for block in document.blocks if isinstance(block, StoryBlock)] == [1, 2]


@pytest.mark.parametrize(
    ("zone", "heading"),
    [
        ("UTC", "Tech digest · Monday 23 November"),
        ("Pacific/Kiritimati", "Tech digest · Monday 23 November"),
        ("Pacific/Honolulu", "Tech digest · Sunday 22 November"),
    ],
)
def test_the_heading_has_the_date_of_its_zone(zone: str, heading: str) -> None:
    """A channel reads its own date."""
    document = lay_out_digest(a_digest(a_digest_story()), Look(timezone=zone))

    assert document.blocks[0] == Heading(heading)


def test_the_notification_names_three_titles_and_counts_the_rest() -> None:
    """What a phone shows is short."""
    stories = [a_digest_story(f"s{number}") for number in range(1, 6)]

    assert lay_out_digest(a_digest(*stories), Look()).summary == (
        "Tech digest: Title of s1; Title of s2; Title of s3; and 2 more"
    )
    assert lay_out_digest(a_digest(stories[0]), Look(title="Briefing")).summary == "Briefing: Title of s1"


def test_an_empty_digest_says_so_and_gives_the_account() -> None:
    """Nothing above the line is not the same as nothing published."""
    read = lay_out_digest(a_digest(), Look(actions=True))
    nothing = lay_out_digest(a_digest(read=NightAccount(sources=2)), Look(timezone="Europe/Berlin"))

    assert read.summary == nothing.summary == "Tech digest: nothing new"
    assert _lines(read)[0] == "Nothing new stood out since 22 Nov 08:00 UTC."
    assert _lines(nothing)[0] == "Nothing was published since 22 Nov 09:00 Europe/Berlin."
    assert _lines(read)[1].startswith("Read 12: ")
    assert not any(isinstance(block, Buttons | Divider) for block in read.blocks)


@pytest.mark.parametrize(
    ("style", "sentences"),
    [
        (Style.HEADLINES, []),
        (Style.BRIEF, ["Sentence number 1.", "Sentence number 2.", "3 or 4."]),
        (Style.FULL, ["Sentence number 1.", "Sentence number 2.", "Sentence number 3.", "3 or 4."]),
    ],
)
def test_a_style_says_how_much_of_a_story_is_shown(style: Style, sentences: list[str]) -> None:
    """Headlines have none of its sentences, brief two, full all; remarks come with sentences."""
    story = a_digest_story(summary=THREE, notes=("3 or 4.",))

    block = _story(lay_out_digest(a_digest(story), Look(style=style)))

    assert [plain_line(line) for line in block.sentences] == sentences


def test_the_reading_time_is_of_what_is_shown() -> None:
    """1,000 words take five minutes in full and one as headlines."""
    story = a_digest_story(title="A title", summary=tuple(a_sentence("word " * 250) for _ in range(4)))
    scopes = {
        style: _lines(lay_out_digest(a_digest(story), Look(style=style)))[1]
        for style in (Style.HEADLINES, Style.BRIEF, Style.FULL)
    }

    assert scopes == {
        Style.HEADLINES: "1 story from 10 articles and 3 sources · 1 min read",
        Style.BRIEF: "1 story from 10 articles and 3 sources · 3 min read",
        Style.FULL: "1 story from 10 articles and 3 sources · 5 min read",
    }


def test_the_sources_of_a_story_stand_on_one_line() -> None:
    """Four are named with their links, the rest is counted; then the age, then three topics at most."""
    reports = tuple(an_article(f"a{number}", source=f"Paper {number}") for number in range(1, 7))
    story = a_digest_story(reports=reports, topics=("a", "b", "c", "d"), last_published=hours_ago(3))

    (line,) = _story(lay_out_digest(a_digest(story), Look())).meta

    assert plain_line(line) == ("6 sources: Paper 1, Paper 2, Paper 3, Paper 4 and 2 more · 3 h ago · a, b, c")
    assert [span.url for span in line if isinstance(span, Link)] == [each.url for each in reports[:4]]
    assert [span.at for span in line if isinstance(span, Moment)] == [hours_ago(3)]


def test_a_story_of_one_source_without_topic_is_said_in_the_singular() -> None:
    """No empty part is printed."""
    story = a_digest_story(topics=(), reports=(an_article(source="Ars"),))

    (line,) = _story(lay_out_digest(a_digest(story), Look())).meta

    assert plain_line(line) == "1 source: Ars · 1 h ago"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (-5, "just now"), (0, "just now"), (1.9, "just now"), (2, "2 min ago"), (59, "59 min ago"), (60, "1 h ago"),
        (47 * 60, "47 h ago"), (48 * 60, "2 days ago"), (24 * 60 * 400, "400 days ago"),
    ],
)  # fmt: skip
def test_an_age_is_said_as_people_say_it(minutes: float, said: str) -> None:
    """Minutes, then hours, then days; what claims to come from the future is now."""
    assert say_age(MORNING - timedelta(minutes=minutes), MORNING) == said


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 stories"), (1, "1 story"), (2, "2 stories"), (1204, "1,204 stories")]
)
def test_a_number_has_its_noun(number: int, said: str) -> None:
    """One is singular, thousands are parted."""
    assert count(number, "story", "stories") == said
    assert count(number, "repeat") == said.replace("stories", "repeats").replace("story", "repeat")


def test_actions_are_offered_only_where_they_can_be_pressed() -> None:
    """Without actions a document has neither buttons nor story actions."""
    with_actions = lay_out_digest(a_digest(a_digest_story()), Look(actions=True))
    without = lay_out_digest(a_digest(a_digest_story()), Look())

    assert _story(with_actions).actions == story_actions(a_digest_story())
    assert digest_buttons() in with_actions.blocks
    assert _story(without).actions == ()
    assert digest_buttons() not in without.blocks


def test_a_message_has_one_primary_button() -> None:
    """Only one thing stands out, and everything that can be done has a verb."""
    assert [action.label for action in digest_buttons().actions] == [
        "More Stories",
        "Share",
        "Send to My DM",
        "Settings",
    ]
    assert [action.emphasis for action in digest_buttons().actions].count(Emphasis.PRIMARY) == 1


def test_the_rare_actions_of_a_story_come_last() -> None:
    """More stands alone; muting names the topic, and a story without topic cannot be muted."""
    actions = story_actions(a_digest_story("s7", topics=("rust", "wasm")))

    assert [(action.verb, action.target) for action in actions] == [
        ("more", "s7"), ("save", "s7"), ("up", "s7"), ("down", "s7"), ("mute", "rust"),
    ]  # fmt: skip
    assert [action.emphasis for action in actions] == [Emphasis.NORMAL, *[Emphasis.RARE] * 4]
    assert "mute" not in [action.verb for action in story_actions(a_digest_story(topics=()))]


def test_failures_are_named_before_the_account() -> None:
    """Five by name, the rest counted."""
    failures = tuple(Failure(f"S{number}", "too slow") for number in range(1, 8))

    lines = _lines(lay_out_digest(a_digest(a_digest_story(), failures=failures), Look()))

    assert lines[-2:] == [
        "Could not be read: S1 (too slow); S2 (too slow); S3 (too slow); S4 (too slow); S5 (too slow); and 2 more",
        say_account(a_digest().read),
    ]


def test_the_account_says_where_everything_went() -> None:
    """Verified sentences are counted where there are any."""
    read = NightAccount(entries=1412, repeats=188, muted=71, below=138, sentences=34, verified=33)

    assert say_account(read) == ("Read 1,412: 188 repeats, 71 muted, 138 below the line · 33 of 34 sentences verified")
    assert say_account(NightAccount(entries=1, repeats=1)) == "Read 1: 1 repeat, 0 muted, 0 below the line"


def test_more_shows_the_passage_behind_every_sentence() -> None:
    """Sentence, receipt, remark, every report with its own title, and why."""
    story = a_digest_story(
        summary=(a_sentence("It happened.", quote="It happened on Monday.", source="Ars"),),
        notes=("3 or 4.",),
        reports=(an_article("a1", source="Ars", title="Theirs"), an_article("a2", source="BBC", title="Ours")),
        score=Score(1.0, {}, "2 sources, 1 in the last 6 h"),
    )
    document = lay_out_more(story, MORNING)

    assert document.summary == story.title and document.blocks[0] == Heading(story.title)
    assert _lines(document) == [
        "It happened.",
        "Receipt: “It happened on Monday.” Ars",
        "3 or 4.",
        "Ars: Theirs · 1 h ago",
        "BBC: Ours · 1 h ago",
        "Why it is here: 2 sources, 1 in the last 6 h.",
    ]


def test_a_condensed_article_is_its_tldr_and_points() -> None:
    """The TL;DR stands out, points are marked, the address comes last."""
    document = lay_out_summary("Title", "https://x.example/a", THREE)

    assert document.summary == "Title"
    assert _lines(document) == [
        "Sentence number 1.", "• Sentence number 2.", "• Sentence number 3.", "https://x.example/a",
    ]  # fmt: skip


def test_a_condensed_text_needs_no_title_and_no_address() -> None:
    """Standard input has neither."""
    document = lay_out_summary("", None, THREE[:1])

    assert document.summary == "Sentence number 1."
    assert _lines(document) == ["Sentence number 1."]
    assert not any(isinstance(block, Heading) for block in document.blocks)


def test_a_story_block_carries_state_and_id() -> None:
    """Adapters show the state and send the id back."""
    block = _story(lay_out_digest(a_digest(a_digest_story("s9", state=StoryState.UPDATED)), Look()))

    assert (block.story_id, block.state, block.url) == ("s9", StoryState.UPDATED, "https://news.example/s9")


def test_a_posted_digest_needs_no_sharing() -> None:
    """Everybody sees it already; a conversation of one has nobody to share with and no other place."""
    posted = lay_out_digest(a_digest(a_digest_story()), Look(actions=True, posted=True))
    (buttons,) = [block for block in posted.blocks if isinstance(block, Buttons)]

    assert [action.verb for action in buttons.actions] == ["next", "dm", "settings"]
    assert [action.verb for action in direct_buttons().actions] == ["next", "settings"]


def test_other_buttons_take_the_place_of_a_message_s_own() -> None:
    """The same message, offered in another conversation."""
    document = lay_out_digest(a_digest(a_digest_story()), Look(actions=True))

    again = reoffer(document, direct_buttons())

    assert [block for block in again.blocks if isinstance(block, Buttons)] == [direct_buttons()]
    assert [block for block in again.blocks if not isinstance(block, Buttons)] == [
        block for block in document.blocks if not isinstance(block, Buttons)
    ]


def test_a_digest_about_nothing_that_was_written_names_its_topic() -> None:
    document = lay_out_digest(a_digest(), Look(topic="quasars"))
    assert any("Nothing about quasars" in plain_line(line) for block in document.blocks
               if isinstance(block, Paragraph) for line in block.lines)  # fmt: skip
