"""A REST geocoder for the names that the gazetteer does not know: `python examples/rest_geocoder.py`.

The server here is a stand-in on this machine. For the public Nominatim give the geocoder that asks it once a second and
keeps every answer: `geomap.OnlineGeocoder(Path("answers.sqlite"), contact="you@example.org").find`.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, quote, urlsplit
from urllib.request import urlopen

import geomap
from geomap.geo import LonLat
from geomap.records import KnownAs

ANSWERS = {"novi testove": {"lon": 36.5, "lat": 49.5, "country": "UA", "kind": "PPL"}}


class Server(BaseHTTPRequestHandler):
    """Answers /search?q=NAME."""

    def do_GET(self) -> None:
        """Give the answer as JSON, null when the name is unknown."""
        name = parse_qs(urlsplit(self.path).query)["q"][0]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(ANSWERS.get(name.casefold())).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def find(name: str) -> geomap.Candidate | None:
    """Ask the server for a name, which may come in lower case; positions of others are checked."""
    with urlopen(f"http://127.0.0.1:{server.server_port}/search?q={quote(name)}", timeout=10) as answer:
        found = json.load(answer)
    if found is None:
        return None
    return geomap.Candidate(
        id=f"rest:{name}",
        name=name,
        at=LonLat.checked(lon=found["lon"], lat=found["lat"]),
        country=found["country"],
        admin1="",
        admin1_code="",
        admin2="",
        admin2_code="",
        feature_class="P",
        feature_code=found["kind"],
        population=0,
        reach_km=2.0,
        spelling=name,
        known_as=KnownAs.PRIMARY,
    )


server = HTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()

gazetteer = geomap.GazetteerWithOnline(
    geomap.open_gazetteer(), find, name="stand-in", credit_lines=("Places of a stand-in",)
)
result = geomap.map_events(
    "Shells hit the village of Novi Testove near Kharkiv on Friday.",
    date="2023-02-12",
    stages=geomap.Stages(gazetteer=gazetteer),
)
print(result.mentions[["text", "place_id", "lon", "lat"]].to_string(index=False))
server.shutdown()
server.server_close()
