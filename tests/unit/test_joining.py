import datetime as dt

import pytest
from page_sample import sample_tables
from records_sample import sample_records

from geomap import joining
from geomap.joining import with_records
from geomap.settings import Settings


@pytest.mark.parametrize("settings", [Settings(), Settings(until=dt.date(2023, 3, 10))])
def test_the_closing_table_accounts_for_every_record(settings):
    tables = with_records(sample_tables(), sample_records(), settings)
    counts = dict(tables.notes.counts)
    parts = {name: number for name, number in counts.items() if name.startswith("  ")}
    assert counts["records of others"] == len(sample_records()) == sum(parts.values())
    assert parts["  supported by an article"] == tables.matches["record_id"].nunique()
    assert parts["  kept out by a filter"] == len(sample_records()) - len(tables.records)


def test_records_that_have_positions_are_mapped_without_a_gazetteer(tmp_path, monkeypatch):
    def no_gazetteer(**_):
        pytest.fail("the gazetteer was opened")

    monkeypatch.setattr(joining, "open_gazetteer", no_gazetteer)
    (tmp_path / "x.csv").write_text("id,date,place,lat,lon\n1,2023-02-12,Kyiv,50.45,30.5\n")
    tables = joining.map_records(joining.observed([tmp_path / "x.csv"]))
    assert tables.events["place"].tolist() == ["Kyiv"]
    assert tables.notes.gazetteer_hash
    assert tables.notes.title == "Event records: Other records"
