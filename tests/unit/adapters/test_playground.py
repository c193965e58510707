"""The playground's pure parts: who may see it, what the page asks for, receipts and what was said."""

from __future__ import annotations

import json

import pytest

from adapters.playground.access import LOCAL_ONLY, NO_TOKEN, is_own_page, refusal
from adapters.playground.asked import command_of, filled, is_text, read_asked
from adapters.playground.pasted import split_title
from adapters.playground.pictures import form_fields, payloads, receipt_keys, told_lines
from adapters.playground.receipts import kept_parts, passage
from adapters.playground.transcript import MOST, Transcript
from bot.commands import Command, Misunderstood
from bot.document import Action, Buttons, Document, note
from bot.language import speaking
from bot.layout import Look, lay_out_digest, lay_out_more
from bot.ports import Field, Form
from tests.builders import MORNING, a_digest, a_digest_story, a_sentence, an_article

DIGEST = lay_out_digest(a_digest(a_digest_story("s1"), a_digest_story("s2", summary=())), Look(actions=True))


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost:8080", "[::1]:8080", "127.0.0.1", "LOCALHOST"])
def test_this_machines_own_browser_is_let_in(host: str) -> None:
    assert refusal({"Host": host}, "", None) is None


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.4:8080", "", "[::1", "localhost.evil"]
)
def test_a_name_that_is_not_loopback_is_refused(host: str) -> None:
    """A strange site may let its own name lead to 127.0.0.1."""
    assert refusal({"Host": host}, "", None) == LOCAL_ONLY


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"])
def test_what_came_through_a_proxy_is_refused(header: str) -> None:
    assert refusal({"Host": "127.0.0.1:8080", header: "1.2.3.4"}, "", None) == LOCAL_ONLY


def test_with_a_token_every_name_will_do() -> None:
    assert refusal({"Host": "desk.example", "X-Forwarded-For": "1.2.3.4"}, "secret", "secret") is None


@pytest.mark.parametrize("given", ["", "secre", "Secret", "sécret"])
def test_a_token_that_is_not_the_one_is_refused(given: str) -> None:
    assert refusal({"Host": "127.0.0.1:8080"}, given, "secret") == NO_TOKEN


@pytest.mark.parametrize(
    ("origin", "own"), [(None, True), ("http://127.0.0.1:8080", True), ("http://evil.example", False), ("null", False)]
)
def test_only_our_own_page_may_open_the_socket(origin: str | None, own: bool) -> None:
    headers = {"Host": "127.0.0.1:8080"} | ({"Origin": origin} if origin else {})

    assert is_own_page(headers) is own


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "3", '{"do": "fly"}', '{"do": ["say"]}', '{"do": "say", "room": "attic"}', "[" * 100_000],
)
def test_what_the_page_would_never_send_is_nothing(text: str) -> None:
    assert read_asked(text) is None


def test_fields_of_another_kind_are_left_out() -> None:
    asked = read_asked('{"do": "fill", "words": 3, "item": "7", "number": true, "values": {"a": "b", "c": 4}}')

    assert asked is not None
    assert (asked.words, asked.item, asked.number, dict(asked.values)) == ("", 0, 0, {"a": "b"})


def test_a_line_means_what_it_means_everywhere() -> None:
    asked = read_asked(json.dumps({"do": "say", "words": "/digest more 2"}))

    assert asked is not None
    assert command_of(asked) == Command("more", number=2)


def test_a_button_is_its_verb_on_its_target() -> None:
    asked = read_asked(json.dumps({"do": "press", "verb": "more", "target": "s1", "words": "More"}))

    assert asked is not None
    assert command_of(asked) == Command("more", words="s1")


def test_a_line_that_cannot_be_read_is_answered_in_words() -> None:
    asked = read_asked(json.dumps({"do": "say", "words": "/digest breifing"}))

    assert asked is not None
    assert isinstance(command_of(asked), Misunderstood)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("/digest rust", False),
        ("rust 7d", False),
        ("x" * 401, True),
        ("A title\nA text.", True),
        ("/" + "x" * 9_999, False),
    ],
)
def test_what_is_long_or_has_lines_is_an_article(words: str, text: bool) -> None:
    assert is_text(words) is text


def test_a_form_comes_back_as_its_command_one_field_a_line() -> None:
    form = Form("Settings", (Field("length", "Stories"), Field("style", "Style")), Command("settings", "save"))

    command = filled(form, {"length": "5", "style": "full\nlength: 9", "strange": "x"})

    assert command == Command("settings", "save", words="length: 5\nstyle: full length: 9")


