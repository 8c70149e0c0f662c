"""The date expressions of a sentence, each as an interval against the article's date."""

from geomap.events.dates.grammar import Dated, Link, find_dates

__all__ = ["Dated", "Link", "find_dates"]
