"""Explore as an instrument: legend and map answer each other, presets, province names, counts in the filters, side by side or stacked."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import choose, open_filter, open_part, settled
from tests.browser.test_explore import MAP, click_municipality, map_frame
from wallonia_map.i18n import Language, say
from wallonia_map.model import Programme, Selection
from wallonia_map.questions.facets import facets
from wallonia_map.questions.involvement import involvement
from wallonia_map.questions.start_years import every_year
from wallonia_map.views.involvement_words import involvement_told
from wallonia_map.views.measures import Measure, measured

#: The classes and opacities that the map shows, in the order of its municipalities.
SHOWN = "() => window.walloniaMap.layers().map(layer => [layer.options.fillColor, layer.options.fillOpacity])"


def full(frame) -> list[str]:
    """The colours of the municipalities that have not stepped back."""
    return [colour for colour, opacity in frame.evaluate(SHOWN) if opacity == 1]


def test_a_row_of_the_legend_lights_up_its_municipalities_without_asking_the_server(app, visit, atlas):
    page = visit.page
    page.goto(f"{app.url}/explore")
    frame = map_frame(page)
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    page.on("websocket", lambda socket: sent.append(socket.url))
    row = page.locator("table.legend button").nth(2)
    shown = measured(atlas, Selection(), Measure.PER_10000)
    for point_at in (row.hover, row.focus):
        point_at()
        frame.wait_for_function("() => window.walloniaMap.layers().some(layer => layer.options.fillOpacity < 1)")
        assert full(frame) == [shown.colours[2]] * int((shown.classes == 2).sum())
        page.mouse.move(5, 5)
        row.blur()
        frame.wait_for_function("() => window.walloniaMap.layers().every(layer => layer.options.fillOpacity === 1)")
    assert sent == []


def test_a_press_holds_a_row_and_another_lets_it_go(app, visit, atlas):
    page = visit.page
    page.goto(f"{app.url}/explore?show=lag-2023-2027")
    frame = map_frame(page)
    row = page.locator("table.legend button").nth(1)
    row.press("Enter")
    expect(row).to_have_attribute("aria-pressed", "true")
    page.mouse.move(5, 5)
    row.blur()
    shown = measured(atlas, Selection(), Measure.LAG_2023)
    assert len(full(frame)) == shown.legend[1].municipalities
    row.press("Enter")
    row.blur()
    page.mouse.move(5, 5)
    expect(row).to_have_attribute("aria-pressed", "false")
    frame.wait_for_function("() => window.walloniaMap.layers().every(layer => layer.options.fillOpacity === 1)")


def test_a_municipality_under_the_pointer_marks_its_row(app, visit, atlas):
    page = visit.page
    page.goto(f"{app.url}/explore")
    frame = map_frame(page)
    shown = measured(atlas, Selection(), Measure.PER_10000)
    codes = list(atlas.municipalities(Selection().vintage).index)
    frame.evaluate("index => { window.walloniaMap.layers()[index].fire('mouseover'); }", codes.index("62063"))
    marked = page.locator("table.legend tr.is-under-pointer")
    expect(marked).to_have_count(1)
    assert marked.locator("button").get_attribute("data-mark") == str(shown.classes["62063"])
    frame.evaluate("index => { window.walloniaMap.layers()[index].fire('mouseout'); }", codes.index("62063"))
    expect(marked).to_have_count(0)


def test_presets_lead_to_the_dense_belts_by_keyboard_and_back(app, visit):
    page = visit.page
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{app.url}/explore?lang=de")
    frame = map_frame(page)
    whole = frame.evaluate("() => window.map.getZoom()")
    for name, inside in (("Lüttich", "62063"), ("Charleroi–Mons", "52011"), ("Wallonisch-Brabant", "25072"), ("Ostbelgien", "63023")):
        frame.get_by_role("button", name=name, exact=True).press("Enter")
        frame.wait_for_function("whole => window.map.getZoom() > whole + 0.5", arg=whole)
        seen = """nis => { const at = window.walloniaMap.layers().find(l => l.feature.properties.nis === nis).feature.properties.at;
            return window.map.getBounds().contains([at[1], at[0]]); }"""
        assert frame.evaluate(seen, inside)
    frame.get_by_role("button", name="Ganze Region").press("Enter")
    frame.wait_for_function("() => window.walloniaMap.layers().every(layer => window.map.getBounds().contains(layer.getBounds()))")


def test_provinces_are_named_in_the_page_s_language_and_make_room_when_near(app, visit):
    page = visit.page
    page.goto(f"{app.url}/explore?lang=nl")
    frame = map_frame(page)
    names = frame.locator(".province-name span")
    assert sorted(names.all_inner_texts()) == ["Henegouwen", "Luik", "Luxemburg", "Namen", "Waals-Brabant"]
    expect(names.first).to_be_visible()
    frame.evaluate("() => { window.map.setZoom(11, {animate: false}); }")
    expect(names.first).to_be_hidden()


#: The names that the map writes itself, each with its box.
NAMES = """() => Array.from(document.querySelectorAll('.place-name')).map(name => {
  const box = name.getBoundingClientRect();
  return [name.innerText.replace(/-\\n/g, '-').replace(/\\n/g, ' '), name.className, box.left, box.top, box.right, box.bottom]; })"""


def test_groups_are_named_where_they_lie_and_municipalities_once_one_is_near_and_no_name_lies_on_another(app, visit):
    page = visit.page
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{app.url}/explore?show=lag-2023-2027&lang=de")
    frame = map_frame(page)
    settled(page)
    groups = {text for text, kind, *_ in frame.evaluate(NAMES)}
    assert "Pays des Condruses" in groups
    assert all("group-name" in kind for _, kind, *_ in frame.evaluate(NAMES))
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    frame.get_by_role("button", name="Lüttich", exact=True).press("Enter")
    frame.wait_for_function("() => document.querySelector('.municipality-name')")
    found = frame.evaluate(NAMES)
    assert {"Zwischen Weser und Göhl", "Lüttich", "Jalhay", "Verviers"} <= {text for text, *_ in found}
    boxes = [box for _, _, *box in found]
    lying = [
        (found[one][0], found[other][0])
        for one in range(len(boxes))
        for other in range(one)
        if boxes[one][0] < boxes[other][2] and boxes[other][0] < boxes[one][2] and boxes[one][1] < boxes[other][3] and boxes[other][1] < boxes[one][3]
    ]  # fmt: skip
    assert (lying, sent) == ([], [])
    left, top, right, bottom = next(box for text, _, *box in found if text == "Jalhay")
    assert frame.evaluate("([x, y]) => document.elementFromPoint(x, y).tagName", [(left + right) / 2, (top + bottom) / 2]) == "path"


@pytest.mark.parametrize("width", [1440, 390])
def test_every_municipality_can_be_hit_in_the_view_of_the_whole_region(app, visit, width):
    """What the pointer meets at a municipality's own point is that municipality, however small."""
    page = visit.page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{app.url}/explore")
    missed = map_frame(page).evaluate(
        """() => window.walloniaMap.layers().filter(layer => {
            const at = layer.feature.properties.at, point = window.map.latLngToContainerPoint([at[1], at[0]]);
            return document.elementFromPoint(point.x, point.y) !== layer.getElement();
        }).map(layer => layer.feature.properties.fr)"""
    )
    assert missed == []


