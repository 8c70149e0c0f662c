"""Words that are used alike share groups; a word nobody knows has none."""

import pytest

from geomap.languages import shipped_languages
from geomap.mentions.lexicon import lexicon
from geomap.mentions.word_clusters import NO_CLUSTERS, clusters_of

ENGLISH = lexicon(shipped_languages()["en"])


@pytest.mark.parametrize(("word", "other"), [("clinic", "hospital"), ("thursday", "friday"), ("street", "avenue")])
def test_words_of_one_use_share_a_group(word: str, other: str) -> None:
    assert set(clusters_of(word)) & set(clusters_of(other)) - set(NO_CLUSTERS)


def test_words_of_different_use_share_no_group() -> None:
    assert not set(clusters_of("clinic")) & set(clusters_of("thursday"))


@pytest.mark.parametrize("word", ["", "kharviv", "48.5", "Thursday"])
def test_what_is_no_known_word_in_small_letters_has_no_kin(word: str) -> None:
    assert clusters_of(word) == NO_CLUSTERS


def test_a_capital_does_not_hide_a_words_kin() -> None:
    assert ENGLISH.look("Hospital").clusters == ENGLISH.look("hospital").clusters == clusters_of("hospital")
