"""What a member of an archive costs: itself, whatever is wrong with it; and what archives in archives may hold."""

import io
import os
import tempfile
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geomap.articles import read_articles
from geomap.bounds import Bounds
from geomap.errors import GeomapError
from geomap.intake.laid_out import laid_out
from geomap.intake.options import ReadOptions
from geomap.observed import read_tables
from geomap.records import Reject

STORY = b"2023-02-12\n\nShelling killed three people in Sumy."
TABLE = b"date,lat,lon,notes\n2023-02-12,50,30,shelling\n"


def packed(**members):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def locked(data, name):
    """The archive with a member that says it is locked with a password."""
    changed, called = bytearray(data), name.encode()
    changed[data.find(called) - 30 + 6] |= 1  # the flags before it, and in the list of contents
    changed[data.rfind(called) - 46 + 8] |= 1
    return bytes(changed)


def of_another_sum(data, name):
    """The archive with a member whose checksum is wrong."""
    changed, called = bytearray(data), name.encode()
    changed[data.find(called) - 30 + 14] ^= 255
    changed[data.rfind(called) - 46 + 16] ^= 255
    return bytes(changed)


@pytest.mark.parametrize(("harm", "said"), [(locked, "locked with a password"), (of_another_sum, "Bad CRC-32")])
def test_a_bad_member_costs_itself_and_is_named(tmp_path, harm, said):
    path = tmp_path / "a.zip"
    inner = harm(packed(**{"bad.txt": STORY, "good.txt": STORY}), "bad.txt")
    path.write_bytes(packed(**{"a.txt": STORY, "inner.zip": inner, "none.zip": b"PK\3\4 and no archive"}))
    found = list(read_articles([path]))
    lost = [one for one in found if isinstance(one, Reject)]
    assert (len(found), len(lost)) == (4, 2)
    assert {one.subject.removeprefix(path.as_posix()) for one in lost} == {"/inner.zip/bad.txt", "/none.zip"}
    assert any(said in one.detail for one in lost)

    path.write_bytes(harm(packed(**{"bad.csv": TABLE, "good.csv": TABLE}), "bad.csv"))
    (table,) = read_tables(path)
    assert any("bad.csv" in remark and said in remark for remark in table.remarks)
    with pytest.raises(GeomapError, match=said):
        read_tables(path, options=ReadOptions(strict=True))
    path.write_bytes(harm(packed(**{"bad.csv": TABLE}), "bad.csv"))
    with pytest.raises(GeomapError, match=said):
        read_tables(path)


def test_archives_in_archives_are_bounded_by_what_the_outermost_weighs(tmp_path):
    data, name = b"A" * 100_000, "a.txt"
    for depth in range(3):
        data = packed(**{f"{number}-{name}": data for number in range(40)})
        name = f"{depth}.zip"
    (tmp_path / "wide.zip").write_bytes(data)
    (lost,) = read_articles([tmp_path / "wide.zip"])
    assert "archives in archives" in lost.detail
    bounds = Bounds(members=100)
    (tmp_path / "many.zip").write_bytes(
        packed(**{f"{n}.zip": packed(**{f"{n}": b"" for n in range(60)}) for n in "ab"})
    )
    (lost,) = read_articles([tmp_path / "many.zip"], options=ReadOptions(bounds=bounds))
    assert "more than 100 files" in lost.detail


@pytest.mark.skipif(os.name == "nt", reason="leftovers are known by a lock")
def test_what_a_killed_run_left_among_the_temporary_files_goes_with_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    left = tmp_path / "tmp" / ".geomap.killed.new"
    left.mkdir(parents=True)
    (left / "a.txt").write_bytes(STORY)
    os.utime(left, (0, 0))
    (tmp_path / "a.zip").write_bytes(packed(**{"a.txt": STORY}))
    with laid_out(tmp_path / "a.zip") as pieces:
        assert pieces[0].path.read_bytes() == STORY
        assert not left.exists()
    assert not list((tmp_path / "tmp").iterdir())


def test_a_moment_beyond_the_calendar_in_a_parquet_costs_its_row(tmp_path):
    moments = pa.array([2**62, -(2**62), 1_676_160_000_000_000], pa.timestamp("us"))
    pq.write_table(pa.table({"text": [STORY.decode()] * 3, "date": moments}), tmp_path / "a.parquet")
    *lost, kept = read_articles([tmp_path / "a.parquet"])
    assert [one.reason for one in lost] == ["date not understood"] * 2
    assert str(kept.published) == "2023-02-12"


def test_a_feature_that_is_none_costs_itself(tmp_path):
    first, second = (
        f'{{"type": "Feature", "properties": {{"date": "2023-02-{day}"}}, '
        '"geometry": {"type": "Point", "coordinates": [30, 50]}}'
        for day in (12, 13)
    )
    path = tmp_path / "r.geojson"
    path.write_text(f'{{"type": "FeatureCollection", "features": [null, {first}, 3, "x", {second}]}}')
    (table,) = read_tables(path)
    assert len(table.records) == 2
    assert "features that are none: 3, the first is number 1; they are left out" in table.remarks
    path.write_text('{"type": "FeatureCollection", "features": [null, 3]}')
    with pytest.raises(GeomapError, match="it has no list of features"):
        read_tables(path)
