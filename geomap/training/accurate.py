"""Trains the network of the accurate recogniser."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np

from geomap.encoder.pieces import Pieces
from geomap.gazetteer import GazetteerStore
from geomap.mentions.accurate.hints import COLUMNS
from geomap.training.accurate_data import UNASKED, Lesson, lessons
from geomap.training.accurate_net import Pretrained, Tensors, forward, inputs, quick_numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How the network is trained; none of it was searched for."""

    rounds: int = 2  # times each corpus is told, every second time with other names
    batch: int = 1600  # pieces in a batch, padding counted
    rate: float = 2e-4  # of learning, for what is pretrained
    fresh_rate: float = 1e-3  # for what starts fresh: hints and labels
    warm: float = 0.1  # share of the steps in which the rate rises; then it falls to nothing
    decay: float = 0.01
    dropout: float = 0.1
    steepest: float = 1.0  # norm that gradients are cut to
    seed: int = 0
    threads: int = 1


PLAN = Plan()
FRESH = frozenset({"hints", "labels.weight", "labels.bias"})
SHUFFLED = 400  # lessons among which those of like length are put into one batch
TOLD_EVERY = 25  # batches between two lines about the progress


def train(corpora: Sequence[str], gazetteer: GazetteerStore, start: Pretrained, plan: Plan = PLAN) -> Tensors:
    """The tensors trained on the named corpora and our own sentences; the same each time on one machine."""
    import torch

    torch.set_num_threads(plan.threads)
    net = start.tensors(plan.seed)
    table = torch.tensor(start.steps.astype(np.float32) * start.scales)
    batches = in_batches(list(lessons(corpora, gazetteer, Pieces(start.pieces), plan.rounds)), plan)
    optimiser, schedule = _optimiser(net, plan, len(batches))
    losses: list[float] = []
    for batch in batches:
        pieces, hints, labels = tensors(batch)
        with quick_numbers():
            x = inputs(net, table, pieces, hints)
            said = forward(net, x, pieces != 0, shape=start.shape, dropout=plan.dropout)
        loss = torch.nn.functional.cross_entropy(said.float().flatten(0, 1), labels.flatten(), ignore_index=UNASKED)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.values(), plan.steepest)
        optimiser.step()
        schedule.step()
        losses.append(float(loss.detach()))
        if len(losses) % TOLD_EVERY == 0:
            print(f"{len(losses)} of {len(batches)}: loss {np.mean(losses[-TOLD_EVERY:]):.4f}", flush=True)
    return net


def _optimiser(net: Tensors, plan: Plan, steps: int) -> tuple[Any, Any]:
    """AdamW, and the schedule of its rates: up in a line, then down to nothing."""
    import torch

    groups = [
        {"params": [net[name] for name in net if (name in FRESH) == fresh], "lr": rate}
        for fresh, rate in ((False, plan.rate), (True, plan.fresh_rate))
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=plan.decay)
    warm = max(1, int(plan.warm * steps))

    def share(step: int) -> float:
        return min((step + 1) / warm, (steps - step) / max(1, steps - warm))

    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, share)


def in_batches(told: Sequence[Lesson], plan: Plan) -> list[list[Lesson]]:
    """The lessons in an order drawn by lot, those of like length together."""
    random = Random(plan.seed)  # noqa: S311 - no secret
    order = list(told)
    random.shuffle(order)
    batches = [
        batch
        for low in range(0, len(order), SHUFFLED)
        for batch in _filled(sorted(order[low : low + SHUFFLED], key=lambda one: len(one.pieces)), plan.batch)
    ]
    random.shuffle(batches)
    return batches


def _filled(rising: Sequence[Lesson], most: int) -> Iterator[list[Lesson]]:
    """Batches of so many pieces at most, from lessons that are sorted by length."""
    batch: list[Lesson] = []
    for lesson in rising:
        if batch and (len(batch) + 1) * len(lesson.pieces) > most:
            yield batch
            batch = []
        batch.append(lesson)
    if batch:
        yield batch


def tensors(batch: Sequence[Lesson]) -> tuple[Any, Any, Any]:
    """Pieces, hints and labels of a batch, padded at the end."""
    import torch

    length = max(len(lesson.pieces) for lesson in batch)
    pieces = np.zeros((len(batch), length), np.int64)
    hints = np.zeros((len(batch), length, COLUMNS), np.int64)
    labels = np.full((len(batch), length), UNASKED, np.int64)
    for row, lesson in enumerate(batch):
        size = len(lesson.pieces)
        pieces[row, :size], hints[row, :size], labels[row, :size] = lesson.pieces, lesson.hints, lesson.labels
    return torch.from_numpy(pieces), torch.from_numpy(hints), torch.from_numpy(labels)
