import datetime as dt

import pytest
from making import article
from telling import SUNDAY, TOWNS, code, outcomes, reasons

from geomap.events import shipped_coder
from geomap.events.placing import mention_of
from geomap.records import Event, EventType, Field, GeoPrecision, Reject, Role, Stage

WAVE = (
    "A new wave of missile strikes hit power stations in Ukraine on Friday, causing explosions in Kyiv and Kharkiv. "
    "At least 17 missiles hit Zaporizhzhia in an hour in the heaviest attack on the city since Russia invaded "
    "Ukraine in February last year, local officials said."
)


def test_a_country_named_beside_its_cities_gets_no_event_of_its_own():
    events, rejects = code(WAVE)
    assert [event.where.place.candidate.name for event in events] == ["Kyiv", "Kharkiv", "Zaporizhzhia"]
    assert rejects[0].reason == "an area named beside the place of the event"


def test_places_of_one_deed_share_a_parent_and_a_lone_place_has_none():
    (kyiv, kharkiv, zaporizhzhia), _ = code(WAVE)
    assert kyiv.parent_id == kharkiv.parent_id is not None
    assert zaporizhzhia.parent_id is None
    assert len({kyiv.id, kharkiv.id, zaporizhzhia.id}) == 3


def test_a_sentence_without_a_date_takes_that_of_the_story_and_says_so():
    (kyiv, _, zaporizhzhia), _ = code(WAVE)
    assert (kyiv.when.first, kyiv.when.carried) == (dt.date(2023, 2, 10), False)
    assert zaporizhzhia.when.first == zaporizhzhia.when.last == dt.date(2023, 2, 10)
    assert zaporizhzhia.when.carried
    assert zaporizhzhia.when.wording == "on Friday"


def test_vague_explosions_take_their_kind_from_the_strikes_of_the_same_sentence():
    (kyiv, _, _), _ = code(WAVE)
    assert (kyiv.event_type, kyiv.sub_event_type) == (EventType.EXPLOSIONS, "Shelling/artillery/missile attack")


def test_things_are_counted_as_things_and_no_casualty_is_invented():
    (_, _, zaporizhzhia), _ = code(WAVE)
    assert [(tally.what, tally.low, tally.best, tally.high) for tally in zaporizhzhia.quantities] == [
        ("missiles", 17, 17, None)
    ]
    assert zaporizhzhia.harm == ()
    assert zaporizhzhia.reports[0].claimant == "local officials"


def test_the_report_quotes_the_sentence_and_its_spans_are_true():
    told = article(WAVE, published=SUNDAY)
    for event in shipped_coder().code(told, outcomes(told)):
        if isinstance(event, Event):
            report = event.reports[0]
            assert report.span.of(WAVE) == report.quote
            assert report.place_span.of(WAVE) == event.where.mention.surface
            assert report.cue_span.of(WAVE).strip() == report.cue_span.of(WAVE) != ""


@pytest.mark.parametrize(
    ("role", "reason"),
    [
        (Role.ACTOR, "named as an actor"),
        (Role.PEOPLE, "a people, not a place"),
        (Role.OTHER, "part of another name"),
    ],
)
def test_only_locations_carry_events(role, reason):
    events, rejects = code("Rockets hit Kherson on Friday.", roles={"Kherson": role})
    assert not events
    assert reasons(rejects) == {"Kherson": reason}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The tram line in Kharkiv was opened on Friday.", "no event in its sentence"),
        ("The army plans an air strike on Kharkiv.", "statement or plan"),
        ("If rockets hit Kharkiv, thousands would flee.", "hypothetical"),
        ("The army denied shelling Kharkiv.", "denied"),
        ("The shelling of Kharkiv in 1943 is shown in the museum.", "history"),
        ("A gas explosion destroyed a house in Kharkiv.", "accident or disaster"),
        ("Missiles fired from Belgorod destroyed a bridge.", "where something came from or went to"),
        (
            "The minister told reporters in Brussels that rockets had hit a school.",
            "where someone spoke or holds office",
        ),
    ],
)
def test_what_happened_elsewhere_or_not_at_all_is_a_reject_with_its_reason(text, reason):
    events, rejects = code(text)
    assert not events
    assert [reject.reason for reject in rejects] == [reason]
    assert all(reject.stage is Stage.CODE and reject.mention is not None for reject in rejects)


def test_the_invasion_of_a_year_ago_is_no_event_and_dates_nothing():
    text = "The illegal invasion of Ukraine began almost 12 months ago on February 24."
    events, rejects = code(text)
    assert not events
    assert len(rejects) == 1
    (event,), _ = code("Shells hit Kherson on Friday, almost a year after the invasion began on February 24.")
    assert event.when.first == dt.date(2023, 2, 10)


