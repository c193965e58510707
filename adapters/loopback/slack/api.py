"""The Web API of the loopback Slack: each method takes a call and gives its answer, or the error that Slack gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from adapters.loopback.slack.limits import message_refusal
from adapters.loopback.slack.world import Channel, Message, Payload, User, Workspace, World


class ApiError(Exception):
    """An answer with `ok: false`: Slack's error code, the sentences beside it, and further fields."""

    def __init__(self, error: str, messages: tuple[str, ...] = (), **fields: str) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method by the app in a workspace."""

    world: World
    workspace: Workspace
    fields: Payload = field(default_factory=dict)

    def need(self, name: str) -> str:
        """A field that must be there."""
        if not self.fields.get(name):
            raise ApiError("invalid_arguments", (f"missing required field: {name}",))
        return str(self.fields[name])

    def need_scope(self, *scopes: str) -> None:
        """Refuse unless one of these scopes was granted."""
        if not self.workspace.scopes & set(scopes):
            provided = ",".join(sorted(self.workspace.scopes))
            raise ApiError("missing_scope", needed=",".join(scopes), provided=provided)


Method = Callable[[Call], Payload]


def auth_test(call: Call) -> Payload:
    """Who the token is."""
    space = call.workspace
    return {
        "url": "https://loopback.slack.com/",
        "team": space.name,
        "team_id": space.id,
        "user": "nightdesk",
        "user_id": space.bot_user,
        "bot_id": space.bot_id,
    }


def post_message(call: Call) -> Payload:
    """chat.postMessage."""
    call.need_scope("chat:write")
    channel = _reachable(call)
    _check_message(call)
    message = call.world.add_message(_message(call, channel))
    return {"channel": channel.id, "ts": message.ts, "message": shown(message, call.workspace)}


def post_ephemeral(call: Call) -> Payload:
    """chat.postEphemeral."""
    call.need_scope("chat:write")
    channel = _reachable(call)
    user = call.need("user")
    if user not in channel.members:
        raise ApiError("user_not_in_channel")
    _check_message(call)
    message = _message(call, channel)
    message.only_for = user
    call.world.add_message(message)
    return {"message_ts": message.ts}


def update(call: Call) -> Payload:
    """chat.update."""
    call.need_scope("chat:write")
    channel = _reachable(call)
    message = call.world.find_message(channel.id, call.need("ts"))
    if message is None or message.only_for:
        raise ApiError("message_not_found")
    _check_message(call)
    message.text = call.fields.get("text") or ""
    message.blocks = call.fields.get("blocks") or []
    message.edited += 1
    call.world.notify()
    return {"channel": channel.id, "ts": message.ts, "text": message.text}


def get_permalink(call: Call) -> Payload:
    """chat.getPermalink."""
    channel = _channel(call)
    message = call.world.find_message(channel.id, call.need("message_ts"))
    if message is None:
        raise ApiError("message_not_found")
    link = f"https://loopback.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


def conversations_info(call: Call) -> Payload:
    """conversations.info."""
    channel = _channel(call)
    call.need_scope(f"{scope_family(channel)}:read")
    return {"channel": described(channel)}


def conversations_history(call: Call) -> Payload:
    """conversations.history, newest first, without what stands in threads, with metadata when asked for."""
    return _looked_through(call, None)


def conversations_replies(call: Call) -> Payload:
    """conversations.replies: a message and what stands in its thread."""
    thread = call.need("ts")
    if call.world.find_message(_channel(call).id, thread) is None:
        raise ApiError("thread_not_found")
    found = _looked_through(call, thread)
    return {**found, "messages": found["messages"][::-1]}


def _looked_through(call: Call, thread: str | None) -> Payload:
    channel = _channel(call)
    call.need_scope(f"{scope_family(channel)}:history")
    if not _is_member(call, channel):
        raise ApiError("not_in_channel")
    limit = min(int(call.fields.get("limit") or 100), 999)
    oldest = float(call.fields.get("oldest") or 0)
    there = [
        each
        for each in call.world.messages
        if each.channel == channel.id and each.only_for is None and float(each.ts) > oldest
        if thread in (each.thread_ts, each.ts if thread else None)
    ]
    newest = list(reversed(there))[:limit]
    with_metadata = str(call.fields.get("include_all_metadata", "0")).lower() in {"1", "true"}
    return {
        "messages": [shown(each, call.workspace, with_metadata=with_metadata) for each in newest],
        "has_more": len(there) > limit,
    }


def conversations_open(call: Call) -> Payload:
    """conversations.open, with one person."""
    call.need_scope("im:write")
    user = _user(call, call.need("users"))
    return {"channel": {"id": call.world.direct_channel(user).id}}


def users_info(call: Call) -> Payload:
    """users.info."""
    call.need_scope("users:read")
    user = _user(call, call.need("user"))
    return {
        "user": {
            "id": user.id,
            "team_id": user.workspace,
            "name": user.name,
            "is_admin": user.admin,
            "is_owner": user.owner,
            "is_primary_owner": False,
            "is_restricted": user.guest,
            "is_ultra_restricted": False,
            "is_bot": False,
            **({"locale": user.locale} if call.fields.get("include_locale") == "true" else {}),
        }
    }


def shown(message: Message, workspace: Workspace, *, with_metadata: bool = True) -> Payload:
    """A message as the API shows it."""
    told: Payload = {
        "type": "message",
        "user": workspace.bot_user,
        "bot_id": workspace.bot_id,
        "ts": message.ts,
        "text": message.text,
        "blocks": message.blocks,
    }
    if message.thread_ts:
        told["thread_ts"] = message.thread_ts
    if message.metadata and with_metadata:
        told["metadata"] = message.metadata
    return told


def scope_family(channel: Channel) -> str:
    """The family of scopes that a channel belongs to."""
    if channel.direct_with:
        return "im"
    return "groups" if channel.private else "channels"


def described(channel: Channel) -> Payload:
    """A channel as the API shows it."""
    return {
        "id": channel.id,
        "name": channel.name,
        "creator": channel.creator,
        "is_channel": not channel.private and not channel.direct_with,
        "is_im": channel.direct_with is not None,
        "is_private": channel.private,
        "is_archived": channel.archived,
    }


def _user(call: Call, name: str) -> User:
    user = call.world.users.get(name)
    if user is None or user.workspace != call.workspace.id:
        raise ApiError("user_not_found")
    return user


def _channel(call: Call) -> Channel:
    name = call.need("channel")
    channel = call.world.channels.get(name)
    known = channel is not None and channel.workspace == call.workspace.id
    if channel is None or not known or (channel.private and not _is_member(call, channel)):
        raise ApiError("channel_not_found")
    return channel


def _is_member(call: Call, channel: Channel) -> bool:
    return channel.direct_with is not None or call.workspace.bot_user in channel.members


def _reachable(call: Call) -> Channel:
    """The channel to write into; a person's id stands for the conversation with them."""
    user = call.world.users.get(str(call.fields.get("channel")))
    channel = call.world.direct_channel(user) if user else _channel(call)
    if channel.archived:
        raise ApiError("is_archived")
    if not _is_member(call, channel) and "chat:write.public" not in call.workspace.scopes:
        raise ApiError("not_in_channel")
    return channel


def _check_message(call: Call) -> None:
    if call.world.next_errors and (error := call.world.next_errors.pop(0)):
        raise ApiError(error)
    if call.fields.get("blocks") and not call.world.takes_blocks:
        raise ApiError("invalid_blocks", ("no layout is taken at the moment",))
    refused = message_refusal(call.fields)
    if refused:
        raise ApiError(refused.error, refused.messages)


def _message(call: Call, channel: Channel) -> Message:
    return Message(
        ts=call.world.new_ts(),
        channel=channel.id,
        text=call.fields.get("text") or "",
        blocks=call.fields.get("blocks") or [],
        metadata=call.fields.get("metadata"),
        thread_ts=call.fields.get("thread_ts"),
    )
