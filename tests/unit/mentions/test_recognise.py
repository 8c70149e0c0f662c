import datetime as dt
import pickle
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import ModelError
from geomap.languages import shipped_languages
from geomap.mentions import CrfRecogniser, shipped_recogniser
from geomap.mentions.lexicon import lexicon
from geomap.mentions.recognise import find_names, names_in
from geomap.mentions.tagger import Tagging
from geomap.mentions.tokens import tokenise
from geomap.records import CARRIES_EVENTS, Article, Field, NameFacts

ENGLISH = lexicon(shipped_languages()["en"])

SHIPPED = shipped_recogniser()
FACTS = {"kyiv": NameFacts(bearers=1, population=2_797_553, classes="P")}


def test_a_place_where_something_happened_is_a_location(roles):
    assert roles("Two shells hit a market in Kyiv on Monday.") == {"Kyiv": "location"}


def test_a_misspelt_town_unknown_to_the_gazetteer_is_found_beside_known_ones(roles):
    text = "It comes as a wave of missile strikes hit Ukraine on Friday, causing explosions in Kyiv and Kharviv."
    assert roles(text) == {"Ukraine": "location", "Kyiv": "location", "Kharviv": "location"}


def test_a_town_that_is_hit_is_a_location_not_an_actor(roles):
    assert roles("At least 17 missiles hit Zaporizhzhia in an hour, officials said.")["Zaporizhzhia"] == "location"


def test_an_oblast_is_one_mention_with_its_word(roles):
    assert roles("The group operates in the occupied Zaporizhzhia Oblast.") == {"Zaporizhzhia Oblast": "location"}


def test_a_capital_with_the_name_of_many_persons_is_found_and_the_person_is_not(roles):
    assert roles("Two blasts rocked Sofia on Monday.") == {"Sofia": "location"}
    assert roles("Sofia Petrova said her son was killed.") == {}


def test_a_government_named_by_its_capital_is_an_actor(roles):
    assert roles("Moscow said it would respond.") == {"Moscow": "actor"}


def test_the_possessive_s_stays_outside_the_mention(read):
    (mention,) = read("The army shelled Lviv's railway station.")
    assert mention.surface == "Lviv"


def test_nobody_and_nothing_without_capitals_is_found(read):
    assert read("nothing happened here, and nobody came.") == ()


def test_an_empty_text_has_no_mentions(read):
    assert read("") == ()


def test_mentions_rise_do_not_overlap_and_their_surface_is_the_text_at_their_span(read):
    text = "Kyiv and Kharkiv, Ukraine, were hit. Russian missiles also hit Zaporizhzhia Oblast near Donetsk."
    mentions = read(text)
    assert len(mentions) >= 6
    assert all(mention.surface == text[mention.span.start : mention.span.end] for mention in mentions)
    assert all(one.span.end <= two.span.start for one, two in pairwise(mentions))


def test_offsets_count_code_points_also_after_signs_outside_the_basic_plane(read):
    text = "🚀🚀 Two rockets hit Kyiv."
    (mention,) = read(text)
    assert text[mention.span.start : mention.span.end] == "Kyiv"


def test_title_and_text_are_read_apart_and_the_title_comes_first(read):
    mentions = read("Shells fell on Kyiv.", title="Blast in Lviv")
    assert [(mention.field, mention.surface) for mention in mentions] == [(Field.TITLE, "Lviv"), (Field.TEXT, "Kyiv")]


def test_a_score_is_a_probability(read):
    assert all(0 <= mention.score <= 1 for mention in read("Rockets hit Kyiv, Lviv and Donetsk in Ukraine."))


def test_reading_twice_gives_the_same_answer(read):
    text = "Rockets hit Kyiv, Lviv and Donetsk. Moscow said nothing."
    assert read(text) == read(text)


def test_the_recogniser_asks_for_names_of_several_words(recogniser):
    article = Article(
        id="a", title="", text="Fire in Santiago del Estero, near U.S. ships.", published=dt.date(2023, 1, 1)
    )
    assert {"santiago", "santiago del estero", "estero", "us"} <= recogniser.asks(article)


def test_the_recogniser_does_not_ask_for_words_in_small_letters(recogniser):
    article = Article(id="a", title="", text="Fire in the harbour of Odesa", published=dt.date(2023, 1, 1))
    assert recogniser.asks(article) == {"fire", "odesa"}


