"""One module a family of commands: (Services, Command, Asker) -> Reply."""
