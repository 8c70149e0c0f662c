"""Trains the network of the reader of events: a few layers of a pretrained BERT with a head for each question."""

import io
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, TypeVar

import numpy as np

from geomap.events.network import FORMAT, HEADS, PAIRED
from geomap.training.accurate_export import layers_files
from geomap.training.accurate_net import Pretrained, Tensors, encoded, linear, quick_numbers
from geomap.training.event_items import TELLS, UNASKED, Item

POSITIONS = 128
_WEIGHTS = {"asserted": 1.0, "sub": 1.5, "site": 1.0, "day": 0.3, "count": 0.5, "participant": 1.0}  # of the losses
_SMOOTHED = 0.03  # of the labels of what is told as what: coders differ
_TINY = 1e-5


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How the network is trained; none of it was searched for."""

    rounds: int = 5
    batch: int = 12  # windows
    rate: float = 3e-4  # of learning, for what is pretrained
    fresh_rate: float = 1e-3  # for the heads
    warm: float = 0.1  # share of the steps in which the rate rises; then it falls to nothing
    decay: float = 0.01
    dropout: float = 0.1
    steepest: float = 1.0  # norm that gradients are cut to
    seed: int = 0
    threads: int = 1


PLAN = Plan()
SHUFFLED = 200  # windows among which those of like length are put into one batch
TOLD_EVERY = 100  # batches between two lines about the progress
Read = TypeVar("Read")
Batch = TypeVar("Batch")


def train(told: Sequence[Item], start: Pretrained, plan: Plan = PLAN) -> Tensors:
    """The tensors trained on some windows; the same each time on one machine."""
    import torch

    torch.set_num_threads(plan.threads)
    net = tensors(start, plan.seed)
    table = torch.tensor(start.steps.astype(np.float32) * start.scales)
    random = Random(plan.seed)  # noqa: S311 - no secret
    batches = [
        batch
        for _ in range(plan.rounds)
        for batch in in_batches(told, plan.batch, random, lambda item: len(item.pieces))
    ]

    def loss(batch: Sequence[Item]) -> Any:  # noqa: ANN401
        with quick_numbers():
            states = _states(net, table, batch, start, plan.dropout)
        return _loss(net, states.float(), batch, plan.dropout)

    learn(net, {f"{name}.{part}" for name in HEADS for part in ("weight", "bias")}, batches, loss, plan)
    return net


def learn(
    net: Tensors, fresh: Container[str], batches: Sequence[Batch], loss: Callable[[Batch], Any], plan: Plan
) -> None:
    """Change the tensors, batch by batch, so that the loss falls.

    Args:
        net: the tensors by name.
        fresh: names of those that are not pretrained.
        batches: in the order in which they are learned from.
        loss: of a batch.
        plan: how it is done.
    """
    import torch

    optimiser = torch.optim.AdamW(
        [
            {"params": [net[name] for name in net if (name in fresh) == is_fresh], "lr": rate}
            for is_fresh, rate in ((False, plan.rate), (True, plan.fresh_rate))
        ],
        weight_decay=plan.decay,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, _rates(len(batches), plan.warm))
    losses: list[float] = []
    for batch in batches:
        cost = loss(batch)
        optimiser.zero_grad()
        cost.backward()
        torch.nn.utils.clip_grad_norm_(net.values(), plan.steepest)
        optimiser.step()
        schedule.step()
        losses.append(float(cost.detach()))
        if len(losses) % TOLD_EVERY == 0:
            print(f"{len(losses)} of {len(batches)}: loss {np.mean(losses[-TOLD_EVERY:]):.3f}", flush=True)


def tensors(start: Pretrained, seed: int) -> Tensors:
    """What is trained, by name: the heads start fresh, all else as pretrained."""
    import torch

    torch.manual_seed(seed)
    found = start.encoder()
    found["positions"] = torch.tensor(start.positions[:POSITIONS])
    width = start.positions.shape[1]
    for name, classes in HEADS.items():
        found[f"{name}.weight"] = torch.randn(classes, width * (2 if name in PAIRED else 1)) * 0.02
        found[f"{name}.bias"] = torch.zeros(classes)
    return {name: found[name].requires_grad_() for name in sorted(found)}


def in_batches(
    told: Sequence[Read], size: int, random: Random, length: Callable[[Read], int], among: int = SHUFFLED
) -> list[list[Read]]:
    """What is learned from in an order drawn by lot, that of like length together, looked for among so many."""
    order = list(told)
    random.shuffle(order)
    batches = [
        sorted(order[low : low + among], key=length)[at : at + size]
        for low in range(0, len(order), among)
        for at in range(0, len(order[low : low + among]), size)
    ]
    random.shuffle(batches)
    return batches


def files(net: Tensors, start: Pretrained) -> dict[str, bytes]:
    """The files of `events.network.FILES`: the layers as two ONNX models in eight bits, the heads beside them."""
    weights = {name: tensor.detach().numpy() for name, tensor in net.items()}
    heads = {f"{name}_{part}": weights[f"{name}.{part}"] for name in HEADS for part in ("weight", "bias")}
    written = io.BytesIO()
    np.savez_compressed(
        written,
        format=np.int64(FORMAT),
        positions=weights["positions"].astype(np.float16),
        **{name: value.astype(np.float16 if name.endswith("weight") else np.float32) for name, value in heads.items()},
    )
    return {**layers_files(weights, start.shape), "heads.npz": written.getvalue()}


def _rates(steps: int, warm: float) -> Callable[[int], float]:
    """Up in a line, then down to nothing."""
    rising = max(1, int(warm * steps))
    return lambda step: min((step + 1) / rising, (steps - step) / max(1, steps - rising))


def _states(net: Tensors, table: Any, batch: Sequence[Item], start: Pretrained, dropout: float) -> Any:  # noqa: ANN401
    import torch

    length = max(len(item.pieces) for item in batch)
    pieces = np.zeros((len(batch), length), np.int64)
    for row, item in enumerate(batch):
        pieces[row, : len(item.pieces)] = item.pieces
    numbers = torch.from_numpy(pieces)
    return encoded(net, table[numbers] + net["positions"][:length], numbers != 0, shape=start.shape, dropout=dropout)


def _loss(net: Tensors, states: Any, batch: Sequence[Item], dropout: float) -> Any:  # noqa: ANN401
    import torch

    words, first = _words(states, batch)
    asked: list[tuple[tuple[int, int], int, Any]] = [
        ((first[row] + low, first[row] + high), label, weights)
        for row, item in enumerate(batch)
        for (low, high), label, weights in item.asserted
    ]
    total = torch.zeros(())
    if asked:
        sentences = torch.nn.functional.dropout(_means(words, [one[0] for one in asked]), dropout)
        total = total + _of_sentences(linear(net, "asserted", sentences), [one[1] for one in asked])
        total = total + _of_kinds(linear(net, "sub", sentences), [one[2] for one in asked])
    for name in sorted(PAIRED):
        total = total + _of_pairs(net, name, words, _paired(batch, first, name), dropout)
    for name in ("count", "participant"):
        total = total + _of_words(net, name, words, list(_single(batch, first, name)), dropout)
    return total


def _words(states: Any, batch: Sequence[Item]) -> tuple[Any, list[int]]:  # noqa: ANN401
    """The vectors of all words, the means of their pieces, and the number of each window's first word."""
    import torch

    length = states.shape[1]
    source = [
        row * length + at for row, item in enumerate(batch) for low, high in item.words for at in range(low, high)
    ]
    sizes = [high - low for item in batch for low, high in item.words]
    target = np.repeat(np.arange(len(sizes)), sizes)
    weights = torch.tensor(1.0 / np.repeat(sizes, sizes), dtype=torch.float32)[:, None]
    flat = states.reshape(-1, states.shape[-1])[torch.tensor(source)] * weights
    words = torch.zeros(len(sizes), states.shape[-1]).index_add(0, torch.from_numpy(target), flat)
    return words, [0, *np.cumsum([len(item.words) for item in batch])[:-1].tolist()]


