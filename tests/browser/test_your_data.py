"""A table of the visitor's own, in a real browser; hostile cells never run, two visitors never meet."""

import csv
import io
import re

from playwright.sync_api import expect

from tests.browser.test_explore import map_frame


def upload(page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").first.set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})


def test_the_sample_is_joined_reported_and_drawn(app, visit):
    page = visit.page
    page.goto(f"{app.url}/your_data")
    page.get_by_role("button", name="Essayer avec un exemple").click()
    expect(page.get_by_role("heading", name="Ce que devient chaque ligne")).to_be_visible()
    expect(page.get_by_text("12 lignes lues")).to_be_visible()
    assert map_frame(page).locator("path.leaflet-interactive").count() >= 262
    with page.expect_download() as told:
        page.get_by_role("button", name="Télécharger le rapport (CSV)").click()
    rows = list(csv.DictReader(io.StringIO(told.value.path().read_text(encoding="utf-8"))))
    assert [int(row["row"]) for row in rows] == list(range(2, 14))
    outcomes = {row["key"]: row["outcome"] for row in rows}
    assert outcomes["Luik"] == "matched"
    assert outcomes["Louvain-la-Neuve"] == "renamed"
    assert outcomes["52063"] == "recoded"
    assert outcomes["Bruxelles"] == "outside"
    assert outcomes["Marche en Famene"] == "unknown"
    assert visit.errors == []


def test_a_hostile_cell_is_shown_and_never_runs(app, visit):
    page = visit.page
    page.goto(f"{app.url}/your_data")
    upload(page, "evil.csv", b"commune;<img src=x onerror=window.__hit=1>\nNamur;12\n<script>window.__hit=1</script>;3\n=1+1;4\n")
    expect(page.get_by_text("3 lignes lues")).to_be_visible()
    map_frame(page)
    assert page.evaluate("() => window.__hit") is None
    assert all(frame.evaluate("() => window.__hit") is None for frame in page.frames)
    with page.expect_download() as told:
        page.get_by_role("button", name="Télécharger le rapport (CSV)").click()
    assert "'=1+1" in told.value.path().read_text(encoding="utf-8")


def test_what_is_no_table_gets_one_sentence_and_the_app_goes_on(app, visit):
    page = visit.page
    page.goto(f"{app.url}/your_data")
    upload(page, "tableau.xlsx", b"not a workbook at all")
    expect(page.get_by_text(re.compile("fichier", re.IGNORECASE)).last).to_be_visible()
    expect(page.get_by_test_id("stAlert")).to_be_visible()
    page.get_by_role("button", name="Essayer avec un exemple").click()
    assert page.get_by_test_id("stException").count() == 0


def test_two_visitors_never_meet(app, browser, visit):
    page = visit.page
    page.goto(f"{app.url}/your_data")
    upload(page, "secret.csv", b"commune;valeur\nNamur;424242\n")
    expect(page.get_by_role("heading", name="Ce que devient chaque ligne")).to_be_visible()
    other = browser.new_context().new_page()
    other.goto(f"{app.url}/your_data")
    expect(other.get_by_role("heading", level=1)).to_have_text("Vos données")
    assert "secret" not in other.content()
    assert other.get_by_role("heading", name="Ce que devient chaque ligne").count() == 0
    other.context.close()


def test_proposing_data_says_what_is_wanted_and_gives_a_template(app, visit):
    page = visit.page
    page.goto(f"{app.url}/your_data")
    page.get_by_text("Proposer des données").click()
    button = page.get_by_role("button", name="Télécharger le modèle (XLSX)")
    expect(button).to_be_visible()
    with page.expect_download() as told:
        button.click()
    assert told.value.suggested_filename.endswith(".xlsx")
