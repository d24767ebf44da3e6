"""Borderline event types: what a word names once it is known what it is about (`lexicon/decisions.yaml`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pourparler.reading.trees import Tree
    from pourparler.reading.words import Words

DOERS = ("nsubj", "nsubj:pass")
THINGS = ("obj", "nsubj:pass", "obl", "xcomp", "nmod", "compound")


def decided(tree: Tree, k: int, label: str, words: Words) -> str:
    """Return the type that the rules for annotating give a word, where they decide; else the given one.

    Args:
        tree: The sentence.
        k: The trigger's head word.
        label: What the learned frame or the word lists take it for.
        words: The word lists (file decisions).
    """
    for rule in words.lists.get("decisions", {}).values():
        if (
            label in rule["instead"]
            and {tree.lemma(k), tree.word(k)} & rule["words"]
            and _is_about(tree, k, rule)
        ):
            return str(rule["type"])
    return label


def _is_about(tree: Tree, k: int, rule: Mapping[str, Any]) -> bool:
    """Say whether one of the things of a rule is what a word is about."""
    if rule.get("side") == "subject":
        about = [s for s in (tree.subject(k),) if s >= 0] if tree.verbal(k) else []
    else:
        about = _things(tree, k)
    named = rule.get("named", frozenset())
    return any(
        {tree.lemma(c), tree.word(c)} & rule["things"] or tree.tokens[c].ner[2:] in named for c in about
    )


def _things(tree: Tree, k: int) -> list[int]:
    """Return what a word is about: objects, the passive subject, "of ...", what a participle is joined to."""
    direct = tree.verbal(k) and bool(tree.having(k, "obj"))
    about = [c for c in tree.having(k, *THINGS) if not (direct and tree.base(c) in {"obl", "nmod"})]
    about = [c for c in about if tree.case(c) in {"", "of", "from", "out", "out of"}]
    if tree.verbal(k) and tree.base(k) in {"acl", "amod"} and tree.head(k) >= 0 and not direct:
        about.append(tree.head(k))
    for c in list(about):  # "one of the men", "participation in the talks", "dozens of prisoners"
        about += [d for d in tree.having(c, "nmod", "conj") if tree.case(d) in {"", "of", "in"}]
    return about
