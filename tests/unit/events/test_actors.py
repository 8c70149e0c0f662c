import pytest

from geomap.events.participants import claimant, find_actors
from geomap.events.tokens import Sentence
from geomap.languages import shipped_languages

ENGLISH = shipped_languages()["en"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("At least 17 missiles hit the city, local officials said.", "local officials"),
        ("The Russian Defence Ministry claimed that its troops had taken the village.", "Russian Defence Ministry"),
        ("Two people died, according to the regional governor.", "regional governor"),
        ("“The shell hit a school,” Governor Oleh Syniehubov said.", "Governor Oleh Syniehubov"),
        (
            "The toll has risen to 24, the governor of the region, Vyacheslav Gladkov, said.",
            "governor of the region, Vyacheslav Gladkov",
        ),
        ("Troops entered the town, hours after Russia said that its army had left.", "Russia"),
        ("“We shelled the town,” the commander said during a meeting.", "commander"),
        ("At least ten people were killed, said Oleksandr Vilkul, who leads the defence.", "Oleksandr Vilkul"),
        ("Two people died, he said.", None),
        ("Two people died on Friday.", None),
    ],
)
def test_a_claim_keeps_its_claimant(text, who):
    assert claimant(Sentence(text=text), ENGLISH) == who


def test_actors_are_named_as_the_text_names_them():
    found = find_actors(Sentence(text="Russian forces clashed with Ukrainian troops near the river."), ENGLISH)
    assert found == ("Russian forces", "Ukrainian troops")


def test_two_peoples_named_in_one_breath_are_two_actors():
    found = find_actors(Sentence(text="Ukrainian and Russian troops clashed with rebels."), ENGLISH)
    assert found == ("Ukrainian troops", "Russian troops", "rebels")
    assert find_actors(Sentence(text="Kyiv and Russian troops clashed."), ENGLISH) == ("Russian troops",)


def test_the_speaker_is_no_actor():
    assert find_actors(Sentence(text="Rebels fled to the hills, the Malian army said."), ENGLISH) == ()
    found = find_actors(Sentence(text="Rebel fighters fled to the hills, the Malian army said."), ENGLISH)
    assert found == ("Rebel fighters",)


def test_groups_are_found_by_name():
    assert "Boko Haram" in find_actors(Sentence(text="Gunmen of Boko Haram raided the village."), ENGLISH)
