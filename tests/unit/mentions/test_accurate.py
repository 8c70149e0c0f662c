"""The accurate recogniser: what surrounds its network, and what the shipped network finds."""

import datetime as dt
from importlib import resources
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.encoder.layers import Layers, unpacked
from geomap.encoder.pieces import LONGEST, MOST_PIECES, Pieces
from geomap.errors import ModelError
from geomap.languages import shipped_languages
from geomap.mentions.accurate import AccurateRecogniser
from geomap.mentions.accurate.hints import COLUMNS, GIVEN, ROWS, hints
from geomap.mentions.accurate.network import FILES, Network
from geomap.mentions.accurate.recogniser import blended
from geomap.mentions.accurate.windows import MOST, windows
from geomap.mentions.lexicon import lexicon
from geomap.mentions.tagger import Tagging
from geomap.mentions.tokens import tokenise
from geomap.records import Article, Field, Role

ENGLISH = lexicon(shipped_languages()["en"])

LINES = ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "shell", "##s", "##ed", "s", "x", "##x", "u", ".", "'", "loz", "-"]
PIECES = Pieces(LINES)


def in_words(text):
    return [LINES[number] for number in PIECES.of(text)]


@pytest.fixture(scope="session")
def accurate():
    return AccurateRecogniser.shipped()


@pytest.fixture(scope="session")
def files():
    folder = resources.files("geomap.mentions.models") / "accurate"
    return {name: (folder / name).read_bytes() for name in FILES}


@pytest.fixture
def reads(accurate):
    def reading(text, facts=(), title=""):
        article = Article(id="a", title=title, text=text, published=dt.date(2023, 2, 12))
        return accurate.recognise(article, dict(facts))

    return reading


def test_a_word_is_cut_into_the_longest_pieces_from_the_left():
    assert in_words("shells") == ["shell", "##s"]
    assert in_words("shelled") == ["shell", "##ed"]


def test_case_and_accents_make_no_other_pieces():
    assert PIECES.of("SHELLED") == PIECES.of("Shellèd") == PIECES.of("shelled")
    assert in_words("Łoz") == ["loz"]


def test_signs_inside_a_word_are_pieces_and_quotes_of_all_kinds_are_one():
    assert in_words("U.S.") == ["u", ".", "s", "."]
    assert in_words("s’s") == in_words("s'S") == ["s", "'", "s"]


def test_a_word_that_the_vocabulary_cannot_spell_is_one_unknown_piece():
    assert in_words("Київ") == in_words("shellq") == ["[UNK]"]


@pytest.mark.parametrize("length", [LONGEST, 40 * LONGEST])
def test_an_endless_word_fills_no_window(length):
    assert len(PIECES.of("x" * length)) == MOST_PIECES


def test_every_word_has_a_piece_even_one_that_folds_to_nothing():
    assert PIECES.of("\u0301") == (LINES.index("[UNK]"),)


@settings(deadline=None)
@given(st.lists(st.integers(min_value=1, max_value=3 * MOST), max_size=5))
def test_windows_hold_each_word_once_in_order_and_none_is_too_large(sizes):
    tokens = tokenise(" ".join("Shells " * size + "x." for size in sizes), ENGLISH)
    found = windows(tokens, PIECES)
    inside = [word for window in found for word in window.words[1:-1]]
    assert list(dict.fromkeys(inside)) == list(range(len(tokens.words)))
    assert inside == sorted(inside)
    assert all(len(window.pieces) == len(window.words) <= MOST + 2 for window in found)
    assert all((window.words[0], window.words[-1]) == (-1, -1) for window in found)


def test_a_text_without_words_has_no_window():
    assert windows(tokenise("   ", ENGLISH), PIECES) == []


def test_windows_are_cut_between_sentences():
    tokens = tokenise("Shells hit the port. " * 60, ENGLISH)
    firsts = {low for low, _ in tokens.sentences}
    found = windows(tokens, PIECES)
    assert len(found) > 1
    assert {window.words[1] for window in found} <= firsts


def test_what_a_window_means_does_not_hang_on_those_beside_it(files):
    text = "Rockets hit Kherson on Friday. " * 40 + "Two people died in Odesa."
    tokens, network = tokenise(text, ENGLISH), Network(files)
    found = windows(tokens, Pieces(files["pieces.txt"].decode("utf-8").splitlines()))
    assert len({len(window.pieces) for window in found}) > 1
    said = hints(tokens, {})
    together = network.chances(found, said)
    for window in found:
        own = sorted({word for word in window.words if word >= 0})
        assert (network.chances([window], said)[own] == together[own]).all()


