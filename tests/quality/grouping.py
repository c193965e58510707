"""How well articles are grouped into stories: pair F1 and multi-source B-cubed on labelled mornings, and B-cubed over
all entries on labelled streams (of which two are read with equal dates, since theirs give the label away).

`python -m tests.quality.grouping`; with `-v` also as feeds in other forms would have brought them. The labelled data is
not part of the project; see tests/quality/paths.py.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from bot.edition.library import load
from summarizer.group import group_stream
from summarizer.kinds import classify
from summarizer.model import Article
from tests.quality.feed_forms import FORMS, Form
from tests.quality.labels import FOLDER
from tests.quality.paths import evaluation_data
from tests.quality.peers import same_title, tf_idf_leader
from tests.quality.table import Row, skipped

FIRST_REPORT = datetime(2026, 11, 23, 6, tzinfo=UTC)
"""When the first of our developing stories was told."""


def read_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def article_of(row: dict[str, Any]) -> Article:
    published = datetime.fromisoformat(row["published"])
    published = published if published.tzinfo else published.replace(tzinfo=UTC)
    site = row.get("site") or row.get("source") or row["id"]
    text = row.get("summary") or row.get("text") or ""
    text = " ".join(text) if isinstance(text, list) else text
    url = row.get("url") or ""
    return Article(
        id=str(row["id"]), source=site, publisher=site, url=url, title=row["title"], text=text,
        published=published, first_seen=published, kind=classify(row["title"], url),
        language={"eng": "en", "spa": "es", "deu": "de"}.get(row.get("lang", "eng"), "en"),
    )  # fmt: skip


def scores(gold: dict[str, str], told: dict[str, str], site: dict[str, str]) -> dict[str, float]:
    """Pair F1 over stories of several sites, and B-cubed F1 over the members of those stories."""
    members: dict[str, list[str]] = defaultdict(list)
    for key, story in gold.items():
        members[story].append(key)
    big = {story for story, keys in members.items() if len({site[key] for key in keys}) > 1}
    placed: dict[str, list[str]] = defaultdict(list)
    for key in gold:
        placed[told[key]].append(key)
    predicted = [pair for keys in placed.values() for pair in combinations(keys, 2)]
    true = sum(gold[a] == gold[b] for a, b in predicted)
    hit = sum(gold[a] == gold[b] and gold[a] in big for a, b in predicted)
    wanted = sum(len(members[story]) * (len(members[story]) - 1) // 2 for story in big)
    precision = true / len(predicted) if predicted else 0.0
    recall = hit / wanted if wanted else 0.0
    many = [key for key in gold if gold[key] in big]
    both = Counter((gold[key], told[key]) for key in many)
    b_precision = sum(n * n / len(placed[p]) for (_, p), n in both.items()) / len(many)
    b_recall = sum(n * n / len(members[g]) for (g, _), n in both.items()) / len(many)
    return {
        "pair_p": precision,
        "pair_r": recall,
        "pair_f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        "b3_multi": 2 * b_precision * b_recall / (b_precision + b_recall),
    }


def b_cubed(gold: dict[str, str], told: dict[str, str]) -> dict[str, float]:
    """B-cubed precision, recall and F1 over all entries (Bagga and Baldwin, 1998)."""
    true, placed = Counter(gold.values()), Counter(told[key] for key in gold)
    both = Counter((gold[key], told[key]) for key in gold)
    precision = sum(n * n / placed[p] for (_, p), n in both.items()) / len(gold)
    recall = sum(n * n / true[g] for (g, _), n in both.items()) / len(gold)
    return {"b3_p": precision, "b3_r": recall, "b3_f1": 2 * precision * recall / (precision + recall)}


Grouping = Callable[[Sequence[Article]], dict[str, str]]
PEERS: dict[str, Grouping] = {"same title": same_title, "TF-IDF leader": tf_idf_leader}


def measure(rows: list[dict[str, Any]], only: set[str] | None = None, by: Grouping = group_stream) -> dict[str, float]:
    told = by([article_of(row) for row in rows])
    kept = [row for row in rows if only is None or row["id"] in only]
    gold = {str(row["id"]): str(row["story"]) for row in kept}
    return scores(gold, told, {str(row["id"]): row["site"] for row in kept})


def measure_stream(rows: list[dict[str, Any]], *, dated: bool, by: Grouping = group_stream) -> dict[str, float]:
    if not dated:
        rows = [row | {"published": "2026-03-01T00:00:00+00:00"} for row in rows]
    told = by([article_of(row) for row in rows])
    return b_cubed({str(row["id"]): str(row["cluster"]) for row in rows}, told)


def edition_rows() -> list[dict[str, Any]]:
    """The bundled edition as labelled rows: whole texts, two mornings, stories that develop."""
    edition = load()
    return [
        {
            "id": article.id,
            "title": article.title,
            "text": article.text,
            "published": article.published.isoformat(),
            "site": article.outlet,
            "lang": {"de": "deu"}.get(edition.outlet(article.outlet).language, "eng"),
            "story": article.event or article.id,
        }
        for article in edition.articles
    ]


def developing_rows() -> list[dict[str, Any]]:
    """Stories of our own whose wording changes: announcement, backlash, defence, retreat (labels/developing.toml)."""
    articles = tomllib.loads((FOLDER / "developing.toml").read_text("utf-8"))["article"]
    return [
        {
            "id": f"d{number}",
            "title": article["title"],
            "text": article["text"],
            "published": (FIRST_REPORT + timedelta(hours=article["hour"])).isoformat(),
            "site": article["outlet"],
            "story": article.get("story", f"alone{number}"),
        }
        for number, article in enumerate(articles)
    ]


def results(by: Grouping = group_stream, form: Form = dict) -> dict[str, dict[str, float]]:
    """Every labelled set that is there, written in one form and grouped in one way."""
    edition, developing = ([form(row) for row in rows] for rows in (edition_rows(), developing_rows()))
    found = {"edition": measure(edition, by=by), "developing": measure(developing, by=by)}
    morning, streams = evaluation_data("morning"), evaluation_data("stories")
    if morning is not None:
        tech, world = (
            [form(row) for row in read_rows(morning / f"{name}_entries.jsonl")] for name in ("tech", "world")
        )
        news = set((morning / "tech_news.ids").read_text().split())
        found |= {
            "tech all": measure(tech, by=by), "tech news": measure(tech, news, by), "world": measure(world, by=by)
        }  # fmt: skip
    if streams is not None:
        for name in ("og", "g5w", "allsides"):
            stream = [form(row) for row in read_rows(streams / f"{name}.jsonl")]
            found[name] = measure_stream(stream, dated=name == "og", by=by)
    return found


BARS = (
    ("stories of a tech morning, all kinds: pair F1", "tech all", "pair_f1", 0.70),
    ("the same, news only", "tech news", "pair_f1", 0.76),
    ("the same, all kinds: multi-source B-cubed F1", "tech all", "b3_multi", 0.88),
    ("stories of a world morning: pair F1", "world", "pair_f1", None),
    ("the bundled edition, stories that develop: pair F1", "edition", "pair_f1", None),
    ("stories of our own whose wording changes: pair F1", "developing", "pair_f1", None),
    ("titles on one topic by the minute (og): B-cubed F1", "og", "b3_f1", 0.75),
    ("long-running events, equal dates (g5w): B-cubed F1", "g5w", "b3_f1", 0.90),
    ("politics from three sides, equal dates (allsides): B-cubed F1", "allsides", "b3_f1", 0.76),
)
"""Each figure, the set and the score that it is, and its bar."""


WITHOUT_TEXT = {"no texts", "an outlet's notice for every text"}
"""Forms that take from the sets of whole texts what their bars were set for: those are shown, and held to none."""
WHOLE_TEXTS = ("g5w", "allsides")
_SHORT = {"pair_f1": "", "b3_multi": " B-cubed", "b3_f1": ""}


def rows() -> Iterator[Row]:
    """Every figure beside the same title and a TF-IDF leader, and our figures for other forms of the sets."""
    ours, peers = results(), {name: results(by) for name, by in PEERS.items()}
    for what, name, kind, bar in BARS:
        said = "" if bar is None else f"≥ {bar:.2f}"
        if name not in ours:
            yield skipped(what, said, "labelled stories")
            continue
        beside = " · ".join(f"{peer} {found[name][kind]:.3f}" for peer, found in peers.items())
        value = ours[name][kind]
        yield Row(what, said, f"{value:.3f}", beside, None if bar is None else value >= bar)
    yield from rows_of_forms()


def rows_of_forms() -> Iterator[Row]:
    """Our figures with the sets written as other feeds would."""
    for name, form in FORMS.items():
        found = results(form=form)
        told = [(part, kind, bar) for _, part, kind, bar in BARS if bar is not None and part in found]
        if not told:
            yield skipped(f"stories, {name}", "as above", "labelled stories")
            continue
        figures = " · ".join(f"{part}{_SHORT[kind]} {found[part][kind]:.3f}" for part, kind, _ in told)
        free = WHOLE_TEXTS if name in WITHOUT_TEXT else ()
        holds = all(found[part][kind] >= bar for part, kind, bar in told if part not in free)
        yield Row(f"stories, {name}", "as above, not g5w, allsides" if free else "as above", figures, "", holds)


def main(arguments: Sequence[str]) -> None:
    for name, result in results().items():
        print(f"{name:10}", say(result))
    for row in rows_of_forms() if "-v" in arguments else ():
        print(f"{row.measure}: {row.ours}{'' if row.holds else '  (misses a bar)'}")


def say(result: dict[str, float]) -> str:
    return "  ".join(f"{key} {value:.3f}" for key, value in result.items())


if __name__ == "__main__":
    main(sys.argv[1:])
