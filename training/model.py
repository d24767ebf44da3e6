"""The reading model in PyTorch: one small encoder, several heads.

Shapes: B sentences, S sub-words, N words, A anchors, C role channels.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

if TYPE_CHECKING:
    from pathlib import Path

SHAPES = 10  # see `pourparler.reading.grammar.shape`
KINDS = ("cue", "cont", "event", "pos", "prop", "resp", "ass", "stick", "comm", "meet")
DISTANCE = 24  # words; anchors and tokens further apart share a bias


@dataclass
class Config:
    """Sizes and label inventories; stored with the weights."""

    upos: list[str]
    rels: list[str]
    ner: list[str]
    tags: dict[str, list[str]]  # kind -> labels of its anchor layer, "O" first
    status: list[str]
    issue: list[str]
    voice: list[str]
    roles: list[tuple[str, str]]  # (kind, role) of every channel
    hidden: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    arc: int = 320
    rel: int = 96
    role: int = 96
    dropout: float = 0.2
    encoder_dropout: float = 0.1
    mixes: list[str] = field(default_factory=lambda: ["syntax", "frames"])


class Drop(nn.Module):  # type: ignore[misc]
    """Dropout that cuts its masks from one random pool: drawing bits anew takes a tenth of a step."""

    pool = torch.empty(0)

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        """Zero a share of the values and scale up the rest."""
        if not self.training or self.p == 0:
            return x
        if not len(Drop.pool):
            Drop.pool = torch.rand(1 << 24, device=x.device)
        need = x.numel()
        start = int(torch.randint(0, len(Drop.pool) - need, ()))
        mask = (Drop.pool[start : start + need] >= self.p).view(x.shape)
        return x * mask.to(x.dtype) * (1 / (1 - self.p))


class Dense(nn.Linear):  # type: ignore[misc]
    """A linear layer that can be taught to live with eight bits: inputs and weights are rounded on the way."""

    rounded = False  # for all layers at once

    def __init__(self, inside: int, outside: int, *, columns: bool = False) -> None:
        """`columns`: every input has a range of its own, as where the export smooths them."""
        super().__init__(inside, outside)
        self.columns = columns

    def forward(self, x: Tensor) -> Tensor:
        """[..., inside] to [..., outside]."""
        if not (Dense.rounded and self.training):
            return super().forward(x)
        flat = x.flatten(0, -2)
        span = [flat.amin(0), flat.amax(0)] if self.columns else [flat.amin(), flat.amax()]
        low, high = (v.detach().float() for v in span)
        x = _eight(x, (high - low) / 255, low)
        most = self.weight.detach().abs().amax(1, keepdim=True)
        return F.linear(x, _eight(self.weight, most / 127, torch.zeros_like(most)), self.bias)


def _eight(x: Tensor, step: Tensor, low: Tensor) -> Tensor:
    """The nearest of 256 steps from `low`; the gradient passes straight through (Bengio et al. 2013)."""
    with torch.no_grad():
        exact = x.detach().float()
        step = step.clamp(min=1e-8)
        shift = ((exact - low) / step).round() * step + low - exact
    return x + shift.to(x.dtype)


class Layer(nn.Module):  # type: ignore[misc]
    """One BERT layer, post-norm."""

    def __init__(self, c: Config) -> None:
        super().__init__()
        self.n = c.heads
        self.qkv = Dense(c.hidden, 3 * c.hidden)
        self.out = Dense(c.hidden, c.hidden)
        self.norm1 = nn.LayerNorm(c.hidden, eps=1e-12)
        self.up = Dense(c.hidden, c.inner)
        self.down = Dense(c.inner, c.hidden, columns=True)
        self.norm2 = nn.LayerNorm(c.hidden, eps=1e-12)
        self.drop = Drop(c.encoder_dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """[B, S, hidden] to the same; `mask` is added to the attention scores."""
        b, s, h = x.shape
        q, k, v = self.qkv(x).view(b, s, 3, self.n, h // self.n).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(2, 3) * (h // self.n) ** -0.5 + mask
        a = scores.softmax(-1).to(v.dtype) @ v
        x = self.norm1(x + self.drop(self.out(a.transpose(1, 2).reshape(b, s, h))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):  # type: ignore[misc]
    """BERT with a learned embedding of each word's letter case; returns every layer's output."""

    def __init__(self, c: Config, vocab: int = 30522, positions: int = 512) -> None:
        super().__init__()
        self.words = nn.Embedding(vocab, c.hidden)
        self.positions = nn.Embedding(positions, c.hidden)
        self.shapes = nn.Embedding(SHAPES, c.hidden)
        self.norm = nn.LayerNorm(c.hidden, eps=1e-12)
        self.drop = Drop(c.encoder_dropout)
        self.layers = nn.ModuleList(Layer(c) for _ in range(c.layers))

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> list[Tensor]:
        """States [B, S, hidden] of every layer."""
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(place) + self.shapes(shapes)
        x = self.drop(self.norm(x))
        keep = torch.zeros(mask.shape, device=mask.device).masked_fill(~mask, -1e4)[:, None, None, :]
        states = []
        for layer in self.layers:
            x = layer(x, keep.to(x.dtype))
            states.append(x)
        return states

    def load(self, folder: Path) -> None:
        """Take the pretrained weights; case embeddings start at zero."""
        w = read_safetensors(folder / "model.safetensors")
        w = {k.removeprefix("bert."): v for k, v in w.items()}
        e = "embeddings."
        put = self.load_state_dict
        state = {
            "words.weight": w[e + "word_embeddings.weight"],
            "positions.weight": w[e + "position_embeddings.weight"]
            + w[e + "token_type_embeddings.weight"][0],
            "shapes.weight": torch.zeros_like(self.shapes.weight),
            "norm.weight": w[e + "LayerNorm.weight"],
            "norm.bias": w[e + "LayerNorm.bias"],
        }
        names = {
            "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for i in range(len(self.layers)):
            base = f"encoder.layer.{i}."
            for part in ("weight", "bias"):
                attention = [f"{base}attention.self.{x}.{part}" for x in ("query", "key", "value")]
                state[f"layers.{i}.qkv.{part}"] = torch.cat([w[name] for name in attention])
                for ours, theirs in names.items():
                    state[f"layers.{i}.{ours}.{part}"] = w[f"{base}{theirs}.{part}"]
        put(state)


def read_safetensors(path: Path) -> dict[str, Tensor]:
    """Tensors of a safetensors file (eight bytes of header length, a JSON header, raw data)."""
    raw = path.read_bytes()
    size = int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8 : 8 + size])
    kinds = {"F32": np.float32, "F16": np.float16, "I64": np.int64}
    tensors = {}
    for name, info in header.items():
        if name == "__metadata__":
            continue
        begin, end = (8 + size + x for x in info["data_offsets"])
        array = np.frombuffer(raw[begin:end], kinds[info["dtype"]]).reshape(info["shape"])
        tensor = torch.from_numpy(array.copy())
        tensors[name] = tensor.float() if array.dtype.kind == "f" else tensor
    return tensors


class Mix(nn.Module):  # type: ignore[misc]
    """Learned weighted mean of the layers (Peters et al. 2018)."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.linspace(-1.0, 1.0, layers))

    def forward(self, states: list[Tensor]) -> Tensor:
        """[B, S, hidden]."""
        share = self.weight.softmax(0)
        total = share[0] * states[0]
        for part, state in zip(share[1:], states[1:], strict=True):
            total = total + part * state
        return total