def test_hints_tell_capitals_known_names_and_given_names_apart():
    tokens = tokenise("Mary saw New Kharkiv", ENGLISH)
    rows = hints(tokens, {(2, 4): "P5", (3, 4): "P6"})
    assert rows.shape == (4, COLUMNS)
    assert rows[0, -1] == GIVEN
    assert rows[1, -1] == 0
    assert rows[2, 1] != rows[3, 1]  # begins, ends
    assert rows[2, 2] == rows[3, 2] != 0  # the longest name's kind
    assert rows[2, 3] == 0 != rows[3, 3]  # known by itself
    assert len({rows[0, 0], rows[1, 0]}) == 2


def test_every_hint_is_a_row_of_the_table_and_no_two_kinds_share_one():
    tokens = tokenise("Kharkiv", ENGLISH)
    kinds = [
        "C",
        "N",
        "D",
        "F",
        *(f"{letter}{size}{m}" for letter in "PAHLRSTUV" for size in range(8) for m in ("", "m")),
    ]
    rows = np.concatenate([hints(tokens, {(0, 1): kind}) for kind in kinds])
    assert rows.max() < ROWS
    assert len({tuple(row) for row in rows.tolist()}) == len(kinds)
    assert not set(rows[:, 2].tolist()) & set(rows[:, 3].tolist())


def test_a_kind_that_was_never_taught_says_nothing():
    assert hints(tokenise("Kharkiv", ENGLISH), {(0, 1): "?"})[0, 2:4].tolist() == [0, 0]


def test_two_opinions_are_weighed_and_the_network_says_where_a_name_begins():
    default = Tagging(labels=["B", "B", "O", "B"], outside=[0.2, 0.2, 1.0, 0.4])
    said = np.array([[0.1, 0.8, 0.1], [0.1, 0.1, 0.8], [0.9, 0.1, 0.0]], np.float32)
    both = blended(default, said, [0, 1, -1, 2], 0.5)
    assert both.labels == ["B", "I", "O", "O"]
    assert both.outside == pytest.approx([0.15, 0.15, 1.0, 0.65])
    assert blended(default, said, [0, 1, -1, 2], 0.0).outside == pytest.approx(default.outside)


def test_four_bits_hold_small_numbers_of_both_signs():
    assert unpacked(np.array([[0x1F, 0x8A]], np.uint8)).tolist() == [[7, -7, 2, 0]]


@pytest.mark.parametrize("name", FILES[:3])
def test_a_damaged_file_is_named_with_the_way_out(files, name):
    with pytest.raises(ModelError, match="is damaged; reinstall geomap"):
        Network(files | {name: files[name][:999]})


def test_a_village_that_no_gazetteer_knows_is_found_by_what_is_said_of_it(reads):
    found = {
        mention.surface: mention.role for mention in reads("Shelling killed two people in the village of Nyzhnie Selo.")
    }
    assert found == {"Nyzhnie Selo": Role.LOCATION}


def test_persons_and_organisations_are_no_places(reads):
    text = "Olena Petrenko of Amnesty International told Reuters that the Senate would vote on Friday."
    assert reads(text) == ()


def test_title_and_text_are_read_and_positions_in_figures_are_mentions(reads):
    found = reads("The drone fell at 48.0159 N, 37.8028 E.", title="Blast in Kharkiv")
    assert [(mention.field, mention.surface) for mention in found] == [
        (Field.TITLE, "Kharkiv"),
        (Field.TEXT, "48.0159 N, 37.8028 E"),
    ]


def test_the_same_text_is_read_alike_each_time_and_beside_other_texts(accurate, reads):
    text = "Troops left Nyzhnie Selo. " * 40 + "Fires burnt near Stare Misto and in Kharkiv."
    first = reads(text)
    reads("Another text, about Goma and Bukavu in the east of Congo.")
    assert reads(text) == first


def test_what_a_word_is_said_to_be_hardly_depends_on_the_windows_read_beside_it(files):
    pieces, network = Pieces(files["pieces.txt"].decode().splitlines()), Network(files)
    tokens = tokenise("Shells hit Kharkiv and Chuhuiv on Monday. " * 40, ENGLISH)
    known, cut = hints(tokens, {}), windows(tokens, pieces)
    assert len(cut) > 1
    apart = network.chances(cut[:1], known)[cut[0].words[1:-1]]
    beside = network.chances(cut, known)[cut[0].words[1:-1]]
    assert np.abs(apart - beside).max() < 0.1


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=60))
def test_whatever_the_text_mentions_lie_in_it_in_order(accurate, text):
    found = accurate.recognise(Article(id="a", title="", text=text, published=dt.date(2023, 1, 1)), {})
    spans = [mention.span for mention in found]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


def test_what_a_text_says_over_and_over_is_read_once(accurate, monkeypatch):
    asked, run = [], Layers.__call__
    monkeypatch.setattr(Layers, "__call__", lambda layers, x: asked.append(len(x)) or run(layers, x))
    for text in ("KHARKIV SHELLED " * 600, "<b>" * 1200):
        accurate.recognise(Article(id="a", title="", text=text, published=dt.date(2023, 2, 12)), {})
    assert len(asked) <= 16
