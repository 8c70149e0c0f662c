"""`python -m geomap.training.event_scenes` trains the reader of scenes: which of a sentence's names is the place.

Two layers on top of the lower half of the shipped network, begun as its upper half, that are asked name by name.
They learn from the annotated articles that are not held and, twice, from our own short texts. Those come in pairs of
like words: a name is the place of the event in one, the goal, the origin or the speaker's seat in the other. Needs the
dependency group `network` and the shipped network; takes half an hour of one core. The same each time on one machine.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt

from geomap.encoder.layers import Layers
from geomap.encoder.pieces import Pieces
from geomap.events.network import SHARED, Embeddings
from geomap.events.scenes import ASKED, FORMAT, OTHER, marked
from geomap.training.accurate_export import one_model, read_model
from geomap.training.accurate_net import Shape, Tensors, linear, through
from geomap.training.annotations import read_annotations, read_short_texts
from geomap.training.annotations_shape import Split
from geomap.training.event_items import Item, items
from geomap.training.event_network import Plan, in_batches, learn
from geomap.training.event_texts import Geoparsed, geoparsed
from geomap.training.mentions_ship import MODELS as NAMES_MODELS
from geomap.training.model_files import MODELS, write

UPPER = Shape(first=2, layers=4, heads=12)  # the upper half of the network
PLAN = Plan(rounds=2, batch=32, rate=2e-4)  # none of it was searched for
UNTOLD, UNTOLD_SHORT = 0.1, 0.4  # shares of the names that are kept of sentences that tell no event
TWICE = 2  # how often a short text is read, so that they weigh against the articles
_SMOOTHED = 0.03  # of the labels: coders differ
_AMONG = 2_048  # questions among which those of like length are put into one batch
Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A name in its sentence, half-way through the network, and what happened there."""

    states: Array  # (pieces, width)
    marks: npt.NDArray[np.int8]  # (pieces,)
    answer: int  # 0 nothing, 1 a news event, 2 another one
    is_told: bool  # whether the sentence tells an event at all


def questions(read: Iterable[Item], lower: Layers, embedded: Embeddings) -> Iterator[Question]:
    """The names of some windows, sentence by sentence.

    Args:
        read: the windows.
        lower: the lower half of the network.
        embedded: the vectors that it begins from.
    """
    for item in read:
        if not item.site:
            continue
        states = lower(embedded(item.pieces)).astype(np.float16)
        told = {whole for whole, core, _ in item.asserted if core}
        told |= {whole for _, whole, label in item.site if label}
        for whole in dict.fromkeys(whole for _, whole, _ in item.site):
            start, end = _pieces(item, whole)
            names = [(name, label) for name, other, label in item.site if other == whole]
            spans = [(low - start, high - start) for low, high in (_pieces(item, name) for name, _ in names)]
            for span, (_, label) in zip(spans, names, strict=True):
                first, marks = marked(end - start, span, [other for other in spans if other != span])
                own = states[start + first : start + first + len(marks)]
                yield Question(own, marks, label, whole in told)


def _pieces(item: Item, stretch: tuple[int, int]) -> tuple[int, int]:
    """The pieces of some words of a window."""
    return item.words[stretch[0]][0], item.words[stretch[1] - 1][1]


def train(asked: Sequence[Question], upper: Mapping[str, Array], plan: Plan = PLAN) -> Tensors:
    """The tensors trained on some questions; the same each time on one machine.

    Args:
        asked: the questions.
        upper: the weights of the upper half by name, which training begins from.
        plan: how it is trained.
    """
    import torch
    from torch.nn import functional

    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    width = asked[0].states.shape[1]
    fresh = {
        "marks": torch.randn(2, width) * 0.02,
        "scene.weight": torch.randn(3, 2 * width) * 0.02,
        "scene.bias": torch.zeros(3),
    }
    net = {name: torch.tensor(upper[name]) for name in sorted(upper)} | fresh
    net = {name: tensor.requires_grad_() for name, tensor in net.items()}
    random = Random(plan.seed)  # noqa: S311 - no secret
    batches = [
        batch
        for _ in range(plan.rounds)
        for batch in in_batches(asked, plan.batch, random, lambda one: len(one.marks), _AMONG)
    ]

    def loss(batch: Sequence[Question]) -> Any:  # noqa: ANN401 - torch ships no types
        wanted = torch.tensor([one.answer for one in batch])
        return functional.cross_entropy(said(net, batch, plan.dropout), wanted, label_smoothing=_SMOOTHED)

    learn(net, fresh, batches, loss, plan)
    return net


