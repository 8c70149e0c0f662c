import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.output.page_columns import coded, constant, said_by_all, stacked, taken, text_of, words_of

WORDS = st.lists(st.one_of(st.none(), st.sampled_from(["", "a", "b", "Київ"])), min_size=1, max_size=12)


def _forms(words):
    """The same column as plain text, as distinct words, and each in two pieces."""
    plain = pa.array(words, pa.large_string())
    half = len(words) // 2
    for form in (plain, plain.dictionary_encode()):
        yield form
        pieces = [form.slice(0, half), form.slice(half)]
        yield pa.chunked_array(
            [piece if form is plain else piece.cast(plain.type).dictionary_encode() for piece in pieces]
        )


@settings(deadline=None)  # the first example pays for loading
@given(WORDS)
def test_numbers_stand_for_the_words_whatever_the_form_of_the_column(words):
    for form in _forms(words):
        codes, seen = coded(form)
        assert [seen[code] for code in codes] == [word or "" for word in words]
        assert seen == sorted(set(seen))


@settings(deadline=None)  # the first example pays for loading
@given(WORDS, st.data())
def test_rows_are_taken_in_the_order_asked_for_whatever_the_form(words, data):
    rows = data.draw(st.lists(st.integers(0, len(words) - 1), max_size=20))
    for form in _forms(words):
        assert taken(form, np.array(rows, np.int64)).to_pylist() == [words[row] for row in rows]


@settings(deadline=None)  # the first example pays for loading
@given(WORDS)
def test_a_column_says_one_thing_only_when_every_row_does(words):
    alike = {word or "" for word in words}
    for form in _forms(words):
        assert said_by_all(form) == (next(iter(alike)) if len(alike) == 1 else None)


def test_a_missing_word_can_be_given_a_name():
    assert coded(pa.array(["x", None]), missing="none")[1] == ["none", "x"]


def test_a_column_of_no_rows_has_no_words():
    assert coded(pa.chunked_array([], pa.large_string()))[1] == []
    assert said_by_all(constant("", 0)) == ""


def test_columns_of_different_forms_stand_one_below_the_other():
    below = stacked([pa.array([], pa.large_string()), pa.array(["a"], pa.large_string()), constant("b", 2)])
    assert below.to_pylist() == ["a", "b", "b"]


@pytest.mark.parametrize(
    "column", [pd.Series(["a", None], dtype="string"), pd.Series(["a", None], dtype="category"), pd.Series(["a", None])]
)
def test_a_column_of_any_dtype_becomes_text(column):
    assert text_of(column).to_pylist() == ["a", ""]
    assert words_of(column).null_count == 1


def test_numbers_are_written_with_six_decimals_at_most_as_every_file_has_them():
    assert text_of(pd.Series([0.12345678, 2.0])).to_pylist() == ["0.123457", "2"]
