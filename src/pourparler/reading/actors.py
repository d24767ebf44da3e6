"""Who acts: the parties behind a noun phrase, also where it only says "the two sides" or half a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.reading.story import NOBODY

if TYPE_CHECKING:
    from pourparler.reading.story import Story
    from pourparler.reading.trees import Tree

OBJECTIVE = frozenset({"me", "us", "him", "her", "them"})


def acting(story: Story, i: int, k: int) -> tuple[str, ...]:
    """Return who word k of sentence i stands for: parties, else people or groups by their fullest name.

    "The two governments" are the sides of the report; a half name is the whole one that the report
    gives; a pronoun is whom it points back to; "the army" is the state's, where one side only is a state.
    """
    if sides := sides_meant(story, i, k):
        return sides
    found = story.actors(i, k)
    if any(name in story.party_names for name in found):
        return found
    tree = story.trees[i]
    if (before := story.relative_head(i, k)) >= 0 and before != k:
        return acting(story, i, before)
    if tree.tokens[k].upos == "PRON":
        return _pointed_to(story, i, k) or found
    if party := state_meant(story, i, k) or named_by_its_kind(story, i, k):
        return (party,)
    if not found:  # "the son of the late premier, Saad Hariri"
        named = (story.actors(i, c) for c in tree.having(k, "appos") if tree.tokens[c].upos == "PROPN")
        return next((n for n in named if n), ())
    proper = tree.tokens[k].upos == "PROPN"
    return tuple(dict.fromkeys(fullest(story, name) for name in found)) if proper else found


def sides_meant(story: Story, i: int, k: int) -> tuple[str, ...]:
    """Return both sides of the report for "both sides", "the two governments", "negotiators"; else nothing."""
    tree, sides = story.trees[i], story.scene.sides
    if len(sides) < 2 or tree.tokens[k].upos not in {"NOUN", "PRON", "DET", "NUM"}:
        return ()
    words = story.words
    if tree.lemma(k) == "both" and tree.tokens[k].upos != "NOUN" and not tree.having(k, "nmod", "nmod:poss"):
        return sides
    if tree.word(k) == "two" and tree.having(k, "det") and not tree.having(k, "nmod"):
        return sides
    before = {tree.word(c) for c in tree.having(k, "det", "nummod", "amod", "det:predet")}
    if tree.word(k) == tree.lemma(k) or tree.having(k, "nmod", "nmod:poss", "compound", "acl"):
        return ()
    if before - words.set("actors", "articles") - words.set("actors", "dual"):
        return ()
    dual = bool(before & words.set("actors", "dual"))
    if tree.lemma(k) in words.set("actors", "sides"):
        return sides if before else ()
    if tree.lemma(k) in words.set("actors", "envoys"):
        return sides if dual or not set(story.parties(i, k)) - NOBODY else ()
    return sides if dual and tree.lemma(k) in words.set("actors", "heads") else ()


def state_meant(story: Story, i: int, k: int) -> str | None:
    """Return the state behind "the government", "the armed forces": the one side that is a state, or None."""
    tree = story.trees[i]
    bodies = story.words.set("actors", "bodies")
    if tree.lemma(k) not in bodies and tree.word(k) not in bodies:
        return None
    if tree.having(k, "nmod", "nmod:poss", "acl") or not any(
        tree.word(c) == "the" for c in tree.having(k, "det")
    ):
        return None
    if {tree.word(c) for c in tree.having(k, "amod", "compound")} - story.words.set("actors", "armed"):
        return None
    states = [p.name for p in story.scene.parties if p.kind == "state" and p.name in story.scene.sides]
    return states[0] if len(states) == 1 else None


def named_by_its_kind(story: Story, i: int, k: int) -> str | None:
    """Return the one party of the report whose name ends with a definite noun ("the islands", "the Front"), or None."""
    tree = story.trees[i]
    alone = not tree.having(k, "nmod", "nmod:poss", "amod", "compound", "acl")
    if not (alone and any(tree.word(c) == "the" for c in tree.having(k, "det"))):
        return None
    ending = " " + tree.word(k)
    found = [p.name for p in story.scene.parties if p.name.casefold().endswith(ending)]
    return found[0] if len(found) == 1 else None


def fullest(story: Story, name: str) -> str:
    """Return the longest name of the report that a name is part of ("Rathbun" of "Mark Rathbun"); else itself."""
    wanted = f" {name.casefold()} "
    whole = {
        m.entity.name
        for m in story.scene.mentions
        if m.kind in {"name", "party"} and m.entity and wanted in f" {m.entity.name.casefold()} "
    }
    return whole.pop() if len(whole) == 1 else name


def _pointed_to(story: Story, i: int, k: int) -> tuple[str, ...]:
    """Return the person whom "he", "she" or "I" stands for, by name."""
    if _first_person(story.trees[i], k):
        told = story.told_by(story.span(i, k, k + 1))
        named = told is not None and told.speaker and told.speaker[:1].isupper()
        return (told.speaker,) if told and told.speaker and named else ()
    mention = story.scene.mention_of(story.span(i, k, k + 1))
    entity = mention.entity if mention else None
    if entity is None or entity.party not in {None, *NOBODY} or entity.kind != "person":
        return ()
    return (entity.name,)


def _first_person(tree: Tree, k: int) -> bool:
    return tree.word(k) in {"i", "me", "my"}
