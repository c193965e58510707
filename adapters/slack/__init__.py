"""Slack: slack-bolt over Socket Mode or HTTP, Block Kit out."""
