from hypothesis import given
from hypothesis import strategies as st

from geomap.encoder.pieces import Pieces
from geomap.events.tokens import Sentence
from geomap.events.windows import MOST, TITLE, windows

PIECES = Pieces(["[PAD]", "[CLS]", "[SEP]", "[UNK]", "rockets", "hit", "##s", "a", "##a", "town", "."])
SENTENCES = st.lists(st.text("a rockets hit town. ", min_size=1, max_size=400).map(lambda text: Sentence(text=text)))


def spoken(found):
    return [
        (sentence, word)
        for window in found
        for sentence, word in dict.fromkeys(zip(window.sentences, window.words, strict=True))
        if sentence >= 0
    ]


@given(SENTENCES)
def test_every_word_of_the_text_stands_in_one_window_in_order(sentences):
    found = windows(sentences, 0, PIECES)
    assert spoken(found) == [
        (number, word) for number, sentence in enumerate(sentences) for word in range(len(sentence.words))
    ]


@given(SENTENCES, SENTENCES)
def test_no_window_is_longer_than_the_network_reads(title, text):
    for window in windows([*title, *text], len(title), PIECES):
        assert len(window.pieces) <= MOST + 2
        assert len(window.pieces) == len(window.sentences) == len(window.words)


def test_each_window_opens_with_the_title_which_is_asked_about_once():
    title, text = Sentence(text="rockets hit a town"), [Sentence(text="rockets hit a town. " * 12) for _ in range(4)]
    first, *others = windows([title, *text], 1, PIECES)
    assert others
    assert spoken([first])[:4] == [(0, 0), (0, 1), (0, 2), (0, 3)]
    for window in others:
        assert window.pieces[:6] == first.pieces[:6]
        assert set(window.sentences[:6]) == {-1}


def test_a_headline_longer_than_any_is_cut():
    (window, *_) = windows([Sentence(text="rockets " * 200)], 1, PIECES)
    assert len(window.pieces) <= TITLE + 3


def test_an_article_without_words_has_no_words():
    assert spoken(windows([], 0, PIECES)) == []
