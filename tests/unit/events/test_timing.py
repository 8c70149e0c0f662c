import datetime as dt

import pytest
from making import article
from telling import SUNDAY, code, outcomes

from geomap.events import shipped_coder
from geomap.records import Basis, Field


def days(text, **more):
    return [(str(event.when.first), event.when.carried) for event in code(text, **more)[0]]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On Friday, shells hit Kherson.", "2023-02-10"),
        ("Shells hit Kherson on Friday, a year after the war began on 24 February 2022.", "2023-02-10"),
        ("Shells hit Kherson on Friday, officials said on Saturday.", "2023-02-10"),
        ("Shells hit Kherson before the talks that start on Monday.", "2023-02-12"),
        ("Shelling of Kherson since Monday has killed six people.", "2023-02-06"),
        ("Shells hit Kherson; the army will answer on Tuesday.", "2023-02-12"),
        ("Shells hit Kherson in the worst attack since 3 January.", "2023-02-12"),
    ],
)
def test_a_deed_is_dated_by_its_own_clause(text, day):
    assert days(text)[0][0] == day


def test_a_deed_without_any_date_has_that_of_the_article_and_says_so():
    (event,), _ = code("Shells hit Kherson.")
    assert event.when.basis is Basis.PUBLISHED
    assert event.when.wording == ""
    assert not event.when.carried


def test_a_day_is_carried_over_a_quiet_sentence_or_two_but_not_for_ever():
    start = "Rockets hit Kyiv on Friday. "
    quiet = "The mayor went home. "
    assert days(start + quiet + "Shells hit Kherson.")[1] == ("2023-02-10", True)
    assert days(start + quiet * 4 + "Shells hit Kherson.")[1] == ("2023-02-12", False)


def test_a_carried_day_passes_through_the_deeds_of_a_story():
    text = (
        "Rockets hit Kyiv on Friday. Shells hit Kherson. Drones struck Kharkiv. Rockets hit Orikhiv. Shells hit Tokmak."
    )
    assert days(text)[1:] == [("2023-02-10", True)] * 4


def test_the_day_before_counts_from_the_deed_before():
    text = "Rockets hit Kyiv on Friday. Shells had hit Kherson the day before."
    assert days(text)[1][0] == "2023-02-09"


def test_a_later_day_of_another_kind_of_deed_does_not_replace_the_day_of_the_telling():
    text = "A mine killed a man near Orikhiv, police said on Thursday. Hundreds protested in Kyiv on Wednesday."
    assert days(text)[0][0] == "2023-02-09"


def test_a_headline_without_a_dated_text_has_the_date_of_the_article():
    told = article("The mayor opened a school.", title="Rockets strike Kherson", published=SUNDAY)
    (event,) = shipped_coder().code(told, outcomes(told, field=Field.TITLE))
    assert event.when.first == dt.date(2023, 2, 12)


@pytest.mark.parametrize(
    "text",
    [
        "On 25 July 1946 a mob killed two men in Kherson.",
        "Last year shells hit Kherson.",
        "In 2019 shells hit Kherson.",
    ],
)
def test_what_lies_years_back_is_background(text):
    events, rejects = code(text)
    assert not events
    assert [reject.reason for reject in rejects] == ["history"]


def test_a_month_of_last_year_is_still_news():
    assert days("In March last year shells hit Kherson.") == [("2022-03-01", False)]
