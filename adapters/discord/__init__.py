"""Discord: discord.py, application commands and components v2."""
