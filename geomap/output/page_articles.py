"""Gathers the articles behind the events: which article reports which event, in which words."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geomap.output.page_pack import Column, Numbers, Text

SHARED = ("article_id", "title", "url", "outlet", "published", "quote", "claimant")
SPANS = ("quote_start", "quote_end", "place_start", "place_end", "cue_start", "cue_end")
FARTHEST = 0xC000  # code points; a mark further into a quote is dropped
BASE = 0x21  # "!" stands for 0, the space before it for "not marked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Reports and articles, in the page's own numbering."""

    articles: pa.Table  # title, url, archive, outlet, published: one row an article in the page's order
    reports: pa.Table  # in the order they came
    report_event: Numbers  # for each report the row of its event
    report_article: Numbers  # and the row of its article
    first_article: Numbers  # for each event the article of its first report

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
        rank = np.empty(len(events), np.int64)
        rank[events] = np.arange(len(events))
        return np.lexsort((np.arange(len(self.report_event)), rank[self.report_event]))

    def columns(self, events: Numbers) -> list[Column]:
        """Articles of the events (in the order given), and when and where each article appeared."""
        order = self._order(events)
        reports = np.bincount(self.report_event, minlength=len(events))[events]
        starts = np.cumsum(reports) - reports
        later = np.setdiff1d(np.arange(len(order)), starts, assume_unique=True)
        outlets = self.strings["outlets"]
        days = self.articles["published"].cast(pa.int32())
        outlet = pc.index_in(self.articles["outlet"], pa.array(outlets, pa.large_string()))
        return [
            Column(name="event_article", values=self.first_article[events], delta=True),
            Column(name="event_reports", values=reports),
            Column(name="later_event", values=np.repeat(np.arange(len(events)), reports)[later], delta=True),
            Column(name="later_article", values=self.report_article[order][later]),
            Column(name="article_day", values=np.asarray(pc.fill_null(days, 0)).astype(np.int64), delta=True),
            Column(name="article_outlet", values=np.asarray(outlet).astype(np.int64)),
        ]

    def report_text(self, events: Numbers) -> Text:
        """Quote, claimant and the marked stretches of each report, in the order of the events given."""
        fields = {name: self.reports[name] for name in ("quote", "claimant", "marks", "field")}
        return Text(name="report", fields=fields, order=self._order(events))

    def article_text(self) -> Text:
        """Headline, address and the address of an archived copy of each article."""
        fields = {name: self.articles[name] for name in ("title", "url", "archive")}
        return Text(name="article", fields=fields, order=np.arange(self.n_articles))


def gather_sources(events: pd.DataFrame, reports: pd.DataFrame, articles: pd.DataFrame) -> Sources:
    """Number the articles by day, and join each event to its reports.

    An event without a row in `reports` (a record of others) is its own report. An article that only a report
    knows is listed too; reports without an article id share an article when title, address, outlet and day agree.
    """
    event_rows = np.empty(0, np.int64)
    if len(reports):
        event_rows = pd.Index(events["id"].astype(object)).get_indexer(pd.Index(reports["event_id"].astype(object)))
    alone = np.setdiff1d(np.arange(len(events)), event_rows)
    table = _report_table(events, alone)
    if (event_rows >= 0).any():
        table = pa.concat_tables([_report_table(reports, np.flatnonzero(event_rows >= 0)), table])
    report_event = np.concatenate([event_rows[event_rows >= 0], alone])
    numbered, report_article = _numbered(articles, table)
    first = np.full(len(events), -1, np.int64)
    first[report_event[::-1]] = report_article[::-1]
    return Sources(
        articles=numbered,
        reports=table.select(["quote", "claimant", "marks", "field"]),
        report_event=report_event,
        report_article=report_article,
        first_article=first,
    )


