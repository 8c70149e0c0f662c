"""The smallest recogniser of one's own: a list of names; run it by `python examples/dictionary_recogniser.py`.

Under the entry point `geomap.recognisers` an installed package offers it to the command line:

    [project.entry-points."geomap.recognisers"]
    lakes = "my_package:LakeRecogniser"          # then: geomap map articles/ --recogniser lakes
"""

import re
from collections.abc import Mapping, Sequence

import geomap
from geomap.records import NameFacts

NAMES = re.compile(r"Lake \w+|Kharkiv")


class LakeRecogniser:
    """Implements `geomap.stages.Recogniser`."""

    id = "lakes-1"  # stands in the notes of a run: change it with the names

    def asks(self, article: geomap.Article) -> frozenset[str]:
        """No facts of the gazetteer are wanted."""
        return frozenset()

    def recognise(self, article: geomap.Article, facts: Mapping[str, NameFacts]) -> Sequence[geomap.Mention]:
        """The names in the text."""
        return [
            geomap.Mention(
                article_id=article.id,
                span=geomap.Span(start=found.start(), end=found.end()),
                surface=found[0],
                role=geomap.Role.LOCATION,
                score=1.0,
            )
            for found in NAMES.finditer(article.text)
        ]


stages = geomap.Stages(recogniser=LakeRecogniser())
for parsed in geomap.geoparse("Shots were heard at Lake Victoria and in Kharkiv.", stages=stages):
    for outcome in parsed.outcomes:
        print(outcome.mention.surface, "->", getattr(outcome, "candidate", outcome).__class__.__name__)
