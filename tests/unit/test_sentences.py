from geomap.sentences import sentence_spans


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
