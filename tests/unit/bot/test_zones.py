"""Time zones as people write them."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.zones import AMBIGUOUS, CITIES, FIXED_OFFSETS, UnknownZone, find_zone, suggest_zones, use_packaged_zones

use_packaged_zones()


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("AMERICA/NEW_YORK", "America/New_York"),
        ("america/new york", "America/New_York"),
        ("  Europe/Berlin.  ", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("(tokyo)", "Asia/Tokyo"),
        ("Buenos Aires", "America/Buenos_Aires"),
        ("köln", "Europe/Berlin"),
        ("San Francisco", "America/Los_Angeles"),
        ("utc", "UTC"),
        ("Z", "UTC"),
        ("gmt", "GMT"),
        ("cet", "CET"),
        ("est", "EST"),
        ("etc/gmt+5", "Etc/GMT+5"),
        ("gmt+0", "GMT+0"),
    ],
)
def test_a_zone_is_found_by_name_in_any_case_or_by_city(written: str, name: str) -> None:
    """IANA names, cities, and the abbreviations that are names themselves."""
    assert find_zone(written) == name


@pytest.mark.parametrize("abbreviation", sorted(AMBIGUOUS))
def test_an_abbreviation_is_refused_with_its_candidates(abbreviation: str) -> None:
    """In any case, and every candidate is a zone that exists."""
    with pytest.raises(UnknownZone) as refused:
        find_zone(abbreviation.lower())

    assert all(zone in str(refused.value) for zone in AMBIGUOUS[abbreviation])
    assert set(AMBIGUOUS[abbreviation]) <= zoneinfo.available_timezones()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Europe/Berln", "Did you mean Europe/Berlin"),
        ("berln", "Did you mean Europe/Berlin"),
        ("Tokio", "Did you mean Asia/Tokyo"),
        ("Qwghlm", "Use a name such as Europe/Berlin."),
        ("", "Use a name such as Europe/Berlin."),
        ("GMT+1", '"GMT+1" knows no summer time. Name a place instead, such as Europe/Berlin.'),
        ("utc+02:00", '"utc+02:00" knows no summer time.'),
        ("UTC -5", '"UTC -5" knows no summer time.'),
        ("../../etc/passwd", "I know no time zone"),
        ("x" * 500, 'I know no time zone "' + "x" * 60 + '"'),
    ],
)
def test_an_unknown_zone_is_answered_with_what_is_near(written: str, said: str) -> None:
    """One sentence, with a suggestion where there is one."""
    with pytest.raises(UnknownZone) as refused:
        find_zone(written)

    assert said in str(refused.value)


@given(st.text(max_size=60))
def test_any_words_are_a_zone_or_refused(words: str) -> None:
    """Nothing that can be typed gives another error, and what is found exists."""
    try:
        found = find_zone(words)
    except UnknownZone:
        return
    assert zoneinfo.ZoneInfo(found).key == found


def test_every_city_and_hint_names_a_zone_that_exists() -> None:
    """Our own lists hold no misprint."""
    assert {*CITIES.values(), *FIXED_OFFSETS, *FIXED_OFFSETS.values()} <= zoneinfo.available_timezones()


def test_the_zones_are_those_of_the_package() -> None:
    """The system's data is never read, and today's rules hold: Kazakhstan has had one zone since March 2024."""
    assert zoneinfo.TZPATH == ()
    almaty = datetime(2026, 1, 1, tzinfo=UTC).astimezone(zoneinfo.ZoneInfo("Asia/Almaty"))
    assert almaty.utcoffset() == timedelta(hours=5)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ber", "Europe/Berlin"),
        ("New Y", "America/New_York"),
        ("europe/be", "Europe/Belfast"),
        ("  TOKYO ", "Asia/Tokyo"),
    ],
)
def test_a_zone_is_suggested_while_it_is_typed(typed: str, first: str) -> None:
    """Cities that begin so come before names that hold it; never more than asked for."""
    suggested = suggest_zones(typed, 25)

    assert first in suggested
    assert len(suggested) <= 25 and set(suggested) <= zoneinfo.available_timezones()
    assert not any(zone.startswith("Etc/") for zone in suggested)


def test_nothing_is_suggested_for_what_no_zone_holds() -> None:
    """And of everything at most as many as fit."""
    assert suggest_zones("qwghlm", 25) == ()
    assert len(suggest_zones("", 25)) == 25
