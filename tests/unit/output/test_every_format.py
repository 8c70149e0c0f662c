"""What holds for every file that geomap writes."""

import time

import pytest

from geomap.errors import OutputError
from geomap.output import WRITERS

FORMATS = sorted(WRITERS.keys() - {".html"})


@pytest.mark.parametrize("suffix", FORMATS)
def test_two_runs_give_equal_bytes_and_leave_nothing_beside(tmp_path, tables, suffix):
    first, second = tmp_path / "one" / f"x{suffix}", tmp_path / "two" / f"x{suffix}"
    for target in (first, second):
        target.parent.mkdir()
        WRITERS[suffix](tables, target)
        time.sleep(1.01 if suffix == ".gpkg" else 0)  # a clock of seconds would show
    assert first.read_bytes() == second.read_bytes()
    beside = {"datapackage.json"} if suffix.endswith(".csv") else set()
    assert {path.name for path in first.parent.iterdir()} == {first.name} | beside


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_run_without_events_gives_a_file_all_the_same(tmp_path, no_events, suffix):
    WRITERS[suffix](no_events, tmp_path / f"x{suffix}")
    assert (tmp_path / f"x{suffix}").stat().st_size > 0


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_old_file_stays_when_the_new_one_cannot_be_written(tmp_path, tables, suffix, monkeypatch):
    target = tmp_path / f"x{suffix}"
    target.write_text("old")

    def full(_self, _other):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(OutputError, match="No space left"):
        WRITERS[suffix](tables, target)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_folder_that_does_not_exist_is_an_error_of_ours(tmp_path, tables, suffix):
    with pytest.raises(OutputError, match="cannot be written"):
        WRITERS[suffix](tables, tmp_path / "absent" / f"x{suffix}")


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_credits_are_in_the_file_or_in_its_description(tmp_path, tables, suffix):
    WRITERS[suffix](tables, tmp_path / f"x{suffix}")
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"GeoNames, CC BY 4.0" in written