def test_filters_say_how_many_they_leave_and_keep_what_is_chosen(app, visit, atlas):
    page = visit.page
    page.goto(f"{app.url}/explore")
    map_frame(page)
    open_filter(page, "Thème").get_by_role("combobox").click()
    before = facets(atlas, Selection())["themes"]["mobility"]
    page.get_by_role("option", name=f"Mobilité ({before})", exact=True).click()
    expect(page).to_have_url(re.compile("theme=mobility"))
    expect(page.locator("p.said").first).to_contain_text(f"{before} initiatives sur")
    page.keyboard.press("Escape")
    open_filter(page, "Programme").get_by_role("combobox").click()
    chosen = Selection(themes=("mobility",))
    count = facets(atlas, chosen)["programmes"][Programme.SMART_REGION_2019.value]
    page.get_by_role("option", name=f"Smart Region 2019 ({count})", exact=True).click()
    expect(page).to_have_url(re.compile("programme=smart-region-2019.*theme=mobility"))
    expect(page.locator("p.said").first).to_contain_text(f"{count} initiatives sur")
    page.keyboard.press("Escape")
    open_filter(page, "Plus").get_by_text("Sens étendu").click()  # the names of both choices have changed by now: both must stay
    expect(page).to_have_url(re.compile("programme=smart-region-2019.*theme=mobility.*role=extended"))


#: Size of the window → the share of it that the map must take.
SCREENS = {(1440, 900): 0.45, (1920, 1080): 0.45, (1280, 720): 0.40}


