"""The day of publication is read when it is certain, and refused when it is not."""

import datetime as dt

import pytest

from geomap.days import DayError, calendar_day

DAY = dt.date(2023, 4, 3)


@pytest.mark.parametrize(
    "written",
    [
        "2023-04-03",
        " 2023-04-03 ",
        "2023-04-03T23:59:59Z",
        "2023-04-03T01:00:00+03:00",
        "2023-04-03 10:00",
        "2023/04/03",
        "2023/4/3",
        "2023.04.03",
        "20230403",
        "3 April 2023",
        "April 3, 2023",
        "Apr. 3, 2023",
        "Mon, 03 Apr 2023 08:00:00 GMT",
        "Monday, 3 April 2023 08:00 EET",
        dt.date(2023, 4, 3),
        dt.datetime(2023, 4, 3, 23, 0),  # noqa: DTZ001
    ],
)
def test_a_certain_day_is_read_in_the_time_zone_it_is_written_in(written):
    assert calendar_day(written) == DAY


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("03/04/2023", "ambiguous date"),
        ("10-11-12", "ambiguous date"),
        ("2023", "not one day"),
        ("2023-04", "not one day"),
        ("April 2023", "not one day"),
        ("3 April", "no year"),
        ("", "no date"),
        ("2023-04-31", "date not understood"),
        ("2023-13-01", "date not understood"),
        ("yesterday", "date not understood"),
        ("3 Smarch 2023", "date not understood"),
        ("1" * 400, "date not understood"),
        ("9" * 50, "date not understood"),
        (2023040, "date not understood"),
        (True, "date not understood"),
    ],
)
def test_an_uncertain_day_is_refused_with_the_way_out(written, reason):
    with pytest.raises(DayError) as caught:
        calendar_day(written)
    assert caught.value.reason == reason
    assert "YYYY-MM-DD" in caught.value.detail or "day" in caught.value.detail or "month" in caught.value.detail


def test_a_numeric_date_with_only_one_reading_is_read():
    assert calendar_day("13/04/2023") == dt.date(2023, 4, 13)
