"""How much is taken from outside: one number for each thing that could otherwise be of any size."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Beyond a bound an item is a reject, or a file one clear refusal.

    They are far above what people bring: the largest published table of events (GDELT's year, ACLED's world) and the
    longest article fit; what does not fit is an attack or a mistake.
    """

    file_bytes: int = 4 << 30  # of one file as it lies on the disk
    unpacked_bytes: int = 16 << 30  # of what one compressed file holds, when it is read piece by piece
    whole_bytes: int = 1 << 30  # of what has to be held in memory at once: a table, a JSON document, a web page
    ratio: int = 200  # unpacked to packed bytes; repetitive tables reach 50, an attack 1,000
    members: int = 100_000  # files in one archive
    line_bytes: int = 32 << 20  # of a line of JSON, a row of a table
    article_chars: int = 2_000_000  # of one text: four novels
    title_chars: int = 2_000
    first_year: int = 1000
    last_year: int = 2200


BOUNDS = Bounds()
"""What holds where nobody says otherwise."""
