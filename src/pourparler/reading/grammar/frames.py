"""Frames from the scores of the anchor layers and the role tagger."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from pourparler.reading.grammar import decode
from pourparler.reading.grammar.types import Frame, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

DISTANCE = 24  # words; as in training
TAGGED = ("cue", "event")  # kinds whose anchor may be several words
FLOOR = 0.2  # an entry this likely is told, the best answer or not; what reads frames weighs it
ISSUED = frozenset({"pos", "prop", "stick", "comm"})


class FrameReader:
    """Decodes the frames of one sentence at a time."""

    def __init__(self, labels: Mapping[str, Any], tail: Mapping[str, Floats]) -> None:
        """Cut the role tensor by kind of frame.

        Args:
            labels: Inventories: tags (kind -> labels), status, issue, voice, roles.
            tail: role [d + 1, 3 channels, d + 1], role_distance [3 channels, distances].
        """
        self.labels = labels
        self.columns: dict[str, slice] = {}
        at = 0
        for kind, names in [*labels["tags"].items(), *((k, labels[k]) for k in ("status", "issue", "voice"))]:
            self.columns[kind] = slice(at, at + len(names))
            at += len(names)
        self.allowed = {kind: decode.bio_allowed(labels["tags"][kind]) for kind in TAGGED}
        self.roles: dict[str, list[str]] = {}
        self.channels: dict[str, Floats] = {}
        self.distance: dict[str, Floats] = {}
        for kind in labels["tags"]:
            at_ = [i for i, (k, _) in enumerate(labels["roles"]) if k == kind]
            self.roles[kind] = [labels["roles"][i][1] for i in at_]
            rows = [3 * i + j for i in at_ for j in range(3)]
            part = tail["role"][:, rows, :]
            self.channels[kind] = np.ascontiguousarray(part.reshape(part.shape[0], -1))
            self.distance[kind] = np.ascontiguousarray(tail["role_distance"][rows])

    def likely(self, scores: Floats) -> NDArray[np.bool_]:
        """Where an anchor of each kind is likely enough to be told.

        Args:
            scores: [..., all anchor layers and labels].
        Returns: [..., kinds].
        """
        some = [
            1 - decode.softmax(scores[..., self.columns[k]])[..., 0] >= FLOOR for k in self.labels["tags"]
        ]
        return np.stack(some, -1)

    def read(
        self, scores: Floats, anchors: Floats, tokens: Floats, likely: NDArray[np.bool_]
    ) -> tuple[Frame, ...]:
        """The frames of one sentence.

        Args:
            scores: [n, all anchor layers and labels].
            anchors: [n, d], the role tagger's view of each word as an anchor.
            tokens: [n, d], its view of each word as part of a role.
            likely: [n, kinds], as `likely` gives it.
        """
        frames = []
        here = np.any(likely, axis=0).tolist()
        for kind, some in zip(self.labels["tags"], here, strict=True):
            if not some:
                continue
            anchored = list(self._anchors(kind, scores[:, self.columns[kind]]))
            roles = self._roles(kind, [at for at, *_ in anchored], anchors, tokens)
            frames += [self._frame(kind, f, scores, r) for f, r in zip(anchored, roles, strict=True)]
        return tuple(sorted(frames, key=lambda f: (f.start, f.kind)))

    def _anchors(self, kind: str, layer: Floats) -> Iterator[tuple[int, int, str, float]]:
        p = decode.softmax(layer)
        names = self.labels["tags"][kind]
        if kind in TAGGED:
            tags = decode.bio_best(layer, self.allowed[kind])
            for start, end, label in decode.bio_spans([names[i] for i in tags]):
                yield start, end, label, float(p[start, tags[start]])
            if kind == "event":
                yield from self._doubtful(p, tags, names)
            return
        best = layer[:, 1:].argmax(1) + 1
        for i in np.flatnonzero(1 - p[:, 0] >= FLOOR):
            yield int(i), int(i) + 1, names[best[i]], float(p[i, best[i]])

    @staticmethod
    def _doubtful(p: Floats, tags: Ints, names: list[str]) -> Iterator[tuple[int, int, str, float]]:
        """Triggers that the best sequence leaves out but that are likely enough to be weighed."""
        begins = [j for j, name in enumerate(names) if name.startswith("B-")]
        for i in np.flatnonzero(1 - p[:, 0] >= FLOOR):
            if tags[i] == 0:
                j = max(begins, key=lambda b: p[i, b])
                if p[i, j] >= FLOOR / 2:
                    yield int(i), int(i) + 1, names[j][2:], float(p[i, j])

    def _frame(
        self, kind: str, found: tuple[int, int, str, float], scores: Floats, roles: tuple[Role, ...]
    ) -> Frame:
        """A frame at an anchor: start, end, label and probability of the anchor."""
        start, end, label, probability = found
        extra: dict[str, Any] = {}
        wanted = [("status", kind == "event"), ("issue", kind in ISSUED), ("voice", kind == "pos")]
        for key, here in wanted:
            if here:
                p = decode.softmax(scores[start, self.columns[key]])
                extra[key] = self.labels[key][int(p.argmax())]
                extra[key + "_p"] = float(p.max())
        return Frame(kind, start, end, label, probability, roles, **extra)

    def _roles(self, kind: str, at: list[int], anchors: Floats, tokens: Floats) -> Iterator[tuple[Role, ...]]:
        """What fills the roles of each anchor of a kind."""
        names = self.roles[kind]
        if not names or not at:
            yield from (() for _ in at)
            return
        one = np.ones((len(at), 1), np.float32)
        left = (np.concatenate([anchors[at], one], 1) @ self.channels[kind]).reshape(
            len(at), 3 * len(names), -1
        )
        odds = left[:, :, :-1] @ tokens.T + left[:, :, -1:]
        place = np.clip(np.arange(len(tokens)) - np.array(at)[:, None], -DISTANCE, DISTANCE) + DISTANCE
        odds += self.distance[kind][:, place].transpose(1, 0, 2)
        each = odds.reshape(len(at), len(names), 3, -1)
        filled = (each[:, :, 0].max(2) >= 0) | (each.sum(2).max(2) >= 0)
        for anchor, some in zip(each, filled, strict=True):
            yield tuple(
                Role(names[i], start, end, p)
                for i in np.flatnonzero(some).tolist()
                for start, end, p in decode.role_spans(*anchor[i])
            )

    @staticmethod
    def moved(frame: Frame, shift: int) -> Frame:
        """The same frame in a sentence that starts `shift` words earlier."""
        roles = tuple(replace(r, start=r.start + shift, end=r.end + shift) for r in frame.roles)
        return replace(frame, start=frame.start + shift, end=frame.end + shift, roles=roles)
