"""A loopback Slack to drive: add people and channels, type commands, press buttons, and look at what is shown."""

from __future__ import annotations

import secrets
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager

from aiohttp import web

from adapters.loopback.slack.delivery import COMMANDS, EVENTS, INTERACTIONS, Delivery
from adapters.loopback.slack.endpoints import Endpoints
from adapters.loopback.slack.hooks import open_hook
from adapters.loopback.slack.payloads import (
    Occasion,
    command_payload,
    event_payload,
    find_action,
    press_payload,
    submission_payload,
)
from adapters.loopback.slack.sockets import Sockets
from adapters.loopback.slack.views import store_view
from adapters.loopback.slack.world import (
    LEAST_SCOPES,
    Channel,
    Limit,
    Message,
    Payload,
    Refusal,
    Transcript,
    User,
    View,
    Workspace,
    World,
)


class LoopbackSlack:
    """The double. Times are seconds; `world` holds everything that it knows."""

    def __init__(self, world: World, *, ack_deadline: float, trigger_life: float) -> None:
        self.world = world
        self.app_token = f"xapp-1-A0LOOPBACK-{secrets.token_hex(8)}"
        self.signing_secret = secrets.token_hex(16)
        self.sockets = Sockets(world)
        self.endpoints = Endpoints(world, self.sockets, self.app_token)
        self.delivery = Delivery(world, self.sockets, self.signing_secret, ack_deadline)
        self.trigger_life = trigger_life
        self.base_url = ""

    @property
    def api_url(self) -> str:
        """The address that stands for https://slack.com/api/."""
        return f"{self.base_url}/api/"

    @property
    def refusals(self) -> list[Refusal]:
        """Everything that it would not take, oldest first."""
        return self.world.refusals

    def add_workspace(self, name: str = "Acme", *, scopes: Iterable[str] = LEAST_SCOPES) -> Workspace:
        """A workspace that has installed the app and granted these scopes."""
        token = f"xoxb-loopback-{secrets.token_hex(12)}"
        new_id = self.world.new_id
        space = Workspace(new_id("T"), name, token, new_id("U"), new_id("B"), frozenset(scopes))
        self.world.workspaces[space.id] = space
        return space

    def add_user(
        self,
        name: str = "ada",
        *,
        workspace: Workspace | None = None,
        admin: bool = False,
        owner: bool = False,
        guest: bool = False,
        locale: str = "en-US",
    ) -> User:
        """A person, in the first workspace unless another is given."""
        space = workspace or self._first_workspace()
        user = User(self.world.new_id("U"), name, space.id, admin=admin, owner=owner, guest=guest, locale=locale)
        self.world.users[user.id] = user
        return user

    def add_channel(
        self,
        name: str = "news",
        *,
        workspace: Workspace | None = None,
        creator: User | None = None,
        private: bool = False,
        bot_is_member: bool = True,
    ) -> Channel:
        """A channel in which everybody known so far is, and the bot too unless it was not invited."""
        space = workspace or self._first_workspace()
        members = {user.id for user in self.world.users.values() if user.workspace == space.id}
        members |= {space.bot_user} if bot_is_member else set()
        made_by = creator.id if creator else ""
        channel = Channel(self.world.new_id("C"), name, space.id, creator=made_by, private=private, members=members)
        self.world.channels[channel.id] = channel
        return channel

    async def type_command(self, user: User, channel: Channel, line: str, *, answers: int = 1) -> Transcript:
        """Type a line such as "/digest rust 7d" and wait until that many answers came (0: only the acknowledgement)."""
        channel.members.add(user.id)
        transcript = self._transcript(user, channel.id)
        payload = command_payload(self.new_occasion(user, channel.id), channel, line)
        return await self._deliver(COMMANDS, payload, transcript, answers)

    async def press(self, user: User, where: Message | View, action: str, *, answers: int = 1) -> Transcript:
        """Press the button, or choose the option, with this action id, value or label. Raises LookupError."""
        found = find_action(where, action)
        if found is None:
            raise LookupError(f"nothing here is called {action!r}")
        channel = self.world.channels.get(where.channel) if isinstance(where, Message) else None
        shown_in = where.channel if isinstance(where, Message) else self.world.direct_channel(user).id
        transcript = self._transcript(user, shown_in)
        source = where.ts if isinstance(where, Message) else None
        occasion = self.new_occasion(user, shown_in, source)
        return await self._deliver(INTERACTIONS, press_payload(occasion, where, channel, found), transcript, answers)

    async def submit(self, user: User, view: View, values: dict[str, dict[str, Payload]]) -> Transcript:
        """Send a modal off with these values (by block id and action id) and do what the acknowledgement says."""
        transcript = self._transcript(user, self.world.direct_channel(user).id)
        payload = submission_payload(self.new_occasion(user, transcript.channel), view, values)
        await self.delivery.deliver(INTERACTIONS, payload, transcript)
        self._follow(user, view, transcript)
        return transcript

    async def open_home(self, user: User) -> Transcript:
        """Look at the app's home tab."""
        transcript = self._transcript(user, self.world.direct_channel(user).id)
        event = {"type": "app_home_opened", "user": user.id, "channel": transcript.channel, "tab": "home"}
        payload = event_payload(user, {**event, "event_ts": self.world.new_ts()}, self.world.new_id("Ev"))
        await self.delivery.deliver(EVENTS, payload, transcript)
        return transcript

    async def uninstall(self, workspace: Workspace) -> None:
        """Remove the app from a workspace: its token dies at once, and the app is told."""
        workspace.revoked = "account_inactive"
        await self.tell(workspace, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [workspace.bot_user]}})
        await self.tell(workspace, {"type": "app_uninstalled"})

    async def tell(self, workspace: Workspace, event: Payload, *, at: float | None = None) -> Transcript:
        """Send an event that is about the whole workspace; `at` is when it happened, by default now."""
        app = User(workspace.bot_user, "nightdesk", workspace.id)
        second = int(time.time() if at is None else at)
        transcript = self._transcript(app, "")
        await self.delivery.deliver(EVENTS, event_payload(app, event, self.world.new_id("Ev"), second), transcript)
        return transcript

    def messages(self, channel: Channel) -> list[Message]:
        """What everybody sees there, oldest first."""
        return [each for each in self.world.messages if each.channel == channel.id and each.only_for is None]

    def ephemerals(self, user: User, channel: Channel) -> list[Message]:
        """What this person alone sees there, oldest first."""
        return [each for each in self.world.messages if each.channel == channel.id and each.only_for == user.id]

    def open_views(self, user: User) -> list[View]:
        """The modals that this person has open, the top one last."""
        return [each for each in self.world.views.values() if each.user == user.id]

    def home(self, user: User) -> View | None:
        """What this person's home tab shows."""
        return self.world.homes.get(user.id)

    def limit(
        self, *, method: str = "chat.postMessage", channel: Channel | None = None, retry_after: int = 30, times: int = 1
    ) -> None:
        """Answer the next calls of a method, in that channel or any, with 429 and this Retry-After."""
        self.world.limits.append(Limit(method, channel.id if channel else None, retry_after, times))

    def swallow_next(self, method: str) -> None:
        """Carry out the next call of this method and cut the connection instead of answering."""
        self.endpoints.swallow.add(method)

    def hang_next(self, method: str) -> None:
        """Carry out the next call of this method and leave it waiting for an answer that never comes."""
        self.endpoints.hang.add(method)

    def send_by_http(self, request_url: str | None) -> None:
        """Deliver to a Request URL, signed, instead of by socket."""
        self.delivery.request_url = request_url

    async def drop_connection(self, *, warn: bool = False) -> None:
        """Cut every socket; with `warn`, say farewell first as Slack does."""
        await self.sockets.drop(warn=warn)

    async def until(self, predicate: Callable[[], bool], timeout: float = 5.0) -> None:
        """Wait until something holds. Raises TimeoutError."""
        await self.world.until(predicate, timeout)

    async def connected(self, times: int = 1, timeout: float = 5.0) -> None:
        """Wait until the app has connected that many times in all, and is."""
        await self.until(lambda: self.sockets.served >= times and bool(self.sockets.open), timeout)

    def _first_workspace(self) -> Workspace:
        return next(iter(self.world.workspaces.values()), None) or self.add_workspace()

    def _transcript(self, user: User, channel: str) -> Transcript:
        return Transcript(self.world, user.id, channel, len(self.world.messages))

    def new_occasion(self, user: User, channel: str, source: str | None = None) -> Occasion:
        """What an interaction of this person there brings with it: a fresh trigger and a fresh response URL."""
        hook = f"{self.base_url}/hooks/{open_hook(self.world, user.id, channel, source)}"
        return Occasion(user, self.world.add_trigger(user, self.trigger_life), hook)

    async def _deliver(self, kind: str, payload: Payload, transcript: Transcript, answers: int) -> Transcript:
        await self.delivery.deliver(kind, payload, transcript)
        if answers and not transcript.failed:
            await transcript.answered(answers)
        return transcript

    def _follow(self, user: User, view: View, transcript: Transcript) -> None:
        action = transcript.ack.get("response_action")
        if transcript.failed or action == "errors":
            return
        if action == "update":
            view.payload = transcript.ack["view"]
        elif action == "push":
            store_view(self.world, user, transcript.ack["view"])
        else:
            self.world.views.pop(view.id, None)
        self.world.notify()


@asynccontextmanager
async def run_loopback_slack(
    *, ack_deadline: float = 3.0, trigger_life: float = 3.0, clock: Callable[[], float] = time.monotonic
) -> AsyncIterator[LoopbackSlack]:
    """A Slack on a free port of 127.0.0.1 for as long as the context lasts."""
    slack = LoopbackSlack(World(clock), ack_deadline=ack_deadline, trigger_life=trigger_life)
    app = web.Application()
    app.add_routes(slack.endpoints.routes())
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    slack.base_url = f"http://{host}:{port}"
    try:
        yield slack
    finally:
        await slack.sockets.close()
        await runner.cleanup()
