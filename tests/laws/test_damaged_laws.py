"""Whatever damage a file takes: what is in it is articles, records or rejects, and no fault is ours."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from fuzzing import examples
from gazetteer_samples import workbook
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.articles import READERS, read_articles
from geomap.errors import FAULT, GeomapError
from geomap.observed import read_tables
from geomap.records import Article, Reject

pytestmark = pytest.mark.fuzz_damaged

SLOW = settings(
    max_examples=examples(40),  # `make fuzz` asks for many more
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
PAGE = (
    b"<html><head><title>T</title></head><body><p>Russian forces shelled Kharkiv on 12 February 2023.</p></body></html>"
)
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
MAIL = b"""From: A desk <desk@example.org>
Subject: =?utf-8?q?Shelling_=C3=A9?=
Date: Mon, 13 Feb 2023 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

Russian forces shelled Kharkiv =C3=A9.
--b--
"""
FEED = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title><id>1</id>
<updated>2023-02-12T00:00:00Z</updated><summary>Russian forces shelled Kharkiv.</summary></entry></feed>"""
ARCHIVED = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/1\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    b"WARC-Date: 2023-02-12T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
    b"Content-Length: %d\r\n\r\n%b\r\n\r\n" % (len(ANSWER), ANSWER)
)
RICH = rb"{\rtf1\ansi\ansicpg1251 date 2023-02-12\par\par Russian forces shelled \u1050?harkiv.\par}"
ROWS = [["date", "place", "lat", "lon", "text"], ["2023-02-12", "Kharkiv", "49.98", "36.25", "Shelling."]]
MADE = {".html": PAGE, ".eml": MAIL, ".atom": FEED, ".warc": ARCHIVED, ".rtf": RICH, ".xlsx": workbook(ROWS)}
SAMPLES = [(one.suffix, one.read_bytes()) for one in sorted((Path(__file__).parents[1] / "inputs").iterdir())]
SAMPLES = [*MADE.items(), *SAMPLES]
PIECES = st.sampled_from(
    [
        *(b"", b"\0", b"\xff", b'"', b",", b";", b"\t", b"\n", b"{", b"}", b"[", b"]", b"<", b">", b"=", b":", b"null"),
        *(
            b"NaN",
            b"1e999",
            b"-1",
            b"9" * 5_000,
            b"0000-00-00",
            b"24:61",
            b"<![CDATA[",
            b"<!--",
            b"&#xD800;",
            b"\\ud83d",
        ),
        *(
            b"\xe2\x80\xa8",
            b"\xed\xa0\x80",
            b"\xef\xbb\xbf",
            b"=?utf-8?q?",
            b"\\bin9999 ",
            b"charset=rot13",
            b"http://[",
        ),
        *(b"POINT(", b"POLYGON EMPTY", b"__proto__", b"a" * 3_000, b"[" * 2_000),
    ]
)
WOUNDS = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from([0, 0, 1, 3, 10, 1_000, 10**9]), PIECES | st.binary(max_size=4)),
    min_size=1,
    max_size=4,
)


def wounded(data, wounds):
    """The bytes with pieces cut out and others put in."""
    for share, cut, piece in wounds:
        at = int(share * len(data))
        data = data[:at] + piece + data[at + cut :]
    return data


def wounded_inside(data, wounds, which):
    """An archive that is whole, of which a member is not."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as there, zipfile.ZipFile(held, "w") as made:
        names = there.namelist()
        for name in names:
            inner = there.read(name)
            made.writestr(name, wounded(inner, wounds) if name == names[which % len(names)] else inner)
    return held.getvalue()


@st.composite
def damaged_files(draw):
    """A suffix and bytes: of a sample file that was wounded, as it lies there, in its archive or before packing."""
    suffix, data = draw(st.sampled_from(SAMPLES))
    how, wounds = draw(st.sampled_from(["plain", "plain", "inside", "packed"])), draw(WOUNDS)
    if how == "inside" and data.startswith(b"PK"):
        data = wounded_inside(data, wounds, draw(st.integers(0, 9)))
    else:
        data = wounded(data, wounds)
    suffix = draw(st.just(suffix) | st.sampled_from([*READERS, ".kml", ".geojson", ".gpkg", ".zip"]))
    return (f"{suffix}.gz", gzip.compress(data, 1)) if how == "packed" else (suffix, data)


@SLOW
@given(damaged_files())
def test_a_damaged_file_costs_what_is_in_it(tmp_path, damaged):
    suffix, data = damaged
    path = tmp_path / f"x{suffix}"
    path.write_bytes(data)
    check(path)


def check(path):
    """Read a file as articles and as records."""
    for one in read_articles([path]):
        assert isinstance(one, Article | Reject)
        assert not isinstance(one, Reject) or one.reason != FAULT, one.detail
        for text in (one.text, one.title, one.id) if isinstance(one, Article) else ():
            text.encode("utf-8")
    try:
        tables = read_tables(path)
    except GeomapError as error:
        assert str(error)  # noqa: PT017 - refused whole is as good
        return
    for table in tables:
        lost = [one.subject for one in table.rejects if one.article_id is None]
        assert len(lost) == len(set(lost)) == table.n_rows - len(table.records)


def nowhere():
    """An archive whose list points before its beginning."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("x.csv", "date,lat,lon\n2023-02-12,49,36\n")
    data = bytearray(held.getvalue())
    at = data.rindex(b"PK\x05\x06")
    data[at + 16 : at + 20] = (10**6).to_bytes(4, "little")
    return bytes(data)


HEADER = "date\ttext\tlat\tlon\n2023-02-12\tShelling.\t49\t36\n"
FELL = {  # what fuzzing found
    "half.csv": HEADER.encode("utf-16")[:-1],
    "nowhere.zip": nowhere(),
    "no-address.warc": ARCHIVED.replace(b"WARC-Target-URI: https://example.org/1\r\n", b""),
    "no-rows.csv": b"date,geom\n",
    "half-a-letter.csv": "date,place,lat,lon\n2023-02-12,Київ,50,30\n2023-02-13,К".encode()[:-1],
}


@pytest.mark.parametrize("name", FELL)
def test_what_once_fell_stands(tmp_path, name):
    (tmp_path / name).write_bytes(FELL[name])
    check(tmp_path / name)
