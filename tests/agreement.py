"""Whether all that a page shows and gives agrees: head, map, lists, legend, sources, histogram, exports."""

import io
import json
import re
from collections import Counter
from csv import DictReader

from page_sample import counted, sample_events
from playwright.sync_api import expect

EVENTS = {event.id: event for event in sample_events()}
ALL = frozenset(EVENTS)
DAY0 = min(event.when.first for event in EVENTS.values())
UNMAPPED = frozenset({"country", "nowhere"})


def that(wanted):
    """The ids of the events for which `wanted` holds."""
    return frozenset(key for key, event in EVENTS.items() if wanted(event))


def articles_of(event):
    return {report.article_id for report in event.reports}


def taken(page, kind):
    """The file that the page gives, as text."""
    with page.expect_download() as got:
        page.select_option("#gm-exp", kind)
    return got.value.path().read_text("utf-8")


def spot(page, name):
    """Where a mark stands in the window."""
    mark = page.evaluate("name => geomap.marks.find(m => m.name === name)", name)
    box = page.locator(".folium-map").bounding_box()
    return box["x"] + mark["x"], box["y"] + mark["y"]


def exported(page, *, both=True):
    """The ids in an export, or in both, which must be the same."""
    ids = [feature["id"] for feature in json.loads(taken(page, "geojson"))["features"]]
    if both:
        assert ids == [row["id"] for row in DictReader(io.StringIO(taken(page, "csv").lstrip("\ufeff")))]
    return frozenset(ids)


def agree(page, ids, *, certain=False, listed=True, csv=True):
    """The page shows exactly the events `ids`, wherever one looks; the map shows all of its world.

    With `certain`, events that only possibly lie in the range are hidden; the histogram, which is drawn whatever the
    range, still shows them. Without `listed` the list of sources is narrowed or in another order, and left out.
    """
    expect(page.locator("#gm-count")).to_have_text(re.compile(rf"^(\d+–)?{len(ids)}$"))
    expect(page.locator("#gm-live")).to_contain_text(counted(len(ids), "event") + " from")  # the lists have followed
    assert exported(page, both=csv) == ids
    page.click("[data-t=un]")
    expect(page.locator("#gm-uncount")).to_have_text(counted(len(ids & UNMAPPED), "event"))
    expect(page.locator("#gm-unlist .gm-ev")).to_have_count(len(ids & UNMAPPED))
    page.click("[data-t=ev]")
    mapped = ids - UNMAPPED
    expect(page.locator("#gm-ecount")).to_have_text(counted(len(mapped), "event") + " in view")
    expect(page.locator("#gm-evlist .gm-ev")).to_have_count(len(mapped))
    assert page.evaluate("geomap.marks.reduce((n, mark) => n + mark.n, 0)") == len(mapped)
    page.click("[data-t=src]")
    if listed:
        _sources(page, ids)
    _legend(page, ids)
    _histogram(page, ids, certain=certain)


def _sources(page, ids):
    """Each article says how many of the events shown it reports, the newest article first."""
    counts = Counter(key for event in ids for key in articles_of(EVENTS[event]))
    told = [str(counts[article]) for article in ("n5", "n4", "n3", "n2", "n1")]
    expect(page.locator("#gm-list .gm-row .gm-n")).to_have_text(told)


def _legend(page, ids):
    """A type that is on counts the events shown; one that is off keeps the number that it would add."""
    counts = Counter(EVENTS[event].event_type.value for event in ids)
    for switch in page.locator(".gm-type[aria-checked=true]").all():
        assert int(switch.locator(".gm-n").inner_text()) == counts[switch.locator(".gm-tn").inner_text()]
    assert sum(counts.values()) == len(ids)


def _histogram(page, ids, *, certain):
    """Each bar in the range holds the events shown that lie in it, certainly or possibly."""
    bars = page.evaluate("geomap.histogram")
    low, high = (int(page.locator(grip).get_attribute("aria-valuenow")) for grip in ("#gm-h0", "#gm-h1"))
    sure, possible = Counter(), Counter()
    edges = bars["edges"]
    for event in ids:
        first, last = ((day - DAY0).days for day in (EVENTS[event].when.first, EVENTS[event].when.last))
        inside = [b for b in range(len(edges) - 1) if edges[b] <= last and edges[b + 1] > first]
        for b in inside:
            (sure if len(inside) == 1 else possible)[b] += 1
    within = [b for b in range(len(edges) - 1) if edges[b] >= low and edges[b + 1] <= high + 1]
    assert [bars["sure"][b] for b in within] == [sure[b] for b in within]
    if not certain:
        assert [bars["possible"][b] for b in within] == [possible[b] for b in within]
