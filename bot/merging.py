"""Two people who change a channel's settings at once: both changes hold. Pure."""

from __future__ import annotations

from dataclasses import fields, replace

from bot.store.channels import Channel


def merge(now: Channel, *, before: Channel, wish: Channel) -> Channel:
    """What holds now, changed as `before` was to become `wish`: what somebody else changed meanwhile stays."""
    changed = {
        each.name: getattr(wish, each.name)
        for each in fields(Channel)
        if each.name not in {"followed", "muted"} and getattr(wish, each.name) != getattr(before, each.name)
    }
    followed = _merged(now.followed, before.followed, wish.followed)
    muted = _merged(now.muted, before.muted, wish.muted)
    newly_muted = {*wish.muted} - {*before.muted}
    followed = tuple(topic for topic in followed if topic not in newly_muted)
    return replace(now, **changed, followed=followed, muted=tuple(topic for topic in muted if topic not in followed))


def _merged(now: tuple[str, ...], before: tuple[str, ...], wish: tuple[str, ...]) -> tuple[str, ...]:
    if now == before:
        return wish
    kept = (topic for topic in now if topic in wish or topic not in before)
    return tuple(dict.fromkeys((*kept, *(topic for topic in wish if topic not in before))))
