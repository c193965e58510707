"""`python -m tests.quality.extraction`: article text against the true texts of the article-extraction benchmark.

The benchmark's own measure: four-word shingles, counted; precision and recall a page, averaged; F1 of the averages.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

from tests.quality.paths import evaluation_data

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


def main() -> None:
    folder = evaluation_data("extract")
    if folder is None:
        print("skipped: no extraction data")
        return
    truths = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    pages = {
        name: gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()).decode("utf-8", "replace")
        for name in sorted(truths)
    }
    print(f"article text, {len(pages)} pages" + " " * 8 + "precision  recall     F1")
    with ProcessPoolExecutor(2) as pool:
        for reader in READERS:
            rows = list(pool.map(score, [(reader, pages[n], truths[n]["articleBody"]) for n in pages], chunksize=8))
            precision = sum(row[0] for row in rows) / len(rows)
            recall = sum(row[1] for row in rows) / len(rows)
            f1 = 2 * precision * recall / (precision + recall)
            print(f"  {reader:<28}  {precision:.4f}     {recall:.4f}     {f1:.4f}")


if __name__ == "__main__":
    sys.exit(main())
