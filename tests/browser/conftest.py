"""Pages in Chromium without a network: every request and every fault is a failure."""

import shutil

import pytest
from page_sample import sample_tables
from playwright.sync_api import sync_playwright

from geomap.output.page import write_page

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    """All of them in one worker: one browser is enough for two cores."""
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.enable_socket)  # Playwright speaks to its own driver
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def chromium():
    """A running browser."""
    path = shutil.which("chromium")
    if not path:
        pytest.skip("no chromium here: `make chromium` installs it")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sample_page(tmp_path_factory):
    """The sample run as a page on disk."""
    target = tmp_path_factory.mktemp("pages") / "sample.html"
    write_page(sample_tables(), target)
    return target


@pytest.fixture
def visit(chromium):
    """Opens a file with the network off; at the end nothing may have been asked for or have gone wrong."""
    contexts, asked, faults = [], [], []

    def opened(path, address="", *, ready="#gm[data-ready]", **how):
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 800}, "offline": True, **how})
        contexts.append(context)
        context.route(
            "**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort()
        )
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type in {"error", "warning"} else None)
        page.goto(path.as_uri() + address)
        page.locator(ready).wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert faults == []


@pytest.fixture
def page(visit, sample_page):
    """The sample page, open."""
    return visit(sample_page)