def mlp(inside: int, outside: int, dropout: float) -> nn.Sequential:
    """One hidden layer with dropout."""
    return nn.Sequential(nn.Linear(inside, outside), nn.GELU(), Drop(dropout))


class Reader(nn.Module):  # type: ignore[misc]
    """Encoder and heads.  `encode` gives word states; the other methods are the heads."""

    def __init__(self, c: Config) -> None:
        super().__init__()
        self.c = c
        self.encoder = Encoder(c)
        self.mix = nn.ModuleDict({name: Mix(c.layers) for name in c.mixes})
        self.drop = Drop(c.dropout)
        self.upos = nn.Linear(c.hidden, len(c.upos))
        self.ner = nn.Linear(c.hidden, len(c.ner))
        self.arc_dep = mlp(c.hidden, c.arc, c.dropout)
        self.arc_head = mlp(c.hidden, c.arc, c.dropout)
        self.arc = nn.Parameter(torch.zeros(c.arc + 1, c.arc))
        self.rel_dep = mlp(c.hidden, c.rel, c.dropout)
        self.rel_head = mlp(c.hidden, c.rel, c.dropout)
        self.rel = nn.Parameter(torch.zeros(c.rel + 1, len(c.rels), c.rel + 1))
        self.frame_hidden = mlp(c.hidden, c.hidden, c.dropout)
        self.tags = nn.ModuleDict({k: nn.Linear(c.hidden, len(v)) for k, v in c.tags.items()})
        self.status = nn.Linear(c.hidden, len(c.status))
        self.issue = nn.Linear(c.hidden, len(c.issue))
        self.voice = nn.Linear(c.hidden, len(c.voice))
        self.role_anchor = mlp(c.hidden, c.role, c.dropout)
        self.role_token = mlp(c.hidden, c.role, c.dropout)
        self.role = nn.Parameter(torch.zeros(c.role + 1, 3 * len(c.roles), c.role + 1))
        self.role_distance = nn.Parameter(torch.zeros(3 * len(c.roles), 2 * DISTANCE + 1))
        nn.init.normal_(self.arc, std=1 / c.arc)
        nn.init.normal_(self.rel, std=0.02)
        nn.init.normal_(self.role, std=0.02)
        with torch.no_grad():
            self.role[-1, :, -1] = -3.0  # most tokens fill no role
            for layer in self.tags.values():
                layer.bias[0] = 4.0  # and anchor nothing

    def encode(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """Word states [B, N+1, hidden] per mix; place 0 is the sentence marker (root)."""
        states = self.encoder(batch["ids"], batch["shapes"], batch["mask"])
        index = batch["first"][:, :, None].expand(-1, -1, self.c.hidden)
        return {name: self.drop(torch.gather(mix(states), 1, index)) for name, mix in self.mix.items()}

    def arcs(self, h: Tensor) -> Tensor:
        """Scores [B, N+1 dependents, N+1 heads]."""
        dep = _with_one(self.arc_dep(h))
        return (dep @ self.arc) @ self.arc_head(h).transpose(1, 2)

    def labels(self, h: Tensor, heads: Tensor) -> Tensor:
        """Label scores [B, N+1, L] of each word with the given heads [B, N+1]."""
        dep = _with_one(self.rel_dep(h))
        head = _with_one(self.rel_head(h))
        head = torch.gather(head, 1, heads[:, :, None].expand(-1, -1, head.shape[2]))
        return torch.einsum("bnd,dle,bne->bnl", dep, self.rel, head)

    def roles(self, f: Tensor, sentence: Tensor, anchor: Tensor) -> Tensor:
        """Channel scores [A, 3C, N+1]: inside, start, end of each role of each anchor."""
        a = _with_one(self.role_anchor(f[sentence, anchor]))
        t = _with_one(self.role_token(f))[sentence]
        left = torch.einsum("ad,dce->ace", a, self.role)
        scores = left @ t.transpose(1, 2)
        place = torch.arange(f.shape[1], device=f.device)[None, :] - anchor[:, None]
        bias = self.role_distance[:, place.clamp(-DISTANCE, DISTANCE) + DISTANCE]
        return scores + bias.transpose(0, 1)


def _with_one(x: Tensor) -> Tensor:
    return torch.cat([x, x.new_ones(*x.shape[:-1], 1)], -1)


def parameter_groups(model: Reader, encoder_lr: float, head_lr: float, decay: float) -> list[dict[str, Any]]:
    """Optimiser groups: lower layers learn slower, heads faster; no weight decay on vectors."""
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    depth = model.c.layers
    for name, parameter in model.named_parameters():
        rate = head_lr
        if name.startswith("encoder.layers."):
            rate = encoder_lr * decay ** (depth - 1 - int(name.split(".")[2]))
        elif name.startswith("encoder.shapes"):
            rate = encoder_lr
        elif name.startswith("encoder."):
            rate = encoder_lr * decay**depth
        shrink = 0.0 if parameter.dim() < 2 or "shapes" in name else 0.01
        groups.setdefault((rate, shrink), []).append(parameter)
    return [{"params": p, "lr": r, "weight_decay": d} for (r, d), p in groups.items()]


def schedule(step: int, total: int, warm: float) -> float:
    """Linear warm-up over a share of the steps, then a cosine to zero."""
    done = step / max(total, 1)
    if done < warm:
        return done / warm
    return 0.5 * (1 + math.cos(math.pi * (done - warm) / (1 - warm)))
