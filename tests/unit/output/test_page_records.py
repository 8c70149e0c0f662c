import dataclasses
import zlib

import numpy as np
import pytest
from page_sample import sample_tables
from records_sample import sample_matches, sample_records, tables_with_records

from geomap import schema
from geomap.output.page import write_page
from geomap.output.page_records import block_of


@pytest.fixture
def block():
    return block_of(tables_with_records(), title="t")


def _unpacked(said, raw):
    """The columns of a packed block, read as the page reads them."""
    data, at, columns = zlib.decompress(raw, -15), 0, {}
    for one in said:
        n = one["n"]
        if "same" in one:
            columns[one["name"]] = [one["same"]] * n
            continue
        planes = np.frombuffer(data, np.uint8, n * one["width"], at).reshape(one["width"], n).T
        at += n * one["width"]
        kind = "<i4" if one["delta"] else f"<u{one['width']}"
        values = np.ascontiguousarray(planes).view(kind).ravel()
        columns[one["name"]] = (np.cumsum(values) if one["delta"] else values).tolist()
    return columns


def _ids(block, name):
    text = next(text for text in block.texts if text.name == name)
    return text.fields["id"].take(text.order).to_pylist()


def test_a_match_points_at_the_rows_of_its_event_and_its_record(block):
    matches = _unpacked(block.head["records"]["matches"]["cols"], block.extras["matches"])
    events, records = _ids(block, "event"), _ids(block, "record")
    found = {
        (events[event], records[record], score / 1000, km)
        for event, record, score, km in zip(
            *(matches[f"match_{name}"] for name in ("event", "record", "score", "km")), strict=True
        )
    }
    assert found == {("both", "ucdp:1", 0.9, 13), ("both", "viina:1", 0.6, 0), ("kharviv", "viina:1", 0.8, 1)}


def test_matches_stand_by_event_the_best_first(block):
    matches = _unpacked(block.head["records"]["matches"]["cols"], block.extras["matches"])
    rows = list(zip(matches["match_event"], (-score for score in matches["match_score"]), strict=True))
    assert rows == sorted(rows)


def test_the_days_reach_over_events_and_records_alike(block):
    records = block.head["records"]
    assert (records["day0"], records["days"]) == (block.head["day0"], block.head["days"])
    first, last = sample_tables().events["date_start"].min(), sample_records()["date_end"].max()
    assert block.head["days"] == (last - first).days + 1


def test_each_record_bears_the_name_of_its_dataset(block):
    columns = _unpacked(block.head["records"]["cols"], block.extras["records"])
    names = [block.head["records"]["names"][row] for row in columns["event_article"]]
    told = dict(zip(_ids(block, "record"), names, strict=True))
    assert {told["ucdp:1"], told["ucdp:4"]} == {"UCDP GED"}
    assert {told["viina:1"], told["viina:2"]} == {"VIINA"}
    assert block.head["records"]["licences"][0].startswith("UCDP")


def test_a_record_of_a_province_is_an_area_and_of_a_country_is_listed(block):
    columns = _unpacked(block.head["records"]["cols"], block.extras["records"])
    kinds = [columns["place_kind"][place] for place in columns["event_place"]]
    told = dict(zip(_ids(block, "record"), kinds, strict=True))
    assert (told["ucdp:1"], told["ucdp:2"], told["ucdp:3"]) == (0, 1, 2)


def test_a_match_with_a_record_that_is_not_there_is_left_out():
    tables = dataclasses.replace(tables_with_records(), records=sample_records().iloc[1:].reset_index(drop=True))
    assert block_of(tables, title="t").head["records"]["matches"]["n"] == len(sample_matches()) - 1


def test_private_rows_are_marked(block):
    records = sample_records()
    records["private"] = True
    marked = block_of(dataclasses.replace(tables_with_records(), records=records), title="t")
    assert block.head["records"]["private"] == [0, 0]
    assert marked.head["records"]["private"] == [1, 1]


@pytest.mark.parametrize("joined", [False, True])
def test_a_page_without_records_holds_nothing_of_them(joined):
    none = schema.geoframe([], schema.OBSERVED), schema.frame([], schema.MATCHES)
    tables = dataclasses.replace(sample_tables(), records=none[0], matches=none[1]) if joined else sample_tables()
    block = block_of(tables, title="t")
    assert not block.extras
    assert "records" not in block.head
    assert {text.name for text in block.texts} == {"report", "event", "article", "area", "reject"}


def test_records_that_are_the_events_themselves_are_no_layer():
    alone = dataclasses.replace(sample_tables(), records=sample_records())
    assert "records" not in block_of(alone, title="t").head


def test_records_beside_no_events_make_a_page(no_events, tmp_path):
    tables = dataclasses.replace(no_events, records=sample_records(), matches=schema.frame([], schema.MATCHES))
    block = block_of(tables, title="t")
    assert (block.head["events"], block.head["records"]["events"]) == (0, 6)
    assert block.bounds is not None
    write_page(tables, tmp_path / "x.html")


def test_equal_tables_give_equal_bytes(tmp_path):
    for name in ("a.html", "b.html"):
        write_page(tables_with_records(), tmp_path / name)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
