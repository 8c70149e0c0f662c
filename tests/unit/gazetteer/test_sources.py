"""The shipped extracts are those that sources.toml tells of."""

import tomllib

import pytest

from geomap.gazetteer.sources import OWN, extracts, read_sources, sha256
from geomap.shipped import data_dir

SOURCES = read_sources(data_dir())


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.file)
def test_a_shipped_extract_is_the_one_that_was_recorded(source):
    assert sha256(data_dir() / source.file) == source.sha256


def test_every_extract_of_others_is_recorded_and_nothing_else():
    used = {file.name for file in extracts(data_dir() / "gazetteer")} - set(OWN)
    assert {source.file.removeprefix("gazetteer/") for source in SOURCES} == used


def test_every_record_says_whence_when_and_under_which_licence():
    table = tomllib.loads((data_dir() / "sources.toml").read_text(encoding="utf-8"))
    for entry in table["source"]:
        if not entry["file"].startswith("gazetteer/"):
            continue
        assert all(str(entry[key]) for key in ("file", "what", "from", "date", "licence", "credit", "sha256")), entry
        assert (data_dir() / entry["file"]).is_file()


def test_share_alike_data_keep_a_file_of_their_own():
    assert {source.file for source in SOURCES if "ODbL" in source.licence} == {"gazetteer/katottg.tsv.xz"}


def test_the_extracts_stay_small():
    assert sum(file.stat().st_size for file in extracts(data_dir() / "gazetteer")) < 15_000_000
