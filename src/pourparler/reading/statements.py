"""Statements: who said what, in whose words, when.

Two finders look at every sentence: rules over the tree (a verb of saying with its complement, "according
to", a colon) and the model's who-said-what frames.  A cue that both find is one statement; what the
tree gives exactly (a clause, a quotation) goes before what the model marks.  Then quotations without
a cue are given to the statement that they go on from.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pourparler.domain import INDEPENDENT, UNKNOWN, Statement, entry_id
from pourparler.reading.confidence import statement_confidence
from pourparler.reading.content import ADDRESSEES, clause_runs, snap, tidy
from pourparler.reading.people import party_in_words, surname
from pourparler.reading.quotes import is_quoted, touching
from pourparler.reading.scene import Entity
from pourparler.reading.tools import READER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pourparler.domain import Passage, Span
    from pourparler.reading.grammar import Frame
    from pourparler.reading.scene import Scene, When
    from pourparler.reading.trees import Tree

UNLISTED = 0.8  # the same for a word that no list has
ACTS = 0.75  # the same for an act (urged, threatened)
LEARNED = 0.5  # a frame without a rule counts from here
ALONE = frozenset({"say", "act"})
MODAL = frozenset({"could", "may", "might", "should", "would", "can", "must", "will", "shall", "to"})
WHETHER = frozenset({"whether", "if"})
SHORTEST = 12  # characters of a free quotation


@dataclass(slots=True)
class Said:
    """A statement in the making."""

    sentence: int
    cue: tuple[int, int]  # tokens
    verb: int  # the cue's main token
    source: tuple[int, int] | None  # tokens of the same sentence
    spans: list[Span]
    pattern: str  # how the content hangs on the cue
    probability: float = 0.0  # the model's; 0 where only a rule found it
    label: str = ""  # the model's
    arcs: tuple[str, ...] = ()
    carried: bool = False  # free quotations were added
    extra: list[str] = field(default_factory=list)


def find_statements(scene: Scene) -> tuple[Statement, ...]:
    """Find every statement of a report, in the order of the text."""
    said: list[Said] = []
    for i in range(len(scene.sentences)):
        said.extend(_in_sentence(scene, i))
    said = [*_without_doubles([s for s in said if s.spans]), *_turns(scene)]
    said.sort(key=lambda s: (s.sentence, s.cue))
    _free_quotations(scene, said)
    made = [_statement(scene, s) for s in said]
    return _nested(_dated(scene, said, made))


def _in_sentence(scene: Scene, i: int) -> list[Said]:
    tree = scene.trees[i]
    found: dict[int, Said] = {}
    for one in (*_verbs(scene, i, tree), *_according(scene, i, tree), *_colons(scene, i, tree)):
        found.setdefault(one.verb, one)
    for frame in scene.sentences[i].frames:
        if frame.kind == "cue":
            _join(scene, i, tree, frame, found)
    return [found[k] for k in sorted(found) if _kept(scene, tree, found[k])]


# --- the model's frames ------------------------------------------------------------------------


def _join(scene: Scene, i: int, tree: Tree, frame: Frame, found: dict[int, Said]) -> None:
    """Add what the model says of a cue to what the rules say, or as a statement of its own."""
    verb = next((k for k in range(frame.start, frame.end) if k in found), _main(tree, frame))
    known = found.get(verb)
    sources = sorted(frame.role("source"), key=lambda r: -r.probability)
    if known is not None:
        known.probability, known.label = frame.probability, frame.label
        if known.pattern in {"quotation", "noun", "name", ""}:
            _widen(scene, i, known, frame)
        if known.source is None and sources:
            known.source = (sources[0].start, sources[0].end)
        return
    if frame.label not in ALONE or frame.probability < LEARNED or not frame.role("content"):
        return
    if not _carries(scene, tree, verb, frame) or (tree.verbal(verb) and _unsaid(scene, tree, verb)):
        return
    runs = [(r.start, r.end) for r in frame.role("content")]
    spans = snap(
        scene, [tidy(scene, i, a, b) for a, b in runs], avoid=scene.span_of(i, frame.start, frame.end)
    )
    source = (sources[0].start, sources[0].end) if sources else _subject(tree, verb)
    found[verb] = Said(
        i, (frame.start, frame.end), verb, source, [s for s in spans if s[1] > s[0]],
        "head", frame.probability, frame.label,
    )  # fmt: skip


def _main(tree: Tree, frame: Frame) -> int:
    for k in range(frame.start, frame.end):
        if not frame.start <= tree.tokens[k].head < frame.end:
            return k
    return frame.start


def _widen(scene: Scene, i: int, known: Said, frame: Frame) -> None:
    """Take the model's content where it holds what the rule found and more of the same clause."""
    runs = [(r.start, r.end) for r in frame.role("content")]
    spans = snap(scene, [tidy(scene, i, a, b) for a, b in runs], avoid=scene.span_of(i, *known.cue))
    spans = [s for s in spans if s[1] > s[0]]
    if spans and all(any(a <= x and y <= b for a, b in spans) for x, y in known.spans):
        known.spans = spans


