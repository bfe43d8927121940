"""The planner's pages, from cold links, with figures that equal the core's."""

import re

import pandas as pd
import pypdf
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import open_part
from tests.browser.test_explore import HATCH, click_municipality, fills, map_frame
from wallonia_map.i18n import number
from wallonia_map.model import Indicator, Programme, Selection
from wallonia_map.questions.differences import difference
from wallonia_map.questions.need import need_by_fifths
from wallonia_map.questions.overlaps import overlap, white_spots
from wallonia_map.questions.peers import who_could_help
from wallonia_map.views.palette import OUTCOMES

LIEGE, DINANT = "62063", "91034"


def test_a_sheet_opens_from_an_old_code_and_a_click_opens_another(app, visit):
    page = visit.page
    page.goto(f"{app.url}/municipality?nis=52063")
    expect(page.get_by_role("heading", level=1)).to_have_text("Seneffe")
    expect(page.get_by_text("Le code 52063 a changé").first).to_be_visible()
    click_municipality(map_frame(page), LIEGE)
    expect(page.get_by_role("heading", level=1)).to_have_text("Liège")
    expect(page).to_have_url(re.compile(f"nis={LIEGE}"))
    assert visit.errors == []


@pytest.mark.parametrize("name", ["Luik", "L%C3%BCttich", "Li%C3%A8ge"])
def test_a_sheet_opens_from_any_name(app, visit, name):
    page = visit.page
    page.goto(f"{app.url}/municipality?nis={name}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Liège")
    expect(page).to_have_url(re.compile(f"nis={LIEGE}"))


def test_the_drawings_of_a_sheet_are_images_with_a_text(app, visit):
    page = visit.page
    page.goto(f"{app.url}/municipality?nis={LIEGE}&lang=en")
    expect(page.locator("img.drawing")).to_have_count(3)
    for text in page.locator("img.drawing").evaluate_all("images => images.map(image => image.alt)"):
        assert len(text) > 15
    assert page.locator("img.drawing").first.evaluate("image => image.naturalWidth") > 100


def test_the_map_of_two_programmes_is_the_core_s(app, visit, atlas):
    page = visit.page
    page.goto(f"{app.url}/compare")
    frame = map_frame(page)
    a, b = (Selection(programmes=(programme.value,)) for programme in (Programme.LEADER_2014, Programme.LEADER_2023))
    found = difference(atlas, a, b)
    codes = frame.evaluate("() => window.walloniaMap.layers().map(layer => layer.feature.properties.nis)")
    assert fills(frame) == [OUTCOMES.get(found.outcomes[nis], HATCH) for nis in codes]
    expect(page.get_by_text(number(int(found.table.at["kept", "inhabitants"]), "fr")).first).to_be_visible()


def test_bastogne_is_explained_in_2025(app, visit):
    page = visit.page
    page.goto(f"{app.url}/compare?vintage=2025&lang=en")
    expect(page.get_by_text(re.compile("Bastogne and Bertogne")).first).to_be_visible()


def test_territories_stand_side_by_side(app, visit):
    page = visit.page
    page.goto(f"{app.url}/compare?mode=territories&t=90000&t={LIEGE}")
    header = page.locator("table.atlas-table").first.locator("thead")
    expect(header).to_contain_text("Namur (province)")
    expect(header).to_contain_text("Wallonie (région)")
    maps = page.locator('iframe[src*="streamlit_folium"]')
    expect(maps).to_have_count(2)
    table, first = (part.bounding_box() for part in (page.locator("table.atlas-table").first, maps.first))
    assert table["y"] + table["height"] <= 900
    assert first["x"] >= table["x"] + table["width"]  # the maps stand beside it
    assert first["y"] < 200


def test_white_spots_count_what_the_core_counts(app, visit, atlas):
    page = visit.page
    page.goto(f"{app.url}/white_spots?programmes=leader-2014-2020&programmes=leader-2023-2027")
    parts = {name: Selection(programmes=(name,)) for name in ("leader-2014-2020", "leader-2023-2027")}
    none = int(overlap(atlas, parts).table.loc[0, "municipalities"])
    assert none == len(white_spots(atlas, Selection(programmes=tuple(parts))))
    expect(page.get_by_role("heading", name=f"{none} communes que rien de ceci ne couvre")).to_be_visible()