def _means(words: Any, stretches: Sequence[tuple[int, int]]) -> Any:  # noqa: ANN401
    import torch

    share = torch.zeros(len(stretches), len(words))
    for row, (low, high) in enumerate(stretches):
        share[row, low:high] = 1.0 / (high - low)
    return share @ words


def _of_sentences(scores: Any, labels: Sequence[int]) -> Any:  # noqa: ANN401
    """As what each sentence tells an event; where that is not known, that it tells one."""
    import torch

    wanted = torch.tensor(labels)
    known = wanted != TELLS
    total = torch.zeros(())
    if known.any():
        total = total + torch.nn.functional.cross_entropy(scores[known], wanted[known], label_smoothing=_SMOOTHED)
    if (~known).any():
        none = torch.softmax(scores[~known], -1)[:, 0]
        total = total - 0.5 * torch.log(1.0 - none + _TINY).mean()
    return _WEIGHTS["asserted"] * total


def _of_kinds(scores: Any, weights: Sequence[Any]) -> Any:  # noqa: ANN401
    """The sub-types of each event that a sentence tells."""
    import torch

    shares = torch.softmax(scores, -1)
    losses = [
        -torch.log((torch.from_numpy(allowed) * shares[row]).sum(-1) + _TINY).mean()
        for row, allowed in enumerate(weights)
        if allowed is not None
    ]
    return _WEIGHTS["sub"] * torch.stack(losses).sum() / len(weights) if losses else torch.zeros(())


def _paired(
    batch: Sequence[Item], first: Sequence[int], name: str
) -> list[tuple[tuple[int, int], tuple[int, int], int]]:
    return [
        ((first[row] + low, first[row] + high), (first[row] + begin, first[row] + end), label)
        for row, item in enumerate(batch)
        for (low, high), (begin, end), label in getattr(item, name)
    ]


def _single(batch: Sequence[Item], first: Sequence[int], name: str) -> Iterator[tuple[int, int]]:
    for row, item in enumerate(batch):
        yield from ((first[row] + word, label) for word, label in getattr(item, name) if label != UNASKED)


def _of_pairs(net: Tensors, name: str, words: Any, asked: Sequence[Any], dropout: float) -> Any:  # noqa: ANN401
    import torch

    asked = [one for one in asked if one[2] != UNASKED]
    if not asked:
        return torch.zeros(())
    both = torch.cat([_means(words, [one[0] for one in asked]), _means(words, [one[1] for one in asked])], 1)
    scores = linear(net, name, torch.nn.functional.dropout(both, dropout))
    wanted = torch.tensor([one[2] for one in asked])
    return _WEIGHTS[name] * torch.nn.functional.cross_entropy(scores, wanted)


def _of_words(net: Tensors, name: str, words: Any, asked: Sequence[tuple[int, int]], dropout: float) -> Any:  # noqa: ANN401
    import torch

    if not asked:
        return torch.zeros(())
    numbers, labels = zip(*asked, strict=True)
    scores = linear(net, name, torch.nn.functional.dropout(words[torch.tensor(numbers)], dropout))
    return _WEIGHTS[name] * torch.nn.functional.cross_entropy(scores, torch.tensor(labels))
