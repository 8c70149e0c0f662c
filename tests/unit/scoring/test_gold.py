import json

import pytest

from geomap.errors import TableError
from geomap.scoring import read_gold, read_predicted

GOOD = {"id": "a", "text": "Shells fell on Bakhmut.", "mentions": [{"start": 15, "end": 22, "lon": 38.0, "lat": 48.6}]}


def written(tmp_path, *lines):
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


def test_every_fault_is_told_with_its_line_and_field(tmp_path):
    path = written(
        tmp_path,
        GOOD,
        "{broken",
        {**GOOD, "id": "b", "mentions": [{"start": 15, "end": 22, "lon": 238.0, "lat": 48.6}]},
        {**GOOD, "id": "c", "mentions": [{"start": 15, "end": 99}]},
        GOOD,
    )
    with pytest.raises(TableError) as caught:
        read_gold(path)
    told = [(fault.line, fault.field) for fault in caught.value.faults]
    assert told == [(2, None), (3, "mentions.0.lon"), (4, "mentions.0"), (5, "id")]
    assert "gold.jsonl:3: mentions.0.lon" in str(caught.value)


def test_numbers_are_fine_as_ids_and_blank_lines_are_passed_over(tmp_path):
    assert list(read_gold(written(tmp_path, {**GOOD, "id": 7}, "", ""))) == ["7"]


def test_a_missing_file_is_a_fault_and_not_a_traceback(tmp_path):
    with pytest.raises(TableError, match=r"gone\.jsonl: cannot be read"):
        read_predicted(tmp_path / "gone.jsonl")


def test_another_encoding_is_named(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b'{"id": "\xff"}')
    with pytest.raises(TableError, match="not UTF-8"):
        read_gold(path)
