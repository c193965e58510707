"""The bot's store: channels, briefings, editions and deliveries, beside the summarizer's tables."""
