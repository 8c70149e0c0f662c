import pytest

from geomap.sentences import sentence_spans, unbroken


def sentences(text):
    return [text[start:end] for start, end in sentence_spans(text)]


def test_abbreviations_do_not_end_a_sentence():
    text = "Gen. Mark Milley met U.S. troops near St. Petersburg on Feb. 6. They left at noon."
    assert sentences(text) == [
        "Gen. Mark Milley met U.S. troops near St. Petersburg on Feb. 6.",
        "They left at noon.",
    ]


def test_a_blank_line_ends_a_sentence_and_white_space_belongs_to_none():
    assert sentences("  Shelling went on\n\n  Two were hurt.  ") == ["Shelling went on", "Two were hurt."]


def test_spans_count_code_points_also_behind_an_emoji():
    text = "😀 Вибух у Києві. Далі тиша."
    assert sentences(text)[-1] == "Далі тиша."


def test_an_empty_text_has_no_sentence():
    assert sentence_spans(" \n ") == ()


def test_a_line_that_is_a_heading_ends_its_sentence():
    text = "A missile hit Bakhmut\nRussian artillery fired at the town of Lyman on Friday."
    assert sentences(text) == ["A missile hit Bakhmut", "Russian artillery fired at the town of Lyman on Friday."]


def test_a_line_that_is_wrapped_goes_on_below():
    text = "Two people died on Friday when\nRussian shells fell on Bakhmut, the\nUkrainian army said."
    assert len(sentences(text)) == 1


@pytest.mark.parametrize(
    "text",
    ["Shells fell in Kharkiv\nOblast, as the army said in a report.", "Shells fell on\nKharkiv, as the army said."],
)
def test_a_line_that_the_next_one_completes_is_no_heading(text):
    assert len(sentences(text)) == 1


def test_where_a_line_is_a_paragraph_each_unpunctuated_one_stands_alone():
    paragraph = "Two people were killed when a shell fell on a market in the town, the governor said on Friday. " * 3
    text = f"Blast in Sumy\nTwo die\n{paragraph}"
    assert sentences(text)[:2] == ["Blast in Sumy", "Two die"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Shells hit Bakh-\nmut today.", "Shells hit Bakhmut today."),
        ("Shells hit Bakh-\r\n  mut today.", "Shells hit Bakhmut today."),
        ("Shells hit Bakh\u00admut today.", "Shells hit Bakhmut today."),
        ("A Kyiv-\nbased man.", "A Kyiv-based man."),
        ("In Ivano-\nFrankivsk.", "In Ivano- Frankivsk."),
    ],
)
def test_a_word_cut_at_the_end_of_a_line_is_whole_and_keeps_its_place(text, read):
    whole = unbroken(text)
    assert " ".join(whole.text.split()) == read
    assert len(whole.text) == len(text)


def test_the_place_of_a_word_made_whole_is_that_in_the_text_as_given():
    text = "Shells hit Bakh-\nmut today."
    whole = unbroken(text)
    start = whole.text.index("Bakhmut")
    first, last = whole.true(start), whole.true_end(start + len("Bakhmut"))
    assert text[first:last] == "Bakh-\nmut"
    here = whole.span(first, last)
    assert whole.text[slice(*here)].strip() == "Bakhmut"
    assert whole.true(text.index("today")) == text.index("today")


@pytest.mark.parametrize(
    "text", ["KHARKIV SHELLED " * 1000, "x" * 7000, "a" + " " * 9000 + "b", "<b>" * 2500 + " and " + "c d " * 2000]
)
def test_a_sentence_has_a_bound_and_loses_no_letter(text):
    spans = sentence_spans(text)
    assert all(0 < end - start <= 3000 for start, end in spans)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


def test_a_sentence_beyond_the_bound_is_cut_between_words():
    assert {word for part in sentences("KHARKIV SHELLED " * 1000) for word in part.split()} == {"KHARKIV", "SHELLED"}


def test_a_word_without_end_is_looked_at_once():
    text = "x" * 500_000
    assert unbroken(text).text == text
