import base64
import json
import zlib

import numpy as np
import pyarrow as pa
import pytest

from geomap.output.page_pack import ROWS, Column, Text, chunks, deflate, json_text, narrow, pack, said_of


def _inflated(raw):
    return zlib.decompress(raw, -15)


@pytest.mark.parametrize(("top", "width"), [(0, 1), (255, 1), (256, 2), (65535, 2), (65536, 4)])
def test_numbers_take_the_fewest_bytes_that_hold_them(top, width):
    assert narrow(np.array([0, top])).dtype.itemsize == width


def test_a_column_is_kept_as_byte_planes():
    head, core = pack([Column(name="a", values=np.array([1, 2, 0x305]))], {})
    assert head["cols"] == [{"name": "a", "n": 3, "width": 2, "delta": False}]
    assert _inflated(core) == bytes([1, 2, 5, 0, 0, 3])


def test_a_rising_column_is_kept_as_differences():
    _, core = pack([Column(name="a", values=np.array([5, 7, 3]), delta=True)], {})
    assert np.frombuffer(_inflated(core), np.uint8).reshape(4, 3).T.copy().view("<i4").ravel().tolist() == [5, 2, -4]


def test_a_column_of_one_number_takes_no_bytes():
    head, core = pack([Column(name="a", values=np.full(1000, 7))], {})
    assert head["cols"] == [{"name": "a", "n": 1000, "same": 7}]
    assert _inflated(core) == b""


def test_strings_lose_the_characters_that_separate_them_and_nothing_else():
    head, core = pack([], {"a": ["x\x1fy", "Київ\n", ""]})
    assert _inflated(core).decode() == "x y\x1fКиїв\n\x1f"
    assert head["strings"] == [{"name": "a", "bytes": len(_inflated(core))}]


def test_json_in_a_script_element_cannot_end_it():
    text = json_text({"a": "</script><!--&\u2028"})
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == {"a": "</script><!--&\u2028"}


def _blocks(text):
    return [_inflated(base64.b64decode(line)).decode() for chunk in chunks(text) for line in chunk.split("\n")]


def test_text_is_cut_into_blocks_of_rows_in_the_order_asked_for():
    rows = [f"row {k}" for k in range(ROWS + 3)]
    order = np.arange(len(rows))[::-1]
    text = Text(name="t", fields={"quote": pa.array(rows), "claimant": pa.array([""] * len(rows))}, order=order)
    blocks = _blocks(text)
    assert [len(block.split("\x1f")) for block in blocks] == [ROWS, 3]
    assert blocks[0].startswith(f"row {ROWS + 2}\x1f")
    assert said_of(text)["fields"] == ["quote"]


def test_missing_and_hostile_text_keeps_its_row():
    text = Text(name="t", fields={"a": pa.array(["x\x1ey\x1fz\x00", None, "{{7*7}}"])}, order=np.arange(3))
    assert _blocks(text) == ["x y z \x1f\x1f{{7*7}}"]


def test_a_store_without_a_word_has_no_blocks():
    text = Text(name="t", fields={"a": pa.array(["", ""])}, order=np.arange(2))
    assert list(chunks(text)) == []


def test_deflate_has_no_header_that_the_browser_would_trip_over():
    assert _inflated(deflate(b"abc" * 100)) == b"abc" * 100
