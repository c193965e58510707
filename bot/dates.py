"""Days and times in words, in the language spoken. Pure."""

from __future__ import annotations

from datetime import datetime

from bot.language import mark, tr

DAY_NAMES = (
    mark("Monday"), mark("Tuesday"), mark("Wednesday"), mark("Thursday"), mark("Friday"), mark("Saturday"),
    mark("Sunday"),
)  # fmt: skip
SHORT_DAYS = (mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu"), mark("Fri"), mark("Sat"), mark("Sun"))
_MONTHS = (
    mark("January"), mark("February"), mark("March"), mark("April"), mark("May"), mark("June"), mark("July"),
    mark("August"), mark("September"), mark("October"), mark("November"), mark("December"),
)  # fmt: skip
_SHORT_MONTHS = (
    mark("Jan"), mark("Feb"), mark("Mar"), mark("Apr"), mark("May"), mark("Jun"), mark("Jul"), mark("Aug"),
    mark("Sep"), mark("Oct"), mark("Nov"), mark("Dec"),
)  # fmt: skip


def say_day(day: datetime) -> str:
    """ "Monday 23 November"."""
    weekday, month = tr(DAY_NAMES[day.weekday()]), tr(_MONTHS[day.month - 1])
    return tr("{weekday} {day} {month}", weekday=weekday, day=day.day, month=month)


def say_time(at: datetime) -> str:
    """ "Mon 23 Nov 08:00"."""
    weekday, month = tr(SHORT_DAYS[at.weekday()]), tr(_SHORT_MONTHS[at.month - 1])
    return tr("{weekday} {day} {month} {time}", weekday=weekday, day=at.day, month=month, time=f"{at:%H:%M}")


def say_weekday(at: datetime) -> str:
    """ "Monday 08:00": for a time that comes within a week."""
    return f"{tr(DAY_NAMES[at.weekday()])} {at:%H:%M}"


def say_short(at: datetime) -> str:
    """Without the weekday: "03 Nov 08:00"."""
    return tr("{day} {month} {time}", day=f"{at:%d}", month=tr(_SHORT_MONTHS[at.month - 1]), time=f"{at:%H:%M}")
