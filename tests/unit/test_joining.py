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


def in_divisions(tmp_path, *rows):
    (tmp_path / "x.csv").write_text(
        "id,date,place,admin1,admin2,country,lat,lon,geo_precision\n" + "\n".join(rows) + "\n"
    )
    return joining.map_records(joining.observed([tmp_path / "x.csv"]))


def test_a_record_somewhere_in_a_division_has_its_outline(tmp_path):
    tables = in_divisions(
        tmp_path,
        "1,2018-02-12,Homs Governorate,Homs Governorate,,Syria,34.5,38.0,adm1",
        "2,2018-02-12,Northern Homs Governorate,Homs Governorate,,Syria,34.6,38.1,region",
        "3,2018-02-12,Manbij district,Aleppo Governorate,Manbij district,Syria,36.53,37.95,adm2",
        "4,2018-02-12,The border,Homs Governorate,,Syria,34.5,38.0,region",
        "5,2018-02-12,Aleppo Governorate,Aleppo Governorate,,Syria,34.5,38.0,adm1",
        "6,2018-02-12,Homs,Homs Governorate,,Syria,34.73,36.71,settlement",
    )
    ids = dict(zip(tables.events["id"].str.split(":").str[1], tables.events["place_id"].fillna(""), strict=True))
    homs, manbij = "geonames:169575", "geonames:167355"
    assert ids == {"1": homs, "2": homs, "3": manbij, "4": "", "5": "", "6": ""}
    assert set(tables.areas["id"]) == {homs, manbij}
    assert tables.areas.geometry.notna().all()


def test_records_of_no_division_name_no_outlines(tmp_path):
    tables = in_divisions(tmp_path, "1,2018-02-12,Homs,Homs Governorate,,Syria,34.73,36.71,settlement")
    assert tables.areas.empty
