"""Did it happen, is it going on, planned, only thought of, or denied? Read from the tree above the trigger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pourparler.reading.trees import Tree
    from pourparler.reading.words import Words

PRESENT_BE = frozenset({"is", "are", "am", "'s", "'re", "’s", "’re"})
LIGHT = frozenset({
    "hold", "have", "make", "take", "conduct", "carry", "launch", "stage", "mount", "give", "do", "host", "attend",
    "lead", "join", "reach", "sign", "impose", "issue", "file", "undertake", "be", "see", "occur", "happen",
    "follow", "begin", "start", "resume", "end", "conclude", "open", "continue", "come", "strike", "complete",
})  # fmt: skip
SOON = frozenset({"soon", "shortly", "tomorrow", "imminently"})
PLAN_NOUNS = frozenset(
    {"plan", "decision", "agreement", "intention", "pledge", "promise", "vow", "commitment"}
)
SPEECH = frozenset(
    {"say", "tell", "announce", "report", "add", "state", "confirm", "note", "write", "declare"}
)


@dataclass(frozen=True, slots=True)
class Status:
    """A status and what it was read from; `sure` where a word in the text decides it."""

    value: str
    why: str
    sure: bool = True


def status_of(tree: Tree, k: int, words: Words) -> Status:
    """Return the status of what a trigger names.

    Args:
        tree: Its sentence.
        k: The trigger's head word.
        words: The word lists (file status).
    """
    if not tree.verbal(k):
        return _of_noun(tree, k, words)
    return _of_verb(tree, k, words, 0)


def _of_verb(tree: Tree, k: int, words: Words, depth: int) -> Status:
    own = _own(tree, k, words)
    if own is not None:
        return own
    above = _embedded(tree, k, words, depth) if depth < 5 else None
    if above is not None:
        return above
    if tree.word(k).endswith("ing") and any(tree.word(c) in PRESENT_BE for c in tree.having(k, "aux")):
        return Status("ongoing", f"present progressive '{tree.word(k)}'")
    return Status("happened", f"plain '{tree.word(k)}'", sure=False)


def _own(tree: Tree, k: int, words: Words) -> Status | None:
    """What the verb's own auxiliaries say."""
    auxiliaries = [tree.word(c) for c in tree.having(k, "aux") if tree.rel(c) != "aux:pass"]
    for word in auxiliaries:
        if word in words.set("status", "planned", "modals"):
            return Status("denied" if tree.negated(k) else "planned", f"modal '{word}'")
        if word in words.set("status", "hypothetical", "modals"):
            soon = any(tree.word(c) in SOON for c in tree.kids[k])
            return Status(
                "planned" if soon else "hypothetical",
                f"modal '{word}'{' with a time to come' if soon else ''}",
            )
    if tree.negated(k):
        return Status("denied", f"negated '{tree.word(k)}'")
    if any(tree.lemma(c) in {"no", "nobody", "none", "neither"} for c in _subject_words(tree, k)):
        return Status("denied", "negated subject")
    return None


def _subject_words(tree: Tree, k: int) -> list[int]:
    subject = tree.first(k, "nsubj", "nsubj:pass")
    return [] if subject < 0 else [subject, *tree.having(subject, "det")]


def _embedded(tree: Tree, k: int, words: Words, depth: int) -> Status | None:
    """What the clause above says: plans to, called on X to, if ..."""
    head, relation = tree.head(k), tree.base(k)
    if head < 0:
        return None
    marks = {tree.word(c) for c in tree.having(k, "mark", "case", "advmod")}
    infinitive = "to" in {tree.word(c) for c in tree.having(k, "mark")}
    if relation == "advcl" and marks & words.set("status", "hypothetical", "marks"):
        return Status("hypothetical", f"clause under '{min(marks)}'")
    if marks & {"without"}:
        return Status("denied", "'without'")
    if relation == "conj":
        return _shared(tree, k, head, words, depth)
    if relation in {"xcomp", "ccomp", "advcl"} and not (relation == "ccomp" and tree.lemma(head) in SPEECH):
        return _governed(tree, head, words, depth, infinitive=infinitive, relation=relation)
    if relation == "acl" and tree.rel(k) != "acl:relcl" and infinitive:
        plan = tree.lemma(head) in PLAN_NOUNS
        return Status("planned" if plan else "hypothetical", f"'{tree.word(head)} to {tree.word(k)}'")
    if relation in {"acl", "nmod", "obl"} and marks & {"of", "for", "at", "on", "about", "toward", "towards"}:
        return Status("hypothetical", f"'{tree.word(head)} {min(marks)} {tree.word(k)}'", sure=False)
    return None


