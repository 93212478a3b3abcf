"""The counter on the page counts as the server does, and works on what is typed."""

import http.server
import json
import threading
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CASES = json.loads((ROOT / "tests/portal/counting_cases.json").read_text(encoding="utf-8"))
PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8"><title>Đếm</title>
<textarea id="box" data-count="words" data-limit="3"></textarea>
<script type="module" src="/portal/js/count.js"></script></html>"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """The static files, and one page that uses them: modules need an origin."""

    def do_GET(self):
        if self.path != "/":
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def log_message(self, *_args):
        """Quiet."""


@pytest.fixture
def counter_page(page):
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Handler, directory=str(ROOT / "static"))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    page.wait_for_selector(".count")
    yield page
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("unit", ["words", "characters"])
def test_the_screen_counts_the_cases_as_the_server_does(counter_page, unit):
    counted = counter_page.evaluate(
        """async ([texts, unit]) => {
            const { count } = await import("/portal/js/count.js");
            return texts.map((text) => count(text, unit));
        }""",
        [[case["text"] for case in CASES], unit],
    )

    assert counted == [case[unit] for case in CASES]


def test_the_count_follows_the_typing_and_never_stops_it(counter_page):
    shown = counter_page.locator(".count")
    assert shown.text_content() == "Còn 3 từ"

    counter_page.fill("#box", "một hai")
    assert shown.text_content() == "Còn 1 từ"

    counter_page.fill("#box", "một hai ba bốn năm")
    assert shown.text_content() == "Thừa 2 từ"
    assert "count-over" in shown.get_attribute("class")
    assert counter_page.input_value("#box") == "một hai ba bốn năm"
