"""Where each party stands, on which issue, in whose words.

From learned frames, from stance words in the tree, and from what a party's own official says must,
should or cannot be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.domain import Position, entry_id
from pourparler.reading.arguments import date_of
from pourparler.reading.options import condition_at, option_texts
from pourparler.reading.story import NOBODY, Story, best_role, teller
from pourparler.reading.tools import READER
from pourparler.reading.topics import issue_of
from pourparler.reading.weighing import weigh

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pourparler.reading.grammar import Frame
    from pourparler.reading.trees import Tree

GROUPS = {
    "claims": "for", "demands": "for", "supports": "for", "offers": "for", "conditional": "between", "open": "between",
    "opposes": "against", "rejects": "against", "controls": "controls",
}  # fmt: skip
REVERSED = {
    "demands": "opposes", "supports": "opposes", "offers": "rejects", "open": "rejects", "opposes": "open",
    "rejects": "open", "claims": "open", "controls": "", "conditional": "conditional",
}  # fmt: skip
WEAK_STANCES = frozenset({
    "hope", "accept", "agree", "ask", "expect", "need", "call", "deny", "decline", "hold", "govern", "rule", "fear",
    "caution", "promise", "review", "study", "prefer", "want", "press", "exclude", "undertake", "praise", "hail",
    "criticize", "criticise", "condemn", "denounce", "deplore", "explore", "consider", "weigh", "approve",
    "require", "resist", "dismiss", "back", "welcome",
})  # fmt: skip


HELD = frozenset({"position", "stance", "line", "demand", "policy", "view", "approach"})
DOUBTFUL = 0.5  # below this the words decide about the stance, not the learned frame


@dataclass(slots=True)
class Stand:
    """A candidate position."""

    sentence: int
    head: int  # word that shows the stance
    party: str | None
    stance: str
    issue: str | None
    how: str
    frame: Frame | None = None
    rule: str = ""  # verb | predicate | noun | modal; empty where only the frame says so
    weak: bool = False
    option: tuple[int, int] | None = None  # tokens of what it is about
    unchanged: bool = False
    confidence: float = 0.0
    sure_issue: bool = True


def find_positions(story: Story) -> tuple[Position, ...]:
    """Return the positions that a report shows, in the order of its text."""
    bar = story.words.number("calibration", "positions", "threshold", 0.4)
    kept: dict[tuple[int, str | None, str | None, str], Stand] = {}
    for stand in merged(story):
        if stand.party is None or (stand.issue is None and not stand.unchanged):
            continue
        stand.confidence = weigh(story.words, "positions", features(story, stand))
        key = (stand.sentence, stand.party, stand.issue, GROUPS.get(stand.stance, ""))
        if stand.confidence >= bar and (key not in kept or kept[key].confidence < stand.confidence):
            kept[key] = stand
    found = sorted(kept.values(), key=lambda s: (s.sentence, s.head, s.party or "", s.issue or ""))
    return tuple(_position(story, s) for s in found)


def merged(story: Story) -> Iterator[Stand]:
    """Yield the candidates; one that both a frame and a rule show carries both."""
    for i in range(len(story.trees)):
        learned = [s for f in story.frames(i, "pos") for s in by_frame(story, i, f)]
        ruled = list(by_rules(story, i))
        for stand in learned:
            for rule in ruled:
                if _agree(stand, rule):
                    _join(stand, rule)
            yield stand
        for rule in ruled:
            if not any(_agree(s, rule) for s in learned):
                yield rule
        for stand in by_statement(story, i):
            if not any(stand.party == s.party and stand.issue == s.issue for s in (*learned, *ruled)):
                yield stand


def _agree(a: Stand, b: Stand) -> bool:
    return a.party == b.party and (a.head == b.head or GROUPS.get(a.stance) == GROUPS.get(b.stance))


def _join(stand: Stand, rule: Stand) -> None:
    if stand.frame and stand.frame.probability < DOUBTFUL:
        stand.stance = rule.stance
    stand.rule, stand.weak = rule.rule, rule.weak
    stand.unchanged = stand.unchanged or rule.unchanged
    stand.how += f"; {rule.how}"


# --- learned -------------------------------------------------------------------------------------


def by_frame(story: Story, i: int, frame: Frame) -> Iterator[Stand]:
    """Yield a position for every party that a learned frame names."""
    head = story.anchor(i, frame)
    span = best_role(frame, "span")
    words = (span.start, span.end) if span else (frame.start, frame.end)
    issue, sure = issue_of(story, i, words, frame)
    option = best_role(frame, "opt")
    for party in holders(story, i, head, frame):
        yield Stand(
            i, head, party, frame.label, issue, f"learned frame, probability {frame.probability:.2f}", frame,
            option=(option.start, option.end) if option else words, sure_issue=sure,
            unchanged=says_unchanged(story.trees[i]),
        )  # fmt: skip


def holders(story: Story, i: int, head: int, frame: Frame) -> tuple[str | None, ...]:
    """Return whose position a frame shows: the learned holder, the subject, else who says it."""
    found: list[str] = []
    for role in frame.role("by"):
        if role.probability >= 0.3:
            found += [a for a in story.actors_of_role(i, role) if a not in found]
    if not found:
        found = list(subject_parties(story, i, head))
    if not found:
        statement = story.told_by(story.span(i, head, head + 1)) or story.own_cue(
            story.span(i, head, head + 1)
        )
        found = [teller(statement)] if statement and statement.party not in NOBODY else []
    return tuple(found) or (None,)


def subject_parties(story: Story, i: int, k: int) -> tuple[str, ...]:
    """Return the parties that the subject of a word stands for."""
    subject = story.trees[i].subject(k)
    if subject < 0:
        return ()
    return tuple(p for p in story.parties(i, subject) if p not in NOBODY)


# --- by rule -------------------------------------------------------------------------------------


def by_rules(story: Story, i: int) -> Iterator[Stand]:
    """Yield the positions that stance words show in the tree of sentence i."""
    tree = story.trees[i]
    for k in range(len(tree)):
        if tree.tokens[k].upos == "VERB":
            yield from _by_verb(story, i, k)
        yield from _by_predicate(story, i, k)
        if tree.tokens[k].upos == "NOUN":
            yield from _by_noun(story, i, k)
        yield from _by_modal(story, i, k)


def _by_verb(story: Story, i: int, k: int) -> Iterator[Stand]:
    tree = story.trees[i]
    lemma = tree.lemma(k)
    for cue in story.words.stances.get(lemma, ()):
        if cue.particle and not tree.has_particle(k, cue.particle):
            continue
        about = complement(tree, k)
        if about is None and not cue.particle:
            continue
        words = about or tree.stretch(k)
        if cue.label in {"claims", "controls"} and not on_ground(story, i, k):
            continue
        if lemma in {"need", "require"} and story.told_by(story.span(i, k, k + 1)):
            continue  # what others need is the sayer's demand: see `_by_modal`
        if only_asked(story, i, k):
            continue  # "urged the West to offer": nobody offers anything yet
        stance = turned(tree, k, cue.label)
        parties = _verb_holders(story, i, k)
        if not stance or not parties:
            continue
        issue, sure = issue_of(story, i, words, None)
        if cue.label in {"claims", "controls"} and not sure:
            issue, sure = "territory", True
        stance = with_condition(story, i, k, stance)
        for party in parties:
            yield Stand(
                i, k, party, stance, issue, f"'{tree.word(k)}' with a party as its subject", None, "verb",
                weak=lemma in WEAK_STANCES, option=words, sure_issue=sure, unchanged=says_unchanged(tree),
            )  # fmt: skip
        return


def only_asked(story: Story, i: int, k: int) -> bool:
    """Say whether somebody else only asks for what a verb names ("urged the West to offer")."""
    tree = story.trees[i]
    head = tree.head(k)
    if head < 0 or tree.base(k) not in {"xcomp", "ccomp", "advcl", "acl", "obl"}:
        return False
    asks = any(c.label == "REQUEST" for c in story.words.verbs.get(tree.lemma(head), ()))
    somebody = tree.having(head, "obj", "iobj", "obl") or tree.having(k, "nsubj")
    return asks and bool(somebody) and any(tree.word(m) == "to" for m in tree.having(k, "mark"))


def _verb_holders(story: Story, i: int, k: int) -> tuple[str, ...]:
    tree = story.trees[i]
    if (
        k > 0 and tree.tokens[k - 1].upos == "PROPN" and tree.base(k - 1) == "nsubj"
    ):  # "that A controls but B claims"
        near = tuple(p for p in story.parties(i, k - 1) if p not in NOBODY)
        if near:
            return near
    if tree.passive(k):
        agent = tree.agent(k)
        return tuple(p for p in story.parties(i, agent) if p not in NOBODY) if agent >= 0 else ()
    return subject_parties(story, i, k)


def complement(tree: Tree, k: int) -> tuple[int, int] | None:
    """Return the tokens of what a stance verb governs: object, infinitive, that-clause, phrase."""
    for relation in ("obj", "ccomp", "xcomp", "obl", "advcl", "nsubj:pass"):
        for c in tree.having(k, relation):
            if relation in {"obl", "advcl"} and not tree.having(c, "case", "mark"):
                continue
            return tree.stretch(c)
    noun = relative_noun(tree, k)
    return tree.phrase(noun) if noun >= 0 else None


def relative_noun(tree: Tree, k: int) -> int:
    """Return the noun that a relative clause is about, also for its second verb, or -1.

    "territory that A controls but B claims": the second verb is found by its place, as parsers
    often hang it elsewhere.
    """
    near = next((j for j in range(k - 1, max(k - 6, -1), -1) if tree.rel(j) == "acl:relcl"), -1)
    joined = near if any(tree.base(c) == "cc" for c in range(near + 1, k)) else -1
    for top in (k, tree.head(k) if tree.base(k) == "conj" else -1, joined):
        if top >= 0 and tree.rel(top) == "acl:relcl" and tree.head(top) >= 0:
            return tree.head(top)
    return -1


def on_ground(story: Story, i: int, k: int) -> bool:
    """Say whether what a word governs is territory, a place or an institution."""
    tree = story.trees[i]
    ground = story.words.set("stances", "ground")
    heads = [
        o
        for o in tree.having(k, "obj", "nsubj:pass", "nmod", "ccomp")
        if tree.case(o) in {"", "to", "over", "of"}
    ]
    heads += [h for h in (relative_noun(tree, k),) if h >= 0]
    return any(
        tree.lemma(h) in ground or "LOC" in tree.tokens[h].ner
        or any(tree.lemma(c) in ground for c in tree.having(h, "nmod") if tree.case(c) == "of")
        for h in heads
    )  # fmt: skip


def turned(tree: Tree, k: int, stance: str) -> str:
    """Return the stance as it stands: negation turns it round."""
    modals = {tree.word(c) for c in tree.having(k, "aux")}
    if tree.negated(k) or (
        tree.head(k) >= 0 and tree.base(k) == "xcomp" and tree.lemma(tree.head(k)) == "refuse"
    ):
        return REVERSED.get(stance, "")
    if modals & {"might", "could", "may"} and stance in {"supports", "offers"}:
        return "open"
    return stance


def with_condition(story: Story, i: int, k: int, stance: str) -> str:
    """Return `conditional` where support or an offer hangs on a condition."""
    if stance in {"supports", "offers", "open"} and condition_at(story, i, k) is not None:
        return "conditional"
    return stance


def says_unchanged(tree: Tree) -> bool:
    """Say whether a sentence calls a position unchanged."""
    words = {tree.word(k) for k in range(len(tree))}
    lemmas = {tree.lemma(k) for k in range(len(tree))}
    if "unchanged" in words or "unaltered" in words:
        return bool(HELD & lemmas)
    return "position" in lemmas and (
        bool({"not", "n't", "n’t"} & words and "change" in lemmas) or ("same" in words and "remain" in lemmas)
    )


def _by_predicate(story: Story, i: int, k: int) -> Iterator[Stand]:
    tree = story.trees[i]
    if tree.word(k) in {"unchanged", "unaltered"}:
        yield from _unchanged(story, i, k)
        return
    if not (tree.having(k, "cop") or tree.base(k) in {"xcomp", "acl", "conj"}) or tree.tokens[k].upos not in {
        "ADJ",
        "NOUN",
        "VERB",
    }:
        return
    for stance in ("offers", "supports", "open", "opposes", "rejects"):
        if tree.word(k) not in story.words.set("stances", "predicates", stance):
            continue
        about = complement(tree, k)
        parties = subject_parties(story, i, k)
        if stance == "rejects" or not parties:
            parties, about = _said_by(story, i, k), about or tree.stretch(k)
        if about is None or not parties:
            return
        issue, sure = issue_of(story, i, about, None)
        turned_ = with_condition(story, i, k, turned(tree, k, stance))
        for party in parties if turned_ else ():
            yield Stand(
                i, k, party, turned_, issue, f"'{tree.word(k)}' said of a party", None, "predicate", option=about,
                sure_issue=sure,
            )  # fmt: skip
        return


def _unchanged(story: Story, i: int, k: int) -> Iterator[Stand]:
    tree = story.trees[i]
    subject = tree.subject(k)
    if subject < 0 and tree.head(k) >= 0:
        subject = tree.subject(tree.head(k))
    if subject < 0 or tree.lemma(subject) not in HELD:
        subject = next((c for c in range(k - 1, -1, -1) if tree.lemma(c) in HELD), -1)
    if subject < 0:
        return
    owners = tree.having(subject, "nmod:poss", "nmod", "amod")
    parties = [p for c in owners for p in story.parties(i, c) if p not in NOBODY] or list(
        _said_by(story, i, k)
    )
    first, last = tree.stretch(subject)
    topics = story.scene.tools.issues.classify(story.text(i, first, last))
    issue = topics[0].issue if topics and topics[0].phrase else None
    for party in dict.fromkeys(parties):
        yield Stand(
            i, k, party, "demands", issue, "the position is called unchanged", None, "unchanged", option=None,
            unchanged=True,
        )  # fmt: skip


def _said_by(story: Story, i: int, k: int) -> tuple[str, ...]:
    """Return the party in whose statement a word stands."""
    statement = story.told_by(story.span(i, k, k + 1))
    if statement is None or not statement.party or statement.party in NOBODY:
        return ()
    return (statement.party,)


def _by_noun(story: Story, i: int, k: int) -> Iterator[Stand]:
    tree = story.trees[i]
    for stance in ("demands", "opposes", "rejects", "claims", "offers"):
        if tree.lemma(k) not in story.words.set("stances", "nouns", stance):
            continue
        owners = tree.having(k, "nmod:poss") or [c for c in tree.having(k, "nmod") if tree.case(c) == "by"]
        parties = [p for c in owners for p in story.parties(i, c) if p not in NOBODY]
        about = [c for c in tree.having(k, "nmod", "acl", "obl") if c not in owners]
        if not parties or not about:
            return
        words = tree.stretch(about[0])
        if stance == "claims" and not on_ground(story, i, k):
            return
        issue, sure = issue_of(story, i, words, None)
        for party in dict.fromkeys(parties):
            yield Stand(
                i, k, party, stance, issue, f"noun '{tree.word(k)}' of a party", None, "noun", weak=True,
                option=words, sure_issue=sure,
            )  # fmt: skip
        return


def _by_modal(story: Story, i: int, k: int) -> Iterator[Stand]:
    """What a party's own official says must, should or cannot be."""
    tree = story.trees[i]
    auxiliaries = {tree.word(c) for c in tree.having(k, "aux")}
    must = auxiliaries & story.words.set("stances", "must") or (
        tree.lemma(k) in {"need", "have"} and tree.having(k, "xcomp")
    )
    never = tree.negated(k) and auxiliaries & {"can", "ca", "will", "wo", "could", "must", "should"}
    vital = tree.having(k, "cop") and tree.word(k) in story.words.set("stances", "predicates", "demands")
    if not (must or never or vital) or not (tree.verbal(k) or tree.having(k, "cop")):
        return
    words = tree.stretch(k)
    issue, sure = issue_of(story, i, words, None)
    for party in _said_by(story, i, k):
        stance = "rejects" if never else "demands" if must else "supports"
        yield Stand(
            i, k, party, stance, issue, f"said by {party}: '{' '.join(sorted(auxiliaries)) or tree.word(k)}'", None,
            "modal", weak=True, option=words, sure_issue=sure,
        )  # fmt: skip


