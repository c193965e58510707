"""The polite, guarded HTTP client: the only part of Nightdesk that reads the web, and the only one that knows httpx."""

from __future__ import annotations

from summarizer.fetch.client import Fetcher, Page
from summarizer.fetch.guard import AddressPolicy, AllowedNetwork, Verdict, judge, parse_networks

__all__ = ["AddressPolicy", "AllowedNetwork", "Fetcher", "Page", "Verdict", "judge", "parse_networks"]
