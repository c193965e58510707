"""Addresses that mean the same page. Pure.

`canonical_url` is the address to show and open: without tracking, otherwise as the source gave it. `identity_key` is
for comparing only: scheme, www and AMP spellings fall together there.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_plus, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"^(utm_.*|at_.*|mc_[ce]id|fbclid|gclid|gclsrc|dclid|msclkid|yclid|igshid|_hsenc|_hsmi|mkt_tok|guccounter|guce_.*"
    r"|ncid|cmpid|cmp|smid|smtyp|icid|xtor|wt_mc|ocid|soc_src|soc_trk|vero_id|oly_.*|ref_src|ref_url|spm|trk|trkcampaign"
    r"|traffic_source|maca|ito|taid|partner|cid|ftag|feature|source|ref|referrer|rss|__twitter_impression)$",
    re.IGNORECASE,
)
_WEAK = {"source", "ref", "cid", "feature", "partner", "rss", "referrer", "cmp", "spm", "trk"}
"""Names that are tracking on article pages but may carry meaning where they are the only thing in the query."""
_AMP_TAIL = re.compile(r"(/amp/?|\.amp(?:\.html)?|/amp\.html)$", re.IGNORECASE)
_INDEX_TAIL = re.compile(r"/(index|default)\.(html?|php|aspx?)$", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str) -> str:
    """The address without tracking parameters, fragment and default port; anything that is no http(s) URL unchanged."""
    words = url.strip()
    try:
        parts = urlsplit(words)
        port = parts.port
    except ValueError:
        return words
    if parts.scheme.lower() not in _DEFAULT_PORTS or not parts.hostname:
        return words
    scheme = parts.scheme.lower()
    host = f"[{parts.hostname}]" if "[" in parts.netloc else parts.hostname
    shown = host if port in {None, _DEFAULT_PORTS[scheme]} else f"{host}:{port}"
    fragment = parts.fragment.strip() if parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit((scheme, shown, parts.path.strip() or "/", _clean_query(parts.query.strip()), fragment))


def _clean_query(query: str) -> str:
    """The query without its tracking parts; the others byte for byte, since a rewritten one may name another page."""
    parts = query.split("&")
    kept = [part for part in parts if not _TRACKING.match(_name(part))]
    if not kept and len(parts) == 1 and _name(query).lower() in _WEAK and query.partition("=")[2].isdigit():
        return query
    return "&".join(kept)


def _name(part: str) -> str:
    return unquote_plus(part.partition("=")[0])


def identity_key(url: str) -> str:
    """A key that is equal for addresses of one page: without scheme, www, AMP, index page and closing slash."""
    clean = canonical_url(url)
    try:
        parts = urlsplit(clean)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return clean
    if not parts.hostname:
        return clean
    host = re.sub(r"^(www\d?|amp|m|mobile)\.(?=[^.]+\.)", "", parts.hostname)
    path = _INDEX_TAIL.sub("", _AMP_TAIL.sub("", parts.path)).rstrip("/")
    query = "&".join(sorted(part for part in parts.query.split("&") if part and part.lower() not in {"amp", "amp=1"}))
    return f"{host}{port}{path}" + (f"?{query}" if query else "") + (f"#{parts.fragment}" if parts.fragment else "")
