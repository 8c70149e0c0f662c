"""Writes the error report: every error with its sentence, what was expected, what was chosen, and the reason."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment

from geomap.scoring.gold import GoldArticle
from geomap.scoring.measure import Finding, Scores
from geomap.sentences import sentence_spans


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    finding: Finding
    before: str
    words: str
    after: str


def write_report(scores: Scores, findings: Sequence[Finding], gold: Mapping[str, GoldArticle]) -> str:
    """The report as one HTML page that needs no network; article text is escaped."""
    template = files("geomap.scoring").joinpath("report.html.jinja").read_text(encoding="utf-8")
    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(template)
    counts = Counter(finding.kind for finding in findings)
    return page.render(
        scores=scores.items(),
        counts=sorted(counts.items(), key=lambda item: (-item[1], item[0])),
        rows=list(_rows(findings, gold)),
    )


def _rows(findings: Sequence[Finding], gold: Mapping[str, GoldArticle]) -> Iterator[_Row]:
    for finding in findings:
        text = gold[finding.article_id].text
        start, end = next(
            (span for span in sentence_spans(text) if span[0] <= finding.start < span[1]),
            (finding.start, finding.end),
        )
        yield _Row(
            finding=finding,
            before=text[start : finding.start],
            words=text[finding.start : finding.end],
            after=text[finding.end : max(end, finding.end)],
        )
