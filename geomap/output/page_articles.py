"""Gathers the articles behind the events: which article reports which event, in which words."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geomap.output.page_columns import Cells, constant, numbered, stacked, taken, text_of, words_of
from geomap.output.page_pack import Column, Numbers, Text, narrow

SAID = ("title", "url", "outlet", "archive", "article_id")  # of an article
QUOTED = (
    "quote",
    "claimant",
    "marks",
    "field",
    "offset",
    "own_place",
    "own_days",
    "own_harm",
    "reprint_of",
)  # of a report
SPANS = ("quote_start", "quote_end", "place_start", "place_end", "cue_start", "cue_end")
FARTHEST = 0xC000  # code points; a mark further into a quote is dropped
BASE = 0x21  # "!" stands for 0, the space before it for "not marked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Reports and articles, in the page's own numbering. The words of an article stay where they came from."""

    articles: pa.Table  # key, outlet, published: one row an article in the page's order
    said: pa.Table  # title, url, outlet, archive: of the articles read, then of the reports
    said_in: Numbers  # for each article the row of its words in `said`
    reports: pa.Table  # quote, claimant, marks, field: in the order they came
    report_event: Numbers  # for each report the row of its event
    report_article: Numbers  # and the row of its article
    first_article: Numbers  # for each event the article of its first report

    def words(self) -> Iterator[tuple[str, Numbers, Cells]]:
        """Each column of words, one at a time as they are large: the row of each article's word, and the words."""
        for name in ("title", "url", "archive", "article_id"):
            yield name, self.said_in, _column(self.said, name)
        yield "outlet", np.arange(self.n_articles), self.articles["outlet"].combine_chunks()
        days = self.articles["published"].cast(pa.string()).cast(pa.large_string())
        yield "published", np.arange(self.n_articles), days.combine_chunks()

    def first_reports(self) -> dict[str, Cells]:
        """What the first report of each event says, by column."""
        first = np.full(len(self.first_article), -1, np.int64)
        first[self.report_event[::-1]] = np.arange(len(self.report_event))[::-1]
        return {name: pc.fill_null(taken(self.reports[name], first), "") for name in ("quote", "claimant")}

    @property
    def keys(self) -> pa.Array:
        """What tells the articles apart, in the page's order: their ids, where they have some."""
        return self.articles["key"].combine_chunks().cast(pa.large_string())

    @property
    def n_articles(self) -> int:
        """How many articles the page lists, with and without events."""
        return len(self.articles)

    @property
    def strings(self) -> dict[str, list[str]]:
        """The outlets, in the order that `article_outlet` counts them."""
        return {"outlets": sorted(pc.unique(self.articles["outlet"]).to_pylist())}

    def _order(self, events: Numbers) -> Numbers:
        """The reports in the order of the events given, first report first."""
        rank = np.empty(len(events), np.int32)
        rank[events] = np.arange(len(events), dtype=np.int32)
        return np.argsort(rank[self.report_event], kind="stable").astype(np.int32)

    def columns(self, events: Numbers) -> list[Column]:
        """Articles of the events (in the order given), and when and where each article appeared."""
        reports = np.bincount(self.report_event, minlength=len(events))[events]
        later = np.ones(len(self.report_event), bool)
        later[np.cumsum(reports) - reports] = False  # the first report of each event
        outlets = self.strings["outlets"]
        days = self.articles["published"].cast(pa.int32())
        outlet = pc.index_in(self.articles["outlet"], pa.array(outlets, pa.large_string()))
        return [
            Column(name="event_article", values=self.first_article[events], delta=True),
            Column(name="event_reports", values=narrow(reports)),
            Column(
                name="later_event", values=np.repeat(np.arange(len(events), dtype=np.int32), reports)[later], delta=True
            ),
            Column(name="later_article", values=self.report_article[self._order(events)[later]]),
            Column(name="article_day", values=np.asarray(pc.fill_null(days, 0)), delta=True),
            Column(name="article_outlet", values=narrow(np.asarray(outlet))),
        ]

    def report_text(self, events: Numbers) -> Text:
        """Quote, claimant and the marked stretches of each report, in the order of the events given."""
        return Text(
            name="report", fields={name: _column(self.reports, name) for name in QUOTED}, order=self._order(events)
        )

    def article_text(self) -> Text:
        """Headline, address, the address of an archived copy and the id of each article."""
        fields = {name: _column(self.said, name) for name in ("title", "url", "archive", "article_id")}
        return Text(name="article", fields=fields, order=self.said_in)


