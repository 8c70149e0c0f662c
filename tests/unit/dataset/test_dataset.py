"""A run in parts gives the same dataset whoever does the work, however often it is broken off."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import article as told
from making import candidate, event, mention, place, when

from geomap import batches, dataset, pipeline
from geomap.dataset.records import bucket_of, from_json, to_json
from geomap.dataset.seams import joined, neighbours, turns
from geomap.errors import GeomapError, OutputError, SettingsError
from geomap.settings import Settings

run_module = import_module("geomap.dataset.run")
SMALL = Settings(partition_size=3, batch_size=2)
TOWNS = ("Kharkiv", "Kherson", "Bakhmut", "Odesa", "Sumy")


def line(number):
    town, toll = TOWNS[number % 5], number % 3 + 2
    text = f"Russian shelling killed {toll} people in {town} on Friday, officials said."
    return {"id": f"a{number}", "title": f"News {number}", "text": text, "date": f"2023-02-{11 + number // 10}"}


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "in.jsonl"
    rows = [line(number) for number in range(12)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows) + "no JSON\n")
    return path


def contents(folder):
    """Every file but the manifest, by its name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "geomap.json"
    }


def finished(folder):
    """The same without the temporary files that a killed process leaves until the next run sweeps them."""
    return {name: data for name, data in contents(folder).items() if "/." not in f"/{name}"}


def test_a_dataset_holds_what_one_run_over_all_finds(articles, tmp_path):
    unread = dataset.run([articles], tmp_path / "out", SMALL)
    assert [reject.reason for reject in unread] == ["broken line"]
    read, whole = dataset.read_dataset(tmp_path / "out"), pipeline.map_events([articles], SMALL)
    assert read.events.drop(columns="geometry").equals(whole.events.drop(columns="geometry"))
    assert read.events.geometry.geom_equals(whole.events.geometry).all()
    for table in ("reports", "articles", "mentions", "rejects"):
        assert getattr(read, table).equals(getattr(whole, table)), table
    assert read.notes.counts == whole.notes.counts
    assert read.notes.rejects == whole.notes.rejects


def test_a_map_is_made_of_a_dataset(articles, tmp_path, monkeypatch):
    from geomap.cli import main

    monkeypatch.setattr(sys, "argv", ["geomap", "run", str(articles), "--out", str(tmp_path / "out")])
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code
    monkeypatch.setattr(sys, "argv", ["geomap", "map", str(tmp_path / "out"), "-o", str(tmp_path / "x.geojson")])
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code
    assert len(json.loads((tmp_path / "x.geojson").read_text())["features"]) >= 3


def test_two_workers_write_the_same_files_as_one_process(articles, tmp_path):
    dataset.run([articles], tmp_path / "one", SMALL)
    dataset.run([articles], tmp_path / "two", replace(SMALL, workers=2))
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_run_that_was_broken_off_goes_on_and_ends_the_same(articles, tmp_path, monkeypatch):
    dataset.run([articles], tmp_path / "whole", SMALL)
    coded = []
    code_part = run_module.code_part

    def breaks(bench, some):
        if len(coded) == 2:
            raise KeyboardInterrupt
        coded.append(some)
        return code_part(bench, some)

    monkeypatch.setattr(run_module, "code_part", breaks)
    with pytest.raises(KeyboardInterrupt):
        dataset.run([articles], tmp_path / "out", SMALL)
    with pytest.raises(SettingsError, match="start it again and it goes on"):
        dataset.read_dataset(tmp_path / "out")
    before = len(coded)
    monkeypatch.setattr(run_module, "code_part", lambda *given: (coded.append(given), code_part(*given))[1])
    dataset.run([articles], tmp_path / "out", SMALL)
    assert len(coded) - before == 4 - 2
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_parts_of_articles_that_are_no_longer_given_go(articles, tmp_path):
    dataset.run([articles], tmp_path / "out", SMALL)
    rows = articles.read_text().splitlines(keepends=True)
    articles.write_text("".join(rows[:4]))
    dataset.run([articles], tmp_path / "out", SMALL)
    assert len(dataset.read_dataset(tmp_path / "out").articles) == 4
    dataset.run([articles], tmp_path / "fresh", SMALL)
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


