"""Pages in Chromium without a network: every request and every fault is a failure."""

import http.server
import os
import re
import shutil
import threading

import pytest
from page_sample import sample_tables
from playwright.sync_api import sync_playwright

from geomap.output.page import write_page

os.environ["GEOMAP_MEASURE"] = "1"  # pages of these tests bring the handle by which they are looked into
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
    """Those of one browser in one worker: two browsers are enough for two cores.

    A browser on a busy machine may miss a moment; what fails is tried once more, and said so by a line `RERUN`.
    """
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1))
            item.add_marker(pytest.mark.enable_socket)  # Playwright speaks to its own driver
            item.add_marker(pytest.mark.xdist_group("firefox" if "firefox" in item.path.name else "browser"))


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


class Served:
    """A folder on a server of this machine; the addresses that were asked for are kept."""

    def __init__(self, folder, answer=None):
        self.asked = asked = []

        class Handler(http.server.SimpleHTTPRequestHandler):
            def __init__(self, *args):
                super().__init__(*args, directory=folder)

            def do_GET(self):
                asked.append(self.path)
                if answer is None:
                    super().do_GET()
                    return
                self.send_response(200)
                self.send_header("Content-Type", "image/png")
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *said):
                """Nothing is printed."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.at = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        """Answer nobody any more."""
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def serve():
    """Starts servers on this machine that stop with the test."""
    running = []

    def started(folder, answer=None):
        running.append(Served(folder, answer))
        return running[-1]

    yield started
    for one in running:
        one.stop()


@pytest.fixture
def visit(chromium, serve):
    """Opens a file with the network off; at the end nothing may have been asked for or have gone wrong.

    With `allow`, the beginning of an address on this machine, that server may be asked; `expected` are faults that the
    test is about, as a pattern. The map moves at once unless a test asks for motion: what is clicked shall not run
    away. `serve` is there to stop later than the pages that ask it.
    """
    contexts, asked, faults = [], [], []

    def opened(path, address="", *, ready="#gm[data-ready]", allow=None, expected=None, **how):
        usual = {"viewport": {"width": 1280, "height": 800}, "offline": not allow, "reduced_motion": "reduce"}
        context = chromium.new_context(**usual | how)
        contexts.append(context)
        free = ("file:", allow) if allow else ("file:",)
        context.route("**/*", lambda route: route.continue_() if route.request.url.startswith(free) else route.abort())
        page = context.new_page()

        def fault(text):
            if not (expected and re.search(expected, text)):
                faults.append(text)

        page.on("request", lambda request: asked.append(request.url) if not request.url.startswith(free) else None)
        page.on("pageerror", lambda error: fault(str(error)))
        page.on("console", lambda said: fault(said.text) if said.type in {"error", "warning"} else None)
        page.goto(path if isinstance(path, str) else path.as_uri() + address)
        page.locator(ready).wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith(("data:", "blob:"))] == []
    assert faults == []


@pytest.fixture
def page(visit, sample_page):
    """The sample page, open."""
    return visit(sample_page)