def by_statement(story: Story, i: int) -> Iterator[Stand]:
    """Yield, for everybody whose words stand in a sentence, a position on what it is about.

    A weak sign by itself: the stance is the drift of the words, and the weighing decides.
    """
    tree, seen = story.trees[i], set()
    for k in range(len(tree)):
        statement = story.told_by(story.span(i, k, k + 1))
        if statement is None or statement.id in seen or not statement.party or statement.party in NOBODY:
            continue
        seen.add(statement.id)
        inside = [t for t in range(k, len(tree)) if story.told_by(story.span(i, t, t + 1)) is statement]
        words = (inside[0], inside[-1] + 1)
        head = story.scene.head_of(i, *words)
        issue, sure = issue_of(story, i, words)
        stance = drift(story, tree, inside)
        yield Stand(
            i, head, statement.party, stance, issue, f"what {statement.party} says of it", None, "told",
            option=words, sure_issue=sure,
        )  # fmt: skip


def drift(story: Story, tree: Tree, inside: Sequence[int]) -> str:
    """Return the stance that some words tend to: against, demanding, conditional, else for."""
    lemmas = {tree.lemma(k) for k in inside}
    words = {tree.word(k) for k in inside}
    verbs = {
        c.label
        for k in inside
        if tree.tokens[k].upos == "VERB"
        for c in story.words.stances.get(tree.lemma(k), ())
    }
    if verbs & {"rejects", "opposes"} or lemmas & story.words.set("stances", "against") or "never" in words:
        return "opposes"
    if words & story.words.set("stances", "must") or "demands" in verbs:
        return "demands"
    if words & {"if", "unless", "provided", "until"}:
        return "conditional"
    return "supports"


