import csv
import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pyogrio
import pytest
import typer
from rich.text import Text

import geomap
from geomap.cli import main
from geomap.cli.commands import app

ARTICLE = """title: Shells hit a depot
date: 2023-02-12
outlet: Example Daily

Russian artillery shelled Bakhmut on Friday, killing two civilians, local officials said.
"""


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


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "bakhmut.txt").write_text(ARTICLE, encoding="utf-8")
    return folder


def test_every_promised_name_can_be_imported():
    for name in geomap.__all__:
        assert getattr(geomap, name) is not None
    assert set(geomap.__all__) <= set(dir(geomap))
    with pytest.raises(AttributeError, match="nonsense"):
        _ = geomap.nonsense


def test_help_does_not_load_the_heavy_libraries():
    asked = "import sys, geomap.cli; sys.exit(any(name in sys.modules for name in ('geopandas', 'folium', 'pandas')))"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


@pytest.mark.parametrize("command", ["map", "geoparse", "code", "explain", "match", "score", "gazetteer"])
def test_each_command_teaches_with_an_example_or_its_parts(run, command):
    status, out, _ = run(command, "--help")
    assert status == 0
    assert "geomap" in out


def _texts(command):
    """All that a command's help says, and that of its commands."""
    yield command.help or ""
    yield from (getattr(one, "help", None) or "" for one in command.params)
    for one in getattr(command, "commands", {}).values():
        yield from _texts(one)


def test_help_loses_no_words_in_brackets():
    said = list(_texts(typer.main.get_command(app)))
    assert any("[cluster]" in text for text in said)
    assert [text for text in said if Text.from_markup(text).plain != text.replace(r"\[", "[")] == []


