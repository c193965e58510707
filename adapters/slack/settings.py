"""What the Slack adapter must be told. Plain values: reading the environment is somebody else's business."""

from __future__ import annotations

from dataclasses import dataclass, field

SLACK_API = "https://slack.com/api/"


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """Tokens and addresses of one workspace's app.

    With `app_token` the app uses Socket Mode; otherwise it needs `signing_secret` and gets its events by HTTP.
    `api_url` ends with a slash. `proxy` is an http(s) URL or None; the environment's proxies are not used. Secrets
    do not show in the repr.
    """

    bot_token: str = field(repr=False)
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    api_url: str = SLACK_API
    proxy: str | None = None
    command: str = "/digest"
    seconds_between_posts: float = 1.0
    """The pace into one channel; Slack allows about one message a second."""
    ping_seconds: float = 5.0
    """How often a socket is checked; a dead one is noticed and replaced within some five times as long."""

    def problem(self) -> str | None:
        """What is wrong with these settings, in one sentence; None if nothing is."""
        if not self.bot_token.startswith("xoxb-"):
            return (
                "SLACK_BOT_TOKEN must be a bot token: it begins with xoxb- (OAuth & Permissions in the app's settings)."
            )
        if self.app_token is not None and not self.app_token.startswith("xapp-"):
            return "SLACK_APP_TOKEN must be an app-level token: it begins with xapp- (Basic Information)."
        if self.app_token is None and not self.signing_secret:
            return "Slack needs SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP."
        return None
