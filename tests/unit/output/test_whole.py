"""Files take their places whole, together, and nothing of a killed run stays."""

import errno
import os
import resource
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from geomap import staging
from geomap.errors import OutputError, SettingsError
from geomap.output import WRITERS
from geomap.output.whole import as_a_set, whole
from geomap.staging import leftovers, signals_held, staged
from geomap.writing import check_targets


def write(target, text):
    with whole(target) as fresh:
        fresh.write_text(text)


def test_files_of_a_set_appear_together(tmp_path):
    with as_a_set():
        write(tmp_path / "a", "1")
        write(tmp_path / "b", "2")
        assert not (tmp_path / "a").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_none_of_a_set_appears_when_one_cannot_be_written(tmp_path):
    (tmp_path / "a").write_text("old")
    with pytest.raises(OutputError, match="disk"), as_a_set():  # noqa: PT012 - a block is the subject
        write(tmp_path / "a", "new")
        raise OutputError("the disk is full")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a", "old")]


def test_when_a_rename_fails_the_message_names_what_stands(tmp_path, monkeypatch):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "in the way").touch()
    said = r"b: cannot be written: .*; written before it: .*a$"
    with pytest.raises(OutputError, match=said), as_a_set():  # noqa: PT012
        write(tmp_path / "a", "1")
        write(tmp_path / "b", "2")
    assert (tmp_path / "a").read_text() == "1"


@contextmanager
def files_no_longer_than(size):
    """As a full disk does, refuse to write more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_on_a_full_disk_the_old_file_stays_and_the_trouble_is_said(tmp_path, tables, suffix, share):
    target = tmp_path / f"x{suffix}"
    WRITERS[suffix](tables, target)
    size = target.stat().st_size
    target.write_text("old")
    with files_no_longer_than(int(size * share)), pytest.raises(OutputError, match=f"x{suffix}: "):
        WRITERS[suffix](tables, target)
    assert target.read_text() == "old"
    assert not list(tmp_path.glob(".*"))


def test_what_a_killed_run_left_goes_at_the_next_and_what_a_running_one_holds_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(staging, "FRESH_S", -1.0)
    target = tmp_path / "x[1].html"
    script = "import os, sys, pathlib, geomap.staging as s; one = s.staged(pathlib.Path(sys.argv[1])); one.__enter__()"
    subprocess.run([sys.executable, "-c", script + "; os.kill(os.getpid(), 9)", target], check=False)
    assert len(leftovers(target)) == 1
    with staged(target) as running:
        assert not [left for left in tmp_path.iterdir() if left != running]
        with staged(target):
            assert running.exists()
    assert not list(tmp_path.iterdir())


def test_a_young_leftover_is_left_alone(tmp_path):
    (tmp_path / ".x.html.abc.new").mkdir()
    assert leftovers(tmp_path / "x.html") == []
    long_ago = time.time() - 100
    os.utime(tmp_path / ".x.html.abc.new", (long_ago, long_ago))
    assert [left.name for left in leftovers(tmp_path / "x.html")] == [".x.html.abc.new"]


@pytest.fixture
def interruptible():
    """Ctrl-C as in a terminal, also where the tests were started in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_waits_until_a_set_has_taken_its_places(interruptible):
    steps = []
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012
        with signals_held():
            signal.raise_signal(signal.SIGINT)
            steps.append("done")
        steps.append("never")
    assert steps == ["done"]


def test_the_old_folder_comes_back_when_a_run_was_killed_between_two_renames(tmp_path, monkeypatch):
    monkeypatch.setattr(staging, "FRESH_S", -1.0)
    left = tmp_path / ".x.html.abc.new"
    (left / "old").mkdir(parents=True)
    (left / "old" / "000.js").write_text("data")
    with pytest.raises(OutputError), whole(tmp_path / "x.html", beside=tmp_path / "x_files"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert (tmp_path / "x_files" / "000.js").read_text() == "data"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x_files"]


def test_a_long_name_can_be_written(tmp_path):
    target = tmp_path / ("x" * 240 + ".csv")
    write(target, "1")
    assert Path(target).read_text() == "1"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_or_a_device_is_refused_and_stays(tmp_path):
    pipe, shown = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    os.mkfifo(pipe)
    shown.symlink_to("/proc/self/fd/1")
    for target in (pipe, shown, Path("/dev/null")):
        with pytest.raises(OutputError, match="is a pipe or a device"), whole(target):
            pass
        with pytest.raises(SettingsError, match="is a pipe or a device"):
            check_targets([], [target])
    assert pipe.is_fifo()
    assert shown.is_symlink()
