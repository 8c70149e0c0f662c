"""A Bloom filter of one hash: tells most spellings that are no place's name without asking the database."""

from collections.abc import Iterable
from zlib import crc32

import numpy as np

BITS = 1 << 25  # 4 MB: of the words that are no name, 3 in 100 slip through and cost a look-up


def make_bloom_filter(names: Iterable[str]) -> bytes:
    """A bit for the checksum of each name."""
    places = np.fromiter((crc32(name.encode("utf-8", "surrogatepass")) % BITS for name in names), np.int64)
    bits = np.zeros(BITS, np.uint8)
    bits[places] = 1
    return np.packbits(bits, bitorder="little").tobytes()


def passes(bits: bytes, name: str) -> bool:
    """False when the name is certainly unknown."""
    place = crc32(name.encode("utf-8", "surrogatepass")) % BITS
    return bool(bits[place >> 3] >> (place & 7) & 1)
