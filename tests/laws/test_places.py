import datetime as dt

import numpy as np
import pytest
from fuzzing import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.geo import LonLat
from geomap.languages import shipped_languages
from geomap.places import shipped_resolver
from geomap.places.lexicon import lexicon
from geomap.places.prior import softmax_by_group
from geomap.places.wording import read_wording
from geomap.records import Article, Candidate, KnownAs, Mention, Place, Role, Span
from geomap.sounds import edits, same_sound

pytestmark = pytest.mark.fuzz_events

ENGLISH = lexicon(shipped_languages()["en"])

NAMES = st.text(alphabet="abcdefghikmnoprstuvyz ’'-", min_size=1, max_size=14)
CODES = st.sampled_from(["P.PPL", "P.PPLA", "P.PPLC", "A.ADM1", "A.ADM2", "A.PCLI", "H.SEA", "L.RGN", "S.PRT"])


@st.composite
def entries(draw) -> Candidate:
    code, country = draw(CODES), draw(st.sampled_from(["UA", "US", "SY", ""]))
    admin1 = draw(st.sampled_from(["", f"{country}.01", f"{country}.02"]))
    return Candidate(
        id=f"geonames:{draw(st.integers(1, 10**6))}",
        name=draw(NAMES),
        at=LonLat(lon=draw(st.floats(-180, 180)), lat=draw(st.floats(-90, 90))),
        country=country,
        admin1="Somewhere" if admin1 else "",
        admin1_code=admin1,
        admin2="",
        admin2_code="",
        feature_class=code[0],
        feature_code=code[2:],
        population=draw(st.integers(0, 10**7)),
        reach_km=draw(st.floats(0.1, 3000)),
        spelling=draw(NAMES),
        known_as=draw(st.sampled_from(KnownAs)),
    )


@settings(max_examples=examples(30), deadline=None)
@given(st.lists(st.tuples(NAMES, st.lists(entries(), max_size=4)), max_size=6), st.text(max_size=30))
def test_every_mention_of_any_text_has_one_outcome_that_says_why(words, between) -> None:
    text, mentions = "", []
    for word, _ in words:
        start = len(text) + len(between)
        text += between + word
        span = Span(start=start, end=start + len(word))
        mentions.append(Mention(article_id="x", span=span, surface=word, role=Role.LOCATION, score=1.0))
    article = Article(id="x", title="", text=text, published=dt.date(2024, 1, 1))
    resolver = shipped_resolver()
    answers = [tuple(found) for _, found in words] or [()]
    reading = resolver.read(article, mentions)
    weighed = reading.weigh({name: answers[at % len(answers)] for at, name in enumerate(sorted(reading.asks))})
    names, _ = weighed.asks_similar
    similar = dict.fromkeys(names, answers[0])
    outcomes = weighed.resolve(similar)
    assert [outcome.mention for outcome in outcomes] == mentions
    for outcome in outcomes:
        assert outcome.why if isinstance(outcome, Place) else outcome.reason
        assert not isinstance(outcome, Place) or 0.0 <= outcome.trust <= 1.0
    assert outcomes == weighed.resolve(similar)


@given(st.text(max_size=60), st.data())
def test_reading_words_never_fails_and_always_asks_for_something(text: str, data) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = read_wording(text, start, end, ENGLISH)
    assert found.core in found.names


@given(st.lists(st.tuples(st.floats(-50, 50), st.integers(0, 4)), min_size=1))
def test_belief_sums_to_one_in_each_group(rows) -> None:
    scores, group = np.array([s for s, _ in rows]), np.array([g for _, g in rows])
    shares = softmax_by_group(scores, group, 5)
    sums = np.bincount(group, weights=shares, minlength=5)
    assert np.allclose(sums[np.unique(group)], 1.0)


@given(NAMES, NAMES)
def test_sounding_the_same_and_being_apart_do_not_depend_on_the_order(one: str, other: str) -> None:
    assert same_sound(one, other) == same_sound(other, one)
    assert edits(one, other) == edits(other, one)
