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

    def exact(name: str) -> Array:
        if name in stored:
            return np.asarray(stored[name], np.float32)
        steps, scale, middle = (stored[f"{name}_{part}"] for part in ("quantized", "scale", "zero_point"))
        found: Array = (steps.astype(np.float32) - middle) * scale
        return found

    found: dict[str, Array] = {}
    for at in shape.numbers:
        weights, biases = np.split(exact(f"{at}.all.weight"), 3, axis=1), np.split(exact(f"{at}.all.bias"), 3)
        for name, weight, bias in zip(("query", "key", "value"), weights, biases, strict=True):
            size = np.float32(
                (weight.shape[1] // shape.heads) ** 0.5 if name == "query" else 1.0
            )  # as `_seen` folds it in
            found[f"{at}.{name}.weight"], found[f"{at}.{name}.bias"] = weight.T * size, bias * size
        for name in ("mix", "widen", "narrow"):
            found[f"{at}.{name}.weight"] = exact(f"{at}.{name}.weight").T
            found[f"{at}.{name}.bias"] = exact(f"{at}.{name}.bias")
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
    """Some layers as a model: `x` (windows x pieces x width) and `bias` (windows x 1 x 1 x pieces) in, `y` out."""
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
    sizes = {"x": ["windows", "pieces", width], "bias": ["windows", 1, 1, "pieces"], "y": ["windows", "pieces", None]}
    values = {name: helper.make_tensor_value_info(name, TensorProto.FLOAT, size) for name, size in sizes.items()}
    made = helper.make_graph(graph.nodes, "layers", [values["x"], values["bias"]], [values["y"]], graph.constants)
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

    def linear(self, name: str, x: str) -> str:
        return self._affine(name, x, self._weights[f"{name}.weight"].T, self._weights[f"{name}.bias"])

    def _affine(self, name: str, x: str, weight: Array, bias: Array) -> str:
        product = self.add("MatMul", [x, self.constant(f"{name}.weight", weight)], f"{name}.product")
        return self.add("Add", [product, self.constant(f"{name}.bias", bias)], f"{name}.out")

    def layer(self, at: int, x: str) -> str:
        mixed = self.linear(f"{at}.mix", self._seen(at, x))
        x = self.norm(f"{at}.mix_norm", self.add("Add", [mixed, x], f"{at}.mixed"))
        wide = self.add("Gelu", [self.linear(f"{at}.widen", x)], f"{at}.wide")
        return self.norm(f"{at}.narrow_norm", self.add("Add", [self.linear(f"{at}.narrow", wide), x], f"{at}.sum"))

    def _seen(self, at: int, x: str) -> str:
        """What each piece takes from the others: attention, its scaling folded into the queries' weights."""
        weight, bias = (
            [self._weights[f"{at}.{name}.{part}"] for name in ("query", "key", "value")] for part in ("weight", "bias")
        )
        size = weight[0].shape[0] // self._heads
        weight[0], bias[0] = weight[0] / np.float32(size**0.5), bias[0] / np.float32(size**0.5)
        together = self._affine(f"{at}.all", x, np.concatenate(weight).T, np.concatenate(bias))
        parts = [f"{at}.{name}.part" for name in ("query", "key", "value")]
        self._split(together, parts)
        apart = self.constant(f"{at}.apart", np.array([0, 0, self._heads, size], np.int64))
        query, key, value = (
            self.add("Transpose", [self.add("Reshape", [part, apart], f"{part}.apart")], f"{part}.turned", perm=order)
            for part, order in zip(parts, ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3]), strict=True)
        )
        likeness = self.add("Add", [self.add("MatMul", [query, key], f"{at}.like"), "bias"], f"{at}.likeness")
        share = self.add("Softmax", [likeness], f"{at}.share", axis=-1)
        turned = self.add(
            "Transpose", [self.add("MatMul", [share, value], f"{at}.took")], f"{at}.back", perm=[0, 2, 1, 3]
        )
        whole = self.constant(f"{at}.whole", np.array([0, 0, size * self._heads], np.int64))
        return self.add("Reshape", [turned, whole], f"{at}.seen")

    def _split(self, x: str, outs: Sequence[str]) -> None:
        from onnx import helper

        self.nodes.append(helper.make_node("Split", [x], list(outs), name=f"{x}.split", axis=-1, num_outputs=len(outs)))
