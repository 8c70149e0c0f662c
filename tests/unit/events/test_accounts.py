import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st
from making import article
from telling import TOWNS, outcomes

from geomap.events import shipped_coder
from geomap.records import Event, GeoPrecision, Place, Role

PIECES = """rockets hit killed protest police near between and in from , . on Friday yesterday since the army said
that 12 people were if will not shelled clashed north of km Novoselivske region "quoted" 17 missiles after years ago
bomb exploded — ;"""
WORDS = st.sampled_from([*PIECES.split(), *TOWNS])
TEXTS = st.lists(WORDS, max_size=40).map(" ".join)
READER = shipped_coder()
ROLES = st.dictionaries(st.sampled_from(sorted(TOWNS)), st.sampled_from(Role), max_size=4)


@settings(deadline=None)
@given(TEXTS, ROLES)
def test_every_placed_mention_is_told_or_rejected_exactly_once(text, roles):
    told = article(text, published=dt.date(2023, 2, 12), title="")
    given_ = outcomes(told, roles=roles, unknown=["Novoselivske"])
    made = READER.code(told, given_)
    carrying = {one.where.mention for one in made if isinstance(one, Event)}
    rejected = [one.mention for one in made if not isinstance(one, Event)]
    assert len(rejected) == len(set(rejected))
    assert carrying.isdisjoint(rejected)
    assert {outcome.mention for outcome in given_ if isinstance(outcome, Place)} <= carrying.union(rejected)
    assert carrying.union(rejected) <= {outcome.mention for outcome in given_}


@settings(deadline=None)
@given(TEXTS)
def test_events_are_sound(text):
    told = article(text, published=dt.date(2023, 2, 12), title="")
    for event in READER.code(told, outcomes(told, unknown=["Novoselivske"])):
        if not isinstance(event, Event):
            continue
        assert event.when.first <= event.when.last
        assert 0.0 <= event.confidence <= 1.0
        assert event.reports[0].span.of(text) == event.reports[0].quote
        exact = event.where.precision not in {GeoPrecision.COUNTRY, GeoPrecision.NONE}
        assert (event.where.at is not None) == exact


@settings(deadline=None)
@given(st.text())
def test_no_text_breaks_the_coder(text):
    for one in READER.codes(article(text, title=text, published=dt.date(2023, 2, 12))):
        assert 0.0 <= one.probability <= 1.0