def test_the_overlap_comes_home_with_what_its_key_adds_up(app, visit, atlas):
    page, parts = visit.page, ["leader-2014-2020", "smart-region-2019"]
    page.goto(f"{app.url}/white_spots?" + "&".join(f"programmes={part}" for part in parts))
    map_frame(page)
    open_part(page, "Télécharger")
    with page.expect_download() as told:
        page.locator(".st-key-take-overlap").get_by_role("button").click()
    assert told.value.suggested_filename == "atlas-wallonie_recouvrement_2025.csv"
    rows = pd.read_csv(told.value.path(), sep=";", decimal=",", dtype="str", encoding="utf-8-sig")
    rows = rows.set_axis(["nis", "municipality", *parts, "inhabitants", "area_km2"], axis=1)
    assert set(rows[parts[0]].dropna()) == {"oui", "non"}
    unsure = rows[parts].isna().any(axis=1)
    assert rows.loc[unsure, "municipality"].to_list() == ["Somme-Leuze"]  # of which it is not known, so that it adds up to nothing
    rows = rows[~unsure]
    assert set(rows[parts[1]]) == {"oui", "aucune connue"}  # of a call of which not every project is known
    rows = rows.assign(**{part: rows[part] == "oui" for part in parts})
    rows = rows.assign(inhabitants=rows["inhabitants"].astype(int), area_km2=rows["area_km2"].str.replace(",", ".").astype(float))
    assert rows.loc[rows["nis"] == DINANT, "municipality"].to_list() == ["Dinant"]
    known = overlap(atlas, {part: Selection(programmes=(part,)) for part in parts}).table
    for combination, part in rows.groupby(parts):
        key = known[(known[parts] == list(combination)).all(axis=1)].iloc[0]
        assert (len(part), part["inhabitants"].sum()) == (key["municipalities"], key["inhabitants"])
        assert part["area_km2"].sum() == pytest.approx(key["area_km2"])


@pytest.mark.parametrize("theme", ["mobility", "energy-environment"])
def test_who_could_help_is_listed_nearest_first(app, visit, atlas, theme):
    page = visit.page
    page.goto(f"{app.url}/white_spots?nis={DINANT}&theme={theme}")
    names = list(dict.fromkeys(who_could_help(atlas, DINANT, theme, n=8)["municipality"]))
    shown = page.locator("h3", has_text="distance")
    expect(shown).to_have_count(len(names))
    assert [text.split(" · ")[0] for text in shown.all_inner_texts()] == names


def test_does_it_hold_answers_when_it_is_asked(app, visit):
    page = visit.page
    page.goto(f"{app.url}/explore?programme=leader-2014-2020")
    map_frame(page)
    open_part(page, "Robustesse")
    expect(page.get_by_text("au sens étendu", exact=True).first).to_be_visible()
    expect(page.get_by_text("seuils naturels").first).to_be_visible()


def test_the_fifths_of_an_official_figure_come_home_as_they_stand(app, visit, atlas):
    page, indicator = visit.page, Indicator("unemployment-ilo")
    page.goto(f"{app.url}/explore?programme=leader-2023-2027&show={indicator}")
    map_frame(page)
    open_part(page, "Besoins")
    found = need_by_fifths(atlas, indicator, Selection(programmes=("leader-2023-2027",))).table
    highest, lowest = found.iloc[-1], found.iloc[0]
    for place, row in ((1, highest), (5, lowest)):  # the highest values stand first
        sure, unsure = int(row["municipalities_covered"]), int(row["municipalities_not_known"])
        expect(page.locator(".fifths tr").nth(place)).to_contain_text(f"{sure} à {sure + unsure} communes")
    with page.expect_download() as told:
        page.get_by_role("button", name=re.compile("Télécharger les données")).first.click()  # the scatter's stand below
    rows = pd.read_csv(told.value.path(), sep=";", decimal=",")
    assert rows["communes couvertes"].tolist() == found["municipalities_covered"].tolist()
    assert rows["valeur la plus élevée"].tolist() == found["highest"].tolist()
    with page.expect_download() as told:
        page.get_by_role("button", name="Télécharger le reçu").first.click()
    assert f"show={indicator}" in told.value.path().read_text(encoding="utf-8")


def test_a_sheet_comes_home_on_paper_and_as_rows(app, visit, tmp_path):
    page = visit.page
    page.goto(f"{app.url}/municipality?nis={LIEGE}")
    map_frame(page)
    with page.expect_download(timeout=60_000) as told:
        page.get_by_role("button", name="Télécharger la fiche (PDF)").click()
    told.value.save_as(tmp_path / "fiche.pdf")
    reader = pypdf.PdfReader(tmp_path / "fiche.pdf")
    assert "198" in reader.pages[0].extract_text()
    with page.expect_download() as told:
        page.get_by_role("button", name=re.compile("Télécharger les données")).click()
    text = told.value.path().read_text(encoding="utf-8")
    assert "Population au 1ᵉʳ janvier;2009;190742" in text
    with page.expect_download() as told:
        page.get_by_role("button", name="Télécharger le reçu").click()
    assert f"municipality?nis={LIEGE}" in told.value.path().read_text(encoding="utf-8")
