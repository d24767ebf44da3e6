"""What is negotiated about, and the scales on which options stand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """One way to settle an issue."""

    id: str
    label: str
    phrases: tuple[str, ...] = ()  # how reports word it
    at: float | None = None  # place on the issue's scale, in [0, 1]


@dataclass(frozen=True, slots=True)
class Scale:
    """Ordered options from one pole (0) to the other (1), defined and signed by somebody."""

    options: tuple[Option, ...]  # in order of `at`
    signed_by: str  # who says that this is the order and the distance


@dataclass(frozen=True, slots=True)
class Issue:
    """Something the parties have to agree on."""

    id: str  # e.g. security-guarantees
    label: str
    phrases: tuple[str, ...] = ()
    topic: str | None = None  # the PA-X topic
    scale: Scale | None = None
    options: tuple[Option, ...] = ()  # all options, on the scale or not
