"""Laws of the gazetteer: they hold for every set of places and every question."""

import sqlite3
import tempfile
from pathlib import Path

import pyarrow as pa
import pytest
from fuzzing import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from geomap.gazetteer.bloom_filter import make_bloom_filter, passes
from geomap.gazetteer.entries import Entry, GazetteerDraft
from geomap.gazetteer.similar import Vocabulary, allowed
from geomap.gazetteer.store import GazetteerStore
from geomap.gazetteer.towns import fold_all
from geomap.gazetteer.writing import write
from geomap.names import fold
from geomap.records import KnownAs

pytestmark = pytest.mark.fuzz_gazetteer

NAMES = st.text(alphabet="aáàAbB Kк'-Їё.", max_size=8)
PLACES = st.lists(
    st.tuples(
        NAMES,
        st.lists(NAMES, max_size=3),
        st.sampled_from("APHL"),
        st.sampled_from(["UA", "SY"]),
        st.integers(0, 10**6),
    ),
    max_size=8,
)
WORDS = st.text(alphabet="abcdeк ", max_size=11).map(fold)


def written(places, folder):
    draft = GazetteerDraft()
    for key, (name, others, kind, country, population) in enumerate(places, start=1):
        draft.add(
            Entry(
                key=key,
                name=name,
                country=country,
                feature_class=kind,
                feature_code="ADM1" if kind == "A" else "PPL",
                source="law",
                lon=0.0,
                lat=0.0,
                population=population,
            )
        )
        draft.call(key, [name], KnownAs.PRIMARY)
        draft.call(key, others, KnownAs.ALTERNATE)
    write(draft, Path(folder) / "law.sqlite", fingerprint="law")
    return GazetteerStore(Path(folder) / "law.sqlite")


@given(st.lists(NAMES | st.text(alphabet="ab -'é", max_size=6)))
def test_folding_a_column_is_folding_each_name(names) -> None:
    assert fold_all(pa.array(names, pa.string())).to_pylist() == [fold(name) for name in names]


@given(PLACES, st.lists(NAMES, max_size=4))
@settings(max_examples=examples(60), deadline=None)
def test_answers_fold_to_the_question_and_agree_with_the_facts(places, asked) -> None:
    asked += [name for name, *_ in places]
    with tempfile.TemporaryDirectory() as folder, written(places, folder) as store:
        answers = store.candidates(asked)
        facts = store.facts(fold(name) for name in asked)
        assert answers.keys() == set(asked)
        for name, choices in answers.items():
            assert all(fold(choice.spelling) == fold(name) for choice in choices)
            assert len({choice.id for choice in choices}) == len(choices)
            ranks = [(-choice.population, int(choice.id.partition(":")[2])) for choice in choices]
            assert ranks == sorted(ranks)
            if choices:
                known = facts[fold(name)]
                assert known.bearers == len(choices)
                assert known.population == max(choice.population for choice in choices)
                assert known.classes == "".join(sorted({choice.feature_class for choice in choices}))
                assert known.is_admin1 == any(choice.feature_code == "ADM1" for choice in choices)
            else:
                assert fold(name) not in facts
        for name, *_ in places:
            assert bool(answers[name]) == bool(fold(name))


@given(PLACES, st.lists(NAMES, max_size=4), st.frozensets(st.sampled_from(["UA", "SY", "XX"])))
@settings(max_examples=examples(40), deadline=None)
def test_similar_entries_are_near_never_equal_and_in_order(places, asked, countries) -> None:
    with tempfile.TemporaryDirectory() as folder, written(places, folder) as store:
        for name, choices in store.similar(asked, countries=countries).items():
            away = [OSA.distance(fold(name), fold(choice.spelling)) for choice in choices]
            assert all(0 < distance <= allowed(fold(name)) for distance in away)
            assert away == sorted(away)
            assert all(choice.known_as is KnownAs.SIMILAR for choice in choices)
            assert all(choice.country in countries or choice.population >= 100_000 for choice in choices)


@given(st.lists(WORDS.filter(bool), max_size=30), WORDS)
def test_the_quick_search_finds_exactly_what_measuring_every_word_finds(words, asked) -> None:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE vocabulary (country TEXT, words TEXT)")
    db.execute("INSERT INTO vocabulary VALUES ('UA', ?)", ("\n".join(words),))
    measured = {word: OSA.distance(asked, word) for word in words}
    wanted = {word: distance for word, distance in measured.items() if 0 < distance <= allowed(asked)}
    vocabulary = Vocabulary(lambda *said: db.execute(*said).fetchall())
    assert vocabulary.near(asked, frozenset({"UA"})) == wanted
    db.close()


@given(WORDS, WORDS)
def test_two_spellings_are_as_far_apart_one_way_as_the_other(one, other) -> None:
    assert OSA.distance(one, other) == OSA.distance(other, one)


@given(st.sets(st.text(max_size=6), max_size=20))
@settings(max_examples=examples(10), deadline=None)
def test_the_sieve_lets_every_name_through(names) -> None:
    bits = make_bloom_filter(names)
    assert all(passes(bits, name) for name in names)
