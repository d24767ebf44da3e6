"""Who fights or disputes with whom in a report, and who stands between them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.reading.story import NOBODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pourparler.domain import Event
    from pourparler.reading.story import Story

WARS = frozenset(
    {
        "war",
        "conflict",
        "invasion",
        "insurgency",
        "hostility",
        "hostilities",
        "fighting",
        "occupation",
        "dispute",
    }
)
BETWEEN = frozenset({"between", "on", "against", "with", "in", "of", "by", "and", "'s", "’s", ""})
HOSTILE = {"ASSAULT": 3, "COERCE": 1, "THREATEN": 1, "ACCUSE": 1}
PEACE = frozenset({"ceasefire", "cease-fire", "truce", "peace", "armistice"})
BROKERING = frozenset({"broker", "mediate", "facilitate", "mediator", "intermediary"})
LEAST = 2  # weight from which a party counts as one of those who fight
COUNT = 3  # at most so many sides


@dataclass(frozen=True, slots=True)
class Quarrel:
    """The sides of a conflict, and the brokers between them, as one report shows them."""

    sides: frozenset[str]
    brokers: frozenset[str]

    def round_of(self, participants: Sequence[str]) -> str:
        """Say what a meeting of these parties is: "sides", "mediated", "side-meeting" or "" where one alone is known."""
        who = set(participants)
        if len(who & self.sides) >= 2:
            return "sides"
        if who & self.sides and who & self.brokers:
            return "mediated"
        return "side-meeting" if who & self.sides and len(who) > 1 else ""


def quarrel_in(story: Story, events: Sequence[Event]) -> Quarrel:
    """Return who fights whom and who mediates.

    Counted: attackers and attacked, the parties of "X's war on Y", "the X-Y conflict", "a ceasefire
    between X and Y"; the two sides of the talks where the report speaks of no fighting.
    """
    weight: Counter[str] = Counter()
    for event in events:
        if event.type in HOSTILE and event.initiators and event.recipients:
            for party in (*event.initiators, *event.recipients):
                weight[party] += HOSTILE[event.type]
    for i, tree in enumerate(story.trees):
        for k in range(len(tree)):
            if tree.tokens[k].upos == "NOUN" and tree.lemma(k) in WARS | PEACE:
                found = _around(story, i, k)
                for party in found:
                    weight[party] += 3 if len(found) > 1 else 1
    known = story.scene.tools.registry
    able = {p.name for p in story.scene.parties if p.kind in {"state", "movement", "other"}}
    ranked = [p for p, w in weight.most_common() if w >= LEAST and (known.party(p) is not None or p in able)]
    sides = (
        ranked[:COUNT] if len(ranked) > 1 else [*ranked, *(s for s in story.scene.sides if s not in ranked)]
    )
    return Quarrel(frozenset(sides), frozenset(_brokers(story, events)) - frozenset(sides))


def _around(story: Story, i: int, k: int) -> tuple[str, ...]:
    tree = story.trees[i]
    found: list[str] = []
    for c in tree.having(k, "nmod", "compound", "amod"):
        if tree.case(c) in BETWEEN:
            found += [p for p in story.parties(i, c) if p not in NOBODY and p not in found]
            found += [
                p
                for d in tree.having(c, "nmod", "compound")
                for p in story.parties(i, d)
                if p not in NOBODY and p not in found
            ]
    return tuple(found)


def _brokers(story: Story, events: Sequence[Event]) -> set[str]:
    found: set[str] = set()
    for event in events:
        if event.type == "PROPOSE":
            found.update(event.initiators)
    met: dict[str, set[str]] = {}
    for event in events:
        if event.type == "CONSULT" and len(event.initiators) == 2:
            a, b = event.initiators
            met.setdefault(a, set()).add(b)
            met.setdefault(b, set()).add(a)
    found |= {p for p, others in met.items() if len(others) > 1}
    for i, tree in enumerate(story.trees):
        for k in range(len(tree)):
            if tree.lemma(k) in BROKERING or tree.word(k) in {"brokered", "mediated"}:
                doer = tree.agent(k) if tree.agent(k) >= 0 else tree.subject(k)
                glued = tree.before_hyphen(k)
                doer = glued if glued >= 0 else doer
                heads = (
                    [doer, *tree.having(k, "compound", "nmod:poss", "amod")]
                    if doer >= 0
                    else tree.having(k, "compound", "amod")
                )
                found.update(p for h in heads if h != k for p in story.parties(i, h) if p not in NOBODY)
    return found