def _carries(scene: Scene, tree: Tree, verb: int, frame: Frame) -> bool:
    """Say whether a cue of the model's alone carries content: not a bare "rejected the plan"."""
    cues = scene.tools.cues
    lemma = tree.lemma(verb)
    if lemma in cues.silent:
        return False
    if tree.tokens[verb].upos in {"NOUN", "ADJ"}:
        return bool(tree.having(verb, "ccomp", "acl", "csubj")) and lemma in cues.nouns
    if lemma not in cues.verbs and frame.probability < UNLISTED:
        return False
    if frame.label == "say":
        return True
    if frame.probability < ACTS:
        return False
    return (
        lemma not in cues.bare or bool(tree.having(verb, "ccomp", "xcomp")) or tree.oblique(verb, "as") >= 0
    )


# --- rules over the tree -----------------------------------------------------------------------


def _verbs(scene: Scene, i: int, tree: Tree) -> Iterator[Said]:
    cues = scene.tools.cues
    for k, token in enumerate(tree.tokens):
        if token.upos != "VERB":
            continue
        patterns = cues.verbs.get(token.lemma.lower())
        if not patterns or _unsaid(scene, tree, k):
            continue
        source = _outside(scene, i, k, _subject(tree, k)) or _matrix_source(scene, i, tree, k)
        runs, pattern = clause_runs(tree, k, patterns)
        spans = [tidy(scene, i, a, b) for a, b in runs]
        cue = (k, k + 1)
        avoid = (token.start, token.end)
        spans = snap(scene, [s for s in spans if s[1] > s[0]], avoid=avoid)
        source = source or _name_beside(scene, i, k)
        if not _has_quote(scene, spans) and "quote" in patterns:
            quoted = _quotes_beside(scene, i, tree, k)
            if quoted and pattern in {"", "noun"}:
                spans, pattern = _from_cue(scene, i, tree, k, quoted), "quotation"
        spans = [s for s in spans if not _is_source(scene, i, source, s) and not _pronoun_only(scene, s)]
        if spans:
            yield Said(i, cue, k, source, spans, pattern, arcs=_arcs(tree, k))


def _from_cue(scene: Scene, i: int, tree: Tree, k: int, quotes: list[Span]) -> list[Span]:
    """Begin a clause with quoted pieces in it behind the verb: `dismissed it as "theatre"`."""
    text = scene.document.text
    start = quotes[0][0]
    low = k + 1
    while low < len(tree) and (
        tree.word(low) in ADDRESSEES or (tree.head(low) == k and tree.base(low) in {"nsubj", "compound"})
    ):
        low += 1
    if low >= len(tree) or start < tree.tokens[low].start or not text[start + 1 : start + 2].islower():
        return quotes
    first = tidy(scene, i, low, len(tree))[0]
    return [(first, quotes[-1][1])] if first <= start and start - first < 200 else quotes


