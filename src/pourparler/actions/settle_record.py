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
    from collections.abc import Sequence

    from pourparler.actions.ask import Asked, Asking
    from pourparler.domain import Entry
    from pourparler.present.brief import Brief
    from pourparler.settlement.on_record import OnRecord


@dataclass(frozen=True, slots=True)
class Counted:
    """The entries that count, and with them those that nobody can be sure of."""

    sure: tuple[Entry, ...]
    every: tuple[Entry, ...]

    def ids(self) -> frozenset[str]:
        """Return the ids of the entries that count."""
        return frozenset(e.id for e in self.sure)


def settle_record(asking: Asking, *, opponents: bool = False) -> Brief:
    """Return the packages that are not ruled out on the record, or the knots that leave none.

    Only entries that are sure enough, or that a person confirmed, rule anything out. What the others would
    add, were they right, is shown apart and marked.

    Args:
        asking: Which record, as of when.
        opponents: Also what opponents and third parties say that a party wants.
    Raises: CannotDo, UnknownName, MissingExtra.
    """
    asked = ask(asking)
    counted = sure(asked)
    found = answered(asked, counted, counted.sure, opponents=opponents)
    wider = answered(asked, counted, counted.every, opponents=opponents)
    citing = Citing(asked.view)
    sections = on_record_sections(found, firm_only(found), wider, citing, sure=counted.ids())
    who = f"At the table: {names(found.parties) or 'nobody'}."
    return answer(f"What the record rules out, as of {day(asked.on)}", sections, citing, intro=[who])


def answered(
    asked: Asked, counted: Counted, entries: Sequence[Entry], *, opponents: bool = False
) -> OnRecord:
    """Return what some entries of the record leave, as data."""
    return on_record(
        entries,
        asked.issues,
        on=asked.on or "9999",
        parties=table(asked, counted),
        assumptions=asked.process.assumptions,
        opponents=opponents,
        signed=[i.id for i in asked.process.issues],
    )


def sure(asked: Asked) -> Counted:
    """Return the entries of the view that are stated plainly, and all of them."""
    every = asked.view.entries
    return Counted(tuple(e for e in every if is_plain(e, asked.view)), tuple(every))


def table(asked: Asked, counted: Counted) -> tuple[str, ...]:
    """Return the parties whose words rule packages out.

    With a process file those with the role `party`; else all that hold a position, propose or answer.
    """
    named = tuple(p.name for p in asked.process.parties if "party" in (p.role or "").split(", "))
    if named:
        return named
    found: dict[str, int] = {}
    for e in counted.every:
        who = e.party if isinstance(e, Position) and e.voice in ("own", "narrator") else None
        who = e.by if isinstance(e, Proposal | Response) else who
        if who and who not in NOBODY:
            found[who] = found.get(who, 0) + 1
    return tuple(sorted(found, key=lambda name: (-found[name], name)))
