"""What settings say together: contradictions are refused, doubts are for the doctor. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from config.secret import SecretStr
from config.values import MAKE_A_KEY, HostPort, is_sqlite

Found = Mapping[str, Any]
_SHAPES = {
    "slack_bot_token": (r"xoxb-[A-Za-z0-9-]{10,}", "a bot token begins with xoxb-"),
    "slack_app_token": (r"xapp-[A-Za-z0-9-]{10,}", "an app-level token begins with xapp-"),
    "slack_signing_secret": (r"[0-9a-f]{32}", "a signing secret has 32 hexadecimal digits"),
    "discord_token": (r"[\w-]{20,}\.[\w-]{5,}\.[\w-]{25,}", "a bot token has three parts with dots between them"),
}


def contradictions(found: Found, refused: Collection[str] = ()) -> tuple[str, ...]:
    """What cannot be started with, one sentence each; nothing that rests on a setting already refused."""
    rules = (*_database_rules(found), *_slack_rules(found), *_server_rules(found))
    return tuple(sentence for names, sentence in rules if not set(names) & set(refused))


def _database_rules(found: Found) -> Iterator[tuple[tuple[str, ...], str]]:
    if found["queue"] == "procrastinate" and is_sqlite(found["database_url"]):
        yield (
            ("queue", "database_url"),
            "NIGHTDESK_QUEUE is procrastinate, which works on PostgreSQL only: "
            "set NIGHTDESK_DATABASE_URL to one, or NIGHTDESK_QUEUE to inprocess",
        )


def _slack_rules(found: Found) -> Iterator[tuple[tuple[str, ...], str]]:
    if found["slack_app_token"] and not found["slack_bot_token"]:
        yield (
            ("slack_app_token", "slack_bot_token"),
            "SLACK_APP_TOKEN is set without SLACK_BOT_TOKEN, and Socket Mode needs both: set the bot token too",
        )
    client = ("slack_client_id", "slack_client_secret")
    for one, other in (client, client[::-1]):
        if found[one] and not found[other]:
            yield client, f"{one.upper()} is set without {other.upper()}, and OAuth needs both: set the other too"
    if _uses_oauth(found) and not found["secret_key"]:
        yield (
            (*client, "slack_app_token", "slack_bot_token", "secret_key"),
            "NIGHTDESK_SECRET_KEY is missing, and OAuth (SLACK_CLIENT_ID) keeps workspace tokens encrypted with it: "
            f"make one with {MAKE_A_KEY}",
        )


def _uses_oauth(found: Found) -> bool:
    # With an app token it is Socket Mode, with a bot token one workspace, whatever else is set.
    one = found["slack_app_token"] or found["slack_bot_token"]
    return bool(found["slack_client_id"] and found["slack_client_secret"] and not one)


def _server_rules(found: Found) -> Iterator[tuple[tuple[str, ...], str]]:
    http: HostPort | None = found["http"]
    admin: HostPort | None = found["admin"]
    if http and admin and http.port == admin.port != 0 and (http.is_wildcard or admin.is_wildcard):
        yield (
            ("http", "admin"),
            f"NIGHTDESK_HTTP ({http}) and NIGHTDESK_ADMIN ({admin}) cannot both listen there: "
            "give NIGHTDESK_ADMIN another port",
        )


def doubts(found: Found) -> tuple[str, ...]:
    """What looks wrong but may be right, one sentence each."""
    return (*_shape_doubts(found), *_slack_doubts(found), *_network_doubts(found))


def _shape_doubts(found: Found) -> Iterator[str]:
    for name, (pattern, phrase) in _SHAPES.items():
        secret: SecretStr | None = found[name]
        if secret and not re.fullmatch(pattern, secret.get_secret_value()):
            yield f"{name.upper()} has not the shape of one: {phrase}"


def _slack_doubts(found: Found) -> Iterator[str]:
    if found["slack_app_token"]:
        return
    hears = bool(found["slack_signing_secret"])
    if found["slack_bot_token"] and not hears:
        yield (
            "SLACK_BOT_TOKEN alone can post but hears nothing: "
            "add SLACK_APP_TOKEN for Socket Mode or SLACK_SIGNING_SECRET for HTTP mode"
        )
    if _uses_oauth(found) and not hears:
        yield "SLACK_SIGNING_SECRET is missing, and HTTP mode believes no request without it: the Slack app has it"
    if _uses_oauth(found) and not found["public_url"]:
        yield "NIGHTDESK_PUBLIC_URL is missing, and OAuth sends people back to it: set the address Slack reaches"
    if hears and not found["slack_bot_token"] and not _uses_oauth(found):
        yield (
            "SLACK_SIGNING_SECRET is set without a workspace to serve: "
            "add SLACK_BOT_TOKEN, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET"
        )


def _network_doubts(found: Found) -> Iterator[str]:
    if found["proxy"]:
        yield "NIGHTDESK_PROXY is set: which addresses may be reached is the proxy's business now, not Nightdesk's"
    if found["llm_api_key"] and not found["llm"]:
        yield "NIGHTDESK_LLM_API_KEY is set without NIGHTDESK_LLM, so no model is used: name one as provider:model"
