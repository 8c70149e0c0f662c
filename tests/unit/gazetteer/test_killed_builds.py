"""A build of the gazetteer that is killed leaves the old file or the new one; see `tests/unit/test_kills.py`."""

import json
import os
import shutil

import pytest
from killing import TIMES, Nursery, files, grow_old, is_temporary, kill_again_and_again

from geomap.shipped import data_dir

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="signals of POSIX"),
    pytest.mark.xdist_group("kills"),
]


def test_a_killed_build_of_the_gazetteer_leaves_the_old_one_or_the_new_one(tiny_data, tmp_path):
    shutil.copytree(tiny_data, tmp_path / "data" / "gazetteer")
    shutil.copy(data_dir() / "sources.toml", tmp_path / "data")
    with Nursery("cache_build", tmp_path / "cache") as nursery:
        nursery.undisturbed()
        expected = (tmp_path / "cache" / "gazetteer.sqlite").read_bytes()

        def check():
            assert (tmp_path / "cache" / "gazetteer.sqlite").read_bytes() == expected
            json.loads((tmp_path / "cache" / "gazetteer.sqlite.seal").read_text())
            rest = set(files(tmp_path / "cache")) - {"gazetteer.sqlite", "gazetteer.sqlite.seal"}
            assert all(is_temporary(name) for name in rest)

        kill_again_and_again(nursery, TIMES, check)
        grow_old(tmp_path / "cache")
        nursery.undisturbed()
        check()
        assert set(files(tmp_path / "cache")) == {"gazetteer.sqlite", "gazetteer.sqlite.seal"}
