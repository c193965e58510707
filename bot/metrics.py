"""What a running bot counts, in a registry of its own. No address, workspace or channel is ever a label."""

from __future__ import annotations

from collections.abc import Container, Iterator

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily
from prometheus_client.registry import Collector

from summarizer.condensers.llm.spending import Reason, Tally

_SECONDS = (0.1, 0.5, 1, 2, 5, 10, 20, 60, 300, 1800)


class Metrics:
    """The numbers of one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.lateness = Histogram(
            "nightdesk_delivery_lateness_seconds",
            "How long after its minute a briefing was sent.",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.queue_depth = Gauge("nightdesk_queue_depth", "Deliveries that wait.", registry=self.registry)
        self.duplicates_averted = Counter(
            "nightdesk_duplicates_averted",
            "Deliveries that had arrived and were not sent again.",
            registry=self.registry,
        )
        self.sent_again = Counter(
            "nightdesk_sent_again",
            "Deliveries sent once more because the platform did not know of them, or could not tell.",
            registry=self.registry,
        )
        self.layouts_refused = Counter(
            "nightdesk_layouts_refused",
            "Messages whose layout a platform refused, so that plain words were sent: a bug of ours.",
            registry=self.registry,
        )
        self.sources_failing = Gauge(
            "nightdesk_sources_failing", "Sources whose last read failed.", registry=self.registry
        )
        self.commands = Counter("nightdesk_commands", "Commands answered, by verb.", ["verb"], registry=self.registry)

    def count_command(self, verb: str, known: Container[str]) -> None:
        """Count one command; what is none of the known ones is counted together, whatever a forged button says."""
        self.commands.labels(verb if verb in known else "other").inc()

    def follow(self, tally: Tally) -> None:
        """Show what a language model uses, too."""
        self.registry.register(_ModelCollector(tally))

    def text(self) -> bytes:
        """All of them in Prometheus' text format."""
        return generate_latest(self.registry)


class _ModelCollector(Collector):
    """Reads the model's tally whenever the metrics are asked for."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally

    def collect(self) -> Iterator[CounterMetricFamily]:
        """The model's numbers as they stand."""
        tally = self._tally
        yield CounterMetricFamily("nightdesk_llm_requests", "Requests to the language model.", value=tally.requests)
        yield CounterMetricFamily("nightdesk_llm_tokens", "Tokens that it used, both ways.", value=tally.tokens)
        yield CounterMetricFamily(
            "nightdesk_llm_dollars", "What they cost, where the price is known.", value=float(tally.dollars)
        )
        fallbacks = CounterMetricFamily(
            "nightdesk_llm_fallbacks", "Summaries that are extractive, wholly or in part, by why.", labels=["reason"]
        )
        for reason in Reason:
            fallbacks.add_metric([reason.value], tally.fallbacks[reason])
        yield fallbacks
