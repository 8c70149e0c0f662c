import json
import zlib

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.output.page_pack import (
    DIGITS,
    ROWS,
    Column,
    Text,
    ascii_text,
    chunks,
    deflate,
    json_text,
    narrow,
    pack,
    said_of,
)


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


def _bytes(text):
    """What the page does with digits, in the plainest way."""
    values = [DIGITS.tolist().index(ord(digit)) for digit in text]
    groups = [values[at : at + 5] for at in range(0, len(values), 5)]
    short = 5 - len(groups[-1]) if groups else 0
    words = [sum(digit * 85 ** (4 - k) for k, digit in enumerate((*group, 84, 84, 84, 84)[:5])) for group in groups]
    return b"".join((word % 2**32).to_bytes(4, "big") for word in words)[: len(groups) * 4 - short]


@given(st.binary(max_size=50))
def test_bytes_come_back_from_their_digits_and_no_digit_can_end_a_script(raw):
    text = ascii_text(raw)
    assert _bytes(text) == raw
    assert not set(text) & set("<>&\"'\\-` \n")
    assert len(DIGITS) == 85


def _blocks(text):
    return [_inflated(_bytes(block)).decode() for chunk in chunks(text) for block in chunk]


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


def test_a_field_that_says_the_same_in_every_row_stands_in_the_head():
    text = Text(name="t", fields={"a": pa.array(["2", "2"]), "b": pa.array(["x", "y"])}, order=np.arange(2))
    assert (said_of(text)["same"], said_of(text)["fields"]) == ({"a": "2"}, ["b"])
    assert _blocks(text) == ["x\x1fy"]


def test_a_store_without_a_word_has_no_blocks():
    text = Text(name="t", fields={"a": pa.array(["", ""])}, order=np.arange(2))
    assert list(chunks(text)) == []


def test_deflate_has_no_header_that_the_browser_would_trip_over():
    assert _inflated(deflate(b"abc" * 100)) == b"abc" * 100
