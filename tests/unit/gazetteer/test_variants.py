"""Other ways of writing a name."""

import pytest

from geomap.gazetteer.entries import Entry, GazetteerDraft
from geomap.gazetteer.variants import add_variants, shortened, with_other_articles
from geomap.records import KnownAs


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("saint louis", "st louis"),
        ("st louis", "saint louis"),
        ("port saint lucie", "port st lucie"),
        ("mount vernon", "mt vernon"),
        ("fort worth", "ft worth"),
    ],
)
def test_saint_mount_and_fort_have_a_short_form(name, other):
    assert other in set(shortened(name))


@pytest.mark.parametrize("name", ["beaufort", "fort", "mount", "stone", "mountain view"])
def test_only_whole_words_before_a_name_are_shortened(name):
    assert set(shortened(name)) == set()


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("ar raqqah", "raqqa"),
        ("ar raqqah", "al raqqah"),
        ("ar raqqah", "el raqqa"),
        ("al bayda", "bayda"),
        ("jisr ash shughur", "jisr al shughur"),
        ("deir ez zor", "deir el zor"),
        ("khan al ahmar", "khan el ahmar"),
        ("douma", "douma"),
    ],
)
def test_an_article_changes_with_the_newsroom(name, other):
    assert other in set(with_other_articles([name]))


@pytest.mark.parametrize(
    ("name", "never"), [("al bab", "bab"), ("almaty", "maty"), ("salah", "sala"), ("elbasan", "basan")]
)
def test_no_article_is_cut_out_of_a_word_or_off_a_short_name(name, never):
    assert never not in set(with_other_articles([name]))


def book_of(country, **names):
    draft = GazetteerDraft()
    draft.add(
        Entry(key=1, name="Ar Raqqah", country=country, feature_class="P", feature_code="PPL", source="x", lon=0, lat=0)
    )
    draft.names[1] = names
    return draft


def test_variants_are_alternates_and_never_replace_what_is_known():
    draft = book_of("SY", **{"ar raqqah": (KnownAs.PRIMARY, "Ar Raqqah", ""), "raqqa": (KnownAs.FORMER, "Raqqa", "1")})
    add_variants(draft)
    assert draft.names[1]["raqqa"] == (KnownAs.FORMER, "Raqqa", "1")
    assert draft.names[1]["al raqqa"] == (KnownAs.ALTERNATE, "Al Raqqa", "")


def test_articles_are_those_of_arabic_countries_alone():
    draft = book_of("FR", **{"ar raqqah": (KnownAs.PRIMARY, "Ar Raqqah", "")})
    add_variants(draft)
    assert set(draft.names[1]) == {"ar raqqah"}


def test_a_people_has_no_variants():
    draft = book_of("SY", **{"ar raqqawi": (KnownAs.PEOPLE, "Ar Raqqawi", "")})
    add_variants(draft)
    assert set(draft.names[1]) == {"ar raqqawi"}
