"""Turns what lightgbm has trained into the trees that ship, which numpy evaluates."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from geomap.trees import Trees


def exported(booster: Any) -> Trees:  # noqa: ANN401 - lightgbm ships no types
    """A trained lightgbm model in the form that numpy evaluates."""
    flat = [_flat(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]]
    nodes, depth = max(len(tree[0]) for tree in flat), max(tree[1] for tree in flat)
    shape = (len(flat), nodes)
    held: dict[str, Any] = {
        "feature": np.zeros(shape, dtype=np.intp),
        "threshold": np.full(shape, np.inf),
        "left": np.zeros(shape, dtype=np.intp),
        "right": np.zeros(shape, dtype=np.intp),
        "value": np.zeros(shape),
    }
    for at, (rows, _) in enumerate(flat):
        for node, parts in enumerate(rows):
            for name, part in zip(held, parts, strict=True):
                held[name][at, node] = part
    held["value"] = held["value"].astype(np.float32).astype(np.float64)  # as the model file keeps them
    return Trees(**held, depth=depth)


def _flat(root: Mapping[str, Any]) -> tuple[list[tuple[int, float, int, int, float]], int]:
    """The nodes of one tree, the root first, and its depth."""
    rows: list[tuple[int, float, int, int, float]] = []
    deepest = 0

    def enter(node: Mapping[str, Any], depth: int) -> int:
        nonlocal deepest
        at = len(rows)
        deepest = max(deepest, depth)
        if "leaf_value" in node:
            rows.append((0, np.inf, at, at, float(node["leaf_value"])))
            return at
        rows.append((0, 0.0, 0, 0, 0.0))
        left, right = enter(node["left_child"], depth + 1), enter(node["right_child"], depth + 1)
        rows[at] = (int(node["split_feature"]), float(node["threshold"]), left, right, 0.0)
        return at

    enter(root, 0)
    return rows, deepest


# ---------------------------------------------------------------- measuring
