"""Decides which place each mention means, jointly over an article, with reasons and receipts."""

from geomap.places.outcome import AMBIGUOUS, NOT_FOUND
from geomap.places.ranker import shipped_ranker
from geomap.places.resolve import PlaceResolver

__all__ = ["AMBIGUOUS", "NOT_FOUND", "PlaceResolver", "shipped_resolver"]


def shipped_resolver(*, focus: tuple[str, ...] = ()) -> PlaceResolver:
    """The resolver with the ranker and the languages that come with geomap; `focus` are ISO 3166-1 alpha-2 codes.

    Raises:
        ModelError: the model is missing or does not fit this version.
    """
    return PlaceResolver(ranker=shipped_ranker(), focus=frozenset(focus))
