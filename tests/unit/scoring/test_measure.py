import json
import subprocess
import sys

import pytest

from geomap.scoring import compare, read_gold, read_predicted, write_report
from geomap.scoring.gold import GoldArticle, PredictedArticle

BAKHMUT = {"start": 15, "end": 22, "lon": 38.0, "lat": 48.6}


def gold(*mentions, text="Shells fell on Bakhmut, Kyiv said. <b>"):
    return {"a": GoldArticle(id="a", text=text, mentions=mentions)}


def predicted(*mentions):
    return {"a": PredictedArticle(id="a", mentions=mentions)}


def found(start=15, end=22, lon=38.0, lat=48.6, **more):
    return {"start": start, "end": end, "place": {"lon": lon, "lat": lat, "trust": 0.95}, **more}


def test_a_perfect_prediction_scores_one_and_has_no_finding():
    scores, findings = compare(gold(BAKHMUT), predicted(found()))
    assert (scores.f1, scores.exact_f1, scores.acc161, scores.acc161_all, scores.e2e_f1) == (1, 1, 1, 1, 1)
    assert scores.median_km == 0
    assert findings == []


@pytest.mark.parametrize(
    ("annotated", "guess", "kind"),
    [
        ([BAKHMUT], [], "missed"),
        ([], [found()], "spurious"),
        ([BAKHMUT], [found(lon=30.5)], "wrong place"),
        ([BAKHMUT], [{"start": 15, "end": 22, "reject": "too ambiguous to place"}], "not placed"),
    ],
)
def test_each_kind_of_error_is_found(annotated, guess, kind):
    assert [finding.kind for finding in compare(gold(*annotated), predicted(*guess))[1]] == [kind]


def test_a_gold_span_counts_once():
    scores, _ = compare(gold(BAKHMUT), predicted(found(15, 18), found(19, 22)))
    assert (scores.predicted, scores.precision, scores.exact_f1) == (1, 1, 0)


def test_a_prediction_prefers_the_equal_span():
    wide = {**BAKHMUT, "start": 12, "end": 23, "lon": 0.0, "lat": 0.0}
    scores, _ = compare(gold(wide, BAKHMUT), predicted(found()))
    assert scores.acc161 == 1


def test_kinds_that_are_no_names_are_neither_asked_for_nor_punished():
    scores, findings = compare(gold({**BAKHMUT, "kind": "Non_Toponym"}), predicted(found()))
    assert (scores.gold, scores.predicted, findings) == (0, 0, [])


def test_people_are_left_out_where_the_gold_does_not_know_them():
    scores, _ = compare(gold(), predicted(found(role="people")), people=False)
    assert scores.predicted == 0


def test_mentions_in_the_title_are_not_scored_against_the_text():
    assert compare(gold(BAKHMUT), predicted(found(field="title")))[0].predicted == 0


def test_trust_that_promises_too_much_is_measured():
    scores, _ = compare(gold(BAKHMUT), predicted(found(lon=30.5)))
    assert scores.calibration_error == pytest.approx(0.95)
    assert (scores.sure, scores.sure_right) == (1, 0)


def test_nothing_to_measure_gives_none_and_not_zero():
    scores, _ = compare(gold(), predicted())
    assert (scores.precision, scores.f1, scores.acc161, scores.auc, scores.sure_right) == (None,) * 5


def test_the_report_shows_the_sentence_and_escapes_it():
    annotated = gold({"start": 24, "end": 28}, text="Shells fell on Bakhmut, Kyiv <script>said</script>.")
    scores, findings = compare(annotated, predicted(found(24, 28, role="<i>")), people=True)
    page = write_report(scores, findings, annotated)
    assert "<script>" not in page
    missed = compare(annotated, predicted())
    page = write_report(*missed, annotated)
    assert "Bakhmut, <mark>Kyiv</mark> &lt;script&gt;said" in page
    assert "missed" in page


@pytest.mark.shared
def test_the_figures_are_those_of_the_lent_scoring_tool(shared, tmp_path):
    corpus, guess = tmp_path / "gold.jsonl", tmp_path / "guess.jsonl"
    lines = (shared / "corpora" / "gwn-a.jsonl").read_text(encoding="utf-8").splitlines()
    with corpus.open("w", encoding="utf-8") as annotated, guess.open("w", encoding="utf-8") as out:
        for number, line in enumerate(lines):
            article = json.loads(line)
            article["mentions"] = [m for m in article["mentions"] if m["start"] >= 0]  # two stand before their text
            annotated.write(json.dumps(article) + "\n")
            mentions = [
                {
                    "start": m["start"] + (index % 3 == 0),
                    "end": m["end"],
                    "role": "people" if index % 4 == 0 else "location",
                    "place": None if m["lon"] is None else {"lon": m["lon"], "lat": min(m["lat"] + index % 5, 90)},
                }
                for index, m in enumerate(article["mentions"])
                if index % 7 and m["end"] - m["start"] > 1
            ]
            mentions += [{"start": 0, "end": 3, "place": None}] if number % 2 else []
            out.write(json.dumps({"id": article["id"], "mentions": mentions}) + "\n")
    tool = shared / "tools" / "score_geoparse.py"
    told = json.loads(
        subprocess.run([sys.executable, tool, corpus, guess, "--json"], capture_output=True, check=True).stdout
    )
    ours = dict(compare(read_gold(corpus), read_predicted(guess))[0].items())
    same = {"precision": "p", "recall": "r"}
    for name in ("precision", "recall", "f1", "exact_f1", "acc161", "acc161_all", "e2e_f1"):
        assert ours[name] == pytest.approx(told[same.get(name, name)], abs=0.002), name  # an ellipsoid, not a sphere