def _unsaid(scene: Scene, tree: Tree, k: int) -> bool:
    """Say whether a verb of saying reports that nothing was said, or not yet."""
    cues = scene.tools.cues
    if tree.negated(k) and tree.lemma(k) != "rule":
        return True
    if tree.base(k) in {"xcomp", "ccomp", "acl"} and tree.head(k) >= 0:
        up = tree.head(k)
        infinitive = any(tree.word(c) == "to" for c in tree.having(k, "mark"))
        if infinitive and (
            tree.lemma(up) in cues.silent or tree.negated(up) or "inf" in cues.verbs.get(tree.lemma(up), ())
        ):
            return True
    if any(tree.word(c) in {"could", "may", "might", "should", "can", "must"} for c in tree.having(k, "aux")):
        return True
    if (
        tree.passive(k)
        and tree.having(k, "nsubj")
        and tree.having(k, "xcomp")
        and tree.agent(k) < 0
        and tree.lemma(k) in {"say", "report", "rumor"}
    ):
        return True
    who = tree.subject(k)
    if who >= 0 and any(tree.word(c) in {"no", "neither", "nobody"} for c in tree.having(who, "det", "cc")):
        return True
    after = {tree.word(x) for x in range(k + 1, min(k + 5, len(tree)))}
    return (
        "not" in after
        and "be" in after
        and tree.lemma(k) in {"ask", "request"}
        and bool(tree.having(k, "xcomp"))
    )


def _subject(tree: Tree, k: int) -> tuple[int, int] | None:
    """Return the tokens of the noun phrase that speaks."""
    agent = tree.agent(k) if tree.passive(k) else -1
    if agent < 0 and tree.passive(k) and tree.base(k) != "acl":
        agent = tree.agent(k)
        if agent < 0 and not tree.having(k, "nsubj"):
            return None
    if agent < 0 and tree.passive(k) and tree.having(k, "nsubj:pass") and tree.base(k) != "xcomp":
        return None
    who = agent if agent >= 0 else _nearest_subject(tree, k)
    if who < 0 or who == k:
        return None
    first, last = tree.phrase(who)
    return (first, last) if not first <= k < last else (who, who + 1)


def _name_beside(scene: Scene, i: int, k: int) -> tuple[int, int] | None:
    """Return the name right before or behind a verb whose subject the tree does not show."""
    near = [
        m for m in scene.mentions_in(i) if m.kind == "name" and (0 < k - m.last + 1 <= 12 or m.first == k + 1)
    ]
    outside = [m for m in near if not scene.quoted_at(m.span[0])]
    best = min(outside, key=lambda m: min(abs(k - m.last), abs(m.first - k)), default=None)
    return (best.first, best.last) if best else None


def _outside(scene: Scene, i: int, k: int, source: tuple[int, int] | None) -> tuple[int, int] | None:
    """Refuse a subject that stands in a quotation which the verb introduces."""
    if source is None:
        return None
    quote = scene.quoted_at(scene.span_of(i, *source)[0])
    return source if quote is None or quote == scene.quoted_at(scene.span_of(i, k, k + 1)[0]) else None


def _matrix_source(scene: Scene, i: int, tree: Tree, k: int) -> tuple[int, int] | None:
    """Return who speaks the clause that a participle adds to: "Tarn said no, signalling ..."."""
    if not tree.word(k).endswith("ing"):
        return None
    for up in tree.up(k):
        if tree.lemma(up) in scene.tools.cues.verbs and tree.having(up, "nsubj"):
            return _outside(scene, i, k, _subject(tree, up))
    return None


def _nearest_subject(tree: Tree, k: int) -> int:
    """Return the subject; where the parser gives several, the nearest to the verb."""
    own = [c for c in tree.having(k, "nsubj") if tree.rel(c) != "nsubj:pass" or tree.passive(k)]
    before = [c for c in own if c < k]
    return max(before) if before else min(own) if own else tree.subject(k)


def _is_source(scene: Scene, i: int, source: tuple[int, int] | None, span: Span) -> bool:
    """Say whether a stretch is the speaker and not what was said."""
    if source is None:
        return False
    who = scene.span_of(i, *source)
    return 2 * (min(who[1], span[1]) - max(who[0], span[0])) > span[1] - span[0]


def _pronoun_only(scene: Scene, span: Span) -> bool:
    """Say whether a stretch only points elsewhere: "denied it", "said so"."""
    return scene.document.text[span[0] : span[1]].strip().lower() in {
        "it",
        "so",
        "this",
        "that",
        "as much",
        "them",
        "this.",
        "no",
        "more",
    }


