"""Which packages no cited position rules out, or what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.actions.ask import ask
from pourparler.domain import Position, Proposal, Response
from pourparler.domain.trust import is_plain
from pourparler.positions.matrix import NOBODY
from pourparler.present.on_record import on_record_sections
from pourparler.present.questions import Citing, answer
from pourparler.present.words import day, names
from pourparler.settlement.on_record import firm_only, on_record

if TYPE_CHECKING:
    from pourparler.actions.ask import Asked, Asking
    from pourparler.domain import Entry
    from pourparler.present.brief import Brief
    from pourparler.settlement.on_record import OnRecord


@dataclass(frozen=True, slots=True)
class Counted:
    """The entries that count, and how many were left out because nobody can be sure of them."""

    entries: tuple[Entry, ...]
    uncounted: int


def settle_record(asking: Asking, *, opponents: bool = False) -> Brief:
    """Return the packages that are not ruled out on the record, or the knots that leave none.

    Args:
        asking: Which record, as of when.
        opponents: Also what opponents and third parties say that a party wants.
    Raises: CannotDo, UnknownName, MissingExtra.
    """
    asked = ask(asking)
    counted = sure(asked)
    found = answered(asked, counted, opponents=opponents)
    citing = Citing(asked.view)
    sections = on_record_sections(found, firm_only(found), citing, uncounted=counted.uncounted)
    who = f"At the table: {names(found.parties) or 'nobody'}."
    return answer(f"What the record rules out, as of {day(asked.on)}", sections, citing, intro=[who])


def answered(asked: Asked, counted: Counted, *, opponents: bool = False) -> OnRecord:
    """Return what the record leaves, as data."""
    return on_record(
        counted.entries,
        asked.issues,
        on=asked.on or "9999",
        parties=table(asked, counted),
        assumptions=asked.process.assumptions,
        opponents=opponents,
        signed=[i.id for i in asked.process.issues],
    )


def sure(asked: Asked) -> Counted:
    """Return the entries of the view that are stated plainly; those that are not wait for a person."""
    some = [e for e in asked.view.entries if isinstance(e, Position | Proposal | Response)]
    plain = tuple(e for e in asked.view.entries if is_plain(e, asked.view))
    kept = {e.id for e in plain}
    return Counted(plain, sum(e.id not in kept for e in some))


def table(asked: Asked, counted: Counted) -> tuple[str, ...]:
    """Return the parties whose words rule packages out.

    With a process file those with the role `party`; else all that hold a position, propose or answer.
    """
    named = tuple(p.name for p in asked.process.parties if "party" in (p.role or "").split(", "))
    if named:
        return named
    found: dict[str, int] = {}
    for e in counted.entries:
        who = e.party if isinstance(e, Position) and e.voice in ("own", "narrator") else None
        who = e.by if isinstance(e, Proposal | Response) else who
        if who and who not in NOBODY:
            found[who] = found.get(who, 0) + 1
    return tuple(sorted(found, key=lambda name: (-found[name], name)))
