from dataclasses import dataclass
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from geomap.events.coreference import SAME, clusters, pairs
from geomap.geo import LonLat


@dataclass(frozen=True)
class Said:
    number: int


def groups(size, likely):
    return [
        [one.number for one in group] for group in clusters([Said(number) for number in range(size)], likely.items())
    ]


PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]), st.floats(0.0, 1.0)
)


@given(PAIRS)
def test_each_sentence_is_in_one_group_and_the_groups_keep_reading_order(likely):
    found = groups(8, likely)
    assert sorted(number for group in found for number in group) == list(range(8))
    assert all(group == sorted(group) for group in found)
    assert [group[0] for group in found] == sorted(group[0] for group in found)


@given(PAIRS)
def test_no_two_groups_are_left_apart_that_are_likely_one(likely):
    found = groups(8, likely)
    for at, one in enumerate(found):
        for other in found[at + 1 :]:
            chances = [likely.get((min(a, b), max(a, b)), 0.0) for a in one for b in other]
            assert sum(chances) / len(chances) <= SAME + 1e-9


@given(PAIRS.map(lambda likely: {pair: round(64 * chance) / 64 for pair, chance in likely.items()}))
def test_the_groups_are_those_of_joining_the_likeliest_of_all_again_and_again(likely):
    found = [[number] for number in range(8)]
    while True:
        means = [
            (sum(likely.get((min(a, b), max(a, b)), 0.0) for a in one for b in other) / (len(one) * len(other)), at, to)
            for at, one in enumerate(found)
            for to, other in enumerate(found)
            if at < to
        ]
        best = max(means, key=lambda one: (one[0], -one[1], -one[2]), default=(0.0, 0, 0))
        if best[0] <= SAME:
            break
        found[best[1]] = sorted(found[best[1]] + found.pop(best[2]))
    assert groups(8, likely) == found


def test_a_chain_of_likely_pairs_is_no_group_when_its_ends_are_two_events():
    assert groups(3, {(0, 1): 0.9, (1, 2): 0.55, (0, 2): 0.0}) == [[0, 1], [2]]


def test_the_likeliest_pair_is_joined_first():
    assert groups(3, {(0, 1): 0.6, (1, 2): 0.95, (0, 2): 0.2}) == [[0], [1, 2]]


def test_sentences_without_a_likely_pair_stay_alone():
    assert groups(2, {}) == [[0], [1]]


def told(number, *, is_title=False, place=""):
    spot = SimpleNamespace(id=place or f"geonames:{number}", at=LonLat(lon=36.2, lat=50.0))
    return SimpleNamespace(
        line=SimpleNamespace(number=number, is_title=is_title),
        site=SimpleNamespace(
            is_own=False,
            option=SimpleNamespace(precision=None, candidate=spot),
            line=SimpleNamespace(is_title=is_title),
        ),
    )


def test_a_sentence_is_compared_with_a_bounded_number_of_others_and_the_headline_with_all():
    found = list(pairs([told(0, is_title=True), *(told(number) for number in range(1, 1000))]))
    assert len(found) < 62 * 1000
    assert {other for one, other in found if one == 0} == set(range(1, 1000))
    assert (1, 61) in found
    assert (1, 62) not in found


def test_a_place_that_is_told_again_far_below_is_compared_with_what_was_told_of_it():
    told_twice = [told(0, place="here"), *(told(number) for number in range(1, 500)), told(500, place="here")]
    assert (0, 500) in list(pairs(told_twice))
    often = list(pairs([told(number, place="here") for number in range(1000)]))
    assert len(often) < 121 * 1000
    assert (0, 120) in often
    assert (0, 121) not in often
