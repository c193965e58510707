"""When two entries are the same entry."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summarizer.identity import ENOUGH_WORDS, identify
from summarizer.model import Entry
from tests.builders import a_source, an_entry

SOURCE = a_source()
LONG = " ".join(f"word{number}" for number in range(ENOUGH_WORDS))


def keys(*entries: Entry, source: object = SOURCE) -> list[set[str]]:
    return [set(each.keys) for each in identify(source, entries)]  # type: ignore[arg-type]


entries = st.lists(
    st.builds(
        Entry,
        guid=st.sampled_from(["", "g1", "g2"]) | st.text(max_size=5),
        title=st.sampled_from(["", "Open thread", LONG]),
        url=st.none()
        | st.sampled_from(["https://a.example/", "http://a.example:x/", "http://["])
        | st.text(max_size=9),
        summary=st.text(st.characters(), max_size=9),
    ),
    max_size=5,
)


@given(entries)
def test_every_entry_has_a_key_and_an_id_in_its_order(found: list[Entry]) -> None:
    identified = identify(SOURCE, found)

    assert [each.entry for each in identified] == found
    assert all(each.keys and each.article_id.startswith("a") for each in identified)


@given(entries)
def test_the_same_reading_gives_the_same_keys(found: list[Entry]) -> None:
    assert identify(SOURCE, found) == identify(SOURCE, list(found))


def test_a_changed_guid_is_the_same_entry_by_its_address() -> None:
    (one,), (other,) = keys(an_entry("g1", url="https://a.example/x")), keys(an_entry("g2", url="https://a.example/x"))

    assert one & other


def test_a_tracked_address_is_the_same_entry() -> None:
    (one,) = keys(an_entry("g1", url="https://a.example/x"))
    (other,) = keys(an_entry("g2", url="http://www.a.example/x/?utm_source=rss"))

    assert one & other


def test_a_moved_entry_is_the_same_by_its_words() -> None:
    (one,) = keys(an_entry("g1", url="https://a.example/x", title=LONG))
    (other,) = keys(an_entry("g2", url="https://a.example/new", title=LONG.upper()))

    assert one & other


def test_few_words_identify_nothing() -> None:
    (one,) = keys(an_entry("g1", url="https://a.example/1", title="Open thread"))
    (other,) = keys(an_entry("g2", url="https://a.example/2", title="Open thread"))

    assert not one & other


def test_an_address_that_several_entries_share_identifies_none() -> None:
    one, other = keys(an_entry("g1", url="https://a.example/"), an_entry("g2", url="https://a.example/"))

    assert not one & other


def test_a_guid_that_several_entries_share_identifies_none() -> None:
    one, other = keys(an_entry("g", url="https://a.example/1"), an_entry("g", url="https://a.example/2"))

    assert not one & other


def test_entries_alike_in_all_but_their_words_stay_apart() -> None:
    one, other = keys(Entry("g", "One", "https://a.example/"), Entry("g", "Two", "https://a.example/"))

    assert not one & other


def test_two_feeds_of_one_paper_carry_the_same_article() -> None:
    (one,) = keys(an_entry("g1", url="https://a.example/x"), source=a_source("A tech", publisher="A"))
    (other,) = keys(an_entry("g1", url="https://a.example/x"), source=a_source("A world", publisher="A"))

    assert one & other


def test_two_papers_with_one_agency_text_are_two_articles() -> None:
    (one,) = keys(an_entry("g", url="https://a.example/x", title=LONG), source=a_source("A"))
    (other,) = keys(an_entry("g", url="https://a.example/x", title=LONG), source=a_source("B"))

    assert not one & other


def test_an_address_that_cannot_be_read_costs_nobody_their_entry() -> None:
    assert len(identify(SOURCE, [an_entry("g1", url="http://a.example:port/"), an_entry("g2")])) == 2
