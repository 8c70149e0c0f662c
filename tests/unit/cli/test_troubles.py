"""What goes wrong is said in a line that a terminal can show, and costs no more than it has to."""

import json
import os
import re
import sqlite3
import sys
from pathlib import Path

import pytest

from geomap import cli
from geomap.cli import main, show
from geomap.errors import FAULT
from geomap.records import Reject, Stage

GOOD = "Russian artillery shelled Bakhmut on Friday, killing two civilians."


@pytest.fixture
def run(monkeypatch, capsys):
    """Run the command line in this process; gives exit status, standard output and standard error."""

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["geomap", *map(str, words)])
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        return stopped.value.code or 0, out, err

    return run


def lines(path, *texts, **more):
    rows = [{"id": f"a{number}", "text": text, "date": "2023-02-12", **more} for number, text in enumerate(texts)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.fixture
def poisoned(monkeypatch):
    """The event reader fails on one word, as it once failed on dates of the stone age."""
    from geomap.events import EventReader

    code = EventReader.code

    def fails(self, article, outcomes):
        if "poison" in article.text:
            raise OverflowError("date value out of range")
        return code(self, article, outcomes)

    monkeypatch.setattr(EventReader, "code", fails)


def test_a_fault_in_one_article_costs_that_article_and_the_status_says_so(run, tmp_path, poisoned):
    articles = lines(tmp_path / "in.jsonl", GOOD, "A poison in Kharkiv.", GOOD + " Again.")
    status, out, err = run("map", articles, "-o", tmp_path / "o.geojson", "-o", tmp_path / "o.gpkg")
    assert status == show.LOST
    assert out.split() == [str(tmp_path / "o.geojson"), str(tmp_path / "o.gpkg")]
    assert "article a1: could not be read (OverflowError: date value out of range; a fault of geomap" in err
    features = json.loads((tmp_path / "o.geojson").read_text())["features"]
    assert {feature["properties"]["place"] for feature in features} == {"Bakhmut"}
    assert re.search(r"articles +3\n +read +2\n +rejected +1", err)


def test_where_no_article_can_be_read_the_first_faults_are_told_and_the_rest_counted(run, tmp_path):
    (tmp_path / "a.jsonl").write_text("{}\n" * 1_023)
    status, _, err = run("map", tmp_path / "a.jsonl", "-o", tmp_path / "x.csv")
    assert (status, err.strip().splitlines()[-1]) == (1, "and 1,003 more")
    assert err.count("no text") == 20


def test_the_other_commands_lose_one_article_as_well(run, tmp_path, monkeypatch):
    articles = lines(tmp_path / "in.jsonl", GOOD, GOOD + " Again.")

    def fails(_, article):
        raise TypeError("no dice")

    monkeypatch.setattr("geomap.events.EventReader.codes", fails)
    status, _, err = run("code", articles, "-o", tmp_path / "o.jsonl")
    assert (status, (tmp_path / "o.jsonl").read_text()) == (show.LOST, "")
    assert "TypeError: no dice" in err


@pytest.mark.parametrize("command", ["map", "geoparse", "code"])
@pytest.mark.parametrize("name", ["in.jsonl", "link.jsonl", "./sub/../in.jsonl"])
def test_a_source_is_never_overwritten(run, tmp_path, monkeypatch, command, name):
    monkeypatch.chdir(tmp_path)
    Path("sub").mkdir()
    source = lines(tmp_path / "in.jsonl", GOOD)
    Path("link.jsonl").symlink_to(source)
    before = source.read_bytes()
    target = name if command != "map" else name.replace(".jsonl", ".csv")
    if command == "map":
        source = source.rename(tmp_path / "in.csv")
        Path("link.csv").symlink_to(source)
    status, _, err = run(command, source, "-o", target)
    assert status == 1
    assert "is read as an input and would be overwritten" in err
    assert source.read_bytes() == before


def test_records_are_never_overwritten(run, tmp_path):
    table = tmp_path / "r.csv"
    table.write_text("date,lat,lon,headline\n2023-02-12,49,36,first\n")
    assert run("map", "--records", table, "-o", table)[0] == 1
    assert table.read_text().startswith("date,lat")


@pytest.mark.parametrize("given", [".", "*.csv", "../here", "sub/.."])
def test_what_a_folder_or_a_pattern_holds_is_never_overwritten(run, tmp_path, monkeypatch, given):
    (tmp_path / "here" / "sub").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    table = Path("a.csv")
    table.write_text("text,date\nShelling killed two in Kherson.,2023-02-12\n")
    before = table.read_bytes()
    for target in (["-o", "a.csv"], ["-o", "x.geojson", "-o", "sub/../a.csv"], ["-o", "x.html", "--rejects", "a.csv"]):
        status, _, err = run("map", given, *target)
        assert status == 1
        assert "a.csv: is read as an input and would be overwritten" in err
        assert table.read_bytes() == before
    for _ in range(2):  # the map of an earlier run is no source
        assert run("map", given, "-o", "x.html", "--recogniser", "fast")[0] == 0


ESCAPE = "\x1b]0;owned\x07\x1b[31m\x9b31m\u202egnp.\r"


def raw(text):
    return re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text)


