"""Dockerfile and compose.yaml: what can be known of them without an engine."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import yaml

from bot.cli.commands import build
from config.catalog import SETTINGS
from config.settings import load_settings
from tests.architecture.tree import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
OURS = {name: service for name, service in COMPOSE["services"].items() if service.get("image") == "nightdesk"}
DOCKERFILE = re.sub(r"\s*\\\n\s*", " ", (ROOT / "Dockerfile").read_text())
LINES = [line for line in DOCKERFILE.splitlines() if line.strip() and not line.startswith("#")]
LAST = LINES[max(number for number, line in enumerate(LINES) if line.startswith("FROM ")) :]
"""The stage that runs."""
KNOWN = {setting.variable for setting in SETTINGS}


def _of(stage: list[str], word: str) -> list[str]:
    return [line.removeprefix(f"{word} ") for line in stage if line.startswith(f"{word} ")]


def _environment(stage: list[str]) -> dict[str, str]:
    pairs = [pair for line in _of(stage, "ENV") for pair in line.split()]
    return dict(pair.split("=", 1) for pair in pairs)


@pytest.mark.parametrize("words", [*(service["command"] for service in OURS.values()), ["run"]])
def test_every_command_is_one_of_ours(words: list[str]) -> None:
    """With its options."""
    command = build()
    context = command.make_context("nightdesk", list(words), resilient_parsing=True)
    name, found, rest = command.resolve_command(context, list(words))

    found.make_context(name, list(rest))


@pytest.mark.parametrize("name", sorted(OURS))
def test_every_variable_is_a_setting(name: str) -> None:
    """One that is left empty counts as not given."""
    given = OURS[name]["environment"]
    assert given.keys() <= KNOWN

    filled = {each: re.sub(r"\$\{\w+:[-?].*?\}", "", value) for each, value in given.items()}
    chosen = load_settings(filled)
    assert (chosen.slack_bot_token, chosen.discord_token, chosen.timezone) == (None, None, "UTC")


@pytest.mark.parametrize("name", sorted(OURS))
def test_our_services_may_do_nothing_that_they_need_not(name: str) -> None:
    """A read-only root, no capabilities, no new privileges; only /data and /tmp are written to."""
    service = OURS[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"] and service["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "cap_add", "user", "network_mode", "pid"} & service.keys()
    written = [each.partition(":")[0] for each in service["tmpfs"]] + [
        each.split(":")[1] for each in service.get("volumes", [])
    ]
    assert sorted(written) == ["/data", "/tmp"]


def test_what_stops_has_the_time_it_takes() -> None:
    """`run` and `worker` end within ten seconds of SIGTERM."""
    assert all(int(service["stop_grace_period"].removesuffix("s")) > 10 for service in OURS.values())
    assert _of(LAST, "STOPSIGNAL") == ["SIGTERM"]


def test_nothing_is_open_to_the_world_by_itself() -> None:
    """Ports are published on this machine alone, and the database's not at all."""
    ports = [port for service in COMPOSE["services"].values() for port in service.get("ports", [])]
    assert ports and all(port.startswith("127.0.0.1:") for port in ports)
    assert "ports" not in COMPOSE["services"]["postgres"]


@pytest.mark.parametrize("name", sorted(COMPOSE["services"]))
def test_no_log_grows_for_ever(name: str) -> None:
    """The engine keeps all of it unless it is told how much."""
    options = COMPOSE["services"][name]["logging"]["options"]

    assert options == {"max-size": "10m", "max-file": "3"}


def test_every_volume_and_dependency_is_there() -> None:
    """Whoever is waited for has a health check."""
    volumes = {each.split(":")[0] for service in COMPOSE["services"].values() for each in service.get("volumes", [])}
    assert volumes == set(COMPOSE["volumes"])
    for service in OURS.values():
        for name, how in service["depends_on"].items():
            assert how["condition"] == "service_healthy" and COMPOSE["services"][name]["healthcheck"]["test"]


def test_the_parts_are_one_front_two_workers_and_a_database() -> None:
    """A worker has no web server, so nothing asks it whether it lives."""
    assert sorted(COMPOSE["services"]) == ["bot", "postgres", "worker"]
    assert OURS["worker"]["deploy"]["replicas"] == 2
    assert OURS["worker"]["healthcheck"] == {"disable": True}


def test_the_image_runs_as_nobody_in_particular() -> None:
    """A numbered user without a shell, who owns /data and nothing else."""
    assert _of(LAST, "USER") == ["10001:10001"]
    order = [line.split()[0] for line in LAST]
    assert order.index("USER") < order.index("ENTRYPOINT") and order.index("RUN") < order.index("USER")
    (made,) = _of(LAST, "RUN")
    assert (
        "groupadd --gid 10001" in made
        and "useradd --uid 10001" in made
        and "nologin" in made
        and "--owner=nightdesk" in made
    )
    assert "uid=10001" in " ".join(OURS["worker"]["tmpfs"])


def test_the_image_starts_our_command() -> None:
    """The entry point is the installed one, in the form that gets signals."""
    assert json.loads(_of(LAST, "ENTRYPOINT")[0]) == ["nightdesk"] and json.loads(_of(LAST, "CMD")[0]) == ["run"]
    assert _environment(LAST).keys() - {"PATH", "HOME", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"} <= KNOWN
    assert _environment(LAST)["NIGHTDESK_HOME"] == "/data" and _of(LAST, "VOLUME") == ["/data"]
    assert _environment(LAST)["NIGHTDESK_HTTP"] == f"0.0.0.0:{_of(LAST, 'EXPOSE')[0]}"


def test_the_image_takes_only_what_is_locked() -> None:
    """Packages by their hashes, from a base image of a named version; nothing is fetched besides."""
    assert re.search(r"pip install --no-deps --require-hashes -r requirements\.lock", DOCKERFILE)
    assert re.search(r"pip install --no-deps \. && pip check", DOCKERFILE)
    assert set(re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)) == {"python:3.13-slim"}
    assert not re.search(r"\b(?:ADD|curl|wget|apt-get|sudo|latest)\b", DOCKERFILE)


def test_what_the_image_copies_is_there_and_nothing_else_goes_to_the_engine() -> None:
    """.dockerignore lets in exactly that."""
    copied = [name for line in _of(LINES, "COPY") if "--from" not in line for name in line.split()[:-1]]
    assert copied and all((ROOT / name).exists() for name in copied)
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert let_in == set(copied)


class _Server(HTTPServer):
    status = 200


class _Health(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.send_response(self.server.status if self.path == "/healthz" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def health() -> Iterator[_Server]:
    """Something that answers where the image's check looks."""
    server = _Server(("127.0.0.1", 0), _Health)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def _check(port: int) -> int:
    (words,) = [line for line in LAST if line.startswith("HEALTHCHECK ")]
    command = json.loads(words[words.index("CMD ") + 4 :])
    environment = {"NIGHTDESK_HTTP": f"0.0.0.0:{port}", "http_proxy": "http://127.0.0.1:1"}
    return subprocess.run([sys.executable, *command[1:]], env=environment, capture_output=True, check=False).returncode


@pytest.mark.parametrize(("status", "well"), [(200, True), (503, False)])
def test_the_health_check_tells_a_living_bot(health: _Server, status: int, well: bool) -> None:
    """At the port that is set, and past any proxy."""
    health.status = status

    assert (_check(health.server_port) == 0) is well


def test_the_health_check_tells_a_dead_bot(health: _Server) -> None:
    """Nobody listens."""
    port = health.server_port
    health.server_close()

    assert _check(port) != 0
