"""One figure in the frame of another site: the snippet of the page, pasted into a page that another server gives."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import open_part
from tests.browser.test_explore import MAP, map_frame


@contextmanager
def other_site(body: str) -> Iterator[str]:
    """A page with `body`, on a server of its own."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            content = f"<!doctype html><html lang=fr><title>Un autre site</title><body>{body}</body></html>".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *told):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(("label", "height"), [("De kaart met haar legende", 980), ("De drie maten van dekking", 420)])
def test_the_snippet_shows_the_figure_of_the_view_in_another_site(app, visit, label, height):
    page = visit.page
    page.goto(f"{app.url}/explore?lang=nl&programme=leader-2014-2020")
    map_frame(page)
    open_part(page, "Downloaden")
    page.get_by_role("radio", name=label).click()
    code = page.locator("code").filter(has_text=f'height="{height}"')
    expect(code).to_be_visible()
    snippet = code.inner_text()
    assert re.search(
        r'<iframe src="[^"<>]*embed=true[^"<>]*programme=leader-2014-2020[^"<>]*" title="[^"<>]*2014–2020[^"<>]*" lang="nl"', snippet
    )
    with other_site(snippet) as site:
        page.goto(site)
        frame = page.frame_locator("iframe").first
        expect(frame.get_by_role("heading", level=1)).to_contain_text("2014–2020")
        expect(frame.locator("footer.foot")).to_contain_text("Statbel")
        expect(frame.locator("footer.foot")).to_contain_text(re.compile(r"getoond op \d{1,2} \w+ 20\d\d"))
        expect(frame.get_by_role("link", name="Openen in de atlas")).to_have_attribute("href", re.compile(r"/explore\?lang=nl&programme="))
        if height == 980:
            inner = frame.frame_locator(MAP)
            expect(inner.locator(".leaflet-overlay-pane path.leaflet-interactive")).to_have_count(261)
            expect(inner.get_by_role("button", name="Luik", exact=True)).to_be_visible()
            expect(frame.locator("table.legend")).to_be_visible()
        else:
            expect(frame.locator(".meter .row")).to_have_count(3)
            expect(frame.locator(MAP)).to_have_count(0)
        for widget in ("stSidebar", "stHeader", "stButton", "stDataFrame"):
            expect(frame.get_by_test_id(widget).locator("visible=true")).to_have_count(0)
        inside = page.frames[1]
        assert inside.evaluate("document.documentElement.lang") == "nl"
        assert inside.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight") <= height + 1, (
            "the frame is too low for its figure"
        )
    assert visit.outside == set()
    assert visit.errors == []


def test_a_frame_s_link_is_looked_up_like_any_other(app, visit):
    page = visit.page
    page.goto(f"{app.url}/explore?embed=true&figure=<script>&programme=../etc&lang=xx")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nombre d’initiatives")
    expect(page.frame_locator(MAP).locator(".leaflet-overlay-pane path.leaflet-interactive")).to_have_count(261)
