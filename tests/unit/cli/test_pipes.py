"""Pipes and shells: standard input and output, patterns, quiet and loud, settings beside articles, boxes."""

import csv
import io
import json
import os
import subprocess
import sys

import pytest

from geomap.cli import main, show

LINE = {"date": "2023-02-12", "text": "Russian artillery shelled Bakhmut on Friday, killing two civilians."}
TABLE = "date,place,lat,lon\n2023-02-10,Bakhmut,48.5956,38.0003\n2023-02-11,Kherson,46.6354,32.6169\n"


@pytest.fixture
def run(monkeypatch, capfdbinary):
    """Run the command line in this process; gives exit status, standard output and standard error."""

    def run(*words, given=b""):
        monkeypatch.setattr(sys, "argv", ["geomap", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capfdbinary.readouterr()
        return stopped.value.code or 0, out.decode(), err.decode()

    yield run
    show.set_loudness(quiet=False, verbose=False)


@pytest.fixture
def table(tmp_path):
    (tmp_path / "r.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path / "r.csv"


def test_a_map_goes_to_standard_output_in_the_format_that_is_named(run, table):
    status, out, _ = run("map", "--records", table, "-o", "-")
    assert (status, [one["properties"]["place"] for one in json.loads(out)["features"]]) == (0, ["Bakhmut", "Kherson"])
    status, out, _ = run("map", "--records", table, "-o", "-", "--to", "csv")
    assert [row["place"] for row in csv.DictReader(io.StringIO(out.lstrip("\ufeff")))] == ["Bakhmut", "Kherson"]


def test_a_format_without_standard_output_and_standard_output_twice_are_refused(run, table, tmp_path):
    status, _, err = run("map", "--records", table, "-o", tmp_path / "x.geojson", "--to", "csv")
    assert (status, "--to csv is the format of standard output" in err) == (1, True)
    status, _, err = run("map", "--records", table, "-o", "-", "-o", "-")
    assert (status, "-o - is given twice" in err) == (1, True)
    status, _, err = run("map", "--records", table, "-o", "-", "--to", "docx")
    assert (status, "the suffix chooses the format" in err) == (1, True)


@pytest.mark.parametrize("command", ["geoparse", "code", "map", "explain"])
def test_every_command_reads_standard_input_by_the_names_that_are_given(run, command, tmp_path):
    given = f'"when","prose"\n"2023-02-12","{LINE["text"]}"\n'.encode()
    asked = ("--from", "csv", "--columns", "text=prose,published=when", "--dates", "dmy")
    where = {"map": ("-o", "-"), "explain": ()}.get(command, ("-o", "-"))
    words = ("explain", "nosuchevent", "-") if command == "explain" else (command, "-")
    status, out, err = run(*words, *asked, *where, given=given)
    if command == "explain":
        assert "there are 1 events, none of that id" in err
    else:
        assert (status, "Bakhmut" in out or "killed" in out) == (0, True), err


def test_quiet_tells_nothing_but_errors_and_loud_tells_every_reject(run, tmp_path):
    lines = "\n".join([json.dumps(LINE), *["{}"] * 8])
    (tmp_path / "a.jsonl").write_text(lines, encoding="utf-8")
    status, _, err = run("map", tmp_path / "a.jsonl", "-o", tmp_path / "x.geojson", "-q")
    assert (status, err) == (0, "")
    assert run("map", tmp_path / "nothing.jsonl", "-o", tmp_path / "x.geojson", "-q")[2]
    assert "3 more: -v tells them" in run("map", tmp_path / "a.jsonl", "-o", tmp_path / "x.geojson")[2]
    loud = run("map", tmp_path / "a.jsonl", "-o", tmp_path / "x.geojson", "-v")[2]
    assert loud.count("not read: ") == 8
    assert run("geoparse", tmp_path / "a.jsonl", "-q", "-v")[0] == 1


@pytest.mark.parametrize("command", ["map", "geoparse", "code"])
def test_every_reject_of_a_command_is_written_on_request(run, tmp_path, command):
    lines = "\n".join([json.dumps(LINE), *["{}"] * 8])
    (tmp_path / "a.jsonl").write_text(lines, encoding="utf-8")
    target = tmp_path / ("x.geojson" if command == "map" else "x.jsonl")
    run(command, tmp_path / "a.jsonl", "-o", target, "--rejects", tmp_path / "left-out.jsonl")
    told = [json.loads(line) for line in (tmp_path / "left-out.jsonl").read_text("utf-8").splitlines()]
    assert sum(one["stage"] == "read" for one in told) == 8
    status, _, err = run(command, tmp_path / "a.jsonl", "-o", target, "--rejects", tmp_path / "left-out.doc")
    assert (status, "end the name in .csv or .jsonl" in err) == (1, True)


def test_strict_refuses_articles_for_one_fault_and_lists_all_faults(run, tmp_path):
    (tmp_path / "a.jsonl").write_text(f"{json.dumps(LINE)}\n{{}}\n[1]\n", encoding="utf-8")
    status, out, err = run("geoparse", tmp_path / "a.jsonl", "--strict")
    assert (status, out) == (1, "")
    assert "a.jsonl:2: no text" in err
    assert "a.jsonl:3: broken line" in err
    assert run("geoparse", "-", "--strict", given=b"{}\n")[0] == 1
    assert run("geoparse", tmp_path / "a.jsonl")[0] == 0


def test_patterns_of_records_that_the_shell_did_not_open_are_opened(run, table, tmp_path):
    (tmp_path / "s.csv").write_text(TABLE.replace("Bakhmut", "Sumy"), encoding="utf-8")
    _, out, _ = run("map", "--records", tmp_path / "?.csv", "-o", "-")
    places = [one["properties"]["place"] for one in json.loads(out)["features"]]
    assert sorted(places) == ["Bakhmut", "Kherson", "Sumy"]  # the record that both tables hold is one


def test_settings_beside_articles_are_used_told_and_never_ask_for_tiles(run, tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps(LINE), encoding="utf-8")
    (tmp_path / "geomap.toml").write_text('title = "Ours"\n', encoding="utf-8")
    _, out, err = run("map", tmp_path, "-o", "-")
    assert json.loads(out)["title"] == "Ours"
    assert "geomap.toml" in err
    (tmp_path / "geomap.toml").write_text('tiles = "https://t.example/{z}/{x}/{y}"\n', encoding="utf-8")
    status, _, err = run("map", tmp_path, "-o", "-")
    assert (status, "asked for by name" in err) == (1, True)


@pytest.mark.parametrize(
    "box", ["44,22,52,40", "52,40,44,22", "22,52,40,44", "40,44,22,52", "44,52,22,40", "22,40,144,152"]
)
def test_a_box_that_is_turned_round_is_refused_with_the_box_that_is_meant(run, table, tmp_path, box):
    status, _, err = run("map", "--records", table, "-o", tmp_path / "x.geojson", "--bbox", box)
    assert status == 1
    assert "longitude first" in err
    assert not (tmp_path / "x.geojson").exists()


def test_a_box_over_the_180th_meridian_and_a_right_box_pass(run, table, tmp_path):
    for box in ("22,44,40,52", "170,-20,-170,20"):
        assert run("map", "--records", table, "-o", tmp_path / "x.geojson", "--bbox", box)[0] == 0


def test_shells_complete_commands_and_options():
    asked = {"_GEOMAP_COMPLETE": "complete_bash", "COMP_WORDS": "geomap ma", "COMP_CWORD": "1"}
    done = subprocess.run(
        [sys.executable, "-c", "from geomap.cli import main; main()"],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["map", "match"]


@pytest.mark.parametrize("to", ["geojson", "csv"])
def test_a_command_s_output_is_another_s_input(run, table, to):
    status, out, _ = run("map", "--records", table, "-o", "-", "--to", to, "-q")
    assert status == 0
    status, out, _ = run("map", "--records", "-", "--from", to, "-o", "-", "--to", "geojson", "-q", given=out.encode())
    found = [(one["properties"]["place"], one["properties"]["date_start"]) for one in json.loads(out)["features"]]
    assert (status, found) == (0, [("Bakhmut", "2023-02-10"), ("Kherson", "2023-02-11")])


def test_tables_of_different_shapes_are_one_map_and_each_reject_is_written_with_its_line(run, tmp_path):
    (tmp_path / "a.csv").write_text("date,place,lat,lon\n2023-02-10,Bakhmut,48.5956,38.0003\n,X,1,\nnever,Y,1,1\n")
    (tmp_path / "b.jsonl").write_text(
        '{"when": "2023-02-11", "town": "Kherson", "lat": 46.6354, "lng": 32.6169}\n\nno\n'
    )
    point = {"type": "Point", "coordinates": [36.2, 50]}
    features = [{"type": "Feature", "properties": {"Datum": "12.02.2023"}, "geometry": point}]
    (tmp_path / "c.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    names = [word for name in ("a.csv", "b.jsonl", "c.geojson") for word in ("--records", tmp_path / name)]
    status, out, _ = run("map", *names, "-o", "-", "--rejects", tmp_path / "r.jsonl")
    assert (status, [one["properties"]["date_start"] for one in json.loads(out)["features"]]) == (
        0,
        ["2023-02-10", "2023-02-11", "2023-02-12"],
    )
    rejects = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text().splitlines()]
    assert {one["subject"].rpartition("/")[2] for one in rejects} == {"a.csv:3", "a.csv:4", "b.jsonl:3"}


@pytest.mark.parametrize("country", ["Syria", "SYR", "sy", "Syrian Arab Republic", "Сирія"])
def test_a_country_is_known_to_a_filter_however_it_is_called(run, tmp_path, country):
    (tmp_path / "t.csv").write_text(
        "date,place,country,lat,lon,type\n2023-02-10,Aleppo,Syria,36.2,37.2,Battles\n"
        "2023-02-11,Kherson,Ukraine,46.6,32.6,Protests\n"
    )
    status, out, _ = run("map", "--records", tmp_path / "t.csv", "-o", "-", "--country", country, "--type", "BATTLES")
    assert (status, [one["properties"]["place"] for one in json.loads(out)["features"]]) == (0, ["Aleppo"])


@pytest.mark.skipif(os.name == "nt", reason="streams of POSIX")
@pytest.mark.parametrize(
    ("words", "closed", "status", "said"),
    [
        ("geoparse in.jsonl", ">&-", 1, "standard output is closed; name a file with -o"),
        ("map in.jsonl -o - --to geojson", ">&-", 1, "standard output is closed; name a file with -o"),
        ("geoparse - --from txt", "<&-", 0, "standard input is closed"),
        ("map --records - --from csv -o o.csv", "<&-", 1, "standard input is closed"),
        ("gazetteer layers", ">&-", 0, ""),
    ],
)
def test_a_closed_stream_is_a_line(tmp_path, words, closed, status, said):
    (tmp_path / "in.jsonl").write_text('{"date": "2023-02-12", "text": "Shelling killed three in Kharkiv."}\n')
    command = f"{sys.executable} -m geomap {words} {closed}"
    ended = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.returncode == status, ended.stderr
    assert said in ended.stderr
    assert "a fault of geomap" not in ended.stderr
