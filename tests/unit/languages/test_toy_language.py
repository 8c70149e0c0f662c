"""A language that the code knows nothing of is read from its folder alone: days, harm, participants, places."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from making import article, candidate, event, mention, place

from geomap.articles.language import in_languages
from geomap.events import where
from geomap.events.casualties import find_harm, find_quantities
from geomap.events.dates import find_dates
from geomap.events.modality import barrier
from geomap.events.participants import claimant, find_actors, find_participants
from geomap.events.tokens import Sentence
from geomap.geo import distance_km
from geomap.languages import read_pack, shipped_languages
from geomap.linking.likeness import alike
from geomap.linking.vocabulary import vocabulary
from geomap.mentions.around import governor, is_sport, predicate
from geomap.mentions.known import kinds
from geomap.mentions.lexicon import lexicon
from geomap.mentions.roles import Found
from geomap.mentions.rules import settle_roles
from geomap.mentions.tokens import tokenise
from geomap.places import PlaceResolver, shipped_resolver
from geomap.places.lexicon import lexicon as place_lexicon
from geomap.places.phrases import Tie, joins
from geomap.places.repair import deserves
from geomap.places.wording import read_wording
from geomap.places.words import PlaceKind
from geomap.records import EventType, GeoPrecision, Grain, Place, Reject, Role

PUBLISHED = dt.date(2023, 2, 12)
TEXT = "Vendredon rusaj soldatoj atakis la vilaĝon 5 km norde de Bahmut, tri homoj estis mortigitaj, diris la urbestro."


@pytest.fixture(scope="module")
def toy():
    return read_pack(Path(__file__).parents[2] / "languages" / "eo")


def days(toy, text):
    return [(one.when.first, one.when.last) for one in find_dates(Sentence(text=text), published=PUBLISHED, pack=toy)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("vendredon", "2023-02-10", "2023-02-10"),
        ("la 10-an de februaro", "2023-02-10", "2023-02-10"),
        ("hieraŭ nokte", "2023-02-11", "2023-02-11"),
        ("du tagojn antaŭe", "2023-02-10", "2023-02-10"),
        ("ekde la 1-a de januaro 2023", None, None),
        ("on Friday, 10 February, yesterday", None, None),
    ],
)
def test_days_are_read_in_its_words_and_not_in_english(toy, text, first, last):
    read = days(toy, f"Oni pafis {text}.")
    if first is None:
        assert (dt.date(2023, 2, 10), dt.date(2023, 2, 10)) not in read
    else:
        assert read == [(dt.date.fromisoformat(first), dt.date.fromisoformat(last))]


@pytest.mark.parametrize(
    ("text", "what", "numbers"),
    [
        ("Almenaŭ tri civiluloj estis mortigitaj.", "killed", (3, 3, None)),
        ("Ĉirkaŭ 1.200 soldatoj estis vunditaj.", "injured", (None, 1200, None)),
        ("Ili mortigis du virojn.", "killed", (2, 2, 2)),
        ("Du viroj kaj tri infanoj estis mortigitaj.", "killed", (5, 5, 5)),
        ("La nombro de mortintoj atingis 14.", "killed", (14, 14, 14)),
    ],
)
def test_harm_is_counted_in_its_words(toy, text, what, numbers):
    (found,) = find_harm(Sentence(text=text), toy)
    tally = found.tally
    assert (tally.what, (tally.low, tally.best, tally.high)) == (what, numbers)


def test_it_hears_no_english(toy):
    sentence = Sentence(
        text="Three civilians were killed by two missiles 5 km north of Bakhmut, police said on Friday."
    )
    assert find_harm(sentence, toy) == find_quantities(sentence, toy) == ()
    assert find_dates(sentence, published=PUBLISHED, pack=toy) == ()
    assert claimant(sentence, toy) is None
    assert find_actors(sentence, toy) == ()


def test_who_did_what_to_whom_and_who_says_so(toy):
    sentence = Sentence(text=TEXT)
    at = TEXT.index("atakis")
    found = find_participants(sentence, (at, at + len("atakis")), toy)
    assert (found.initiator, found.target) == ("rusaj soldatoj", "vilaĝon")
    assert claimant(sentence, toy) == "urbestro"
    assert find_actors(sentence, toy) == ("rusaj soldatoj",)


def test_an_offset_moves_the_event_in_its_words(toy):
    place = Place(
        mention=mention("Bahmut", of=article(TEXT)), candidate=candidate("Bakhmut"), trust=0.9, why=("the only one",)
    )
    before = TEXT[: TEXT.index("Bahmut")]
    found = where.locate(place, before, "", toy)
    assert found.precision is GeoPrecision.NEAR
    assert found.at.lat > place.candidate.at.lat
    assert distance_km(found.at, place.candidate.at) == pytest.approx(5, abs=0.01)
    assert where.locate(place, "5 km north of ", "", toy).precision is GeoPrecision.SETTLEMENT


def test_what_keeps_a_deed_from_being_an_event_is_its_own(toy):
    sentence = Sentence(text="La soldatoj ne atakis la vilaĝon.")
    at = sentence.text.index("atakis")
    span = (at, at + len("atakis"))
    assert barrier(sentence, span, EventType.BATTLES, "Armed clash", toy) == "denied"
    assert barrier(sentence, span, EventType.BATTLES, "Armed clash", shipped_languages()["en"]) is None


def test_an_article_in_it_is_read_where_the_pack_is_handed_in_and_told_where_it_is_not(toy):
    told = article(TEXT, language="eo")
    assert list(in_languages([told], {"eo": toy})) == [told]
    (reject,) = in_languages([told], {})
    assert isinstance(reject, Reject)
    assert reject.reason == "language not read (eo)"


def test_a_weekday_of_the_toy_is_a_day(toy):
    (dated,) = find_dates(Sentence(text="Vendredon oni pafis."), published=PUBLISHED, pack=toy)
    assert dated.when.grain is Grain.DAY


def settled(text, name, guess, words):
    tokens = tokenise(text, words)
    at = [word.text for word in tokens.words].index(name)
    (role,) = settle_roles(tokens, text, [Found(first=at, end=at + 1, kind="P6", score=1.0)], [guess])
    return role


def test_what_a_name_does_is_read_in_its_words_and_not_in_english(toy):
    own, english = lexicon(toy), lexicon(shipped_languages()["en"])
    assert settled("Misiloj falis sur la urbo Bahmut.", "Bahmut", Role.ACTOR, own) is Role.LOCATION
    assert settled("Misiloj falis sur la urbo Bahmut.", "Bahmut", Role.ACTOR, english) is Role.ACTOR
    assert settled("Bahmut brigado atakis.", "Bahmut", Role.LOCATION, own) is Role.ACTOR
    assert settled("Bahmut brigade attacked.", "Bahmut", Role.LOCATION, own) is Role.LOCATION
    assert settled("Bahmut brigade attacked.", "Bahmut", Role.LOCATION, english) is Role.ACTOR


def test_a_dateline_bears_its_months_and_agencies(toy):
    own = lexicon(toy)
    assert settled("Bahmut, Feb. 10 (Rojtero) Tri homoj mortis.", "Bahmut", Role.ACTOR, own) is Role.DATELINE
    assert settled("Bahmut, Dec. 10 (Reuters) Tri homoj mortis.", "Bahmut", Role.ACTOR, own) is Role.ACTOR


def test_what_is_said_of_a_name_and_what_it_hangs_on_is_read_in_its_words(toy):
    own = lexicon(toy)
    words = [*tokenise("Atako en Moskvo kaj Kievo akuzis ilin.", own).words, *[own.look("")] * 3]
    assert predicate(words, 3, own) == ("", "talk", "akuzis")
    assert governor(words, 2, own) == ("en", "event", "atako")
    assert is_sport([*tokenise("Futbalo!", own).words, own.look("")], own)
    assert kinds({(0, 1): "rusoj", (1, 2): "moskvo", (2, 3): "kurds"}, {}, own) == {(0, 1): "N", (1, 2): "K"}


def test_a_language_without_a_pack_has_no_words():
    bare = lexicon(None, "uk")
    assert [word.text for word in tokenise("Kyiv's Pa. said", bare).words] == ["Kyiv's", "Pa", ".", "said"]
    assert settled("Bahmut brigade attacked.", "Bahmut", Role.LOCATION, bare) is Role.LOCATION
    assert kinds({(0, 1): "kurds", (1, 2): "kyiv"}, {}, bare) == {}


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        ("la urbo de Bahmut", "Bahmut", ("bahmut", PlaceKind.TOWN, "")),
        ("Ĥarkivo regiono", "Ĥarkivo", ("harkivo", PlaceKind.FIRST, "")),
        ("norda Sirio", "Sirio", ("sirio", PlaceKind.PART, "")),
        ("Parizo, Teksaso", "Parizo", ("parizo", PlaceKind.OPEN, "US.TX")),
        ("the Bahmut region", "Bahmut", ("bahmut", PlaceKind.OPEN, "")),
        ("the city of Bahmut", "Bahmut", ("bahmut", PlaceKind.OPEN, "")),
        ("Paris, Texas", "Paris", ("paris", PlaceKind.OPEN, "")),
    ],
)
def test_what_kind_of_place_is_meant_is_read_in_its_words_and_not_in_english(toy, text, name, meant):
    start = text.index(name)
    said = read_wording(text, start, start + len(name), place_lexicon(toy))
    assert (said.core, said.kind, said.division) == meant


def test_phrases_between_names_are_its_own(toy):
    text = "Misiloj falis en Bahmut en Ukrainio kaj Kievo."
    of = article(text)
    mentions = [mention(name, of=of) for name in ("Bahmut", "Ukrainio", "Kievo")]
    assert [link.tie for link in joins(of, mentions, toy.places)] == [Tie.WITHIN, Tie.BESIDE]
    assert joins(of, mentions, shipped_languages()["en"].places) == ()


def test_a_person_is_known_by_its_titles(toy):
    text = "Jen sinjoro Bahmuto. Jen general Harkivo."
    of = article(text)
    assert not deserves(of, mention("Bahmuto", of=of), toy.places)
    assert deserves(of, mention("Harkivo", of=of), toy.places)


def test_a_resolver_reads_an_article_in_the_pack_that_it_was_handed(toy):
    resolver = PlaceResolver(ranker=shipped_resolver().ranker, languages={"eo": toy})
    told = article("La regiono de Bahmut.", language="eo")
    (said,) = resolver.read(told, [mention("Bahmut", of=told)]).said
    assert said.kind is PlaceKind.FIRST
    (unread,) = shipped_resolver().read(told, [mention("Bahmut", of=told)]).said
    assert unread.kind is PlaceKind.OPEN


def test_the_sides_of_two_reports_are_compared_in_its_words_and_not_in_english(toy):
    own, english = vocabulary({"eo": toy}), vocabulary()
    both = vocabulary({"en": shipped_languages()["en"], "eo": toy})
    assert own.people("Rusaj soldatoj") == own.people("Rusio") != ""
    assert (english.people("Rusaj soldatoj"), own.people("Russian forces")) == ("", "")
    assert own.target("vilaĝa gimnazio") == ("lernejo", "")
    assert (own.target("soldatoj"), own.target("studentoj")) == (("", ""), ("", "studento"))
    assert english.target("two schools") == both.target("two schools") == ("school", "")
    assert both.target("vilaĝa gimnazio") == ("lernejo", "")
    assert vocabulary({}).target("two schools") == ("", "")


def test_reports_are_parted_by_the_words_of_the_pack_that_was_handed(toy):
    def march(number, who):
        told = article(f"{who} marŝis en Bahmut.", id=f"a{number}")
        spot = place(mention("Bahmut", of=told))
        made = event(spot, told, id=f"e{number}", initiator=who)
        return replace(made, event_type=EventType.PROTESTS, sub_event_type="Peaceful protest")

    one, other = march(1, "Studentoj"), march(2, "Studento")
    assert alike(one, other, {"eo": toy}) is not None
    assert alike(one, other) is None
