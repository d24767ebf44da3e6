"""The scene with its statements: who tells each part of it, and which parties act there."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from pourparler.domain import INDEPENDENT, NARRATOR, UNKNOWN
from pourparler.reading.main_issues import main_issues

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pourparler.domain import Span, Statement
    from pourparler.reading.grammar import Frame, Role
    from pourparler.reading.scene import Scene
    from pourparler.reading.trees import Tree
    from pourparler.reading.words import Words

OTHERS = frozenset(
    {"ally", "partner", "country", "state", "nation", "leader", "neighbour", "neighbor", "power", "guarantor"}
)
PRONOUNS = frozenset({"i", "we", "he", "she", "they", "it", "you", "who", "this", "that"})
FIRST_PERSON = frozenset({"i", "we", "us", "me", "our", "my", "ours"})
NOBODY = frozenset({INDEPENDENT, UNKNOWN})


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """What the readers of events, positions and the rest ask."""

    scene: Scene
    statements: Sequence[Statement]
    trees: tuple[Tree, ...]
    words: Words
    main: Mapping[str, float] = field(default_factory=dict)  # issue -> its share of the report
    content: tuple[Sequence[int], Sequence[Statement | None]] = ((), ())  # from each character on: innermost
    cues: Mapping[int, Sequence[tuple[int, Statement]]] = field(default_factory=dict)  # by sentence
    party_names: frozenset[str] = NOBODY

    @classmethod
    def of(cls, scene: Scene, statements: Sequence[Statement]) -> Story:
        """Put a scene and its statements together."""
        names = frozenset(p.name for p in scene.parties)
        content, cues = innermost(statements), cues_by_sentence(scene, statements)
        story = cls(
            scene, tuple(statements), scene.trees, scene.tools.words, content=content, cues=cues, party_names=names
        )  # fmt: skip
        return replace(story, main=main_issues(scene))

    # --- who tells it ---------------------------------------------------------------------

    def told_by(self, span: Span) -> Statement | None:
        """Return the innermost statement in whose content a stretch of text stands, or None."""
        starts, owners = self.content
        k = bisect_right(starts, span[0]) - 1
        return owners[k] if k >= 0 else None

    def asserted(self, span: Span) -> tuple[str, bool, str]:
        """Return who says so, whether it is therefore only alleged, and why."""
        statement = self.told_by(span)
        if statement is None or not (statement.party or statement.speaker):
            return NARRATOR, False, "in the report's own voice"
        who = teller(statement)
        return who, True, f"inside what {who} said"

    def own_cue(self, span: Span) -> Statement | None:
        """Return the statement whose cue a stretch of text overlaps, or None."""
        here, there = self.scene.sentence_at(span[0]), self.scene.sentence_at(max(span[0], span[1] - 1))
        near = [found for i in range(here, there + 1) for found in self.cues.get(i, ())]
        for _, statement in sorted(near, key=lambda found: found[0]):
            cue = statement.cue_span
            if cue and cue[0] < span[1] and span[0] < cue[1]:
                return statement
        return None

    # --- who acts -------------------------------------------------------------------------

    def span(self, i: int, first: int, last: int) -> Span:
        """Return the characters of tokens first..last-1 of sentence i."""
        return self.scene.span_of(i, first, last)

    def text(self, i: int, first: int, last: int) -> str:
        """Return the text of tokens first..last-1 of sentence i, on one line."""
        start, end = self.span(i, first, last)
        return " ".join(self.scene.document.text[start:end].split())

    def parties(self, i: int, k: int) -> tuple[str, ...]:
        """Return the parties that a word's noun phrase stands for, joined ones too."""
        tree = self.trees[i]
        found: list[str] = []
        for one in tree.conjuncts(k):
            found += self._speaking_for(i, one)
        return tuple(dict.fromkeys(p for p in found if p))

    def _speaking_for(self, i: int, k: int) -> list[str]:
        tree = self.trees[i]
        if tree.tokens[k].upos == "PRON" and tree.tokens[k].form != "US" and tree.word(k) in FIRST_PERSON:
            own = self.first_person(i, k)
            return [own] if own else []
        first, last = tree.phrase(k)
        found = self._joined_owners(i, k)
        if not found and not (tree.lemma(k) in OTHERS and self._only_near(i, k)):
            found = list(self.scene.parties_of(self.span(i, first, last)))
        if not found and (relative := self.relative_head(i, k)) >= 0:
            first, last = tree.phrase(relative)
            found = list(self.scene.parties_of(self.span(i, first, last)))
        return found

    def _only_near(self, i: int, k: int) -> bool:
        """Say whether a description got its party only from what was spoken of before it."""
        mention = self.scene.mention_of(self.span(i, *self.trees[i].phrase(k)))
        return bool(
            mention
            and mention.entity
            and mention.entity.kind == "group"
            and "before" in " ".join(mention.entity.how)
        )

    def _joined_owners(self, i: int, k: int) -> list[str]:
        """Return the parties of "Russian and Ukrainian officials": two or more owners of one noun."""
        tree = self.trees[i]
        for c in tree.having(k, "amod", "compound", "nmod:poss"):
            joined = tree.conjuncts(c)
            if len(joined) > 1:
                found = [p for one in joined for p in self.scene.parties_of(self.span(i, one, one + 1))]
                if len(set(found)) > 1:
                    return found
        return []

    def first_person(self, i: int, k: int) -> str | None:
        """Return the party that "we" or "I" stands for: that of whoever says it."""
        statement = self.told_by(self.span(i, k, k + 1))
        return statement.party if statement else None

    def relative_head(self, i: int, k: int) -> int:
        """Return the noun that "who", "which" or "that" points back to, or -1."""
        tree = self.trees[i]
        if tree.word(k) not in {"who", "which", "that", "whose", "whom"}:
            return -1
        for head in tree.up(k):
            if tree.rel(head) == "acl:relcl":
                return tree.head(head)
        return -1

    def actors(self, i: int, k: int) -> tuple[str, ...]:
        """Return who a noun phrase stands for: parties, else its own words where they name people.

        A weapon, a document or "it" without antecedent acts for nobody.
        """
        found = [p for p in self.parties(i, k) if p not in NOBODY]
        if found:
            return tuple(found)
        tree = self.trees[i]
        for c in tree.having(k, "acl"):  # "militants linked with the Northern Front"
            if (
                tree.lemma(c) in {"link", "affiliate", "belong", "ally"}
                and (bond := tree.oblique(c, "with", "to")) >= 0
            ):
                found = [p for p in self.parties(i, bond) if p not in NOBODY]
                if found:
                    return tuple(found)
        groups = self.words.set("actors", "groups")
        named = tree.tokens[k].upos == "PROPN" and tree.tokens[k].ner[2:] in {"ORG", "NORP", "PER"}
        if not named and not {tree.lemma(k), tree.word(k)} & groups:
            return ()
        first, last = tree.phrase(k)
        first += tree.tokens[first].upos == "DET" and last - first > 1
        words = self.text(i, first, min(last, first + 9))
        return (words,) if words else ()

    def actors_of_role(self, i: int, role: Role) -> tuple[str, ...]:
        """Return who a learned role stands for."""
        return self.actors(i, self.scene.head_of(i, role.start, role.end))

    # --- learned frames -------------------------------------------------------------------

    def frames(self, i: int, kind: str) -> list[Frame]:
        """Return the learned frames of one kind in one sentence."""
        return [f for f in self.scene.sentences[i].frames if f.kind == kind]

    def anchor(self, i: int, frame: Frame) -> int:
        """Return the head word of a frame's anchor."""
        return self.scene.head_of(i, frame.start, frame.end)

    def role_text(self, i: int, frame: Frame, name: str) -> str | None:
        """Return the words that fill a role, the most probable ones, or None."""
        role = best_role(frame, name)
        return self.text(i, role.start, role.end) if role else None

    def quoted(self, i: int, k: int) -> bool:
        """Say whether a word stands inside a direct or mixed quotation."""
        statement = self.told_by(self.span(i, k, k + 1))
        return statement is not None and statement.quoted != "indirect"


