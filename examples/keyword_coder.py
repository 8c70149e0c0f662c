"""An event coder of one's own: any placed mention in a sentence with a keyword is an event.

`python examples/keyword_coder.py`
"""

from collections.abc import Mapping, Sequence

import geomap
from geomap.records import Basis, EventType, GeoPrecision, Grain, Report, Stage, When, Where

KEYWORDS: Mapping[str, EventType] = {"flood": EventType.STRATEGIC, "strike": EventType.EXPLOSIONS}


class KeywordCoder:
    """Implements `geomap.stages.EventCoder`."""

    id = "keywords-1"  # stands in the notes of a run: change it with the keywords

    def code(
        self, article: geomap.Article, outcomes: Sequence[geomap.Place | geomap.Reject]
    ) -> Sequence[geomap.Event | geomap.Reject]:
        """An event for each place whose sentence has a keyword, a reject for each other place."""
        coded: list[geomap.Event | geomap.Reject] = []
        for place in outcomes:
            if isinstance(place, geomap.Reject):
                continue
            quote = self._sentence(article, place.mention)
            kind = next((kind for word, kind in KEYWORDS.items() if word in quote.of(article.text).casefold()), None)
            coded.append(self._event(article, place, quote, kind) if kind else self._reject(place))
        return coded

    def _sentence(self, article: geomap.Article, mention: geomap.Mention) -> geomap.Span:
        start = article.text.rfind(".", 0, mention.span.start) + 1
        end = article.text.find(".", mention.span.end)
        return geomap.Span(start=start, end=len(article.text) if end < 0 else end + 1)

    def _event(self, article: geomap.Article, place: geomap.Place, quote: geomap.Span, kind: EventType) -> geomap.Event:
        mention = place.mention
        report = Report(
            article_id=article.id,
            url=article.url,
            title=article.title,
            outlet=article.outlet,
            published=article.published,
            quote=quote.of(article.text),
            span=quote,
            place_span=mention.span,
            cue_span=quote,
        )
        where = Where(
            wording=mention.surface,
            mention=mention,
            place=place,
            at=place.candidate.at,
            precision=GeoPrecision.ADM1 if place.candidate.is_area else GeoPrecision.SETTLEMENT,
            reach_km=place.candidate.reach_km,
        )
        return geomap.Event(
            id=f"{article.id}-{mention.span.start}",
            event_type=kind,
            sub_event_type="",
            when=When(first=article.published, last=article.published, grain=Grain.DAY, basis=Basis.PUBLISHED),
            where=where,
            reports=(report,),
            confidence=0.5,
        )

    def _reject(self, place: geomap.Place) -> geomap.Reject:
        return geomap.Reject(
            stage=Stage.CODE, subject=place.mention.surface, reason="no keyword", mention=place.mention
        )


text = "The river rose, and the flood reached Kherson. People went on with their work in Odesa."
result = geomap.map_events(text, date="2023-06-07", stages=geomap.Stages(coder=KeywordCoder()))
print(result.events[["date_start", "place", "event_type"]].to_string(index=False))
print(dict(result.notes.stages))
