import datetime as dt
from dataclasses import replace

import pytest
from making import article, event, mention, place, when
from telling import TOWNS, code

from geomap.geo import destination
from geomap.linking import merge, split
from geomap.linking.likeness import alike, likes
from geomap.linking.traits import traits
from geomap.linking.vocabulary import vocabulary
from geomap.records import Basis, EventType, GeoPrecision, Grain, Status, Tally

KILLED = Tally(what="killed", low=3, best=3, high=3, wording="three people", whom="civilians")


def report(number=1, *, text="Missiles hit Kharkiv on Friday.", at=None, published=dt.date(2023, 2, 12), **more):
    told = article(text, id=f"a{number}", published=published)
    spot = place(mention("Kharkiv", of=told), at or TOWNS["Kharkiv"])
    made = event(spot, told, id=f"e{number}")
    return replace(made, **more)


def test_reports_of_one_deed_are_one_event_with_all_reports():
    (one,) = merge([report(1), report(2)])
    assert [told.article_id for told in one.reports] == ["a1", "a2"]
    assert one.id == "e1"


def test_a_merged_event_says_why_and_can_be_taken_apart():
    parts = [report(1), report(2)]
    (one,) = merge(parts)
    assert list(split(one)) == parts
    assert one.why_merged[0].startswith("a2: same place Kharkiv (geonames:706483); same day 2023-02-10")
    assert split(parts[0]) == (parts[0],)


def test_an_unmerged_event_says_nothing_of_merging():
    (one,) = merge([report(1)])
    assert (one.parts, one.why_merged) == ((), ())


@pytest.mark.parametrize(
    "other",
    [
        report(2, event_type=EventType.PROTESTS, sub_event_type="Peaceful protest"),
        report(2, sub_event_type="Suicide bomb"),
        report(2, when=when(dt.date(2023, 2, 9))),
        report(2, at=TOWNS["Kyiv"]),
        report(2, status=Status.REJECTED),
        report(2, harm=(replace(KILLED, low=30, best=30, high=30),)),
    ],
    ids=["type", "sub-type", "day", "place", "rejected", "figures"],
)
def test_what_may_be_two_deeds_stays_two(other):
    assert len(merge([report(1, harm=(KILLED,), sub_event_type="Shelling/artillery/missile attack"), other])) == 2


STRIKE = {"event_type": EventType.EXPLOSIONS, "sub_event_type": "Shelling/artillery/missile attack"}


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ({"target": "market"}, {"target": "hospital"}, 2),
        ({"target": "market"}, {"target": "covered market"}, 1),
        ({"target": "apartment block"}, {"target": "residential building"}, 1),
        ({"target": "bus"}, {"target": "passengers"}, 1),
        ({"target": "priest"}, {"target": "teachers"}, 2),
        ({"target": "market"}, {}, 1),
        ({"initiator": "Russian forces"}, {"initiator": "Ukrainian troops"}, 2),
        ({"initiator": "Russia"}, {"initiator": "Russian forces"}, 1),
        ({"initiator": "gunmen"}, {"initiator": "Russian forces"}, 1),
    ],
)
def test_reports_that_name_other_sides_tell_of_two_deeds(one, other, number):
    again = "Rockets struck Kharkiv on Friday." if number > 1 else "Missiles hit Kharkiv on Friday."
    assert len(merge([report(1, **STRIKE, **one), report(2, text=again, **STRIKE, **other)])) == number


def test_protests_of_two_trades_are_two():
    march = {"event_type": EventType.PROTESTS, "sub_event_type": "Peaceful protest"}
    assert len(merge([report(1, **march, initiator="Students"), report(2, **march, initiator="Miners")])) == 2
    assert len(merge([report(1, **march, initiator="Students"), report(2, **march, initiator="pupils")])) == 1


def test_a_merged_event_takes_the_sides_that_most_reports_name():
    parts = [
        report(1, **STRIKE, target="houses", target_kind=""),
        report(2, **STRIKE, initiator="Russian forces", target="villagers", target_kind="civilians"),
        report(3, **STRIKE, target="villagers", target_kind="civilians"),
    ]
    (one,) = merge(parts)
    assert (one.initiator, one.target, one.target_kind) == ("Russian forces", "villagers", "civilians")