def test_the_most_exact_name_wins():
    events, rejects = code("A shell killed a man in Kupiansk, Kharkiv Oblast, Ukraine, on Friday.")
    assert [event.where.place.candidate.name for event in events] == ["Kupiansk"]
    assert set(reasons(rejects).values()) == {"an area named beside the place of the event"}


def test_an_area_that_does_not_hold_the_other_place_keeps_its_event():
    events, _ = code("Shells hit Kyiv and Kharkiv Oblast on Friday.")
    assert {event.where.precision for event in events} == {GeoPrecision.SETTLEMENT, GeoPrecision.ADM1}


def test_a_name_nobody_knows_becomes_an_unplaced_event_where_its_sentence_tells_one():
    events, rejects = code("Shells hit Novoselivske on Friday.", unknown=["Novoselivske"])
    assert not rejects
    assert events[0].where.place is None
    assert events[0].where.precision is GeoPrecision.NONE
    assert events[0].where.at is None


def test_a_name_nobody_knows_without_an_event_is_not_rejected_twice():
    events, rejects = code("The school in Novoselivske has ninety pupils.", unknown=["Novoselivske"])
    assert not events
    assert not rejects


def test_two_deeds_in_one_sentence_go_to_their_own_places():
    events, _ = code("Troops clashed near Bakhmut on Friday, while a drone strike killed a couple in Kherson.")
    assert [(event.event_type, event.where.place.candidate.name) for event in events] == [
        (EventType.BATTLES, "Bakhmut"),
        (EventType.EXPLOSIONS, "Kherson"),
    ]
    assert events[0].harm == ()
    assert events[1].harm[0].best == 2


def test_harm_is_not_doubled_over_the_places_of_one_deed():
    events, _ = code("Rockets hit Kherson and Kharkiv on Friday, killing four people.")
    assert sum(tally.best for event in events for tally in event.harm) == 4


def test_a_headline_takes_its_day_from_the_text():
    told = article("Rockets hit Kherson on Friday, officials said.", title="Rockets strike Kherson", published=SUNDAY)
    made = shipped_coder().code(told, outcomes(told, field=Field.TITLE) + outcomes(told))
    assert [event.when.first for event in made] == [dt.date(2023, 2, 10)] * 2
    assert made[0].when.carried
    assert made[0].reports[0].field is Field.TITLE


def test_ids_depend_on_content_alone():
    first, _ = code(WAVE)
    again, _ = code(WAVE)
    other, _ = code(WAVE.replace("17", "18"))
    assert [event.id for event in first] == [event.id for event in again]
    assert first[2].id != other[2].id


def test_an_outcome_without_its_mention_is_refused():
    with pytest.raises(ValueError, match="without a mention"):
        mention_of(Reject(stage=Stage.RESOLVE, subject="x", reason="lost"))


def test_every_placed_mention_is_accounted_for_once():
    told = article(WAVE + " He met envoys from France in Moscow.", published=SUNDAY)
    given = outcomes(told)
    made = shipped_coder().code(told, given)
    spoken_for = [one.where.mention if isinstance(one, Event) else one.mention for one in made]
    assert spoken_for == [outcome.mention for outcome in given]


def test_a_dateline_carries_the_event_only_when_no_other_place_does():
    (event,), _ = code("Kyiv, Feb 10 - Two people were killed in a drone strike.", roles={"Kyiv": Role.DATELINE})
    assert event.where.place.candidate == TOWNS["Kyiv"]
    events, _ = code("Kyiv, Feb 10 - A drone strike killed two people in Kherson.", roles={"Kyiv": Role.DATELINE})
    assert [one.where.place.candidate.name for one in events] == ["Kherson"]


def test_the_day_of_the_telling_yields_to_the_day_of_the_deed():
    text = "A mine killed a farmer near Orikhiv, police said on Thursday. The mine exploded on Wednesday in a field."
    (event, *_), _ = code(text)
    assert event.when.first == dt.date(2023, 2, 8)
    assert event.when.carried


def test_the_day_of_the_telling_stands_where_no_other_is_told():
    (event,), _ = code("A mine killed a farmer near Orikhiv, police said on Thursday.")
    assert event.when.first == dt.date(2023, 2, 9)


def test_damage_after_a_strike_is_part_of_the_strike():
    events, _ = code("Rockets hit Kherson on Friday. In Kharkiv, two houses were damaged and six people were wounded.")
    assert [event.sub_event_type for event in events] == ["Shelling/artillery/missile attack"] * 2
    assert events[1].when.first == dt.date(2023, 2, 10)


def test_a_sentence_that_points_back_happens_at_the_place_named_before():
    text = "Rescue workers searched the ruins of a house in Kherson. A missile hit the building on Friday, killing six."
    (event,), rejects = code(text)
    assert not rejects
    assert event.where.place.candidate.name == "Kherson"
    assert event.harm[0].best == 6
    assert event.reports[0].quote.startswith("A missile hit")
    assert event.reports[0].place_span.of(text) == "Kherson"


