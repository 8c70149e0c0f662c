"""The built file: where it lives, when it is renewed."""

import os
import shutil
import sqlite3

import pytest
from gazetteer_samples import zipped

import geomap.gazetteer
from geomap.errors import GazetteerError
from geomap.gazetteer import cache
from geomap.gazetteer.store import GazetteerStore


def test_the_first_opening_builds_and_the_second_does_not(home):
    steps = []
    with geomap.gazetteer.open_gazetteer(progress=lambda *step: steps.append(step)) as store:
        assert store.candidates(["Kharkiv"])["Kharkiv"]
    assert steps[0] == ("building the gazetteer", 0, 5)
    assert steps[-1] == ("building the gazetteer", 5, 5)
    before = cache.cache_path().stat().st_mtime_ns
    geomap.gazetteer.open_gazetteer(progress=lambda *step: steps.append(step)).close()
    assert len(steps) == len({done for _, done, _ in steps})
    assert cache.cache_path().stat().st_mtime_ns == before


def test_the_fingerprint_is_known_before_the_gazetteer_is_built(home):
    expected = geomap.gazetteer.expected_fingerprint()
    assert not cache.cache_path().exists()
    with geomap.gazetteer.open_gazetteer() as store:
        assert store.fingerprint == expected


def test_what_a_killed_build_left_goes_at_the_next_and_what_another_process_writes_stays(home):
    folder = cache.cache_path().parent
    folder.mkdir()
    left, live, other = (folder / name for name in ("gazetteer-a.new", "gazetteer-b.new", "notes.new"))
    for file in (left, live, other):
        file.write_bytes(b"half a gazetteer")
    for file in (left, other):
        os.utime(file, (0, 0))
    geomap.gazetteer.build()
    assert not left.exists()
    assert live.exists()
    assert other.exists()


def test_changed_data_are_built_in_at_the_next_opening(home):
    geomap.gazetteer.build()
    (home / "names.tsv").write_text("UA/Kharkiv\talternate\tFirst Capital\n")
    with geomap.gazetteer.open_gazetteer() as store:
        assert store.candidates(["First Capital"])["First Capital"][0].id == "geonames:706483"


def test_a_changed_builder_makes_another_fingerprint(home, monkeypatch):
    before = cache.fingerprint(home)
    monkeypatch.setattr(cache, "code_hash", lambda: "another code")
    assert cache.fingerprint(home) != before


def test_whatever_the_builder_imports_makes_another_gazetteer_when_it_changes():
    found = set(cache.builders())
    assert {"geomap.gazetteer.similar", "geomap.gazetteer.answers", "geomap.names", "geomap.records"} <= found
    assert not {"geomap.gazetteer.store", "geomap.pipeline"} & found


def test_equal_data_have_equal_fingerprints_wherever_they_lie(home, tmp_path):
    elsewhere = shutil.copytree(home, tmp_path / "elsewhere")
    assert cache.fingerprint(elsewhere) == cache.fingerprint(home)


def test_force_builds_what_is_fresh(home):
    path = geomap.gazetteer.build()
    os.utime(path, ns=(0, 0))
    assert geomap.gazetteer.build() == path
    assert path.stat().st_mtime_ns == 0
    geomap.gazetteer.build(force=True)
    assert path.stat().st_mtime_ns > 0


def test_a_file_that_is_no_gazetteer_is_replaced(home):
    cache.cache_path().parent.mkdir()
    cache.cache_path().write_text("not a database at all, " * 200)
    with geomap.gazetteer.open_gazetteer() as store:
        assert store.fingerprint == cache.fingerprint(home)


def test_an_empty_database_is_replaced(home):
    cache.cache_path().parent.mkdir()
    cache.cache_path().write_bytes(b"")
    with geomap.gazetteer.open_gazetteer() as store:
        assert store.fingerprint == cache.fingerprint(home)


def test_a_reader_keeps_its_file_while_another_process_builds(home):
    with geomap.gazetteer.open_gazetteer() as store:
        geomap.gazetteer.build(force=True)
        assert store.candidates(["Paris"])["Paris"]


def test_describing_builds_nothing(home):
    told = geomap.gazetteer.describe()
    assert not told.fresh
    assert (told.size_bytes, told.counts, told.layers) == (0, {}, ())
    assert not cache.cache_path().exists()