def test_harm_of_merged_reports_is_a_range_and_is_never_added_up():
    first = report(1, harm=(KILLED,))
    second = report(2, published=dt.date(2023, 2, 13), harm=(replace(KILLED, low=5, best=5, high=5, wording="five"),))
    (one,) = merge([first, second])
    (killed,) = one.harm
    assert (killed.low, killed.best, killed.high) == (3, 5, 5)
    assert killed.wording == "three people; five"
    assert [part.harm[0].best for part in one.parts] == [3, 5]


def test_two_kinds_of_people_in_one_report_add_up():
    both = (KILLED, replace(KILLED, low=2, best=2, high=None, wording="two soldiers", whom="combatants"))
    (one,) = merge([report(1, harm=both), report(2)])
    assert [(tally.low, tally.best, tally.high, tally.whom) for tally in one.harm] == [(5, 5, None, "")]


def test_an_open_end_stays_open_when_no_report_tells_more():
    open_ended = replace(KILLED, low=40, best=40, high=None, wording="more than 40")
    first = report(1, harm=(open_ended,))
    second = report(2, published=dt.date(2023, 2, 14), harm=(replace(KILLED, low=38, best=38, high=38),))
    (merged,) = merge([first, second])
    assert (merged.harm[0].low, merged.harm[0].high) == (38, None)


def test_dozens_stay_without_a_number_when_merged():
    vague = Tally(what="killed", low=None, best=None, high=None, wording="dozens")
    (one,) = merge([report(1, harm=(vague,)), report(2)])
    assert (one.harm[0].low, one.harm[0].best, one.harm[0].high) == (None, None, None)


def test_a_toll_that_rises_between_reports_is_one_event():
    first = report(1, harm=(KILLED,))
    later = report(2, published=dt.date(2023, 2, 14), harm=(replace(KILLED, low=40, best=40, high=40),))
    assert len(merge([first, later])) == 1


def test_the_finest_date_and_the_most_exact_place_win():
    told = when(dt.date(2023, 2, 10), basis=Basis.PUBLISHED, wording="")
    near = replace(report(1).where, precision=GeoPrecision.NEAR, reach_km=25.0)
    vague = report(1, when=told, where=near)
    (one,) = merge([vague, report(2)])
    assert one.when.basis is Basis.WEEKDAY
    assert one.where.precision is GeoPrecision.SETTLEMENT


def test_an_article_without_a_day_may_mean_the_day_before():
    today = report(1, when=when(dt.date(2023, 2, 11), basis=Basis.PUBLISHED, wording=""))
    assert len(merge([today, report(2)])) == 1
    late = report(1, when=when(dt.date(2023, 2, 12), basis=Basis.PUBLISHED, wording=""))
    assert len(merge([late, report(2)])) == 2


def test_a_month_is_too_wide_unless_the_words_are_the_same():
    month = when(dt.date(2023, 1, 1), dt.date(2023, 1, 31), grain=Grain.MONTH, wording="in January")
    one, other = report(1, when=month), report(2, when=month)
    assert alike(one, other) is not None
    told = replace(other.reports[0], quote="A rocket destroyed the railway bridge.")
    assert alike(one, replace(other, reports=(told,))) is None


def test_a_site_within_reach_of_the_town_is_the_same_place():
    spot = destination(TOWNS["Kharkiv"].at, bearing_deg=90, distance_km=3)
    plant = replace(TOWNS["Kharkiv"], id="geonames:1", at=spot, feature_class="S", feature_code="PS", reach_km=1.0)
    made = report(2, at=plant)
    made = replace(made, where=replace(made.where, precision=GeoPrecision.SITE, at=spot, reach_km=1.0))
    assert len(merge([report(1), made])) == 1
    assert "within reach" in merge([report(1), made])[0].why_merged[0]


def test_areas_are_one_only_when_the_words_are_alike():
    area = replace(report(1).where, precision=GeoPrecision.ADM1, reach_km=130.0)
    one, other = report(1, where=area), report(2, where=area)
    assert alike(one, other) is not None
    told = replace(other.reports[0], quote="A farm burned down after shelling.")
    assert alike(one, replace(other, reports=(told,))) is None


