"""The first article that geomap was made for: real text, read from beside the checkout, never copied here."""

import pandas as pd
import pytest

import geomap

pytestmark = pytest.mark.shared

CITIES = {"geonames:703448": "Kyiv", "geonames:706483": "Kharkiv", "geonames:687700": "Zaporizhzhia"}
UNINVOLVED = {"US", "GB", "CA", "FR", "DE", "BR", "AR"}


@pytest.fixture(scope="module")
def result(shared):
    return geomap.map_events([shared / "articles"])


@pytest.fixture(scope="module")
def events(result):
    return result.events.set_index("place_id")


def test_the_three_cities_have_their_strikes_and_nothing_else_has(events):
    assert events["place"].to_dict() == CITIES
    assert set(events["event_type"]) == {"Explosions/Remote violence"}


def test_on_friday_is_the_tenth(events):
    assert set(events["date_start"]) == set(events["date_end"]) == {pd.Timestamp("2023-02-10")}
    assert set(events["date_wording"]) == {"on Friday"}


def test_the_misspelt_city_has_a_receipt(events):
    row = events.loc["geonames:706483"]
    assert row["repaired_from"] == "Kharviv"
    assert row["repair"].startswith("Kharviv -> Kharkiv (repaired: ")


def test_the_date_of_zaporizhzhia_is_carried_and_says_so(events):
    assert events["date_carried"].to_dict() == {
        "geonames:703448": False,
        "geonames:706483": False,
        "geonames:687700": True,
    }


def test_seventeen_missiles_are_a_quantity_and_nobody_is_said_to_be_hurt(events):
    row = events.loc["geonames:687700"]
    assert '"low": 17' in row["quantities"]
    assert "17 missiles" in row["quote"]
    assert events[["killed_best", "injured_best"]].isna().all(axis=None)
    assert row["claimant"] == "local officials"


def test_countries_of_volunteers_carry_no_event(result):
    countries = set(result.events["country"])
    assert countries == {"UA"}
    carrying = result.mentions[result.mentions["carries_event"]]
    assert not set(carrying["country"].dropna()) & UNINVOLVED
    assert not carrying["text"].str.contains("Latin|Eastern|Getty").any()


def test_the_oblast_is_found_as_an_area_and_carries_no_event(result):
    oblast = result.mentions[result.mentions["place_id"] == "geonames:687699"]
    assert oblast["text"].tolist() == ["Zaporizhzhia Oblast"]
    assert oblast["feature_code"].tolist() == ["ADM1"]
    assert not oblast["carries_event"].any()


def test_each_event_has_its_quote_span_and_article(result, shared):
    text = (shared / "articles" / "2023-02-12.txt").read_text(encoding="utf-8")
    text = text[text.index("A Russian political") :]
    for report in result.reports.itertuples():
        assert text[report.quote_start : report.quote_end] == report.quote
        assert report.quote_start <= report.place_start < report.place_end <= report.quote_end
    assert set(result.reports["article_id"]) == {"2023-02-12"}


def test_the_closing_table_adds_up(result):
    counts = dict(result.notes.counts)
    assert counts["mentions of places"] == len(result.mentions)
    assert counts["mentions of places"] == sum(
        counts[label] for label in ("  carrying an event", "  placed, without an event", "  not placed")
    )


@pytest.mark.parametrize("suffix", [".html", ".geojson"])
def test_two_runs_give_equal_bytes(result, shared, tmp_path, suffix):
    first = geomap.write(result, tmp_path / f"first{suffix}").read_bytes()
    again = geomap.write(geomap.map_events([shared / "articles"]), tmp_path / f"again{suffix}").read_bytes()
    assert first == again
