"""spaCy instead of the shipped recogniser: `pip install spacy`, then `python examples/spacy_recogniser.py [MODEL]`.

Any pipeline that marks places as entities will do, such as en_core_web_sm; without MODEL a rule stands in for one, so
that the example runs without a download. A Hugging Face pipeline fits the same way: its `start`, `end` and `score` are
what a `Mention` wants.
"""

import sys
from collections.abc import Mapping, Sequence

import spacy

import geomap
from geomap.records import NameFacts

PLACES = {"GPE", "LOC", "FAC"}


class SpacyRecogniser:
    """Implements `geomap.stages.Recogniser`."""

    def __init__(self, pipeline: spacy.Language) -> None:
        self._pipeline = pipeline
        self.id = f"spacy:{pipeline.meta['name']}-{pipeline.meta['version']}"  # stands in the notes of a run

    def asks(self, article: geomap.Article) -> frozenset[str]:
        """No facts of the gazetteer are wanted."""
        return frozenset()

    def recognise(self, article: geomap.Article, facts: Mapping[str, NameFacts]) -> Sequence[geomap.Mention]:
        """The places of the title, then of the text; spans are code points, as spaCy counts them, too."""
        return [
            geomap.Mention(
                article_id=article.id,
                field=field,
                span=geomap.Span(start=entity.start_char, end=entity.end_char),
                surface=entity.text,
                role=geomap.Role.LOCATION,
                score=0.8,
            )
            for field, text in ((geomap.Field.TITLE, article.title), (geomap.Field.TEXT, article.text))
            for entity in self._pipeline(text).ents
            if entity.label_ in PLACES
        ]


def pipeline() -> spacy.Language:
    """The model named on the command line, or a rule."""
    if len(sys.argv) > 1:
        return spacy.load(sys.argv[1])
    blank = spacy.blank("en")
    rule = [{"label": "GPE", "pattern": name} for name in ("Kharkiv", "Odesa")]
    blank.add_pipe("entity_ruler").add_patterns(rule)
    return blank


stages = geomap.Stages(recogniser=SpacyRecogniser(pipeline()))
result = geomap.map_events("Missiles hit Kharkiv on Friday, not Kherson.", date="2023-02-12", stages=stages)
print(result.mentions[["text", "place", "country"]].to_string(index=False))
print(dict(result.notes.stages))