def test_a_sentence_that_points_back_to_nothing_stays_without_a_place():
    events, rejects = code("The library of Kherson opened on Friday. A missile hit a convoy.")
    assert not events
    assert reasons(rejects) == {"Kherson": "no event in its sentence"}


def test_an_unknown_village_falls_back_to_the_area_behind_it():
    (event,), rejects = code("Shells hit Novoselivske, Kharkiv Oblast, on Friday.", unknown=["Novoselivske"])
    assert not rejects
    assert event.where.precision is GeoPrecision.ADM1
    assert event.where.wording == "Novoselivske, Kharkiv Oblast"


def test_an_unknown_village_falls_back_to_the_town_beside_it():
    (event,), rejects = code("Shells hit Novoselivske, north of Bakhmut, on Friday.", unknown=["Novoselivske"])
    assert not rejects
    assert (event.where.place.candidate.name, event.where.precision) == ("Bakhmut", GeoPrecision.NEAR)
    assert event.where.wording == "Novoselivske, north of Bakhmut"


def test_a_country_stands_for_the_unknown_town_of_its_event_instead_of_doubling_it():
    (event,), rejects = code(
        "In neighbouring Ukraine, a bomb in Novoselivske killed nine people on Friday.", unknown=["Novoselivske"]
    )
    assert not rejects
    assert (event.where.place.candidate.name, event.where.precision) == ("Ukraine", GeoPrecision.COUNTRY)
    assert event.where.wording == "Novoselivske"
    assert [tally.best for tally in event.harm] == [9]


def test_several_unknown_towns_keep_their_events_and_their_country_gets_none():
    events, rejects = code(
        "In Ukraine, shells hit Ivanivske and Petrivske on Friday.", unknown=["Ivanivske", "Petrivske"]
    )
    assert [event.where.wording for event in events] == ["Ivanivske", "Petrivske"]
    assert reasons(rejects) == {"Ukraine": "an area named beside the place of the event"}


@pytest.mark.parametrize("beside", ["west of", "20 km south-east of", "just north of the city of"])
def test_how_a_village_lies_to_a_town_makes_no_event_in_the_town(beside):
    events, rejects = code(f"Troops captured Orikhiv, {beside} Tokmak, on Friday.")
    assert [event.where.place.candidate.name for event in events] == ["Orikhiv"]
    assert reasons(rejects) == {"Tokmak": "an area named beside the place of the event"}


def test_the_town_that_says_where_a_village_lies_gets_no_event():
    events, rejects = code("Shells hit Tokmak near Orikhiv on Friday.")
    assert [event.where.place.candidate.name for event in events] == ["Tokmak"]
    assert reasons(rejects) == {"Orikhiv": "an area named beside the place of the event"}


@pytest.mark.parametrize(
    "text", ["Protesters stormed the parliament in Kyiv.", "A suicide bomber attacked the French embassy in Kyiv."]
)
def test_a_house_of_state_that_is_attacked_has_the_event_in_its_town(text):
    events, _ = code(text)
    assert [event.where.place.candidate.name for event in events] == ["Kyiv"]


def test_a_house_of_state_that_speaks_of_an_attack_has_no_event_in_its_town():
    events, rejects = code("Gunmen attacked a village, the ministry in Kyiv said.")
    assert not events
    assert reasons(rejects)["Kyiv"] == "where someone spoke or holds office"


def test_a_minister_who_speaks_in_a_town_makes_no_event_there():
    events, rejects = code("In Brussels, the minister said that a missile had hit a school.")
    assert not events
    assert reasons(rejects) == {"Brussels": "where someone spoke or holds office"}


def test_where_an_office_speaks_at_the_end_of_a_sentence_nothing_happened():
    events, rejects = code("A missile hit a school in Kupiansk, the prosecutor's office in Kharkiv said.")
    assert [event.where.place.candidate.name for event in events] == ["Kupiansk"]
    assert reasons(rejects) == {"Kharkiv": "where someone spoke or holds office"}


def test_the_far_end_of_a_road_gets_no_event_beside_the_near_one():
    events, rejects = code("In Kupiansk, residents blocked the highway to Kharkiv on Friday.")
    assert [event.where.place.candidate.name for event in events] == ["Kupiansk"]
    assert reasons(rejects) == {"Kharkiv": "where something came from or went to"}
    (event,), _ = code("Shells hit the road to Kupiansk on Friday.")
    assert event.where.place.candidate.name == "Kupiansk"


def test_a_town_described_by_its_big_neighbour_keeps_the_event_alone():
    events, _ = code("Soldiers shot two civilians in Kupiansk, a town east of Kharkiv, in September.")
    assert [event.where.place.candidate.name for event in events] == ["Kupiansk"]