def _arcs(tree: Tree, k: int) -> tuple[str, ...]:
    lines = [
        f"{tree.rel(c)}({tree.tokens[k].form}, {tree.tokens[c].form})"
        for c in tree.kids[k]
        if tree.base(c) in {"nsubj", "ccomp", "xcomp", "obj", "obl", "parataxis"}
    ]
    return tuple(lines)


def _quotes_beside(scene: Scene, i: int, tree: Tree, k: int) -> list[Span]:
    """Return the quotations in the sentence of a verb that neither hold it nor belong to another verb."""
    token = tree.tokens[k]
    start, end = tree.tokens[0].start, tree.tokens[-1].end
    found = [q for q in touching(scene.quotes, start, end) if not q[0] <= token.start < q[1]]
    long = [q for q in found if q[1] - q[0] >= SHORTEST or len(found) == 1]
    nearer = [
        q for q in long
        if not any(_between(tree, o, token.start, q) for o in range(len(tree)) if o != k and _is_cue(scene, tree, o))
    ]  # fmt: skip
    del i
    return [q for q in nearer if _touches(scene, tree, k, q)]


def _is_cue(scene: Scene, tree: Tree, o: int) -> bool:
    return tree.tokens[o].upos == "VERB" and "quote" in scene.tools.cues.verbs.get(tree.lemma(o), ())


def _between(tree: Tree, o: int, at: int, quote: Span) -> bool:
    place = tree.tokens[o].start
    return min(at, quote[0]) < place < max(at, quote[0]) and not quote[0] <= place < quote[1]


def _touches(scene: Scene, tree: Tree, k: int, quote: Span) -> bool:
    """Say whether only attribution stands between a verb and a quotation: no other clause."""
    token = tree.tokens[k]
    low, high = (token.end, quote[0]) if quote[0] >= token.end else (quote[1], token.start)
    if high <= low:
        return True
    between = scene.document.text[low:high].strip()
    return not between or between[-1] in ",:;" or between[0] in ",:;" or len(between) < 80


def _has_quote(scene: Scene, spans: Sequence[Span]) -> bool:
    return any(is_quoted(scene.quotes, s) != "indirect" for s in spans)


def _according(scene: Scene, i: int, tree: Tree) -> Iterator[Said]:
    for k in range(len(tree) - 2):
        if tree.word(k) != "according" or tree.word(k + 1) != "to":
            continue
        who = tree.head(k) if tree.base(k) == "case" else tree.first(k, "obl", "nmod", "fixed")
        if who < 0 or who <= k:
            who = tree.head(k + 1) if tree.head(k + 1) > k else -1
        if who < 0:
            continue
        first, last = tree.phrase(who)
        first = max(first, k + 2)
        while last <= first or (
            last < len(tree)
            and tree.tokens[last - 1].upos in {"DET", "ADJ", "ADP", "PART"}
            and tree.tokens[last].upos in {"PROPN", "NOUN", "ADJ"}
        ):
            last = max(last, first) + 1
            if last >= len(tree):
                break
        whole_first, whole_last = tree.stretch(who)
        inside = set(range(min(k, whole_first), max(last, whole_last)))
        runs = _rest(tree, tree.head(who) if tree.head(who) not in inside else tree.head(k), inside)
        spans = [tidy(scene, i, a, b) for a, b in runs]
        spans = snap(scene, [s for s in spans if s[1] - s[0] > 1], avoid=scene.span_of(i, k, k + 2))
        if spans:
            yield Said(i, (k, k + 2), k, (first, max(last, first + 1)), spans, "according to")


def _rest(tree: Tree, head: int, without: set[int]) -> list[tuple[int, int]]:
    """Return the stretches of a clause that lie outside some tokens."""
    inside = [k for k in (tree.under(head) if head >= 0 else range(len(tree))) if k not in without]
    runs: list[tuple[int, int]] = []
    for k in inside:
        if runs and (
            runs[-1][1] == k
            or (
                all(tree.base(x) == "punct" for x in range(runs[-1][1], k))
                and not any(x in without for x in range(runs[-1][1], k))
            )
        ):
            runs[-1] = (runs[-1][0], k + 1)
        else:
            runs.append((k, k + 1))
    return runs


