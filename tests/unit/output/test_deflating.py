import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.output import deflating


@pytest.fixture(params=["libdeflate", "zlib"])
def library(request, monkeypatch):
    if request.param == "zlib":
        monkeypatch.setattr(deflating, "LIBRARY", None)
    return request.param


@pytest.mark.parametrize("effort", [1, 7, 12])
def test_what_is_deflated_inflates_to_what_it_was_with_either_library(library, effort):
    raw = b"Shells fell on Kharkiv. " * 100
    packed = deflating.deflated(raw, effort)
    assert len(packed) < len(raw) / 10
    assert zlib.decompress(packed, -zlib.MAX_WBITS) == raw


@given(st.binary())
def test_any_bytes_come_back(raw):
    assert zlib.decompress(deflating.deflated(bytearray(raw), 7), -zlib.MAX_WBITS) == raw


def test_a_page_is_written_without_libdeflate(monkeypatch, tmp_path):
    import geomap

    monkeypatch.setattr(deflating, "LIBRARY", None)
    result = geomap.map_events("Missiles hit Kharkiv on Friday.", date="2023-02-12")
    assert geomap.write(result, tmp_path / "map.html").stat().st_size > 0
