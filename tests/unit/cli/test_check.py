import subprocess
from pathlib import Path

import pytest

from geomap.cli import check, show
from geomap.errors import GazetteerError

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def told(monkeypatch):
    rows = []
    monkeypatch.setattr(show, "rows", rows.extend)
    return rows


def test_check_names_the_versions_and_reads_a_sentence(told, monkeypatch):
    monkeypatch.setattr(check, "_trouble", lambda: "")
    check.check()
    said = dict(told)
    assert {"geomap-news", "Python", "pandas", "gazetteer", "disk"} <= said.keys()
    assert said["one sentence"] == "read as it should be"


def test_check_says_what_is_wrong_and_fails(told, monkeypatch):
    def no_gazetteer(*_, **__):
        raise GazetteerError("no gazetteer")

    monkeypatch.setattr("geomap.pipeline.map_events", no_gazetteer)
    with pytest.raises(check.typer.Exit):
        check.check()
    assert dict(told)["one sentence"] == "no gazetteer"


def test_make_says_how_to_name_another_python_when_this_one_is_too_old(tmp_path):
    old = tmp_path / "python-of-old"
    old.write_text('#!/bin/sh\necho "geomap needs Python 3.11 or newer" >&2\nexit 1\n')
    old.chmod(0o755)
    made = subprocess.run(
        ["make", "-f", ROOT / "Makefile", "install", f"PYTHON={old}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin"},
    )
    assert made.returncode != 0
    assert not (tmp_path / ".venv").exists()
