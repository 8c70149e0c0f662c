"""Scores geoparsing against texts that people annotated, for users with a gold corpus of their own."""

from geomap.scoring.gold import GoldArticle, PredictedArticle, read_gold, read_predicted
from geomap.scoring.measure import Finding, Scores, compare
from geomap.scoring.report import write_report

__all__ = [
    "Finding",
    "GoldArticle",
    "PredictedArticle",
    "Scores",
    "compare",
    "read_gold",
    "read_predicted",
    "write_report",
]
