from importlib import resources

from making import article, mention, place
from telling import TOWNS, code

from geomap.articles import read_articles
from geomap.batches import OpenStages, code_batch
from geomap.events.actors import FEATURES, NEAR, SIDES, ActorOption, actors, parted
from geomap.events.document import document
from geomap.events.network import FILES, SHARED, EventNetwork
from geomap.events.reader import NETWORK, SHARED_IN, EventReader
from geomap.events.said import Names
from geomap.languages import shipped_languages
from geomap.settings import Settings

MODELS = (resources.files(NETWORK), resources.files(SHARED_IN))
STRIKE = "Russian missiles hit Kharkiv on Friday, killing three civilians."


def test_who_did_it_is_said_in_the_words_of_the_text_and_with_its_sentence():
    (event, *_), _ = code(STRIKE)
    assert "Russian" in (event.initiator or "")
    (slot,) = [one for one in event.evidence if one.slot == "initiator"]
    assert slot.said == event.initiator
    assert slot.said in slot.quote
    assert 0.5 <= slot.probability <= 1.0


def test_where_nobody_is_named_nobody_did_it():
    (event, *_), _ = code("Three people were killed by an explosion in Kharkiv on Friday.")
    assert event.initiator is None


def _drafts(text):
    told = article(text)
    network = EventNetwork(
        {name: (MODELS[at] / name).read_bytes() for at, names in enumerate((FILES, SHARED)) for name in names}
    )
    reader = EventReader.shipped()
    read = document(told, [place(mention("Kharkiv", of=told), TOWNS["Kharkiv"])], network, shipped_languages()["en"])
    return read, reader.drafts(read)


def test_names_are_offered_from_the_events_own_sentences_and_those_around_alone():
    far = " ".join("The weather was mild." for _ in range(NEAR + 1))
    read, drafts = _drafts(f"{STRIKE} {far} Chechen fighters attacked a Syrian convoy.")
    names = Names(read)
    assert any("Chechen" in said.name for said in names.within(range(len(read.lines))))
    for draft in drafts:
        for side in SIDES:
            offered = actors(draft, names, side)
            assert all(min(draft.lines) - NEAR <= one.line <= max(draft.lines) + NEAR for one in offered)
            assert all(len(one.features) == len(FEATURES) for one in offered)


def test_what_happened_is_not_who_did_it():
    read, _ = _drafts("Angry farmers protested in Kharkiv on Friday. The protests went on for hours; farmers led them.")
    offered = [said.name for said in Names(read).within(range(len(read.lines)))]
    assert any("farmers" in name for name in offered)
    assert not any(name.endswith(("protested", "protests")) for name in offered)


def test_a_state_does_not_strike_its_own_town_where_another_state_may_have(root):
    (told,) = read_articles([root / "data" / "articles" / "2023-12-31-belgorod.txt"])
    (coded,) = code_batch(OpenStages(Settings())(), [told])
    at_home = [event for event in coded.events if "Belgorod" in event.where.wording]
    assert at_home
    assert all("Russia" not in (event.initiator or "") for event in at_home)


def test_one_name_is_not_both_sides_of_an_event():
    def option(name):
        return ActorOption(name, 0, ())

    both = {"initiator": (option("Russian forces"), 0.6), "target": (option("Russia"), 0.8)}
    assert parted(both) == {"target": both["target"]}
    other = both | {"target": (option("a market"), 0.8)}
    assert parted(other) == other
    assert parted({}) == {}
