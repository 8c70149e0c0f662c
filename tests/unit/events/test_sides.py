import pytest
from telling import code

from geomap.events.participants import Participants, find_participants
from geomap.events.tokens import Sentence
from geomap.events.triggers import find_triggers
from geomap.languages import shipped_languages

ENGLISH = shipped_languages()["en"]


def told(text):
    sentence = Sentence(text=text)
    main = find_triggers(sentence, ENGLISH)[0]
    found = find_participants(sentence, (main.start, main.end), ENGLISH)
    return found.initiator, found.target


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Russian forces shelled a market in Kherson.", ("Russian forces", "market")),
        ("Six villagers were killed by gunmen near the river.", ("gunmen", "villagers")),
        ("A Russian missile hit a hospital.", ("Russian", "hospital")),
        ("Soldiers arrested three activists.", ("Soldiers", "activists")),
        ("Clashes between the army and M23 rebels broke out.", ("army", "M23 rebels")),
        ("The army and militants exchanged fire.", ("army", "militants")),
        ("Ukrainian and Russian troops clashed south of Bakhmut.", ("Ukrainian troops", "Russian troops")),
        ("Fighting between Armenian and Azerbaijani forces broke out.", ("Armenian forces", "Azerbaijani forces")),
        ("US and British warplanes struck Houthi positions.", ("US and British warplanes", "Houthi positions")),
        ("Rebels attacked Syrian and Russian troops.", ("Rebels", "Syrian and Russian troops")),
        ("Government troops recaptured the town from rebels.", ("Government troops", "rebels")),
        ("Shelling by separatists wounded two nurses.", ("separatists", "nurses")),
        ("Teachers marched through the capital.", ("Teachers", None)),
        ("Israel bombed a bridge.", ("Israel", "bridge")),
        ("A car bomb exploded outside the court.", (None, None)),
        ("Explosions were heard in the town.", (None, None)),
    ],
)
def test_who_did_it_and_to_whom_is_read_as_said(text, who):
    assert told(text) == who


def test_one_name_is_not_both_sides():
    assert told("Protesters were injured at the square.") == (None, "Protesters")


def test_numbers_and_articles_are_no_part_of_a_name():
    assert told("At least 1,200 people were killed by the armed men.") == ("armed men", "people")


def test_civilians_and_combatants_are_told_apart_where_said():
    kinds = {
        "Gunmen shot dead two farmers.": "civilians",
        "Gunmen shot dead two soldiers.": "combatants",
        "Gunmen shot dead two people.": "",
    }
    for text, kind in kinds.items():
        sentence = Sentence(text=text)
        main = find_triggers(sentence, ENGLISH)[0]
        assert find_participants(sentence, (main.start, main.end), ENGLISH).target_kind == kind


def test_words_far_from_the_deed_say_nothing_of_it():
    text = "Shells hit the port; in another part of the country, in the mountains, police detained two men."
    assert find_participants(Sentence(text=text), (0, 10), ENGLISH) == Participants(initiator=None, target="port")


def test_an_event_carries_its_sides():
    (event,), _ = code("Russian forces shelled a hospital in Kherson.")
    assert (event.initiator, event.target, event.target_kind) == ("Russian forces", "hospital", "")
