"""The public JSON contract of `pourparler settle --json`.

Utilities are decimals in the file's scale, party by party; counts are of all packages, lists at most 1,000.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pourparler.domain.problem import Spread
from pourparler.domain.result import LISTED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from pourparler.domain.problem import Package, Problem, Quantity
    from pourparler.domain.result import Result, Valued
    from pourparler.settlement.comparing import Fares
    from pourparler.settlement.explaining import Explanation
    from pourparler.settlement.ledger import Ledger
    from pourparler.settlement.opening import Opening
    from pourparler.settlement.uncertainty import Uncertainty


def settled_json(result: Result, explanation: Explanation | None = None) -> dict[str, Any]:
    """Return the contract's object.

    Args:
        result: What was found.
        explanation: What is said about it; its keys stand behind those of the contract.
    """
    problem = result.problem
    data: dict[str, Any] = {
        "problem": {
            "title": problem.title,
            "parties": list(problem.parties),
            "issues": {i.name: list(i.options[:LISTED]) for i in problem.issues},
            "outcomes": result.outcomes,
            "no_deal": {p.party: _quantity(p.no_deal) for p in problem.preferences},
        },
        "zone": result.zone,
        "rational": result.rational,
        "accepted": result.accepted,
        "frontier": {"count": result.frontier_count, "packages": _valued(problem, result.frontier)},
        "solutions": {s.name: _valued(problem, s.packages) for s in result.solutions},
        "method": result.method,
        "exact": result.exact,
        "assumptions": list(result.assumptions),
        "evidence": list(result.evidence),
        "findings": [{"message": f.message, "where": f.where, "code": f.code} for f in result.findings],
    }
    if explanation is not None:
        data.update(_explained(problem, explanation))
    return data


def number(value: Fraction) -> float | int:
    """Return a number as JSON has it: whole numbers whole, others as the nearest decimal.

    >>> from fractions import Fraction
    >>> number(Fraction(1, 10)), number(Fraction(54))
    (0.1, 54)
    """
    return int(value) if value.denominator == 1 else float(value)


def _quantity(value: Quantity) -> Any:
    if isinstance(value, Spread):
        return {"low": number(value.low), "central": number(value.central), "high": number(value.high)}
    return number(value)


def _numbers(problem: Problem, values: Iterable[Fraction]) -> dict[str, float | int]:
    return {p: number(v) for p, v in zip(problem.parties, values, strict=True)}


def _valued(problem: Problem, packages: Iterable[Valued]) -> list[dict[str, Any]]:
    return [{"package": problem.named(v.package), "utility": _numbers(problem, v.utility)} for v in packages]


def _explained(problem: Problem, explanation: Explanation) -> dict[str, Any]:
    step = explanation.next_proposal
    return {
        "disagreement": [
            {
                "party": d.party,
                "most": number(d.most),
                "solutions": list(d.solutions),
                "least": number(d.least),
            }
            for d in explanation.disagreement
        ],
        "drafts": [_fares(problem, f) for f in explanation.drafts],
        "trades": [{"from": t.start, "to": t.end, **_ledger(problem, t.ledger)} for t in explanation.trades],
        "near_equals": [problem.named(p) for p in explanation.near_equals],
        "openings": [_opening(problem, o) for o in explanation.openings],
        "next_proposal": None if step is None else {"why": step.why, **_ledger(problem, step.ledger)},
        "uncertainty": _uncertainty(problem, explanation.uncertainty),
    }


def _fares(problem: Problem, fares: Fares) -> dict[str, Any]:
    return {
        "name": fares.name,
        "package": problem.named(fares.package),
        "utility": None if fares.utility is None else _numbers(problem, fares.utility),
        "admissible": not fares.broken,
        "broken": list(fares.broken),
        "accepted_by": list(fares.accepted_by),
        "refused_by": list(fares.refused_by),
        "dominated": fares.dominated,
    }


def _ledger(problem: Problem, entry: Ledger) -> dict[str, Any]:
    return {
        "swaps": [
            {"issue": s.issue, "before": s.before, "after": s.after, "gains": _numbers(problem, s.gains)}
            for s in entry.swaps
        ],
        "gains": _numbers(problem, entry.gains),
        "together": _numbers(problem, entry.together),
        "package": problem.named(entry.after),
    }


def _opening(problem: Problem, opening: Opening) -> dict[str, Any]:
    package: Package | None = opening.package
    return {
        "way": opening.way,
        "movers": {m: number(a) for m, a in zip(opening.movers, opening.amounts, strict=True)},
        "package": None if package is None else problem.named(package),
        "words": opening.words,
    }


def _uncertainty(problem: Problem, found: Uncertainty | None) -> dict[str, Any] | None:
    if found is None:
        return None
    question = found.question
    return {
        "draws": found.draws,
        "seed": found.seed,
        "zone": found.zone,
        "possibly_efficient": found.possibly,
        "packages": [
            {
                "package": problem.named(r.package),
                "accepted_by": dict(zip(problem.parties, r.accepted_by, strict=True)),
                "accepted": r.accepted,
                "efficient": r.efficient,
                "nash": r.chosen,
                "necessarily_efficient": r.necessarily,
                "regret": round(r.regret, 6),
                "regret_high": round(r.regret_high, 6),
            }
            for r in found.packages
        ],
        "question": None
        if question is None
        else {"party": question.party, "about": question.about, "saves": round(question.saves, 6),
              "changes": question.changes, "words": question.words},
    }  # fmt: skip
