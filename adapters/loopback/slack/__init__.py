"""A Slack on 127.0.0.1: the Web API, Socket Mode, signed HTTP, response URLs, triggers, modals and refusals."""

from adapters.loopback.slack.server import LoopbackSlack, run_loopback_slack
from adapters.loopback.slack.world import Message, Transcript, View

__all__ = ["LoopbackSlack", "Message", "Transcript", "View", "run_loopback_slack"]
