import pickle
from dataclasses import replace
from importlib.metadata import EntryPoint
from types import SimpleNamespace

import pytest
from making import article, mention

from geomap import batches, pipeline, settings
from geomap.batches import OpenStages
from geomap.errors import ModelError, SettingsError
from geomap.records import NameFacts, Reject, Span, Stage
from geomap.settings import Settings
from geomap.stages import Stages


class Capitals:
    """Takes every word with a capital letter for a place."""

    def __init__(self, version="1"):
        self.id = f"capitals-{version}"

    def asks(self, article):
        return frozenset()

    def recognise(self, article, facts):
        return [mention(word, of=article) for word in article.text.split() if word.istitle()]


class OnlyFacts:
    id = "half"

    def facts(self, folded):
        return {name: NameFacts(bearers=1, population=1, classes="P") for name in folded}


def test_a_recogniser_of_ones_own_finds_the_names_and_is_named_in_the_notes():
    result = pipeline.map_events(article("shells hit Kharkiv today"), stages=Stages(recogniser=Capitals()))
    assert list(result.mentions["text"]) == ["Kharkiv"]
    assert result.notes.stages == (("recogniser", "capitals-1"),)


def test_notes_of_a_run_with_the_shipped_stages_name_none():
    assert pipeline.map_events(article("nothing")).notes.stages == ()


def test_a_stage_that_lacks_a_method_is_refused_with_all_that_it_lacks():
    with pytest.raises(SettingsError, match=r"gazetteer: OnlyFacts has no method candidates.*no method similar"):
        Stages(gazetteer=OnlyFacts())


def test_a_stage_without_an_id_is_refused():
    capitals = Capitals()
    capitals.id = ""
    with pytest.raises(SettingsError, match="recogniser: Capitals has no id"):
        Stages(recogniser=capitals)


def test_a_worker_opens_stages_once_though_each_batch_brings_a_copy():
    stages = OpenStages(Settings(), Stages(recogniser=Capitals()))
    copy = pickle.loads(pickle.dumps(stages))  # noqa: S301 - our own
    assert copy == stages
    assert hash(copy) == hash(stages)


def test_stages_of_other_ids_are_opened_apart():
    one, other = (OpenStages(Settings(), Stages(recogniser=Capitals(version))) for version in "12")
    assert one != other


@pytest.fixture
def installed(monkeypatch):
    def install(value):
        entry = EntryPoint(name="capitals", value=value, group="geomap.recognisers")

        def found(*, group, name="capitals"):
            return [entry] if (group, name) == ("geomap.recognisers", "capitals") else []

        monkeypatch.setattr(settings, "entry_points", found)
        monkeypatch.setattr(batches, "entry_points", found)

    return install


def test_a_recogniser_of_an_installed_package_is_found_by_its_name(installed):
    installed(f"{__name__}:Capitals")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(EntryPoint, "load", lambda _: Capitals)
        result = pipeline.map_events(article("shells hit Kharkiv today"), Settings(recogniser="capitals"))
    assert list(result.mentions["text"]) == ["Kharkiv"]


def test_an_unknown_recogniser_is_refused_with_the_names_of_those_there_are(installed):
    installed("x:y")
    with pytest.raises(SettingsError, match=r"unknown recogniser 'spacy'.*accurate, fast, capitals"):
        Settings(recogniser="spacy")


def test_an_installed_recogniser_that_does_not_open_is_named(installed):
    installed("no_such_module_at_all:Capitals")
    with pytest.raises(ModelError, match=r"'capitals' \(no_such_module_at_all:Capitals\) cannot be opened"):
        pipeline.map_events(article("nothing"), Settings(recogniser="capitals"))


class Wrong(Capitals):
    """Gives what it was made with, or fails with it."""

    def __init__(self, gives):
        super().__init__()
        self.gives = gives

    def recognise(self, article, facts):
        if isinstance(self.gives, Exception):
            raise self.gives
        return self.gives(article)


def test_a_class_where_a_stage_is_wanted_is_told():
    with pytest.raises(SettingsError, match=r"recogniser: Capitals is a class; give one of it, Capitals\(...\)"):
        Stages(recogniser=Capitals)


@pytest.mark.parametrize(
    ("gives", "said"),
    [
        (lambda _: None, r"recognise\(\) gave NoneType; a list of Mention"),
        (lambda _: ["Kharkiv"], r"recognise\(\) gave str; Mention"),
        (
            lambda one: [replace(mention("Kharkiv", of=one), span=Span(start=0, end=99))],
            "'Kharkiv'.* 0 to 99 of the text",
        ),
        (lambda one: [replace(mention("Kharkiv", of=one), span=Span(start=0, end=0))], "0 to 0 of the text, where ''"),
        (lambda one: [replace(mention("Kharkiv", of=one), article_id="b")], "of the article 'b'"),
        (lambda one: [mention("Kharkiv", of=one)] * 2, "overlaps the mention before"),
    ],
)
def test_a_recogniser_that_breaks_its_promise_stops_the_run(gives, said):
    with pytest.raises(SettingsError, match=rf"^recogniser 'capitals-1': .*{said}"):
        pipeline.map_events(article("Shells hit Kharkiv."), stages=Stages(recogniser=Wrong(gives)))


def test_a_stage_that_fails_costs_the_article_and_is_told_as_its_own():
    result = pipeline.map_events(article("Kharkiv"), stages=Stages(recogniser=Wrong(ZeroDivisionError("by none"))))
    (lost,) = result.rejects.to_dict("records")
    assert lost["reason"] == "recogniser failed"
    assert lost["detail"].startswith("ZeroDivisionError: by none; in the recogniser 'capitals-1' that was given")
    assert "geomap: please report" not in lost["detail"]


class Coder:
    id = "coder-1"

    def code(self, article, outcomes):
        return [{"place": "Kharkiv"}]


def test_a_coder_that_gives_no_events_stops_the_run():
    with pytest.raises(SettingsError, match=r"coder 'coder-1': code\(\) gave dict; Event or Reject is wanted"):
        pipeline.map_events(article("Shells hit Kharkiv."), stages=Stages(coder=Coder()))


class Resolver:
    """Finds no place for the first mention, and forgets the others."""

    id = "resolver-1"

    def __init__(self, gives=None):
        self.gives = gives

    def read(self, article, mentions):
        return SimpleNamespace(asks=frozenset(), mentions=mentions)

    def weigh(self, readings, choices):
        return [SimpleNamespace(asks_similar=(frozenset(), frozenset()), reading=one) for one in readings]

    def resolve(self, weighed, similar):
        return [self.gives] * len(weighed) if self.gives else []


@pytest.mark.parametrize(
    ("gives", "said"),
    [
        (None, "outcomes of 0 articles for 1"),
        (["Kharkiv"], "gave str; Place or Reject"),
        ([Reject(stage=Stage.RESOLVE, subject="x", reason="x")], "1 outcomes for 3"),
    ],
)
def test_a_resolver_that_breaks_its_promise_stops_the_run(gives, said):
    stages = Stages(recogniser=Capitals(), resolver=Resolver(gives))
    with pytest.raises(SettingsError, match=rf"^resolver 'resolver-1': resolve\(\) .*{said}"):
        pipeline.map_events(article("Shells hit Kharkiv and Sumy"), stages=stages)
