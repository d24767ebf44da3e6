"""Every error that Pourparler raises on purpose, in one tree.

    PourparlerError
    ├── WrongCall              the request itself cannot be meant           exit code 2
    │   ├── UnknownName        an issue, party, entry or format nobody knows
    │   ├── LabelRefused       a label other than `public`, before clearances are enforced
    │   └── MissingExtra       an optional part is not installed; says the install line
    ├── CannotDo               understood, but it cannot be done            exit code 3
    │   ├── Unreadable         a file that cannot be turned into a Document
    │   ├── BadFile            a process, problem or draft file with errors: all of them, with lines
    │   ├── ModelDamaged       weights or word lists missing or not the ones shipped
    │   ├── RecordDamaged      a database that is damaged, locked away, or of a newer version
    │   └── TooLarge           a problem that no exact method here can finish
    └── ContractBroken         a bug of ours: an entry without a passage, a quote not in its text

Trouble in a report or a file that leaves the rest usable is not raised: it is a `domain.Finding`.
A message says what was found, what was expected, and what to do next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class PourparlerError(Exception):
    """Anything that Pourparler raises on purpose."""

    exit_code = 3


class WrongCall(PourparlerError):
    """The request itself cannot be meant."""

    exit_code = 2


class UnknownName(WrongCall):
    """An issue, party, entry, document or format that nobody knows."""


class LabelRefused(WrongCall):
    """A label other than `public`, before clearances are enforced."""


class MissingExtra(WrongCall):
    """An optional part is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        """Say what is missing and the line that installs it."""
        super().__init__(
            f"{what} needs the optional part '{extra}', which is not installed: "
            f"pip install 'pourparler[{extra}]'"
        )


class CannotDo(PourparlerError):
    """Understood, but it cannot be done."""


class Unreadable(CannotDo):
    """A file that cannot be turned into a Document."""


class BadFile(CannotDo):
    """A process, problem or draft file with errors: all of them, each with its line."""

    def __init__(self, path: str, problems: Sequence[str]) -> None:
        """Collect every problem of one file.

        Args:
            path: The file as the user named it.
            problems: One sentence each, beginning with "line N: " where a line is known.
        """
        self.path = path
        self.problems = tuple(problems)
        count = f"{len(self.problems)} error{'s' if len(self.problems) != 1 else ''}"
        super().__init__("\n".join([f"{path}: {count}", *(f"  {p}" for p in self.problems)]))


class ModelDamaged(CannotDo):
    """Weights or word lists are missing or not the ones shipped."""


class RecordDamaged(CannotDo):
    """A database that is damaged or of a newer version than this program."""


class TooLarge(CannotDo):
    """A problem that no exact method here can finish."""


class ContractBroken(PourparlerError):
    """A bug of ours: an entry without a passage, or a quote that is not in its text."""
