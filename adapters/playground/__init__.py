"""The playground: a page on this machine that is a chat, over the same core as Slack and Discord."""

from __future__ import annotations

from adapters.playground.platform import PlaygroundPlatform

__all__ = ["PlaygroundPlatform"]
