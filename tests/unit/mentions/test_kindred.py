"""Words that are used alike share groups; a word nobody knows has none."""

import pytest

from geomap.languages import shipped_languages
from geomap.mentions.kindred import NO_KIN, kin
from geomap.mentions.lexicon import lexicon

ENGLISH = lexicon(shipped_languages()["en"])


@pytest.mark.parametrize(("word", "other"), [("clinic", "hospital"), ("thursday", "friday"), ("street", "avenue")])
def test_words_of_one_use_share_a_group(word: str, other: str) -> None:
    assert set(kin(word)) & set(kin(other)) - set(NO_KIN)


def test_words_of_different_use_share_no_group() -> None:
    assert not set(kin("clinic")) & set(kin("thursday"))


@pytest.mark.parametrize("word", ["", "kharviv", "48.5", "Thursday"])
def test_what_is_no_known_word_in_small_letters_has_no_kin(word: str) -> None:
    assert kin(word) == NO_KIN


def test_a_capital_does_not_hide_a_words_kin() -> None:
    assert ENGLISH.look("Hospital").kin == ENGLISH.look("hospital").kin == kin("hospital")
