"""Finds positions written as figures: "48.0159 N, 37.8028 E", "48.0159, 37.8028"."""

import re

from geomap.records import Span

_DEGREES = (
    r"\d{1,3}(?:\.\d+)?\s?(?:°|º|deg\.?)?(?:\s?\d{1,2}(?:\.\d+)?\s?['′’])?(?:\s?\d{1,2}(?:\.\d+)?\s?(?:\"|″|”|''))?\s?"
)
_POSITION = re.compile(
    rf"(?<![\w.]){_DEGREES}[NS]\b[\s,;/]{{1,3}}{_DEGREES}[EW]\b"
    rf"|(?<![\w.])[NS]\s?{_DEGREES}[\s,;/]{{1,3}}[EW]\s?{_DEGREES}(?<!\s)"
    r"|(?<![\w.,-])-?\d{1,2}\.\d{3,8}\s?[,;]\s?-?\d{1,3}\.\d{3,8}(?![\w]|\.\d)"
)


def coordinate_spans(text: str) -> list[Span]:
    """Where `text` gives a latitude and a longitude in figures, latitude first as everyone writes them."""
    return [Span(start=found.start(), end=found.end()) for found in _POSITION.finditer(text)]
