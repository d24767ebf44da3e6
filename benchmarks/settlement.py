"""How fast settlements are found, beside NegMAS on the same problems.

    python benchmarks/settlement.py [--negmas PYTHON] [--quick]

Every case runs in a process of its own: a warm-up, then the median of several runs, in-process: wall time,
processor time (which a busy machine distorts less), and the memory at its peak. `--negmas` names the interpreter of an environment in which NegMAS is installed
(`python -m venv /somewhere && /somewhere/bin/pip install negmas`); without it only our own figures are printed.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any

# name, options per issue, parties, method (None: the fastest), seconds to reach, whether NegMAS can be asked
CASES: dict[str, tuple[list[int], int, str | None, float | None, bool]] = {
    "1e6 packages, 2 parties, additive": ([10] * 6, 2, None, 0.02, True),
    "1e6 packages, 2 parties, enumerated": ([10] * 6, 2, "enumeration", 0.3, True),
    "1e6 packages, 4 parties, additive": ([10] * 6, 4, None, 0.05, True),
    "1e6 packages, 4 parties, enumerated": ([10] * 6, 4, "enumeration", 0.6, True),
    "1e7 packages, 2 parties, additive": ([10] * 7, 2, None, 0.02, False),
    "1e7 packages, 2 parties, enumerated": ([10] * 7, 2, "enumeration", None, False),
    "1e7 packages, 4 parties, additive": ([10] * 7, 4, None, 0.05, False),
    "1e7 packages, 4 parties, enumerated": ([10] * 7, 4, "enumeration", None, False),
    "1e40 packages, 2 parties, additive": ([10] * 40, 2, None, 0.05, False),
    "240,000 packages, 5 parties": ([4, 4, 5, 5, 6, 10, 10], 5, None, 0.3, True),
    "240,000 packages, 5 parties, enumerated": ([4, 4, 5, 5, 6, 10, 10], 5, "enumeration", 0.3, True),
    "1e4 packages x 1e4 draws, 4 parties": ([10] * 4, 4, "draws", 3.0, False),
    "the same with efficiency shares": ([10] * 4, 4, "draws with efficiency", 15.0, False),
}
DIGITS = 1000


def numbers(sizes: list[int], parties: int) -> list[dict[str, Any]]:
    """Return weights (thousandths that sum to one) and values (thousandths) of every party."""
    rng = random.Random(7)
    found = []
    for _ in range(parties):
        cuts = sorted(rng.randrange(DIGITS) for _ in range(len(sizes) - 1))
        weights = [b - a for a, b in zip([0, *cuts], [*cuts, DIGITS], strict=True)]
        found.append(
            {"weights": weights, "values": [[rng.randrange(DIGITS + 1) for _ in range(n)] for n in sizes]}
        )
    return found


def ours(name: str) -> dict[str, float]:
    """Time our own search."""
    from pourparler.settlement.solving import solve

    sizes, parties, method, _, _ = CASES[name]
    problem = _problem(sizes, parties, loose=bool(method and method.startswith("draws")))
    if method and method.startswith("draws"):
        return _draws(problem, efficiency=method != "draws")
    times, busy = [], []
    for _ in range(6):
        begin, working = time.perf_counter(), time.process_time()
        result = solve(problem, method=method)
        times.append(time.perf_counter() - begin)
        busy.append(time.process_time() - working)
    found = {"seconds": median(times[1:]), "cpu": median(busy[1:]), "megabytes": _peak()}
    return {**found, "frontier": result.frontier_count or 0}


def _problem(sizes: list[int], parties: int, *, loose: bool) -> Any:
    from pourparler.domain.problem import OpenIssue, Preference, Problem, Spread

    issues = tuple(OpenIssue(f"i{n}", tuple(f"o{o}" for o in range(s))) for n, s in enumerate(sizes))
    wants = []
    for p, data in enumerate(numbers(sizes, parties)):
        values = tuple(tuple(Fraction(v, DIGITS) for v in row) for row in data["values"])
        weights = tuple(Fraction(w, DIGITS) for w in data["weights"])
        no_deal: Any = Fraction(2, 5)
        if loose:
            values = tuple(tuple(Spread(v * Fraction(4, 5), v) for v in row) for row in values)  # type: ignore[misc]
            no_deal = Spread(Fraction(3, 10), Fraction(2, 5))
        wants.append(Preference(f"p{p}", weights, values, no_deal))
    return Problem(issues, tuple(wants))


def _draws(problem: Any, *, efficiency: bool) -> dict[str, float]:
    from itertools import product

    from pourparler.domain.problem import Package
    from pourparler.settlement.uncertainty import uncertainty

    packages = [Package(c) for c in product(*(range(len(i.options)) for i in problem.issues))]
    uncertainty(problem, packages[:100], draws=100, efficiency=efficiency)
    begin, working = time.perf_counter(), time.process_time()
    found = uncertainty(problem, packages, efficiency=efficiency)
    seconds, cpu = time.perf_counter() - begin, time.process_time() - working
    return {"seconds": seconds, "cpu": cpu, "megabytes": _peak(), "frontier": found.possibly or 0}


def theirs(name: str) -> dict[str, float]:
    """Time NegMAS on the same problem: the Pareto frontier of all outcomes."""
    from negmas import LinearAdditiveUtilityFunction, make_issue, make_os
    from negmas.preferences.ops import pareto_frontier

    sizes, parties, _, _, _ = CASES[name]
    issues = [make_issue([f"o{o}" for o in range(s)], name=f"i{n}") for n, s in enumerate(sizes)]
    space = make_os(issues)
    functions = [
        LinearAdditiveUtilityFunction(
            values=[{f"o{o}": v / DIGITS for o, v in enumerate(row)} for row in data["values"]],
            weights=[w / DIGITS for w in data["weights"]],
            outcome_space=space,
        )
        for data in numbers(sizes, parties)
    ]
    begin, working = time.perf_counter(), time.process_time()
    frontier, _ = pareto_frontier(functions, issues=issues, max_cardinality=None)
    seconds, cpu = time.perf_counter() - begin, time.process_time() - working
    return {"seconds": seconds, "cpu": cpu, "megabytes": _peak(), "frontier": len(frontier)}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _measured(python: str, side: str, name: str) -> dict[str, float]:
    command = [python, str(Path(__file__).resolve()), "--side", side, "--case", name]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        return {"seconds": float("nan"), "cpu": float("nan"), "megabytes": float("nan"), "frontier": 0}
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _report(name: str, negmas: str | None) -> None:
    _, _, _, target, comparable = CASES[name]
    mine = _measured(sys.executable, "ours", name)
    line = f"{name:42} {mine['seconds']:8.4f} s (cpu {mine['cpu']:8.4f} s) {mine['megabytes']:5.0f} MB"
    if target is not None:
        line += f"   to reach {target:g} s: {'yes' if mine['seconds'] <= target else 'no'}"
    if negmas and comparable:
        other = _measured(negmas, "negmas", name)
        ratio = other["cpu"] / mine["cpu"]
        line += f"   NegMAS {other['seconds']:.2f} s (cpu {other['cpu']:.2f} s) {other['megabytes']:.0f} MB"
        line += f": {ratio:,.0f} times the work"
    print(line, flush=True)


def main() -> None:
    """Run every case, or one side of one case."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--negmas", help="the interpreter of an environment with NegMAS")
    parser.add_argument("--quick", action="store_true", help="only the cases under a second")
    parser.add_argument("--side", choices=["ours", "negmas"], help=argparse.SUPPRESS)
    parser.add_argument("--case", help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.side:
        print(json.dumps((ours if told.side == "ours" else theirs)(told.case)))
        return
    for name, (_, _, method, target, _) in CASES.items():
        if not told.quick or (target is not None and target < 1 and method != "draws"):
            _report(name, told.negmas)


if __name__ == "__main__":
    main()
