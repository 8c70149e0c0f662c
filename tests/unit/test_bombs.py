"""Files that are small on the disk and without end, or gigabytes, in a library: refused before the library has them."""

import json
import sqlite3
from contextlib import closing

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from geomap import joining
from geomap.articles import read_articles
from geomap.bounds import Bounds, within
from geomap.errors import GeomapError, InputError
from geomap.gazetteer.reading import read_places
from geomap.inspection import diagnosed
from geomap.intake.columnar import batches_of
from geomap.records import Article, Reject


def folded(text, n):
    """A column of one text so many times, as Parquet keeps it: a word of the dictionary and a few bytes."""
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(n, np.int32)), pa.array([text]))


def test_a_parquet_of_records_that_unfolds_to_gigabytes_is_refused(tmp_path):
    n = 3_000_000
    columns = {
        "date": folded("2023-02-12", n),
        "headline": folded("x" * 1000, n),
        "lat": pa.nulls(n),
        "lon": pa.nulls(n),
    }
    pq.write_table(pa.table(columns), tmp_path / "r.parquet", compression="zstd")
    assert (tmp_path / "r.parquet").stat().st_size < 1 << 20
    with pytest.raises(GeomapError, match=r"r\.parquet: .*bounds\.whole_bytes"):
        joining.observed([tmp_path / "r.parquet"])


def test_a_parquet_whose_pages_unpack_to_gigabytes_is_refused(tmp_path):
    zeros = pa.array(["0" * 1_000_000 + str(number) for number in range(64)])
    pq.write_table(pa.table({"text": zeros}), tmp_path / "r.parquet", compression="zstd", use_dictionary=False)
    (lost,) = read_articles([tmp_path / "r.parquet"])
    assert "bounds.ratio" in lost.detail
    with pytest.raises(GeomapError, match=r"bounds\.ratio"):
        joining.observed([tmp_path / "r.parquet"])


def test_a_cell_of_a_parquet_beyond_the_bounds_is_refused(tmp_path):
    pq.write_table(pa.table({"date": ["2023-02-12"], "text": ["x" * 5000]}), tmp_path / "r.parquet")
    with within(Bounds(line_bytes=1000)), pytest.raises(InputError, match=r"bounds\.line_bytes"):
        list(batches_of(tmp_path / "r.parquet"))


def test_articles_of_a_parquet_are_read_one_at_a_time(tmp_path):
    """300 GB in memory, if a batch were laid out at once."""
    n = 300_000
    columns = {"date": folded("2023-02-12", n), "text": folded("Shelling hit Kharkiv. " * 50_000, n)}
    pq.write_table(pa.table(columns), tmp_path / "r.parquet", compression="zstd")
    articles = (one for one in read_articles([tmp_path / "r.parquet"]) if isinstance(one, Article | Reject))
    assert [next(articles) for _ in range(3)]


NEVER_ENDING = """
CREATE VIEW evil AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)
SELECT x AS fid, '2023-02-12' AS date, NULL AS geom FROM c
"""
HUGE = "CREATE VIEW evil AS SELECT 1 AS fid, '2023-02-12' AS date, zeroblob(900000000) AS geom"
HUGE_COLUMN = "CREATE TABLE evil (fid INTEGER PRIMARY KEY, date TEXT, more AS (zeroblob(900000000)))"
HARMLESS = "CREATE VIEW evil AS SELECT fid, date, headline FROM ok"


def package(path, *more):
    told = {"date": ["2023-02-12"], "headline": ["Shelling"], "name": ["Camp"]}
    gpd.GeoDataFrame(told, geometry=[shapely.Point(36, 49)], crs=4326).to_file(path, layer="ok")
    with closing(sqlite3.connect(path)) as db:
        for line in more:
            db.execute(line)
        db.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('evil', 'attributes', 'evil')"
        )
        db.commit()
    return path


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([NEVER_ENDING], "does not end in time"),
        ([HUGE], r"bounds\.line_bytes"),
        ([HUGE_COLUMN, "INSERT INTO evil (date) VALUES ('2023-02-12')"], r"bounds\.line_bytes"),
    ],
)
def test_a_layer_that_a_query_computes_without_end_is_refused(tmp_path, more, said):
    path = package(tmp_path / "r.gpkg", *more)
    with pytest.raises(GeomapError, match=rf"r\.gpkg: .*'evil' .*{said}"):
        joining.observed([path])
    with pytest.raises(GeomapError, match=said):
        read_places(path, "camps", wins=False)


def test_a_view_that_ends_is_a_layer_like_others(tmp_path):
    assert len(joining.observed([package(tmp_path / "r.gpkg", HARMLESS)]).records) == 1


DIGITS = "9" * 5_000  # more than Python reads as one number


def test_a_whole_number_without_end_costs_its_cell_and_no_other(tmp_path):
    (tmp_path / "a.jsonl").write_text(f'{{"text": "Shelling hit Kharkiv.", "date": "2023-02-12", "views": {DIGITS}}}\n')
    (tmp_path / "b.json").write_text(f'[{{"text": "A", "date": {DIGITS}}}, {{"text": "B", "date": "2023-02-12"}}]')
    read = list(read_articles([tmp_path / "a.jsonl", tmp_path / "b.json"]))
    assert [isinstance(one, Article) for one in read] == [True, False, True]
    record = {"date": "2023-02-12", "lat": 49.0, "lon": 36.0}
    rows = json.dumps([{**record, "killed": 777}, {**record, "killed": 2}]).replace("777", DIGITS)
    (tmp_path / "r.json").write_text(rows)
    assert joining.observed([tmp_path / "r.json"]).records["killed_best"].isna().tolist() == [True, False]


@pytest.mark.parametrize("file", ["r.json", "r.geojson", "r.jsonl"])
def test_json_that_is_nested_without_end_is_one_refusal(tmp_path, file):
    (tmp_path / file).write_text("[" * 100_000)
    with pytest.raises(GeomapError):
        joining.observed([tmp_path / file])
    assert all(isinstance(one, Reject) for one in read_articles([tmp_path / file]))


def test_a_file_of_records_that_is_none_says_why(tmp_path):
    (tmp_path / "r.geojson").write_text("[" * 100_000)
    (said,) = diagnosed([tmp_path / "r.geojson"])
    assert "nested too deep" in said.rejects[0]


@pytest.mark.parametrize("coordinates", [[int("9" * 4_000), 50], ["a", "b"], {}])
def test_a_geometry_that_is_none_is_told(tmp_path, coordinates):
    feature = {"type": "Feature", "properties": {"date": "2023-02-12"}}
    spots = [{"type": "Point", "coordinates": one} for one in ([36.0, 49.0], coordinates)]
    features = [{**feature, "geometry": spot} for spot in spots]
    (tmp_path / "r.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    (said,) = diagnosed([tmp_path / "r.geojson"])
    assert said.n_read == 2
    assert any("the first in feature 2" in remark for remark in (*said.remarks, *said.rejects))
