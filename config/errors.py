"""What can be wrong with the configuration."""

from __future__ import annotations


class SettingsError(Exception):
    """The configuration cannot be used. `problems` holds one plain sentence each; the text is all of them.

    No secret's value, and no address that may hold a password, is ever part of it.
    """

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))
