"""The page of the loopback Slack on which somebody lets the app into a workspace, or does not."""

from __future__ import annotations

import secrets
from urllib.parse import urlencode

from aiohttp import web

from adapters.loopback.slack.world import Workspace, World


class Consent:
    """Answers at once, as `workspace` does: it grants what was asked for; None says no.

    `redirect_uris` are the addresses that the app's settings name; None takes any.
    """

    def __init__(self, world: World, codes: dict[str, str]) -> None:
        self.world = world
        self.codes = codes
        self.client_id = "client"
        self.workspace: Workspace | None = None
        self.redirect_uris: frozenset[str] | None = None

    async def ask(self, request: web.Request) -> web.Response:
        """Send the browser back to the app with a code or an error; 400 where Slack itself shows an error."""
        problem = self._problem(request)
        if problem:
            self.world.refuse("oauth.authorize", problem)
            return web.Response(status=400, text=problem)
        told = {"state": request.query.get("state", "")}
        told |= {"error": "access_denied"} if self.workspace is None else {"code": self._agree(self.workspace, request)}
        address = f"{request.query['redirect_uri']}?{urlencode(told)}"
        return web.Response(status=302, headers={"Location": address})

    def _problem(self, request: web.Request) -> str | None:
        if request.query.get("client_id") != self.client_id:
            return "invalid_client_id"
        if not request.query.get("scope"):
            return "no_scopes"
        uri = request.query.get("redirect_uri")
        if uri is None or (self.redirect_uris is not None and uri not in self.redirect_uris):
            return "bad_redirect_uri"
        return None

    def _agree(self, space: Workspace, request: web.Request) -> str:
        space.scopes = frozenset(request.query["scope"].split(","))
        if space.revoked:
            space.revoked, space.bot_token = None, f"xoxb-loopback-{secrets.token_hex(12)}"
        code = secrets.token_hex(8)
        self.codes[code] = space.id
        return code
