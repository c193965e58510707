"""What the adapter asks of the rest of the bot, beside answers; a test fills it with the same, over its own store."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.store.vault import Vault
from summarizer.ports import Clock


@dataclass(frozen=True, slots=True)
class Seams:
    """`forget` takes a workspace's id, forgets everything about it and raises StoreError; `vault` keeps tokens."""

    clock: Clock
    forget: Callable[[str], Awaitable[None]]
    vault: Vault | None = None