def _report_table(frame: pd.DataFrame, rows: Numbers) -> pa.Table:
    wanted = [name for name in (*SHARED, *SPANS, "field", "archive") if name in frame]
    taken = pd.DataFrame(frame[wanted]) if len(rows) == len(frame) else pd.DataFrame(frame[wanted].iloc[rows])
    columns = {name: text_of(taken[name]) for name in SHARED if name != "published"}
    columns["published"] = pa.Array.from_pandas(taken["published"]).cast(pa.date32())
    columns["marks"] = pa.array(_marks(taken), pa.large_string())
    field = pc.if_else(pc.equal(text_of(taken["field"]), "text"), "", "title") if "field" in taken else None
    nothing = pa.nulls(len(taken), pa.large_string())
    columns["field"] = nothing if field is None else field.cast(pa.large_string())
    columns["archive"] = _archive(taken)
    return pa.table(columns)


def _archive(frame: pd.DataFrame) -> pa.Array | pa.ChunkedArray:
    """Addresses of archived copies; a table need not have them."""
    return text_of(frame["archive"]) if "archive" in frame else pa.nulls(len(frame), pa.large_string())


def _flat(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    """A column in one piece; without a copy when it is already."""
    if isinstance(column, pa.Array):
        return column
    return column.combine_chunks()


def text_of(column: pd.Series) -> pa.Array | pa.ChunkedArray:
    """A column as Arrow text, missing values empty; not copied when it is that already."""
    values = pa.Array.from_pandas(column)
    if pa.types.is_floating(values.type):
        values = pc.round(values, 3)
    return pc.fill_null(values.cast(pa.large_string()), "")


def _marks(rows: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    """Where place and cue stand in the quote: four characters a row, each a distance from the quote's start."""
    if not set(SPANS) <= set(rows.columns) or rows.empty:
        return np.full(len(rows), "", dtype="<U4")
    spans = {name: rows[name].fillna(-1).to_numpy(np.int64) for name in SPANS}
    begin, end = spans["quote_start"], spans["quote_end"]
    codes = np.full((len(rows), 4), BASE - 1, np.uint32)
    for column, name in ((0, "place"), (2, "cue")):
        low, high = spans[f"{name}_start"], spans[f"{name}_end"]
        inside = (begin >= 0) & (low >= begin) & (high <= end) & (high > low) & (high - begin < FARTHEST)
        codes[inside, column] = BASE + (low - begin)[inside]
        codes[inside, column + 1] = BASE + (high - begin)[inside]
    return np.ascontiguousarray(codes).view("<U4").ravel()


def _article_key(reports: pa.Table) -> pa.Array:
    """The article's id, or what tells articles without id apart."""
    ids = _flat(reports["article_id"])
    if not pc.any(pc.equal(ids, "")).as_py():
        return ids
    day = pc.fill_null(reports["published"].cast(pa.string()).cast(pa.large_string()), "")
    told = pc.binary_join_element_wise(
        reports["outlet"], day, reports["url"], reports["title"], pa.scalar("\n", pa.large_string())
    )
    return _flat(pc.if_else(pc.equal(reports["article_id"], ""), told, reports["article_id"]))


def _numbered(articles: pd.DataFrame, reports: pa.Table) -> tuple[pa.Table, Numbers]:
    """All articles in the page's order (by day, then id), and for each report the row of its article."""
    encoded = _article_key(reports).dictionary_encode()
    codes, keys = np.asarray(encoded.indices).astype(np.int64), encoded.dictionary
    first = np.zeros(len(keys), np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    listed = _article_table(articles)
    unlisted = np.asarray(pc.invert(pc.is_in(keys, listed["key"])))
    told = reports.select(["title", "url", "outlet", "archive", "published"]).take(pa.array(first[unlisted]))
    told = told.append_column("key", keys.filter(pa.array(unlisted)))
    together = pa.concat_tables([listed, told])
    order = pc.sort_indices(together, [("published", "ascending"), ("key", "ascending")])
    ordered = together.take(order)
    rows = np.asarray(pc.index_in(keys, _flat(ordered["key"]))).astype(np.int64)
    return ordered, rows[codes]


def _article_table(articles: pd.DataFrame) -> pa.Table:
    columns = {name: text_of(articles[name]) for name in ("title", "url", "outlet")}
    columns["archive"] = _archive(articles)
    columns["published"] = pa.Array.from_pandas(articles["published"]).cast(pa.date32())
    return pa.table({**columns, "key": text_of(articles["id"])})
