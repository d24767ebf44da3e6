"""GENIUS folders: one domain in XML and a utility space per party, read as GENIUS itself reads them.

Each discrete evaluation is divided by the issue's largest; weights are taken as they stand; utilities are
capped at 1; the reservation value is on [0, 1]; an integer is worth clamp(slope * (v - lower) + offset).
`cost` is never used; a discount is told, not applied, and does not touch the reservation value.
Source: the classes `AdditiveUtilitySpace`, `EvaluatorDiscrete` and `EvaluatorInteger` of GENIUS (Lin,
Kraus, Baarslag, Tykhonov, Hindriks and Jonker 2014).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from pourparler.domain.problem import OpenIssue, Preference, Problem
from pourparler.sources.problems.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from xml.etree.ElementTree import Element

TINY = Fraction(1, 100_000)  # GENIUS reads a largest evaluation below this as zero everywhere
MOST_OPTIONS = 1_000_000
BARE_AMPERSAND = re.compile(rb"&(?!#?\w+;)")


@dataclass(frozen=True, slots=True)
class _Issue:
    """An issue of the domain with its index, which may start anywhere and skip."""

    index: str
    issue: OpenIssue
    lower: int | None  # for integers


def read_genius(folder: Path) -> Problem:
    """Read a GENIUS domain with its profiles.

    Args:
        folder: Holds one XML file with a domain and one per party with a utility space.
    Raises: BadFile, with everything that is wrong.
    """
    trouble = Trouble(folder)
    roots = {p: _parse(p, trouble) for p in sorted(folder.iterdir()) if p.suffix.lower() == ".xml"}
    found = {p: r for p, r in roots.items() if r is not None}
    domain, profiles = _sort_out(found, trouble)
    trouble.check()
    issues = _issues(found[domain], domain.name, trouble)
    trouble.check()
    preferences = [_preference(found[p], p, issues, trouble) for p in profiles]
    trouble.check()
    return Problem(
        tuple(i.issue for i in issues),
        tuple(p for p in preferences if p is not None),
        title=folder.name,
        assumptions=(
            "GENIUS's own reading: evaluations are divided by the issue's largest, utilities are capped at 1",
        ),
        evidence=tuple(p.name for p in (domain, *profiles)),
        findings=tuple(trouble.findings),
    )


def is_genius(folder: Path) -> bool:
    """Say whether a folder holds GENIUS files."""
    return any(p.suffix.lower() == ".xml" for p in folder.iterdir())


def _parse(path: Path, trouble: Trouble) -> Element | None:
    raw = path.read_bytes()
    try:
        return _tree(raw)
    except ET.ParseError as wrong:
        first = wrong
    for repaired, what in (
        (BARE_AMPERSAND.sub(b"&amp;", raw.strip()), "bare ampersands read as text"),
        (_as_western(raw.strip()), "read as Windows-1252"),
    ):
        try:
            root = _tree(repaired)
        except ET.ParseError:
            continue
        trouble.note(f"{path.name} is not well-formed XML: {what}", code="repaired")
        return root
    trouble.error(f"{path.name} is not readable as XML: {first}")
    return None


def _tree(raw: bytes) -> Element:
    if b"<!ENTITY" in raw or b"<!DOCTYPE" in raw:
        raw = re.sub(rb"<!DOCTYPE[^>\[]*(\[.*?\])?\s*>", b"", raw, flags=re.DOTALL)
    return ET.fromstring(raw)  # noqa: S314 - entity declarations are cut out above


def _as_western(raw: bytes) -> bytes:
    text = re.sub(r"<\?xml.*?\?>", "", raw.decode("cp1252", "replace"), count=1)
    return BARE_AMPERSAND.sub(b"&amp;", text.encode())


def _sort_out(found: dict[Path, Element], trouble: Trouble) -> tuple[Path, list[Path]]:
    """Tell the domain from the profiles: the domain is a template, or has no weights."""
    weighted = [p for p, r in found.items() if next(r.iter("weight"), None) is not None]
    profiles = [p for p in weighted if found[p].tag != "negotiation_template"]
    others = [p for p in found if p not in profiles and next(found[p].iter("issue"), None) is not None]
    templates = [p for p in others if found[p].tag == "negotiation_template"] or others
    if len(templates) > 1:
        trouble.error(f"several domains: {', '.join(p.name for p in templates)}; expected one")
    unweighted = [p for p in others if p not in templates]
    for p in unweighted:
        trouble.error(f"{p.name} has issues but no weights: neither a domain nor a profile")
    if len(profiles) < 1:
        trouble.error("no profile: expected an XML file with weights for each party")
    if not templates:
        templates = profiles[:1]
        if templates:
            trouble.note(f"no domain file: issues taken from {templates[0].name}", code="no-domain")
    return (templates or list(found) or [None])[0], profiles  # type: ignore[list-item]


def _issues(root: Element, name: str, trouble: Trouble) -> list[_Issue]:
    """Return the issues in the order of the domain, leaves of nested objectives included."""
    issues = [i for i in (_issue(e, name, trouble) for e in root.iter("issue")) if i is not None]
    if not issues and not trouble.errors:
        trouble.error(f"{name} has no issues")
    names = [i.issue.name for i in issues]
    for double in sorted({n for n in names if names.count(n) > 1}):
        trouble.error(f"{name}: two issues are called '{double}'")
    return issues


def _kind(element: Element) -> str:
    if element.find("item") is not None:  # listed values are read as listed, whatever the type says
        return "discrete"
    return (element.get("type") or element.get("vtype") or element.get("etype") or "discrete").lower()


def _issue(element: Element, name: str, trouble: Trouble) -> _Issue | None:
    title, kind = element.get("name", ""), _kind(element)
    index = element.get("index", "").strip()
    if kind == "discrete":
        options = tuple(item.get("value", "") for item in element.iter("item"))
        if not options or len(set(options)) != len(options):
            trouble.error(f"{name}: issue '{title}' has {'no' if not options else 'repeated'} options")
            return None
        return _Issue(index, OpenIssue(title, options), None)
    if kind == "integer":
        return _integer(element, title, index, trouble)
    trouble.error(
        f"{name}: issue '{title}' is of type '{kind}'; discrete and integer issues can be settled, "
        "continuous ones not yet: list the values that matter as options"
    )
    return None


def _bounds(element: Element) -> tuple[str | None, str | None]:
    inner = element.find("range")
    place = element if inner is None or element.get("lowerbound") is not None else inner
    return place.get("lowerbound"), place.get("upperbound")


def _integer(element: Element, title: str, index: str, trouble: Trouble) -> _Issue | None:
    low, high = (trouble.number(b, f"issue '{title}': bound") for b in _bounds(element))
    if low.denominator != 1 or high.denominator != 1 or not low <= high < low + MOST_OPTIONS:
        trouble.error(f"issue '{title}' runs from {low} to {high}; expected whole numbers, the lower first")
        return None
    options = tuple(str(v) for v in range(int(low), int(high) + 1))
    return _Issue(index, OpenIssue(title, options, "integer"), int(low))


def _preference(root: Element, path: Path, issues: Sequence[_Issue], trouble: Trouble) -> Preference | None:
    name = path.name
    if root.get("type", "").lower() in ("nonlinear", "constraint"):
        trouble.error(f"{name}: a nonlinear utility space; linear additive ones can be read")
        return None
    weights = {w.get("index", "").strip(): w.get("value") for w in root.iter("weight")}
    elements = {e.get("index", "").strip(): e for e in root.iter("issue")}
    rows, factors = [], []
    for issue in issues:
        element = elements.get(issue.index)
        if element is None or issue.index not in weights:
            lacks = "evaluations" if element is None else "weight"
            trouble.error(f"{name}: no {lacks} for issue '{issue.issue.name}' (index {issue.index})")
            continue
        factors.append(trouble.number(weights[issue.index], f"{name}: weight of '{issue.issue.name}'"))
        rows.append(_row(element, issue, name, trouble))
    total = sum(factors, start=Fraction(0))
    if abs(total - 1) > Fraction(1, 1000) and len(factors) == len(issues):
        trouble.note(
            f"{name}: the weights sum to {float(total):g}, not 1; they are taken as they stand, as GENIUS does",
            code="weights-sum",
        )
    no_deal = _no_deal(root, name, trouble)
    if len(rows) < len(issues):
        return None
    return Preference(_party(path), tuple(factors), tuple(rows), no_deal, cap=Fraction(1))


def _party(path: Path) -> str:
    return path.stem


def _no_deal(root: Element, name: str, trouble: Trouble) -> Fraction:
    values = [e.get("value") for e in root.iter("reservation")]
    discounts = [trouble.number(e.get("value"), f"{name}: discount") for e in root.iter("discount_factor")]
    if discounts and discounts[-1] not in (0, 1):
        trouble.note(
            f"{name}: the discount factor {float(discounts[-1]):g} is not applied: utilities are those of "
            "an agreement today",
            code="discount",
        )
    if not values:
        trouble.note(f"{name}: no reservation value; read as 0, as GENIUS does", code="no-reservation")
        return Fraction(0)
    found = trouble.number(values[-1], f"{name}: reservation value")
    if not 0 <= found <= 1:
        trouble.note(f"{name}: the reservation value {float(found):g} is outside [0, 1]", code="reservation")
    return found


def _row(element: Element, issue: _Issue, name: str, trouble: Trouble) -> tuple[Fraction, ...]:
    if issue.lower is not None:
        return _integer_row(element, issue, name, trouble)
    what = f"{name}: issue '{issue.issue.name}'"
    given = {item.get("value", ""): item.get("evaluation") for item in element.iter("item")}
    missing = [o for o in issue.issue.options if given.get(o) in (None, "null", "")]
    if missing:
        trouble.error(f"{what}: no evaluation for {', '.join(repr(m) for m in missing)}")
        return ()
    numbers = {
        o: trouble.number(v, f"{what}, option '{o}'") for o, v in given.items() if v not in (None, "null")
    }
    unknown = [o for o in given if o not in issue.issue.options]
    if unknown:
        trouble.note(
            f"{what}: evaluations for options the domain does not have: {unknown}", code="unknown-option"
        )
    greatest = max(numbers.values())
    if greatest < TINY:
        trouble.note(f"{what}: no option is worth anything; read as 0, as GENIUS does", code="all-zero")
        return tuple(Fraction(0) for _ in issue.issue.options)
    return tuple(numbers[o] / greatest for o in issue.issue.options)


def _integer_row(element: Element, issue: _Issue, name: str, trouble: Trouble) -> tuple[Fraction, ...]:
    what = f"{name}: issue '{issue.issue.name}'"
    evaluator = element.find("evaluator")
    if evaluator is None:
        trouble.error(f"{what}: no evaluator; expected one with slope and offset")
        return ()
    low = _bounds(element)[0]
    lower = Fraction(issue.lower or 0) if low is None else trouble.number(low, f"{what}: lower bound")
    slope = trouble.number(evaluator.get("slope"), f"{what}: slope")
    offset = trouble.number(evaluator.get("offset"), f"{what}: offset")
    values = (slope * (int(v) - lower) + offset for v in issue.issue.options)
    return tuple(min(max(v, Fraction(0)), Fraction(1)) for v in values)
