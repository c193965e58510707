"""The summarizer core: from sources to digests. It has never heard of a channel or a slash command."""