# --- weighing and building -------------------------------------------------------------------------


def features(story: Story, s: Stand) -> dict[str, float]:
    """Return what is known about a candidate position as numbers."""
    where = story.span(s.sentence, s.head, s.head + 1)
    statement = story.told_by(where)
    return {
        "frame": s.frame.probability if s.frame else 0.0,
        "framed": float(s.frame is not None),
        "verb": float(s.rule == "verb"),
        "predicate": float(s.rule == "predicate"),
        "noun": float(s.rule == "noun"),
        "modal": float(s.rule == "modal"),
        "unchanged": float(s.rule == "unchanged"),
        "told_rule": float(s.rule == "told"),
        "near_frame": near_frame(story, s),
        "main": story.main.get(s.issue or "", 0.0),
        "against": float(GROUPS.get(s.stance) == "against"),
        "between": float(GROUPS.get(s.stance) == "between"),
        "narrated": float(statement is None and s.rule != "told"),
        "weak": float(s.weak),
        "both": float(bool(s.frame) and bool(s.rule)),
        "other": float(s.issue == "other"),
        "unsure_issue": float(not s.sure_issue),
        "told": float(statement is not None),
        "own": float(statement is not None and statement.party == s.party),
        "ground": float(s.stance in {"claims", "controls"}),
        "known": float(story.scene.tools.registry.party(s.party or "") is not None),
        "side": float(s.party in story.scene.sides),
    }