def test_a_dataset_whose_next_run_was_broken_off_is_none_until_it_is_done(articles, tmp_path, monkeypatch):
    out = tmp_path / "out"
    dataset.run([articles], out, SMALL)
    rows = articles.read_text().splitlines(keepends=True)
    articles.write_text("".join(rows[:4]))
    monkeypatch.setattr(run_module, "_second", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        dataset.run([articles], out, SMALL)
    with pytest.raises(SettingsError, match="start it again and it goes on"):
        dataset.read_dataset(out)


def test_inputs_without_an_article_change_no_dataset(articles, tmp_path):
    dataset.run([articles], tmp_path / "out", SMALL)
    before = contents(tmp_path / "out")
    (tmp_path / "empty.jsonl").write_text("")
    for name in ("empty.jsonl", "none.jsonl"):
        with pytest.raises(GeomapError, match=r"no article is in there; nothing was changed|no such file"):
            dataset.run([tmp_path / name], tmp_path / "out", SMALL)
        assert contents(tmp_path / "out") == before


def test_another_run_into_the_same_folder_is_refused(articles, tmp_path):
    dataset.run([articles], tmp_path / "out", SMALL)
    with pytest.raises(SettingsError, match="made with other settings"):
        dataset.run([articles], tmp_path / "out", replace(SMALL, focus=("SD",)))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(SettingsError, match="not empty and no dataset"):
        dataset.run([articles], tmp_path / "mine", SMALL)


def test_a_dataset_is_no_input_of_a_run_and_is_drawn_alone(articles, tmp_path):
    dataset.run([articles], tmp_path / "events")
    with pytest.raises(SettingsError, match=r"events: is a dataset, .*`geomap map \S+events -o map.html` draws it"):
        dataset.run([tmp_path / "events"], tmp_path / "again")
    assert not (tmp_path / "again").exists()
    with pytest.raises(SettingsError, match="is a dataset"):
        dataset.refuse_datasets([articles, tmp_path / "events"])


def test_globs_and_addresses_are_read_like_files(articles, tmp_path):
    rows = articles.read_text().splitlines(keepends=True)
    for number in (0, 1):
        (tmp_path / f"part{number}.jsonl").write_text("".join(rows[number * 4 : number * 4 + 4]))
    dataset.run([str(tmp_path / "part*.jsonl")], tmp_path / "glob", SMALL)
    dataset.run([f"file://{tmp_path}/part*.jsonl"], tmp_path / "address", SMALL)
    assert contents(tmp_path / "glob") == contents(tmp_path / "address")
    with pytest.raises(SettingsError, match="fits no file"):
        dataset.run([str(tmp_path / "no*.jsonl")], tmp_path / "none", SMALL)
    with pytest.raises(SettingsError, match="cannot be read"):
        dataset.run(["nosuch://bucket/x.jsonl"], tmp_path / "none2", SMALL)


def turning(number):
    """Reports around the turns of three months: some of one event in two of them."""
    day = dt.date(2023, 1, 28) + dt.timedelta(days=number % 9 + 28 * (number // 27))
    toll = number // 9 % 3 + 2
    when = "on Friday" if number % 5 == 0 else ""
    text = f"Russian shelling killed {toll} people at a market in {TOWNS[number // 9 % 3]} {when}, officials said."
    return {"id": f"a{number}", "title": f"News {number}", "text": text, "date": str(day)}


def test_reports_on_both_sides_of_a_turn_of_the_month_are_merged_as_in_one_run(tmp_path, monkeypatch):
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(turning(number)) + "\n" for number in range(54)))
    monkeypatch.setattr(import_module("geomap.dataset.second"), "_EVENTS_A_GROUP", 1)
    dataset.run([path], tmp_path / "out", replace(SMALL, partition_size=20))
    assert len(list((tmp_path / "out" / "open").iterdir())) > 1
    read, whole = dataset.read_dataset(tmp_path / "out"), pipeline.map_events([path], SMALL)
    spans = [set(map(str, days)) for days in reports_by_month(whole)]
    assert any(len(months) == 2 for months in spans)  # there is something to miss
    assert read.events.drop(columns="geometry").equals(whole.events.drop(columns="geometry"))
    assert read.reports.equals(whole.reports)
    assert read.notes.counts == whole.notes.counts


def reports_by_month(tables):
    months = tables.reports["published"].astype("datetime64[ns]").dt.month
    return months.groupby(tables.reports["event_id"]).unique()


@given(st.dictionaries(st.lists(st.sampled_from("abcdef"), min_size=1, unique=True).map(" ".join), st.integers(1, 9)))
def test_seams_that_share_a_turn_are_merged_together_and_none_is_lost(seams):
    found = list(joined(seams))
    assert sorted(seam for members, _ in found for seam in members) == sorted(seams)
    assert sum(size for _, size in found) == sum(seams.values())
    turns = [{turn for seam in members for turn in seam.split(" ")} for members, _ in found]
    assert sum(map(len, turns)) == len(set().union(*turns))


@pytest.mark.parametrize(
    ("bucket", "around"),
    [("UA-2023-01", {"UA-2022-12", "UA-2023-02"}), ("-0001-01", {"-0001-02"}), ("SD-9999-12", {"SD-9999-11"})],
)
def test_the_months_beside_a_bucket(bucket, around):
    known = {"UA-2022-12", "UA-2023-02", "SD-2023-02", "-0001-02", "SD-9999-11"}
    assert neighbours(bucket, known) == around


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
def test_the_ends_of_the_calendar_have_no_turn_beyond(day):
    of = told(published=dt.date(2023, 2, 1))
    at_the_end = replace(event(place(mention(of=of), candidate()), of), when=when(day, day))
    assert turns(at_the_end, frozenset({"UA-0001-02", "UA-9999-11"})) in {(), ("UA-9999-12",)}


def test_an_event_survives_its_time_as_text(articles):
    ledger = pipeline.map_events([articles], SMALL)
    assert len(ledger.events)
    sheet = batches.map_batch(batches.OpenStages(SMALL)(), list(pipeline.articles_from([articles]))[:4])
    assert from_json(to_json(sheet.events)) == list(sheet.events)
    assert {bucket_of(event) for event in sheet.events} == {"UA-2023-02"}


def test_parts_are_plain_parquet_for_other_tools(articles, tmp_path):
    dataset.run([articles], tmp_path / "out", SMALL)
    (events,) = (tmp_path / "out" / "events").iterdir()
    assert b"geo" in pq.read_schema(events).metadata
    assert {"id", "date_start", "place", "geometry"} <= set(pq.read_schema(events).names)


def test_parts_that_are_damaged_are_a_line_on_the_map_and_made_again_by_the_next_run(articles, tmp_path):
    out = tmp_path / "out"
    dataset.run([articles], out, SMALL)
    whole = contents(out)
    for table in ("articles", "mentions", "coded", "events", "reports"):
        part = next((out / table).glob("part-*.parquet"))
        part.write_bytes(part.read_bytes()[:-50] if table != "coded" else b"")
        if table != "coded":
            with pytest.raises(SettingsError, match=r"a part is damaged .* start the run again"):
                dataset.read_dataset(out)
    dataset.run([articles], out, SMALL)
    assert contents(out) == whole


def test_a_part_of_another_table_in_place_of_one_is_made_again(articles, tmp_path):
    out = tmp_path / "out"
    dataset.run([articles], out, SMALL)
    whole = contents(out)
    for table in ("events", "coded", "mentions"):
        pd.DataFrame({"a": [1, 2]}).to_parquet(next((out / table).glob("part-*.parquet")))
        dataset.run([articles], out, SMALL)
        assert contents(out) == whole


@pytest.mark.parametrize("table", ["articles", "mentions", "rejects", "coded", "open", "reports", "areas", "events"])
def test_parts_that_are_missing_or_changed_in_the_middle_are_made_again_by_the_next_run(articles, tmp_path, table):
    out = tmp_path / "out"
    dataset.run([articles], out, SMALL)
    whole = contents(out)
    part = max((out / table).glob("part-*.parquet"), key=lambda one: (one.stat().st_size, one))
    data, n_rows = part.read_bytes(), pq.read_metadata(part).num_rows
    part.unlink()
    if n_rows:
        with pytest.raises(SettingsError, match=rf"missing \({table}: .* rows of .*start the run again"):
            dataset.read_dataset(out)
    dataset.run([articles], out, SMALL)
    assert contents(out) == whole
    if table in {"articles", "mentions", "coded", "reports", "events"}:  # the others may have no rows to be changed
        part.write_bytes(data[:30] + bytes(255 - byte for byte in data[30:90]) + data[90:])
        dataset.run([articles], out, SMALL)
        assert contents(out) == whole


def test_a_full_disk_stops_the_run_with_one_line_and_it_goes_on_when_there_is_room(articles, tmp_path, monkeypatch):
    first = import_module("geomap.dataset.first")
    write_rows = first.Folder.write_rows
    written = []

    def full(self, table, name, some, columns):
        written.append(table)
        if len(written) > 4:
            raise OutputError(f"{self.file(table, name)}: cannot be written: No space left on device")
        write_rows(self, table, name, some, columns)

    monkeypatch.setattr(first.Folder, "write_rows", full)
    with pytest.raises(OutputError, match="No space left"):
        dataset.run([articles], tmp_path / "out", SMALL)
    monkeypatch.undo()
    dataset.run([articles], tmp_path / "out", SMALL)
    dataset.run([articles], tmp_path / "whole", SMALL)
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


RUN = """
import sys
from pathlib import Path
from geomap import dataset
from geomap.settings import Settings
if __name__ == "__main__":
    dataset.run([sys.argv[1]], Path(sys.argv[2]), Settings(partition_size=3, batch_size=2))
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(("how", "wait_s"), [(signal.SIGKILL, 0.0), (signal.SIGTERM, 0.02), (signal.SIGINT, 0.1)])
def test_a_killed_run_leaves_nothing_half_written_and_ends_the_same_when_started_again(articles, tmp_path, how, wait_s):
    script, out = tmp_path / "go.py", tmp_path / "out"
    script.write_text(RUN)
    killed = subprocess.Popen([sys.executable, script, articles, out], stderr=subprocess.DEVNULL)
    while killed.poll() is None and not (out / "coded").exists():
        time.sleep(0.01)
    time.sleep(wait_s)
    killed.send_signal(how)
    killed.wait(60)
    for file in out.rglob("part-*.parquet"):
        if not any(part.startswith(".") for part in file.relative_to(out).parts):
            pq.read_table(file)
    dataset.run([articles], out, SMALL)
    dataset.run([articles], tmp_path / "whole", SMALL)
    assert finished(out) == contents(tmp_path / "whole")


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
def test_a_dask_cluster_that_loses_a_worker_writes_the_same_files(articles, tmp_path, monkeypatch):
    """A scheduler and two workers of their own on loopback; one is killed as soon as the first part is there."""
    scheduler, workers = cluster(tmp_path)
    try:
        out = tmp_path / "out"
        killer = subprocess.Popen(
            [sys.executable, "-c", KILLER, str(out / "coded"), str(workers[0].pid)], stdout=subprocess.DEVNULL
        )
        address = address_in(tmp_path / "scheduler.json", 60)
        from distributed import Client  # which warns of itself

        with Client(address, timeout=60) as client:
            client.wait_for_workers(2, timeout=240)  # each imports everything, on a machine that does other things too
        dataset.run([articles], out, replace(SMALL, engine="dask", scheduler=address))
        killer.wait(60)
        workers[0].wait(60)
        assert workers[0].returncode == -signal.SIGKILL
        dataset.run([articles], tmp_path / "one", SMALL)
        assert finished(out) == contents(tmp_path / "one")
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


KILLER = """
import os, sys, time
while not (os.path.isdir(sys.argv[1]) and os.listdir(sys.argv[1])):
    time.sleep(0.01)
os.kill(int(sys.argv[2]), 9)
"""


def cluster(tmp_path):
    known = str(tmp_path / "scheduler.json")
    patient = {f"DASK_DISTRIBUTED__COMM__TIMEOUTS__{what}": "240s" for what in ("CONNECT", "TCP")}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": {**os.environ, **patient}}
    python = [sys.executable, "-m"]
    start = [*python, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    scheduler = subprocess.Popen([*start, "--scheduler-file", known], **quiet)
    address_in(Path(known), 60)
    work = [*python, "distributed.cli.dask_worker", "--scheduler-file", known, "--nthreads", "1", "--no-nanny"]
    workers = [subprocess.Popen([*work, "--no-dashboard", "--local-directory", str(tmp_path)], **quiet) for _ in "12"]
    return scheduler, workers


def address_in(file, wait_s):
    for _ in range(wait_s * 10):
        try:
            return json.loads(file.read_text())["address"]
        except (OSError, ValueError):
            time.sleep(0.1)
    raise TimeoutError(file)
