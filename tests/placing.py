"""What the shipped stages place at a name, in many short texts at once."""

import datetime as dt

from geomap.batches import OpenStages, geoparse_batch
from geomap.records import Article, Place
from geomap.settings import Settings
from geomap.stages import Stages

DAY = dt.date(2024, 5, 14)


def outcomes_in(text):
    """What became of each name in a text."""
    (parsed,) = geoparse_batch(
        OpenStages(Settings(), Stages())(), [Article(id="0", title="", text=text, published=DAY)]
    )
    return parsed.outcomes


def places_at(texts):
    """The place of the name that begins at a code point of each text; None where it has none.

    Args:
        texts: pairs of a text and where the name begins in it.
    """
    articles = [Article(id=str(at), title="", text=text, published=DAY) for at, (text, _) in enumerate(texts)]
    read = geoparse_batch(OpenStages(Settings(), Stages())(), articles)
    return [
        next((one for one in parsed.outcomes if isinstance(one, Place) and one.mention.span.start == start), None)
        for (_, start), parsed in zip(texts, read, strict=True)
    ]
