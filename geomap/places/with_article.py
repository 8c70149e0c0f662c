"""Tells the river, ship or square that is called like a town from the town: English towns go without an article.

"The left bank of the Dnipro", "the Azov, a battalion", "march from the Shankill". It is a name whose every mention has
the article and ends there: "the Zamzam and Abu Shouk camps" has it for another noun's sake.
"""

from geomap.ids import OWN
from geomap.places.document import Document, Group, field_text
from geomap.records import Candidate, Mention

_PART_OF_TOWN = "PPLX"  # quarters take it: "the Bronx", "the Dahiyeh"
_CLOSING = frozenset(".,;:!?)\"'”’")


def is_no_town(document: Document, group: Group, best: Candidate) -> bool:
    """Whether a settlement cannot be meant, since the text puts an article before each mention of the name.

    Args:
        document: the article.
        group: the mentions of the name.
        best: the likeliest entry.
    """
    words = document.lexicon.words
    if best.feature_class != "P" or best.feature_code == _PART_OF_TOWN or best.id.startswith(OWN):
        return False
    if not words.articles or best.name.lower().startswith(tuple(f"{one} " for one in words.articles)):
        return False
    return all(_stands_with_article(document, document.mentions[member]) for member in group.members)


def _stands_with_article(document: Document, mention: Mention) -> bool:
    words, text = document.lexicon.words, field_text(document.article, mention)
    before, after = text[: mention.span.start].split()[-1:], text[mention.span.end :].lstrip(" ")
    if " " in mention.surface or not before or before[0].lower() not in words.articles:
        return False
    following = after.split(None, 1)[:1]
    return not following or after[0] in _CLOSING or after[0] == "\n" or following[0] in words.behind_whole_names
