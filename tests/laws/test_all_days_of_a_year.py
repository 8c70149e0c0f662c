"""A column of dates is read whole or asked about with one question, never in part: all days of a leap year."""

import calendar
import datetime as dt
import random

import pytest

from geomap.articles import read_articles
from geomap.days import DateRules, Order, read_days, settled
from geomap.errors import TableError
from geomap.intake.options import ReadOptions
from geomap.observed import read_tables
from geomap.records import Reject

YEAR = [dt.date(2024, 1, 1) + dt.timedelta(days=day) for day in range(366)]
EPOCH, OF_1900, OF_1904 = dt.date(1970, 1, 1), dt.date(1899, 12, 30), dt.date(1904, 1, 1)
ARABIC_FIGURES = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
MONTHS = {
    "Ukrainian": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "Russian": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "German": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "French": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "Spanish": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "Turkish": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "Arabic": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
WEEKDAYS = {
    "Ukrainian": "понеділок вівторок середа четвер п\u2019ятниця субота неділя",
    "Russian": "понедельник вторник среда четверг пятница суббота воскресенье",
    "German": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "French": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "Spanish": "lunes martes miércoles jueves viernes sábado domingo",
    "Turkish": "Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Pazar",
    "Arabic": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
}


def short(day):
    return calendar.month_abbr[day.month]


def long(day):
    return calendar.month_name[day.month]


FIGURES = {
    "dots": lambda day: f"{day:%d.%m.%Y}",
    "dots, short years": lambda day: f"{day:%d.%m.%y}",
    "dots without zeros": lambda day: f"{day.day}.{day.month}.{day.year}",
    "dots with a time": lambda day: f"{day:%d.%m.%Y} 14:05",
    "slashes, day first": lambda day: f"{day:%d/%m/%Y}",
    "slashes, month first": lambda day: f"{day:%m/%d/%Y}",
    "slashes, day first, short": lambda day: f"{day.day}/{day.month}/{day:%y}",
    "slashes, month first, short": lambda day: f"{day.month}/{day.day}/{day:%y}",
    "slashes, month first, with a time": lambda day: f"{day.month}/{day.day}/{day.year} 2:05:00 PM",
    "dashes": lambda day: f"{day:%d-%m-%Y}",
    "ISO": lambda day: day.isoformat(),
    "ISO without zeros": lambda day: f"{day.year}-{day.month}-{day.day}",
    "ISO with slashes": lambda day: f"{day:%Y/%m/%d} 14:05",
    "ISO with a zone": lambda day: f"{day}T14:05:00+02:00",
    "ISO in UTC": lambda day: f"{day}T00:00:00Z",
    "packed": lambda day: f"{day:%Y%m%d}",
    "packed with a time": lambda day: f"{day:%Y%m%dT140500Z}",
    "Unix seconds": lambda day: str((day - EPOCH).days * 86400),
    "Unix seconds at noon": lambda day: str((day - EPOCH).days * 86400 + 43200),
    "Unix milliseconds": lambda day: str((day - EPOCH).days * 86_400_000 + 43_200_000),
    "day numbers": lambda day: str((day - OF_1900).days),
    "day numbers with a time": lambda day: f"{(day - OF_1900).days}.5",
}
WORDS = {
    "Excel's": lambda day: f"{day:%d}-{short(day)}-{day:%y}",
    "Excel's with the year": lambda day: f"{day.day}-{short(day)}-{day.year}",
    "English": lambda day: f"{day.day} {long(day)} {day.year}",
    "American": lambda day: f"{short(day)}. {day.day}, {day.year} 5:23 am ET",
    "a weekday before it": lambda day: f"{calendar.day_name[day.weekday()]}, {long(day)} {day.day}, {day.year}",
    "a newspaper's": lambda day: f"{calendar.day_abbr[day.weekday()]} {day.day} {short(day)} {day.year} 17.40 GMT",
    "a mail's": lambda day: f"{calendar.day_abbr[day.weekday()]}, {day:%d} {short(day)} {day.year} 08:00:41 +0200",
    "published": lambda day: f"Published {day.day} {long(day)} {day.year}",
    "German with a full stop": lambda day: f"{day.day}. {MONTHS['German'].split()[day.month - 1]} {day.year}",
    "Spanish with its words": lambda day: f"{day.day} de {MONTHS['Spanish'].split()[day.month - 1]} de {day.year}",
    "Russian with its word": lambda day: f"{day.day} {MONTHS['Russian'].split()[day.month - 1]} {day.year} г.",
    "Arabic in its figures": lambda day: f"{day.day} {MONTHS['Arabic'].split()[day.month - 1]} {day.year}".translate(
        ARABIC_FIGURES
    ),
}


def worded(language, *, with_weekday=False):
    months, weekdays = MONTHS[language].split(), WEEKDAYS[language].split()
    before = (lambda day: f"{weekdays[day.weekday()]}, ") if with_weekday else (lambda _: "")
    return lambda day: f"{before(day)}{day.day} {months[day.month - 1]} {day.year}"


LANGUAGES = {
    **{language: worded(language) for language in MONTHS},
    **{f"{language} with its weekdays": worded(language, with_weekday=True) for language in MONTHS},
}
FORMS = {**FIGURES, **WORDS, **LANGUAGES}
UNPROVED = ("slashes, day first", "slashes, month first", "dashes", "slashes, day first, short")
RANGES = {
    "2023-02-10 - 2023-02-12": lambda a, b: f"{a} - {b}",
    "2023-02-10/2023-02-12": lambda a, b: f"{a}/{b}",
    "10.02.2023-12.02.2023": lambda a, b: f"{a:%d.%m.%Y}-{b:%d.%m.%Y}",
    "10/02/2023 - 12/02/2023": lambda a, b: f"{a:%d/%m/%Y} - {b:%d/%m/%Y}",
    "10-12 February 2023, 28 Feb - 2 March 2023": lambda a, b: (
        f"{a.day}-{b.day} {long(b)} {b.year}"
        if a.month == b.month
        else f"{a.day} {short(a)} - {b.day} {long(b)} {b.year}"
    ),
    "Feb 10-12, 2023, Feb 28 - Mar 2, 2023": lambda a, b: (
        f"{short(b)} {a.day}-{b.day}, {b.year}"
        if a.month == b.month
        else f"{short(a)} {a.day} - {short(b)} {b.day}, {b.year}"
    ),
    "from 10 to 12 February 2023": lambda a, b: (
        f"from {a.day} to {b.day} {long(b)} {b.year}"
        if a.month == b.month
        else f"from {a.day} {long(a)} to {b.day} {long(b)} {b.year}"
    ),
}
MONTHS_OF_YEAR = {
    "Feb 2023": lambda day: f"{short(day)} {day.year}",
    "2023-02": lambda day: f"{day:%Y-%m}",
    "02.2023": lambda day: f"{day:%m.%Y}",
    "2/2023": lambda day: f"{day.month}/{day.year}",
}


def table_of(path, written, options=None):
    """A table with commas, which says nothing of the order."""
    rows = "".join(f'"{cell}",Kyiv,{number}\n' for number, cell in enumerate(written))
    path.write_text(f"date,place,id\n{rows}", encoding="utf-8")
    (table,) = read_tables(path, options or ReadOptions())
    return table


def firsts(table):
    return [one.date() for one in table.records["date_start"]]


def lasts(table):
    return [one.date() for one in table.records["date_end"]]


@pytest.mark.parametrize("form", FORMS)
def test_all_days_of_a_year_are_read_whole_in_whatever_order(form, tmp_path):
    shuffled = random.Random(3).sample(YEAR, len(YEAR))  # noqa: S311 - no secret
    table = table_of(tmp_path / "a.csv", map(FORMS[form], shuffled))
    assert (firsts(table), lasts(table)) == (shuffled, shuffled)
    assert not table.rejects


@pytest.mark.parametrize("form", FIGURES)
def test_small_days_before_large_ones_do_not_settle_a_column_too_early(form, tmp_path):
    ordered = sorted(YEAR, key=lambda day: day.day)
    table = table_of(tmp_path / "a.csv", map(FORMS[form], ordered))
    assert firsts(table) == ordered
    assert not table.rejects


@pytest.mark.parametrize("form", FORMS)
def test_articles_of_all_days_of_a_year_are_read_whole(form, tmp_path):
    rows = "".join(f'{day.toordinal()};"{FORMS[form](day)}";Shells fell.\n' for day in YEAR)
    (tmp_path / "a.csv").write_text(f"id;date;text\n{rows}", encoding="utf-8")
    found = list(read_articles([tmp_path / "a.csv"]))
    assert not [one for one in found if isinstance(one, Reject)]
    assert [one.published for one in found] == YEAR


def test_day_numbers_of_1904_are_read_whole_when_they_are_said_to_be(tmp_path):
    written = [str((day - OF_1904).days) for day in YEAR]
    table = table_of(tmp_path / "a.csv", written, ReadOptions(dates=DateRules(since_1904=True)))
    assert firsts(table) == YEAR


def test_day_numbers_of_1904_are_known_by_a_column_of_years(tmp_path):
    rows = "".join(f"{(day - OF_1904).days};{day.year};Kyiv\n" for day in YEAR)
    (tmp_path / "a.csv").write_text(f"date;year;place\n{rows}", encoding="utf-8")
    (table,) = read_tables(tmp_path / "a.csv")
    assert firsts(table) == YEAR


@pytest.mark.parametrize("length", [1, 2, 20])
@pytest.mark.parametrize("form", RANGES)
def test_ranges_from_all_days_of_a_year_are_read_whole(form, length, tmp_path):
    spans = [
        (day, day + dt.timedelta(days=length)) for day in YEAR if (day + dt.timedelta(days=length)).year == day.year
    ]
    table = table_of(tmp_path / "a.csv", [RANGES[form](*span) for span in spans])
    assert list(zip(firsts(table), lasts(table), strict=True)) == spans
    assert not table.rejects


@pytest.mark.parametrize("form", MONTHS_OF_YEAR)
def test_all_months_of_a_year_are_read_whole(form, tmp_path):
    begins = [day for day in YEAR if day.day == 1]
    table = table_of(tmp_path / "a.csv", map(MONTHS_OF_YEAR[form], begins))
    ends = [day.replace(day=calendar.monthrange(day.year, day.month)[1]) for day in begins]
    assert (firsts(table), lasts(table)) == (begins, ends)


@pytest.mark.parametrize("form", UNPROVED)
def test_days_that_prove_no_order_are_refused_with_one_question_and_read_whole_by_its_answer(form, tmp_path):
    days = [day for day in YEAR if day.day <= 12 and day.day != day.month]
    written = [FORMS[form](day) for day in days]
    with pytest.raises(TableError, match="--dates") as refused:
        table_of(tmp_path / "a.csv", written)
    assert len(refused.value.faults) == 1
    order = Order.MDY if "month first" in form else Order.DMY
    rules = DateRules(orders=dict.fromkeys("/.-", order))
    assert firsts(table_of(tmp_path / "a.csv", written, ReadOptions(dates=rules))) == days


@pytest.mark.parametrize("form", UNPROVED[:2])
def test_half_a_year_of_each_order_is_refused_with_one_question(form, tmp_path):
    other = UNPROVED[form == UNPROVED[0]]
    written = [FORMS[form if day.month < 7 else other](day) for day in YEAR]
    with pytest.raises(TableError, match="--dates") as refused:
        table_of(tmp_path / "a.csv", written)
    assert len(refused.value.faults) == 1


def test_a_year_that_is_written_in_two_ways_is_read_whole(tmp_path):
    forms = [FORMS[name] for name in ("slashes, day first", "ISO", "Ukrainian", "dots", "Excel's")]
    table = table_of(tmp_path / "a.csv", [forms[day.toordinal() % len(forms)](day) for day in YEAR])
    assert firsts(table) == YEAR


@pytest.mark.parametrize("form", UNPROVED[:3])
def test_a_column_without_a_proof_is_asked_about_and_the_answer_is_kept(form):
    written = [FORMS[form](day) for day in YEAR if day.day <= 12 and day.day != day.month]
    _, finding = settled(written, DateRules())
    assert "--dates" in finding.question
    order = Order.MDY if "month first" in form else Order.DMY
    rules, finding = settled(written, DateRules(orders=dict.fromkeys("/.-", order)))
    assert not finding.question
    assert [read_days(one, rules).first for one in written] == [d for d in YEAR if d.day <= 12 and d.day != d.month]


BESIDE_A_YEAR = {
    "10.02": lambda day: f"{day:%d.%m}",
    "10.2.": lambda day: f"{day.day}.{day.month}.",
    "10/02": lambda day: f"{day:%d/%m}",
    "02/10": lambda day: f"{day:%m/%d}",
    "10-02": lambda day: f"{day:%d-%m}",
    "10-Feb": lambda day: f"{day.day}-{short(day)}",
    "Feb 10": lambda day: f"{short(day)} {day.day}",
}


@pytest.mark.parametrize("form", BESIDE_A_YEAR)
def test_all_days_and_months_beside_a_column_of_years_are_read_whole(form, tmp_path):
    rows = "".join(f"{day.year},{BESIDE_A_YEAR[form](day)},Kyiv,{at}\n" for at, day in enumerate(YEAR))
    (tmp_path / "a.csv").write_text(f"year,date,place,id\n{rows}", encoding="utf-8")
    (table,) = read_tables(tmp_path / "a.csv")
    assert firsts(table) == YEAR
    assert not table.rejects


def test_days_and_months_that_prove_no_order_are_asked_about_beside_a_column_of_years(tmp_path):
    rows = "".join(f"2024,{day:%m/%d},Kyiv\n" for day in YEAR if day.day <= 12)
    (tmp_path / "a.csv").write_text(f"year,date,place\n{rows}", encoding="utf-8")
    with pytest.raises(TableError, match="--dates") as refused:
        read_tables(tmp_path / "a.csv")
    assert len(refused.value.faults) == 1


def test_days_and_months_that_a_spreadsheet_made_numbers_of_are_no_dates(tmp_path):
    rows = "".join(f"2024,{float(f'{day:%d.%m}')},Kyiv\n" for day in YEAR if day.month != 1)
    (tmp_path / "a.csv").write_text(f"year,date,place\n{rows}", encoding="utf-8")
    with pytest.raises(TableError, match="date not understood"):
        read_tables(tmp_path / "a.csv")


@pytest.mark.parametrize("time", ["14:05:00", "03:05"])
def test_all_days_of_a_column_in_utc_are_read_whole(time, tmp_path):
    rows = "".join(f"{day} {time},Kyiv,50.45,30.52,{at}\n" for at, day in enumerate(YEAR))
    (tmp_path / "a.csv").write_text(f"Created (UTC),place,lat,lon,id\n{rows}", encoding="utf-8")
    (table,) = read_tables(tmp_path / "a.csv")
    assert firsts(table) == YEAR