def _colons(scene: Scene, i: int, tree: Tree) -> Iterator[Said]:
    """Find `Peskov: "No."`: a name or a title, a colon, a quotation."""
    for k in range(1, min(len(tree) - 1, 15)):
        if tree.tokens[k].form not in {":", "—", "–"}:
            continue
        colon = tree.tokens[k].end
        quote = next((q for q in touching(scene.quotes, colon, colon + 3) if q[0] >= colon), None)
        if quote is None or any(tree.tokens[x].upos in {"VERB", "AUX"} for x in range(k)):
            return
        mention = scene.mention_of(scene.span_of(i, 0, k))
        if mention is None or mention.entity is None:
            return
        yield Said(i, (k, k + 1), k, (0, k), [quote], "colon")
        return


_TURN = re.compile(r"^[ \t]*(?P<who>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}|[A-Z]):[ \t]+(?=\S)", re.MULTILINE)
TURNS = 4  # an interview has so many turns at least


def _turns(scene: Scene) -> list[Said]:
    """Find the turns of an interview or a transcript: a name, a colon, and what was said."""
    text = scene.document.text
    found = [m for m in _TURN.finditer(text) if text[m.end() : m.end() + 1] not in '“"']
    speakers = Counter(m["who"] for m in found)
    if len(found) < TURNS or max(speakers.values()) < 2:
        return []
    turns = []
    for match in found:
        i, first, last = scene.tokens_in(match.span("who"))
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        content = (match.end(), match.end() + len(text[match.end() : end].rstrip()))
        if first < last < len(scene.trees[i]) and content[1] > content[0]:
            turns.append(Said(i, (last, last + 1), last, (first, last), [content], "turn"))
    return turns


# --- choosing ----------------------------------------------------------------------------------

RULE_ONLY = frozenset({"that", "quotation", "according to", "colon", "inf", "as", "of", "for", "parataxis"})


def _kept(scene: Scene, tree: Tree, one: Said) -> bool:
    """Decide whether a candidate is a statement."""
    lemma = tree.lemma(one.verb)
    if one.label == "think" or _of_a_poll(scene, tree, one) or _both_sides(scene, one):
        return False
    quoted = _has_quote(scene, one.spans)
    if not quoted and (_words(scene, one) < 2 or _a_question(scene, tree, one)):
        return False
    if one.pattern == "head":
        plain = lemma not in scene.tools.cues.bare and not _pronoun_only(scene, one.spans[0])
        return plain and (one.source is not None or one.label == "say")
    if lemma in scene.tools.cues.bare and one.pattern == "quotation" and _words(scene, one) < FEW:
        return False
    if one.pattern in {"noun", "name"} and not quoted:
        if lemma in scene.tools.cues.bare or _bare_object(scene, tree, one):
            return False
        return one.probability >= LEARNED or (lemma in scene.tools.cues.weighty and _somebody(scene, one))
    if one.pattern in {"that", "quotation", "according to", "colon", "parataxis"}:
        return one.source is not None or one.probability >= LEARNED
    if quoted or one.probability >= LEARNED:
        return True
    return lemma in scene.tools.cues.acts and _somebody(scene, one)


def _a_question(scene: Scene, tree: Tree, one: Said) -> bool:
    """Say whether somebody asked whether something is so: nothing was said of it."""
    if tree.lemma(one.verb) not in {"ask", "wonder", "question"}:
        return False
    start = scene.document.text[one.spans[0][0] : one.spans[0][0] + 8].lower()
    return start.startswith(("whether", "if ", "what ", "how ", "when ", "why ", "who "))


def _both_sides(scene: Scene, one: Said) -> bool:
    """Say whether two opposed sides speak at once."""
    if one.source is None:
        return False
    words = {scene.trees[one.sentence].word(k) for k in range(*one.source)}
    if words & {"both", "each", "neither"} and words & {
        "sides",
        "side",
        "parties",
        "party",
        "countries",
        "governments",
    }:
        return True
    if len(scene.sides) < 2:
        return False
    inside = {
        m.entity.party
        for m in scene.mentions_in(one.sentence)
        if m.kind == "party" and m.entity and one.source[0] <= m.first < one.source[1]
    }
    return inside >= set(scene.sides)