def test_the_first_screen_holds_question_map_answer_and_legend(app, visit):
    page = visit.page
    page.goto(f"{app.url}/explore")
    map_frame(page)
    for (width, height), share in SCREENS.items():
        page.set_viewport_size({"width": width, "height": height})
        settled(page)
        drawn = page.locator(MAP).first.bounding_box()
        assert drawn["y"] <= 170
        assert drawn["y"] + drawn["height"] <= height
        assert drawn["width"] * drawn["height"] >= share * width * height
        for part in (".meter", "table.legend caption", ".result"):
            beside = page.locator(part).first.bounding_box()
            assert beside["x"] >= drawn["x"] + drawn["width"]
            assert beside["y"] + beside["height"] <= height
        expect(page.get_by_role("tab", name="Communes", exact=True)).to_be_in_viewport()
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight") <= 1800
        assert page.locator(".st-key-ask").evaluate("row => row.scrollWidth <= row.clientWidth + 1")


#: Address → what stands on its first screen beside the map.
BESIDE = {
    "": (".st-key-home_find input", "table.legend"),
    "compare": (".result", "table.atlas-table[data-map]", "h2"),
    "white_spots": (".result", "table.atlas-table[data-map]", "h2"),
}


@pytest.mark.parametrize("address", BESIDE)
def test_home_compare_and_white_spots_answer_on_the_first_screen(app, visit, address):
    page = visit.page
    page.goto(f"{app.url}/{address}")
    map_frame(page)
    settled(page)
    drawn = page.locator(MAP).first.bounding_box()
    assert drawn["y"] + drawn["height"] <= 900
    assert drawn["width"] * drawn["height"] >= 0.4 * 1440 * 900
    for part in BESIDE[address]:
        beside = page.locator(".st-key-board").locator(part).first.bounding_box()
        assert beside["x"] >= drawn["x"] + drawn["width"]
        assert beside["y"] + beside["height"] <= 900
    bars = page.locator(".counted + .mini").evaluate_all("bars => bars.map(bar => bar.offsetTop - bar.previousElementSibling.offsetTop)")
    assert all(abs(below) < 10 for below in bars)  # each beside its figure
    middles = page.locator(".st-key-ask :is(.stPopover button, .stMultiSelect > div)").evaluate_all(
        "parts => parts.map(part => { const at = part.getBoundingClientRect(); return Math.round(at.y + at.height / 2); })"
    )
    assert not middles or max(middles) - min(middles) <= 2


def test_only_the_open_part_is_worked_out_and_it_stays_open(app, visit):
    page = visit.page
    page.goto(f"{app.url}/explore")
    frame = map_frame(page)
    settled(page)
    assert page.get_by_test_id("stDataFrame").count() == 0
    open_part(page, "Communes")
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    open_filter(page, "Thème").get_by_role("combobox").click()
    page.get_by_role("option", name=re.compile("^Mobilité")).click()
    expect(page).to_have_url(re.compile("theme=mobility"))
    page.keyboard.press("Escape")  # the list
    expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
    open_part(page, "Initiatives")  # beside the panel: what is opened does not lie under it
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
    expect(page.get_by_role("tab", name="Initiatives", exact=True)).to_have_attribute("aria-selected", "true")
    open_filter(page, "Thème")
    frame.locator("#map_div").click(position={"x": 90, "y": 500})  # beside the region, and beside the panel
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
    open_part(page, "Communes")
    page.get_by_role("radio", name="DE").click()
    expect(page.get_by_role("tab", name="Gemeinden", exact=True)).to_have_attribute("aria-selected", "true")


def test_names_of_provinces_stand_beside_the_circles(app, visit):
    page = visit.page
    page.goto(f"{app.url}/explore?show=initiatives&lang=de")
    frame = map_frame(page)
    hidden = frame.evaluate(
        """() => { const circles = [...document.querySelectorAll('.leaflet-circles-pane path')].map(path => path.getBoundingClientRect());
        const names = [...document.querySelectorAll('.province-name span')].map(name => name.getBoundingClientRect());
        return [names.length, circles.length, circles.filter(circle => names.some(name => {
          const x = (circle.left + circle.right) / 2, y = (circle.top + circle.bottom) / 2, middle = (name.top + name.bottom) / 2;
          return x > name.left && x < name.right && Math.abs(y - middle) < 0.3 * name.height; })).length]; }"""
    )
    assert hidden[0] == 5
    assert hidden[1] > 200
    assert hidden[2] == 0


def test_the_year_of_the_map_stays_when_another_tab_is_looked_at_and_steps_when_asked(app, visit, atlas):
    page, axis = visit.page, every_year(atlas)
    page.goto(f"{app.url}/explore?until={axis[-3]}")
    settled(page)
    for part in ("Communes", "Années"):
        open_part(page, part)
        settled(page)
        assert f"until={axis[-3]}" in page.url
    page.get_by_role("button", name=say("years.next", Language.FR)).click()
    expect(page).to_have_url(re.compile(f"until={axis[-2]}"))
    choose(page, say("years.step", Language.FR), str(axis[0]))
    expect(page).to_have_url(re.compile(f"until={axis[0]}"))