def test_describing_a_fresh_gazetteer_counts_its_places_and_names_its_credits(home):
    geomap.gazetteer.build()
    told = geomap.gazetteer.describe()
    assert told.fresh
    assert told.size_bytes == told.path.stat().st_size
    assert told.counts["cities500"] == 6
    assert "GeoNames (geonames.org), CC BY 4.0" in told.credits


def test_without_a_named_folder_the_cache_is_the_users_own(monkeypatch):
    monkeypatch.delenv("GEOMAP_CACHE", raising=False)
    monkeypatch.delenv("GEOMAP_LAYERS", raising=False)
    assert cache.cache_dir().name == "geomap"
    assert cache.layers_dir().parent.name == "geomap"


def test_a_user_without_a_home_is_told_to_name_a_folder(monkeypatch):
    for variable in ("GEOMAP_CACHE", "GEOMAP_LAYERS"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(cache.platformdirs, "user_cache_dir", lambda name: f"~/.cache/{name}")
    monkeypatch.setattr(cache.platformdirs, "user_data_dir", lambda name: f"~/.local/share/{name}")
    with pytest.raises(GazetteerError, match=r"no home.*GEOMAP_CACHE"):
        cache.cache_dir()
    with pytest.raises(GazetteerError, match=r"no home.*GEOMAP_LAYERS"):
        cache.layers_dir()


def test_a_folder_that_cannot_be_written_to_is_told_in_one_line_before_the_work(home, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr("geomap.gazetteer.assemble.assemble", lambda *_, **__: pytest.fail("built all the same"))
    monkeypatch.setenv("GEOMAP_CACHE", str(tmp_path / "file"))
    with pytest.raises(GazetteerError, match=r"cannot be built: .*GEOMAP_CACHE"):
        geomap.gazetteer.build()


def test_the_file_may_be_read_by_others(home):
    assert geomap.gazetteer.build().stat().st_mode & 0o444 == 0o444


def test_a_layer_is_built_in_and_overrules_the_shipped_row(home):
    cache.layers_dir().mkdir()
    row = "706483|Kharkiv|Slobozhan City|49.9|36.2|P|PPLA|UA|07|6312|1500000"
    (cache.layers_dir() / "UA.zip").write_bytes(zipped("UA", row))
    with geomap.gazetteer.open_gazetteer() as store:
        assert isinstance(store, GazetteerStore)
        (kharkiv,) = store.candidates(["Slobozhan City"])["Slobozhan City"]
        assert kharkiv.population == 1500000
        assert store.counts()["layer UA"] == 1
    assert [layer.name for layer in geomap.gazetteer.describe().layers] == ["UA.zip"]


def damaged(path, how):
    data = bytearray(path.read_bytes())
    if how == "cut off":
        del data[-5000:]
    elif how == "a page":
        data[-9000:-8000] = b"\xff" * 1000
    path.write_bytes(data)
    if how == "emptied":
        db = sqlite3.connect(path, isolation_level=None)
        db.execute("DELETE FROM answer")
        db.close()


@pytest.mark.parametrize("how", ["cut off", "a page", "emptied"])
def test_a_gazetteer_that_is_no_longer_as_it_was_built_is_built_again(home, how):
    path = geomap.gazetteer.build()
    whole = path.read_bytes()
    damaged(path, how)
    os.utime(path, ns=(1, 1))
    assert path.read_bytes() != whole
    with geomap.gazetteer.open_gazetteer() as store:
        assert store.candidates(["Kharkiv"])["Kharkiv"]
    assert path.read_bytes() == whole


def test_a_copied_gazetteer_is_not_built_again(home, monkeypatch):
    path = geomap.gazetteer.build()
    os.utime(path, ns=(1, 1))
    monkeypatch.setattr(cache, "_renew", lambda *_: pytest.fail("it was built again"))
    geomap.gazetteer.open_gazetteer().close()


def test_a_folder_that_cannot_be_written_to_is_told_with_the_way_out(home, monkeypatch):
    def full(*_, **__):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("geomap.gazetteer.writing.write", full)
    with pytest.raises(GazetteerError, match="disk is full; make room there, or name another folder in GEOMAP_CACHE"):
        geomap.gazetteer.build()