def _of_a_poll(scene: Scene, tree: Tree, one: Said) -> bool:
    """Say whether a poll speaks: no statement of anybody."""
    del scene
    if one.source and any(tree.lemma(k) in _POLLS for k in range(*one.source)):
        return True
    return tree.lemma(one.verb) in {"find", "show"} and any(
        t.lemma.lower() in _POLLS for t in tree.tokens[: one.verb]
    )


_POLLS = frozenset({"poll", "survey", "percent", "respondent"})
FEW = 6  # quoted words; fewer are a scare quote under a bare act ("rejected the 'diktat'")


def _words(scene: Scene, one: Said) -> int:
    return sum(len(scene.document.text[a:b].split()) for a, b in one.spans)


def _bare_object(scene: Scene, tree: Tree, one: Said) -> bool:
    """Say whether the object only refers to something said: "repeated its demand", "expressed concern"."""
    objects = tree.having(one.verb, "obj")
    if not objects or tree.lemma(objects[0]) not in scene.tools.cues.nouns | scene.tools.cues.hollow:
        return False
    return not any(tree.base(c) in {"acl", "ccomp", "nmod"} and c > objects[0] for c in tree.kids[objects[0]])


def _somebody(scene: Scene, one: Said) -> bool:
    """Say whether a person or a party speaks."""
    if one.source is None:
        return False
    mention = scene.mention_of(scene.span_of(one.sentence, *one.source))
    return mention is not None and mention.entity is not None and mention.entity.kind in {"person", "party"}


def _without_doubles(said: list[Said]) -> list[Said]:
    """Keep one of two statements by neighbouring cues with the same content."""
    kept: list[Said] = []
    for one in said:
        twin = next((o for o in kept if o.sentence == one.sentence and o.spans == one.spans), None)
        if twin is None:
            kept.append(one)
        elif one.probability > twin.probability:
            kept[kept.index(twin)] = one
    return kept


# --- quotations that go on ---------------------------------------------------------------------


def _free_quotations(scene: Scene, said: list[Said]) -> None:
    """Give quotations that nobody introduces to the statement that they go on from."""
    held = sorted((a, b, scene.span_of(s.sentence, *s.cue)[0]) for s in said for a, b in s.spans)
    for quote in scene.quotes:
        if quote[1] - quote[0] < SHORTEST or _taken(held, quote) or not _stands_alone(scene, quote):
            continue
        before = _before(scene, said, quote)
        if before is not None:
            before.spans.append(quote)
            before.carried = True
            before.extra.append(f"the quotation at {quote[0]} goes on from it without a new cue")


DEEP = 64  # spans that may reach over a place and begin before it


def _taken(held: list[tuple[int, int, int]], quote: Span) -> bool:
    """Say whether a statement whose cue stands outside already has the quotation."""
    last = bisect_left(held, (quote[1],))
    near = held[max(0, last - DEEP) : last]
    return any(quote[0] < b and not quote[0] <= cue < quote[1] for _, b, cue in near)


def _stands_alone(scene: Scene, quote: Span) -> bool:
    """Say whether nothing but the quotation stands in its sentences."""
    first = scene.sentences[scene.sentence_at(quote[0])]
    last = scene.sentences[scene.sentence_at(quote[1] - 1)]
    text = scene.document.text
    outside = text[first.start : quote[0]] + text[quote[1] : last.end]
    return not any(c.isalnum() for c in outside)


def _before(scene: Scene, said: list[Said], quote: Span) -> Said | None:
    """Return the statement that ends in the sentence before a quotation, or in its own."""
    sentence = scene.sentence_at(quote[0])
    last = bisect_right(said, sentence, key=lambda s: s.sentence)
    for one in reversed(said[max(0, last - DEEP) : last]):
        if scene.quoted_at(scene.span_of(one.sentence, *one.cue)[0]):
            continue
        reach = max(scene.sentence_at(max(b for _, b in one.spans) - 1), one.sentence)
        if one.sentence < sentence and reach >= sentence - 1:
            return one
    return None


# --- the entry ---------------------------------------------------------------------------------


