"""Response URLs: five uses within thirty minutes; the sixth answers 404 and shows nothing."""

from __future__ import annotations

import secrets

from adapters.loopback.slack.limits import message_refusal
from adapters.loopback.slack.world import Hook, Message, Payload, World

USES = 5
LIFE = 30 * 60.0


def open_hook(world: World, user: str, channel: str, source: str | None = None) -> str:
    """The token of a new response URL; `source` is the message whose button was pressed."""
    token = secrets.token_urlsafe(16)
    world.hooks[token] = Hook(user, channel, world.clock() + LIFE, source)
    return token


def use_hook(world: World, token: str, body: Payload) -> tuple[int, str] | None:
    """Take one answer to a response URL; the HTTP status and error if it is refused."""
    refused = _refusal(world, token, body)
    if refused:
        world.refuse("response_url", refused[1])
        return refused
    hook = world.hooks[token]
    hook.uses += 1
    source = world.find_message(hook.channel, hook.source) if hook.source else None
    if source and body.get("delete_original"):
        world.messages.remove(source)
        world.notify()
    elif source and body.get("replace_original"):
        source.text, source.blocks = body.get("text") or "", body.get("blocks") or []
        source.edited += 1
        world.notify()
    else:
        world.add_message(_message(world, hook, body))
    return None


def _refusal(world: World, token: str, body: Payload) -> tuple[int, str] | None:
    hook = world.hooks.get(token)
    if hook is None:
        return 404, "no_such_url"
    if world.clock() > hook.until:
        return 404, "expired_url"
    if hook.uses >= USES:
        return 404, "used_url"
    if body.get("delete_original"):
        return None
    refused = message_refusal(body)
    return (400, refused.error) if refused else None


def _message(world: World, hook: Hook, body: Payload) -> Message:
    public = body.get("response_type") == "in_channel"
    return Message(
        ts=world.new_ts(),
        channel=hook.channel,
        text=body.get("text") or "",
        blocks=body.get("blocks") or [],
        only_for=None if public else hook.user,
    )
