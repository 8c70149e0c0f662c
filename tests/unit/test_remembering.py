"""What is kept of texts is bounded by their letters."""

import gc
import tracemalloc

import geomap
from geomap.encoder import Layers
from geomap.gazetteer import GazetteerStore
from geomap.languages import shipped_languages
from geomap.mentions.lexicon import lexicon
from geomap.mentions.tokens import tokenise
from geomap.remembering import MOST_LETTERS, Recent, by_text


def asked_for(read, *texts):
    before = len(read.__wrapped__.seen)
    for text in texts:
        read(text)
    return len(read.__wrapped__.seen) - before


def reading():
    def read(text, times=1):
        read.seen.append(text)
        return text.upper() * times

    read.seen = []
    return by_text(read)


def test_a_text_is_read_once_while_there_is_room_and_the_oldest_goes_first():
    read = reading()
    third = MOST_LETTERS // 3
    a, b, c, d = ("abcd"[at] * third for at in range(4))
    assert asked_for(read, a, b, c, a, b, c) == 3
    assert asked_for(read, a, d, a, c) == 1  # b, asked for longest ago, has gone
    assert asked_for(read, b) == 1
    assert read("x", 2) == "XX" == read("x", times=2)
    assert read("x") == "X"


def test_a_text_beyond_all_room_is_kept_until_the_next():
    read = reading()
    book = "x" * (2 * MOST_LETTERS)
    assert asked_for(read, book, book) == 1
    assert asked_for(read, "short", book) == 2


def test_what_was_asked_for_last_is_kept():
    recent, read = Recent(2), []

    def answer(text):
        read.append(text)
        return text * 2

    assert [recent.answer((text,), answer) for text in "abacb"] == ["aa", "bb", "aa", "cc", "bb"]
    assert read == ["a", "b", "c", "b"]


def test_the_networks_of_a_run_go_with_it_and_wait_for_no_search_of_garbage():
    """They take 60 MB; a process that maps again and again would keep them all until a search that hardly comes."""

    def alive():
        return sum(isinstance(one, Layers | GazetteerStore) for one in gc.get_objects())

    gc.collect()
    before = alive()
    gc.disable()
    try:
        for _ in range(2):
            events = geomap.map_events("Shelling killed three people in Kherson on Friday.", date="2023-02-12").events
            assert len(events) == 1
        assert alive() == before
    finally:
        gc.enable()


def test_many_long_texts_leave_no_more_memory_behind_than_a_few():
    read = lexicon(shipped_languages()["en"])

    def left(texts):
        tracemalloc.start()
        for text in texts:
            tokenise(text, read)
        gc.collect()
        kept = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        return kept

    texts = [f"Shelling hit Kharkiv on day {number} . " * 6_000 for number in range(12)]  # of 200,000 letters each
    assert left(texts) < 80 << 20
