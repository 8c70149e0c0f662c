"""The command that scores geoparsing against the user's own annotated texts."""

import json
from pathlib import Path
from typing import Annotated

import typer


def score(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Annotated articles: id, text, mentions.")],
    predicted: Annotated[Path, typer.Argument(metavar="PREDICTED.jsonl", help="What `geomap geoparse` wrote.")],
    report: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="Write a page with every error in its sentence.")
    ] = None,
    *,
    without_people: Annotated[
        bool, typer.Option("--without-people", help="The gold does not annotate nationalities: leave them out.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Score geoparsing against texts that you annotated yourself.

    Example: geomap geoparse gold.jsonl -o found.jsonl && geomap score gold.jsonl found.jsonl --report errors.html
    """
    from geomap import scoring, writing
    from geomap.cli import show
    from geomap.output.whole import whole

    writing.check_targets([gold, predicted], [report] if report else [])
    annotated = scoring.read_gold(gold)
    scores, findings = scoring.compare(annotated, scoring.read_predicted(predicted), people=not without_people)
    if as_json:
        show.echo(json.dumps(dict(scores.items())))
    else:
        for name, figure in scores.items():
            shown = "none" if figure is None else f"{figure:.3f}" if isinstance(figure, float) else f"{figure:,}"
            show.echo(f"{name:<18} {shown:>9}")
    if report:
        with whole(report) as fresh:
            fresh.write_text(scoring.write_report(scores, findings, annotated), encoding="utf-8", newline="\n")
        show.echo(report)