def innermost(statements: Sequence[Statement]) -> tuple[list[int], list[Statement | None]]:
    """Cut a report where content begins or ends; say for each piece whose innermost content it is.

    Returns: The first characters of the pieces, in order, and their statements.
    """
    spans = sorted((a, b, n) for n, s in enumerate(statements) for a, b in s.content_spans if a < b)
    edges = sorted({edge for a, b, _ in spans for edge in (a, b)})
    owners: list[Statement | None] = []
    open_: list[tuple[int, int, int]] = []  # length, number, end: the shortest first
    k = 0
    for edge in edges:
        while k < len(spans) and spans[k][0] <= edge:
            a, b, n = spans[k]
            heappush(open_, (b - a, n, b))
            k += 1
        while open_ and open_[0][2] <= edge:
            heappop(open_)
        owners.append(statements[open_[0][1]] if open_ else None)
    return edges, owners


def cues_by_sentence(scene: Scene, statements: Sequence[Statement]) -> dict[int, list[tuple[int, Statement]]]:
    """Index statements, numbered in order, by the sentences that their cues stand in."""
    found: dict[int, list[tuple[int, Statement]]] = {}
    for n, statement in enumerate(statements):
        if cue := statement.cue_span:
            for i in range(scene.sentence_at(cue[0]), scene.sentence_at(max(cue[0], cue[1] - 1)) + 1):
                found.setdefault(i, []).append((n, statement))
    return found


def best_role(frame: Frame, name: str) -> Role | None:
    """Return the most probable filler of a role, or None."""
    return max(frame.role(name), key=lambda r: r.probability, default=None)


def teller(statement: Statement) -> str:
    """Return whose claim a statement's content is: the party, or the speaker who has none."""
    party = statement.party
    if party and party not in NOBODY:
        return party
    named = statement.speaker and statement.speaker.lower() not in PRONOUNS
    return str(statement.speaker) if named else party or UNKNOWN