def gather_sources(events: pd.DataFrame, reports: pd.DataFrame, articles: pd.DataFrame) -> Sources:
    """Number the articles by day, and join each event to its reports.

    An event without a row in `reports` (a record of others) is its own report. An article that only a report
    knows is listed too; reports without an article id share an article when title, address, outlet and day agree.
    """
    alone = np.arange(len(events), dtype=np.int32)
    tables, report_event = [_report_table(events, alone)], alone
    if len(reports):
        event_rows = pd.Index(events["id"].astype(object)).get_indexer(pd.Index(reports["event_id"].astype(object)))
        alone, known = np.setdiff1d(alone, event_rows), np.flatnonzero(event_rows >= 0)
        tables = [_report_table(reports, known), _report_table(events, alone)]
        report_event = np.concatenate([event_rows[known], alone])
    told = _together(tables)
    listed = _article_table(articles)
    ordered, said_in, report_article = _numbered(listed, told)
    first = np.full(len(events), -1, np.int32)
    first[report_event[::-1]] = report_article[::-1]
    return Sources(
        articles=ordered,
        said=_together([listed.select(SAID), told.select(SAID)]),
        said_in=said_in,
        reports=told.select(QUOTED),
        report_event=report_event,
        report_article=report_article,
        first_article=first,
    )


def _column(table: pa.Table, name: str) -> Cells:
    """A column in one piece when it is one: Arrow takes rows from one piece alone without copying it."""
    column = table[name]
    return column.chunk(0) if column.num_chunks == 1 else column


def _together(tables: list[pa.Table]) -> pa.Table:
    """Tables of the same columns one below the other; not copied."""
    filled = [table for table in tables if len(table)] or tables[:1]
    if len(filled) == 1:
        return filled[0]
    return pa.table({name: _below([table[name] for table in filled]) for name in filled[0].column_names})


def _below(columns: list[pa.ChunkedArray]) -> Cells:
    """One column of several; days stay days."""
    if all(pa.types.is_date32(column.type) for column in columns):
        return pa.chunked_array([piece for column in columns for piece in column.chunks], pa.date32())
    return stacked(columns)


def _report_table(frame: pd.DataFrame, rows: Numbers) -> pa.Table:
    """What reports say, a row each, and the day and the key of their articles."""
    wanted = [
        name for name in ("published", "quote", "claimant", "field", "reprint_of", *SAID, *SPANS) if name in frame
    ]
    chosen = pd.DataFrame(frame[wanted]) if len(rows) == len(frame) else pd.DataFrame(frame[wanted].iloc[rows])
    columns = {name: _words(chosen, name) for name in ("quote", "claimant", "reprint_of", *SAID)}
    columns["published"] = _days(chosen)
    columns["marks"] = _marks(chosen)
    columns["field"] = _field(chosen)
    columns["offset"] = _words(chosen, "quote_start")
    columns |= _own(frame, rows)
    columns["key"] = _article_key(chosen, columns)
    return pa.table(columns)


def _words(frame: pd.DataFrame, name: str) -> Cells:
    """A column of text; a table need not know of archived copies."""
    return words_of(frame[name]) if name in frame else constant("", len(frame))


def _days(frame: pd.DataFrame) -> Cells:
    return pa.Array.from_pandas(frame["published"]).cast(pa.date32())


def _field(rows: pd.DataFrame) -> Cells:
    """Where a report stands: "title" for a headline, nothing for the text."""
    if "field" not in rows:
        return constant("", len(rows))
    return pc.if_else(pc.equal(text_of(rows["field"]), "text"), "", "title").cast(pa.large_string())


