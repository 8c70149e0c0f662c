"""Lines that a page puts around its article are no news, and what the article says stays where it was."""

import pytest
from making import article

from geomap.articles.furniture import without_furniture
from geomap.languages import shipped_languages
from geomap.records import Article, Reject

STORY = "Russian artillery shelled Bakhmut on Friday, killing two civilians."


def read(text, **more):
    items = list(without_furniture([article(text, **more)], shipped_languages()))
    return items[-1], [item for item in items if isinstance(item, Reject)]


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Explosion in Odesa kills five",
        "READ ALSO: 37 killed in strikes on a camp",
        "Related: Floods in Kherson",
        "Also read: Why the dam broke",
        "Don’t miss this: The year in pictures",
        "Yesterday's live blog: Three killed in Zaporizhzhia",
        "Watch: Drone footage from Avdiivka",
        "Follow us on Telegram",
        "Sign up to our newsletter in London",
        "Listen to this article",
        "3 min",
        "Photo: AP Photo/D. Snapper in Lviv",
        "© 2023 Example Daily, 10 Example Street, Washington, D.C.",
        "Additional reporting by B. Writer in Warsaw; editing by C. Editor in New York",
        "(Reporting by A. Writer in Kyiv; Editing by B. Editor)",
        "The agency's A. Writer contributed to this report.",
        "  • See more",
        "Advertisement",
    ],
)
def test_a_line_around_an_article_is_blanked_letter_for_letter_and_told(line):
    text = f"{STORY}\n\n{line}\n\nA drone hit Kherson."
    found, (reject,) = read(text)
    assert len(found.text) == len(text)
    assert found.text.split() == f"{STORY} A drone hit Kherson.".split()
    assert found.text.index("A drone") == text.index("A drone")
    assert (reject.reason, reject.article_id) == ("lines around the article", found.id)


@pytest.mark.parametrize(
    "line",
    [
        f"Read more of it: {'shells fell on a street of Kherson, ' * 8}",
        "Related deaths in Kherson rose to five on Friday.",
        "Photographers saw the missile hit Kharkiv.",
        "Watch officers in Odesa saw two drones.",
        "Images of the strike on Dnipro were shown on Friday.",
        "Three reporters were wounded in Kherson.",
        "Follow-up strikes hit Nikopol.",
        "Subscribers in Sumy lost power after a strike.",
    ],
)
def test_a_sentence_of_the_article_is_none(line):
    assert read(f"{STORY}\n\n{line}") == (article(f"{STORY}\n\n{line}"), [])


def test_a_text_of_nothing_else_stays():
    assert read("Watch: Shells hit Bakhmut")[0].text == "Watch: Shells hit Bakhmut"


def test_an_article_in_another_language_passes_whole():
    found, rejects = read(f"{STORY}\nRead more: X", language="uk")
    assert isinstance(found, Article)
    assert (found.text, rejects) == (f"{STORY}\nRead more: X", [])
