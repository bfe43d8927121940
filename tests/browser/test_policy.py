"""The content-security policy that the reverse proxy adds: the app works under it, and what leads elsewhere is held back."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.test_explore import map_frame

POLICY = Path(__file__).resolve().parents[2] / "deploy" / "nginx" / "atlas.conf"


def policy() -> str:
    if not POLICY.exists():
        pytest.skip("deploy/nginx/atlas.conf is not there: the policy was not tried")
    found = re.search(r'add_header Content-Security-Policy "([^"]+)" always;', POLICY.read_text(encoding="utf-8"))
    assert found is not None
    return found[1]


def test_the_app_works_under_the_policy_and_asks_nobody_else(app, visit):
    page, held = visit.page, []
    page.on("console", lambda message: held.append(message.text) if "Content Security Policy" in message.text else None)

    def through_the_proxy(route):
        reply = route.fetch()
        route.fulfill(response=reply, headers={**reply.headers, "content-security-policy": policy()})

    page.route(lambda url: url.startswith(app.url) and "/_stcore/" not in url, through_the_proxy)
    page.goto(f"{app.url}/your_data")
    page.get_by_role("button", name="Essayer avec un exemple").click()
    expect(page.get_by_role("heading", name="Ce que devient chaque ligne")).to_be_visible()
    assert map_frame(page).locator("path.leaflet-interactive").count() >= 262
    assert held == []
    answered = page.evaluate("() => fetch('https://example.org/').then(() => 'left', () => 'held back')")
    assert answered == "held back"
    page.wait_for_function("() => true")
    assert any("connect-src" in text for text in held)
