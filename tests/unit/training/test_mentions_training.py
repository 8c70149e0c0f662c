import json
from random import Random

import pytest

from geomap.languages import shipped_languages
from geomap.mentions.lexicon import lexicon
from geomap.mentions.tokens import tokenise
from geomap.records import NameFacts, Role
from geomap.training import scores
from geomap.training.__main__ import main
from geomap.training.corpora import Annotated, Gold
from geomap.training.mentions import swap_pool
from geomap.training.mentions_card import CLOSES, OPENS, placed
from geomap.training.mentions_case import headlines
from geomap.training.mentions_data import CLEAN, Examples, Noise, marked, own_texts
from geomap.training.mentions_gold import gold_path
from geomap.training.mentions_labels import labels, names_of
from geomap.training.mentions_swap import misspell, swap

ENGLISH = lexicon(shipped_languages()["en"])

KNOWN = {
    "kyiv": NameFacts(bearers=1, population=2_000_000, classes="P"),
    "ukraine": NameFacts(bearers=1, population=40_000_000, classes="A", is_country=True),
    "russian": NameFacts(bearers=1, population=0, classes="", is_people=True),
}
EXAMPLES = Examples(lambda names: {name: KNOWN[name] for name in names if name in KNOWN}, ("Takhar", "Sarmin"))
ALL_SWAPPED = Noise(share=1.0, hidden=0.0)


def told(text: Annotated, noise: Noise = CLEAN, *, seed: int = 0, all_marked: bool = True):
    ((items, said),) = EXAMPLES.names([text], noise=noise, seed=seed, all_marked=all_marked)
    words = [next((one[2:] for one in item if one.startswith("w=")), None) for item in items]
    return [(word, label) for word, label in zip(words, said, strict=True) if word]


def test_a_marked_line_gives_the_text_and_where_its_names_lie():
    text = marked("a", "Shells hit [Kyiv|l], [Moscow|a] said.")
    assert text.text == "Shells hit Kyiv, Moscow said."
    assert [(text.text[gold.start : gold.end], gold.kind) for gold in text.golds] == [
        ("Kyiv", "location"),
        ("Moscow", "actor"),
    ]


def test_no_sentence_of_our_own_has_a_mark_left_and_every_role_is_taught():
    texts = own_texts()
    assert not [text.text for text in texts if "[" in text.text or "|" in text.text]
    assert {gold.kind for text in texts for gold in text.golds} == {role.value for role in Role}


def test_no_sentence_that_is_taught_stands_in_the_gold():
    gold = {json.loads(line)["text"] for line in gold_path().read_text(encoding="utf-8").splitlines()}
    assert not gold & {text.text for text in own_texts()}


def test_a_name_is_labelled_from_its_first_word_to_its_last_and_a_touched_word_counts():
    text = "In New York-based firms"
    assert labels(tokenise(text, ENGLISH), [Gold(start=3, end=11, kind="toponym")]) == ["O", "B", "I", "O", "O", "O"]
    assert labels(tokenise(text, ENGLISH), [Gold(start=4, end=9, kind="toponym")])[1:3] == ["B", "I"]


def test_an_annotation_of_half_a_page_is_a_slip_and_is_not_taught():
    text = "One two three four five six seven eight nine ten"
    assert set(labels(tokenise(text, ENGLISH), [Gold(start=0, end=len(text), kind="toponym")])) == {"O"}


def test_common_nouns_and_facilities_of_the_web_corpus_are_not_taught_as_names():
    golds = (
        Gold(start=0, end=5, kind="Literal_Expression"),
        Gold(start=6, end=10, kind="Literal"),
        Gold(start=11, end=20, kind="Coercion"),
        Gold(start=11, end=20, kind="Non_Toponym"),
    )
    text = Annotated(id="a", title="", text="towns Kyiv High Court", golds=golds)
    assert [gold.kind for gold in names_of(text)] == ["Literal"]


def test_of_two_annotations_that_overlap_the_longer_is_taught():
    golds = (Gold(start=0, end=8, kind="Literal"), Gold(start=4, end=8, kind="Literal"))
    assert names_of(Annotated(id="a", title="", text="New York", golds=golds)) == [golds[0]]


def test_swapping_moves_the_annotations_with_the_names():
    text, moved = swap(
        "Kyiv and Kyiv.", [Gold(start=0, end=4, kind="l"), Gold(start=9, end=13, kind="l")], lambda _: "Sarmin"
    )
    assert text == "Sarmin and Sarmin."
    assert [text[gold.start : gold.end] for gold in moved] == ["Sarmin", "Sarmin"]


def test_a_name_is_swapped_the_same_way_all_over_a_text():
    text = marked("a", "[Lviv|l] and [Lviv|l] and [Lviv|l]")
    names = {word for word, label in told(text, ALL_SWAPPED) if label == "B"}
    assert len(names) == 1
    assert names <= {"takhar", "sarmin"}


def test_countries_and_peoples_are_never_swapped():
    text = marked("a", "[Russian|p] shells hit [Ukraine|l].")
    assert told(text, ALL_SWAPPED) == [("russian", "B"), ("ukraine", "B")]


