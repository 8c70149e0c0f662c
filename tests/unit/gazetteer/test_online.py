"""Asking Nominatim, without a network: the answers come from an adapter of the test's own."""

import json

import pytest
from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderTimedOut
from geopy.extra.rate_limiter import RateLimiter

from geomap.errors import GazetteerError, GeocoderBusyError
from geomap.gazetteer.online import OnlineGeocoder

HROZA = {
    "osm_type": "node",
    "osm_id": 337568129,
    "lat": "49.6580",
    "lon": "37.3120",
    "name": "Hroza",
    "addresstype": "village",
    "boundingbox": ["49.638", "49.678", "37.292", "37.332"],
    "address": {"country_code": "ua", "state": "Kharkiv Oblast", "district": "Kupiansk Raion"},
    "display_name": "Hroza, Ukraine",
}


class Canned(BaseSyncAdapter):
    """Answers what the test has put into `answers`, in turn; an exception is raised."""

    answers: list = []  # noqa: RUF012 - filled by each test
    asked: list = []  # noqa: RUF012

    def __init__(self, *, proxies, ssl_context):
        super().__init__(proxies=proxies, ssl_context=ssl_context)

    def get_json(self, url, *, timeout, headers):
        self.asked.append((url, headers["User-Agent"], timeout))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return json.loads(json.dumps(answer))

    def get_text(self, url, *, timeout, headers):
        raise AssertionError("Nominatim answers in JSON; no text is asked for")


@pytest.fixture
def slept(monkeypatch):
    """The seconds that were waited, by a clock that only waiting moves."""
    waits = []
    monkeypatch.setattr(RateLimiter, "_clock", lambda _: 100.0 + sum(waits))
    monkeypatch.setattr(RateLimiter, "_sleep", lambda _, seconds: waits.append(seconds))
    return waits


@pytest.fixture
def online(tmp_path, slept):
    Canned.answers, Canned.asked = [], []
    with OnlineGeocoder(
        tmp_path / "cache" / "online.sqlite", contact="me@example.org", adapter_factory=Canned
    ) as geocoder:
        yield geocoder


def test_an_answer_becomes_a_candidate_with_its_position_and_extent(online):
    Canned.answers = [[HROZA]]
    place = online.find("Hroza")
    assert (place.id, place.name, place.country) == ("osm:node/337568129", "Hroza", "UA")
    assert (place.at.lon, place.at.lat) == (37.312, 49.658)
    assert (place.admin1, place.admin2, place.feature_class, place.feature_code) == (
        "Kharkiv Oblast",
        "Kupiansk Raion",
        "P",
        "PPL",
    )
    assert 2 < place.reach_km < 4


def test_the_service_is_told_who_asks(online):
    Canned.answers = [[HROZA]]
    online.find("Hroza")
    url, agent, _ = Canned.asked[0]
    assert agent.startswith("geomap/")
    assert "me@example.org" in agent
    assert "q=Hroza" in url


def test_no_name_is_asked_twice_found_or_not(online):
    Canned.answers = [[HROZA], []]
    assert online.find("Hroza").at == online.find("  hroza ").at
    assert online.find("Xanadu") is None
    assert online.find("xanadu") is None
    assert len(Canned.asked) == 2


def test_answers_outlive_the_process(tmp_path, slept):
    Canned.answers, Canned.asked = [[HROZA]], []
    for _ in range(2):
        with OnlineGeocoder(tmp_path / "online.sqlite", contact="me@example.org", adapter_factory=Canned) as geocoder:
            assert geocoder.find("Hroza").name == "Hroza"
    assert len(Canned.asked) == 1


def test_a_second_passes_between_two_requests(online, slept):
    Canned.answers = [[HROZA], []]
    online.find("Hroza")
    assert slept == []
    online.find("Xanadu")
    assert slept == [pytest.approx(1.0)]


def test_a_service_that_asks_to_wait_says_how_long_and_is_not_asked_again_at_once(online):
    Canned.answers = [AdapterHTTPError("busy", status_code=429, headers={"retry-after": "30"}, text="")]
    with pytest.raises(GeocoderBusyError) as caught:
        online.find("Hroza")
    assert caught.value.wait_s == 30
    assert len(Canned.asked) == 1


def test_a_service_that_does_not_answer_is_busy_and_nothing_is_kept(online):
    Canned.answers = [GeocoderTimedOut("no answer"), [HROZA]]
    with pytest.raises(GeocoderBusyError):
        online.find("Hroza")
    assert online.find("Hroza").name == "Hroza"


def test_a_service_that_refuses_is_an_error(online):
    Canned.answers = [AdapterHTTPError("no", status_code=403, headers={}, text="")]
    with pytest.raises(GazetteerError, match=r"nominatim\.openstreetmap\.org"):
        online.find("Hroza")


@pytest.mark.parametrize("broken", [{"lon": "200"}, {"boundingbox": None}, {"osm_id": None, "lat": None}])
def test_an_answer_that_cannot_be_read_is_an_error_not_a_place(online, broken):
    Canned.answers = [[{**HROZA, **broken}]]
    with pytest.raises(GazetteerError, match="cannot be read"):
        online.find("Hroza")


def test_an_answer_that_geopy_cannot_read_is_an_error(online):
    Canned.answers = [[{**HROZA, "lon": "east"}]]
    with pytest.raises(GazetteerError, match="east"):
        online.find("Hroza")


def test_a_kind_of_place_that_we_do_not_know_is_a_spot(online):
    Canned.answers = [[{**HROZA, "addresstype": "memorial", "address": None}]]
    place = online.find("Hroza")
    assert (place.feature_class, place.country) == ("S", "")


def test_a_file_of_answers_that_is_none_begins_anew(tmp_path, slept):
    cache = tmp_path / "online.sqlite"
    cache.write_bytes(b"no database, but long enough to be looked at as one " * 20)
    Canned.answers, Canned.asked = [[HROZA]], []
    for _ in range(2):
        with OnlineGeocoder(cache, contact="me@example.org", adapter_factory=Canned) as geocoder:
            assert geocoder.find("Hroza").name == "Hroza"
    assert len(Canned.asked) == 1


def test_where_nothing_can_be_kept_answers_are_kept_for_the_run(tmp_path, slept):
    (tmp_path / "file").write_text("no folder")
    Canned.answers, Canned.asked = [[HROZA]], []
    with OnlineGeocoder(tmp_path / "file" / "o.sqlite", contact="me@example.org", adapter_factory=Canned) as geocoder:
        assert geocoder.find("Hroza").at == geocoder.find("Hroza").at
    assert len(Canned.asked) == 1
