"""Schedules as people usually want them, to begin with. Pure."""

from __future__ import annotations

from bot.language import mark, tr

# Translators: a schedule as it is typed; a test checks that it is understood.
SCHEDULES = (mark("weekdays 8am"), mark("every day 7:30"), mark("mon, thu 9am"))


def usual_schedules(so_far: str) -> list[str]:
    """The usual schedules that begin as typed: in the language spoken now, or else in English, which everybody may
    type."""
    typed = so_far.lower().lstrip()
    for said in ([tr(each) for each in SCHEDULES], list(SCHEDULES)):
        if fitting := [each for each in said if each.lower().startswith(typed) and each.lower() != typed.strip()]:
            return fitting
    return []
