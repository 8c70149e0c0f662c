"""Whatever lies on the disk, opening it ends at once, in bytes or in one clear refusal."""

import gzip
import io
import os
import tracemalloc
import zipfile
from collections import deque
from dataclasses import replace

import pytest

from geomap.bounds import BOUNDS
from geomap.errors import InputError
from geomap.opening import check_regular, is_zip, open_bounded, opened_zip, read_whole
from geomap.walking import PassedOver, walk


def test_a_gzip_file_is_known_by_its_first_bytes_and_not_by_its_name(tmp_path):
    (tmp_path / "plain.csv").write_bytes(gzip.compress(b"date,place\n"))
    (tmp_path / "named.csv.gz").write_bytes(b"date,place\n")
    assert read_whole(tmp_path / "plain.csv") == read_whole(tmp_path / "named.csv.gz") == b"date,place\n"


def test_a_line_can_be_read_before_the_rest_is_unpacked(tmp_path):
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"one\ntwo\n"))
    with open_bounded(tmp_path / "a.gz") as file:
        assert list(file) == [b"one\n", b"two\n"]


@pytest.mark.parametrize("cut", [3, 12, -9, -1])
def test_a_gzip_file_that_was_cut_off_is_refused_by_name(tmp_path, cut):
    (tmp_path / "a.gz").write_bytes(gzip.compress(os.urandom(3000))[:cut])
    with pytest.raises(InputError, match=r"a\.gz: damaged: .*fetch or pack it again"):
        read_whole(tmp_path / "a.gz")


def test_a_gzip_file_with_a_flipped_byte_is_refused(tmp_path):
    data = bytearray(gzip.compress(os.urandom(3000)))
    data[1500] ^= 255
    (tmp_path / "a.gz").write_bytes(data)
    with pytest.raises(InputError, match="damaged"):
        read_whole(tmp_path / "a.gz")


@pytest.fixture
def bomb(tmp_path):
    with gzip.open(tmp_path / "bomb.gz", "wb") as file:
        for _ in range(64):
            file.write(b"x" * (1 << 20))
    return tmp_path / "bomb.gz"


def test_a_bomb_is_refused_before_it_fills_the_memory(bomb):
    tracemalloc.start()
    try:
        with open_bounded(bomb) as file, pytest.raises(InputError, match="more than 200 bytes come out of each"):
            deque(iter(lambda: file.read(1 << 16), b""), maxlen=0)
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
    finally:
        tracemalloc.stop()


def test_what_has_to_be_held_at_once_is_bounded(tmp_path):
    (tmp_path / "a.json").write_bytes(b"x" * 101)
    with pytest.raises(InputError, match="whole_bytes"):
        read_whole(tmp_path / "a.json", bounds=replace(BOUNDS, whole_bytes=100))
    with pytest.raises(InputError, match="file_bytes"):
        check_regular(tmp_path / "a.json", bounds=replace(BOUNDS, file_bytes=100))


def test_a_pipe_that_nobody_writes_to_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "a.csv")
    with pytest.raises(InputError, match="is a pipe, not a file"):
        open_bounded(tmp_path / "a.csv")


@pytest.mark.parametrize(("name", "trouble"), [("", "a folder"), ("absent", "No such file"), ("/dev/null", "a device")])
def test_what_is_no_file_is_refused_in_words(tmp_path, name, trouble):
    with pytest.raises(InputError, match=trouble):
        open_bounded(tmp_path / name)


def zipped(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return path


def test_the_files_of_an_archive_are_read_by_name(tmp_path):
    path = zipped(tmp_path / "a.zip", b=b"two", a=b"one")
    assert is_zip(path)
    with opened_zip(path) as archive:
        assert [archive.read(name) for name in archive.names()] == [b"one", b"two"]


def test_an_archive_that_is_a_bomb_or_damaged_or_too_many_files_is_refused(tmp_path):
    bomb = zipped(tmp_path / "bomb.zip", a=b"\0" * (64 << 20))
    with opened_zip(bomb) as archive, pytest.raises(InputError, match="each packed one"):
        archive.read("a")
    many = zipped(tmp_path / "many.zip", a=b"", b=b"", c=b"")
    with (
        pytest.raises(InputError, match="more than 2 files"),
        opened_zip(many, bounds=replace(BOUNDS, members=2)),
    ):
        pass
    (tmp_path / "no.zip").write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(InputError, match="no zip archive"), opened_zip(tmp_path / "no.zip"):
        pass
    good = zipped(tmp_path / "good.zip", a=os.urandom(500)).read_bytes()
    bad = bytearray(good)
    bad[200] ^= 255
    (tmp_path / "bad.zip").write_bytes(bad)
    with opened_zip(tmp_path / "bad.zip") as archive, pytest.raises(InputError, match="damaged"):
        archive.read("a")


def test_what_comes_out_of_an_archive_is_bounded_in_all_and_not_by_each_name_alone(tmp_path):
    """Members may lie upon one another, so that many names give the same bytes."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.csv", b"x" * (4 << 20))
    most = 10_000 * (tmp_path / "a.zip").stat().st_size
    with opened_zip(tmp_path / "a.zip", bounds=replace(BOUNDS, ratio=10_000)) as archive:
        for _ in range(most >> 22):
            archive.read("a.csv")
        with pytest.raises(InputError, match="come out of each packed one"):
            archive.read("a.csv")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_second_file_of_a_name_is_a_file_too(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        for text in ("one", "two", "three"):
            packed.writestr("x/a.csv", text)
    with opened_zip(tmp_path / "a.zip") as archive:
        assert [archive.read(name) for name in archive.names()] == [b"two", b"three", b"one"]
        assert archive.names() == ("x/a (2).csv", "x/a (3).csv", "x/a.csv")


def test_a_zip_says_no_more_than_its_members_hold(tmp_path):
    with opened_zip(zipped(tmp_path / "a.zip", a=b"one")) as archive:
        assert isinstance(archive.open("a"), io.BufferedReader)
        with pytest.raises(InputError, match="holds no b"):
            archive.open("b")


def test_a_walk_names_everything_that_it_passes_over(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.txt").write_text("b")
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / ".secret").write_text("s")
    (tmp_path / "circle").symlink_to(tmp_path)
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    found = list(walk(tmp_path))
    assert [path.name for path in found if not isinstance(path, PassedOver)] == ["a.txt", "b.txt", "link.txt"]
    assert {one.path.name: one.reason for one in found if isinstance(one, PassedOver)} == {
        ".secret": "hidden",
        "circle": "a link to a folder",
        "gone": "a broken link",
        "pipe.txt": "a pipe",
    }


def test_a_folder_that_cannot_be_opened_is_named(tmp_path, monkeypatch):
    def refuse(folder):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("geomap.walking.os.scandir", refuse)
    assert list(walk(tmp_path)) == [PassedOver(path=tmp_path, reason="cannot be opened: Permission denied")]
