from dataclasses import dataclass, field
from pathlib import Path

import pytest
from making import article, candidate, event, mention, place

from geomap import batches, pipeline, writing
from geomap.errors import OutputError, SettingsError
from geomap.ledger import Ledger
from geomap.records import NameFacts, Reject, Stage
from geomap.settings import Settings

KHARKIV = candidate()


class CountingGazetteer:
    """Knows Kharkiv alone and counts how often it is asked."""

    id = "test"

    def __init__(self):
        self.asked = []

    def facts(self, folded):
        self.asked.append(("facts", sorted(folded)))
        return {"kharkiv": NameFacts(bearers=1, population=1, classes="P")}

    def candidates(self, names):
        self.asked.append(("candidates", sorted(names)))
        return {name: (KHARKIV,) if name == "Kharkiv" else () for name in names}

    def similar(self, names, *, countries):
        self.asked.append(("similar", sorted(names)))
        return dict.fromkeys(names, (KHARKIV,))


class CapitalWords:
    """Takes the third word of a text for a place."""

    def asks(self, of):
        return frozenset({of.text.split()[2].casefold()})

    def recognise(self, of, facts):
        assert "kharkiv" in facts
        return (mention(of.text.split()[2].rstrip("."), of=of),)


@dataclass
class TakesTheFirst:
    """Resolves to the only candidate, or to a similar one; stands for an article's reading as well."""

    mentions: tuple = ()
    choices: dict = field(default_factory=dict)

    def read(self, of, mentions):
        return TakesTheFirst(mentions)

    @property
    def asks(self):
        return frozenset(found.surface for found in self.mentions)

    def weigh(self, readings, choices):
        return [TakesTheFirst(reading.mentions, choices) for reading in readings]

    @property
    def asks_similar(self):
        return frozenset(name for name in self.asks if not self.choices[name]), frozenset({"UA"})

    def resolve(self, weighed, similar):
        return [
            [
                place(found, (one.choices[found.surface] or near[found.surface])[0])
                if found.surface != "nowhere"
                else Reject(stage=Stage.RESOLVE, subject="nowhere", reason="not in the gazetteer", mention=found)
                for found in one.mentions
            ]
            for one, near in zip(weighed, similar, strict=True)
        ]


class EverythingIsShelling:
    def code(self, of, outcomes):
        return [
            event(outcome, of)
            if outcome.mention.surface == "Kharkiv"
            else Reject(stage=Stage.CODE, subject="x", reason="statement", mention=outcome.mention)
            for outcome in outcomes
            if not isinstance(outcome, Reject)
        ]


@pytest.fixture
def stages():
    return batches.OpenedStages(
        gazetteer=CountingGazetteer(),
        recogniser=CapitalWords(),
        resolver=TakesTheFirst(),
        coder=EverythingIsShelling(),
    )


ARTICLES = [
    article("Missiles hit Kharkiv.", id="a"),
    article("Missiles hit Kharviv.", id="b"),
    article("Missiles hit nowhere.", id="c"),
]


def test_names_and_candidates_of_a_batch_are_asked_for_once(stages):
    batches.geoparse_batch(stages, ARTICLES)
    questions = [question for question, _ in stages.gazetteer.asked]
    assert questions.count("facts") == questions.count("candidates") == 1
    assert dict(stages.gazetteer.asked)["candidates"] == ["Kharkiv", "Kharviv", "nowhere"]


def test_outcomes_stand_in_the_order_of_articles_and_mentions(stages):
    parsed = batches.geoparse_batch(stages, ARTICLES)
    assert [one.article.id for one in parsed] == ["a", "b", "c"]
    assert all(one.outcomes[0].mention == one.mentions[0] for one in parsed)


def test_events_and_rejects_part_ways(stages):
    coded = batches.code_batch(stages, ARTICLES)
    assert [(len(one.events), len(one.left_out)) for one in coded] == [(1, 0), (0, 1), (0, 0)]


def test_a_batch_leaves_as_rows_without_the_texts(stages):
    sheet = batches.map_batch(stages, ARTICLES)
    assert len(sheet.mentions) == 3
    assert "text" not in sheet.articles[0]
    ledger = Ledger(Settings())
    ledger.add(sheet)
    assert ledger.n_articles == 3


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("x.html", ".html"), ("X.GEOJSON", ".geojson"), ("run.acled.csv", ".acled.csv"), ("a.csv", ".csv")],
)
def test_the_longest_known_ending_chooses_the_format(name, suffix):
    assert writing.known_suffix(Path(name)) == suffix


def test_an_unknown_suffix_is_told_with_the_known_ones():
    with pytest.raises(SettingsError, match=r"map\.docx.*\.geojson"):
        writing.known_suffix(Path("map.docx"))


def test_a_place_that_cannot_be_written_is_an_error_that_names_it(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(OutputError, match="file"):
        writing.write(None, tmp_path / "file" / "map.geojson")


def test_a_fault_in_merging_leaves_the_events_as_they_were_coded(stages, monkeypatch):
    def fails(events):
        raise ZeroDivisionError("merging")

    monkeypatch.setattr(pipeline, "merge", fails)
    ledger = Ledger(Settings())
    told = article("Missiles hit Kharkiv.")
    sheet = batches.map_batch(stages, [told])
    ledger.add(sheet)
    assert pipeline._merged(ledger) == list(sheet.events)  # noqa: SLF001 - a fault of ours cannot be had otherwise
    assert [(reject.subject, reject.reason) for reject in ledger.unread] == [("merging", "could not be read")]
