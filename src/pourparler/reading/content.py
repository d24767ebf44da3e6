"""How much of a sentence was said: the clause, exactly, with its quotation marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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
    between = _interrupted(tree, k)
    if between is not None and ({"that", "quote"} & patterns):
        return between, "parataxis"
    around = _matrix(tree, k)
    if around is not None and ({"that", "quote"} & patterns):
        return around, "parataxis"
    finders: tuple[tuple[str, Callable[[], list[Run]]], ...] = (
        ("that", lambda: _clause(tree, k)), ("name", lambda: _named(tree, k)), ("as", lambda: _described_as(tree, k)),
        ("of", lambda: _with_case(tree, k, "of")), ("on", lambda: _with_case(tree, k, "on", "upon")),
        ("for", lambda: _with_case(tree, k, "for")), ("against", lambda: _with_case(tree, k, "against")),
        ("inf", lambda: _infinitive(tree, k)), ("noun", lambda: _object(tree, k)),
    )  # fmt: skip
    for pattern, find in finders:
        if pattern in patterns:
            runs = _without(tree, k, find(), finite=pattern != "that")
            if runs:
                return runs, pattern
    return [], ""


def attribution(tree: Tree, k: int) -> set[int]:
    """Return the tokens of the attribution: the verb, its subject, whom it was said to."""
    found = {k}
    for c in tree.kids[k]:
        if tree.base(c) in {"nsubj", "iobj", "aux", "mark", "expl"} or tree.rel(c) == "obl:agent":
            found.update(tree.under(c))
    return found


def _without(tree: Tree, k: int, runs: list[Run], *, finite: bool) -> list[Run]:
    """Take out the attribution, whom it was said to, and what another participle reports."""
    out = attribution(tree, k)
    out |= {
        t for t in range(k + 1, min(k + 3, len(tree))) if tree.word(t) in ADDRESSEES or _press(tree, k, t)
    }
    for first, last in runs:
        for t in range(first + 1, last):
            if _reports_too(tree, t) or (finite and _goes_on(tree, t)):
                out |= set(tree.under(t))
    tokens = sorted({t for a, b in runs for t in range(a, b)} - out)
    found = [_without_aside(tree, _behind_that(tree, k, r)) for r in _runs(tree, tokens, out)]
    return [r for r in found if len(found) == 1 or not _only_when(tree, r)]


def _behind_that(tree: Tree, k: int, run: Run) -> Run:
    """Begin behind "that" where only a time or a place stands before it: "told them on Monday that"."""
    first, last = run
    if first < k:
        return run
    for t in range(first, min(first + 9, last - 1)):
        if tree.word(t) == "that" and tree.tokens[t].upos == "SCONJ":
            return (t + 1, last)
        if tree.verbal(t) or tree.word(t) in {'"', "“"}:
            return run
    return run


def _without_aside(tree: Tree, run: Run) -> Run:
    """Cut off what the report adds behind a comma: ", as fighting went on", ", following the vote"."""
    first, last = run
    for t in range(first + 3, last - 2):
        if (
            tree.word(t) == ","
            and tree.word(t + 1) in _ASIDE
            and not any(tree.word(x) in {",", '"', "“", "”"} for x in range(t + 1, last))
        ):
            return (first, t)
    return run


_ASIDE = frozenset({"as", "following", "amid", "days", "hours", "weeks", "after"})


def _goes_on(tree: Tree, t: int) -> bool:
    """Say whether a finite verb of saying begins a statement of its own behind a comma or "and"."""
    return (
        tree.lemma(t) in REPORTING and tree.tokens[t].upos == "VERB" and tree.base(t) in {"conj", "parataxis", "ccomp"}
        and tree.word(t - 1) in {",", "and", "but"}
    )  # fmt: skip


def _only_when(tree: Tree, run: Run) -> bool:
    """Say whether a stretch is nothing but a time: "on Tuesday"."""
    return all(
        tree.tokens[t].ner.endswith("DATE") or tree.tokens[t].upos in {"ADP", "PUNCT", "DET", "ADV"}
        for t in range(*run)
    )


ADDRESSEES = frozenset(
    {"reporters", "journalists", "media", "them", "him", "me", "us", "lawmakers", "parliament", "newsmen"}
)
REPORTING = frozenset({
    "add", "say", "note", "call", "signal", "warn", "argue", "stress", "insist", "claim", "cite", "urge", "accuse",
    "explain", "blame", "suggest", "emphasize", "emphasise", "describe", "announce", "tell", "declare", "deny", "vow",
})  # fmt: skip


def _press(tree: Tree, k: int, t: int) -> bool:
    """Say whether "VOA" stands between "told" and what was told."""
    return tree.lemma(k) in {"tell", "inform"} and t == k + 1 and tree.tokens[t].ner.endswith("ORG")


def _reports_too(tree: Tree, t: int) -> bool:
    """Say whether a participle after a comma reports something of its own: ", adding that ..."."""
    return (
        tree.lemma(t) in REPORTING and tree.word(t).endswith("ing") and tree.tokens[t].upos == "VERB"
        and tree.base(t) in {"advcl", "acl", "xcomp", "conj", "parataxis"} and tree.word(t - 1) in {",", "”", '"', "and"}
        and not tree.having(t, "nsubj")
    )  # fmt: skip


def _interrupted(tree: Tree, k: int) -> list[Run] | None:
    """Find the content on both sides of "…, he said, …"."""
    own = attribution(tree, k)
    low = k
    while low - 1 in own or (
        low > 0
        and tree.base(low - 1) in {"det", "compound", "amod", "flat", "nummod", "case"}
        and tree.head(low - 1) in own
    ):
        low -= 1
    high = k + 1
    while high < len(tree) and (high in own or tree.word(high) in ADDRESSEES or _press(tree, k, high)):
        high += 1
    if (
        low < 2
        or high >= len(tree) - 1
        or tree.word(low - 1) != ","
        or tree.word(high) != ","
        or low == k == high - 1
    ):
        return None
    if not any(tree.base(c) == "nsubj" and low <= c < high for c in tree.kids[k]):
        return None
    clause = [t for t in range(high + 1, len(tree)) if tree.verbal(t)]
    if (
        not clause
        or tree.word(high + 1)
        in {"and", "but", "who", "which", "while", "as", "after", "in", "when", "where"}
        or _reports_too(tree, high + 1)
    ):
        return None
    return _runs(tree, [*range(low - 1), *range(high + 1, len(tree))], set(range(low, high)))


def _runs(tree: Tree, tokens: list[int], without: set[int]) -> list[Run]:
    runs: list[Run] = []
    for t in tokens:
        if runs and all(tree.base(x) == "punct" and x not in without for x in range(runs[-1][1], t)):
            runs[-1] = (runs[-1][0], t + 1)
        else:
            runs.append((t, t + 1))
    return runs


def _filled(runs: list[Run], k: int) -> list[Run]:
    """Close holes between stretches that lie on one side of the verb."""
    after = [r for r in runs if r[0] > k]
    before = [r for r in runs if r[1] <= k]
    return [(part[0][0], part[-1][1]) for part in (before, after) if part]


def _under(tree: Tree, heads: Iterable[int], without: set[int]) -> list[Run]:
    return _runs(tree, sorted({t for h in heads for t in tree.under(h)} - without), without)


def _matrix(tree: Tree, k: int) -> list[Run] | None:
    """Find the content around the verb: `A, he said, B`; `as he said, A`."""
    up = tree.head(k)
    if up < 0:
        return None
    inserted = tree.base(k) == "parataxis" and not tree.having(k, "ccomp", "obj", "xcomp")
    as_said = (
        tree.base(k) == "advcl"
        and any(tree.word(c) == "as" for c in tree.having(k, "mark"))
        and not tree.having(k, "ccomp", "obj")
    )
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
    extra = [
        c for c in tree.having(k, "parataxis") if abs(c - k) > 1 and tree.base(c) == "parataxis" and c > k
    ]
    without = {k}
    runs = _under(tree, [*clauses, *extra], without)
    return [r for r in runs if r[1] - r[0] > 1 or tree.tokens[r[0]].upos != "PUNCT"]


def _named(tree: Tree, k: int) -> list[Run]:
    """Find "it exclusionary" in "called it exclusionary"."""
    objects = tree.having(k, "obj")
    names = tree.having(k, "xcomp")
    return _filled(_under(tree, [*objects, *names], set()), k) if objects and names else []


def _described_as(tree: Tree, k: int) -> list[Run]:
    as_phrase = [
        c
        for c in tree.having(k, "obl", "xcomp", "advcl", "nmod")
        if tree.case(c) == "as" or any(tree.word(m) == "as" for m in tree.having(c, "mark"))
    ]
    if not as_phrase:
        objects = tree.having(k, "obj")
        as_phrase = [c for o in objects for c in tree.having(o, "nmod", "acl") if tree.case(c) == "as"]
        return _under(tree, objects, set()) if as_phrase else []
    return _filled(_under(tree, [*tree.having(k, "obj"), *as_phrase], set()), k)


def _with_case(tree: Tree, k: int, *cases: str) -> list[Run]:
    found = [
        c for c in tree.having(k, "obl", "advcl", "nmod", "xcomp", "ccomp")
        if (tree.case(c) in cases or any(tree.word(m) in cases for m in tree.having(c, "mark")))
        and not tree.tokens[c].ner.endswith("DATE")
    ]  # fmt: skip
    if not found:
        return []
    heads = (
        [*tree.having(k, "obj", "iobj"), *found] if "on" not in cases and "against" not in cases else found
    )
    if cases[0] in {"on", "for"} and tree.lemma(k) in {"call", "appeal", "ask", "plead", "push", "press"}:
        heads = [*found, *tree.having(k, "xcomp", "advcl")]
    runs = _filled(_under(tree, heads, set()), k)
    first = min(r[0] for r in runs)
    if first < k:
        runs = [r for r in runs if r[0] > k] or runs
    if (
        runs
        and tree.word(runs[0][0]) in cases
        and tree.lemma(k) not in {"accuse", "blame", "credit", "praise", "criticize", "criticise", "thank"}
    ):
        runs[0] = (runs[0][0] + 1, runs[0][1])
    return runs


def _infinitive(tree: Tree, k: int) -> list[Run]:
    found = [
        c
        for c in tree.having(k, "xcomp", "ccomp", "advcl")
        if any(tree.word(m) == "to" for m in tree.having(c, "mark"))
    ]
    return _filled(_under(tree, found, set()), k)


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
        low, high = _cut(scene, start, end)
        for quote in _touching(scene.quotes, start, end):
            if quote[0] <= avoid[0] < quote[1]:
                low, high = max(low, quote[0] + 1), min(high, quote[1] - 1)
            elif not _across(low, high, quote, avoid):
                low, high = min(low, quote[0]), max(high, quote[1])
        while high > low and text[high - 1].isspace():
            high -= 1
        out.append((low, high))
    return merged([s for s in out if s[1] > s[0]], text)


def _cut(scene: Scene, start: int, end: int) -> Span:
    """Cut off what follows a finished quotation: `"We agreed," the envoy` -> `"We agreed,"`."""
    text = scene.document.text
    for quote in reversed(_touching(scene.quotes, start, end)):
        finished = text[quote[1] - 2 : quote[1] - 1] in _FINISHED and quote[1] - quote[0] > 12
        rest = text[quote[1] : end].lstrip(" ,")
        if (
            finished
            and start < quote[1] < end
            and not rest.lower().startswith(("and ", "but ", "or ", "“", '"'))
        ):
            return start, quote[1]
    return start, end


_FINISHED = frozenset(",.?!…—-")


def _across(low: int, high: int, quote: Span, avoid: Span) -> bool:
    """Say whether widening to a quotation would swallow the cue."""
    return min(low, quote[0]) <= avoid[0] < max(high, quote[1])


def _touching(quotes: tuple[Span, ...], start: int, end: int) -> list[Span]:
    """Return the quotations that a span cuts into or stands right inside the marks of."""
    low, high = 0, len(quotes)
    while low < high:
        mid = (low + high) // 2
        if quotes[mid][1] <= start:
            low = mid + 1
        else:
            high = mid
    found = []
    while low < len(quotes) and quotes[low][0] < end:
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
