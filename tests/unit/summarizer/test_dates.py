"""Dates as feeds write them; what cannot be believed is no date."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.sources.feed.dates import EARLIEST, read_date

moments = st.datetimes(
    EARLIEST.replace(tzinfo=None), datetime(2090, 1, 1), timezones=st.sampled_from([UTC, timezone(timedelta(hours=-7))])
).map(lambda moment: moment.replace(microsecond=0))
NINE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@given(moments)
def test_iso_dates_are_read(moment: datetime) -> None:
    assert read_date(moment.isoformat()) == moment


@given(moments)
def test_mail_dates_are_read(moment: datetime) -> None:
    assert read_date(format_datetime(moment)) == moment


@given(st.text(st.characters() | st.sampled_from("0123456789-:+TZ GMT,Jan./"), max_size=40))
def test_any_words_are_a_believable_time_or_none(words: str) -> None:
    moment = read_date(words)

    assert moment is None or (moment >= EARLIEST and moment.utcoffset() == timedelta())


@pytest.mark.parametrize(
    "words",
    ["2026-11-20T09:00:00Z", "2026-11-20T09:00:00z", "2026-11-20 09:00", "2026-11-20T10:00:00+01:00",
     "20261120T090000Z",
     "Fri, 20 Nov 2026 09:00:00 GMT", "Fri, 20 Nov 2026 09:00:00 UT", "20 Nov 2026 04:00 EST",
     "Fri,20 Nov 2026 01:00 PST",
     "Fri, 20 November 2026 09:00 +0000", " Fri, 20 Nov\n2026 09:00:00 Z ", "Fr, 20. Nov. 2026, 10:00 +01:00"],
)  # fmt: skip
def test_one_time_in_many_forms(words: str) -> None:
    assert read_date(words) == NINE


@pytest.mark.parametrize(
    ("words", "month"),
    [("20 janvier 2026", 1), ("20 enero 2026", 1), ("20. Februar 2026", 2), ("20 mrt 2026", 3), ("20 März 2026", 3),
     ("20 avril 2026", 4), ("20 abril 2026", 4), ("20 mei 2026", 5), ("20 giugno 2026", 6), ("20 juin 2026", 6),
     ("20 juillet 2026", 7), ("20 luglio 2026", 7), ("20 août 2026", 8), ("20 agosto 2026", 8),
     ("20 settembre 2026", 9),
     ("20 Oktober 2026", 10), ("20 ottobre 2026", 10), ("20 novembre 2026", 11), ("20 Dezember 2026", 12),
     ("20 décembre 2026", 12), ("20 smarch 2026", None)],
)  # fmt: skip
def test_months_are_known_in_several_languages(words: str, month: int | None) -> None:
    found = read_date(words)

    assert (found and found.month) == month


@pytest.mark.parametrize(
    "words",
    [None, "", " ", "soon", "1970-01-01", "0001-01-01T00:00:00Z", "1994-12-31", "2026-13-01", "2026-11-31",
     "Mon, 30 Nov -0001 00:00:00 +0000", "9999-12-31T23:59:59-10:00", "Fri, 99 Nov 2026 09:00:00 GMT",
     "Fri, 20 Nov 2026 09:00:00 +9999", "20/11/26 maybe"],
)  # fmt: skip
def test_what_cannot_be_believed_is_no_date(words: str | None) -> None:
    assert read_date(words) is None
