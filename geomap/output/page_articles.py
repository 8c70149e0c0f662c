"""Gathers the articles behind the events: which article reports which event, in which words."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geomap.output.page_pack import Column, Numbers, Text

SHARED = ("article_id", "title", "url", "outlet", "published", "quote", "claimant")
SPANS = ("quote_start", "quote_end", "place_start", "place_end", "cue_start", "cue_end")
FARTHEST = 0xC000  # code points; a mark further into a quote is dropped
BASE = 0x21  # "!" stands for 0, the space before it for "not marked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Reports and articles, in the page's own numbering."""

    articles: pd.DataFrame  # one row an article in the page's order
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
        return {"outlets": sorted({str(name) for name in self.articles["outlet"].fillna("")})}

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
        days = pa.Array.from_pandas(self.articles["published"]).cast(pa.date32()).cast(pa.int32())
        return [
            Column(name="event_article", values=self.first_article[events], delta=True),
            Column(name="event_reports", values=reports),
            Column(name="later_event", values=np.repeat(np.arange(len(events)), reports)[later], delta=True),
            Column(name="later_article", values=self.report_article[order][later]),
            Column(name="article_day", values=np.asarray(pc.fill_null(days, 0)).astype(np.int64), delta=True),
            Column(
                name="article_outlet",
                values=pd.Index(outlets).get_indexer(pd.Index(self.articles["outlet"].fillna("").astype(object))),
            ),
        ]

    def report_text(self, events: Numbers) -> Text:
        """Quote, claimant and the marked stretches of each report, in the order of the events given."""
        fields = {name: self.reports[name].combine_chunks() for name in ("quote", "claimant", "marks", "field")}
        return Text(name="report", fields=fields, order=self._order(events))

    def article_text(self) -> Text:
        """Headline, address and id of each article."""
        fields = {name: text_of(self.articles[name]) for name in ("title", "url", "id")}
        return Text(name="article", fields=fields, order=np.arange(len(self.articles)))


def gather_sources(events: pd.DataFrame, reports: pd.DataFrame, articles: pd.DataFrame) -> Sources:
    """Number the articles by day, and join each event to its reports.

    An event without a row in `reports` (a record of others) is its own report. An article that only a report
    knows is listed too; reports without an article id share an article when title, address, outlet and day agree.
    """
    event_rows = pd.Index(events["id"].astype(object)).get_indexer(reports["event_id"].astype(object))
    told = reports[event_rows >= 0]
    alone = np.setdiff1d(np.arange(len(events)), event_rows)
    table = pa.concat_tables([_report_table(told), _report_table(events.iloc[alone])]).combine_chunks()
    report_event = np.concatenate([event_rows[event_rows >= 0], alone])
    key = _article_key(table)
    numbered, report_article = _numbered(articles, table, key)
    first = np.full(len(events), -1, np.int64)
    first[report_event[::-1]] = report_article[::-1]
    return Sources(
        articles=numbered,
        reports=table.drop_columns(["article_id", "title", "url", "outlet", "published"]),
        report_event=report_event,
        report_article=report_article,
        first_article=first,
    )


def _report_table(rows: pd.DataFrame) -> pa.Table:
    columns = {name: text_of(rows[name]) for name in SHARED if name != "published"}
    columns["published"] = pa.Array.from_pandas(rows["published"]).cast(pa.date32())
    columns["marks"] = pa.array(_marks(rows), pa.large_string())
    field = rows["field"] if "field" in rows else pd.Series("", index=rows.index, dtype="string")
    columns["field"] = text_of(field.where(field != "text", ""))
    return pa.table(columns)


def text_of(column: pd.Series) -> pa.Array:
    """A column as Arrow text, missing values empty."""
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


def _article_key(reports: pa.Table) -> NDArray[np.object_]:
    """The article's id, or what tells articles without id apart."""
    ids = reports["article_id"]
    if not pc.any(pc.equal(ids, "")).as_py():
        return np.asarray(ids.to_pandas(), object)
    day = reports["published"].cast(pa.string()).cast(pa.large_string())
    told = pc.binary_join_element_wise(
        reports["outlet"], pc.fill_null(day, ""), reports["url"], reports["title"], pa.scalar("\n", pa.large_string())
    )
    return np.asarray(pc.if_else(pc.equal(ids, ""), told, ids).to_pandas(), object)


def _numbered(articles: pd.DataFrame, reports: pa.Table, key: NDArray[np.object_]) -> tuple[pd.DataFrame, Numbers]:
    """All articles in the page's order (by day, then id), and for each report the row of its article."""
    codes, keys = pd.factorize(key)
    first = np.full(len(keys), -1, np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    unlisted = ~pd.Index(keys).isin(articles["id"].astype(object))
    extra = reports.select(["title", "url", "outlet", "published"]).take(pa.array(first[unlisted])).to_pandas()
    listed = pd.DataFrame({name: articles[name].astype(object) for name in ("title", "url", "outlet", "published")})
    together = pd.concat(
        [listed.assign(key=articles["id"].astype(object)), extra.assign(key=np.asarray(keys)[unlisted])],
        ignore_index=True,
    )
    together["id"] = together["key"].where(~together["key"].str.contains("\n", regex=False), "")
    days = pd.to_datetime(together["published"])
    ordered = together.iloc[np.lexsort((together["key"].astype(str), days.fillna(pd.Timestamp(0))))]
    rows = pd.Index(ordered["key"]).get_indexer(keys)
    return ordered.drop(columns="key").reset_index(drop=True), rows[codes]
