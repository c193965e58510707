"""The two pages that people see who install the app: it worked, or why not. Pure."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""The address of the page holds a code: no cache keeps it, and no link passes it on."""
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto 0;padding:0 1rem;color:#1d1c1d;"
    "background:#fff}a{color:#1264a3}@media(prefers-color-scheme:dark){body{color:#e8e8e8;background:#1a1d21}"
    "a{color:#6cb8f0}}"
)


def installed_page(team_name: str, team_id: str, app_id: str) -> str:
    """The app is in the workspace; what to type there, and the way to it."""
    link = "https://slack.com/app_redirect?" + urlencode({"app": app_id, "team": team_id})
    name = escape(team_name or team_id)
    return _page(
        f"Nightdesk is installed in {name}",
        "<p>Type <code>/digest</code> in any channel: the news that you have not seen, for you alone. "
        "<code>/digest help</code> shows the rest.</p>"
        f'<p><a href="{escape(link)}">Open Nightdesk in Slack</a></p>',
    )


def refused_page(reason: str, install_path: str) -> str:
    """Nothing was installed: one sentence says why, and a link begins anew."""
    again = f'<p><a href="{escape(install_path)}">Install Nightdesk</a></p>'
    return _page("Nightdesk was not installed", f"<p>{escape(reason)}</p>{again}")


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><h1>{title}</h1>{body}</body></html>"
    )
