"""`python -m tests.quality.extraction`: article text against the true texts of the article-extraction benchmark.

The benchmark's own measure: four-word shingles, counted; precision and recall a page, averaged; F1 of the averages.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor

from tests.quality.paths import evaluation_data
from tests.quality.table import Row, skipped

BAR = 0.972
_MEASURE = "article text, F1"

_TOKEN = re.compile(r"\w+", re.UNICODE)


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    """The multiset of shingles; a text shorter than one shingle is one shingle."""
    tokens = _TOKEN.findall(text)
    return Counter(tuple(tokens[at : at + size]) for at in range(max(1, len(tokens) - size + 1)))


def page_scores(truth: str, found: str) -> tuple[float, float]:
    """Precision and recall of one page."""
    wanted, got = shingles(truth), shingles(found)
    shared = sum((wanted & got).values())
    made, all_wanted = sum(got.values()), sum(wanted.values())
    if not found.strip():
        return 0.0, 0.0
    return shared / made, shared / all_wanted


def ours(page: str) -> str:
    from summarizer.errors import NoArticleText
    from summarizer.extract import extract_page

    try:
        return extract_page(page).text
    except NoArticleText:
        return ""


def trafilatura_alone(page: str) -> str:
    from trafilatura import extract

    return extract(page, favor_precision=True, include_comments=False) or ""


def resiliparse_alone(page: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return extract_plain_text(page, main_content=True, alt_texts=False, list_bullets=False)


READERS: dict[str, Callable[[str], str]] = {
    "nightdesk": ours,
    "trafilatura alone": trafilatura_alone,
    "resiliparse alone": resiliparse_alone,
}


def score(work: tuple[str, str, str]) -> tuple[float, float]:
    reader, page, truth = work
    return page_scores(truth, READERS[reader](page))


def measure() -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of each reader; nothing where there is no data."""
    folder = evaluation_data("extract")
    if folder is None:
        return {}
    truths = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    pages = {
        name: gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()).decode("utf-8", "replace")
        for name in sorted(truths)
    }
    found = {}
    with ProcessPoolExecutor(2) as pool:
        for reader in READERS:
            work = [(reader, pages[name], truths[name]["articleBody"]) for name in pages]
            scores = list(pool.map(score, work, chunksize=8))
            precision, recall = (sum(row[at] for row in scores) / len(scores) for at in (0, 1))
            found[reader] = (precision, recall, 2 * precision * recall / (precision + recall))
    return found


def rows() -> Iterator[Row]:
    """F1 beside that of the readers that ours is made of."""
    found = measure()
    if not found:
        yield skipped(_MEASURE, f"≥ {BAR}", "pages")
        return
    (_, _, ours_f1), *_ = found.values()
    peers = " · ".join(f"{name} {f1:.4f}" for name, (_, _, f1) in found.items() if name != "nightdesk")
    yield Row(_MEASURE, f"≥ {BAR}", f"{ours_f1:.4f}", peers, ours_f1 >= BAR)


def main() -> None:
    found = measure()
    if not found:
        print("skipped: no extraction data")
    for name, (precision, recall, f1) in found.items():
        print(f"{name:<20} precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}")


if __name__ == "__main__":
    main()
