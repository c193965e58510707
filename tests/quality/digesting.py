"""The digest of a recorded, labelled morning, composed in-process: does it tell what everybody reported, once each?

`python -m tests.quality.digesting`. Recall@k is the share of the k most reported stories (by distinct outlets in the
window) that the digest holds; impurity the share of named reports that belong to another story than most; junk the
share of stories of a kind nobody asked for (deals, puzzles, how-to-watch pages). Nothing is fetched.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from summarizer.canonical import identity_key
from summarizer.group import Grouper
from summarizer.identity import identify
from summarizer.ingest.decide import article_of
from summarizer.model import Article, DigestRequest, Kind, Report, Source, Story
from summarizer.rank import choose, order_reports
from summarizer.sources.feed.parse import parse_feed
from summarizer.store.articles import NewEntry
from summarizer.topics import TopicIndex
from tests.quality.paths import evaluation_data
from tests.quality.peers import tf_idf_leader
from tests.quality.table import Row, skipped

RECORDED = datetime(2026, 3, 18, 9, tzinfo=UTC)
LIMIT = 10

Grouping = Callable[[Sequence[Article]], tuple[Story, ...]]


@dataclass(frozen=True)
class Told:
    """One story of the digest: its title and the addresses that it names."""

    title: str
    addresses: tuple[str, ...]
    why: str


def read_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def read_articles(folder: Path, now: datetime) -> list[Article]:
    """Every entry of the recorded feeds as an article with what its feed says."""
    topics = TopicIndex.load()
    found: dict[str, Article] = {}
    for file in sorted(folder.iterdir()):
        source = Source(file.stem, f"https://{file.stem}.example/feed", publisher=file.stem)
        feed = parse_feed(file.read_bytes(), content_type=None, base_url=source.address)
        for each in identify(source, feed.entries):
            new = NewEntry(each.article_id, each.entry)
            found[each.article_id] = article_of(new, source, None, "", topics, now=now, latest=now, first_reading=True)
    return sorted(found.values(), key=lambda article: (article.published, article.id))


def group_by_peer(articles: Sequence[Article]) -> tuple[Story, ...]:
    """The stories of the peer: a TF-IDF leader, every article news."""
    told = tf_idf_leader(articles)
    members: dict[str, list[Report]] = defaultdict(list)
    for article in articles:
        members[told[article.id]].append(Report(replace(article, kind=Kind.NEWS), 1))
    return tuple(Story(story_id, 1, tuple(reports)) for story_id, reports in sorted(members.items()))


def group(articles: Sequence[Article]) -> tuple[Story, ...]:
    """The stories of a morning that was read in one go."""
    grouper = Grouper()
    copies = {article.id: grouper.place(article).copy_of for article in articles}
    grouper.merge_pass()
    members: dict[str, list[Report]] = defaultdict(list)
    for article in articles:
        members[grouper.story_of(article.id)].append(Report(article, 1, copies[article.id]))
    return tuple(Story(story_id, 1, tuple(reports)) for story_id, reports in sorted(members.items()))


def digest(stories: Sequence[Story], now: datetime, window: timedelta) -> list[Told]:
    request = DigestRequest(since=now - window, until=now, limit=LIMIT)
    chosen = choose(stories, request, TopicIndex.load(), {}).stories
    told = []
    for each in chosen:
        reports = order_reports(each.story)
        told.append(Told(reports[0].title, tuple(article.url for article in reports), each.score.why))
    return told


def score(
    told: Sequence[Told], gold: Sequence[dict[str, Any]], kinds: dict[str, str], since: datetime
) -> dict[str, float]:
    """The measures of the digest against the labels."""
    by_address = {identity_key(row["url"]): row for row in gold if row.get("url")}
    named = [[by_address[key] for url in each.addresses if (key := identity_key(url)) in by_address] for each in told]
    tops = [Counter(row["story"] for row in rows).most_common(1)[0] for rows in named if rows]
    mapped = sum(map(len, named))
    outlets: dict[str, set[str]] = defaultdict(set)
    for row in gold:
        if datetime.fromisoformat(row["published"]) >= since:
            outlets[row["story"]].add(row["site"])
    sizes = {story: len(sites) for story, sites in outlets.items() if kinds.get(story, "news") == "news"}
    shown = [story for story, _ in tops]
    return {
        "recall@5": _recall(shown, sizes, 5),
        "recall@10": _recall(shown, sizes, 10),
        "impurity": (mapped - sum(count for _, count in tops)) / max(1, mapped),
        "duplicates": len(shown) - len(set(shown)),
        "junk": sum(kinds.get(story, "news") != "news" for story in shown) / max(1, len(shown)),
    }


def _recall(shown: Sequence[str], sizes: dict[str, int], places: int) -> float:
    """Which of the most reported stories are shown; those tied for the last places stand in for each other."""
    line = sorted(sizes.values(), reverse=True)[:places]
    above = {story for story, size in sizes.items() if size > line[-1]}
    level = {story for story, size in sizes.items() if size == line[-1]}
    hit = len(above & set(shown)) + min(len(level & set(shown)), places - len(above))
    return hit / len(line)


BARS: dict[str, tuple[str, float]] = {
    "recall@5": ("≥", 1.0), "recall@10": ("≥", 0.9), "impurity": ("≤", 0.08), "duplicates": ("≤", 0.0),
    "junk": ("≤", 0.0),
}  # fmt: skip
HOURS = (24, 48)


def measure(morning: Path, by: Grouping = group) -> dict[int, dict[str, float]]:
    """The measures of the digests of the last 24 and 48 hours, the stories grouped in one way."""
    gold = read_rows(morning / "tech_entries.jsonl")
    kinds = {row["story"]: row.get("kind", "news") for row in read_rows(morning / "tech_stories.jsonl")}
    stories = by(read_articles(morning / "feeds_tech", RECORDED))
    windows = [timedelta(hours=hours) for hours in HOURS]
    return {
        hours: score(digest(stories, RECORDED, window), gold, kinds, RECORDED - window)
        for hours, window in zip(HOURS, windows, strict=True)
    }


def rows() -> Iterator[Row]:
    """Each measure, the worse of both windows, beside a digest that ranks stories of a TF-IDF leader."""
    morning = evaluation_data("morning")
    if morning is None:
        yield skipped("digest of a tech morning, 10 stories", "", "recorded morning")
        return
    ours, peer = measure(morning), measure(morning, group_by_peer)
    for name, (sign, bar) in BARS.items():
        worse = max if sign == "≤" else min
        value, other = (worse(found[hours][name] for hours in HOURS) for found in (ours, peer))
        yield Row(
            f"digest of a tech morning, 10 stories: {name}", f"{sign} {bar:g}", f"{value:.3f}",
            f"TF-IDF leader {other:.3f}", value <= bar if sign == "≤" else value >= bar,
        )  # fmt: skip


def main() -> None:
    morning = evaluation_data("morning")
    if morning is None:
        print("skipped: no recorded morning")
        return
    stories = group(read_articles(morning / "feeds_tech", RECORDED))
    for hours, result in measure(morning).items():
        print(f"{hours} h  ", "  ".join(f"{name} {value:.3f}" for name, value in result.items()))
        for each in digest(stories, RECORDED, timedelta(hours=hours)):
            print(f"  {len(each.addresses):3}  {each.title[:100]}  ({each.why})")


if __name__ == "__main__":
    main()