def test_unplaced_events_are_one_under_the_same_name():
    nowhere = replace(report(1).where, place=None, at=None, precision=GeoPrecision.NONE, reach_km=None)
    assert len(merge([report(1, where=nowhere), report(2, where=nowhere)])) == 1
    assert len(merge([report(1, where=nowhere), report(2)])) == 2


def test_the_kind_most_reports_name_wins():
    air, shells = "Air/drone strike", "Shelling/artillery/missile attack"
    (one,) = merge([report(1, sub_event_type=air), report(2, sub_event_type=shells), report(3, sub_event_type=air)])
    assert one.sub_event_type == air
    (vague,) = merge([report(1, sub_event_type=""), report(2, sub_event_type=""), report(3, sub_event_type="")])
    assert vague.sub_event_type == ""


def test_what_a_person_decided_holds_when_merged_again():
    (one,) = merge([report(1), report(2)])
    confirmed = replace(one, status=Status.CONFIRMED)
    (again,) = merge([confirmed])
    assert again.status is Status.CONFIRMED
    rejected = merge([replace(one, status=Status.REJECTED)])
    assert [part.status for part in rejected] == [Status.REJECTED] * 2


def test_better_two_marks_than_a_chain_that_joins_strangers():
    """A is like B and B is like C, but A and C cannot be one: C stays alone."""
    low = report(1, harm=(KILLED,))
    vague = report(2)
    high = report(3, harm=(replace(KILLED, low=50, best=50, high=50),))
    assert len(merge([low, vague, high])) == 2


def test_two_articles_on_one_event_become_one():
    (one, *_), _ = code("Shells hit a market in Kherson on Friday.")
    (other, *_), _ = code("Shells struck a Kherson market on Friday, killing one.")
    other = replace(other, reports=(replace(other.reports[0], article_id="a2"),))
    assert one.id != other.id
    assert len(merge([one, other])) == 1


def test_reports_that_cannot_be_told_apart_are_one_however_many():
    (one,) = merge([report(number) for number in range(1, 301)])
    assert len(one.parts) == 300
    assert len(one.why_merged) == 299


def test_in_a_crowd_of_reports_two_tolls_stay_two_and_all_of_one_toll_are_one():
    words = ("bakery", "market", "school", "station", "hospital", "bridge", "depot", "church", "tower", "factory")
    crowd = [
        report(
            number,
            text=f"Missiles hit Kharkiv on Friday near a {words[number % 10]}, a {words[number // 10 % 10]} and more.",
            harm=(replace(KILLED, low=toll, best=toll, high=toll),),
        )
        for number in range(200)
        for toll in [3 if number % 2 else 90]
    ]
    assert sorted(len(one.parts) for one in merge(crowd)) == [100, 100]


def test_a_town_and_its_oblast_are_one_place_only_when_the_figures_are_the_same():
    oblast = replace(TOWNS["Kharkiv"], id="geonames:2", name="Kharkiv Oblast", feature_class="A", feature_code="ADM1")
    area = replace(report(1, at=oblast).where, precision=GeoPrecision.ADM1, reach_km=130.0)
    killed = (replace(KILLED, low=7, best=7, high=7),)
    (one,) = merge([report(1, where=area, harm=killed), report(2, harm=killed)])
    assert one.where.precision is GeoPrecision.SETTLEMENT
    assert one.why_merged[0].startswith("a2: Kharkiv lies in Kharkiv Oblast; ")
    assert len(merge([report(1, where=area), report(2, text="Rockets struck Kharkiv's market.")])) == 2


def test_one_deed_may_be_told_as_two_kinds_and_equal_figures_speak_for_it():
    clash = {"event_type": EventType.BATTLES, "sub_event_type": "Armed clash"}
    pairs = [
        tuple(traits(one, vocabulary()) for one in (report(1, **STRIKE, harm=harm), report(2, **clash, harm=harm)))
        for harm in ((KILLED,), ())
    ]
    counted, uncounted = likes(pairs)
    assert counted > uncounted > 0
    assert len(merge([report(1, **STRIKE), report(2, text="Soldiers fought in Kharkiv's suburbs.", **clash)])) == 2
    march = {"event_type": EventType.PROTESTS, "sub_event_type": "Peaceful protest"}
    assert len(merge([report(1, **STRIKE, harm=(KILLED,)), report(2, **march, harm=(KILLED,))])) == 2