@pytest.mark.parametrize(
    ("words", "parted"),
    [
        ("A title\n\nThe text.", ("A title", "The text.")),
        ("A sentence.\nAnother one.", ("", "A sentence.\nAnother one.")),
        ("One line alone", ("", "One line alone")),
        ("", ("", "")),
        ("x" * 200 + "\nThe text.", ("", "x" * 200 + "\nThe text.")),
    ],
)
def test_a_short_first_line_is_the_title(words: str, parted: tuple[str, str]) -> None:
    assert split_title(words) == parted


def test_a_message_comes_as_both_chats_would_get_it() -> None:
    drawn = payloads(note("Hello."))

    assert drawn["slack"][0]["blocks"][0]["text"]["text"] == "Hello."
    assert drawn["discord"][0]["components"][0]["components"][0]["content"] == "Hello."


def test_every_story_with_sentences_has_receipts() -> None:
    assert receipt_keys(DIGEST) == ("story:s1",)


def test_more_has_the_receipts_of_its_story() -> None:
    more = lay_out_more(a_digest_story("s1"), MORNING)
    shown = Document(
        more.summary, (*more.blocks, Buttons((Action("Save", "save", "s1"), Action("Mute", "mute", "ai"))))
    )

    assert receipt_keys(shown) == ("story:s1",)


def test_a_condensed_article_has_receipts() -> None:
    shown = Document("A title", (Buttons((Action("More", "receipts", "a1"),)),))

    assert receipt_keys(shown) == ("article:a1",)


def test_an_answer_in_words_has_none() -> None:
    assert receipt_keys(note("Nothing new.")) == ()


def test_the_sentences_that_a_digest_tells_are_found_again() -> None:
    assert told_lines(DIGEST, "s1") == ("A first sentence says what happened.", "A second one says why.")


def test_a_passage_stands_in_its_article() -> None:
    article = an_article(text="Before it. The passage. After it.")

    shown = passage(a_sentence("The passage.", start=11, end=23), article)

    assert (shown["before"], shown["parts"], shown["after"], shown["holds"]) == (
        "Before it. ",
        [("The passage.", True)],
        " After it.",
        True,
    )


def test_a_passage_whose_article_is_gone_is_shown_alone() -> None:
    shown = passage(a_sentence("The passage."), None)

    assert (shown["before"], shown["after"], shown["holds"]) == ("", "", False)


def test_the_words_that_a_sentence_left_out_are_told_apart() -> None:
    parts = kept_parts("The plan failed.", "The plan, which nobody liked, failed.")

    assert parts == [("The plan", True), (", which nobody liked, ", False), ("failed.", True)]


def test_a_sentence_that_is_no_part_of_its_passage_is_held_by_all_of_it() -> None:
    assert kept_parts("Nobody liked it much.", "The plan failed.") == [("The plan failed.", True)]


@pytest.mark.parametrize(("text", "quote"), [("", ""), ("", "a b"), ("日本語です。", "日本語です。"), ("a", "…a…")])
def test_the_parts_are_the_whole_passage(text: str, quote: str) -> None:
    assert "".join(words for words, _ in kept_parts(text, quote)) == quote


def test_a_tab_that_comes_back_is_told_what_it_missed() -> None:
    transcript = Transcript()
    first = transcript.add("said", "channel", MORNING, text="/digest")
    second = transcript.add("reply", "channel", MORNING, waiting=True)
    seen = second.revision
    transcript.change(first, text="changed")

    assert [item.serial for item in transcript.since(seen)] == [first.serial]


def test_only_so_much_is_kept() -> None:
    transcript = Transcript()
    for number in range(MOST + 5):
        transcript.add("said", "channel", MORNING, text=str(number))

    assert (len(transcript.since(0)), transcript.item(1)) == (MOST, None)


def test_ticks_are_shown_in_the_words_of_the_page() -> None:
    """And come back as what they stand for; what is none of them stays, for the core to say so."""
    with speaking("de"):
        days = Field("days", "Tage", "Mon, Tue", several=("Mon", "Tue"), words=("Mo", "Di"))
        form = Form("Einstellungen", (days,), Command("settings", "save"))

    shown = form_fields(form)["fields"][0]
    command = filled(form, {"days": "Tue,\n Mon, soon"})

    assert (shown["value"], shown["several"], shown["words"]) == ("Mon, Tue", ["Mon", "Tue"], ["Mo", "Di"])
    assert command.words == "days: Tue, Mon, soon"


@pytest.mark.parametrize("language", ["de", "de-DE", "", "tlh", 5, None, ["de"]])
def test_a_request_names_the_language_of_its_page(language: object) -> None:
    """Whatever stands there, it is read."""
    asked = read_asked(json.dumps({"do": "say", "words": "help", "language": language}))

    assert asked is not None
    assert asked.language == (language if isinstance(language, str) else "")
