"""Errors in a problem file, gathered so that all of them are told at once."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pourparler.domain.finding import Finding
from pourparler.errors import BadFile, ContractBroken

if TYPE_CHECKING:
    from pathlib import Path

LONGEST = 400  # digits; a number like 1e999999 would otherwise fill the memory


class Trouble:
    """What is wrong with a file, and what a reader of the result should know."""

    def __init__(self, path: Path | str) -> None:
        """Begin with nothing wrong."""
        self.path = str(path)
        self.errors: list[tuple[int, str]] = []
        self.findings: list[Finding] = []

    def error(self, message: str, line: int | None = None) -> None:
        """Remember an error; nothing is raised before `check`."""
        self.errors.append((line or 0, message))

    def note(self, message: str, line: int | None = None, code: str = "note") -> None:
        """Remember something that leaves the file usable."""
        where = f"{self.path}:{line}" if line else self.path
        self.findings.append(Finding(message, where=where, code=code))

    def check(self) -> None:
        """Raise BadFile if anything was wrong."""
        if self.errors:
            told = [f"line {n}: {m}" if n else m for n, m in sorted(self.errors, key=lambda e: e[0])]
            raise BadFile(self.path, list(dict.fromkeys(told)))

    def number(self, raw: Any, what: str, line: int | None = None) -> Fraction:
        """Return a number exactly as its digits say; remember an error and return 0 otherwise."""
        try:
            return exact(raw)
        except ContractBroken as wrong:
            self.error(f"{what}: {wrong}", line)
            return Fraction(0)


def exact(raw: Any) -> Fraction:
    """Return the number that these digits mean: 0.1 is one tenth.

    Args:
        raw: Text, int, float (as its shortest digits), Decimal.
    Raises: ContractBroken, with the sentence that says what was found instead of a number.

    >>> exact("0.1"), exact("2/3"), exact("1e2")
    (Fraction(1, 10), Fraction(2, 3), Fraction(100, 1))
    """
    text = str(raw).strip()
    if raw is None or isinstance(raw, bool | list | dict) or not text:
        raise ContractBroken(f"a number is missing (found {'nothing' if raw is None or not text else raw!r})")
    try:
        if "/" in text:
            top, bottom = text.split("/")
            return exact(top) / exact(bottom)
        decimal = Decimal(text.replace("_", "").lstrip("+"))
    except (InvalidOperation, ValueError, ZeroDivisionError):
        raise ContractBroken(f"found {text!r}, expected a number such as 0.25") from None
    if not decimal.is_finite():
        raise ContractBroken(f"found {text}, expected a finite number")
    if decimal and (abs(decimal.adjusted()) > LONGEST or len(decimal.as_tuple().digits) > LONGEST):
        raise ContractBroken(f"found {text[:40]}, a number of more than {LONGEST} digits")
    return Fraction(decimal)
