"""What others do to the built file while it is read, and what was there before: a line with a way out, or it mends."""

import os
import shutil
import subprocess
import sys
import time

import pytest

import geomap.gazetteer
from geomap.errors import GazetteerError
from geomap.gazetteer import cache

ASKED = ["Kharkiv", "Bakhmut", "Paris", "Albany", "Engels", "Odessa"]


def cut_off(path):
    os.truncate(path, 4096)


def emptied(path):
    path.write_bytes(b"")


def overwritten(path):
    path.write_bytes(os.urandom(path.stat().st_size))


def patched(path):
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * 20_000)


CHANGES = pytest.mark.parametrize("change", [cut_off, emptied, overwritten, patched])


@CHANGES
def test_a_file_that_is_overwritten_while_it_is_read_is_said_and_mends_itself(home, change):
    with geomap.gazetteer.open_gazetteer() as store:
        whole = cache.cache_path().read_bytes()
        assert store.candidates(ASKED[:1])
        change(cache.cache_path())
        with pytest.raises(
            GazetteerError, match=r"gazetteer\.sqlite: the gazetteer (is damaged|was overwritten).*anew"
        ):
            store.candidates(ASKED)
        with pytest.raises(GazetteerError, match="built anew at the next start"):
            store.similar(["Kharkov"], countries=frozenset({"UA"}))
    with geomap.gazetteer.open_gazetteer() as store:
        assert store.candidates(ASKED)["Bakhmut"]
    assert cache.cache_path().read_bytes() == whole


READER = """
import os, sys
from geomap.errors import GazetteerError
from geomap.gazetteer.store import GazetteerStore
store = GazetteerStore(__import__("pathlib").Path(sys.argv[1]))
store.counts(), store.settlements()
os.truncate(sys.argv[1], 0)
try:
    store.candidates(sys.argv[2:])
except GazetteerError:
    sys.exit(7)
"""


def test_a_process_outlives_a_file_that_is_cut_off_beneath_it(home):
    path = geomap.gazetteer.build()
    reader = subprocess.run([sys.executable, "-c", READER, path, *ASKED], check=False)
    assert reader.returncode == 7  # and not killed by SIGBUS, as one that maps the file is


def test_a_file_that_is_replaced_or_deleted_whole_is_read_on(home):
    path = geomap.gazetteer.build()
    with geomap.gazetteer.open_gazetteer() as store:
        shutil.copy(path, path.with_suffix(".copy"))
        path.with_suffix(".copy").replace(path)
        assert store.candidates(ASKED)["Kharkiv"]
        path.unlink()
        assert store.candidates(["Bakhmut"])["Bakhmut"]


@pytest.mark.parametrize("content", [b"", b"\0" * 8192, b"garbage " * 4096, b"SQLite format 3\0" + b"\xff" * 8192])
@pytest.mark.parametrize("sealed", [True, False])
def test_an_empty_or_senseless_file_is_built_again(home, content, sealed):
    path = geomap.gazetteer.build()
    whole = path.read_bytes()
    if not sealed:
        path.with_name(f"{path.name}.seal").unlink()
    path.write_bytes(content)
    with geomap.gazetteer.open_gazetteer() as store:
        assert store.candidates(["Kharkiv"])["Kharkiv"]
    assert path.read_bytes() == whole


@pytest.mark.parametrize("content", [b"", b"garbage", b"[]", b'{"size": "x"}', b"\xff\xfe"])
def test_a_seal_that_says_nothing_is_no_trouble(home, content):
    path = geomap.gazetteer.build()
    path.with_name(f"{path.name}.seal").write_bytes(content)
    with geomap.gazetteer.open_gazetteer() as store:
        assert store.candidates(["Kharkiv"])["Kharkiv"]


@pytest.mark.parametrize("moved_s", [-10 * 365 * 86400, 10 * 365 * 86400])
def test_a_clock_that_was_wrong_builds_nothing_again(home, monkeypatch, moved_s):
    path = geomap.gazetteer.build()
    now = time.time() + moved_s
    os.utime(path, (now, now))
    monkeypatch.setenv("TZ", "Pacific/Apia")
    time.tzset()
    try:
        monkeypatch.setattr(cache, "_renew", lambda *_: pytest.fail("it was built again"))
        geomap.gazetteer.open_gazetteer().close()
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_fresh_file_is_read_where_nothing_can_be_written(home, monkeypatch):
    path = geomap.gazetteer.build()
    path.with_name(f"{path.name}.seal").unlink()
    os.utime(path, ns=(1, 1))

    def read_only(*_, **__):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("geomap.staging.Path.mkdir", read_only)
    with geomap.gazetteer.open_gazetteer() as store:
        assert store.candidates(["Kharkiv"])["Kharkiv"]
