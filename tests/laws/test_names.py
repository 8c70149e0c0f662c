"""Laws of the folded spelling: they hold for every text."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geomap.names import _fold_in_context, fold

pytestmark = pytest.mark.fuzz_gazetteer

WORDS = st.text(alphabet=st.characters(codec="utf-8", max_codepoint=0x2FFF), max_size=12)


@given(st.text())
@example("İ")
@example("ŉ")
@example("ΐ")
@example("\u1fb6")
@example("ǰ\u0323")
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(WORDS)
@example("ʼn-ʺ")
def test_folding_letter_by_letter_is_folding_in_context(name: str) -> None:
    folded = fold(name)
    assert folded == (folded if name.isascii() else _fold_in_context(name))


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_case_never_tells_names_apart(name: str) -> None:
    assert fold(name.upper()) == fold(name.lower()) == fold(name)


@given(st.text())
def test_a_folded_name_has_no_space_at_its_ends_and_no_two_in_a_row(name: str) -> None:
    folded = fold(name)
    assert folded == " ".join(folded.split())


@given(st.text(), st.text())
def test_white_space_and_commas_between_words_fold_alike(one: str, other: str) -> None:
    assert fold(f"{one} {other}") == fold(f"{one},\t{other}")
