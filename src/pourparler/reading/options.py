"""The options that a position or a proposal names, and the conditions it hangs on, as worded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.reading.story import best_role

if TYPE_CHECKING:
    from pourparler.reading.grammar import Frame
    from pourparler.reading.story import Story
    from pourparler.reading.trees import Tree

LONGEST = 30  # words of an option


def option_texts(story: Story, i: int, words: tuple[int, int]) -> tuple[str, ...]:
    """Return the option that tokens words[0]..words[1]-1 name, as the report words it."""
    first, last = words
    tree = story.trees[i]
    while first < last - 1 and (
        tree.tokens[first].upos in {"PUNCT", "DET", "SCONJ"} or tree.word(first) in {"to", "for", "of"}
    ):
        first += 1
    while last - 1 > first and tree.tokens[last - 1].upos == "PUNCT":
        last -= 1
    return (story.text(i, first, min(last, first + LONGEST)),) if first < last else ()


def condition_at(story: Story, i: int, k: int, frame: Frame | None = None) -> str | None:
    """Return the condition on which what word k says hangs, as worded, or None."""
    role = best_role(frame, "cond") if frame else None
    if role and role.probability >= 0.4:
        return story.text(i, role.start, role.end)
    tree = story.trees[i]
    for top in (k, *tree.having(k, "xcomp", "ccomp", "obj")):
        found = _conditional_clause(story, tree, top)
        if found >= 0:
            return story.text(i, *tree.stretch_all(found))
    return None


def _conditional_clause(story: Story, tree: Tree, k: int) -> int:
    marks = story.words.set("stances", "conditions")
    for c in tree.having(k, "advcl", "obl"):
        for m in tree.having(c, "mark", "case", "advmod"):
            phrase = " ".join([tree.word(m), *(tree.word(f) for f in tree.having(m, "fixed"))])
            if phrase in marks or tree.word(m) in marks:
                return c
        if tree.word(c) in {"provided", "providing"}:
            return c
    return -1


def parts_of(story: Story, i: int, k: int) -> tuple[str, ...]:
    """Return the components of a proposal: what its head word lists, each as worded."""
    tree = story.trees[i]
    heads = tree.conjuncts(k)
    if len(heads) == 1:
        inner = tree.having(k, "obj", "ccomp", "xcomp")
        heads = tree.conjuncts(inner[0]) if inner and tree.verbal(k) else heads
        if len(heads) == 1 and not tree.verbal(k):
            heads = [k]
    found = [
        story.text(i, *tree.stretch(h, without=("conj", "cc", "punct") if len(heads) > 1 else ()))
        for h in heads
    ]
    return tuple(dict.fromkeys(t.strip(" ,;") for t in found if t.strip(" ,;")))
