"""The network as an ONNX graph, written node by node with ONNX Runtime's fused operators where they are fast.

SkipLayerNormalization is left out: on processors it takes seven times as long as an addition and a
LayerNormalization (ONNX Runtime 1.32).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from training.model import Config

Array = NDArray[Any]
MS = "com.microsoft"


@dataclass(frozen=True)
class Scale:
    """How the input of an int8 matrix is written in eight bits."""

    step: float
    zero: int
    smooth: Array | None = None  # [inputs]: divided out of the input and multiplied into the weights


class Graph:
    """A graph under construction: `add` returns the name of what a node gives."""

    def __init__(self, scales: dict[str, Scale] | None) -> None:
        """Start empty; `scales` says which matrices are int8, and how their inputs are scaled."""
        self.nodes: list[Any] = []
        self.quantised: dict[Any, str] = {}
        self.constants: list[Any] = []
        self.scales = scales  # None: full precision
        self.known: set[str] = set()
        self.watch: list[tuple[str, str]] = []  # (matrix, its input), for calibration

    def constant(self, name: str, value: Any) -> str:
        """The name of a constant of the graph, stored once."""
        if name not in self.known:
            self.known.add(name)
            self.constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def add(self, op: str, inputs: list[str], domain: str = "", outputs: int = 1, **attributes: Any) -> Any:
        """Add a node; the name of its output, or the names where there are several."""
        names = [f"n{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(op, inputs, names, domain=domain, **attributes))
        return names[0] if outputs == 1 else names

    def linear(self, x: str, name: str, weight: Array, bias: Array) -> str:
        """X @ weight.T + bias, in int8 where there is a scale for it."""
        self.watch.append((name, x))
        if self.scales is None or name not in self.scales:
            y = self.add("MatMul", [x, self.constant(name + ".w", weight.T.astype(np.float32))])
            return str(self.add("Add", [y, self.constant(name + ".b", bias.astype(np.float32))]))
        scale = self.scales[name]
        if scale.smooth is not None:
            even = self.constant(name + ".e", (1 / scale.smooth).astype(np.float32))
            x, weight = self.add("Mul", [x, even]), weight * scale.smooth
        steps = np.abs(weight).max(1) / 127
        q = np.clip(np.rint(weight / steps[:, None]), -127, 127).astype(np.int8).T
        a = self.constant(f"{name}.s", np.float32(scale.step))
        z = self.constant(f"{name}.z", np.uint8(scale.zero))
        key = (x, scale.step, scale.zero)
        if key not in self.quantised:
            self.quantised[key] = self.add("QuantizeLinear", [x, a, z])
        return str(
            self.add(
                "MatMulIntegerToFloat",
                [
                    self.quantised[key],
                    self.constant(name + ".q", q),
                    a,
                    self.constant(name + ".t", steps.astype(np.float32)),
                    z,
                    "",
                    self.constant(name + ".b", bias.astype(np.float32)),
                ],
                MS,
            )
        )


def encoder(g: Graph, w: dict[str, Array], c: Config) -> list[str]:
    """Nodes of the encoder; the names of every layer's output, [B, S, hidden]."""
    words = w["encoder.words.weight"]
    if g.scales is None:
        x = g.add("Gather", [g.constant("words", words.astype(np.float32)), "ids"])
    else:
        steps = np.abs(words).max(1) / 127 + 1e-12
        table = np.rint(words / steps[:, None]).astype(np.int8)
        x = g.add("Cast", [g.add("Gather", [g.constant("words", table), "ids"])], to=TensorProto.FLOAT)
        step = g.add("Gather", [g.constant("words.step", steps[:, None].astype(np.float32)), "ids"])
        x = g.add("Mul", [x, step])
    place = g.add(
        "Gather", [g.constant("positions", w["encoder.positions.weight"].astype(np.float32)), "places"]
    )
    case = g.add("Gather", [g.constant("shapes", w["encoder.shapes.weight"].astype(np.float32)), "cases"])
    x = g.add("Add", [g.add("Add", [x, place]), case])
    x = g.add("LayerNormalization", [x, *norm(g, w, "encoder.norm")], epsilon=1e-12)
    states = []
    for i in range(c.layers):
        p = f"encoder.layers.{i}."
        weights, biases = (np.split(w[f"{p}qkv.{part}"], 3) for part in ("weight", "bias"))
        q, k, v = (g.linear(x, f"{p}qkv{j}", weights[j], biases[j]) for j in range(3))
        a = g.add("MultiHeadAttention", [q, k, v, "", "lengths"], MS, num_heads=c.heads)
        a = g.linear(a, p + "out", w[p + "out.weight"], w[p + "out.bias"])
        x = g.add("LayerNormalization", [g.add("Add", [a, x]), *norm(g, w, p + "norm1")], epsilon=1e-12)
        u = g.add("Gelu", [g.linear(x, p + "up", w[p + "up.weight"], w[p + "up.bias"])], MS)
        d = g.linear(u, p + "down", w[p + "down.weight"], w[p + "down.bias"])
        x = g.add("LayerNormalization", [g.add("Add", [d, x]), *norm(g, w, p + "norm2")], epsilon=1e-12)
        states.append(x)
    return states


def norm(g: Graph, w: dict[str, Array], name: str) -> list[str]:
    """Gain and offset of a layer normalisation."""
    return [g.constant(f"{name}.{k}", w[f"{name}.{k}"].astype(np.float32)) for k in ("weight", "bias")]


def mixed(g: Graph, w: dict[str, Array], name: str, words: list[str]) -> str:
    """The weighted mean of the layers' word states."""
    raw = w[f"mix.{name}.weight"].astype(np.float64)
    share = np.exp(raw - raw.max())
    share /= share.sum()
    parts = [
        g.add("Mul", [word, g.constant(f"{name}.share{i}", np.float32(share[i]))])
        for i, word in enumerate(words)
        if share[i] > 0.004
    ]
    return str(g.add("Sum", parts))


