"""Writes a trained network as the files that the accurate recogniser loads."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt

from geomap.training.accurate_net import EPSILON, Pretrained, Shape, Tensors

Array = npt.NDArray[np.float32]
OPSET, IR = 20, 9
PARTS = ("lower.onnx", "upper.onnx")


def files(net: Tensors, start: Pretrained, *, exact: bool = False) -> dict[str, bytes]:
    """The files by name: the vocabulary, its embeddings in four bits, the layers as two ONNX models in eight.

    With `exact` the layers stay as trained, to see what eight bits cost.
    """
    weights = {name: tensor.detach().numpy() for name, tensor in net.items()}
    return {
        "pieces.txt": "".join(f"{piece}\n" for piece in start.pieces).encode("utf-8"),
        "embeddings.npz": _embeddings(weights, start),
        **layers_files(weights, start.shape, exact=exact, last="labels"),
    }


def layers_files(
    weights: Mapping[str, Array], shape: Shape, *, exact: bool = False, last: str = ""
) -> dict[str, bytes]:
    """The layers as two ONNX models by the names in PARTS; `last` names a linear map behind them."""
    half = shape.layers // 2
    found: dict[str, bytes] = {}
    for name, layers in zip(PARTS, (range(half), range(half, shape.layers)), strict=True):
        model = _graph(weights, layers, shape, last)
        found[name] = model.SerializeToString() if exact else _in_eight_bits(model)
    return found


def one_model(weights: Mapping[str, Array], shape: Shape) -> bytes:
    """The layers that were trained as one ONNX model in eight bits."""
    return _in_eight_bits(_graph(weights, shape.numbers, shape, ""))


def read_model(model: bytes, shape: Shape) -> dict[str, Array]:
    """The weights of some layers by name, as near as their eight bits say."""
    import onnx
    from onnx import numpy_helper

    stored = {one.name: numpy_helper.to_array(one) for one in onnx.load_from_string(model).graph.initializer}

    for name, value in list(stored.items()):
        if ".all." in name:  # of a model that was made before 0395
            parts = zip(("query", "key", "value"), np.split(value, 3, axis=-1), strict=True)
            stored |= {name.replace("all", own): part for own, part in parts}

    def exact(name: str) -> Array:
        if name in stored:
            return np.asarray(stored[name], np.float32)
        steps, scale, middle = (stored[f"{name}_{part}"] for part in ("quantized", "scale", "zero_point"))
        found: Array = (steps.astype(np.float32) - middle) * scale
        return found

    found: dict[str, Array] = {}
    for at in shape.numbers:
        for name in ("query", "key", "value", "mix", "widen", "narrow"):
            weight, bias = exact(f"{at}.{name}.weight").T, exact(f"{at}.{name}.bias")
            size = np.float32((len(bias) // shape.heads) ** 0.5 if name == "query" else 1.0)  # as `_seen` folds it in
            found |= {f"{at}.{name}.weight": weight * size, f"{at}.{name}.bias": bias * size}
        for name in ("mix_norm", "narrow_norm"):
            found |= {f"{at}.{name}.{part}": exact(f"{at}.{name}.{part}") for part in ("weight", "bias")}
    return found


def _embeddings(weights: Mapping[str, Array], start: Pretrained) -> bytes:
    steps = start.steps.astype(np.int16) + 8  # 1..15
    written = io.BytesIO()
    np.savez_compressed(
        written,
        steps=(steps[:, ::2] | (steps[:, 1::2] << 4)).astype(np.uint8),
        scales=start.scales.astype(np.float16),
        positions=weights["positions"].astype(np.float16),
        hints=weights["hints"].astype(np.float16),
    )
    return written.getvalue()


def _in_eight_bits(model: Any) -> bytes:  # noqa: ANN401 - onnx ships no types that this project could check against
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with TemporaryDirectory() as folder:
        path = Path(folder) / "model.onnx"
        quantize_dynamic(model, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        return path.read_bytes()


def _graph(weights: Mapping[str, Array], layers: Sequence[int], shape: Shape, last: str) -> Any:  # noqa: ANN401
    """Some layers as a model of one window: `x` (1 x pieces x width) in, `y` out."""
    from onnx import TensorProto, checker, helper

    graph = _Graph(weights, shape.heads)
    x = "x"
    if 0 in layers:
        x = graph.norm("norm", x)
    for layer in layers:
        x = graph.layer(layer, x)
    if last and shape.layers - 1 in layers:
        x = graph.linear(last, x)
    graph.add("Identity", [x], "y")
    width = weights[f"{layers[0]}.mix_norm.weight"].shape[0]
    ends = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "pieces", size])
        for name, size in (("x", width), ("y", None))
    ]
    made = helper.make_graph(graph.nodes, "layers", ends[:1], ends[1:], graph.constants)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR)
    checker.check_model(model)
    return model


class _Graph:
    """Nodes and constants of an ONNX graph in the making."""

    def __init__(self, weights: Mapping[str, Array], heads: int) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self._weights = weights
        self._heads = heads

    def add(self, operator: str, ins: Sequence[str], out: str, **attributes: object) -> str:
        from onnx import helper

        self.nodes.append(helper.make_node(operator, ins, [out], name=out, **attributes))
        return out

    def constant(self, name: str, value: npt.NDArray[Any]) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def norm(self, name: str, x: str) -> str:
        ins = [x, *(self.constant(f"{name}.{part}", self._weights[f"{name}.{part}"]) for part in ("weight", "bias"))]
        return self.add("LayerNormalization", ins, f"{name}.out", axis=-1, epsilon=EPSILON)

    def linear(self, name: str, x: str, *, scale: float = 1.0) -> str:
        weight, bias = (
            self.constant(f"{name}.{part}", self._weights[f"{name}.{part}"].T / np.float32(scale))
            for part in ("weight", "bias")
        )
        return self.add("Add", [self.add("MatMul", [x, weight], f"{name}.product"), bias], f"{name}.out")

    def layer(self, at: int, x: str) -> str:
        mixed = self.linear(f"{at}.mix", self._seen(at, x))
        x = self.norm(f"{at}.mix_norm", self.add("Add", [mixed, x], f"{at}.mixed"))
        wide = self.add("Gelu", [self.linear(f"{at}.widen", x)], f"{at}.wide")
        return self.norm(f"{at}.narrow_norm", self.add("Add", [self.linear(f"{at}.narrow", wide), x], f"{at}.sum"))

    def _seen(self, at: int, x: str) -> str:
        """What each piece takes from the others: attention, its scaling folded into the queries' weights.

        The heads stand first and there are no windows: so onnxruntime reads them where they lie, and copies nothing.
        """
        width = len(self._weights[f"{at}.query.bias"])
        size = width // self._heads
        apart = self.constant(f"{at}.apart", np.array([-1, self._heads, size], np.int64))
        query, key, value = (
            self.add(
                "Transpose",
                [self.add("Reshape", [self.linear(f"{at}.{name}", x, scale=scale), apart], f"{at}.{name}.apart")],
                f"{at}.{name}.turned",
                perm=order,
            )
            for name, scale, order in (
                ("query", size**0.5, [1, 0, 2]),
                ("key", 1.0, [1, 2, 0]),
                ("value", 1.0, [1, 0, 2]),
            )
        )
        share = self.add("Softmax", [self.add("MatMul", [query, key], f"{at}.like")], f"{at}.share", axis=-1)
        took = self.add("MatMul", [share, value], f"{at}.took")
        whole = self.constant(f"{at}.whole", np.array([1, -1, width], np.int64))
        return self.add("Reshape", [self.add("Transpose", [took], f"{at}.back", perm=[1, 0, 2]), whole], f"{at}.seen")
