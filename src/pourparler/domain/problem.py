"""What is to be settled, who has to agree, and what each party wants.

Every number is a `Fraction`, taken from the digits that somebody wrote: decimals become exact.
A number that nobody can pin down is a `Spread`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

from pourparler.errors import ContractBroken, UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pourparler.domain.finding import Finding

KINDS_OF_ISSUE = ("categorical", "ordered", "integer", "article")
KINDS_OF_CONSTRAINT = ("excludes", "requires", "at least", "at most")
IN, OUT = "in", "out"


@dataclass(frozen=True, slots=True)
class Spread:
    """A number known only within bounds, with how it is drawn between them."""

    low: Fraction
    high: Fraction
    guess: Fraction | None = None  # the value that stands for it; None: the middle
    shape: str = "uniform"  # uniform | triangular (with its peak at the guess)

    def __post_init__(self) -> None:
        """Refuse bounds that are the wrong way round."""
        if not self.low <= self.central <= self.high:
            raise ContractBroken(
                f"a spread from {self.low} to {self.high} around {self.central} is no spread"
            )

    @property
    def central(self) -> Fraction:
        """The value that stands for it where one number is needed."""
        return (self.low + self.high) / 2 if self.guess is None else self.guess


Quantity = Fraction | Spread


def central(quantity: Quantity) -> Fraction:
    """Return the one number that stands for a quantity.

    >>> central(Spread(Fraction(1), Fraction(2)))
    Fraction(3, 2)
    """
    return quantity.central if isinstance(quantity, Spread) else quantity


@dataclass(frozen=True, slots=True)
class OpenIssue:
    """An issue on the table, with the options that would settle it."""

    name: str
    options: tuple[str, ...]
    kind: str = "categorical"  # one of KINDS_OF_ISSUE
    label: str = ""  # what it says in full, where the name is only a number

    def index(self, option: str) -> int:
        """Return the place of an option."""
        try:
            return self.options.index(option)
        except ValueError:
            raise UnknownName(
                f"issue '{self.name}' has no option '{option}'; it has {', '.join(self.options[:12])}"
            ) from None


@dataclass(frozen=True, slots=True)
class Term:
    """An issue settled by one of these options: the word that constraints and interactions are made of."""

    issue: int  # place in Problem.issues
    options: tuple[int, ...]  # places in its options; any of them makes the term true


@dataclass(frozen=True, slots=True)
class Interaction:
    """What a party gains or loses when several terms hold together."""

    when: tuple[Term, ...]
    value: Quantity  # in the party's own unit, added to its utility


@dataclass(frozen=True, slots=True)
class Constraint:
    """A rule across issues that every package must keep."""

    kind: str  # one of KINDS_OF_CONSTRAINT
    terms: tuple[Term, ...]
    count: int = 1  # for `at least` and `at most`; `excludes` means at most one
    then: tuple[Term, ...] = ()  # for `requires`: if all terms hold, all of these must
    where: str | None = None  # "file.yaml:12"

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and the greatest number of its terms that may hold together."""
        if self.kind == "at least":
            return self.count, len(self.terms)
        if self.kind == "at most":
            return 0, self.count
        return (0, 1) if self.kind == "excludes" else (0, len(self.terms))