class Timid:
    """A tagger that finds the first name and is in two minds about the others."""

    def __init__(self, doubt):
        self.doubt = doubt

    def tag(self, items):
        others = len(items) - 1
        return Tagging(labels=["B"] + ["O"] * others, outside=[0.01] + [self.doubt] * others)


@pytest.mark.parametrize(("doubt", "times"), [(0.6, 2), (0.9, 1)])
def test_a_name_found_for_sure_is_found_again_where_that_was_a_near_thing(doubt, times):
    text = "Brovary mourned, and so did all the people who had once come to live in Brovary for work."
    tokens = tokenise(text, ENGLISH)
    found = find_names(Timid(doubt), tokens, {})
    assert [tokens.words[name.first].text for name in found] == ["Brovary"] * times


def test_headlines_in_capitals_and_in_title_case_are_read(roles):
    assert roles("EXPLOSIONS IN KHARKIV AND KYIV AFTER STRIKE") == {"KHARKIV": "location", "KYIV": "location"}
    assert roles("Blast In Donetsk Kills Six") == {"Donetsk": "location"}


def test_coordinates_in_figures_are_a_location(read):
    (mention,) = read("The drone fell at 48.0159 N, 37.8028 E, the monitors said.")
    assert (mention.surface, mention.role.value) == ("48.0159 N, 37.8028 E", "location")


def test_nothing_in_the_article_that_started_the_project_sets_an_event_in_a_listed_nation(roles):
    text = (
        "There are citizens of the developed world - the United States, Great Britain, Canada, France, "
        "Latin American countries, including Brazil and Argentina, he said."
    )
    found = roles(text)
    assert {"United States", "Great Britain", "Canada", "France", "Brazil", "Argentina"} <= found.keys()
    assert not CARRIES_EVENTS & set(found.values())


def test_a_damaged_model_is_named_with_the_way_out():
    with pytest.raises(ModelError, match="names is damaged; reinstall geomap"):
        CrfRecogniser(names=b"no model", roles=b"no model")


def test_a_recogniser_can_be_sent_to_another_process(read):
    again = pickle.loads(pickle.dumps(shipped_recogniser()))  # noqa: S301 - our own bytes
    article = Article(id="a", title="", text="Shells fell on Kyiv.", published=dt.date(2023, 1, 1))
    assert [mention.surface for mention in again.recognise(article, {})] == ["Kyiv"]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=120), st.text(max_size=40))
def test_whatever_the_text_mentions_lie_in_it_in_order(text, title):
    article = Article(id="a", title=title, text=text, published=dt.date(2023, 1, 1))
    mentions = SHIPPED.recognise(article, FACTS)
    assert all(mention.surface for mention in mentions)
    for field, words in ((Field.TITLE, title), (Field.TEXT, text)):
        spans = [mention.span for mention in mentions if mention.field is field]
        assert all(0 <= span.start < span.end <= len(words) for span in spans)
        assert all(one.end <= two.start for one, two in pairwise(spans))


def test_an_unknown_name_is_weighed_over_the_whole_text():
    tokens = tokenise("Stored in Dropbox. Dropbox grew. Dropbox is a firm. He lives in Dropbox.", ENGLISH)
    at = [number for number, word in enumerate(tokens.words) if word.text == "Dropbox"]

    def found(*outside, kind=""):
        labels = ["B" if one <= 0.5 else "O" for one in (*outside, 1.0)]
        kinds = {(number, number + 1): kind for number in at} if kind else {}
        return names_in(Tagging(labels=labels, outside=[*outside, 1.0]), [*at, -1], tokens, kinds)

    assert found(0.4, 0.9, 0.9, 0.9) == []
    assert len(found(0.4, 0.4, 0.3, 0.2)) == 4
    assert len(found(0.05, 0.9, 0.9, 0.9)) == 1  # sure where it stands
    assert len(found(0.4, 0.9, 0.9, 0.9, kind="P3")) == 1  # known


def test_a_name_ends_with_no_hyphen_and_goes_on_where_the_next_word_was_nearly_of_it():
    read = [("Hub", 0.9, "B"), ("-", 0.6, "I"), ("Salang", 0.9, "B"), ("Pass", 0.45, "O"), ("Monday", 0.1, "O")]
    text = " ".join(word for word, _, _ in read)
    tokens = tokenise(text, ENGLISH)
    tagging = Tagging(labels=[label for _, _, label in read], outside=[1.0 - chance for _, chance, _ in read])
    found = names_in(tagging, range(len(read)), tokens, {})
    assert [text[tokens.starts[one.first] : tokens.ends[one.end - 1]] for one in found] == ["Hub", "Salang Pass"]
