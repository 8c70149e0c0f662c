"""Says what input files are taken for, without coding them: like a doctor, before the work."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from geomap.articles import is_article_file, read_articles
from geomap.errors import GeomapError, TableError
from geomap.intake.laid_out import STANDARD_INPUT, laid_out
from geomap.intake.options import ReadOptions
from geomap.observed import ReadTable, read_tables
from geomap.records import Article, Reject, Stage

_FEWEST = 0.5  # of what a file holds has to be readable for the file to be taken for it
_SHOWN = 5  # rejects of a file that are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What a file is taken for."""

    file: str
    taken_for: str  # "articles", "event records (acled)", "nothing that can be read"
    n_read: int = 0  # articles or records
    n_rejected: int = 0  # rows, lines or files that are left out
    first: str = ""  # the earliest day, ISO 8601
    last: str = ""
    languages: dict[str, int] = field(default_factory=dict)  # as the articles say, by how many
    encoding: str = ""
    licence: str = ""
    private: bool = False
    columns: dict[str, str] = field(default_factory=dict)  # field to the column taken for it
    unused: tuple[str, ...] = ()  # columns that nothing was taken from
    remarks: tuple[str, ...] = ()  # what was done to read it: date order, encoding, rows passed over
    rejects: tuple[str, ...] = ()  # the first ones, in words


def diagnosed(inputs: Sequence[Path], options: ReadOptions | None = None) -> Iterator[Diagnosis]:
    """Say of each file what it is taken for: articles or event records, whichever more of it can be read as.

    Raises:
        GeomapError: the options name an unknown field.
    """
    chosen = options or ReadOptions()
    for path in inputs:
        if path.is_dir():
            yield from diagnosed(sorted(one for one in path.rglob("*") if one.is_file()), chosen)
            continue
        if path.as_posix() == STANDARD_INPUT:  # it can be read once: both readings need it
            with laid_out(path, kind=chosen.kind) as pieces:
                yield from (replace(one, file=pieces[0].name) for one in diagnosed([pieces[0].path], chosen))
            continue
        as_articles = _as_articles(path, chosen)
        as_records, trouble = _as_records(path, chosen)
        better = [one for one in as_records if one.n_read * (1 + _FEWEST) > as_articles.n_read]
        if better and as_articles.n_read <= max(one.n_read for one in better):
            yield from better
        elif trouble and not is_article_file(path):
            yield replace(as_articles, rejects=(trouble,))
        elif trouble and not as_articles.n_read:
            yield replace(as_articles, rejects=(*as_articles.rejects, f"as event records: {trouble}"))
        else:
            yield as_articles


def _as_articles(path: Path, options: ReadOptions) -> Diagnosis:
    articles: list[Article] = []
    rejects: list[Reject] = []
    notes: list[Reject] = []
    try:
        for item in read_articles([path], options=options):
            if isinstance(item, Article):
                articles.append(item)
            else:
                (notes if item.stage is Stage.NOTE else rejects).append(item)
    except TableError as error:
        return Diagnosis(file=path.as_posix(), taken_for="nothing that can be read", rejects=(str(error),))
    days = sorted(article.published for article in articles)
    return Diagnosis(
        file=path.as_posix(),
        taken_for="articles" if articles else "nothing that can be read",
        n_read=len(articles),
        n_rejected=sum(reject.article_id is None for reject in rejects),
        first=days[0].isoformat() if days else "",
        last=days[-1].isoformat() if days else "",
        languages=dict(Counter(article.language for article in articles).most_common()),
        remarks=tuple(f"{note.reason}: {note.detail}" for note in notes),
        rejects=_in_words(rejects),
    )


def _as_records(path: Path, options: ReadOptions) -> tuple[list[Diagnosis], str]:
    """What its tables hold, or why there are none."""
    try:
        return [_of_table(table) for table in read_tables(path, options)], ""
    except GeomapError as error:
        return [], str(error)


def _of_table(table: ReadTable) -> Diagnosis:
    records = table.records
    lost = [reject for reject in table.rejects if reject.article_id is None]
    return Diagnosis(
        file=table.name,
        taken_for=f"event records ({table.source.name})",
        n_read=len(records),
        n_rejected=table.n_lost,
        first=str(records["date_start"].min())[:10] if len(records) else "",
        last=str(records["date_end"].max())[:10] if len(records) else "",
        encoding=table.encoding,
        licence=table.source.licence,
        private=table.source.private,
        columns=dict(table.taken),
        unused=table.unused,
        remarks=table.remarks,
        rejects=_in_words(lost or table.rejects),
    )


def _in_words(rejects: Iterable[Reject]) -> tuple[str, ...]:
    listed = list(rejects)
    shown = tuple(f"{one.subject}: {one.reason}{f' ({one.detail})' if one.detail else ''}" for one in listed[:_SHOWN])
    return (*shown, f"... and {len(listed) - _SHOWN} more") if len(listed) > _SHOWN else shown