def near_frame(story: Story, s: Stand) -> float:
    """Return how likely the learned reader thinks any position in the sentence, 0 where the frame is the candidate's own."""
    if s.frame is not None:
        return 0.0
    return max((f.probability for f in story.frames(s.sentence, "pos")), default=0.0)


def voice_of(story: Story, s: Stand) -> str:
    """Return whose word the report has for a position: own, opponent, third or narrator."""
    where = story.span(s.sentence, s.head, s.head + 1)
    statement = story.told_by(where)
    cue = story.own_cue(where)
    if statement is None and cue is not None and cue.party == s.party:
        return "own"
    if statement is None:
        spoken = story.trees[s.sentence].lemma(s.head) in story.words.set("stances", "spoken")
        return "own" if spoken else "narrator"
    if statement.party == s.party:
        return "own"
    sides = story.scene.sides
    if statement.party in sides and s.party in sides:
        return "opponent"
    return "third"


def _position(story: Story, s: Stand) -> Position:
    passage = story.scene.passage(s.sentence)
    where = story.span(s.sentence, s.head, s.head + 1)
    statement = story.told_by(where) or story.own_cue(where)
    return Position(
        id=entry_id("position", story.scene.document.id, passage.span, s.party, s.issue, s.stance),
        passages=(passage,),
        confidence=round(s.confidence, 3),
        reader=READER,
        date=statement.date if statement else date_of(story, s.sentence, s.head, None)[0],
        explanation=(s.how, f"issue: {s.issue or 'none named'}", f"voice: {voice_of(story, s)}"),
        party=s.party,
        issue=s.issue,
        stance=s.stance,
        options=option_texts(story, s.sentence, s.option) if s.option and not s.unchanged else (),
        condition=condition_at(story, s.sentence, s.head, s.frame),
        unchanged=s.unchanged,
        voice=voice_of(story, s),
        statement=statement.id if statement else None,
    )
