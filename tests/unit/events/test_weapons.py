import pytest
from telling import code

from geomap.languages import shipped_languages

KINDS = {kind.kind: kind for kind in shipped_languages()["en"].weapons.weapon}


@pytest.mark.parametrize(
    ("text", "weapon"),
    [
        ("Russian Shahed drones hit Kharkiv on Friday, killing three people.", "Shahed drones"),
        ("Ballistic missiles struck Kherson on Friday.", "Ballistic missiles"),
        ("A car bomb killed two policemen in Kherson on Friday.", "car bomb"),
        (
            "Gunmen with assault rifles attacked a checkpoint in Kherson on Friday, killing two soldiers.",
            "assault rifles",
        ),
        ("Russian forces attacked Bakhmut on Friday, killing five soldiers.", None),
    ],
)
def test_the_weapon_is_said_in_the_words_of_the_text(text, weapon):
    (event, *_), _ = code(text)
    assert event.weapon == weapon
    said = [one for one in event.evidence if one.slot == "weapon"]
    assert [one.said for one in said] == ([weapon] if weapon else [])
    assert all(one.said in one.quote for one in said)


def test_a_weapon_of_another_kind_of_event_is_not_its_own():
    (event, *_), _ = code("Thousands of people marched in Kyiv on Friday against the missiles that hit the town.")
    assert event.weapon is None


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("drone", "the shaheds"),
        ("grenade", "rocket-propelled grenades"),
        ("suicide bomb", "a truck packed with explosives"),
        ("blade", "knives"),
        ("crowd control", "tear gas"),
    ],
)
def test_kinds_know_their_words(kind, words):
    assert KINDS[kind].words.search(words)


def test_every_sub_type_of_a_kind_is_one():
    from geomap.records import SUB_EVENT_TYPES

    known = {sub for subs in SUB_EVENT_TYPES.values() for sub in subs}
    assert {sub for kind in KINDS.values() for sub in kind.subs} <= known
