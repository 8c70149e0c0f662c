import json

import pytest

from geomap.events.deeds import TYPE_OF
from geomap.events.model import NO_EVENT, from_bytes, shipped_model
from geomap.training import events

ROWS = [
    ("Rockets hit a school.", "Shelling/artillery/missile attack"),
    ("Shells fell on a farm.", "Shelling/artillery/missile attack"),
    ("Thousands marched through the capital.", "Peaceful protest"),
    ("Crowds rallied in the square.", "Peaceful protest"),
    ("Parliament passed the budget.", ""),
    ("The tram line was opened.", ""),
] * 5


@pytest.fixture
def labelled():
    return [events.Labelled(text, sub) for text, sub in ROWS]


def test_a_model_learns_its_sentences(labelled):
    rows = [events.read_features(row.text) for row in labelled]
    model = events.fit(rows, [row.sub for row in labelled])
    found = events.score(labelled, model)
    assert found.accuracy == found.sub_accuracy == found.macro_f1 == 1.0


def test_training_twice_gives_the_same_model(labelled):
    rows, labels = [events.read_features(row.text) for row in labelled], [row.sub for row in labelled]
    assert events.to_bytes(events.fit(rows, labels)) == events.to_bytes(events.fit(rows, labels))


def test_the_temperature_is_a_positive_number(labelled):
    rows, labels = [events.read_features(row.text) for row in labelled], [row.sub for row in labelled]
    assert 0.3 < events.calibrated_temperature(rows, labels) < 2.1


def test_sub_types_of_the_snippets_are_those_of_acled_and_the_rest_no_event(tmp_path):
    assert set(events.SNIPPET_TYPES.values()) == set(TYPE_OF)
    table = tmp_path / "snippets.tsv"
    table.write_text("id\tEventSnippet\tSubType\n1\tA grenade exploded.\tGRENADE\n2\tIt rained.\tNATURAL_DISASTER\n")
    assert events.snippets(table) == [("A grenade exploded.", "Grenade"), ("It rained.", NO_EVENT)]


@pytest.mark.filterwarnings("ignore:The least populated class:UserWarning")  # the tiny table of this test
def test_the_held_half_never_reaches_the_training(tmp_path, monkeypatch, capsys):
    table, own, target = tmp_path / "snippets.tsv", tmp_path / "own.jsonl", tmp_path / "deeds.npz"
    lines = [f"{number}\tA grenade exploded at {number}.\tGRENADE" for number in range(6)]
    lines += [f"{number}\tJets bombed bridge {number}.\tAIR_STRIKE" for number in range(6)]
    lines += [f"{number}\tIt rained {number} times.\tDIPLO" for number in range(6)]
    table.write_text("\n".join(["id\tEventSnippet\tSubType", *lines]) + "\n")
    rows = [{"text": text, "sub_event_type": sub, "held": False} for text, sub in ROWS[:6]]
    unseen = "Gunmen abducted a teacher."
    rows.append({"text": unseen, "sub_event_type": "Abduction/forced disappearance", "held": True})
    own.write_text("\n".join(map(json.dumps, rows)))
    seen = []
    fit = events.fit
    monkeypatch.setattr(events, "fit", lambda rows, *args, **more: seen.append(rows) or fit(rows, *args, **more))
    monkeypatch.setattr("sys.argv", ["events", str(table), "--own", str(own), "--write", str(target)])
    events.main()
    assert seen
    assert not any(events.read_features(unseen) in rows for rows in seen)
    assert "held sentences" in capsys.readouterr().out
    assert from_bytes(target.read_bytes()).classes


@pytest.mark.shared
def test_the_shipped_model_was_trained_with_the_rules_and_sentences_of_today(shared, root):
    theirs = events.snippets(shared / "corpora" / "event_snippets_a.tsv")
    ours = events.own_sentences(root / "tests" / "gold" / "events_sentences.jsonl", held=False)
    rows = [events.read_features(row.text) for row in theirs + ours]
    assert events.vocabulary(rows) == sorted(shipped_model().row_of)
    assert list(shipped_model().classes) == sorted({row.sub for row in theirs + ours})
