"""Fetching the dump of a country, from a server of the test's own."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from gazetteer_samples import zipped

from geomap.errors import DownloadError
from geomap.gazetteer import cache, fetch
from geomap.gazetteer.download import download
from geomap.gazetteer.dumps import dump_rows

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
ROW = "1|Somewhere|Elsewhere|1.5|2.5|P|PPL|XX|01||1200"


class Dumps(BaseHTTPRequestHandler):
    """Serves what `served` holds; a body that is an int is an HTTP status."""

    served: dict = {}  # noqa: RUF012 - filled by each test's fixture
    asked: list = []  # noqa: RUF012

    def do_GET(self):
        self.asked.append((self.path, self.headers["User-Agent"]))
        body = self.served.get(self.path, 404)
        if isinstance(body, int):
            self.send_error(body)
            return
        body, length = body if isinstance(body, tuple) else (body, len(body))
        self.send_response(200)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    Dumps.served, Dumps.asked = {}, []
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


@pytest.mark.parametrize("code", ["ua", "UKR", "U", "../XX", "", "Ü1"])
def test_what_is_no_country_code_is_never_asked_for(server, tmp_path, code):
    with pytest.raises(DownloadError, match="no two-letter country code"):
        download(["XX", code], tmp_path, base_url=server)
    assert Dumps.asked == []


@pytest.mark.parametrize("url", ["file:///etc", "ftp://example.org/dump"])
def test_only_web_addresses_are_fetched(tmp_path, url):
    with pytest.raises(DownloadError, match="only http and https"):
        download(["XX"], tmp_path, base_url=url)


def test_fetched_countries_become_layers_once_each(server, tmp_path, monkeypatch):
    monkeypatch.setenv("GEOMAP_LAYERS", str(tmp_path / "layers"))
    Dumps.served["/dump/XX.zip"] = zipped("XX", ROW)
    fetch(["XX", "XX"], base_url=server + "/")
    assert len(Dumps.asked) == 1
    assert [layer.name for layer in cache.layers()] == ["XX.zip"]