def heads(g: Graph, w: dict[str, Array], c: Config, states: list[str]) -> list[str]:
    """Nodes of the heads on word states [B, N, hidden]; the names of the graph's outputs."""
    flat = g.constant("flat", np.array([-1, c.hidden], np.int64))
    used = {
        i
        for name in c.mixes
        for i, s in enumerate(np.exp(w[f"mix.{name}.weight"]) / np.exp(w[f"mix.{name}.weight"]).sum())
        if s > 0.004
    }
    words = [
        g.add("Gather", [g.add("Reshape", [state, flat]), "first"]) if i in used else ""
        for i, state in enumerate(states)
    ]
    h, f = mixed(g, w, "syntax", words), mixed(g, w, "frames", words)
    out: dict[str, str] = {}

    def dense(x: str, name: str) -> str:
        return g.linear(x, name, w[name + ".weight"], w[name + ".bias"])

    def mlp(x: str, name: str) -> str:
        return str(g.add("Gelu", [dense(x, name + ".0")], MS))

    out["upos"] = dense(h, "upos")
    dep, head = mlp(h, "arc_dep"), mlp(h, "arc_head")
    bilinear, root = w["arc"][:-1], w["arc"][-1]
    left = g.add(
        "Add",
        [
            g.add("MatMul", [dep, g.constant("arc.w", bilinear.astype(np.float32))]),
            g.constant("arc.b", root.astype(np.float32)),
        ],
    )
    out["arcs"] = g.add("MatMul", [left, g.add("Transpose", [head], perm=[0, 2, 1])])
    out["rel_dep"], out["rel_head"] = mlp(h, "rel_dep"), mlp(h, "rel_head")
    out["greedy"], out["rels"] = relations(g, w, c, out)
    out["ner"] = dense(f, "ner")
    hidden = mlp(f, "frame_hidden")
    layers = [f"tags.{k}" for k in c.tags] + ["status", "issue", "voice"]
    weight = np.concatenate([w[k + ".weight"] for k in layers])
    bias = np.concatenate([w[k + ".bias"] for k in layers])
    out["frames"] = g.linear(hidden, "frames", weight, bias)
    out["role_anchor"], out["role_token"] = mlp(f, "role_anchor"), mlp(f, "role_token")
    for name, node in out.items():
        g.nodes.append(helper.make_node("Identity", [node], [name]))
    return list(out)


def relations(g: Graph, w: dict[str, Array], c: Config, out: dict[str, str]) -> tuple[str, str]:
    """The likeliest head of every word, and the scores [B, N, L] of the labels of that arc."""
    place = g.add(
        "Range",
        [
            g.constant("0", np.int64(0)),
            g.add("Gather", [g.add("Shape", ["first"]), g.constant("1", np.int64(1))]),
            g.constant("1", np.int64(1)),
        ],
    )
    real = g.add(
        "Less", [g.add("Unsqueeze", [place, g.constant("01", np.array([0, 1], np.int64))]), "counts"]
    )
    far = g.constant("far", np.float32(-1e9))
    greedy = g.add("ArgMax", [g.add("Where", [real, out["arcs"], far])], axis=2, keepdims=1)
    d = w["rel"].shape[0]
    side = g.constant("side", np.array([1, 1, c.rel], np.int64))
    index = g.add("Expand", [greedy, side])
    head = g.add("GatherElements", [out["rel_head"], index], axis=1)
    # score = [dep 1] W [head 1]: the last row and column of W are the parts that need only one side
    weight, bias = w["rel"][:-1], w["rel"][-1]
    pair = g.linear(out["rel_dep"], "rel", weight[..., :-1].reshape(d - 1, -1).T, bias[:, :-1].reshape(-1))
    pair = g.add("Reshape", [pair, g.constant("split", np.array([0, 0, len(c.rels), d - 1], np.int64))])
    single = g.linear(out["rel_dep"], "rel.one", weight[..., -1].T, bias[:, -1])
    single = g.add("Unsqueeze", [single, g.constant("3", np.array([3], np.int64))])
    column = g.add("Unsqueeze", [head, g.constant("3", np.array([3], np.int64))])
    scores = g.add("Add", [g.add("MatMul", [pair, column]), single])
    flat = g.add("Squeeze", [scores, g.constant("3", np.array([3], np.int64))])
    return str(g.add("Squeeze", [greedy, g.constant("2", np.array([2], np.int64))])), str(flat)


def build(
    w: dict[str, Array], c: Config, scales: dict[str, Scale] | None, *, watch: bool = False
) -> tuple[Any, list[tuple[str, str]]]:
    """The ONNX model, and which node's output feeds each matrix."""
    g = Graph(scales)
    outputs = heads(g, w, c, encoder(g, w, c))
    ints = [("ids", ["b", "s"]), ("cases", ["b", "s"]), ("places", ["s"]), ("first", ["b", "n"])]
    inputs = [helper.make_tensor_value_info(k, TensorProto.INT64, s) for k, s in ints]
    inputs.append(helper.make_tensor_value_info("counts", TensorProto.INT64, ["b", 1, 1]))
    inputs.append(helper.make_tensor_value_info("lengths", TensorProto.INT32, ["b"]))
    names = outputs + (sorted({x for _, x in g.watch}) if watch else [])
    results = [
        helper.make_tensor_value_info(k, TensorProto.INT64 if k == "greedy" else TensorProto.FLOAT, None)
        for k in names
    ]
    graph = helper.make_graph(g.nodes, "pourparler-grammar", inputs, results, g.constants)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MS, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9), g.watch
