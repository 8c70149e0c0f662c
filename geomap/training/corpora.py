"""Reads the lent corpora: annotated texts that lie beside the project and never enter it."""

import hashlib
import importlib.util
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from geomap.shipped import data_dir

NAMES = ("geovirus", "lgl", "gwn-a")
# GeoWebNews' kinds that are common nouns or no places at all.
NO_NAMES = frozenset({"Literal_Expression", "Non_Lit_Expression", "Non_Toponym", "Homonym", "Language"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """An annotated stretch of a text: half-open, in code points."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """A text with its annotations, as the corpus has them."""

    id: str
    title: str
    text: str
    golds: tuple[Gold, ...]


def shared_dir() -> Path:
    """Where the lent material lies: the folder `shared` beside the project."""
    return data_dir().parent.parent / "shared"


def lent_tool(name: str) -> ModuleType:
    """One of the lent programs, by its name without ending, loaded from where it lies.

    Raises:
        FileNotFoundError: it is not beside the project.
    """
    path = shared_dir() / "tools" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise FileNotFoundError(f"{path}: the program is not beside the project")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def corpus_path(name: str) -> Path:
    """The file of a corpus."""
    return shared_dir() / "corpora" / f"{name}.jsonl"


def read_corpus(name: str) -> tuple[Annotated, ...]:
    """The texts of a corpus in its order.

    Raises:
        FileNotFoundError: the corpora are not beside the project.
    """
    with corpus_path(name).open(encoding="utf-8") as lines:
        return tuple(_annotated(json.loads(line)) for line in lines if line.strip())


def _annotated(row: Mapping[str, Any]) -> Annotated:
    golds = (
        Gold(start=mention["start"], end=mention["end"], kind=mention.get("kind") or "toponym")
        for mention in row["mentions"]
    )
    return Annotated(
        id=str(row["id"]),
        title=row.get("title") or "",
        text=row["text"],
        golds=tuple(sorted(golds, key=lambda gold: (gold.start, gold.end))),
    )


def fingerprint(name: str) -> str:
    """The first 16 digits of the corpus file's SHA-256."""
    return hashlib.sha256(corpus_path(name).read_bytes()).hexdigest()[:16]