def test_no_escape_sequence_of_a_name_or_a_text_reaches_the_terminal(run, tmp_path):
    (tmp_path / f"a{ESCAPE}.txt").write_text("no date")
    (tmp_path / "b.csv").write_text(f"{ESCAPE},text\n1,2\n")
    lines(tmp_path / "c.jsonl", GOOD, id=ESCAPE, url=ESCAPE, language=ESCAPE)
    status, out, err = run("map", tmp_path, "-o", tmp_path / f"o{ESCAPE}.geojson")
    assert (status, raw(out), raw(err)) == (0, [], [])
    assert r"\x1b]0;owned\x07" in err
    for words in (["gazetteer", "search", ESCAPE], ["map", f"absent{ESCAPE}"], ["map", tmp_path, "-o", f"x.{ESCAPE}"]):
        _, out, err = run(*words)
        assert raw(out) == raw(err) == []


def test_a_file_name_that_is_no_utf_8_is_one_article_like_others(run, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/name-\xd5\xe0.txt")).write_text(f"date 2023-02-12\n\n{GOOD}")
    Path(os.fsdecode(os.fsencode(folder) + b"/bad-\xd5\xe0.doc")).write_text("x")
    status, _, err = run("map", folder, "-o", tmp_path / "o.geojson", "-o", tmp_path / "o.gpkg")
    assert status == 0, err
    assert len(json.loads((tmp_path / "o.geojson").read_text())["features"]) == 1


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device", "/full/x"), "geomap: /full/x: No space left on device\n"),
        (OSError(28, "No space left on device"), "cannot be written: No space left on device; make room in "),
        (MemoryError(), "the memory is full"),
        (sqlite3.DatabaseError("database disk image is malformed"), "build it anew: geomap gazetteer build --force"),
        (ZeroDivisionError("division by zero"), "a fault of geomap itself: ZeroDivisionError"),
    ],
)
def test_the_systems_troubles_are_not_called_faults_of_ours(run, monkeypatch, error, said):
    def fails(**_):
        raise error

    monkeypatch.setattr(cli, "app", fails)
    status, _, err = run("map")
    assert status == 1
    assert said in err


def test_a_run_that_is_terminated_clears_up(run, monkeypatch, tmp_path):
    import signal

    from geomap.output.whole import whole

    def terminated(**_):
        with whole(tmp_path / "x") as fresh:
            fresh.write_text("half")
            signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr(cli, "app", terminated)
    assert run("map")[0] == cli.TERMINATED
    assert not list(tmp_path.iterdir())


def test_items_lost_to_faults_have_a_status_of_their_own():
    show.end([Reject(stage=Stage.READ, subject="x", reason="no date")])
    with pytest.raises(Exception, match=str(show.LOST)):
        show.end([Reject(stage=Stage.READ, subject="x", reason=FAULT)])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a=" + b"[" * 50_000, "not a TOML file: it is nested too deep"),
        (b"workers=999999999999999999999999", "workers must be 1 or more, and 1,000 at most"),
        (b"batch_size=0", "batch_size must be 1 or more"),
        (b"batch_size=" + b"9" * 5_000, "not a TOML file"),
    ],
)
def test_settings_that_cannot_be_are_one_line(run, tmp_path, content, said):
    (tmp_path / "s.toml").write_bytes(content)
    articles = lines(tmp_path / "in.jsonl", GOOD)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "geomap.toml").write_bytes(content)
    for given in ([articles, "--settings", tmp_path / "s.toml"], [tmp_path / "folder"]):
        status, _, err = run("map", *given)
        assert status == 1
        assert said in err
        assert "a fault of geomap" not in err


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("folder.csv", "is a folder; name a file"),
        ("in.jsonl/o.csv", "in.jsonl is a file, and no folder"),
        ("in.jsonl/new/o.csv", "in.jsonl is a file, and no folder"),
        ("x" * 300 + ".csv", "File name too long"),
    ],
)
def test_where_no_file_can_stand_is_told_before_the_work(run, tmp_path, monkeypatch, target, said):
    (tmp_path / "folder.csv").mkdir()
    monkeypatch.setattr("geomap.pipeline.map_events", lambda *_, **__: pytest.fail("the work was begun"))
    for asked in (["-o", tmp_path / target], ["-o", tmp_path / "o.csv", "--rejects", tmp_path / target]):
        status, _, err = run("map", lines(tmp_path / "in.jsonl", GOOD), *asked)
        assert status == 1
        assert f"cannot be written: {said}" in err