@dataclass(frozen=True, slots=True)
class Order:
    """A ranking: each group is worth at least as much as the next; within a group nothing is said."""

    issue: int | None  # whose options are ranked; None: the weights of the issues are
    groups: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Preference:
    """What one party wants: utility = sum of weight x value, plus interactions, at most `cap`."""

    party: str
    weights: tuple[Quantity, ...]  # one per issue
    values: tuple[tuple[Quantity, ...], ...]  # issue -> option -> value, before the weight
    no_deal: Quantity = Fraction(0)  # what it has without an agreement, same unit
    interactions: tuple[Interaction, ...] = ()
    cap: Fraction | None = None  # utilities above it count as the cap
    orders: tuple[Order, ...] = ()  # rankings that draws must respect
    dirichlet: tuple[Fraction, ...] | None = None  # concentrations; weights are drawn from it

    @property
    def uncertain(self) -> bool:
        """Whether any of its numbers is not pinned down."""
        numbers = (*self.weights, *(v for row in self.values for v in row), self.no_deal)
        extra = (*numbers, *(i.value for i in self.interactions))
        return bool(self.orders or self.dirichlet) or any(isinstance(q, Spread) for q in extra)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Whose agreement makes a deal: all of them, or a quorum with every veto among them."""

    quorum: int | None = None  # None: every party
    vetoes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """One way to settle every issue: option places, in the order of the problem's issues."""

    choices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything that a search for a settlement starts from."""

    issues: tuple[OpenIssue, ...]
    preferences: tuple[Preference, ...]
    title: str = ""
    constraints: tuple[Constraint, ...] = ()
    acceptance: Acceptance = field(default_factory=Acceptance)
    scores: str = "sum"  # sum | mean (over the articles that are in)
    drafts: tuple[tuple[str, Package], ...] = ()
    assumptions: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()  # where the numbers come from: files, entry ids
    findings: tuple[Finding, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a problem that does not fit together."""
        sizes = [len(i.options) for i in self.issues]
        for p in self.preferences:
            if [len(row) for row in p.values] != sizes or len(p.weights) != len(sizes):
                raise ContractBroken(f"the preferences of {p.party} do not fit the issues")
        if not self.preferences or not self.issues or 0 in sizes:
            raise ContractBroken("a problem needs parties, issues, and options for every issue")
        if self.scores == "mean" and any(i.kind != "article" for i in self.issues):
            raise ContractBroken("mean scores are over articles: every issue must be in or out")

    @property
    def parties(self) -> tuple[str, ...]:
        """The names of the parties, in order."""
        return tuple(p.party for p in self.preferences)

    @property
    def size(self) -> int:
        """How many packages there are before constraints."""
        return prod(len(i.options) for i in self.issues)

    @property
    def uncertain(self) -> bool:
        """Whether any party's numbers are not pinned down."""
        return any(p.uncertain for p in self.preferences)

    @property
    def additive(self) -> bool:
        """Whether utilities are plain sums over issues and every package is allowed."""
        simple = not self.constraints and self.scores == "sum"
        return simple and not any(p.interactions for p in self.preferences)

    def named(self, package: Package) -> dict[str, str]:
        """Return a package as issue -> option."""
        pairs = zip(self.issues, package.choices, strict=True)
        return {issue.name: issue.options[c] for issue, c in pairs}

    def package(self, choices: Mapping[str, str]) -> Package:
        """Return the package that settles every issue as told.

        Raises: UnknownName, for an issue or an option that the problem does not have.
        """
        unknown = set(choices) - {i.name for i in self.issues}
        missing = [i.name for i in self.issues if i.name not in choices]
        if unknown or missing:
            raise UnknownName(f"a package settles every issue: unknown {sorted(unknown)}, missing {missing}")
        return Package(tuple(i.index(choices[i.name]) for i in self.issues))

    def without_constraint(self, number: int) -> Problem:
        """Return the same problem with one constraint dropped."""
        kept = self.constraints[:number] + self.constraints[number + 1 :]
        return replace(self, constraints=kept)


def holds(term: Term, package: Package) -> bool:
    """Say whether a package makes a term true."""
    return package.choices[term.issue] in term.options


def allowed(constraint: Constraint, package: Package) -> bool:
    """Say whether a package keeps a constraint."""
    if constraint.kind == "requires":
        met = all(holds(t, package) for t in constraint.terms)
        return not met or all(holds(t, package) for t in constraint.then)
    low, high = constraint.bounds
    return low <= sum(holds(t, package) for t in constraint.terms) <= high


def admissible(problem: Problem, package: Package) -> bool:
    """Say whether a package keeps every constraint, and is not empty where scores are means."""
    if problem.scores == "mean" and not any(package.choices):
        return False
    return all(allowed(c, package) for c in problem.constraints)


def utility(preference: Preference, package: Package, scores: str = "sum") -> Fraction:
    """Return what a package is worth to a party, exactly, on the central numbers.

    Args:
        preference: The party's.
        package: Any package; for mean scores, option 1 of an article means that it is in.
        scores: `sum`, or `mean` over the articles that are in.
    Returns: In the party's own unit.
    """
    total = Fraction(0)
    for weight, row, choice in zip(preference.weights, preference.values, package.choices, strict=True):
        total += central(weight) * central(row[choice])
    for extra in preference.interactions:
        if all(holds(t, package) for t in extra.when):
            total += central(extra.value)
    if scores == "mean":
        total /= sum(package.choices)
    return total if preference.cap is None else min(total, preference.cap)
