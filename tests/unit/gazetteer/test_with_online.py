import pickle

import pytest
from making import candidate

from geomap.errors import SettingsError
from geomap.gazetteer.with_online import GazetteerWithOnline
from geomap.stages import Stages


class Offline:
    id = "offline"

    def facts(self, folded):
        return {}

    def candidates(self, names):
        return {name: (candidate(),) if name == "kharkiv" else () for name in names}

    def similar(self, names, *, countries):
        return {}


@pytest.fixture
def asked():
    return []


@pytest.fixture
def both(asked):
    def find(name):
        asked.append(name)
        return candidate("Testove", id="rest:1") if name == "testove" else None

    return GazetteerWithOnline(Offline(), find, name="rest", credit_lines=("Rest",))


def test_only_names_that_the_gazetteer_does_not_know_are_asked_and_each_once(both, asked):
    for _ in range(2):
        found = both.candidates(["kharkiv", "testove", "nowhere"])
    assert {name: [one.id for one in those] for name, those in found.items()} == {
        "kharkiv": ["geonames:706483"],
        "testove": ["rest:1"],
        "nowhere": [],
    }
    assert asked == ["testove", "nowhere"]


def test_results_of_another_geocoder_have_another_id(both):
    assert both.id == "offline+rest"
    assert Stages(gazetteer=both).ids == (("gazetteer", "offline+rest"),)


def test_it_is_not_shared_among_workers(both):
    with pytest.raises(SettingsError, match="workers=1"):
        pickle.dumps(both)
