"""Says where in an article a report stands, as the W3C Web Annotation model does."""

from typing import Any

GEONAMES = "geonames:"


def annotation(report: dict[str, Any], *, place_id: str | None) -> dict[str, Any]:
    """A row of `schema.REPORTS` as a Web Annotation that links the place's words to the place.

    The selectors quote the words with what stands before and after them in the sentence, and count Unicode code
    points of the article's field. The source is the article's address, or its id as a URN.
    """
    quote, offset = report["quote"], report["quote_start"]
    start, end = report["place_start"] - offset, report["place_end"] - offset
    if not 0 <= start < end <= len(quote):  # the name stands in another sentence: the quote itself is the anchor
        start, end = 0, len(quote)
    found: dict[str, Any] = {"type": "Annotation", "motivation": "identifying"}
    if place_id and place_id.startswith(GEONAMES):
        found["body"] = f"https://sws.geonames.org/{place_id.removeprefix(GEONAMES)}/"
    elif place_id:
        found["body"] = place_id
    quoted = {"type": "TextQuoteSelector", "exact": quote[start:end], "prefix": quote[:start], "suffix": quote[end:]}
    position = {"type": "TextPositionSelector", "start": offset + start, "end": offset + end}
    found["target"] = {
        "source": report["url"] or f"urn:geomap:article:{report['article_id']}",
        "selector": [quoted, position],
    }
    return found
