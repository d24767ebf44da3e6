"""One sentence as a tree: what a word governs, its subject and objects, whether it is negated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pourparler.reading.grammar import Sentence, Token

VERBAL = frozenset({"VERB", "AUX"})
SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
NEGATIVES = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "hardly"})
LOOSE = frozenset({"punct", "cc", "case", "mark", "discourse"})


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """The dependency tree of one sentence, with the way down as well as the way up."""

    tokens: tuple[Token, ...]
    kids: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, sentence: Sentence) -> Tree:
        """Index the dependents of every word."""
        kids: list[list[int]] = [[] for _ in sentence.tokens]
        for k, token in enumerate(sentence.tokens):
            if 0 <= token.head < len(kids) and token.head != k:
                kids[token.head].append(k)
        return cls(tuple(sentence.tokens), tuple(tuple(x) for x in kids))

    def __len__(self) -> int:
        """Count the words."""
        return len(self.tokens)

    def lemma(self, k: int) -> str:
        """Return the lemma in lower case."""
        return self.tokens[k].lemma.lower()

    def word(self, k: int) -> str:
        """Return the word in lower case."""
        return self.tokens[k].form.lower()

    def rel(self, k: int) -> str:
        """Return the relation to the head, with its subtype."""
        return self.tokens[k].deprel

    def base(self, k: int) -> str:
        """Return the relation to the head without its subtype."""
        return self.tokens[k].deprel.partition(":")[0]

    def head(self, k: int) -> int:
        """Return the head, or -1."""
        h = self.tokens[k].head
        return h if 0 <= h < len(self.tokens) and h != k else -1

    def verbal(self, k: int) -> bool:
        """Say whether the word is a verb."""
        return self.tokens[k].upos in VERBAL

    def having(self, k: int, *rels: str) -> list[int]:
        """Return the dependents with one of these relations (exact, or base when given bare)."""
        return [c for c in self.kids[k] if self.tokens[c].deprel in rels or self.base(c) in rels]

    def first(self, k: int, *rels: str) -> int:
        """Return the first dependent with one of these relations, or -1."""
        found = self.having(k, *rels)
        return found[0] if found else -1

    def up(self, k: int) -> Iterator[int]:
        """Yield the heads above a word, nearest first."""
        for _ in range(len(self.tokens)):
            k = self.head(k)
            if k < 0:
                return
            yield k

    def under(self, k: int) -> list[int]:
        """Return a word and everything below it, in the order of the text."""
        found, todo = [], [k]
        seen = set()
        while todo:
            one = todo.pop()
            if one in seen:
                continue
            seen.add(one)
            found.append(one)
            todo.extend(self.kids[one])
        return sorted(found)

    def stretch(self, k: int, *, without: tuple[str, ...] = ()) -> tuple[int, int]:
        """Return first and one past the last word of a phrase, loose ends trimmed.

        Args:
            k: Its head.
            without: Relations of the head whose subtrees are left out.
        """
        inside = {k}
        for c in self.kids[k]:
            if self.base(c) not in without and self.tokens[c].deprel not in without:
                inside.update(self.under(c))
        first = last = k
        while first - 1 in inside:
            first -= 1
        while last + 1 in inside:
            last += 1
        while first < k and self.tokens[first].deprel in LOOSE and self.head(first) == k:
            first += 1
        while last > k and self.tokens[last].upos == "PUNCT" and self.word(last) not in {"”", '"', "%"}:
            last -= 1
        return first, last + 1

    def phrase(self, k: int) -> tuple[int, int]:
        """Return the noun phrase around a head: no relative clauses, no second conjuncts, no apposition."""
        loose = (
            "acl",
            "conj",
            "appos",
            "parataxis",
            "advcl",
            "cc",
            "nsubj",
            "cop",
            "aux",
            "advmod",
            "obl",
            "ccomp",
            "punct",
            "dep",
        )
        return self.stretch(k, without=loose)

    def case(self, k: int) -> str:
        """Return the preposition of a word ("in", "because of"), or ""."""
        words = []
        for c in self.having(k, "case"):
            words.append(self.word(c))
            words.extend(self.word(f) for f in self.having(c, "fixed"))
        return " ".join(words)

    def conjuncts(self, k: int) -> list[int]:
        """Return a word and what is joined to it."""
        found = [k]
        for c in self.having(k, "conj"):
            found.append(c)
            found.extend(x for x in self.having(c, "conj") if x not in found)
        return found

    def negated(self, k: int) -> bool:
        """Say whether a word is negated by its own dependents ("not", "no", "never")."""
        return any(
            self.word(c) in NEGATIVES and self.base(c) in {"advmod", "det", "aux", "cc", "dep"}
            for c in self.kids[k]
        )

    def passive(self, k: int) -> bool:
        """Say whether a verb is in the passive."""
        if any(self.tokens[c].deprel in {"aux:pass", "nsubj:pass", "obl:agent"} for c in self.kids[k]):
            return True
        bare = self.base(k) in {"acl", "amod"} and self.word(k).endswith(("ed", "en", "n", "t"))
        return bare and not any(self.base(c) in {"obj", "mark"} for c in self.kids[k])

    def subject(self, k: int) -> int:
        """Return the word that is the subject of a verb, shared subjects included; -1 if none."""
        for _ in range(6):
            own = self.first(k, *SUBJECTS)
            if own >= 0:
                return own
            head = self.head(k)
            if head < 0:
                return -1
            relation = self.base(k)
            if relation == "acl" and self.tokens[k].deprel != "acl:relcl" and self.verbal(k):
                return head if not self.having(k, "mark") else self._owner(head)
            if relation in {"conj", "xcomp", "advcl", "parataxis", "ccomp"} and self._may_share(k, relation):
                k = head
                continue
            return -1
        return -1

    def _may_share(self, k: int, relation: str) -> bool:
        if relation in {"conj", "xcomp"}:
            return True
        return (relation == "advcl" and self.word(k).endswith("ing")) or self._infinitive(k)

    def _infinitive(self, k: int) -> bool:
        return any(self.word(c) == "to" and self.base(c) == "mark" for c in self.kids[k])

    def _owner(self, noun: int) -> int:
        """Whose noun it is: its possessor, else the subject of the verb that it is the object of."""
        owner = self.first(noun, "nmod:poss")
        if owner >= 0:
            return owner
        head = self.head(noun)
        return self.first(head, "nsubj") if head >= 0 and self.base(noun) in {"obj", "obl"} else -1

    def before_hyphen(self, k: int) -> int:
        """Return the doer glued to a participle ("US-brokered", "Saudi-hosted"), or -1."""
        glued = (
            k >= 2
            and self.tokens[k - 1].form in {"-", "–", "‑"}
            and self.tokens[k - 2].upos in {"PROPN", "ADJ", "NOUN"}
        )
        return k - 2 if glued else -1

    def agent(self, k: int) -> int:
        """Return the doer named by a by-phrase, or -1."""
        for c in self.having(k, "obl", "nmod"):
            if self.tokens[c].deprel == "obl:agent" or self.case(c) == "by":
                return c
        return -1

    def objects(self, k: int) -> list[int]:
        """Return direct objects (the passive subject too)."""
        found = self.having(k, "obj")
        return found or self.having(k, "nsubj:pass")

    def oblique(self, k: int, *cases: str) -> int:
        """Return the dependent introduced by one of these prepositions, or -1."""
        for c in self.having(k, "obl", "nmod"):
            if self.case(c) in cases:
                return c
        return -1

    def has_particle(self, k: int, particle: str) -> bool:
        """Say whether a verb carries a particle or governs a phrase with that preposition."""
        for c in self.kids[k]:
            if self.word(c) == particle and self.base(c) in {"compound", "advmod", "case", "mark"}:
                return True
            if self.base(c) in {"obl", "nmod", "advcl", "ccomp"} and any(
                self.word(x) == particle for x in self.having(c, "case", "mark")
            ):
                return True
        return k + 1 < len(self.tokens) and self.word(k + 1) == particle

    def stretch_all(self, k: int) -> tuple[int, int]:
        """Return first and one past the last word below a head, its marker included."""
        under = self.under(k)
        last = under[-1]
        while last > k and self.tokens[last].upos == "PUNCT":
            last -= 1
        return under[0], last + 1
