"""The summarizer's store: sources, articles, stories, summaries and what readers have seen."""