def test_equal_seeds_give_equal_examples_and_others_do_not():
    text = marked("a", "[Lviv|l], [Sumy|l], [Uman|l], [Reni|l], [Bar|l] and [Stryi|l] were hit.")
    noise = Noise(share=0.5, hidden=0.2, misspelt=0.5)
    assert told(text, noise, seed=1) == told(text, noise, seed=1)
    assert len({str(told(text, noise, seed=seed)) for seed in range(5)}) > 1


def test_hidden_answers_are_gone_but_countries_peoples_and_capitals_stay():
    text = marked("a", "[Russian|p] shells hit [Lviv|l] and [Kyiv|l], [Ukraine|l].")
    ((items, _),) = EXAMPLES.names([text], noise=Noise(share=0.0, hidden=1.0), seed=0, all_marked=True)
    kinds = [feature for item in items for feature in item if feature.startswith("g=")]
    assert kinds == ["g=N", "g=0", "g=K", "g=C"]


def test_where_a_corpus_leaves_out_peoples_and_names_inside_names_they_are_filled_in():
    text = Annotated(id="a", title="", text="The Russian army bombed Kyiv Zoo.", golds=())
    assert [word for word, label in told(text) if label == "B"] == []
    assert [word for word, label in told(text, all_marked=False) if label == "B"] == ["russian", "kyiv"]


def test_roles_are_taught_a_sentence_at_a_time():
    texts = [marked("a", "Shells hit [Kyiv|l], [Moscow|a] said. It rained in [Lviv|l].")]
    assert [said for _, said in EXAMPLES.roles(texts, noise=CLEAN, seed=0)] == [["location", "actor"], ["location"]]


@pytest.mark.parametrize("seed", range(20))
def test_a_misspelt_name_keeps_its_first_letter_and_nearly_all_others(seed):
    wrong = misspell("Kharkiv", Random(seed))  # noqa: S311 - the same mistake each time
    assert wrong[0] == "K"
    assert abs(len(wrong) - len("Kharkiv")) <= 1


def test_a_short_name_is_not_misspelt():
    assert {misspell("Uman", Random(seed)) for seed in range(10)} == {"Uman"}  # noqa: S311


def test_names_put_into_texts_are_plain_letters_of_settlements_at_war():
    pool = swap_pool()
    assert len(pool) > 40_000
    assert all(name.isascii() and not set(name) & set("(0123456789)") for name in pool)
    assert list(pool) == sorted(pool)
    assert {"Bakhmut", "Gao"} <= set(pool)


def test_the_card_gets_a_part_added_once_and_exchanged_after_that():
    first = placed("# Model card\n\nOther models.\n", f"{OPENS}\none\n{CLOSES}\n")
    assert first == f"# Model card\n\nOther models.\n\n{OPENS}\none\n{CLOSES}\n"
    assert placed(first, f"{OPENS}\ntwo\n{CLOSES}\n") == first.replace("one", "two")
    assert placed("", f"{OPENS}\none\n{CLOSES}\n").startswith("# Model card\n")


def test_the_table_of_scores_has_a_line_for_each_corpus_and_a_dash_for_what_was_not_asked():
    row = {"p": 0.9, "r": 0.8, "f1": 0.847, "exact_f1": 0.8, "demonym_r": None}
    assert scores.table({"lgl": row}).splitlines()[-1] == "| lgl | 0.900 | 0.800 | 0.847 | 0.800 | - |"


def test_an_unknown_task_is_refused_with_the_known_ones(capsys):
    assert main(["nonsense"]) == 2
    assert "known: " in capsys.readouterr().err


def test_the_judge_is_the_program_that_lies_beside_the_project(shared):
    assert scores.judge().__file__ == str(shared / "tools" / "score_geoparse.py")


@pytest.mark.parametrize("model", ["names.npz", "roles.npz"])
def test_the_model_card_speaks_of_the_models_that_ship(root, model):
    size = (root / "geomap" / "mentions" / "models" / model).stat().st_size
    assert f"`geomap/mentions/models/{model}`: {size:,} bytes" in (root / "docs" / "model-card.md").read_text("utf-8")


@pytest.mark.parametrize("model", ["names.npz", "roles.npz"])
def test_a_shipped_model_is_a_few_megabytes_at_most(root, model):
    assert (root / "geomap" / "mentions" / "models" / model).stat().st_size < 3_000_000


def test_a_headline_keeps_the_letters_and_the_names_of_its_sentence():
    text = marked("t", "Rockets hit the port of [Odesa|l] on Monday. Nothing else is known of it so far.")
    for seed in range(12):
        (headline,) = headlines([text], seed=seed)
        assert headline.text.casefold() == "rockets hit the port of odesa on monday"
        assert [headline.text[gold.start : gold.end].casefold() for gold in headline.golds] == ["odesa"]
        assert headline.text != text.text[: len(headline.text)]


def test_headlines_are_all_capitals_or_open_their_words_with_one():
    text = marked("t", "Rockets hit the port of [Odesa|l] on Monday.")
    dresses = {headlines([text], seed=seed)[0].text for seed in range(30)}
    assert dresses == {
        "ROCKETS HIT THE PORT OF ODESA ON MONDAY",
        "Rockets Hit The Port Of Odesa On Monday",
        "Rockets Hit the Port of Odesa on Monday",
    }


def test_a_text_without_a_name_makes_no_headline():
    assert headlines([marked("t", "Nothing happened.")], seed=0) == ()
