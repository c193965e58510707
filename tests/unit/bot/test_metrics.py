"""What is counted, under the names that dashboards rely on."""

from __future__ import annotations

from bot.metrics import Metrics


def test_the_names_are_those_that_were_promised() -> None:
    """And no label names a workspace, a channel or an address."""
    metrics = Metrics()
    metrics.commands.labels("digest").inc()

    text = metrics.text().decode()

    for name in (
        "nightdesk_delivery_lateness_seconds_bucket",
        "nightdesk_queue_depth",
        "nightdesk_duplicates_averted_total",
        "nightdesk_sent_again_total",
        "nightdesk_sources_failing",
    ):
        assert f"\n{name}" in text
    assert {line.partition("{")[2].partition("=")[0] for line in text.splitlines() if "{" in line} == {"le", "verb"}


def test_two_processes_of_one_test_count_apart() -> None:
    """Each has a registry of its own."""
    one, two = Metrics(), Metrics()
    one.duplicates_averted.inc()

    assert b"nightdesk_duplicates_averted_total 0.0" in two.text()


def test_forged_buttons_make_no_names_of_their_own() -> None:
    """A command says what somebody sent: whatever is no verb of ours is counted together."""
    metrics = Metrics()
    for verb in ("digest", "gossip", "x" * 500):
        metrics.count_command(verb, {"digest"})

    lines = [line for line in metrics.text().decode().splitlines() if line.startswith("nightdesk_commands_total{")]

    assert sorted(lines) == [
        'nightdesk_commands_total{verb="digest"} 1.0',
        'nightdesk_commands_total{verb="other"} 2.0',
    ]