def test_the_extra_stands_in_the_help(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    assert "geomap-news[cluster]" in run("map", "--help")[1]


def test_the_version_is_the_packages(run):
    assert run("--version")[1] == f"geomap {geomap.__version__}\n"


def test_a_map_is_written_where_it_was_asked_for_and_its_path_printed(run, articles, tmp_path):
    target = tmp_path / "out" / "events.geojson"
    status, out, err = run("map", articles, "-o", target)
    assert status == 0
    assert out.splitlines() == [str(target)]
    assert "mentions of places" in err
    places = [feature["properties"]["place"] for feature in json.loads(target.read_text(encoding="utf-8"))["features"]]
    assert places == ["Bakhmut"]


def test_without_an_output_the_map_lies_in_maps_under_the_name_of_the_input(run, articles, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("map", articles)[1].splitlines() == [str(Path("maps") / "articles.html")]
    assert (tmp_path / "maps" / "articles.html").is_file()


def test_a_map_page_may_have_its_data_beside_it_and_offer_tiles(run, articles, tmp_path):
    target, plain = tmp_path / "a.html", tmp_path / "a.geojson"
    tiles = ("--tiles", "https://tiles.example/{z}/{x}/{y}.png", "--tiles-attribution", "Tile People")
    status, out, _ = run("map", articles, "-o", target, "-o", plain, "--sidecar", *tiles)
    assert (status, out.split()) == (0, [str(target), str(plain)])
    assert "img-src data: blob: https://tiles.example;" in target.read_text("utf-8")
    assert (tmp_path / "a_files" / "000.js").is_file()


def test_options_of_a_page_without_a_page_or_without_a_name_for_the_tiles_are_told(run, articles, tmp_path):
    status, _, err = run("map", articles, "-o", tmp_path / "a.geojson", "--sidecar")
    assert (status, "are for map pages" in err) == (1, True)
    status, _, err = run("map", articles, "-o", tmp_path / "a.html", "--tiles", "https://tiles.example/{z}/{x}/{y}")
    assert (status, "tiles_attribution is missing" in err) == (1, True)
    assert not list(tmp_path.glob("a.*"))


def test_a_large_page_is_followed_by_the_way_to_a_small_one(run, articles, tmp_path, monkeypatch):
    assert "--sidecar" not in run("map", articles, "-o", tmp_path / "a.html")[2]
    monkeypatch.setattr("geomap.cli.show.LARGE_MB", 0)
    assert "--sidecar writes a small page" in run("map", articles, "-o", tmp_path / "a.html")[2]
    assert "--sidecar writes" not in run("map", articles, "-o", tmp_path / "a.html", "--sidecar")[2]


def test_a_wrong_suffix_is_told_before_the_work(run, articles, tmp_path):
    status, out, err = run("map", articles, "-o", tmp_path / "map.docx")
    assert (status, out) == (1, "")
    assert "map.docx: the suffix chooses the format" in err


def test_a_filter_that_makes_no_sense_is_told_in_a_line(run, articles):
    for words, said in (
        (["--bbox", "1,2,3"], "four numbers"),
        (["--type", "War"], "unknown type 'War'"),
        (["--since", "2023-02-02", "--until", "2023-02-01"], "swap them"),
        (["--country", "Narnia"], "two-letter"),
    ):
        status, _, err = run("map", articles, *words)
        assert status == 1
        assert said in err
        assert "Traceback" not in err


def test_a_missing_input_and_a_date_that_is_none_end_with_their_own_status(run, tmp_path):
    assert run("map", tmp_path / "gone")[0] == 1
    assert run("map", tmp_path, "--since", "yesterday")[0] == 2
    assert run("map", "--nonsense", tmp_path)[0] == 2


def test_a_map_of_no_article_is_refused_with_the_reasons(run, tmp_path):
    (tmp_path / "undated.txt").write_text("Shells fell on Bakhmut.\n", encoding="utf-8")
    status, _, err = run("map", tmp_path, "-o", tmp_path / "map.geojson")
    assert status == 1
    assert "undated.txt" in err
    assert "no date" in err
    assert not (tmp_path / "map.geojson").exists()


def test_a_bad_article_does_not_stop_the_others(run, articles, tmp_path):
    (articles / "undated.txt").write_text("Shells fell on Bakhmut.\n", encoding="utf-8")
    status, _, err = run("map", articles, "-o", tmp_path / "map.geojson")
    assert status == 0
    assert "undated.txt" in err


def test_geoparse_prints_a_line_an_article_with_offsets_into_the_text_as_given(run, tmp_path):
    text = "\U0001f4a5 Shells fell on Bakhmut, \u041a\u0438\u0457\u0432 said."
    source = tmp_path / "articles.jsonl"
    source.write_text(json.dumps({"id": "x1", "text": text}) + "\n", encoding="utf-8")
    status, out, _ = run("geoparse", source)
    assert status == 0
    (line,) = out.splitlines()
    found = json.loads(line)
    assert found["id"] == "x1"
    bakhmut = next(mention for mention in found["mentions"] if mention["text"] == "Bakhmut")
    assert text[bakhmut["start"] : bakhmut["end"]] == "Bakhmut"
    assert (bakhmut["field"], bakhmut["place"]["id"], bakhmut["reject"]) == ("text", "geonames:713174", None)
    assert bakhmut["place"]["why"]


@pytest.mark.parametrize("command", ["geoparse", "code"])
def test_lines_are_not_written_into_a_file_that_is_named_like_a_maps(run, articles, tmp_path, command):
    status, _, err = run(command, articles, "-o", tmp_path / "places.geojson")
    assert status == 1
    assert "end the name in .jsonl" in err
    assert not (tmp_path / "places.geojson").exists()


def test_workers_do_not_change_the_result(run, articles, tmp_path):
    for number in range(3):
        (articles / f"more{number}.txt").write_text(ARTICLE.replace("Bakhmut", "Kherson"), encoding="utf-8")
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    run("geoparse", articles, "-o", one)
    assert run("geoparse", articles, "-o", two, "--workers", "2")[0] == 0
    assert one.read_bytes() == two.read_bytes()


def test_code_gives_every_sentence_with_its_deed_and_day(run, articles):
    (line,) = run("code", articles)[1].splitlines()
    told = [sentence for sentence in json.loads(line)["sentences"] if sentence["field"] == "text"]
    (sentence,) = told
    assert sentence["event_type"] == "Explosions/Remote violence"
    assert (sentence["when"]["first"], sentence["when"]["wording"]) == ("2023-02-10", "on Friday")
    assert sentence["claimant"] == "local officials"


def test_explain_takes_the_beginning_of_an_id_and_refuses_one_that_is_none(run, articles, tmp_path):
    target = tmp_path / "events.geojson"
    run("map", articles, "-o", target)
    (feature,) = json.loads(target.read_text(encoding="utf-8"))["features"]
    status, out, _ = run("explain", feature["id"][:8], articles)
    assert status == 0
    assert "[Bakhmut]" in out
    status, _, err = run("explain", "zzz", articles)
    assert status == 1
    assert "none of that id" in err
    (tmp_path / "broken.json").write_text("[" * 100_000)
    _, _, err = run("explain", "zz", tmp_path / "broken.json")
    assert "1 not read, the first" in err


RECORDS = """date,place,country,type,notes
2023-02-10,Bakhmut,Ukraine,shelling,Artillery killed two civilians in Bakhmut
2023-02-11,Kherson,Ukraine,drone,A drone struck a depot
"""


@pytest.fixture
def records(tmp_path):
    table = tmp_path / "records.csv"
    table.write_text(RECORDS, encoding="utf-8")
    return table


def test_records_without_positions_are_placed_and_joined_with_the_articles(run, articles, records, tmp_path):
    target = tmp_path / "matches.csv"
    status, out, err = run("match", articles, "--records", records, "-o", target)
    assert (status, out.strip()) == (0, str(target))
    assert "1 matches, 1 records without an article, 0 events" in err
    rows = list(csv.DictReader(target.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["list"] for row in rows] == ["matched", "record without article"]
    assert rows[0]["record_place"] == "Bakhmut"


def test_records_stand_beside_the_events_of_a_map_or_alone(run, articles, records, tmp_path):
    both, alone = tmp_path / "both.gpkg", tmp_path / "alone.geojson"
    assert run("map", articles, "--records", records, "-o", both)[0] == 0
    assert {"events", "records", "matches"} <= {name for name, _ in pyogrio.list_layers(both)}
    assert run("map", "--records", records, "-o", alone, "--since", "2023-02-11")[0] == 0
    places = [row["properties"]["place"] for row in json.loads(alone.read_text(encoding="utf-8"))["features"]]
    assert places == ["Kherson"]


def test_a_map_of_nothing_says_what_to_give(run):
    status, _, err = run("map", "-o", "x.geojson")
    assert status == 1
    assert "--records" in err


def test_columns_that_make_no_sense_are_told(run, records, articles):
    assert "date=day" in run("map", "--records", records, "--columns", "date")[2]


def test_the_accurate_recogniser_is_used_when_it_is_asked_for(run, tmp_path):
    text = "Shells fell on Kudryave and on Malorichne.\n"
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps({"id": "a", "text": text}) + "\n", encoding="utf-8")
    read = {name: json.loads(run("geoparse", file, "--recogniser", name)[1]) for name in ("fast", "accurate")}
    assert read["fast"]["mentions"] != read["accurate"]["mentions"]  # the scores at least


def test_a_fault_of_our_own_is_a_line_and_not_a_traceback(run, articles, monkeypatch):
    monkeypatch.setattr("geomap.pipeline.map_events", lambda *_, **__: 1 / 0)
    status, _, err = run("map", articles, "-o", "x.geojson")
    assert status == 1
    assert "a fault of geomap itself: ZeroDivisionError" in err
    assert "Traceback" not in err


def test_the_gazetteer_is_searched_and_an_unknown_name_says_what_to_do(run):
    status, out, _ = run("gazetteer", "search", "Kharviv")
    assert status == 0
    assert out.splitlines()[1].startswith("geonames:706483\tKharkiv\tUA")
    status, _, err = run("gazetteer", "search", "xqzwvkj")
    assert status == 1
    assert "gazetteer fetch" in err


def test_the_gazetteer_says_whose_data_it_is(run):
    out = run("gazetteer", "info")[1]
    assert "GeoNames" in out
    assert "up to date" in out


def test_score_prints_figures_and_writes_the_errors(run, tmp_path):
    gold = tmp_path / "gold.jsonl"
    mention = {"start": 15, "end": 22, "lon": 38.0, "lat": 48.6}
    gold.write_text(json.dumps({"id": "a", "text": "Shells fell on Bakhmut.", "mentions": [mention]}), encoding="utf-8")
    guess = tmp_path / "guess.jsonl"
    guess.write_text(json.dumps({"id": "a", "mentions": []}), encoding="utf-8")
    status, out, _ = run("score", gold, guess, "--report", tmp_path / "errors.html")
    assert status == 0
    assert "recall                 0.000" in out
    assert "missed" in (tmp_path / "errors.html").read_text(encoding="utf-8")
    assert json.loads(run("score", gold, guess, "--json")[1])["recall"] == 0


def test_every_command_and_option_stands_in_the_reference_on_paper(root, monkeypatch):
    monkeypatch.syspath_prepend(root / "docs")
    reference = import_module("make_cli")
    paper = (root / "docs" / "cli.md").read_text(encoding="utf-8")
    for command in reference.COMMANDS:
        assert f"## geomap {command}".strip() in paper
        for option in re.findall(r"--[a-z][a-z-]+", reference.help_of(command.split())):
            assert option in paper, f"{command} {option}: make docs"


def test_the_frame_for_an_article_is_printed(run, articles, tmp_path):
    target = tmp_path / "a.html"
    status, out, _ = run("map", articles, "-o", target, "--embed", "--title", "A & B")
    named, frame = out.strip().splitlines()
    assert (status, named) == (0, str(target))
    assert frame.startswith('<iframe title="A &amp; B" src="a.html#embed"')
    assert "datawrapper-height" in frame
    status, _, err = run("map", articles, "-o", tmp_path / "a.geojson", "--embed")
    assert (status, "--embed are for map pages" in err) == (1, True)
