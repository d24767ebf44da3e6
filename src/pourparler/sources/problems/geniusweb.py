"""GeniusWeb folders: a domain and a profile per party in JSON, with the old keys or the new ones.

`LinearAdditiveUtilitySpace` profiles are read; `specials.json` and anything else that is neither a domain
nor a profile is left alone. The no-deal value is the worth of the reservation bid, 0 without one. A table
of values that cannot be read is an error, never an empty one. Source: the GeniusWeb profile classes.
"""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pourparler.domain.problem import OpenIssue, Preference, Problem, central
from pourparler.errors import ContractBroken
from pourparler.sources.problems.trouble import Trouble, exact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

PROFILE = "LinearAdditiveUtilitySpace"
DISCRETE = ("DiscreteValueSetUtilities", "discreteutils")  # the new key, the old key
NUMBERS = ("NumberValueSetUtilities", "numberutils")
MOST_OPTIONS = 1_000_000
EIGHT_PLACES = 10**8  # GeniusWeb rounds interpolated utilities to so many


def read_geniusweb(folder: Path) -> Problem:
    """Read a GeniusWeb domain with its profiles.

    Args:
        folder: Holds a domain (`issuesValues`) and profiles, each in a JSON file of its own.
    Raises: BadFile, with everything that is wrong.
    """
    trouble = Trouble(folder)
    files = {p: _load(p, trouble) for p in sorted(folder.iterdir()) if p.suffix.lower() == ".json"}
    profiles = {p: d[PROFILE] for p, d in files.items() if isinstance(d, dict) and PROFILE in d}
    domains = [d for d in files.values() if isinstance(d, dict) and "issuesValues" in d]
    _refuse_others(files, trouble)
    if not profiles:
        trouble.error(f"no profile: expected JSON files with '{PROFILE}'")
    trouble.check()
    domains = domains or [p["domain"] for p in profiles.values() if isinstance(p.get("domain"), dict)]
    if not domains:
        trouble.error("no domain: expected a JSON file with 'issuesValues'")
    trouble.check()
    issues = _issues(domains[0], trouble)
    trouble.check()
    preferences = [_preference(data, path, issues, trouble) for path, data in profiles.items()]
    trouble.check()
    return Problem(
        tuple(issues), tuple(p for p in preferences if p is not None), title=str(domains[0].get("name", folder.name)),
        evidence=tuple(p.name for p in files if p.name != "specials.json"), findings=tuple(trouble.findings),
    )  # fmt: skip


def is_geniusweb(folder: Path) -> bool:
    """Say whether a folder holds GeniusWeb files."""
    return any(p.suffix.lower() == ".json" for p in folder.iterdir())


def _load(path: Path, trouble: Trouble) -> Any:
    try:
        return json.loads(path.read_text("utf-8-sig"), parse_float=Decimal)
    except (ValueError, UnicodeDecodeError) as wrong:
        if path.name != "specials.json":
            trouble.error(f"{path.name} is not readable as JSON: {wrong}")
        return None


def _refuse_others(files: Mapping[Path, Any], trouble: Trouble) -> None:
    """Refuse profiles of kinds that cannot be read; leave other files alone."""
    for path, data in files.items():
        kinds = (
            [k for k in data if k.endswith(("UtilitySpace", "Ordering"))] if isinstance(data, dict) else []
        )
        for kind in kinds:
            if kind != PROFILE:
                trouble.error(f"{path.name} is a profile of type '{kind}'; '{PROFILE}' can be read")


def _issues(domain: Mapping[str, Any], trouble: Trouble) -> list[OpenIssue]:
    table = domain.get("issuesValues")
    if not isinstance(table, dict) or not table:
        trouble.error("the domain's 'issuesValues' is empty or not a table")
        return []
    return [i for i in (_issue(name, data, trouble) for name, data in table.items()) if i is not None]


def _issue(name: str, data: Any, trouble: Trouble) -> OpenIssue | None:
    for key in DISCRETE:  # some writers wrap the values in the name of their class
        data = data.get(key, data) if isinstance(data, dict) else data
    if isinstance(data, dict) and isinstance(data.get("values"), list) and data["values"]:
        options = tuple(str(v) for v in data["values"])
        if len(set(options)) == len(options):
            return OpenIssue(name, options)
        trouble.error(f"issue '{name}' has repeated options")
        return None
    span = data.get("range") if isinstance(data, dict) else None
    if span is not None:
        return _numbers(name, span, trouble)
    trouble.error(f"issue '{name}': expected 'values' or 'range', found {str(data)[:60]}")
    return None


def _numbers(name: str, span: Any, trouble: Trouble) -> OpenIssue | None:
    if isinstance(span, dict):
        span = [span.get(k) for k in ("low", "high", "step")]
    if not isinstance(span, list) or len(span) != 3:
        trouble.error(f"issue '{name}': expected a range of low, high and step, found {str(span)[:60]}")
        return None
    low, high, step = (trouble.number(v, f"issue '{name}': range") for v in span)
    if step <= 0 or high < low or (high - low) / step > MOST_OPTIONS:
        trouble.error(f"issue '{name}': a range from {low} to {high} by {step} cannot be listed")
        return None
    count = int((high - low) / step) + 1
    return OpenIssue(name, tuple(_digits(low + step * n) for n in range(count)), "integer")


