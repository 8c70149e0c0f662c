import json
from random import Random

import pytest

from geomap.languages import shipped_languages
from geomap.names import fold
from geomap.records import NameFacts, Role
from geomap.training.corpora import Annotated, Gold
from geomap.training.mentions_data import NO_PLACE, Examples, Noise, marked, role_texts
from geomap.training.mentions_gold import gold_path
from geomap.training.mentions_labels import names_of

TOWN = NameFacts(bearers=1, population=2_000_000, classes="P")


@pytest.fixture
def examples():
    return Examples(lambda names: dict.fromkeys(sorted(names), TOWN), ["Balakliia"])


def test_no_sentence_that_teaches_roles_stands_in_the_gold():
    files = [gold_path().with_name(name) for name in ("mentions.jsonl", "places.jsonl", "uses.jsonl")]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    assert not {json.loads(line)["text"] for line in lines} & {text.text for text in role_texts()}


def test_every_mark_of_those_sentences_is_read():
    assert not [text.text for text in role_texts() if "[" in text.text or "|" in text.text]
    assert {gold.kind for text in role_texts() for gold in text.golds} >= {"location", "actor", "other", NO_PLACE}


def test_a_person_named_like_a_town_is_no_name_but_has_a_role(examples):
    text = marked("a", "General [Kasai|n] shelled [Sake|l].")
    assert [text.text[gold.start : gold.end] for gold in names_of(text)] == ["Sake"]
    quiet = Noise(share=0.0, hidden=0.0)
    ((_, roles),) = examples.roles([text], noise=quiet, seed=0)
    assert roles == [Role.OTHER.value, Role.LOCATION.value]
    ((_, labels),) = examples.names([text], noise=quiet, seed=0, all_marked=True)
    assert labels.count("B") == 1


def test_for_roles_a_seat_of_government_mostly_gives_way_to_another(examples):
    text = Annotated(id="a", title="", text="Riyadh agreed.", golds=(Gold(start=0, end=6, kind="actor"),))
    noise = Noise(share=1.0, hidden=0.0)
    news = []
    for seed in range(40):
        tokens, _, _ = examples._noisy(text, noise, Random(seed), for_roles=True)  # noqa: SLF001, S311
        news.append(" ".join(word.text for word in tokens.words[:-2]))
    seats = [new for new in news if fold(new) in shipped_languages()["en"].toponyms.capitals]
    assert len(seats) >= 20
    assert len(set(seats)) > 10
    assert "Balakliia" in news
