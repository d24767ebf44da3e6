"""Problem files in YAML; every error with its line, all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.domain.problem import Acceptance, OpenIssue, Package, Problem
from pourparler.sources.marked_yaml import parse_leniently
from pourparler.sources.problems.constraints import Names, read_constraints
from pourparler.sources.problems.preferences import read_preference
from pourparler.sources.problems.table import Articles, read_articles
from pourparler.sources.problems.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pourparler.domain.problem import Preference
    from pourparler.sources.marked_yaml import Marked

KEYS = (
    "title", "parties", "issues", "articles", "preferences", "constraints", "acceptance", "scores", "drafts",
    "assumptions", "evidence", "no_deal",
)  # fmt: skip
MOST_OPTIONS = 1_000_000


def read_yaml(path: Path) -> Problem:
    """Read a problem file.

    Args:
        path: YAML with `issues` or `articles`, and `preferences`; see the how-to for every key.
    Raises: BadFile, with everything that is wrong and where.
    """
    trouble = Trouble(path)
    root, wrong = parse_leniently(path.read_text("utf-8-sig"))
    for message in wrong:
        trouble.error(message.partition(": ")[2], _line_of(message))
    if root.keys is None:
        trouble.error(f"expected a mapping with issues and preferences, found {root.what}", root.line)
        trouble.check()
    for key in root.keys or {}:
        if key not in KEYS:
            trouble.error(f"unknown key '{key}'; expected one of {', '.join(KEYS)}", root.key_lines.get(key))
    problem = _Reader(path, root, trouble).problem()
    trouble.check()
    if problem is None:  # pragma: no cover - check() has raised
        raise AssertionError
    return problem


def _line_of(message: str) -> int | None:
    head = message.partition(":")[0].removeprefix("line ")
    return int(head) if head.isdigit() else None


class _Reader:
    """One file, section by section."""

    def __init__(self, path: Path, root: Marked, trouble: Trouble) -> None:
        self.path, self.trouble = path, trouble
        self.keys = root.keys or {}
        self.articles: Articles | None = None
        self.issues: list[OpenIssue] = []

    def problem(self) -> Problem | None:
        """Return the problem, or None where something is wrong."""
        self.issues = self._issues()
        if "articles" in self.keys:
            self.articles = read_articles(self.keys["articles"], self.path.parent, self.trouble)
            self.issues += self.articles.issues
        self._check_names()
        if not self.issues:
            if not self.trouble.errors:
                self.trouble.error("no issues: expected 'issues' or 'articles'")
            return None
        names = Names(self.issues, self.trouble, str(self.path), broken=self._broken())
        preferences = self._preferences(names)
        constraints = read_constraints(self.keys.get("constraints"), names)
        drafts = self._drafts(names)
        scores = self._scores()
        acceptance = self._acceptance([p.party for p in preferences])
        if not preferences:
            self.trouble.error("no preferences: expected what each party wants under 'preferences'")
        if self.trouble.errors:
            return None
        return Problem(
            tuple(self.issues), tuple(preferences), title=self._text("title") or self.path.stem,
            constraints=tuple(constraints), acceptance=acceptance, scores=scores, drafts=drafts,
            assumptions=self._texts("assumptions"), evidence=(self.path.name, *self._texts("evidence")),
            findings=tuple(self.trouble.findings),
        )  # fmt: skip

    def _issues(self) -> list[OpenIssue]:
        node = self.keys.get("issues")
        if node is None or node.is_null:
            return []
        if node.keys is None:
            self.trouble.error(f"'issues' is {node.what}; expected a mapping of issue to options", node.line)
            return []
        found = [self._issue(name, value) for name, value in node.keys.items()]
        return [issue for issue in found if issue is not None]

    def _issue(self, name: str, node: Marked) -> OpenIssue | None:
        keys = node.keys or {}
        if node.text == "article":
            return OpenIssue(name, ("out", "in"), "article")
        if "from" in keys or "to" in keys:
            return self._range(name, node)
        ordered = keys.get("ordered")
        listed = keys.get("options", node)
        options = [o.text for o in listed.items or []]
        if not options or any(o is None for o in options) or len(set(options)) != len(options):
            self.trouble.error(
                f"issue '{name}': expected a list of different options, `article`, or {{from: 0, to: 10}}",
                node.line,
            )
            return None
        kind = "ordered" if ordered is not None and ordered.text == "true" else "categorical"
        label = keys["label"].text or "" if "label" in keys else ""
        return OpenIssue(name, tuple(str(o) for o in options), kind, label)

    def _range(self, name: str, node: Marked) -> OpenIssue | None:
        keys = node.keys or {}
        what = f"issue '{name}'"
        low, high = (
            self.trouble.number(keys[k].text if k in keys else None, f"{what}: '{k}'", node.line)
            for k in ("from", "to")
        )
        step = self.trouble.number(keys["step"].text, f"{what}: 'step'", node.line) if "step" in keys else 1
        if any(n != int(n) for n in (low, high, step)) or step <= 0 or high < low:
            self.trouble.error(f"{what}: expected whole numbers, from below to, step above 0", node.line)
            return None
        if (high - low) / step >= MOST_OPTIONS:
            self.trouble.error(f"{what} has more than {MOST_OPTIONS:,} options: use a larger step", node.line)
            return None
        return OpenIssue(name, tuple(str(v) for v in range(int(low), int(high) + 1, int(step))), "integer")

    def _broken(self) -> set[str]:
        """Return the issues with errors of their own: what refers to them is not called unknown."""
        node = self.keys.get("issues")
        return set((node.keys or {}) if node is not None else {}) - {i.name for i in self.issues}

    def _check_names(self) -> None:
        names = [i.name for i in self.issues]
        for double in sorted({n for n in names if names.count(n) > 1}):
            self.trouble.error(f"two issues are called '{double}'")

    def _preferences(self, names: Names) -> list[Preference]:
        node = self.keys.get("preferences")
        given = (node.keys or {}) if node is not None else {}
        if node is not None and node.keys is None and not node.is_null:
            self.trouble.error(
                f"'preferences' is {node.what}; expected a mapping of party to what it wants", node.line
            )
        tables = self.articles.values if self.articles else {}
        parties = self._texts("parties") or tuple(dict.fromkeys((*tables, *given)))
        for party in given:
            if party not in parties:
                line = node.key_lines.get(party) if node else None
                self.trouble.error(f"preferences of '{party}', who is not among the parties", line)
        return [
            read_preference(party, given.get(party), tables.get(party), self._no_deal(party), names)
            for party in parties
        ]

    def _no_deal(self, party: str) -> Marked | None:
        node = self.keys.get("no_deal")
        return (node.keys or {}).get(party) if node is not None else None

    def _scores(self) -> str:
        scores = self._text("scores") or "sum"
        if scores not in ("sum", "mean"):
            self.trouble.error(f"scores '{scores}'; expected sum or mean", self.keys["scores"].line)
        if scores == "mean" and any(i.kind != "article" for i in self.issues):
            self.trouble.error(
                "mean scores are over articles that are in: every issue must be an article",
                self.keys["scores"].line,
            )
        return scores

    def _acceptance(self, parties: Sequence[str]) -> Acceptance:
        node = self.keys.get("acceptance")
        keys = (node.keys or {}) if node is not None else {}
        vetoes = tuple(v.text or "" for v in keys["vetoes"].items or []) if "vetoes" in keys else ()
        for veto in vetoes:
            if veto not in parties:
                self.trouble.error(f"a veto of '{veto}', who is not among the parties", keys["vetoes"].line)
        quorum = None
        if "quorum" in keys:
            number = self.trouble.number(keys["quorum"].text, "quorum", keys["quorum"].line)
            if number.denominator != 1 or not 1 <= number <= len(parties):
                self.trouble.error(f"quorum {number}: expected 1 to {len(parties)}", keys["quorum"].line)
            quorum = int(number) if number < len(parties) else None
        return Acceptance(quorum, vetoes)

    def _drafts(self, names: Names) -> tuple[tuple[str, Package], ...]:
        node = self.keys.get("drafts")
        found = []
        for name, draft in ((node.keys or {}) if node is not None else {}).items():
            choices = names.package(draft, f"draft '{name}'")
            if choices is not None:
                found.append((name, Package(choices)))
        return tuple(found)

    def _text(self, key: str) -> str | None:
        return self.keys[key].text if key in self.keys else None

    def _texts(self, key: str) -> tuple[str, ...]:
        node = self.keys.get(key)
        if node is None:
            return ()
        if node.keys is not None:
            return tuple(node.keys)
        listed = node.items if node.items is not None else [node]
        return tuple(_said(item) for item in listed if not item.is_null)


def _said(node: Marked) -> str:
    """Return a text, or who says what as one."""
    if node.text is not None:
        return node.text
    said = node.scalars()
    who = said.pop("who", said.pop("by", None))
    return "; ".join(said.values()) + (f" (assumed by {who})" if who else "")
