"""The network of the accurate recogniser while it is trained: a small BERT, written out in torch."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from geomap.encoder.layers import HIDDEN
from geomap.encoder.pieces import END, START, UNKNOWN
from geomap.mentions.accurate.hints import ROWS
from geomap.mentions.accurate.windows import MOST
from geomap.training.accurate_data import LABELS

Tensors = dict[str, Any]  # torch's tensors by name; torch ships no types that this project could check against
Array = npt.NDArray[Any]

PADDING = "[PAD]"
LAYERS = 4  # the lowest of the pretrained ones that are kept: six would take half as long again to train and to run
STEPS = 7  # the embeddings are kept in four bits: -STEPS..STEPS times the row's scale
EPSILON = 1e-12  # of the normalisations, as the pretrained network has it
_LAYER = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mix": "attention.output.dense",
    "mix_norm": "attention.output.LayerNorm",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
    "narrow_norm": "output.LayerNorm",
}


def quick_numbers() -> Any:  # noqa: ANN401 - torch ships no types
    """A context that sums in 16 bits where the processor can; elsewhere that would take ten times as long."""
    import torch

    does = bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())  # noqa: SLF001 - torch has no public name for it
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=does)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the sizes of the tensors do not say."""

    layers: int
    heads: int  # of each layer's attention
    first: int = 0  # layer that is trained; those below stay as they are

    @property
    def numbers(self) -> range:
        """Of the layers that are trained."""
        return range(self.first, self.layers)


class Pretrained:
    """The network that training starts from: a BERT in safetensors with its vocabulary, as published."""

    def __init__(self, folder: Path) -> None:
        """Read it; pieces of other scripts than Latin are dropped, the embeddings rounded to four bits.

        Raises:
            FileNotFoundError: the folder does not hold the network.
        """
        from safetensors.numpy import load_file

        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.shape = Shape(layers=min(LAYERS, config["num_hidden_layers"]), heads=config["num_attention_heads"])
        weights: dict[str, Array] = load_file(folder / "model.safetensors")
        vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
        kept = [number for number, piece in enumerate(vocabulary) if _is_kept(piece)]
        self.pieces = [vocabulary[number] for number in kept]
        self.steps, self.scales = rounded(weights["embeddings.word_embeddings.weight"][kept])
        kind = weights["embeddings.token_type_embeddings.weight"][0]
        self.positions: Array = weights["embeddings.position_embeddings.weight"][: MOST + 2] + kind
        self.weights = weights

    def tensors(self, seed: int) -> Tensors:
        """What is trained, by name: hints and the last layer start fresh, all else as pretrained."""
        import torch

        torch.manual_seed(seed)
        width = self.positions.shape[1]
        found: Tensors = {
            "positions": torch.tensor(self.positions),
            "hints": torch.zeros(ROWS, width),
            "labels.weight": torch.randn(len(LABELS), width) * 0.02,
            "labels.bias": torch.zeros(len(LABELS)),
            **self.encoder(),
        }
        return {name: found[name].requires_grad_() for name in sorted(found)}

    def encoder(self) -> Tensors:
        """The layers and the norm below them by name, as pretrained."""
        import torch

        named = {"norm": "embeddings.LayerNorm"} | {
            f"{layer}.{ours}": f"encoder.layer.{layer}.{theirs}"
            for layer in range(self.shape.layers)
            for ours, theirs in _LAYER.items()
        }
        return {
            f"{ours}.{part}": torch.tensor(self.weights[f"{theirs}.{part}"])
            for ours, theirs in named.items()
            for part in ("weight", "bias")
        }


def _is_kept(piece: str) -> bool:
    marks = {PADDING, START, END, UNKNOWN}
    return piece in marks or (piece.isascii() and not (piece.startswith("[") and piece.endswith("]")))


def rounded(rows: Array) -> tuple[Array, Array]:
    """Each row as small whole numbers and the scale to multiply them with: the best of some scales for each row."""
    most = np.abs(rows).max(axis=1, keepdims=True)
    best = np.full(len(rows), np.inf)
    scales = np.empty_like(most)
    for share in np.linspace(0.4, 1.0, 25):
        scale = most * share / STEPS
        error = ((np.clip(np.rint(rows / scale), -STEPS, STEPS) * scale - rows) ** 2).sum(axis=1)
        better = error < best
        best[better], scales[better] = error[better], scale[better]
    scales = scales.astype(np.float16).astype(np.float32)
    return np.clip(np.rint(rows / scales), -STEPS, STEPS).astype(np.int8), scales


def forward(net: Tensors, inputs: Any, real: Any, *, shape: Shape, dropout: float) -> Any:  # noqa: ANN401
    """What speaks for each label at each piece; arguments as for `encoded`."""
    return linear(net, "labels", encoded(net, inputs, real, shape=shape, dropout=dropout))


def encoded(net: Tensors, inputs: Any, real: Any, *, shape: Shape, dropout: float) -> Any:  # noqa: ANN401
    """The states of the last layer: Devlin et al. 2019, normalised after each sum.

    Args:
        net: the tensors by name.
        inputs: embeddings of the pieces, positions and hints added; windows x pieces x width.
        real: which pieces are no padding; windows x pieces.
        shape: the network's.
        dropout: share of the activations that is forgotten; 0 outside training.
    """
    from torch.nn import functional

    x = functional.dropout(_norm(net, "norm", inputs), dropout)
    return through(net, x, real, shape=shape, dropout=dropout)


def through(net: Tensors, x: Any, real: Any, *, shape: Shape, dropout: float) -> Any:  # noqa: ANN401
    """The states behind some layers.

    Args:
        net: the tensors by name.
        x: the states before them; windows x pieces x width.
        real: which pieces are no padding; windows x pieces.
        shape: theirs.
        dropout: share of the activations that is forgotten; 0 outside training.
    """
    import torch
    from torch.nn import functional

    windows, length, width = x.shape
    heads = shape.heads
    hidden = torch.where(real, 0.0, HIDDEN)[:, None, None, :]
    for at in shape.numbers:
        query, key, value = (
            linear(net, f"{at}.{name}", x).view(windows, length, heads, width // heads).transpose(1, 2)
            for name in ("query", "key", "value")
        )
        like = (query @ key.transpose(-1, -2)).float() / (width // heads) ** 0.5 + hidden
        seen = torch.softmax(like, -1).to(value.dtype) @ value
        mixed = linear(net, f"{at}.mix", seen.transpose(1, 2).reshape(windows, length, width))
        x = _norm(net, f"{at}.mix_norm", x + mixed)
        wide = functional.gelu(linear(net, f"{at}.widen", x))
        x = _norm(net, f"{at}.narrow_norm", x + functional.dropout(linear(net, f"{at}.narrow", wide), dropout))
    return x


def _norm(net: Tensors, name: str, x: Any) -> Any:  # noqa: ANN401
    from torch.nn import functional

    return functional.layer_norm(x, x.shape[-1:], net[f"{name}.weight"], net[f"{name}.bias"], EPSILON)


def linear(net: Tensors, name: str, x: Any) -> Any:  # noqa: ANN401
    """A linear map of the tensors, by its name."""
    from torch.nn import functional

    return functional.linear(x, net[f"{name}.weight"], net[f"{name}.bias"])


def inputs(net: Tensors, table: Any, pieces: Any, hints: Any) -> Any:  # noqa: ANN401
    """The embeddings of the pieces with their positions and hints added; `table` is not trained."""
    return table[pieces] + net["positions"][: pieces.shape[1]] + net["hints"][hints].sum(dim=2)