def test_a_folder_that_may_not_be_written_in_is_told_before_the_work(run, tmp_path, monkeypatch):
    monkeypatch.setattr("geomap.pipeline.map_events", lambda *_, **__: pytest.fail("the work was begun"))
    monkeypatch.setattr("geomap.writing.os.access", lambda _, asked: not asked & os.W_OK)
    status, _, err = run("map", lines(tmp_path / "in.jsonl", GOOD), "-o", tmp_path / "new" / "o.csv")
    assert status == 1
    assert f"nothing may be written in {tmp_path}" in err


@pytest.mark.parametrize("names", [["-o", "o.csv", "--rejects", "sub/../o.csv"], ["-o", "o.csv", "-o", "./o.csv"]])
def test_no_result_takes_the_place_of_another(run, tmp_path, monkeypatch, names):
    monkeypatch.chdir(tmp_path)
    Path("sub").mkdir()
    status, _, err = run("map", lines(tmp_path / "in.jsonl", GOOD), *names)
    assert status == 1
    assert "two results would be written to it" in err
    assert not Path("o.csv").exists()


@pytest.mark.parametrize("suffix", ["gpkg", "kml", "fgb", "parquet", "csv", "geojson", "html"])
def test_a_target_whose_name_is_no_utf_8_is_written_or_refused_in_a_line(run, tmp_path, suffix):
    target = os.fsdecode(os.fsencode(tmp_path) + b"/o-\xd5\xe0." + suffix.encode())
    status, _, err = run("map", lines(tmp_path / "in.jsonl", GOOD), "--recogniser", "fast", "-o", target)
    assert "a fault of geomap" not in err
    assert os.path.exists(target) == (status == 0)  # noqa: PTH110 - a name of bytes
    assert status == 0 or "its name is no UTF-8" in err


def test_half_characters_and_damaged_layers_in_records_are_no_fault_of_ours(run, tmp_path):
    rows = [
        {"id": "\ud800", "date": "2023-02-12", "lat": 49, "lon": 36, "headline": "half \udfff", "\ud83d": "x"},
        {"id": "b", "date": "2023-02-12", "lat": 50, "lon": 36, "headline": "whole"},
    ]
    (tmp_path / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "r.json").write_text(json.dumps(rows))
    for name in ("r.jsonl", "r.json"):
        status, _, err = run("map", "--records", tmp_path / name, "-o", tmp_path / "o.geojson")
        assert status == 0, err
        features = json.loads((tmp_path / "o.geojson").read_text())["features"]
        assert {feature["properties"]["title"] for feature in features} == {"half \ufffd", "whole"}
    (tmp_path / "r.fgb").write_bytes(b"fgb\x03fgb\x00\xff\xff\xff\x7f" + bytes(range(256)) * 2)
    (tmp_path / "r.gpkg").write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 20)
    for name in ("r.fgb", "r.gpkg"):
        status, _, err = run("map", "--records", tmp_path / name, "-o", tmp_path / "x.geojson")
        assert status == 1
        assert f"{name}: cannot be read" in err
        assert "Warning" not in err


DEEP = "[" * 100_000


def test_json_without_end_is_a_line_wherever_it_is_read(run, tmp_path, monkeypatch):
    monkeypatch.setenv("GEOMAP_LAYERS", str(tmp_path / "layers"))
    (tmp_path / "layers").mkdir()
    (tmp_path / "deep.geojson").write_text(DEEP)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "geomap.json").write_text(DEEP)
    articles = lines(tmp_path / "in.jsonl", GOOD)
    asked = [
        (["gazetteer", "add", tmp_path / "deep.geojson"], "deep.geojson: is no GeoJSON"),
        (["map", "--records", tmp_path / "deep.geojson", "-o", tmp_path / "o.csv"], "deep.geojson: cannot be read"),
        (["map", tmp_path / "deep.geojson", "-o", tmp_path / "o.csv"], "deep.geojson"),
        (["run", articles, "--out", tmp_path / "out"], "geomap.json: cannot be read"),
    ]
    for words, said in asked:
        status, _, err = run(*words)
        assert (status, said in err, "a fault of geomap" in err) == (1, True, False), err
    (tmp_path / "layers" / "bad.geojson").write_text(DEEP)
    status, _, err = run("gazetteer", "layers")
    assert status == 1
    assert "drop it: geomap gazetteer remove bad" in err


def test_a_table_of_places_with_endless_faults_tells_some_and_counts_the_rest(run, tmp_path, monkeypatch):
    monkeypatch.setenv("GEOMAP_LAYERS", str(tmp_path / "layers"))
    monkeypatch.setattr("geomap.gazetteer.build", lambda **_: None)
    rows = "".join(f"Camp {number},95,20\n" for number in range(300))
    (tmp_path / "p.csv").write_text(f"name,lat,lon\nCamp,10,20\n{rows}")
    status, _, err = run("gazetteer", "add", tmp_path / "p.csv")
    assert status == 0
    assert "... and 200 more" in err
    assert len(err.splitlines()) < 120
