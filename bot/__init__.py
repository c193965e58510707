"""The bot: commands, briefings, the ledger and the composition root of Nightdesk."""
