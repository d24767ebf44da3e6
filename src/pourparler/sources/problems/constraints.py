"""Terms, constraints and packages as a problem file words them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.domain.problem import KINDS_OF_CONSTRAINT, Constraint, OpenIssue, Term

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pourparler.sources.marked_yaml import Marked
    from pourparler.sources.problems.trouble import Trouble


class Names:
    """The issues of a file by name, and where to tell what is wrong."""

    def __init__(
        self, issues: Sequence[OpenIssue], trouble: Trouble, path: str, *, broken: Collection[str] = ()
    ) -> None:
        """Index the issues; those that are broken are not called unknown as well."""
        self.issues, self.trouble, self.path, self.broken = issues, trouble, path, broken
        self.place = {issue.name: n for n, issue in enumerate(issues)}

    def issue(self, name: str, line: int) -> int | None:
        """Return the place of an issue; remember an error for an unknown one."""
        if name not in self.place and name not in self.broken:
            known = ", ".join(list(self.place)[:12])
            self.trouble.error(f"unknown issue '{name}'; there are {known}", line)
        return self.place.get(name)

    def option(self, issue: int, node: Marked) -> int | None:
        """Return the place of an option; remember an error for an unknown one."""
        known = self.issues[issue]
        if node.text is None or node.text not in known.options:
            listed = ", ".join(known.options[:12])
            self.trouble.error(f"issue '{known.name}' has no option {node.what}; it has {listed}", node.line)
            return None
        return known.options.index(node.text)

    def terms(self, node: Marked) -> list[Term]:
        """Return terms: article names, or issue: option, or issue: [options]."""
        if node.items is not None:
            return [t for item in node.items for t in self.terms(item)]
        if node.keys is not None:
            found = [self._term(name, value) for name, value in node.keys.items()]
            return [t for t in found if t is not None]
        issue = self.issue(node.text or "", node.line)
        if issue is None:
            return []
        if self.issues[issue].kind != "article":
            self.trouble.error(f"'{node.text}' is no article: expected {{{node.text}: option}}", node.line)
            return []
        return [Term(issue, (1,))]

    def _term(self, name: str, node: Marked) -> Term | None:
        issue = self.issue(name, node.line)
        if issue is None:
            return None
        options = [self.option(issue, o) for o in (node.items if node.items is not None else [node])]
        return Term(issue, tuple(o for o in options if o is not None))

    def package(self, node: Marked, what: str) -> tuple[int, ...] | None:
        """Return a package's options: issue: option for every issue, or a list of the articles that are in."""
        settled = {t.issue: t.options[0] for t in self.terms(node) if t.options}
        missing = [i.name for n, i in enumerate(self.issues) if n not in settled and i.kind != "article"]
        if missing:
            self.trouble.error(f"{what} does not settle {', '.join(missing)}", node.line)
            return None
        return tuple(settled.get(n, 0) for n in range(len(self.issues)))


def read_constraints(node: Marked | None, names: Names) -> list[Constraint]:
    """Read the list of constraints.

    Args:
        node: A list with one mapping per constraint, or None.
        names: The issues.
    """
    if node is None or node.is_null:
        return []
    if node.items is None:
        names.trouble.error(f"'constraints' is {node.what}; expected a list", node.line)
        return []
    found = [_constraint(item, names) for item in node.items]
    return [c for c in found if c is not None]


def _constraint(node: Marked, names: Names) -> Constraint | None:
    kinds = [k for k in node.keys or {} if k in KINDS_OF_CONSTRAINT]
    if len(kinds) != 1 or len(node.keys or {}) != 1:
        expected = ", ".join(KINDS_OF_CONSTRAINT)
        names.trouble.error(f"a constraint begins with one of {expected}; found {node.what}", node.line)
        return None
    kind = kinds[0]
    body = (node.keys or {})[kind]
    where = f"{names.path}:{node.line}"
    if kind == "excludes":
        terms = names.terms(body)
        if len(terms) < 2:
            names.trouble.error("excludes: expected at least two terms", node.line)
        return Constraint(kind, tuple(terms), where=where)
    return _requires(body, names, where) if kind == "requires" else _counted(kind, body, names, where)


def _requires(body: Marked, names: Names, where: str) -> Constraint | None:
    keys = body.keys or {}
    if set(keys) != {"if", "then"}:
        names.trouble.error("requires: expected {if: ..., then: ...}", body.line)
        return None
    return Constraint(
        "requires", tuple(names.terms(keys["if"])), then=tuple(names.terms(keys["then"])), where=where
    )


def _counted(kind: str, body: Marked, names: Names, where: str) -> Constraint | None:
    keys = body.keys or {}
    if set(keys) != {"count", "of"}:
        names.trouble.error(f"{kind}: expected {{count: 2, of: [...]}}", body.line)
        return None
    count = names.trouble.number(keys["count"].text, f"{kind}: count", body.line)
    if count.denominator != 1 or count < 0:
        names.trouble.error(f"{kind}: count {count} is not a whole number", body.line)
        return None
    return Constraint(kind, tuple(names.terms(keys["of"])), int(count), where=where)