def _shared(tree: Tree, k: int, head: int, words: Words, depth: int) -> Status | None:
    """A second verb joined by "and" shares the first one's modal when it is a bare form."""
    bare = tree.word(k) == tree.lemma(k) and not tree.having(k, "aux", "nsubj")
    if not (tree.verbal(head) and bare):
        return None
    return _of_verb(tree, head, words, depth + 1)


def _governed(
    tree: Tree, head: int, words: Words, depth: int, *, infinitive: bool, relation: str
) -> Status | None:
    lemma = tree.lemma(head)
    if lemma in words.set("status", "planned", "adjectives") or (
        infinitive and lemma in words.set("status", "planned", "verbs")
    ):
        return Status("denied" if tree.negated(head) else "planned", f"under '{tree.word(head)}'")
    if lemma == "fail" and infinitive:
        return Status("denied", "'failed to'")
    if relation != "advcl" and (
        lemma in words.set("status", "hypothetical", "verbs")
        or lemma in words.set("status", "hypothetical", "adjectives")
    ):
        return Status("hypothetical", f"under '{tree.word(head)}'")
    if infinitive and lemma in words.set("status", "ongoing", "verbs"):
        return Status("ongoing", f"under '{tree.word(head)}'", sure=False)
    if relation == "advcl" and infinitive:
        return Status("hypothetical", f"purpose of '{tree.word(head)}'")
    if relation == "xcomp" and depth < 4 and tree.verbal(head):
        above = _of_verb(tree, head, words, depth + 1)
        return above if above.value != "happened" else None
    return None


def _of_noun(tree: Tree, k: int, words: Words) -> Status:
    for c in tree.kids[k]:
        lemma, base = tree.lemma(c), tree.base(c)
        if base in {"amod", "compound", "det", "nmod"}:
            if base == "det" and tree.word(c) in {"no", "neither"}:
                return Status("denied", f"'{tree.word(c)} {tree.word(k)}'")
            for status in ("planned", "hypothetical", "ongoing"):
                if base != "nmod" and {lemma, tree.word(c)} & words.set("status", status, "adjectives"):
                    return Status(status, f"'{tree.word(c)} {tree.word(k)}'")
    if tree.having(k, "cop"):
        return _of_verb(tree, k, words, 0)
    return _of_noun_by_verb(tree, k, words)


def _of_noun_by_verb(tree: Tree, k: int, words: Words) -> Status:
    for head in tree.up(k):
        if not tree.verbal(head) and not tree.having(head, "cop"):
            continue
        lemma = tree.lemma(head)
        subject = (
            k in tree.under(tree.first(head, "nsubj", "nsubj:pass")) if tree.having(head, "nsubj") else False
        )
        direct = tree.base(k) in {"obj", "obl", "xcomp", "ccomp", "conj", "nmod"} and not subject
        if direct and lemma in words.set("status", "hypothetical", "verbs"):
            return Status(
                "hypothetical", f"'{tree.word(head)} ... {tree.word(k)}'", sure=tree.head(k) == head
            )
        if direct and lemma in words.set("status", "planned", "verbs") and lemma != "announce":
            return Status("planned", f"'{tree.word(head)} ... {tree.word(k)}'", sure=False)
        if subject or (direct and lemma in LIGHT):
            above = _of_verb(tree, head, words, 1)
            going = lemma in {"begin", "start", "continue", "resume"} and above.value == "happened"
            return Status("ongoing", f"'{tree.word(head)} {tree.word(k)}'", sure=False) if going else above
        break
    return Status("happened", f"noun '{tree.word(k)}'", sure=False)
