"""From sources to stored stories: read, sift, fetch pages, extract, classify, group, store."""

from summarizer.ingest.run import Ingest, IngestReport, Progress

__all__ = ["Ingest", "IngestReport", "Progress"]
