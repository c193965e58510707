"""Addresses that mean the same page. Pure.

`canonical_url` is the address to show and open: without tracking, otherwise as the source gave it. `identity_key` is
for comparing only: scheme, www and AMP spellings fall together there.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

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
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    shown = host if port in {None, _DEFAULT_PORTS[scheme]} else f"{host}:{port}"
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit((scheme, shown, parts.path or "/", _clean_query(parts.query), fragment))


def _clean_query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    if not pairs:
        return query if query and "=" not in query and not _TRACKING.match(query) else ""
    strong = [(name, value) for name, value in pairs if not _TRACKING.match(name)]
    if not strong and len(pairs) == 1 and pairs[0][0].lower() in _WEAK and pairs[0][1].isdigit():
        return query
    return query if len(strong) == len(pairs) else urlencode(strong)


def identity_key(url: str) -> str:
    """A key that is equal for addresses of one page: without scheme, www, AMP, index page and closing slash."""
    clean = canonical_url(url)
    parts = urlsplit(clean)
    if not parts.hostname:
        return clean
    host = re.sub(r"^(www\d?|amp|m|mobile)\.(?=[^.]+\.)", "", parts.hostname)
    path = _INDEX_TAIL.sub("", _AMP_TAIL.sub("", parts.path)).rstrip("/")
    query = "&".join(sorted(part for part in parts.query.split("&") if part and part.lower() not in {"amp", "amp=1"}))
    port = f":{parts.port}" if parts.port else ""
    return f"{host}{port}{path}" + (f"?{query}" if query else "") + (f"#{parts.fragment}" if parts.fragment else "")
