"""The first pass: a part of the articles is coded and written, once, by whichever worker gets it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from geomap import rows, schema
from geomap.batches import OpenedStages, OpenStages, lost_article, lost_in_mapping, map_batch
from geomap.dataset.folder import ARTICLES, CODED, CODED_COLUMNS, MENTIONS, REJECTS, Folder
from geomap.dataset.records import bucket_of, to_json
from geomap.engine import apart, in_batches
from geomap.ids import stable_id
from geomap.ledger import Sheet
from geomap.records import Article, Reject


@dataclass(frozen=True, slots=True)
class Bench:
    """What a worker needs for parts of a dataset."""

    stages: OpenedStages
    folder: Folder
    batch_size: int


@dataclass(frozen=True, slots=True)
class OpenBench:
    """Opens it; compares by value."""

    stages: OpenStages
    folder: Folder
    batch_size: int

    def __call__(self) -> Bench:
        """Open the stages."""
        return Bench(self.stages(), self.folder, self.batch_size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part that has been written, or an article of it that was lost."""

    name: str
    n_articles: int
    lost: tuple[Reject, ...] = ()


def part_name(folder: Folder, articles: Sequence[Article]) -> str:
    """The name of the part that these articles make: another one when anything in them or in the run changes."""
    told = [(one.id, one.title, one.text, one.published, one.url, one.outlet, one.language) for one in articles]
    return f"part-{stable_id(folder.key, told)}"


def code_part(bench: Bench, articles: Sequence[Article]) -> Part:
    """Code some articles and write what came of them; what is there already is not done again."""
    name = part_name(bench.folder, articles)
    if bench.folder.has(CODED, name):
        return Part(name=name, n_articles=len(articles))
    batches = in_batches(articles, bench.batch_size)
    sheets = [sheet for batch in batches for sheet in apart(map_batch, bench.stages, batch, lost_in_mapping)]
    _write(bench.folder, name, sheets)
    return Part(name=name, n_articles=len(articles))


def lost_part(article: Article, error: BaseException) -> Part:
    """What stands for an article of which a worker died."""
    return Part(name="", n_articles=0, lost=(lost_article(article, error),))


def _write(folder: Folder, name: str, sheets: Sequence[Sheet]) -> None:
    mentions = [sheet.mentions for sheet in sheets if len(sheet.mentions)]
    told = pd.concat(mentions, ignore_index=True) if mentions else schema.frame([], schema.MENTIONS)
    rejects = [reject for sheet in sheets for reject in (*sheet.lost, *sheet.rejects)]
    events = [event for sheet in sheets for event in sheet.events]
    sketches = {article: one for sheet in sheets for article, one in sheet.sketches.items()}
    ids = [event.reports[0].article_id for event in events]
    known = [sketches.get(one, "") for one in ids]
    coded = zip((bucket_of(event) for event in events), to_json(events), ids, known, strict=True)
    folder.write_rows(ARTICLES, name, [row for sheet in sheets for row in sheet.articles], schema.ARTICLES)
    folder.write_frame(MENTIONS, name, told)
    folder.write_rows(REJECTS, name, [rows.reject_row(reject) for reject in rejects], schema.REJECTS)
    ordered = sorted(coded)
    folder.write_rows(CODED, name, [dict(zip(CODED_COLUMNS, row, strict=True)) for row in ordered], CODED_COLUMNS)
