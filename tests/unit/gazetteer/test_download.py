"""Fetching the dump of a country, from a server of the test's own."""

import base64
import errno
import hashlib
import io
import os
import signal
import threading
import zipfile
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from gazetteer_samples import dump, zipped

from geomap.bounds import BOUNDS
from geomap.errors import DownloadError
from geomap.gazetteer import cache, fetch
from geomap.gazetteer.download import download
from geomap.gazetteer.dumps import dump_rows

resource = pytest.importorskip("resource")  # of POSIX
pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
ROW = "1|Somewhere|Elsewhere|1.5|2.5|P|PPL|XX|01||1200"


class Dumps(BaseHTTPRequestHandler):
    """Serves what `served` holds; a body that is an int is an HTTP status."""

    served: dict = {}  # noqa: RUF012 - filled by each test's fixture
    asked: list = []  # noqa: RUF012
    extra: dict = {}  # noqa: RUF012 - headers of every answer
    ranges: list = []  # noqa: RUF012 - where parts that were asked for began

    def do_GET(self):
        self.asked.append((self.path, self.headers["User-Agent"]))
        body = self.served.get(self.path, 404)
        if isinstance(body, int):
            self.send_error(body)
            return
        if isinstance(body, str):
            self.send_response(302)
            self.send_header("Location", body)
            self.end_headers()
            return
        body, length = body if isinstance(body, tuple) else (body, len(body))
        begin = int((self.headers["Range"] or "bytes=0-").removeprefix("bytes=").removesuffix("-"))
        if begin and self.headers["If-Range"] == self.extra.get("ETag"):
            self.ranges.append(begin)
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {begin}-{len(body) - 1}/{len(body)}")
            body, length = body[begin:], length - begin
        else:
            self.send_response(200)
        for name, value in self.extra.items():
            self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    Dumps.served, Dumps.asked, Dumps.extra, Dumps.ranges = {}, [], {}, []
    with ThreadingHTTPServer(("127.0.0.1", 0), Dumps) as listening:
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}/dump"
        listening.shutdown()
        thread.join()


def test_a_dump_is_fetched_whole_and_told_about(server, tmp_path):
    Dumps.served["/dump/XX.zip"] = zipped("XX", ROW)
    told = []
    (file,) = download(["XX"], tmp_path, base_url=server, progress=lambda *step: told.append(step))
    assert file == tmp_path / "XX.zip"
    assert [row[1] for row in dump_rows(file)] == ["Somewhere"]
    assert told[-1] == ("fetching XX", file.stat().st_size, file.stat().st_size)
    assert Dumps.asked[0][1].startswith("geomap/")
    assert [path.name for path in tmp_path.iterdir()] == ["XX.zip"]


def test_a_server_that_does_not_say_the_size_is_believed_when_the_archive_is_sound(server, tmp_path):
    Dumps.served["/dump/XX.zip"] = (zipped("XX", ROW), None)
    told = []
    download(["XX"], tmp_path, base_url=server, progress=lambda *step: told.append(step))
    assert told[-1][2] == 0


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        (404, "404"),
        (503, "503"),
        (b"<html>please log in</html>", "not a GeoNames dump"),
        (zipped("XX", ROW)[:-40], "not a GeoNames dump"),
        ((zipped("XX", ROW), 5000), "bytes"),
        (zipped("YY", ROW), "not a GeoNames dump"),
        (zipped("XX", ROW.replace("XX", "ZZ")), "it holds ZZ"),
        (zipped("XX", ""), "not the dump of XX"),
    ],
    ids=["missing", "down", "a page", "cut short", "shorter than said", "another file", "another country", "empty"],
)
def test_anything_but_the_dump_asked_for_is_refused_and_the_old_one_stays(server, tmp_path, body, trouble):
    (tmp_path / "XX.zip").write_bytes(b"the old one")
    Dumps.served["/dump/XX.zip"] = body
    with pytest.raises(DownloadError, match=trouble):
        download(["XX"], tmp_path, base_url=server)
    assert (tmp_path / "XX.zip").read_bytes() == b"the old one"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_server_that_is_not_there_is_told_in_one_line(tmp_path):
    with pytest.raises(DownloadError, match="try again later"):
        download(["XX"], tmp_path, base_url="http://127.0.0.1:9/dump")


def full(*_, **__):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("where", ["pathlib.Path.mkdir", "pathlib.Path.replace", "tempfile.mkdtemp"])
def test_a_full_disk_is_told_as_one_and_no_server_is_blamed(server, tmp_path, monkeypatch, where):
    Dumps.served["/dump/XX.zip"] = zipped("XX", ROW)
    monkeypatch.setattr(where, full)
    with pytest.raises(DownloadError, match="cannot be kept: No space left on device; make room there") as told:
        download(["XX"], tmp_path, base_url=server)
    assert "--base-url" not in str(told.value)


def test_a_disk_that_fills_up_while_a_dump_comes_keeps_nothing_that_is_of_no_use(server, tmp_path):
    Dumps.served["/dump/XX.zip"] = os.urandom(400_000)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))  # as a full disk does, refuse to write more
    try:
        with pytest.raises(DownloadError, match=r"cannot be kept: File too large; make room there"):
            download(["XX"], tmp_path, base_url=server)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("code", ["ua", "UKR", "U", "../XX", "", "Ü1"])
def test_what_is_no_country_code_is_never_asked_for(server, tmp_path, code):
    with pytest.raises(DownloadError, match="no two-letter country code"):
        download(["XX", code], tmp_path, base_url=server)
    assert Dumps.asked == []


