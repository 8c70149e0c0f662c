"""Words that are used alike: what is learned of "Thursday" holds for "Friday", what of "clinic" for "hospital"."""

import lzma
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from geomap.mentions.items import Features

FILE = "kindred.tsv.xz"
NO_KIN: Features = ("0:", "1:", "2:")


def kin(lower: str) -> Features:
    """The groups, coarse to fine, of a word in small letters: "0:12", "1:201", "2:77"; without numbers if unknown."""
    return _groups().get(lower, NO_KIN) if lower else NO_KIN  # nothing is read before the first word


@lru_cache(maxsize=1)
def _groups() -> Mapping[str, Features]:
    packed = resources.files("geomap.mentions.models").joinpath(FILE).read_bytes()
    lines = lzma.decompress(packed).decode("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {word: (f"0:{coarse}", f"1:{middle}", f"2:{fine}") for word, coarse, middle, fine in rows}
