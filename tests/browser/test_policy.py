"""The content-security policy that the proxy adds: the app works under it, and what leads elsewhere is held back."""

from playwright.sync_api import expect

from tests.browser.proxy import needs_nginx, running_replicas
from tests.browser.test_explore import map_frame

pytestmark = needs_nginx


def test_the_app_works_under_the_policy_and_asks_nobody_else(visit, tmp_path):
    page, held = visit.page, []
    page.on("console", lambda message: held.append(message.text) if "Content Security Policy" in message.text else None)
    with running_replicas(tmp_path) as replicas:
        answer = page.goto(f"{replicas.url}/your_data")
        assert "connect-src 'self'" in answer.headers["content-security-policy"]
        page.get_by_role("button", name="Essayer avec un exemple").click()
        expect(page.get_by_role("heading", name="Ce que devient chaque ligne")).to_be_visible()
        assert map_frame(page).locator("path.leaflet-interactive").count() >= 261
        assert held == []
        answered = page.evaluate("() => fetch('https://example.org/').then(() => 'left', () => 'held back')")
        assert answered == "held back"
        assert any("connect-src" in text for text in held)