def _digits(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else format(float(value), ".12g")


def _preference(data: Any, path: Path, issues: Sequence[OpenIssue], trouble: Trouble) -> Preference | None:
    before = len(trouble.errors)
    weights, tables = data.get("issueWeights"), data.get("issueUtilities")
    if not isinstance(weights, dict) or not isinstance(tables, dict):
        trouble.error(f"{path.name}: expected tables 'issueWeights' and 'issueUtilities'")
        return None
    rows, factors = [], []
    for issue in issues:
        what = f"{path.name}: issue '{issue.name}'"
        factors.append(trouble.number(weights.get(issue.name), f"{what}: weight"))
        rows.append(_row(tables.get(issue.name), issue, what, trouble))
    for extra in sorted((set(weights) | set(tables)) - {i.name for i in issues}):
        trouble.error(f"{path.name}: unknown issue '{extra}'")
    if len(trouble.errors) > before:
        return None
    if sum(factors) != 1:
        trouble.note(
            f"{path.name}: the weights sum to {float(sum(factors)):g}, not 1; they are taken as they stand",
            code="weights-sum",
        )
    wants = Preference(_party(data, path), tuple(factors), tuple(rows))
    return _with_no_deal(wants, data.get("reservationBid"), issues, path.name, trouble)


def _party(data: Mapping[str, Any], path: Path) -> str:
    return str(data.get("name") or path.stem)


def _row(table: Any, issue: OpenIssue, what: str, trouble: Trouble) -> tuple[Fraction, ...]:
    kinds = table if isinstance(table, dict) else {}
    for key in DISCRETE:
        if isinstance(kinds.get(key), dict) and isinstance(kinds[key].get("valueUtilities"), dict):
            return _discrete_row(kinds[key]["valueUtilities"], issue, what, trouble)
    for key in NUMBERS:
        if isinstance(kinds.get(key), dict):
            return _number_row(kinds[key], issue, what, trouble)
    trouble.error(
        f"{what}: no readable table of values; expected one of {', '.join((*DISCRETE, *NUMBERS))}, "
        f"found {', '.join(kinds) or 'nothing'}"
    )
    return ()


def _discrete_row(
    table: Mapping[str, Any], issue: OpenIssue, what: str, trouble: Trouble
) -> tuple[Fraction, ...]:
    for extra in sorted(set(table) - set(issue.options)):
        trouble.error(f"{what}: unknown option '{extra}'")
    return tuple(trouble.number(table.get(o), f"{what}, option '{o}'") for o in issue.options)


def _number_row(
    table: Mapping[str, Any], issue: OpenIssue, what: str, trouble: Trouble
) -> tuple[Fraction, ...]:
    low, low_worth, high, high_worth = (
        trouble.number(table.get(k), f"{what}: {k}")
        for k in ("lowValue", "lowUtility", "highValue", "highUtility")
    )
    if high <= low:
        trouble.error(f"{what}: highValue {high} is not above lowValue {low}")
        return ()
    values = []
    for option in issue.options:
        at = trouble.number(option, f"{what}, option '{option}'")
        worth = low_worth + (high_worth - low_worth) * (at - low) / (high - low)
        values.append(_eight_places(worth) if low <= at <= high else Fraction(0))
    return tuple(values)


def _eight_places(worth: Fraction) -> Fraction:
    return Fraction((2 * worth * EIGHT_PLACES + 1) // 2, EIGHT_PLACES)


def _with_no_deal(
    wants: Preference, bid: Any, issues: Sequence[OpenIssue], name: str, trouble: Trouble
) -> Preference:
    choices = bid.get("issuevalues", bid.get("issueValues", bid)) if isinstance(bid, dict) else None
    if not choices:
        trouble.note(f"{name}: no reservation bid; no deal is read as worth 0", code="no-reservation")
        return wants
    worth = Fraction(0)
    for place, issue in enumerate(issues):
        if choices.get(issue.name) is None:
            trouble.note(
                f"{name}: the reservation bid leaves '{issue.name}' open; that part is worth 0",
                code="open-bid",
            )
            continue
        option = _option(issue, choices[issue.name])
        if option is None:
            said = choices[issue.name]
            trouble.error(
                f"{name}: the reservation bid settles '{issue.name}' by '{said}', which is no option"
            )
            return wants
        worth += central(wants.weights[place]) * central(wants.values[place][option])
    return Preference(wants.party, wants.weights, wants.values, worth)


def _option(issue: OpenIssue, said: Any) -> int | None:
    """Return the place of an option; numbers may be written in another way."""
    if str(said) in issue.options:
        return issue.index(str(said))
    if issue.kind != "integer":
        return None
    try:
        places = [n for n, o in enumerate(issue.options) if exact(o) == exact(said)]
    except ContractBroken:
        return None
    return places[0] if places else None
