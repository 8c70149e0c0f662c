"""Words that are used alike: what is learned of "Thursday" holds for "Friday", what of "clinic" for "hospital"."""

import lzma
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from geomap.mentions.items import Features

FILE = "word_clusters.tsv.xz"
NO_CLUSTERS: Features = ("0:", "1:", "2:")


def clusters_of(lower: str) -> Features:
    """The groups, coarse to fine, of a word in small letters: "0:12", "1:201", "2:77"; without numbers if unknown."""
    known = _groups().get(lower) if lower else None  # nothing is read before the first word
    if known is None:
        return NO_CLUSTERS
    coarse, middle, fine = known.split("\t")
    return f"0:{coarse}", f"1:{middle}", f"2:{fine}"


@lru_cache(maxsize=1)
def _groups() -> Mapping[str, str]:
    """The numbers of each word's groups as they stand in the file: few of its words are ever asked for."""
    packed = resources.files("geomap.mentions.models").joinpath(FILE).read_bytes()
    lines = lzma.decompress(packed).decode("utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if not line.startswith("#"))
