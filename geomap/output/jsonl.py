"""JSON lines: one line an article, with the places it mentions or what its sentences tell."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, TextIO

from geomap.records import Candidate, Geoparsed, Mention, Place, Reject, SentenceCode, Span


def geoparse_line(parsed: Geoparsed) -> str:
    """An article's mentions as one line of JSON, without the line's end.

    `start` and `end` are half-open, in Unicode code points of the field exactly as it was given.
    """
    mentions = [_mention(mention, outcome) for mention, outcome in zip(parsed.mentions, parsed.outcomes, strict=True)]
    return json.dumps({"id": parsed.article.id, "mentions": mentions}, ensure_ascii=False)


def code_line(article_id: str, sentences: Sequence[SentenceCode]) -> str:
    """The coding of an article's sentences as one line of JSON, without the line's end."""
    return json.dumps({"id": article_id, "sentences": [_sentence(code) for code in sentences]}, ensure_ascii=False)


def write_lines(lines: Iterable[str], out: TextIO) -> int:
    """Write each line as it comes and count them."""
    return sum(bool(out.write(line + "\n")) for line in lines)


def _mention(mention: Mention, outcome: Place | Reject) -> dict[str, Any]:
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.surface,
        "field": mention.field.value,
        "role": mention.role.value,
        "score": round(mention.score, 4),
        "place": _place(outcome) if isinstance(outcome, Place) else None,
        "reject": outcome.reason if isinstance(outcome, Reject) else None,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        **_candidate(place.candidate),
        "reach_km": round(place.candidate.reach_km, 3),
        "trust": round(place.trust, 4),
        "why": list(place.why),
        "repaired_from": place.repaired_from,
        "runners_up": [_candidate(candidate) for candidate in place.runners_up],
    }


def _candidate(found: Candidate) -> dict[str, Any]:
    return {
        "id": found.id,
        "name": found.name,
        "country": found.country,
        "admin1": found.admin1,
        "admin2": found.admin2,
        "feature_code": found.feature_code,
        "lon": found.at.lon,
        "lat": found.at.lat,
    }


def _sentence(code: SentenceCode) -> dict[str, Any]:
    when = code.when
    return {
        **_span(code.span),
        "field": code.field.value,
        "event_type": code.event_type.value if code.event_type else None,
        "sub_event_type": code.sub_event_type or None,
        "probability": round(code.probability, 4),
        "barrier": code.barrier,
        "cue": _span(code.cue) if code.cue else None,
        "when": None
        if when is None
        else {
            "first": when.first.isoformat(),
            "last": when.last.isoformat(),
            "grain": when.grain.value,
            "basis": when.basis.value,
            "wording": when.wording,
            "carried": when.carried,
        },
        "harm": [asdict(tally) for tally in code.harm],
        "quantities": [asdict(tally) for tally in code.quantities],
        "actors": list(code.actors),
        "initiator": code.initiator,
        "target": code.target,
        "target_kind": code.target_kind or None,
        "claimant": code.claimant,
    }


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}
