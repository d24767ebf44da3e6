"""A settlement's result as tables that fit a terminal of 80 columns, or of more."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pourparler.domain.problem import central
from pourparler.present.settlement.chart import terminal_chart
from pourparler.present.settlement.heat import SHADES, heat_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from pourparler.domain.problem import Package, Problem
    from pourparler.domain.result import Result
    from pourparler.settlement.comparing import Fares
    from pourparler.settlement.explaining import Explanation
    from pourparler.settlement.ledger import Ledger
    from pourparler.settlement.uncertainty import Uncertainty

TITLES = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai-Smorodinsky",
    "egalitarian": "egalitarian",
    "utilitarian": "utilitarian",
    "leximin": "leximin",
}
MOST_ROWS = 12
LARGE = 1e6


def settled_text(result: Result, explanation: Explanation, *, width: int = 100) -> str:
    """Return the answer as text.

    Args:
        result: What was found.
        explanation: What is said about it.
        width: Columns of the terminal.
    """
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=False, color_system=None, highlight=False, emoji=False
    )
    _Text(console, result, explanation).print()
    return out.getvalue()


def figure(value: Fraction | float) -> str:
    """Return a number to four places, without idle zeros.

    >>> figure(0.655625), figure(12.0)
    ('0.6556', '12')
    """
    shown = float(value)
    return f"{shown:.4f}".rstrip("0").rstrip(".") if abs(shown) < LARGE else f"{shown:.6g}"


class _Text:
    """One answer on its way to the terminal."""

    def __init__(self, console: Console, result: Result, explanation: Explanation) -> None:
        self.console, self.result, self.explanation = console, result, explanation
        self.problem: Problem = result.problem
        self.heads = short_names(self.problem.parties, console.width - 26)

    def print(self) -> None:
        self._head()
        self._solutions()
        self._disagreement()
        self._heat()
        self._chart()
        self._drafts()
        self._trades()
        self._next()
        self._openings()
        self._uncertainty()
        self._foot()

    def say(self, text: str = "") -> None:
        self.console.print(escape(text), soft_wrap=False)

    def table(self, title: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Print a table; the first column is text, the others are figures or short words."""
        table = Table(title=escape(title), box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
        for n, header in enumerate(headers):
            table.add_column(escape(header), justify="left" if n == 0 else "right", overflow="fold")
        for row in rows:
            table.add_row(*(escape(c) for c in row))
        self.console.print(table)

    def _head(self) -> None:
        result, problem = self.result, self.problem
        count = "not counted" if result.outcomes is None else f"{result.outcomes:,}"
        self.say(
            f"{problem.title}: {len(problem.parties)} parties, {len(problem.issues)} issues, {count} packages"
        )
        no_deal = ", ".join(f"{p.party} {figure(central(p.no_deal))}" for p in problem.preferences)
        self.say(f"No deal is worth: {no_deal}")
        rational = "not counted" if result.rational is None else f"{result.rational:,}"
        self.say(
            f"Zone of possible agreement: {'yes' if result.zone else 'none'}; {rational} leave nobody worse off"
        )
        if problem.acceptance.quorum:
            accepted = "not counted" if result.accepted is None else f"{result.accepted:,}"
            self.say(f"Accepted under the rule on quorum and vetoes: {accepted}")
        self.say(f"Efficient packages: {result.frontier_count:,}")
        self.say()

    def _solutions(self) -> None:
        found = [s for s in self.result.solutions if s.packages]
        if not found:
            return
        columns = [[figure(u) for u in s.packages[0].utility] for s in found]
        rows = [
            [party, *cells]
            for party, cells in zip(self.problem.parties, zip(*columns, strict=True), strict=True)
        ]
        if any(s.count != 1 for s in found):
            rows.append(["ties", *(f"{s.count:,}" if s.count else "" for s in found)])
        self.table(
            "What each solution gives", ["", *(TITLES[s.name].replace("-", "-\n") for s in found)], rows
        )
        self._packages([(TITLES[s.name], s.packages[0].package) for s in found])

    def _packages(self, named: Sequence[tuple[str, Package]]) -> None:
        """Print packages side by side; those that are the same share a column."""
        columns: dict[Package, list[str]] = {}
        for name, package in named:
            columns.setdefault(package, []).append(name)
        if all(i.kind == "article" for i in self.problem.issues):
            for package, names in columns.items():
                self.say(f"{' = '.join(names)}:")
                for issue, choice in zip(self.problem.issues, package.choices, strict=True):
                    if choice:
                        self.say(f"  {issue.name}  {issue.label}".rstrip())
            self.say()
            return
        rows = [
            [issue.name, *(issue.options[p.choices[n]] for p in columns)]
            for n, issue in enumerate(self.problem.issues)
        ]
        self.table("The packages", ["issue", *(" = ".join(n) for n in columns.values())], rows)

    def _disagreement(self) -> None:
        for d in (d for d in self.explanation.disagreement if d.most != d.least):
            names = " and ".join(TITLES[n] for n in d.solutions)
            self.say(
                f"{d.party} gains most from {names}: {figure(d.most)}, against {figure(d.least)} at worst"
            )
        if self.explanation.disagreement:
            self.say()

    def _heat(self) -> None:
        rows = heat_rows(self.result, limit=MOST_ROWS)
        if len(rows) > 1 and len(self.problem.parties) * 12 <= self.console.width:
            told = [
                [r.name, *(f"{SHADES[s]} {figure(u)}" for s, u in zip(r.shade, r.utility, strict=True))]
                for r in rows
            ]
            title = f"Efficient packages, from {SHADES[0].strip() or 'blank'} (worst) to {SHADES[-1]} (best) for each"
            self.table(title, ["package", *self.heads], told)
            self._key()

    def _chart(self) -> None:
        if len(self.problem.parties) == 2 and len(self.result.frontier) > 1:
            for line in terminal_chart(self.result, width=min(72, self.console.width - 8)):
                self.console.print(escape(line), no_wrap=True, overflow="crop")
            self.say()

    def _key(self) -> None:
        """Say which short name stands for whom."""
        short = [f"{h} = {p}" for h, p in zip(self.heads, self.problem.parties, strict=True) if h != p]
        if short:
            self.say(", ".join(short))
            self.say()

    def _drafts(self) -> None:
        drafts = self.explanation.drafts
        if not drafts:
            return
        rows = [
            [p, *(_answer(f, n) + (" refused" if p in f.refused_by else "") for f in drafts)]
            for n, p in enumerate(self.problem.parties)
        ]
        self.table(
            "The drafts: what each is worth, and who refuses it", ["", *(f.name for f in drafts)], rows
        )
        for f in drafts:
            if f.broken:
                self.say(f"{f.name} breaks: {'; '.join(f.broken)}")
            if f.dominated:
                self.say(f"{f.name} is not efficient: another package is at least as good for everyone")
        self.say()

    def _trades(self) -> None:
        for trade in self.explanation.trades:
            start, end = (TITLES.get(name, name) for name in (trade.start, trade.end))
            self._ledger(f"What is traded for what: from {start} to {end}", trade.ledger)

    def _next(self) -> None:
        step = self.explanation.next_proposal
        if step is not None:
            self._ledger("Next proposal for a single text", step.ledger)
            self.say(f"Why: {step.why}")
            self.say()

    def _ledger(self, title: str, entry: Ledger) -> None:
        rows = [[f"{s.issue}: {s.before} -> {s.after}", *(_signed(g) for g in s.gains)] for s in entry.swaps]
        if any(entry.together):
            rows.append(["only together", *(_signed(g) for g in entry.together)])
        rows.append(["in all", *(_signed(g) for g in entry.gains)])
        self.table(title, ["swap", *self.heads], rows)

    def _openings(self) -> None:
        if self.explanation.openings:
            self.say("What would open a zone, each alone:")
            for opening in self.explanation.openings:
                self.say(f"- {opening.words}")
            self.say()

    def _uncertainty(self) -> None:
        found = self.explanation.uncertainty
        if found is None:
            return
        self.say(f"Over {found.draws:,} draws of the uncertain numbers (seed {found.seed}):")
        self.say(f"a zone exists in {found.zone:.1%} of them")
        self._robust(found)
        if found.question is not None:
            self.say(f"To ask first: {found.question.words}")
        self.say()

    def _robust(self, found: Uncertainty) -> None:
        rows = []
        for r in found.packages[:MOST_ROWS]:
            efficient = "" if r.efficient is None else f"{r.efficient:.1%}" + ("*" if r.necessarily else "")
            name = short_name(self.problem, r.package)
            rows.append(
                [name, *(f"{a:.0%}" for a in r.accepted_by), efficient, f"{r.chosen:.1%}", f"{r.regret:.1%}"]
            )
        heads = short_names(self.problem.parties, self.console.width - 50)
        headers = ["package", *heads, "efficient", "Nash", "regret"]
        self.table("Accepted by each, efficient (* proved), chosen by Nash, and mean regret", headers, rows)

    def _foot(self) -> None:
        self.say(f"Method: {self.result.method}; {'exact' if self.result.exact else 'not exact'}.")
        for assumption in self.result.assumptions:
            self.say(f"Assumed: {assumption}.")
        self.say(f"Evidence: {', '.join(self.result.evidence)}.")
        for finding in self.result.findings:
            self.say(f"Note: {finding.message}.")


def short_name(problem: Problem, package: Package) -> str:
    """Return a package in as few words as tell it from others."""
    if all(i.kind == "article" for i in problem.issues):
        return ", ".join(i.name for i, c in zip(problem.issues, package.choices, strict=True) if c)
    return " / ".join(i.options[c] for i, c in zip(problem.issues, package.choices, strict=True))


def short_names(parties: Sequence[str], room: int) -> list[str]:
    """Return the parties' names, cut where they would not stand side by side, and still all different.

    >>> short_names(["North", "South-East", "South-West"], 30)
    ['North', 'South-E.', 'South-W.']
    """
    wide = max(4, room // max(1, len(parties)) - 2)
    found: list[str] = []
    for party in parties:
        name = party if len(party) <= wide else party[: wide - 1].rstrip() + "."
        number = 2
        while name in found:
            name = f"{party[: max(1, wide - 3)].rstrip()}. {number}"[-wide:]
            number += 1
        found.append(name)
    return found


def _answer(fares: Fares, party: int) -> str:
    """Return what a draft is worth to a party."""
    if fares.utility is None:
        return "-"
    return figure(fares.utility[party])


def _signed(value: Any) -> str:
    return f"{'+' if value > 0 else ''}{figure(value)}" if value else "·"
