"""How much of a sentence was said: the clause, exactly, with its quotation marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pourparler.domain import Span
    from pourparler.reading.scene import Scene
    from pourparler.reading.trees import Tree

_EDGE = frozenset({",", ":", ";", "—", "–", "-", "--", "that", ".", "...", "…"})
_AROUND_CUE = frozenset({
    "nsubj", "nsubj:pass", "nsubj:outer", "aux", "aux:pass", "cop", "mark", "obl", "obl:tmod", "obl:agent", "iobj",
    "advmod", "advcl", "expl", "cc", "punct", "discourse", "obl:npmod", "obl:unmarked", "nmod:unmarked", "compound:prt",
})  # fmt: skip
Run = tuple[int, int]


def clause_runs(tree: Tree, k: int, patterns: frozenset[str]) -> tuple[list[Run], str]:
    """Return the stretches of a sentence that a verb of saying carries, and by which pattern.

    Args:
        tree: The sentence.
        k: The verb.
        patterns: The complements that the verb carries content in (lexicon/cues.yaml).
    """
    around = _matrix(tree, k)
    if around is not None and ({"that", "quote"} & patterns):
        return around, "parataxis"
    finders = (
        ("that", lambda: _clause(tree, k)), ("name", lambda: _named(tree, k)), ("as", lambda: _described_as(tree, k)),
        ("of", lambda: _with_case(tree, k, "of")), ("for", lambda: _with_case(tree, k, "for")),
        ("on", lambda: _with_case(tree, k, "on", "upon")), ("against", lambda: _with_case(tree, k, "against")),
        ("inf", lambda: _infinitive(tree, k)), ("noun", lambda: _object(tree, k)),
    )  # fmt: skip
    for pattern, find in finders:
        if pattern in patterns:
            runs = find()
            if runs:
                return runs, pattern
    return [], ""


def _under(tree: Tree, heads: Iterable[int], without: set[int]) -> list[Run]:
    inside = sorted({t for h in heads for t in tree.under(h)} - without)
    runs: list[Run] = []
    for t in inside:
        gap = runs and all(tree.base(x) == "punct" and x not in without for x in range(runs[-1][1], t))
        if gap:
            runs[-1] = (runs[-1][0], t + 1)
        else:
            runs.append((t, t + 1))
    return runs


def _matrix(tree: Tree, k: int) -> list[Run] | None:
    """Find the content around the verb: `A, he said, B`; `as he said, A`."""
    up = tree.head(k)
    if up < 0:
        return None
    inserted = tree.base(k) == "parataxis" and not tree.having(k, "ccomp")
    as_said = tree.base(k) == "advcl" and any(tree.word(c) == "as" for c in tree.having(k, "mark")) and not tree.having(k, "ccomp", "obj")
    if not (inserted or as_said):
        return None
    if inserted and not (tree.having(k, "nsubj") or tree.agent(k) >= 0):
        return None
    return _under(tree, [up], set(tree.under(k)))


def _clause(tree: Tree, k: int) -> list[Run]:
    """Find the that-clause, or the clause that a quotation amounts to."""
    clauses = tree.having(k, "ccomp", "csubj")
    clauses = [c for c in clauses if tree.base(c) == "ccomp"]
    if not clauses:
        later = [c for c in tree.having(k, "parataxis") if c > k]
        return _under(tree, later, set()) if later else []
    extra = [c for c in tree.having(k, "parataxis") if abs(c - k) > 1 and tree.base(c) == "parataxis" and c > k]
    without = {k}
    runs = _under(tree, [*clauses, *extra], without)
    return [r for r in runs if r[1] - r[0] > 1 or tree.tokens[r[0]].upos != "PUNCT"]


def _named(tree: Tree, k: int) -> list[Run]:
    """Find "it exclusionary" in "called it exclusionary"."""
    objects = tree.having(k, "obj")
    names = tree.having(k, "xcomp")
    return _under(tree, [*objects, *names], set()) if objects and names else []


def _described_as(tree: Tree, k: int) -> list[Run]:
    as_phrase = [c for c in tree.having(k, "obl", "xcomp", "advcl", "nmod") if tree.case(c) == "as" or any(tree.word(m) == "as" for m in tree.having(c, "mark"))]
    if not as_phrase:
        objects = tree.having(k, "obj")
        as_phrase = [c for o in objects for c in tree.having(o, "nmod", "acl") if tree.case(c) == "as"]
        return _under(tree, objects, set()) if as_phrase else []
    return _under(tree, [*tree.having(k, "obj", "nsubj:pass"), *as_phrase], set())


def _with_case(tree: Tree, k: int, *cases: str) -> list[Run]:
    found = [
        c for c in tree.having(k, "obl", "advcl", "nmod", "xcomp", "ccomp")
        if tree.case(c) in cases or any(tree.word(m) in cases for m in tree.having(c, "mark"))
    ]  # fmt: skip
    if not found:
        return []
    heads = [*tree.having(k, "obj", "iobj"), *found] if "on" not in cases and "against" not in cases else found
    if cases[0] in {"on", "for"} and tree.lemma(k) in {"call", "appeal", "ask", "plead", "push", "press"}:
        heads = [*found, *tree.having(k, "xcomp", "advcl")]
    runs = _under(tree, heads, set())
    first = min(r[0] for r in runs)
    if first < k:
        runs = [r for r in runs if r[0] > k] or runs
    if runs and tree.word(runs[0][0]) in cases and tree.lemma(k) not in {"accuse", "blame", "credit", "praise", "criticize", "criticise", "thank"}:
        runs[0] = (runs[0][0] + 1, runs[0][1])
    return runs


def _infinitive(tree: Tree, k: int) -> list[Run]:
    found = [c for c in tree.having(k, "xcomp", "ccomp", "advcl") if any(tree.word(m) == "to" for m in tree.having(c, "mark"))]
    return _under(tree, found, set())


def _object(tree: Tree, k: int) -> list[Run]:
    found = [c for c in tree.having(k, "obj") if c > k]
    return _under(tree, found, set())


# --- characters --------------------------------------------------------------------------------


def tidy(scene: Scene, sentence: int, first: int, last: int) -> Span:
    """Return the characters of tokens first..last-1, loose ends off: commas, "that", a final stop."""
    tokens = scene.sentences[sentence].tokens
    while first < last and (tokens[first].form.lower() in _EDGE):
        first += 1
    while last > first and tokens[last - 1].form.lower() in _EDGE:
        last -= 1
    if first >= last:
        return (0, 0)
    return (tokens[first].start, tokens[last - 1].end)


def snap(scene: Scene, spans: list[Span], avoid: Span) -> list[Span]:
    """Widen spans to the whole of every quotation that they cut into, over sentences too.

    A quotation that holds the cue itself is left alone: the statement is nested in it.
    """
    out: list[Span] = []
    text = scene.document.text
    for start, end in spans:
        low, high = start, end
        for quote in _touching(scene.quotes, start, end):
            if quote[0] <= avoid[0] < quote[1]:
                low, high = max(low, quote[0] + 1), min(high, quote[1] - 1)
            elif not _across(low, high, quote, avoid):
                low, high = min(low, quote[0]), max(high, quote[1])
        while high > low and text[high - 1].isspace():
            high -= 1
        out.append((low, high))
    return merged([s for s in out if s[1] > s[0]], text)


def _across(low: int, high: int, quote: Span, avoid: Span) -> bool:
    """Say whether widening to a quotation would swallow the cue."""
    return min(low, quote[0]) <= avoid[0] < max(high, quote[1])


def _touching(quotes: tuple[Span, ...], start: int, end: int) -> list[Span]:
    """Return the quotations that a span cuts into or stands right inside the marks of."""
    return [q for q in quotes if q[0] < end + 2 and start - 2 < q[1]] if len(quotes) < 64 else _near(quotes, start, end)


def _near(quotes: tuple[Span, ...], start: int, end: int) -> list[Span]:
    low, high = 0, len(quotes)
    while low < high:
        mid = (low + high) // 2
        if quotes[mid][1] <= start - 2:
            low = mid + 1
        else:
            high = mid
    found = []
    while low < len(quotes) and quotes[low][0] < end + 2:
        found.append(quotes[low])
        low += 1
    return found


def merged(spans: list[Span], text: str) -> list[Span]:
    """Join spans that overlap or have nothing but white space between them.

    >>> merged([(0, 4), (5, 9), (12, 14)], "Talk ends now it")
    [(0, 9), (12, 14)]
    """
    out: list[Span] = []
    for start, end in sorted(set(spans)):
        if out and (start <= out[-1][1] or not text[out[-1][1] : start].strip()):
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