@pytest.mark.parametrize("url", ["file:///etc", "ftp://example.org/dump", "http://example.org", "http://10.0.0.1/d"])
def test_only_https_addresses_are_fetched(tmp_path, url):
    with pytest.raises(DownloadError, match="only https"):
        download(["XX"], tmp_path, base_url=url)


def test_fetched_countries_become_layers_once_each(server, tmp_path, monkeypatch):
    monkeypatch.setenv("GEOMAP_LAYERS", str(tmp_path / "layers"))
    Dumps.served["/dump/XX.zip"] = zipped("XX", ROW)
    fetch(["XX", "XX"], base_url=server + "/")
    assert len(Dumps.asked) == 1
    assert [layer.name for layer in cache.layers()] == ["XX.zip"]


@pytest.mark.parametrize(
    "elsewhere",
    [
        "http://example.org/XX.zip",
        "ftp://example.org/XX.zip",
        "file:///etc/passwd",
        "https://127.0.0.1/",
        "https://[::1]/",
    ],
)
def test_a_redirect_to_another_scheme_or_a_private_address_is_not_followed(server, tmp_path, elsewhere):
    Dumps.served["/dump/XX.zip"] = elsewhere
    with pytest.raises(DownloadError, match=r"which is not followed|not allowed"):
        download(["XX"], tmp_path, base_url=server)


MANY = "\n".join(f"{number}|Town{number}|Elsewhere|1.5|2.5|P|PPL|XX|01||1200" for number in range(1, 900))


def test_a_fetch_goes_on_where_it_broke_off(server, tmp_path):
    whole = zipped("XX", MANY)
    Dumps.extra = {"ETag": '"v1"', "Accept-Ranges": "bytes"}
    Dumps.served["/dump/XX.zip"] = (whole[:3000], len(whole))
    with pytest.raises(DownloadError, match=f"3000 of {len(whole)} bytes came"):
        download(["XX"], tmp_path, base_url=server)
    Dumps.served["/dump/XX.zip"] = whole
    (file,) = download(["XX"], tmp_path, base_url=server)
    assert Dumps.ranges == [3000]
    assert file.read_bytes() == whole
    assert [path.name for path in tmp_path.iterdir()] == ["XX.zip"]


def test_another_version_is_fetched_from_the_beginning(server, tmp_path):
    whole = zipped("XX", MANY)
    Dumps.extra = {"ETag": '"v1"', "Accept-Ranges": "bytes"}
    Dumps.served["/dump/XX.zip"] = (b"0" * 3000, len(whole))
    with pytest.raises(DownloadError):
        download(["XX"], tmp_path, base_url=server)
    Dumps.extra, Dumps.served["/dump/XX.zip"] = {"ETag": '"v2"', "Accept-Ranges": "bytes"}, whole
    (file,) = download(["XX"], tmp_path, base_url=server)
    assert (Dumps.ranges, file.read_bytes()) == ([], whole)


def test_other_bytes_than_the_server_vouches_for_are_refused(server, tmp_path):
    whole = zipped("XX", ROW)
    Dumps.served["/dump/XX.zip"] = whole
    Dumps.extra = {"Repr-Digest": f"sha-256=:{base64.b64encode(hashlib.sha256(b'other').digest()).decode()}:"}
    with pytest.raises(DownloadError, match="other bytes came"):
        download(["XX"], tmp_path, base_url=server)
    Dumps.extra = {"Digest": f"sha-256={base64.b64encode(hashlib.sha256(whole).digest()).decode()}"}
    assert download(["XX"], tmp_path, base_url=server)[0].read_bytes() == whole


def test_more_than_the_bounds_allow_is_not_fetched(server, tmp_path, monkeypatch):
    monkeypatch.setattr("geomap.gazetteer.fetching.bounds", lambda: replace(BOUNDS, file_bytes=100))
    Dumps.served["/dump/XX.zip"] = zipped("XX", MANY)
    with pytest.raises(DownloadError, match="more than 100 bytes"):
        download(["XX"], tmp_path, base_url=server)
    assert not list(tmp_path.iterdir())


def test_a_small_archive_that_unpacks_to_gigabytes_is_refused(server, tmp_path):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("XX.txt", (dump(ROW) * 300_000)[: 40 << 20])
    Dumps.served["/dump/XX.zip"] = held.getvalue()
    with pytest.raises(DownloadError, match="come out of each packed one"):
        download(["XX"], tmp_path, base_url=server)


@pytest.mark.parametrize(
    ("row", "trouble"),
    [
        (ROW.replace("1.5", "91.5"), "no position"),
        (ROW.replace("2.5", "nan"), "no position"),
        (ROW.replace("2.5", "east"), "no position"),
        (ROW.replace("1|Some", "x1|Some", 1), "no number of a place"),
        (ROW.replace("1200", "many"), "no number of people"),
        (ROW.replace("|P|", "|Q|"), "no feature class"),
    ],
)
def test_a_dump_with_a_bad_row_anywhere_is_refused_with_its_line(server, tmp_path, row, trouble):
    Dumps.served["/dump/XX.zip"] = zipped("XX", f"{MANY}\n{row}")
    with pytest.raises(DownloadError, match=f"line 900: .*{trouble}"):
        download(["XX"], tmp_path, base_url=server)


def test_a_row_without_a_feature_class_is_passed_over(server, tmp_path):
    Dumps.served["/dump/XX.zip"] = zipped("XX", f"{ROW.replace('|P|', '||')}\n{ROW}")
    (file,) = download(["XX"], tmp_path, base_url=server)
    assert len(list(dump_rows(file))) == 1
