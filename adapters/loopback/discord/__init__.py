"""Discord on loopback: REST, gateway and interactions, for the demo and the tests."""

from __future__ import annotations

from adapters.loopback.discord.double import LoopbackDiscord, run_loopback_discord

__all__ = ["LoopbackDiscord", "run_loopback_discord"]