def _statement(scene: Scene, one: Said) -> Statement:
    spans = tuple(sorted(set(one.spans)))
    source_span = scene.span_of(one.sentence, *one.source) if one.source else None
    entity, mention_span, how = _speaker(scene, one, source_span)
    cue_span = scene.span_of(one.sentence, *one.cue)
    when = _when(scene, one, spans)
    day = when.value if when and when.value and len(when.value) == 10 else None
    text = scene.document.text
    quoted = _quoted(scene, one, spans)
    speaker = entity.name if entity else (text[source_span[0] : source_span[1]] if source_span else None)
    return Statement(
        id=entry_id("statement", scene.document.id, spans[0], cue_span),
        passages=_passages(scene, one, spans),
        confidence=_confidence(scene, one, quoted, entity, how),
        reader=READER, date=day, published=scene.document.published, label=scene.document.label,
        speaker=" ".join(speaker.split()) if speaker else None, speaker_span=mention_span or source_span,
        party=(entity.party if entity else None) or UNKNOWN, person=entity.person if entity else None,
        cue=" ".join(text[cue_span[0] : cue_span[1]].split()), cue_span=cue_span, content_spans=spans, quoted=quoted,
        explanation=_explain(one, text[cue_span[0] : cue_span[1]], how, entity, when.how if when and day else None),
    )  # fmt: skip


def _when(scene: Scene, one: Said, spans: Sequence[Span]) -> When | None:
    """Return the time that stands with the cue: in its clause, under its participle, over it."""
    tree = scene.trees[one.sentence]
    below = [c for c in tree.having(one.verb, "advcl") if not tree.having(c, "nsubj")]
    above = [next(tree.up(one.verb), -1)] if tree.base(one.verb) in {"advcl", "conj", "xcomp"} else []
    for k in (one.verb, *below, *(a for a in above if a >= 0)):
        when = scene.when_at(one.sentence, k, k + 1)
        if when and not any(a <= when.span[0] < b for a, b in spans):
            return when
    return None


def _confidence(scene: Scene, one: Said, quoted: str, entity: Entity | None, how: str) -> float:
    known = bool(entity and entity.party and scene.tools.registry.party(entity.party))
    sourced = one.source is not None
    return statement_confidence(
        one.probability, one.pattern, quoted, entity, how, sourced=sourced, known=known
    )


def _speaker(scene: Scene, one: Said, span: Span | None) -> tuple[Entity | None, Span | None, str]:
    """Return who speaks, the mention nearest the cue, and how that was found."""
    if span is None:
        return None, None, "no speaker stands beside the cue"
    mention = scene.mention_of(span)
    if one.pattern == "turn" and (mention is None or mention.entity is None or mention.kind == "title"):
        return _turn_taker(scene, span), span, "the name before the colon"
    if mention is None:
        words = scene.document.text[span[0] : span[1]]
        return _described(scene, words), span, f"'{' '.join(words.split())}' as it stands"
    entity = mention.entity
    if entity is None:
        return None, span, mention.how
    if mention.kind == "party" and (mention.first > 0 or mention.span != span):
        entity = _body(scene, span, mention.span, entity)
    where = mention.span
    if mention.kind == "title" and mention.antecedent is not None and "apposition" in mention.how:
        return entity, scene.mentions[mention.antecedent].span, mention.how
    if mention.kind in {"title", "party"}:
        where = span if span[1] - span[0] < 160 else mention.span
    del one
    return entity, where, mention.how


def _turn_taker(scene: Scene, span: Span) -> Entity:
    """Return who a label in an interview stands for: the person of that surname, else somebody of no party."""
    label = " ".join(scene.document.text[span[0] : span[1]].split())
    for mention in scene.mentions:
        named = mention.entity if mention.kind == "name" else None
        if named and surname(named.name) == surname(label):
            return named
    return Entity(label, "person", INDEPENDENT, None, ("takes turns in an interview",))


def _described(scene: Scene, words: str) -> Entity:
    if words.strip().lower() in {"we", "i", "you", "us", "me", "our", "my"}:
        return Entity(words.strip(), "group", UNKNOWN, None, ("first person, outside any quotation",))

    def resolve(text: str) -> str | None:
        found = scene.tools.registry.resolve(text)
        return found.name if found else None

    spoken = party_in_words(words, resolve, scene.tools.offices, former=False)
    return Entity(
        " ".join(words.split()),
        "group",
        spoken.party if spoken else UNKNOWN,
        None,
        (spoken.how,) if spoken else (),
    )