def test_the_address_of_the_view_is_copied(app, visit):
    page = visit.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=app.url)
    page.goto(f"{app.url}/explore?theme=health&lang=de")
    map_frame(page)
    settled(page)
    page.get_by_role("button", name="Link kopieren").click()
    expect(page.get_by_role("button", name="Link kopiert")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.context.clear_permissions()


#: Address → which row of its legend.
LEGENDS = {"compare": 0, "compare?a=smart-region-2019&b=leader-2023-2027": 2, "white_spots": 1, "white_spots?kind=themes&lang=de": 3}


@pytest.mark.parametrize("address", LEGENDS)
def test_every_legend_of_categories_answers_its_map(app, visit, address):
    """Compare and White spots: a row lights up as many municipalities as it says, and the map marks the row of what is under the pointer."""
    page, position = visit.page, LEGENDS[address]
    page.goto(f"{app.url}/{address}")
    frame = map_frame(page)
    settled(page)
    row = page.locator("table[data-map] tbody tr").nth(position)
    count = int(re.match(r"\d+", row.locator("td").nth(1).inner_text()).group())
    colour = row.locator(".swatch").evaluate("sample => sample.style.backgroundColor")
    row.locator("button").focus()
    frame.wait_for_function("() => window.walloniaMap.layers().some(layer => layer.options.fillOpacity < 1)")
    lit = full(frame)
    assert (len(lit), len(set(lit))) == (count, 1)
    assert [int(lit[0][place : place + 2], 16) for place in (1, 3, 5)] == [int(part) for part in re.findall(r"\d+", colour)]
    row.locator("button").blur()
    frame.wait_for_function("() => window.walloniaMap.layers().every(layer => layer.options.fillOpacity === 1)")
    index = frame.evaluate("colour => window.walloniaMap.layers().findIndex(layer => layer.options.fillColor === colour)", lit[0])
    frame.evaluate("index => { window.walloniaMap.layers()[index].fire('mouseover'); }", index)
    marked = page.locator("table[data-map] tr.is-under-pointer")
    expect(marked).to_have_count(1)
    assert marked.inner_text() == row.inner_text()
    frame.evaluate("index => { window.walloniaMap.layers()[index].fire('mouseout'); }", index)
    expect(marked).to_have_count(0)
    assert visit.errors == []


def test_map_and_list_of_white_spots_choose_for_each_other(app, visit):
    page = visit.page
    page.goto(f"{app.url}/white_spots?province=50000")
    frame = map_frame(page)
    settled(page)
    at = page.get_by_test_id("stDataFrame").first.bounding_box()
    page.mouse.click(at["x"] + 18, at["y"] + 35 + 17)  # the box of the first row
    expect(page).to_have_url(re.compile(r"nis=\d{5}"))
    first = re.search(r"nis=(\d{5})", page.url)[1]
    frame.wait_for_function("nis => window.walloniaMap.chosen() === nis", arg=first)
    settled(page)
    click_municipality(frame, "57081")
    expect(page).to_have_url(re.compile("nis=57081"))
    frame.wait_for_function("() => window.walloniaMap.chosen() === '57081'")
    expect(page.locator(".st-key-white_rows_take")).to_have_count(0)  # no white spot: it joins no list


def test_ticked_initiatives_are_outlined_on_the_map_which_is_not_painted_anew(app, visit, atlas):
    page = visit.page
    page.goto(f"{app.url}/explore?lang=en&programme=leader-2023-2027")
    frame = map_frame(page)
    open_part(page, "Initiatives")
    settled(page)
    frame.evaluate(
        "() => { const own = walloniaMap.paint; window.again = 0; walloniaMap.paint = update => { window.again += 1; own(update); }; }"
    )
    table = page.get_by_test_id("stDataFrame").first
    table.click(position={"x": 18, "y": 40 + 42})  # the box of the first row
    first = atlas.initiatives.index[atlas.initiatives["programme"] == "leader-2023-2027"][0]
    found = involvement(atlas, Selection(), (first,))
    expect(page.locator("p.outlined")).to_have_text(involvement_told(found, "en"))
    paths = len(found.certain) * 2 + len(found.possible) * 2  # a line in its halo each
    frame.wait_for_function("count => document.querySelectorAll('.leaflet-involved-pane path').length === count", arg=paths)
    table.click(position={"x": 18, "y": 40 + 42})
    frame.wait_for_function("() => document.querySelectorAll('.leaflet-involved-pane path').length === 0")
    assert frame.evaluate("window.again") == 0
