"""Train the reading model on everything at once and keep the averaged weights.

    python -m training.train BUILD --encoder FOLDER --epochs 9

Each epoch sees every tree, a share of the name lists, and the annotated reports some times over, in
batches of one kind.  Writes BUILD/OUT and a line per epoch.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

import torch

from training import batches as bt
from training import progress
from training.losses import step_loss
from training.model import Dense, Reader, parameter_groups, schedule

WARM = 0.06  # share of the steps in which the rate rises
EVERY = 4  # steps between two additions to the average


def epoch(
    train: list[bt.Record], pieces: bt.Pieces, a: argparse.Namespace, rng: Random
) -> list[list[bt.Item]]:
    """The batches of one epoch, all groups shuffled together.

    News with hyphenated words comes split as the treebanks split them every other time.
    """
    groups: dict[str, list[bt.Record]] = {"tree": [], "name": [], "frame": []}
    for sentence in train:
        r = sentence["other"] if "other" in sentence and rng.random() < 0.5 else sentence
        groups["tree" if "heads" in r else "frame" if "frames" in r else "name"].append(r)
    names = rng.sample(groups["name"], int(a.names * len(groups["name"])))
    own = [r for r in groups["tree"] if r["source"] == "ewt" and any(tag != "O" for tag in r.get("ner", []))]
    names += [{k: r[k] for k in ("id", "source", "words", "ner", "types")} for r in own] * a.own
    out = [*bt.batches(groups["tree"], pieces, a.size, rng), *bt.batches(names, pieces, a.size, rng)]
    for _ in range(a.frames):
        out += bt.batches(groups["frame"], pieces, a.size, rng)
    rng.shuffle(out)
    return out


class Average:
    """Exponential moving average of the weights, quick at first."""

    def __init__(self, model: Reader, keep: float) -> None:
        """Start from the model's weights; `keep` is the share that stays per step."""
        self.model, self.keep, self.times = model, keep, 0
        self.state = {k: v.detach().clone() for k, v in model.state_dict().items()}

    def add(self) -> None:
        """Take in the weights of `EVERY` steps."""
        self.times += 1
        keep = min(self.keep, (1 + self.times) / (10 + self.times)) ** EVERY
        with torch.no_grad():
            for key, value in self.model.state_dict().items():
                self.state[key].lerp_(value, 1 - keep)


class Run:
    """One training run: model, optimiser, average, and the clock."""

    def __init__(self, a: argparse.Namespace) -> None:
        """Load the sentences and the pretrained encoder, or the model to go on from."""
        self.a = a
        self.rng = Random(a.seed)  # noqa: S311 - seeded on purpose
        self.train = bt.load(a.build / "train.jsonl")
        self.pieces = bt.Pieces(a.encoder / "tokenizer.json")
        self.model = Reader(bt.config(self.train))
        self.model.encoder.load(a.encoder)
        if a.start:
            self.model.load_state_dict(torch.load(a.start, map_location="cpu", weights_only=False)["state"])
        self.model.to(a.device)
        groups = parameter_groups(self.model, a.lr, a.head_lr, a.decay)
        self.optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
        self.rates = [g["lr"] for g in self.optimiser.param_groups]
        self.average = Average(self.model, a.ema)
        self.step, self.total, self.words, self.loss, self.began = 0, 1, 0, 0.0, time.time()

    def go(self) -> None:
        """All epochs."""
        reparse = {0} if self.a.start else {max(1, self.a.epochs // 4), self.a.epochs // 2}
        framed = [r for x in self.train if "frames" in x for r in (x, x.get("other")) if r]
        for number in range(self.a.epochs):
            if number in reparse:
                progress.parse(self.model, framed, self.pieces)
            groups = epoch(self.train, self.pieces, self.a, self.rng)
            if number == 0:
                self.total = len(groups) * self.a.epochs
            for items in groups:
                self._step(items)
            self._save(number + 1)

    def _step(self, items: list[bt.Item]) -> None:
        rate = schedule(self.step, self.total, WARM)
        for group, full in zip(self.optimiser.param_groups, self.rates, strict=True):
            group["lr"] = full * rate
        with torch.autocast(self.model.arc.device.type, torch.bfloat16, enabled=self.a.bf16):
            loss = step_loss(self.model, items, self.a.smooth)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 2.0)
        self.optimiser.step()
        self.step += 1
        self.words += sum(len(i.ids) for i in items)
        self.loss = 0.98 * self.loss + 0.02 * float(loss.detach())
        if self.step % EVERY == 0:
            self.average.add()
        if self.step % 50 == 0:
            spent = time.time() - self.began
            print(
                f"step {self.step}/{self.total} loss {self.loss:.3f} "
                f"{self.words / spent:.0f} sub-words/s {spent / 60:.1f} min",
                flush=True,
            )

    def _save(self, number: int) -> None:
        """Measure and store the average; go on with the weights themselves."""
        held = {k: v.detach().clone() for k, v in self.model.state_dict().items()}
        self.model.load_state_dict(self.average.state)
        dev = {k: bt.load(self.a.build / f"{k}.jsonl") for k in progress.SETS}
        scores = progress.scores(self.model, dev, self.pieces)
        recipe = {k: str(v) for k, v in vars(self.a).items()}
        state = {k: v.cpu() for k, v in self.average.state.items()}
        saved: dict[str, Any] = {"config": asdict(self.model.c), "state": state, "recipe": recipe}
        torch.save(saved, self.a.build / self.a.out)
        self.model.load_state_dict(held)
        minutes = round((time.time() - self.began) / 60, 1)
        print(json.dumps({"epoch": number, "minutes": minutes, **scores}), flush=True)


def arguments() -> argparse.Namespace:
    """The recipe, from the command line."""
    p = argparse.ArgumentParser()
    p.add_argument("build", type=Path)
    p.add_argument("--encoder", type=Path, required=True)
    p.add_argument("--start", type=Path, help="go on from a trained model")
    p.add_argument("--epochs", type=int, default=9)
    p.add_argument("--lr", type=float, default=1.2e-4, help="of the encoder's last layer")
    p.add_argument("--head-lr", type=float, default=1.5e-3)
    p.add_argument("--decay", type=float, default=0.9, help="of the rate from one layer to the one below")
    p.add_argument("--size", type=int, default=2500, help="sub-words in a batch")
    p.add_argument("--names", type=float, default=0.5, help="share of the name lists in an epoch")
    p.add_argument("--own", type=int, default=0, help="further passes over the names of EWT in an epoch")
    p.add_argument("--frames", type=int, default=2, help="passes over the annotated reports in an epoch")
    p.add_argument("--rounded", action="store_true", help="round the encoder's matrices as the export will")
    p.add_argument("--smooth", type=float, default=0.03)
    p.add_argument("--ema", type=float, default=0.998)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    p.add_argument("--bf16", action=argparse.BooleanOptionalAction, default=True)
    p.add_argument("--out", default="model.pt")
    return p.parse_args()


if __name__ == "__main__":
    options = arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    Dense.rounded = options.rounded
    Run(options).go()
