"""What would make a deal hold, with the record's guarantee table beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pourparler.actions.ask import ask
from pourparler.actions.gather import load_process
from pourparler.domain import Finding, Process, View
from pourparler.errors import WrongCall
from pourparler.positions import guarantees as table_of
from pourparler.present.hold import hold_sections
from pourparler.present.questions import Citing, answer, guarantees_section
from pourparler.settlement.holding import Inputs, Range, parse_range, what_makes_it_hold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pourparler.actions.ask import Asking
    from pourparler.domain import Assumption
    from pourparler.present.brief import Brief

# `of` of an assumption of kind strength -> (input for the first side, for the second), turned: 1 - value
NAMES: dict[str, tuple[str, str, bool]] = {
    "cost-of-war": ("cost_a", "cost_b", False),
    "win-probability": ("p", "p", True),
    "win-probability-after": ("p_after", "p_after", True),
    "share": ("deal", "deal", True),
    "punishment": ("punishment", "punishment", False),
    "guarantee-probability": ("guarantee", "guarantee", False),
    "win-probability-striking-first": ("p_first", "p_second", True),
    "win-probability-struck-first": ("p_second", "p_first", True),
    "discount": ("discount", "discount", False),
    "greatest-cost-of-the-other": ("private_cost", "private_cost", False),
}


def hold(asking: Asking, given: Mapping[str, str], *, parties: Sequence[str] = ()) -> Brief:
    """Return what would make a deal hold between two sides.

    Args:
        asking: Which record and process file; without a record only the models answer.
        given: Name of an input (`domain` of `settlement.holding.Inputs`) -> "0.4..0.6"; goes before the
            process file.
        parties: The two sides; by default the first two at the table.
    Raises: WrongCall, with everything that is wrong with the inputs; BadFile.
    """
    process, view = _record(asking)
    sides = _sides(process, parties)
    inputs, findings = _inputs(process.assumptions, sides, given)
    answers = what_makes_it_hold(inputs, parties=sides)
    citing = Citing(view)
    sections = [
        *hold_sections(answers, inputs, sides),
        guarantees_section(table_of(view.entries), citing),
    ]
    intro = [
        "Thresholds over stated ranges. Nobody can defend a value, and nothing here is a probability of peace."
    ]
    brief = answer(f"What would make a deal hold: {sides[0]} and {sides[1]}", sections, citing, intro=intro)
    return replace(brief, findings=(*brief.findings, *findings))


def _record(asking: Asking) -> tuple[Process, View]:
    if Path(asking.db).exists():
        asked = ask(asking)
        return asked.process, asked.view
    return (load_process(asking.process) if asking.process else Process()), View()


def _sides(process: Process, parties: Sequence[str]) -> tuple[str, str]:
    named = list(parties) or [p.name for p in process.parties if "party" in (p.role or "").split(", ")][:2]
    if len(named) not in (0, 2) or len(set(named)) != len(named):
        raise WrongCall(f"a deal is tested between two sides, and {len(named)} are given: --parties A,B")
    return (named[0], named[1]) if named else ("A", "B")


def _inputs(
    assumptions: Sequence[Assumption], sides: tuple[str, str], given: Mapping[str, str]
) -> tuple[Inputs, list[Finding]]:
    """Return inputs from the process file, and over them those of the call."""
    found: dict[str, Range] = {}
    findings: list[Finding] = []
    for a in assumptions:
        if a.kind == "strength":
            findings += _strength(a, sides, found)
    wrong = []
    for name, text in given.items():
        try:
            found[name] = parse_range(text, "whoever makes this call")
        except WrongCall as trouble:
            wrong.append(f"--{name.replace('_', '-')}: {trouble}")
    if wrong:
        raise WrongCall("\n".join(wrong))
    return Inputs(**found), findings


def _strength(a: Assumption, sides: tuple[str, str], found: dict[str, Range]) -> list[Finding]:
    value = a.value if isinstance(a.value, dict) else {}
    of, party, ends = str(value.get("of")), value.get("party"), list(value.get("range") or [0, 1])
    if of not in NAMES:
        known = ", ".join(NAMES)
        text = f"the assumption {a.id} is of {of!r}, which no model takes; known are: {known}"
        return [Finding(text, needs_person=True, code="unknown-strength")]
    if party is not None and party not in sides:
        return []
    first, second, turns = NAMES[of]
    name = second if party == sides[1] else first
    made = Range(float(ends[0]), float(ends[1]), f"{a.said_by} ({a.id})")
    made = made.turned() if turns and party == sides[1] else made
    known_already = found.get(name)
    if known_already:  # two people assume two ranges: both are covered
        made = Range(
            min(made.least, known_already.least),
            max(made.greatest, known_already.greatest),
            f"{known_already.by}; {made.by}",
        )
    found[name] = made
    return []
