"""Whatever a text holds, the names found in it rise, do not overlap and stand where they say."""

from itertools import groupby

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from making import article

from geomap.gazetteer import open_gazetteer
from geomap.mentions import accurate_recogniser, shipped_recogniser

pytestmark = pytest.mark.fuzz_recogniser
PATIENT = settings(suppress_health_check=[HealthCheck.too_slow])
PIECES = st.sampled_from(
    [
        *("Kharkiv", "KHARKIV", "kharkiv", "New York", "Київ", "U.S.", "St.", "Moscow-backed", "Ain al-Arab", "Gaza"),
        *("said", "in", "near", "the", "Russian", "forces", "of", "and", "’s", "'s", "—", "- ", "(", ")", "[1]", "km"),
        *("49.98, 36.25", "36UYV", "N 49° 58′", "37U CQ 1234 5678", "\n", "\n\n", "\r", "\t", "\x00", "\x85", "\u2028"),
        *(
            "\u200b",
            "\u202e",
            "\ufeff",
            "\ud83d\ude80",
            "\ud800",
            "e\u0301",
            "İ",
            "ß",
            "ﬁ",
            "ａ",
            "가",
            "नई दिल्ली",
            "لبنان",
        ),
        *("A" * 300, "a" * 3_000, "Ab" * 200, "." * 300, "- - - -", "http://x.y/Z", "a@b.c", "#Kyiv", "@Kyiv", "1/2/3"),
    ]
)
TEXTS = st.lists(PIECES | PIECES | st.text(max_size=8), max_size=25).map(" ".join) | st.lists(PIECES, max_size=9).map(
    "".join
)


@pytest.fixture(scope="module", params=[shipped_recogniser, accurate_recogniser])
def recogniser(request):
    return request.param()


@pytest.fixture(scope="module")
def gazetteer():
    with open_gazetteer() as opened:
        yield opened


@PATIENT
@given(TEXTS, TEXTS)
@example("\ud800 Kharkiv", "\x00Kyiv")
@example("", "İsaid37U CQ 1234 5678Moscow-backedU.S.")  # a hyphen alone, taken for a name
def test_names_rise_and_stand_where_they_say(recogniser, gazetteer, text, title):
    told = article(text, title=title)
    found = recogniser.recognise(told, gazetteer.facts(recogniser.asks(told)))
    for field, mentions in groupby(found, key=lambda one: one.field):
        whole, end = (told.title if field.value == "title" else told.text), 0
        for one in mentions:
            assert end <= one.span.start < one.span.end <= len(whole)
            assert one.surface == whole[one.span.start : one.span.end]
            assert 0.0 <= one.score <= 1.0
            end = one.span.end