def _own(frame: pd.DataFrame, rows: Numbers) -> dict[str, Cells]:
    """Place, days and harm as each report alone has them, where an event has several: else the event says them."""
    names = ("own_place", "own_days", "own_harm")
    if not {"event_id", "place", "date_start", "date_end", "date_grain", "harm"} <= set(frame.columns):
        return {name: constant("", len(rows)) for name in names}
    among = pa.array(frame["event_id"].duplicated(keep=False).to_numpy(bool)[rows])
    chosen, large = frame.iloc[rows], pa.large_string()
    days = (
        pa.Array.from_pandas(chosen[name]).cast(pa.date32()).cast(pa.string()) for name in ("date_start", "date_end")
    )
    grain = text_of(chosen["date_grain"])
    stretch = pc.binary_join_element_wise(
        *(pc.fill_null(day, "").cast(large) for day in days), grain, pa.scalar("/", large)
    )
    told = (text_of(chosen["place"]), stretch, text_of(chosen["harm"]))
    return {name: pc.if_else(among, cells, pa.scalar("", large)) for name, cells in zip(names, told, strict=True)}


def _marks(rows: pd.DataFrame) -> Cells:
    """Where place and cue stand in the quote: four characters a row, each a distance from the quote's start."""
    if not set(SPANS) <= set(rows.columns) or rows.empty:
        return constant("", len(rows))
    spans = {name: rows[name].fillna(-1).to_numpy(np.int64) for name in SPANS}
    begin, end = spans["quote_start"], spans["quote_end"]
    codes = np.full((len(rows), 4), BASE - 1, np.uint32)
    for column, name in ((0, "place"), (2, "cue")):
        low, high = spans[f"{name}_start"], spans[f"{name}_end"]
        inside = (begin >= 0) & (low >= begin) & (high <= end) & (high > low) & (high - begin < FARTHEST)
        codes[inside, column] = BASE + (low - begin)[inside]
        codes[inside, column + 1] = BASE + (high - begin)[inside]
    return pa.array(np.ascontiguousarray(codes).view("<U4").ravel(), pa.large_string())


def _article_key(rows: pd.DataFrame, columns: dict[str, Cells]) -> Cells:
    """The article's id, or what tells articles without id apart."""
    ids = words_of(rows["article_id"])
    if not ids.null_count and not pc.any(pc.equal(ids.cast(pa.large_string()), "")).as_py():
        return ids
    ids = text_of(rows["article_id"])
    day = pc.fill_null(columns["published"].cast(pa.string()).cast(pa.large_string()), "")
    parts = [pc.fill_null(columns[name].cast(pa.large_string()), "") for name in ("outlet", "url", "title")]
    told = pc.binary_join_element_wise(parts[0], day, *parts[1:], pa.scalar("\n", pa.large_string()))
    return pc.if_else(pc.equal(ids, ""), told, ids)


def _numbered(listed: pa.Table, told: pa.Table) -> tuple[pa.Table, Numbers, Numbers]:
    """All articles in the page's order (by day, then key); the row of each one's words; each report's article."""
    codes, keys = numbered(told["key"])
    keys = keys.cast(pa.large_string())
    first = np.full(len(keys), -1, np.int32)
    first[codes[::-1]] = np.arange(len(codes), dtype=np.int32)[::-1]
    unlisted = np.asarray(pc.invert(pc.is_in(keys, listed["key"]))) & (first >= 0)
    known_by_report = first[unlisted].astype(np.int64)
    rows = np.concatenate([np.arange(len(listed)), len(listed) + known_by_report])
    together = pa.table(
        {
            "key": stacked([listed["key"], keys.filter(pa.array(unlisted))]),
            "outlet": _outlets(listed, told, rows),
            "published": pa.chunked_array(
                [*listed["published"].chunks, told["published"].take(pa.array(known_by_report)).combine_chunks()],
                pa.date32(),
            ),
        }
    )
    order = pc.sort_indices(together, [("published", "ascending"), ("key", "ascending")])
    ordered = together.take(order)
    article_of = np.asarray(pc.fill_null(pc.index_in(keys, ordered["key"].combine_chunks()), 0)).astype(np.int32)
    return ordered, rows[np.asarray(order)], article_of[codes]


def _outlets(listed: pa.Table, told: pa.Table, rows: Numbers) -> pa.Array:
    return pc.fill_null(taken(stacked([listed["outlet"], told["outlet"]]), rows), "")


def _article_table(articles: pd.DataFrame) -> pa.Table:
    named = articles.rename(columns={"id": "article_id"})
    columns = {name: _words(named, name) for name in SAID}
    return pa.table({**columns, "published": _days(articles), "key": text_of(articles["id"])})
