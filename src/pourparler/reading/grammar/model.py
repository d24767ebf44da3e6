"""The reading model at work: words in, parsed sentences out, through ONNX Runtime.

A batch never leaves its document and depends on nothing else, so a document reads the same alone, in
a corpus, and with any number of threads.
"""

from __future__ import annotations

import io
import json
import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
from threadpoolctl import ThreadpoolController

from pourparler.errors import ModelDamaged
from pourparler.reading.grammar import decode, weights
from pourparler.reading.grammar.frames import FrameReader
from pourparler.reading.grammar.lemma import lemma
from pourparler.reading.grammar.sentences import paragraphs, sentences
from pourparler.reading.grammar.shape import shape
from pourparler.reading.grammar.tokens import pieces, tokenize
from pourparler.reading.grammar.types import Sentence, Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from pourparler.reading.grammar.types import Frame

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

BATCH = 200  # sub-words of one run, padding included: small ones pad little and stay in the cache
PLACES = 512  # sub-words that the encoder has places for, its two markers included
LONGEST = 180  # words of one run; longer sentences are read in pieces
PIECES = 8  # sub-words of one word that the model sees
OUTPUTS = (
    "upos", "arcs", "greedy", "rels", "rel_dep", "rel_head", "ner", "frames", "role_anchor", "role_token",
)  # fmt: skip
SOFT = frozenset({",", ";", ":", "—", "–", ".", "and", ")"})


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the model says about the words of one sentence; indices count words from 0."""

    upos: list[str]
    upos_p: list[float]
    heads: list[int]  # -1 for the root
    head_p: list[float]
    rels: list[str]
    ner: list[str]
    ner_p: list[float]
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """One sentence, or a piece of a very long one, ready for the encoder."""

    ids: list[int]
    cases: list[int]
    first: list[int]  # where each word starts; first[0] is the sentence marker


@dataclass(eq=False)
class Grammar:
    """The loaded model.  Make it with `load`."""

    session: Any
    tokenizer: Any
    labels: dict[str, Any]
    tail: Mapping[str, Floats]
    lemmas: Mapping[str, str]
    threads: int = 1
    _known: dict[str, tuple[tuple[int, ...], int]] = field(default_factory=dict)

    @cached_property
    def _blas(self) -> ThreadpoolController:
        return ThreadpoolController()

    @cached_property
    def _frames(self) -> FrameReader:
        return FrameReader(self.labels, self.tail)

    @cached_property
    def _ner_allowed(self) -> NDArray[np.bool_]:
        return decode.bio_allowed(self.labels["ner"])

    @cached_property
    def _rel(self) -> Floats:
        rel = self.tail["rel"]
        return np.ascontiguousarray(rel.reshape(rel.shape[0], -1))

    def parse(self, text: str) -> tuple[Sentence, ...]:
        """Sentences of a text with their words, trees, names and frames.

        Args:
            text: Any text; every offset in the answer counts its characters.
        """
        places: list[tuple[int, list[tuple[int, int]]]] = []
        for number, (start, end) in enumerate(paragraphs(text)):
            for a, b in sentences(text, start, end):
                places += [(number, spans) for spans in pieces(text, tokenize(text, a, b))]
        words = [[text[a:b] for a, b in spans] for _, spans in places]
        return tuple(
            self._sentence(number, spans, forms, analysis)
            for (number, spans), forms, analysis in zip(places, words, self.analyse(words), strict=True)
        )

    def _sentence(
        self, paragraph: int, spans: list[tuple[int, int]], words: list[str], a: Analysis
    ) -> Sentence:
        lemmas = self.lemmas
        tokens = tuple(
            Token(start, end, word, lemma(word, upos, lemmas), upos, head, rel, ner, up, hp, np_)
            for (start, end), word, upos, head, rel, ner, up, hp, np_ in zip(
                spans, words, a.upos, a.heads, a.rels, a.ner, a.upos_p, a.head_p, a.ner_p, strict=True
            )
        )
        return Sentence(spans[0][0], spans[-1][1], paragraph, tokens, a.frames)

    def lemmas_of(self, words: Sequence[str], analysis: Analysis) -> list[str]:
        """Lemmas of the words of one analysed sentence."""
        return [lemma(w, upos, self.lemmas) for w, upos in zip(words, analysis.upos, strict=True)]

    def analyse(self, sentences: Sequence[Sequence[str]]) -> list[Analysis]:
        """Read sentences that are already split into words.

        Args:
            sentences: Words of each sentence; one call is one document.
        Returns: One analysis per sentence, in order.
        """
        pieces: list[tuple[int, list[str]]] = []
        for number, words in enumerate(sentences):
            pieces += [(number, part) for part in _parts(list(words))]
        # The products left to numpy are small: threads of its own would only wait for each other.
        with self._blas.limit(limits=1, user_api="blas"):
            done = self._run([part for _, part in pieces])
        grouped: list[list[Analysis]] = [[] for _ in sentences]
        for (number, _), analysis in zip(pieces, done, strict=True):
            grouped[number].append(analysis)
        return [_join(group) for group in grouped]

    def _run(self, sentences: list[list[str]]) -> list[Analysis]:
        encoded = [self._encode(words) for words in sentences]
        order = sorted(range(len(encoded)), key=lambda i: (len(encoded[i].ids), i))
        batches = list(_batches(order, encoded))
        out: dict[int, Analysis] = {}
        for batch, scores in zip(
            batches, self._ahead([[encoded[i] for i in b] for b in batches]), strict=True
        ):
            for row, i in enumerate(batch):
                out[i] = self._decode({k: v[row, : len(encoded[i].first)] for k, v in scores.items()})
        return [out[i] for i in range(len(sentences))]

    def _ahead(self, batches: list[list[_Words]]) -> Iterator[dict[str, Any]]:
        """The scores of each batch, in order; every thread works on a batch of its own."""
        if len(batches) < 2:
            yield from map(self._scores, batches)
            return
        with ThreadPoolExecutor(self.threads) as pool:
            rest = iter(batches)
            waiting = deque(pool.submit(self._scores, batch) for batch in islice(rest, self.threads + 1))
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(pool.submit(self._scores, batch) for batch in islice(rest, 1))

    def _encode(self, words: list[str]) -> _Words:
        ids, cases, first = [101], [0], [0]
        pieces = [self._pieces(word) for word in words]
        # The encoder knows 512 places: where words fall into too many pieces, each keeps its first ones.
        room = PLACES - 2
        most = PIECES if sum(len(new) for new, _ in pieces) <= room else max(1, room // len(words))
        for new, case in pieces:
            first.append(len(ids))
            ids += new[:most]
            cases += [case] * len(new[:most])
        return _Words([*ids, 102], [*cases, 0], first)

    def _pieces(self, word: str) -> tuple[tuple[int, ...], int]:
        """Sub-words and case class of a word, remembered."""
        known = self._known.get(word)
        if known is None:
            valid = word[:200].encode("utf-8", "replace").decode("utf-8")  # lone surrogates become "?"
            ids = self.tokenizer.encode(valid, add_special_tokens=False).ids[:PIECES]
            known = tuple(ids) or (100,), shape(word)
            if len(self._known) < 100_000:
                self._known[word] = known
        return known

    def _scores(self, items: list[_Words]) -> dict[str, Any]:
        """Everything the network says about one batch."""
        size = max(len(i.ids) for i in items)
        longest = max(len(i.first) for i in items)
        ids, cases = np.zeros((2, len(items), size), np.int64)
        first = np.zeros((len(items), longest), np.int64)
        for b, item in enumerate(items):
            ids[b, : len(item.ids)] = item.ids
            cases[b, : len(item.ids)] = item.cases
            first[b, : len(item.first)] = item.first
        first += np.arange(len(items))[:, None] * size
        counts = np.array([len(i.first) for i in items])[:, None, None]
        feed = {
            "ids": ids,
            "cases": cases,
            "places": np.arange(size),
            "first": first,
            "counts": counts,
            "lengths": np.array([len(i.ids) for i in items], np.int32),
        }
        found = dict(zip(OUTPUTS, self.session.run(list(OUTPUTS), feed), strict=True))
        for name in ("upos", "ner"):
            found[name + "_p"] = decode.softmax(found[name])
        return found | {"likely": self._frames.likely(found["frames"])}

    def _decode(self, s: dict[str, Any]) -> Analysis:
        """Labels of one sentence from its scores; row 0 of each is the sentence marker."""
        n = len(s["upos"])
        arcs = s["arcs"][:, :n]
        heads = decode.tree(arcs)
        rows = np.arange(1, n)
        upos_p = s["upos_p"][1:]
        upos = upos_p.argmax(1)
        ner_p = s["ner_p"][1:]
        ner = decode.bio_best(s["ner"][1:], self._ner_allowed)
        arc_p = decode.softmax(arcs)[rows, heads[1:]]
        labels = self.labels
        return Analysis(
            upos=[labels["upos"][i] for i in upos],
            upos_p=upos_p.max(1).tolist(),
            heads=(heads[1:] - 1).tolist(),
            head_p=arc_p.tolist(),
            rels=self._relations(s, heads),
            ner=[labels["ner"][i] for i in ner],
            ner_p=ner_p[rows - 1, ner].tolist(),
            frames=self._frames.read(*(s[k][1:] for k in ("frames", "role_anchor", "role_token", "likely"))),
        )

    def _relations(self, s: dict[str, Any], heads: Ints) -> list[str]:
        """The label of each arc: "root" for the root and nowhere else."""
        names = self.labels["rels"]
        scores = s["rels"][1:]
        other = np.flatnonzero(s["greedy"][1:] != heads[1:])
        if len(other):  # the tree took another head than the likeliest
            dep = _with_one(s["rel_dep"][other + 1])
            head = _with_one(s["rel_head"])[heads[other + 1]]
            left = (dep @ self._rel).reshape(len(dep), len(names), head.shape[1])
            scores = scores.copy()
            scores[other] = np.einsum("nle,ne->nl", left, head)
        root = names.index("root")
        limits = np.zeros(len(names), np.float32)
        limits[root] = -np.inf
        best = (scores + limits).argmax(1)
        best[heads[1:] == 0] = root
        return [names[i] for i in best]


def _with_one(x: Floats) -> Floats:
    return np.concatenate([x, np.ones((len(x), 1), np.float32)], 1)


def _batches(order: list[int], items: list[_Words]) -> Iterator[list[int]]:
    """Runs of sentences of like length, no more than BATCH sub-words with padding."""
    batch: list[int] = []
    for i in order:
        if batch and len(items[i].ids) * (len(batch) + 1) > BATCH:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def _parts(words: list[str]) -> list[list[str]]:
    """A sentence in pieces of at most LONGEST words, cut behind a comma or stop where there is one."""
    parts = []
    while len(words) > LONGEST:
        cuts = [i for i in range(LONGEST // 2, LONGEST) if words[i] in SOFT]
        cut = (cuts[-1] if cuts else LONGEST - 1) + 1
        parts.append(words[:cut])
        words = words[cut:]
    return [*parts, words] if words or not parts else parts


def _join(parts: list[Analysis]) -> Analysis:
    """One analysis of a sentence read in pieces: later roots hang on the first as parataxis."""
    if len(parts) == 1:
        return parts[0]
    root = parts[0].heads.index(-1)
    out = Analysis([], [], [], [], [], [], [], ())
    frames: list[Frame] = []
    for part in parts:
        shift = len(out.upos)
        for name in ("upos", "upos_p", "head_p", "ner", "ner_p"):
            getattr(out, name).extend(getattr(part, name))
        for head, rel in zip(part.heads, part.rels, strict=True):
            later = head == -1 and shift > 0
            out.heads.append(root if later else head + shift if head >= 0 else -1)
            out.rels.append("parataxis" if later else rel)
        frames += [FrameReader.moved(frame, shift) for frame in part.frames]
    return Analysis(out.upos, out.upos_p, out.heads, out.head_p, out.rels, out.ner, out.ner_p, tuple(frames))


def cores() -> int:
    """How many processor threads this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def load(folder: Path = weights.FOLDER, *, threads: int = 0) -> Grammar:
    """Open the weights.

    Args:
        folder: Where they lie.
        threads: Processor threads to use; 0 for as many as there are cores.
    Raises: ModelDamaged, where a file is missing or is not the one that was shipped.
    """
    import onnxruntime
    from tokenizers import Tokenizer

    files = weights.read(folder)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = (
        1  # threads take whole batches: no waiting, and the same sums in any number
    )
    # The graph is written as it should run; the fusions of higher levels are slower.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(
            files["model.onnx"], options, providers=["CPUExecutionProvider"]
        )
        tokenizer = Tokenizer.from_str(files["tokenizer.json"].decode())
        with np.load(io.BytesIO(files["tail.npz"])) as tail:
            arrays = {k: tail[k].astype(np.float32) for k in tail.files}
        labels, lemmas = (json.loads(files[k]) for k in ("labels.json", "lemmas.json"))
    except (KeyError, ValueError, RuntimeError) as trouble:
        raise ModelDamaged(f"the reading model in {folder} cannot be opened: {weights.REMEDY}") from trouble
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return Grammar(session, tokenizer, labels, arrays, lemmas, threads or cores())
