"""Stories: what is read of a Markdown file, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_sample import sample_tables

from geomap.errors import SettingsError
from geomap.output.page import write_page
from geomap.output.story import read_story, story_of
from geomap.settings import PageOptions

STORY = """# A *war* in ten events

Before the first view.

## Strikes

https://news.example/map.html#d=2023-02-10_2023-02-20&m=6/49.5/33
Words **right below** the address,
on two lines.

- one
- two

### Smaller

## South

#t=010111

See [the report](https://example.org/a?b=1&c=2).

## The end
"""


def test_a_view_is_a_heading_an_address_and_a_text():
    story = story_of(STORY)
    assert story.title == "A war in ten events"
    assert [(view.title, view.at) for view in story.views] == [
        ("", None),
        ("Strikes", "d=2023-02-10_2023-02-20&m=6/49.5/33"),
        ("South", "t=010111"),
        ("The end", None),
    ]
    assert story.views[1].text == [
        ["p", "Words ", ["strong", "right below"], " the address, on two lines."],
        ["ul", ["li", ["p", "one"]], ["li", ["p", "two"]]],
        ["h4", "Smaller"],
    ]
    assert story.views[2].text == [["p", "See ", ["a", "https://example.org/a?b=1&c=2", "the report"], "."]]


def test_neither_html_nor_other_addresses_than_of_the_web_come_out_of_a_story():
    text = '<b onclick="y()">z</b> [a](javascript:alert(1)) [b](data:text/html,x) [c](x.html)'
    (view,) = story_of(f"## x\n\n{text}").views
    assert view.text == [["p", '<b onclick="y()">z</b> [a](javascript:alert(1)) [b](data:text/html,x) c']]


def test_all_faults_are_told_with_their_lines():
    text = "# One\n\n## A\n\n#m=1/2/3\n\n#m=2/3/4\n\n![p](https://x.example/p.png)\n\n# Two\n\n## B\n\n#zoom=9\n"
    with pytest.raises(SettingsError) as told:
        story_of(text, name="s.md")
    assert [line.split(": ")[:2] for line in str(told.value).split("\n")] == [
        ["s.md", "line 7"],
        ["s.md", "line 9"],
        ["s.md", "line 11"],
        ["s.md", "line 15"],
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "no view"), (b"# Only a title\n", "no view"), (b"## \xff\n", "UTF-8"), (None, "cannot be read")],
)
def test_a_file_that_is_no_story_is_refused_by_name(tmp_path, content, said):
    path = tmp_path / "story.md"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError, match=rf"story\.md.*{said}"):
        read_story(path)


def tags(content):
    if isinstance(content, list):
        yield content[0]
        for part in content[2 if content[0] == "a" else 1 :]:
            yield from tags(part)


@given(st.text(alphabet=st.sampled_from("#*_`<>[]()!&-1. \nab=/:\\~|"), max_size=80))
def test_whatever_is_written_only_known_elements_come_out(text):
    try:
        views = story_of(f"## Begin\n\n{text}").views
    except SettingsError:
        return
    found = {tag for view in views for block in view.text for tag in tags(block)}
    assert found <= {"p", "ul", "ol", "li", "blockquote", "em", "strong", "code", "pre", "br", "hr", "h4", "a"}


def test_the_page_holds_the_story_as_data_that_no_browser_runs(tmp_path):
    story = tmp_path / "story.md"
    story.write_text("## Now\n\n</script><script>alert(1)</script>\n", "utf-8")
    write_page(sample_tables(), tmp_path / "map.html", options=PageOptions(story=story))
    page = (tmp_path / "map.html").read_text("utf-8")
    assert "<script>alert(1)" not in page
    assert "alert(1)" in page
