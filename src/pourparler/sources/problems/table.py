"""Problems as CSV tables: articles with satisfactions, options with values, or packages with utilities."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from pourparler.domain.problem import OpenIssue, Preference, Problem
from pourparler.errors import ContractBroken
from pourparler.sources.problems.trouble import Trouble, exact

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pourparler.sources.marked_yaml import Marked

SATISFACTION = "_satisfaction"
NO_DEAL = ("no_deal", "no deal")
ONE, ZERO = Fraction(1), Fraction(0)


@dataclass(frozen=True, slots=True)
class Articles:
    """Articles that are in or out, with what each is worth to each party."""

    issues: list[OpenIssue] = field(default_factory=list)
    values: dict[str, dict[str, Fraction]] = field(default_factory=dict)  # party -> article -> value


def read_table(path: Path) -> Problem:
    """Read a CSV table.

    Args:
        path: One of three tables, told apart by their columns. `article` and `<party>_satisfaction`: articles
            in or out, scores are means. `issue`, `option` and one column per party: values, already weighted;
            a row `no_deal` gives the no-deal values. Otherwise: one row per package, its name first and then
            one column of utilities per party.
    Raises: BadFile, with everything that is wrong.
    """
    trouble = Trouble(path)
    header, rows = _rows(path, trouble)
    trouble.check()
    if "article" in header:
        problem = _of_articles(path, header, rows, trouble)
    elif {"issue", "option"} <= set(header):
        problem = _of_options(path, header, rows, trouble)
    else:
        problem = _of_packages(path, header, rows, trouble)
    trouble.check()
    return problem()


def _rows(path: Path, trouble: Trouble) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    text = path.read_text("utf-8-sig")
    sample = text.splitlines()[0] if text.strip() else ""
    mark = max((",", ";", "\t"), key=sample.count)
    reader = csv.reader(io.StringIO(text), delimiter=mark)
    table = [(reader.line_num, [c.strip() for c in row]) for row in reader if any(c.strip() for c in row)]
    if len(table) < 2:
        trouble.error("expected a header and at least one row")
        return [], []
    header = table[0][1]
    if len(set(header)) != len(header):
        trouble.error("two columns have the same name", table[0][0])
    for line, cells in table[1:]:
        if len(cells) != len(header):
            trouble.error(f"{len(cells)} cells, expected {len(header)}", line)
    return header, [(line, dict(zip(header, cells, strict=False))) for line, cells in table[1:]]


def _of_articles(
    path: Path, header: list[str], rows: list[tuple[int, dict[str, str]]], trouble: Trouble
) -> _Made:
    columns = {c.removesuffix(SATISFACTION): c for c in header if c.endswith(SATISFACTION)}
    if not columns:
        trouble.error(f"no column ends in '{SATISFACTION}': expected one per party")
    articles = _articles(rows, "article", "title", columns, trouble)
    trouble.note("no no-deal values in a table: read as 0; give them in a YAML file", code="no-no-deal")
    wants = [
        (party, [(ZERO, worth.get(i.name, ZERO)) for i in articles.issues], ZERO)
        for party, worth in articles.values.items()
    ]
    return _Made(path, articles.issues, wants, trouble, scores="mean")


def _of_options(
    path: Path, header: list[str], rows: list[tuple[int, dict[str, str]]], trouble: Trouble
) -> _Made:
    parties = [c for c in header if c not in ("issue", "option", "label")]
    options: dict[str, list[str]] = {}
    values: dict[tuple[str, str], dict[str, Fraction]] = {}
    no_deal = dict.fromkeys(parties, ZERO)
    for line, row in rows:
        numbers = {
            p: trouble.number(row.get(p), f"{row['issue']} = {row['option']}, {p}", line) for p in parties
        }
        if row["issue"].lower() in NO_DEAL:
            no_deal = numbers
            continue
        if (row["issue"], row["option"]) in values:
            trouble.error(f"{row['issue']} = {row['option']} stands twice", line)
        options.setdefault(row["issue"], []).append(row["option"])
        values[row["issue"], row["option"]] = numbers
    issues = [OpenIssue(name, tuple(listed)) for name, listed in options.items()]
    wants = [(p, [[values[i.name, o][p] for o in i.options] for i in issues], no_deal[p]) for p in parties]
    return _Made(path, issues, wants, trouble)


def _of_packages(
    path: Path, header: list[str], rows: list[tuple[int, dict[str, str]]], trouble: Trouble
) -> _Made:
    name, parties = header[0], [c for c in header[1:] if _numeric(rows, c)]
    told = [c for c in header[1:] if c not in parties]
    if not parties:
        trouble.error(
            "expected columns article and <party>_satisfaction; or issue, option and parties; or the name of a "
            "package and a column of utilities per party"
        )
    no_deal = dict.fromkeys(parties, ZERO)
    options, values = [], []
    for line, row in rows:
        numbers = {p: trouble.number(row.get(p), f"{row[name]}, {p}", line) for p in parties}
        if row[name].lower() in NO_DEAL:
            no_deal = numbers
            continue
        options.append(" ".join([row[name], *(f"{c}={row[c]}" for c in told)]))
        values.append(numbers)
    if len(set(options)) != len(options):
        trouble.error("two packages have the same name")
    issue = OpenIssue(name or "package", tuple(options))
    wants = [(p, [[v[p] for v in values]], no_deal[p]) for p in parties]
    return _Made(path, [issue], wants, trouble)


def _numeric(rows: list[tuple[int, dict[str, str]]], column: str) -> bool:
    """Whether at least half of a column are numbers: then the rest are errors, not names."""
    good = 0
    for _, row in rows:
        try:
            exact(row.get(column))
        except ContractBroken:
            continue
        good += 1
    return 2 * good >= len(rows)


@dataclass(frozen=True, slots=True)
class _Made:
    """A problem to be made once nothing was wrong."""

    path: Path
    issues: list[OpenIssue]
    wants: Sequence[tuple[str, Sequence[Sequence[Fraction]], Fraction]]
    trouble: Trouble
    scores: str = "sum"

    def __call__(self) -> Problem:
        weights = (ONE,) * len(self.issues)
        preferences = tuple(
            Preference(party, weights, tuple(tuple(row) for row in rows), no_deal)
            for party, rows, no_deal in self.wants
        )
        return Problem(
            tuple(self.issues), preferences, title=self.path.stem, scores=self.scores,
            evidence=(self.path.name,), findings=tuple(self.trouble.findings),
        )  # fmt: skip


def read_articles(node: Marked, folder: Path, trouble: Trouble) -> Articles:
    """Read the `articles` of a problem file: a list of names, or a table with its columns.

    Args:
        node: Names; or {table, id, title, values: {party: column}}.
        folder: Where the table's path starts.
        trouble: Where to tell what is wrong.
    """
    if node.items is not None:
        names = [item.text for item in node.items]
        return Articles([OpenIssue(n or "", ("out", "in"), "article") for n in names])
    keys = node.keys or {}
    table = keys["table"].text if "table" in keys else None
    if not table:
        trouble.error("articles: expected a list of names, or {table: file.csv, id: column, ...}", node.line)
        return Articles()
    path = folder / table
    if not path.is_file():
        trouble.error(f"articles: there is no table {table} beside the problem file", keys["table"].line)
        return Articles()
    return _from_table(path, keys, node.line, trouble)


def _from_table(path: Path, keys: dict[str, Marked], line: int, trouble: Trouble) -> Articles:
    inner = Trouble(path)
    header, rows = _rows(path, inner)
    for n, message in inner.errors:
        trouble.error(f"{path.name}, line {n}: {message}", line)
    name = keys["id"].text or "article" if "id" in keys else "article"
    title = keys["title"].text or "title" if "title" in keys else "title"
    columns = keys["values"].scalars() if "values" in keys else _by_ending(header)
    for column in (name, *columns.values()):
        if column not in header:
            trouble.error(f"{path.name} has no column '{column}'; it has {', '.join(header)}", line)
            return Articles()
    found = _articles(rows, name, title, columns, inner)
    for n, message in inner.errors:
        trouble.error(f"{path.name}, line {n}: {message}", line)
    return found


def _by_ending(header: list[str]) -> dict[str, str]:
    return {c.removesuffix(SATISFACTION): c for c in header if c.endswith(SATISFACTION)}


def _articles(
    rows: list[tuple[int, dict[str, str]]], name: str, title: str, columns: dict[str, str], trouble: Trouble
) -> Articles:
    found = Articles(values={party: {} for party in columns})
    for line, row in rows:
        if row[name] in (i.name for i in found.issues):
            trouble.error(f"article {row[name]} stands twice", line)
        found.issues.append(OpenIssue(row[name], ("out", "in"), "article", row.get(title, "")))
        for party, column in columns.items():
            found.values[party][row[name]] = trouble.number(
                row.get(column), f"article {row[name]}, {column}", line
            )
    return found
