"""Runs and builds that are killed at random moments leave nothing half written, and the next ends as if nothing was.

`make kills TIMES=34` kills each job 102 times.
"""

import json
import os
import shutil

import pyarrow.parquet as pq
import pytest
from killing import TIMES, Nursery, files, grow_old, is_temporary, kill_again_and_again

TOWNS = ("Kharkiv", "Kherson", "Bakhmut", "Odesa", "Sumy")
pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="signals of POSIX"),
    pytest.mark.xdist_group("kills"),
]


@pytest.fixture
def told(tmp_path):
    rows = [
        {"id": f"a{number}", "date": "2023-02-12", "text": f"Russian shelling killed {number + 2} people in {town}."}
        for number, town in enumerate(TOWNS * 2)
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path


@pytest.mark.parametrize("job", ["map_run", "layer_build"])
def test_a_killed_job_leaves_whole_files_and_temporary_ones_that_the_next_sweeps(told, job):
    with Nursery(job, told / "out") as nursery:
        nursery.undisturbed()
        expected = {name: data for name, data in files(told / "out").items() if not name.endswith(".seal")}

        def check():
            found = files(told / "out")
            shown = {
                name: data for name, data in found.items() if not is_temporary(name) and not name.endswith(".seal")
            }
            assert all(expected[name] == data for name, data in shown.items())

        kill_again_and_again(nursery, TIMES, check)
        grow_old(told / "out")
        nursery.undisturbed()
        assert {name for name in files(told / "out") if not name.endswith(".seal")} == expected.keys()
        check()


def test_a_killed_run_in_parts_leaves_whole_parts_and_ends_the_same_when_started_again(told):
    with Nursery("partitioned_run", told / "whole") as nursery:
        nursery.undisturbed()
        expected = files(told / "whole")
    with Nursery("partitioned_run", told / "out") as nursery:

        def check():
            for name, data in files(told / "out").items():
                if not is_temporary(name) and name != "geomap.json":
                    assert expected[name] == data
                    pq.read_table(told / "out" / name)
            if "geomap.json" not in files(told / "out"):
                return
            if json.loads((told / "out" / "geomap.json").read_text())["done"]:
                shutil.rmtree(told / "out")  # begin anew
                (told / "out").mkdir()

        kill_again_and_again(nursery, TIMES, check)
        grow_old(told / "out")
        nursery.undisturbed()
        assert files(told / "out") == expected
