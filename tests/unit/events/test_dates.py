import datetime as dt

import pytest

from geomap.events.dates import Link, find_dates
from geomap.events.tokens import Sentence
from geomap.languages import shipped_languages
from geomap.records import Basis, Grain

ENGLISH = shipped_languages()["en"]

SUNDAY, FRIDAY = dt.date(2023, 2, 12), dt.date(2023, 2, 10)


def dates(text, published=SUNDAY, **more):
    return find_dates(Sentence(text=text), published=published, pack=ENGLISH, **more)


def one(text, published=SUNDAY, **more):
    found = dates(text, published, **more)
    assert len(found) == 1, [dated.when.wording for dated in found]
    return found[0]


def test_a_weekday_is_the_last_one_before_the_article():
    found = one("Rockets fell on Friday.").when
    assert (found.first, found.last) == (FRIDAY, FRIDAY)
    assert (found.grain, found.basis, found.wording) == (Grain.DAY, Basis.WEEKDAY, "on Friday")


def test_a_weekday_written_on_that_day_is_that_day():
    assert one("Rockets fell on Friday.", FRIDAY).when.first == FRIDAY


@pytest.mark.parametrize("text", ["Rockets had fallen on Friday.", "Rockets fell last Friday."])
def test_what_had_been_on_that_weekday_was_the_week_before(text):
    assert one(text, FRIDAY).when.first == FRIDAY - dt.timedelta(days=7)


@pytest.mark.parametrize("text", ["The deputies will vote on Tuesday.", "On Tuesday the deputies will vote."])
def test_a_weekday_to_come_is_ahead(text):
    found = one(text)
    assert found.link is Link.AHEAD
    assert found.when.first == dt.date(2023, 2, 14)


def test_a_month_stays_a_month():
    found = one("He spoke in March last year.").when
    assert (found.first, found.last, found.grain) == (dt.date(2022, 3, 1), dt.date(2022, 3, 31), Grain.MONTH)


@pytest.mark.parametrize(
    ("text", "first", "last", "grain"),
    [
        ("Nobody was charged over a 2019 raid on Homs.", dt.date(2019, 1, 1), dt.date(2019, 12, 31), Grain.YEAR),
        ("The 2014 and 2015 bombings were recalled.", dt.date(2014, 1, 1), dt.date(2015, 12, 31), Grain.YEAR),
        ("She lost a leg in an October ambush.", dt.date(2022, 10, 1), dt.date(2022, 10, 31), Grain.MONTH),
    ],
)
def test_a_year_or_month_may_stand_before_what_happened_in_it(text, first, last, grain):
    found = one(text).when
    assert (found.first, found.last, found.grain) == (first, last, grain)


def test_the_month_of_the_article_ends_with_the_article():
    found = one("Nine died in February.").when
    assert (found.first, found.last, found.grain) == (dt.date(2023, 2, 1), SUNDAY, Grain.MONTH)


@pytest.mark.parametrize(
    ("text", "published", "first"),
    [
        ("It was shelled on 30 December.", dt.date(2023, 1, 3), dt.date(2022, 12, 30)),
        ("It was shelled on January 2.", dt.date(2023, 1, 3), dt.date(2023, 1, 2)),
        ("They will meet on January 3.", dt.date(2022, 12, 30), dt.date(2023, 1, 3)),
    ],
)
def test_a_date_without_a_year_crosses_new_year(text, published, first):
    assert one(text, published).when.first == first


def test_an_expression_and_its_explanation_are_one_date():
    found = one("It began almost 12 months ago on February 24.")
    assert found.when.first == dt.date(2022, 2, 24)
    assert found.when.wording == "almost 12 months ago on February 24"


def test_since_is_a_stretch_up_to_the_article():
    found = one("It has been shelled since Monday.")
    assert found.link is Link.SINCE
    assert (found.when.first, found.when.last) == (dt.date(2023, 2, 6), SUNDAY)


def test_the_day_before_counts_from_the_story():
    assert one("A day earlier a bridge was hit.", anchor=FRIDAY).when.first == dt.date(2023, 2, 9)
    assert one("A day earlier a bridge was hit.").when.first == dt.date(2023, 2, 11)


def test_two_days_later_needs_a_story_to_count_from():
    assert dates("Two days later the bridge was hit.") == ()
    assert one("Two days later the bridge was hit.", anchor=dt.date(2023, 2, 6)).when.first == dt.date(2023, 2, 8)


@pytest.mark.parametrize("text", ["Troops may march on the town.", "Spring rolls were sold.", "He ran second.", ""])
def test_words_that_only_look_like_dates_are_none(text):
    assert dates(text) == ()


@pytest.mark.parametrize("text", ["On 31 February it rained.", "The file is dated 2023-13-45."])
def test_a_day_the_calendar_does_not_have_is_no_date(text):
    assert all(dated.when.grain is not Grain.DAY for dated in dates(text))


def test_the_grain_of_a_stretch_is_that_of_its_width():
    assert one("Clashes lasted from Thursday to Saturday.").when.grain is Grain.SPAN
    assert one("In the past 24 hours it was hit twice.").when.grain is Grain.SPAN
    assert one("It has gone on since last autumn.").when.grain is Grain.YEAR


def test_offsets_are_those_of_the_sentence():
    text = "İzmir: a bomb went off on Friday."  # its lower case is longer
    found = one(text)
    assert text[found.start : found.end] == "on Friday"


@pytest.mark.parametrize("words", ["15 minutes later", "Three hours later", "Two hours earlier"])
def test_hours_and_minutes_of_a_story_never_end_before_they_begin(words):
    anchor = dt.date(2023, 2, 10)
    (dated,) = find_dates(
        Sentence(text=f"{words}, a second shell fell."), published=dt.date(2023, 2, 12), anchor=anchor, pack=ENGLISH
    )
    assert dated.when.first <= dated.when.last <= anchor


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Shells fell on 7 and 9 February.", [7, 9]),
        ("Shells fell on February 3, 5 and 9.", [3, 5, 9]),
        ("Shells fell on 3, 5 and 9 February.", [3, 5, 9]),
        ("Shells fell on Tuesday and Friday.", [7, 10]),
        ("Shells fell on 8 and 9 February.", []),  # all that lies in the interval
        ("Shells fell between 3 and 9 February.", []),
        ("Shells fell from 3 to 9 February.", []),
    ],
)
def test_days_that_are_counted_up_are_told_one_by_one(text, days):
    (found, *more) = dates(text)
    told = [*found.days, *(day for one in more for day in one.days)]
    assert told == [dt.date(2023, 2, day) for day in days]
