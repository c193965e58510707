"""Articles -> stories, one article at a time. See summarizer.group.grouper for the idea."""

from summarizer.group.grouper import Grouper, group_stream, story_id_of

__all__ = ["Grouper", "group_stream", "story_id_of"]