def said(net: Tensors, batch: Sequence[Question], dropout: float) -> Any:  # noqa: ANN401 - torch ships no types
    """What speaks for each answer; questions x 3."""
    import torch
    from torch.nn import functional

    length = max(len(one.marks) for one in batch)
    states = np.zeros((len(batch), length, batch[0].states.shape[1]), np.float32)
    marks = np.zeros((len(batch), length), np.int64)
    real = np.zeros((len(batch), length), bool)
    for row, one in enumerate(batch):
        size = len(one.marks)
        states[row, :size], marks[row, :size], real[row, :size] = one.states, one.marks, True
    kinds, shown = torch.from_numpy(marks), torch.from_numpy(real)
    x = torch.from_numpy(states)
    for kind in (OTHER, ASKED):
        x = x + (kinds == kind).unsqueeze(-1) * net["marks"][kind - 1]
    x = through(net, x, shown, shape=UPPER, dropout=dropout)
    both = torch.cat([_mean(x, kinds == ASKED), _mean(x, shown)], -1)
    return linear(net, "scene", functional.dropout(both, dropout))


def _mean(x: Any, chosen: Any) -> Any:  # noqa: ANN401 - torch ships no types
    weights = chosen.float().unsqueeze(-1)
    return (x * weights).sum(1) / weights.sum(1)


def files(net: Tensors) -> dict[str, bytes]:
    """The files of `events.scenes.FILES`."""
    weights = {name: tensor.detach().numpy() for name, tensor in net.items()}
    width = weights["marks"].shape[1]
    written = io.BytesIO()
    np.savez_compressed(
        written,
        format=np.int64(FORMAT),
        marks=np.concatenate([np.zeros((1, width)), weights["marks"]]).astype(np.float16),
        weight=weights["scene.weight"].astype(np.float16),
        bias=weights["scene.bias"],
    )
    return {"scene.onnx": one_model(weights, UPPER), "scene.npz": written.getvalue()}


def _kept(asked: Iterable[Question], share: float) -> list[Question]:
    """All that stand in sentences that tell an event, and a share of the others."""
    random = Random(0)  # noqa: S311 - no secret
    return [one for one in asked if one.is_told or random.random() < share]


def _read(texts: Iterable[Geoparsed], pieces: Pieces) -> Iterator[Item]:
    for one in texts:
        yield from items(one.article, one.outcomes, one.golds, pieces)


def on_top(told: Sequence[Item], network: Mapping[str, bytes], short: Sequence[Item] = ()) -> dict[str, bytes]:
    """The files of a reader of scenes for a network.

    Args:
        told: the windows that it learns from.
        network: the files of the network and those that it shares, by name.
        short: windows of short texts, which are read twice.
    """
    lower, embedded = Layers([network["lower.onnx"]], owner="training"), Embeddings(network)
    asked = _kept(questions(told, lower, embedded), UNTOLD)
    asked += TWICE * _kept(questions(short, lower, embedded), UNTOLD_SHORT)
    print(f"{len(asked)} names, {sum(one.answer > 0 for one in asked)} of them places of events", flush=True)
    return files(train(asked, read_model(network["upper.onnx"], UPPER)))


def main() -> None:
    """Train the reader of scenes for the shipped network and write it into the package."""
    network = {name: (MODELS / name).read_bytes() for name in ("lower.onnx", "upper.onnx", "heads.npz")}
    network |= {name: (NAMES_MODELS / "accurate" / name).read_bytes() for name in SHARED}
    pieces = Pieces(network["pieces.txt"].decode("utf-8").splitlines())
    own = geoparsed([one for one in read_annotations().articles if one.split in (Split.TRAIN, Split.FURTHER)])
    short = geoparsed(read_short_texts().of(Split.TRAIN))
    write(on_top(list(_read(own, pieces)), network, list(_read(short, pieces))))


if __name__ == "__main__":
    main()
