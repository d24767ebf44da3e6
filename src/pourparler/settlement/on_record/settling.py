"""What no cited position rules out: packages, or the knots that leave none."""

from __future__ import annotations

from collections import defaultdict
from math import prod
from typing import TYPE_CHECKING

from pourparler.errors import ContractBroken
from pourparler.settlement.on_record.building import build
from pourparler.settlement.on_record.grounds import ASSUMED, SOFT, Knot, OnRecord, Part, Yielding
from pourparler.settlement.on_record.solver import Solver, every_conflict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pourparler.domain import Assumption, Entry, Issue
    from pourparler.settlement.on_record.grounds import Choice, Ground, Noted
    from pourparler.settlement.on_record.solver import Assignment

Box = tuple[tuple[str, ...], ...]
"""Per choice, options of which every combination counts."""
MOST_PACKAGES = 20_000
"""Over choices that hang together; more are not enumerated, and the answer says so."""
MOST_CONFLICTS = 100
"""Of one knot; more are not listed, and the answer says so."""
MOST_SEEDS = 300
"""Sets of one knot that can stand together, passed over to prove that no conflict was missed."""
MOST_YIELDING = 20
"""Smallest sets of one knot that are listed; more are not, and the answer says so."""
MOST_LEFT = 1_000
"""Packages counted behind one set that would yield."""


def on_record(
    entries: Sequence[Entry],
    issues: Mapping[str, Issue],
    *,
    on: str,
    parties: Sequence[str],
    assumptions: Sequence[Assumption] = (),
    opponents: bool = False,
    signed: Sequence[str] = (),
) -> OnRecord:
    """Return which packages no cited position rules out; or, if none, what cannot stand together.

    Args:
        entries: Of a view; those that count.
        issues: Issue id -> issue with its options; the options are taken to be all there are.
        on: The day, ISO 8601.
        parties: Those at the table, whose words rule packages out.
        assumptions: Of the process file; `excludes` and `requires` count, named.
        opponents: Also what opponents and third parties say that a party wants.
        signed: Ids of the process file's own issues.
    Raises: MissingExtra, where CP-SAT is not installed.
    """
    built = build(
        entries,
        issues,
        on=on,
        parties=parties,
        assumptions=assumptions,
        opponents=opponents,
        signed=signed,
    )
    wide = tuple(i for i in signed or sorted(issues) if i in issues and issues[i].options)
    return settle(built.choices, built.grounds, on=on, parties=parties, issues=wide, noted=built.noted)


def settle(
    choices: Sequence[Choice],
    grounds: Sequence[Ground],
    *,
    on: str = "",
    parties: Sequence[str] = (),
    issues: Iterable[str] = (),
    noted: Sequence[Noted] = (),
) -> OnRecord:
    """Return which packages the grounds leave.

    Args:
        choices: What there is to choose.
        grounds: On what grounds packages are ruled out.
        on: The day, for the answer.
        parties: Those at the table, for the answer.
        issues: Ids of all issues with options; those without a choice are left open.
        noted: What rules nothing out, for the answer.
    """
    parts: list[Part] = []
    knots: list[Knot] = []
    for some, of in tied(choices, grounds):
        packages, complete = _left(some, of)
        if packages:
            parts.append(_part(some, of, packages, complete=complete))
        else:
            knots.append(_knot(Solver(some, of), some, of))
    spoken = {c.issue for c in choices}
    return OnRecord(
        on=on,
        parties=tuple(parties),
        choices=tuple(choices),
        grounds=tuple(grounds),
        parts=tuple(parts),
        knots=tuple(knots),
        count=0 if knots else prod(p.count for p in parts),
        exact=all(p.complete for p in parts),
        open=tuple(i for i in issues if i not in spoken),
        noted=tuple(noted),
    )


def firm_only(answer: OnRecord) -> OnRecord:
    """Return the answer that firm words, what is held and the assumptions give without the weaker words."""
    firm = [g for g in answer.grounds if g.firmness != SOFT]
    return settle(answer.choices, firm, on=answer.on, parties=answer.parties)


