"""How fast the reading model parses, how much memory it takes, and what share of the arithmetic limit that is.

    python benchmarks/parse.py [--sentences 1000] [--threads 2] [--report FILE]

Prints the median of five runs over documents of 40 sentences of 25 words, the time to load, the resident
memory, and the int8 multiplications per second against what this processor does in one large int8 product.
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path
from statistics import median

import numpy as np

from pourparler.reading.grammar import Grammar, load

TEXT = (
    "Negotiators from Northland and Vesmark ended a second day of talks in Montreux on Thursday without agreeing "
    "on a line of contact in the river basin , officials said . "
    "The foreign minister told reporters that his government would not withdraw from the town before the exchange "
    "of prisoners had begun and monitors had arrived . "
    '" We can live with most of it , but not with a map that rewards conquest , " the deputy minister said late '
    "in the evening . "
    "A spokesman for the United Nations said that two convoys had been shelled near the bridge and that at least "
    "twelve people had been killed there ."
)
MACS_PER_PIECE = 6 * (384 * 1152 + 384 * 384 + 2 * 384 * 1536)  # int8 products in the encoder
PIECES_PER_WORD = 1.25


def documents(text: str, sentences: int) -> list[list[list[str]]]:
    """Documents of 40 sentences of 25 words, cut from a text."""
    words = (text.split() * (sentences * 25 // len(text.split()) + 1))[: sentences * 25]
    cut = [words[i : i + 25] for i in range(0, len(words), 25)]
    return [cut[i : i + 40] for i in range(0, len(cut), 40)]


def rate(grammar: Grammar, docs: list[list[list[str]]]) -> float:
    """Sentences per second over all documents."""
    began = time.perf_counter()
    for doc in docs:
        grammar.analyse(doc)
    return sum(map(len, docs)) / (time.perf_counter() - began)


def limit(threads: int) -> float:
    """Int8 multiply-adds per second of one large product on this processor."""
    import onnxruntime as ort
    from onnx import TensorProto, helper, numpy_helper

    n = 2048
    weight = numpy_helper.from_array(np.ones((n, n), np.int8), "w")
    node = helper.make_node("MatMulInteger", ["x", "w"], ["y"])
    graph = helper.make_graph(
        [node], "g", [helper.make_tensor_value_info("x", TensorProto.UINT8, [n, n])],
        [helper.make_tensor_value_info("y", TensorProto.INT32, [n, n])], [weight],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    session = ort.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    x = np.ones((n, n), np.uint8)
    times = []
    for _ in range(7):
        began = time.perf_counter()
        session.run(None, {"x": x})
        times.append(time.perf_counter() - began)
    return n**3 / min(times)


def main() -> None:
    """Measure and print."""
    p = argparse.ArgumentParser()
    p.add_argument("--sentences", type=int, default=1000)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--report", type=Path, help="cut the sentences from this text instead")
    a = p.parse_args()
    began = time.perf_counter()
    grammar = load(threads=a.threads)
    print(f"load          {time.perf_counter() - began:8.2f} s")
    docs = documents(a.report.read_text(encoding="utf-8") if a.report else TEXT, a.sentences)
    rate(grammar, docs[:2])
    speed = median(rate(grammar, docs) for _ in range(5))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"parse         {speed:8.0f} sentences/s (25 words, {a.threads} threads)")
    print(f"resident      {memory:8.0f} MB")
    try:
        top = limit(a.threads)
    except ImportError:
        print("share of the arithmetic limit: install onnx to measure it")
        return
    used = speed * 25 * PIECES_PER_WORD * MACS_PER_PIECE
    print(
        f"int8 products {used / 1e9:8.0f} G/s of {top / 1e9:.0f} G/s in one large product: {used / top:.0%}"
    )


if __name__ == "__main__":
    main()
