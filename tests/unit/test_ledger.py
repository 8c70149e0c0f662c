import datetime as dt

import pytest
from making import article, candidate, event, mention, oblast, place, when

from geomap import schema
from geomap.ledger import Ledger, sheet_of, sieve
from geomap.records import Coded, Geoparsed, GeoPrecision, Reject, Role, Stage
from geomap.settings import Settings

TEXT = "Missiles hit Kharkiv on Friday. Paris said so; Nowhereville did not."


def coded():
    """One article with an event, a place without one, and a name that no gazetteer knows."""
    told = article(TEXT)
    kharkiv, paris = mention(of=told), mention("Paris", of=told, role=Role.ACTOR)
    nowhere = mention("Nowhereville", of=told)
    outcomes = (
        place(kharkiv),
        place(paris, candidate("Paris", id="geonames:2988507", country="FR")),
        Reject(stage=Stage.RESOLVE, subject="Nowhereville", reason="not in the gazetteer", mention=nowhere),
    )
    return Coded(
        geoparsed=Geoparsed(article=told, mentions=(kharkiv, paris, nowhere), outcomes=outcomes),
        events=(event(outcomes[0], told),),
        left_out=(Reject(stage=Stage.CODE, subject="Paris", reason="named as an actor", mention=paris),),
    )


def closed(settings=None, *sheets, unread=()):
    ledger = Ledger(settings or Settings())
    assert list(ledger.articles_of([*unread])) == []
    for sheet in sheets:
        ledger.add(sheet)
    kept, filtered = sieve(ledger.events, ledger.settings)
    return ledger.close(
        events=kept, filtered=filtered, areas=schema.geoframe([], schema.AREAS), gazetteer_hash="g", licences=["c"]
    )


def adds_up(counts):
    """Whether the indented rows of the closing table sum to the row above them."""
    blocks = []
    for label, number in counts:
        if label.startswith(" "):
            blocks[-1][1].append(number)
        else:
            blocks.append((number, []))
    return all(total == sum(parts) for total, parts in blocks)


def test_every_mention_is_accounted_for():
    tables = closed(None, sheet_of([coded()]))
    counts = dict(tables.notes.counts)
    assert counts["mentions of places"] == 3
    assert counts["  carrying an event"] == 1
    assert counts["  placed, without an event"] == 1
    assert counts["  not placed"] == 1
    assert adds_up(tables.notes.counts)
    assert tables.mentions["reject"].fillna("on the map").tolist() == [
        "on the map",
        "named as an actor",
        "not in the gazetteer",
    ]


def test_an_unread_article_is_counted_but_a_lost_part_of_one_is_not_a_lost_article():
    lost = Reject(stage=Stage.READ, subject="x.txt:1", reason="no date")
    part = Reject(stage=Stage.READ, subject="y.txt:1", reason="url is not http(s)", article_id="y")
    tables = closed(None, sheet_of([coded()]), unread=[lost, part])
    assert dict(tables.notes.counts)["  rejected"] == 1
    assert adds_up(tables.notes.counts)
    assert dict(tables.notes.rejects)["url is not http(s)"] == 1


def test_an_event_at_an_unknown_place_is_listed_as_unplaced_and_its_mention_is_not_lost_twice():
    told = article("Shells fell on Nowhereville.")
    nowhere = mention("Nowhereville", of=told)
    unknown = Reject(stage=Stage.RESOLVE, subject="Nowhereville", reason="not in the gazetteer", mention=nowhere)
    at = event(place(nowhere), told, precision=GeoPrecision.NONE)
    sheet = sheet_of(
        [Coded(geoparsed=Geoparsed(article=told, mentions=(nowhere,), outcomes=(unknown,)), events=(at,), left_out=())]
    )
    tables = closed(None, sheet)
    counts = dict(tables.notes.counts)
    assert counts["  unplaced"] == 1
    assert counts["  not placed"] == 0
    assert adds_up(tables.notes.counts)
    assert tables.mentions["carries_event"].tolist() == [True]


def test_a_run_without_articles_has_empty_tables_with_all_columns():
    tables = closed()
    assert list(tables.mentions.columns) == list(schema.MENTIONS)
    assert list(tables.events.columns) == [*schema.EVENTS, "geometry"]
    assert adds_up(tables.notes.counts)


def test_articles_count_their_events():
    assert closed(None, sheet_of([coded()])).articles["n_events"].tolist() == [1]


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"since": dt.date(2023, 2, 11)}, "outside the dates asked for"),
        ({"until": dt.date(2023, 2, 9)}, "outside the dates asked for"),
        ({"types": ("Protests",)}, "of another type than asked for"),
        ({"countries": ("SD",)}, "outside the countries asked for"),
        ({"bbox": (0, 0, 10, 10)}, "outside the box asked for"),
    ],
)
def test_a_filter_says_that_it_left_the_event_out(settings, reason):
    tables = closed(Settings(**settings), sheet_of([coded()]))
    assert tables.events.empty
    assert dict(tables.notes.rejects)[reason] == 1
    assert dict(tables.notes.counts)["  left out by a filter"] == 1
    assert adds_up(tables.notes.counts)


@pytest.mark.parametrize(
    "settings",
    [
        {"since": dt.date(2023, 2, 10), "until": dt.date(2023, 2, 10)},
        {"types": ("Explosions/Remote violence", "Protests")},
        {"countries": ("UA",)},
        {"bbox": (36, 49, 37, 50)},
        {"bbox": (36, 49, -170, 50)},
    ],
)
def test_a_filter_keeps_what_it_was_asked_for(settings):
    kept, left_out = sieve([event()], Settings(**settings))
    assert (len(kept), left_out) == (1, [])


def test_a_month_stays_while_one_of_its_days_is_in_the_asked_range():
    fuzzy = event(when=when(dt.date(2022, 3, 1), dt.date(2022, 3, 31)))
    assert sieve([fuzzy], Settings(since=dt.date(2022, 3, 31)))[0] == [fuzzy]


def test_a_country_wide_event_is_in_no_box():
    nowhere_exact = event(precision=GeoPrecision.COUNTRY)
    assert sieve([nowhere_exact], Settings(bbox=(-180, -90, 180, 90)))[0] == []


def test_an_area_and_a_country_are_counted_by_how_they_are_shown():
    told = article("Shelling in Zaporizhzhia Oblast.")
    found = place(mention("Zaporizhzhia Oblast", of=told), oblast())
    events = (
        event(found, told, precision=GeoPrecision.ADM1),
        event(found, told, precision=GeoPrecision.COUNTRY, id="c"),
    )
    geoparsed = Geoparsed(article=told, mentions=(found.mention,), outcomes=(found,))
    tables = closed(None, sheet_of([Coded(geoparsed=geoparsed, events=events, left_out=())]))
    counts = dict(tables.notes.counts)
    assert (counts["  drawn as an area"], counts["  listed"]) == (1, 1)
    assert tables.events.geometry.isna().sum() == 1