def tied(choices: Sequence[Choice], grounds: Sequence[Ground]) -> list[tuple[list[Choice], list[Ground]]]:
    """Return the choices in groups that no ground ties to one another, each with its grounds."""
    root = {c.id: c.id for c in choices}

    def find(id_: str) -> str:
        while root[id_] != id_:
            id_ = root[id_]
        return id_

    for ground in grounds:
        first, *rest = sorted(ground.choices())
        for other in rest:
            root[find(other)] = find(first)
    members: dict[str, list[Choice]] = defaultdict(list)
    for choice in choices:
        members[find(choice.id)].append(choice)
    held: dict[str, list[Ground]] = defaultdict(list)
    for ground in grounds:
        held[find(next(iter(ground.choices())))].append(ground)
    return [(some, held[id_]) for id_, some in members.items()]


def _left(
    choices: Sequence[Choice], grounds: Sequence[Ground], *, most: int = MOST_PACKAGES
) -> tuple[list[Assignment], bool]:
    """Return (packages over these choices that no ground rules out, whether these are all)."""
    if len(choices) == 1:  # nothing to search
        [only] = choices
        return [(o,) for o in only.options if all(g.keeps({only.id: o}) for g in grounds)], True
    return Solver(choices, grounds).packages([g.id for g in grounds], most=most)


def _part(
    choices: Sequence[Choice], grounds: Sequence[Ground], packages: list[Assignment], *, complete: bool
) -> Part:
    ids = tuple(c.id for c in choices)
    for package in packages:
        taken = dict(zip(ids, package, strict=True))
        for ground in grounds:
            if not ground.keeps(taken):
                raise ContractBroken(f"the package {taken} is listed and is ruled out by {ground.id}")
    return Part(ids, boxed(choices, packages), len(packages), complete)


def boxed(choices: Sequence[Choice], packages: Sequence[Assignment]) -> tuple[Box, ...]:
    """Return the packages as boxes: per choice the options left, every combination of them a package.

    The boxes do not overlap, and together they are the packages, no more and no fewer.
    """
    boxes: set[Box] = {tuple((o,) for o in p) for p in packages}
    for i, choice in enumerate(choices):
        alike: dict[Box, set[str]] = defaultdict(set)
        for box in boxes:
            alike[(*box[:i], *box[i + 1 :])].update(box[i])
        boxes = {
            (*rest[:i], tuple(o for o in choice.options if o in options), *rest[i:])
            for rest, options in alike.items()
        }
    return tuple(sorted(boxes, key=lambda b: (-sum(len(o) > 1 for o in b), b)))


def _knot(solver: Solver, choices: Sequence[Choice], grounds: Sequence[Ground]) -> Knot:
    ids = [g.id for g in grounds]
    conflicts, all_conflicts = every_conflict(solver, ids, most=MOST_CONFLICTS, seeds=MOST_SEEDS)
    cited = [g.id for g in grounds if g.firmness != ASSUMED]
    smallest, all_sets = _yielding(solver, choices, grounds, cited)
    if not smallest:  # the assumptions contradict one another: then they may yield too
        smallest, all_sets = _yielding(solver, choices, grounds, ids)
    parties = sorted({g.by for g in grounds if g.firmness != ASSUMED})
    alone = [
        y
        for party in parties
        for y in _yielding(solver, choices, grounds, [i for i in cited if solver.grounds[i].by == party])[0]
    ]
    touched = {c for one in conflicts for id_ in one for c in solver.grounds[id_].choices()}
    return Knot(
        tuple(c.id for c in choices if c.id in touched),
        tuple(conflicts),
        tuple(smallest),
        tuple(alone) if len(parties) > 1 else (),
        complete=all_conflicts and all_sets,
    )


def _yielding(
    solver: Solver, choices: Sequence[Choice], grounds: Sequence[Ground], may: Sequence[str]
) -> tuple[list[Yielding], bool]:
    """Return (every smallest set of those that may yield, with what is left then; whether all)."""
    rest = [g.id for g in grounds if g.id not in may]
    sets, complete = solver.smallest_yields(may, rest, most=MOST_YIELDING)
    return [Yielding(one, _after(choices, grounds, one)) for one in sets], complete


def _after(choices: Sequence[Choice], grounds: Sequence[Ground], yielded: Sequence[str]) -> Part:
    rest = [g for g in grounds if g.id not in yielded]
    packages, complete = _left(choices, rest, most=MOST_LEFT)
    return _part(choices, rest, packages, complete=complete)