def _body(scene: Scene, span: Span, named: Span, entity: Entity) -> Entity:
    """Name a party as the report does where it speaks ("the Kremlin", "host country Canada")."""
    words = " ".join(scene.document.text[named[0] : named[1]].split())
    del span
    return replace(entity, name=words)


def _quoted(scene: Scene, one: Said, spans: Sequence[Span]) -> str:
    if one.pattern == "turn":
        return "direct"
    kinds = {is_quoted(scene.quotes, s) for s in spans}
    return kinds.pop() if len(kinds) == 1 else "mixed"


def _passages(scene: Scene, one: Said, spans: Sequence[Span]) -> tuple[Passage, ...]:
    numbers = {one.sentence}
    for start, end in spans:
        numbers.update(range(scene.sentence_at(start), scene.sentence_at(end - 1) + 1))
    order = [one.sentence, *sorted(numbers - {one.sentence})]
    return tuple(scene.passage(n) for n in order)


def _explain(one: Said, cue: str, how: str, entity: Entity | None, date: str | None) -> tuple[str, ...]:
    found = (
        f"the model's {one.label} frame, p={one.probability:.2f}"
        if one.pattern == "head"
        else f"pattern '{one.pattern}'"
    )
    both = (
        f"; the model agrees: {one.label}, p={one.probability:.2f}"
        if one.probability and one.pattern != "head"
        else ""
    )
    lines = [f"cue '{cue}': {found}{both}"]
    if one.arcs:
        lines.append("arcs " + ", ".join(one.arcs))
    lines.append(f"speaker: {how}")
    if entity:
        lines.extend(f"party {entity.party}: {h}" for h in entity.how)
    lines.append(f"date: {date}" if date else "date: none stands beside the cue")
    return (*lines, *one.extra)


KEPT_UP = 3  # sentences over which what a speaker goes on to say is said on the same day


def _dated(scene: Scene, said: list[Said], made: list[Statement]) -> list[Statement]:
    """Carry a date on to what the same speaker goes on to say, where no other day is named."""
    last: dict[str, tuple[int, Statement]] = {}
    out: list[Statement] = []
    for one, statement in zip(said, made, strict=True):
        now = statement
        known = last.get(now.speaker or "")
        if now.date is None and known and one.sentence - known[0] <= KEPT_UP and not _other_day(scene, one):
            why = f"date: {known[1].date}, as what the same speaker said just before"
            now = replace(now, date=known[1].date, explanation=(*now.explanation, why))
        out.append(now)
        if now.date and now.speaker:
            end = max(b for _, b in statement.content_spans)
            last[now.speaker] = (max(one.sentence, scene.sentence_at(end - 1)), now)
        elif now.speaker:
            last.pop(now.speaker, None)
    return out


def _other_day(scene: Scene, one: Said) -> bool:
    """Say whether the sentence names a time outside what was said."""
    return any(
        not any(a <= w.span[0] < b for a, b in one.spans) for w in scene.when.get(one.sentence, ()) if w.value
    ) or scene.trees[one.sentence].lemma(one.verb) in {"have", "repeat"}


def _nested(made: list[Statement]) -> tuple[Statement, ...]:
    """Mark what stands inside another statement's content."""
    held = sorted((a, b, n) for n, one in enumerate(made) for a, b in one.content_spans)
    out = []
    for n, one in enumerate(made):
        at = one.cue_span[0] if one.cue_span else one.content_spans[0][0]
        last = bisect_right(held, (at, 1 << 60))
        around = [m for a, b, m in held[max(0, last - DEEP) : last] if m != n and a <= at < b]
        outer = min(around, key=lambda m: sum(b - a for a, b in made[m].content_spans), default=None)
        out.append(one if outer is None else replace(one, within=made[outer].id))
    return tuple(sorted(out, key=lambda s: (s.passages[0].start, s.cue_span or (0, 0))))


__all__ = ["INDEPENDENT", "Said", "find_statements"]
