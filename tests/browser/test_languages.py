"""The page in Ukrainian and Russian: places and provinces too, on the map, in lists, chips and the tree."""

import pytest
from playwright.sync_api import expect

CALLED = {"uk": ("Мелітополь", "Харківська область"), "ru": ("Мелитополь", "Харьковская область")}


@pytest.mark.parametrize("language", CALLED)
def test_places_are_called_as_in_the_language_of_the_page(visit, sample_page, language):
    town, province = CALLED[language]
    page = visit(sample_page, f"#l={language}", viewport={"width": 1280, "height": 1300})
    page.click("[data-t=ev]")
    expect(page.locator(".gm-ev").filter(has_text=town)).to_have_count(1)
    page.click("#gm-placesbox summary")
    node = page.locator(".gm-node").filter(has_text=province)
    node.click()
    expect(page.locator(".gm-chip").filter(has_text=province)).to_have_count(1)
    expect(page.locator("#gm-count")).to_have_text("2")
