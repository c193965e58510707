"""What the Slack adapter must be told. Plain values: reading the environment is somebody else's business."""

from __future__ import annotations

from dataclasses import dataclass, field

SLACK_API = "https://slack.com/api/"


@dataclass(frozen=True, slots=True)
class OAuthSettings:
    """By which any workspace may install the app. `public_url` (no slash at its end) is where people come back to;
    None: the address that the app's settings name first. The secret does not show in the repr."""

    client_id: str
    client_secret: str = field(repr=False)
    public_url: str | None = None


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """Tokens and addresses of the app.

    With `app_token` the app uses Socket Mode; otherwise it needs `signing_secret` and gets its events by HTTP. With
    `oauth` it serves every workspace that installs it, and `bot_token` is empty. `api_url` ends with a slash. `proxy`
    is an http(s) URL or None; the environment's proxies are not used. Secrets do not show in the repr.
    """

    bot_token: str = field(default="", repr=False)
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    api_url: str = SLACK_API
    proxy: str | None = None
    command: str = "/digest"
    seconds_between_posts: float = 1.0
    """The pace into one channel; Slack allows about one message a second."""
    ping_seconds: float = 5.0
    """How often a socket is checked; a dead one is noticed and replaced within some five times as long."""
    oauth: OAuthSettings | None = None

    def problem(self) -> str | None:
        """What is wrong with these settings, in one sentence; None if nothing is."""
        if self.oauth is None and not self.bot_token.startswith("xoxb-"):
            return (
                "SLACK_BOT_TOKEN must be a bot token: it begins with xoxb- (OAuth & Permissions in the app's settings)."
            )
        if self.app_token is not None and not self.app_token.startswith("xapp-"):
            return "SLACK_APP_TOKEN must be an app-level token: it begins with xapp- (Basic Information)."
        if self.app_token is None and not self.signing_secret:
            return "Slack needs SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP."
        return None
