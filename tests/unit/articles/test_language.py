"""An article in a language that is not read is told, whole or by the paragraph, and never passes as "no event"."""

import gzip
import json
import re
import tarfile

import pytest
from making import article

from geomap.articles.language import in_languages
from geomap.languages import shipped_languages
from geomap.records import Article, Reject, Stage

ENGLISH = "Shells fell on the town for the third night, and two men who were on their way home have been killed."
UKRAINIAN = "Російські війська обстріляли місто втретє за ніч, загинули двоє чоловіків, які поверталися додому."
FRENCH = (
    "Des obus sont tombés sur la ville pour la troisième nuit, et deux hommes qui rentraient chez eux ont été tués."
)


def read(text, **more):
    return list(in_languages([article(text, **more)], shipped_languages()))


def reasons(text, **more):
    return [item.reason for item in read(text, **more) if isinstance(item, Reject)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (UKRAINIAN, "uk"),
        (FRENCH, "fr"),
        ("Al menos cinco personas murieron y doce resultaron heridas en un ataque armado, informó la policía.", "es"),
        ("Bei einem Drohnenangriff auf die Stadt sind in der Nacht zum Sonntag zwei Menschen getötet worden.", "de"),
        ("An kashe mutane biyar a wani hari da yan bindiga suka kai a jihar Zamfara.", "ha"),
        ("قتل خمسة أشخاص في غارة جوية على مدينة إدلب شمال غربي سوريا", "ar"),
        ("Вибухи у Харкові", "uk"),
    ],
)
def test_an_article_in_another_language_is_a_reject_that_names_it(text, code):
    (reject,) = read(text)
    assert (reject.stage, reject.reason, reject.article_id) == (Stage.READ, f"language not read ({code})", None)


def test_what_the_source_says_counts_before_any_guess():
    (reject,) = read(ENGLISH, language="uk")
    assert reject.reason == "language not read (uk)"
    assert "the source says uk" in reject.detail


def test_a_source_that_says_english_over_ukrainian_text_is_not_believed():
    assert reasons(UKRAINIAN, language="en") == ["language not read (uk)"]


@pytest.mark.parametrize("foreign", [UKRAINIAN, FRENCH])
def test_a_foreign_paragraph_is_passed_over_and_counted_and_offsets_stay_true(foreign):
    text = f"{ENGLISH}\n\n{foreign}\n\nTwo shells hit the school."
    reject, kept = read(text)
    assert reject.article_id == kept.id
    assert reject.detail.startswith("1 of 3 paragraphs")
    assert len(kept.text) == len(text)
    assert foreign not in kept.text
    assert kept.text.index("Two shells") == text.index("Two shells")
    assert kept.text.startswith(ENGLISH)


@pytest.mark.parametrize(
    "text",
    [
        "Kyiv: two killed",
        "TWO DEAD AS ROCKETS HIT ODESA PORT",
        "Carrier Strike Group changes command",
        "Troops seize Goma airport, rebels flee",
        "Ouagadougou, Bobo-Dioulasso, Fada N'Gourma, Djibo",
        "Luis Ángel Rodríguez García, Cauca governor's spokesman",
        "Photo: Reuters",
        "12.02.2023",
        "",
    ],
)
def test_headlines_names_and_captions_of_english_news_are_read(text):
    assert read(text) == [article(text)]


def test_links_and_hashtags_speak_no_language():
    text = f"{ENGLISH}\nhttps://example.org/новини/вибухи-у-харкові #Харків"
    assert read(text) == [article(text)]


def test_a_foreign_name_within_an_english_sentence_stays():
    text = "The group is known as Інформаційний спротив and reported from the front that two soldiers had been wounded."
    assert read(text) == [article(text)]


def test_languages_that_a_stage_of_ones_own_reads_pass_whole():
    (kept,) = in_languages([article(UKRAINIAN)], shipped_languages(), also=("uk",))
    assert (kept.language, kept.text) == ("uk", UKRAINIAN)


def texts_of(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.mark.shared
def test_of_english_headlines_in_either_case_at_most_one_in_a_thousand_is_refused(shared):
    files = sorted((shared / "news" / "unlabelled").glob("*.gz"))
    titles = {row["title"] for file in files for row in texts_of(file) if row["title"]}
    refused = [
        title for title in sorted(titles) for said in (title, title.upper()) if isinstance(read(said)[0], Reject)
    ]
    assert len(refused) <= 2 * len(titles) / 1000, refused


@pytest.mark.shared
@pytest.mark.parametrize("code", ["uk", "ru"])
def test_of_ukrainian_and_russian_news_99_in_100_are_refused(shared, code):
    rows = texts_of(shared / "languages" / "bsnlp" / f"bsnlp2021_{code}.jsonl.gz")[:200]
    texts = ["\n".join(" ".join(word[0] for word in sentence) for sentence in row["sentences"]) for row in rows]
    refused = [text for text in texts if not any(isinstance(item, Article) for item in read(text))]
    assert len(refused) >= 0.99 * len(texts)


@pytest.mark.shared
def test_russian_wikinews_is_refused(shared):
    with tarfile.open(shared / "languages" / "nerel_v1.1.tar.gz") as packed:
        names = [name for name in packed.getnames() if re.search(r"/dev/[^._][^/]*\.txt$", name)]
        texts = [packed.extractfile(name).read().decode("utf-8") for name in names]
    assert {reason for text in texts for reason in reasons(text)} == {"language not read (ru)"}
