"""A table of the visitor's own, in a real browser; hostile cells never run, two visitors never meet."""

import csv
import io
import re

from playwright.sync_api import expect

from tests.browser.conftest import choose
from tests.browser.test_explore import map_frame
from wallonia_map.i18n import say


def upload(page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").first.set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})


def test_the_sample_is_joined_reported_and_drawn(app, visit):
    page = visit.page
    page.goto(f"{app.url}/your_data")
    page.get_by_role("button", name="Essayer avec un exemple").click()
    expect(page.get_by_role("heading", name="Ce que devient chaque ligne")).to_be_visible()
    expect(page.locator(".result", has_text="12 lignes dans le fichier")).to_be_visible()
    assert map_frame(page).locator(".leaflet-overlay-pane path.leaflet-interactive").count() >= 261
    with page.expect_response("**/media/**") as answer, page.expect_download() as told:
        page.get_by_role("button", name="Télécharger le rapport (CSV)").click()
    assert answer.value.headers["cache-control"] == "private, no-store"
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
    expect(page.locator(".result", has_text="3 lignes dans le fichier")).to_be_visible()
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


TABLE = "commune;taux (%);bornes;adultes\nNamur;12,5;30;100\nLiège;20,5;12;90\nCharleroi;7,5;4;80\nBastogne;10;1;10\nBertogne;40;4;10\n"


def test_a_column_is_classed_by_hand_compared_and_taken_away(app, visit):
    page = visit.page
    page.goto(f"{app.url}/your_data")
    upload(page, "taux.csv", TABLE.encode())
    page.get_by_role("radio", name="2019", exact=True).or_(
        page.get_by_role("button", name="2019", exact=True)
    ).first.click()  # Bertogne by itself
    said = page.locator("p.said[role=note]")
    expect(said).to_contain_text("valeur connue pour 5 communes sur 262")
    choose(page, "Limites des classes", "à la main")
    bounds = page.get_by_role("textbox", name="Limites supérieures")
    bounds.fill("10;5")
    bounds.press("Enter")
    expect(page.get_by_text("de la plus petite à la plus grande").last).to_be_visible()
    bounds.fill("10,5; 20,5")
    bounds.press("Enter")
    legend = page.locator("table.legend", has=page.locator("caption", has_text="taux (%)"))
    expect(legend).to_contain_text("plus de 10,5 à 20,5")
    expect(page.locator("figure.histogram img")).to_have_attribute("alt", re.compile("5 communes .* 10,5; 20,5"))
    choose(page, "Comparer à la couverture de", "GAL 2023–2027")
    table = page.locator("table.atlas-table", has=page.locator("caption", has_text="Couvertes ou non"))
    expect(table).to_contain_text("médiane")
    expect(said).to_contain_text(
        "Pour 250 communes, la valeur n’est pas connue : elles ne comptent dans aucune médiane. Pour 7 communes, ce n’est pas connu"
    )
    assert map_frame(page).locator(".leaflet-overlay-pane path.leaflet-interactive").count() >= 261
    with page.expect_download() as told:
        page.get_by_role("button", name="Préparer et télécharger").click()
    assert told.value.suggested_filename == "atlas-wallonie_carte_vos-donnees_2019_filtre_a4_fr.png"
    assert told.value.path().read_bytes().startswith(b"\x89PNG")
    assert visit.errors == []


def test_a_column_goes_on_stage_and_into_the_talk_file_but_never_into_a_link(app, browser, visit, tmp_path):
    page = visit.page
    page.goto(f"{app.url}/your_data")
    upload(page, "evil.csv", b"commune;<img src=x onerror=window.__hit=1> %\nNamur;12\nDinant;3\nCiney;5\n")
    expect(page.locator("p.said[role=note]")).to_contain_text("3 communes")
    page.get_by_role("button", name="Ajouter à la présentation").click()
    expect(page.get_by_test_id("stToast")).to_be_visible()
    page.get_by_role("link", name="Présenter").click()
    expect(page.get_by_role("heading", name="10 scènes")).to_be_visible()
    page.get_by_role("button", name=say("stage.panel_link", "fr")).click()
    expect(page.get_by_text("un lien ne peut pas les porter").first).to_be_visible()
    assert "talk=" not in page.url
    with page.expect_download() as told:
        page.get_by_role("button", name="Télécharger la présentation (fichier)").click()
    path = tmp_path / "talk.json"
    told.value.save_as(path)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Commencer ici").last.click()
    expect(page.locator(".stage-head p")).to_contain_text("valeur connue pour 3 communes sur 261")
    expect(page.locator(".stage-foot")).to_contain_text("evil.csv")
    map_frame(page)
    other = browser.new_context().new_page()  # another visitor sees it only by the file
    other.goto(f"{app.url}/stage")
    expect(other.get_by_role("heading", name="9 scènes")).to_be_visible()
    other.get_by_role("button", name=say("stage.panel_other", "fr")).click()
    other.locator("input[type=file]").first.set_input_files(path)
    expect(other.get_by_role("heading", name="10 scènes")).to_be_visible()
    for tab in (page, other):
        assert all(frame.evaluate("() => window.__hit") is None for frame in tab.frames)
    other.context.close()
    assert visit.errors == []


def test_what_was_recognised_wrongly_can_be_corrected(app, visit):
    page = visit.page
    page.goto(f"{app.url}/your_data")
    upload(page, "lignes.csv", "Titre;de;ligne\ncommune;bornes;x\nNamur;1.250;1\nLiège;3.500;2\n".encode())
    page.get_by_text("Corriger ce qui a été reconnu", exact=True).click()
    row = page.get_by_role("spinbutton", name="Ligne des noms de colonnes")
    row.fill("2")
    row.press("Enter")
    expect(page.locator(".result", has_text="2 lignes dans le fichier, 2 jointes")).to_be_visible()
    choose(page, "Signe décimal", "point (1.5)")
    expect(page.locator("p.said[role=note]")).to_contain_text("de 1,25 (Namur) à 3,5 (Liège)")
    choose(page, "Signe décimal", "virgule (1,5)")
    expect(page.locator("p.said[role=note]")).to_contain_text("de 1 250 (Namur) à 3 500 (Liège)")
    choose(page, "Codage des lettres", "utf-16")
    expect(page.get_by_test_id("stAlert").first).to_contain_text("ne peut pas être lu en utf-16")
    choose(page, "Codage des lettres", "utf-8")
    expect(page.locator(".result", has_text="2 lignes dans le fichier, 2 jointes")).to_be_visible()


def test_a_rate_is_worked_out_again_from_what_the_visitor_declares(app, visit):
    page = visit.page
    page.goto(f"{app.url}/your_data")
    upload(page, "taux.csv", b"commune;taux;chomeurs;actifs\nBastogne;10;10;100\nBertogne;40;4;10\nNamur;5;5;100\n")
    page.get_by_role("radio", name="2025").click()
    said = page.locator("p.said[role=note]")
    expect(said).to_contain_text("valeur connue pour 1 commune sur 261")
    choose(page, "Numérateur de « taux »", "chomeurs")
    choose(page, "Dénominateur de « taux »", "actifs")
    expect(said).to_contain_text("valeur connue pour 2 communes sur 261")
    expect(said).to_contain_text("de 5 (Namur) à 12,7 (Bastogne)")


def test_what_is_below_zero_has_the_true_sign_on_the_map_as_in_its_table(app, visit):
    page = visit.page
    page.goto(f"{app.url}/your_data")
    upload(page, "solde.csv", b"commune;solde\nNamur;-1234\nDinant;3\nCiney;-8\n")
    expect(page.locator("table.legend", has=page.locator("caption", has_text="solde"))).to_contain_text("\u2212")
    told = map_frame(page).evaluate(
        """nis => { const layer = window.walloniaMap.layers().find(l => l.feature.properties.nis === nis);
        layer.openTooltip(); return layer.getTooltip().getElement().innerText; }""",
        "92094",
    )
    assert "\u22121\u202f234" in told, told
    assert visit.errors == []
