"""One press of Ctrl+P: title, date, what was chosen, sources; the map whole; nothing that one presses."""

import datetime
import io
import unicodedata

import pypdf
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import open_part, settled
from tests.browser.test_explore import map_frame
from wallonia_map.i18n import date_long, say

#: What an A4 sheet leaves between its margins, in pixels.
SHEET = 703
#: A group whose legend came to the end of a sheet, and its map to the beginning of the next.
GROUP = "lag2023-romana"


def squeezed(text: str) -> str:
    """Without the breaks, spaces and ligatures that paper puts in."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize(
    ("path", "language", "chosen"),
    [
        ("explore?programme=smart-region-2019&province=90000", "en", "Smart Region 2019"),
        ("", "de", ""),
        ("municipality?nis=62063", "fr", "Sens strict"),
        ("compare", "fr", "Groupes d’action locale 2014–2020"),
        ("compare?mode=territories&t=90000&t=60000", "fr", "Namur (province)"),
        ("white_spots?nis=91034", "fr", "Dinant"),
        ("data", "nl", ""),
    ],
)
def test_a_page_prints_as_a_document(app, visit, path, language, chosen):
    page = visit.page
    page.goto(f"{app.url}/{path}{'&' if '?' in path else '?'}lang={language}")
    settled(page)
    if "programme=" in path:  # the names of the filters come in a run of their own
        expect(page.locator(".st-key-chips").get_by_role("button", name=chosen).first).to_be_visible()
        settled(page)
    title = page.get_by_role("heading", level=1).inner_text()
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    sheets = [squeezed(sheet.extract_text()) for sheet in printed.pages]
    told = "".join(sheets)
    day = say("app.printed", language, date=date_long(datetime.date.today(), language))
    for wanted in (say("app.title", language), day, title):
        assert squeezed(wanted) in sheets[0]
    for wanted in (say("app.footer_sources", language), chosen):
        assert squeezed(wanted) in told
    for pressed in ("download.receipt", "documents.make", "app.skip_to_results"):
        assert squeezed(say(pressed, language)) not in told
    assert "SmartRegion2019SmartRegion2019" not in told, "a filter is printed twice"
    assert all(sheets), "an empty sheet"


@pytest.mark.parametrize("part", ["spots", "around"])
def test_a_place_is_printed_whole_and_once_whichever_of_its_tabs_is_open(app, visit, part):
    page = visit.page
    page.goto(f"{app.url}/place?code=90000&lang=fr")
    settled(page)
    open_part(page, say(f"place.part_{part}", "fr"))
    settled(page)
    headings = [say(f"place.{name}", "fr") for name in ("themes", "money", "helpers", "neighbours")]
    headings += [say(name, "fr") for name in ("official.heading", "municipality.organisations")]
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    told = "".join(squeezed(sheet.extract_text()) for sheet in printed.pages)
    assert {heading: told.count(squeezed(heading)) for heading in headings} == dict.fromkeys(headings, 1)


@pytest.mark.parametrize("title", ["explore.part_initiatives", "official.heading"])
def test_a_municipality_is_printed_whole_and_once_whichever_of_its_tabs_is_open(app, visit, title):
    page = visit.page
    page.goto(f"{app.url}/municipality?nis=92094&lang=fr")
    settled(page)
    open_part(page, say(title, "fr"))
    settled(page)
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    told = "".join(squeezed(sheet.extract_text()) for sheet in printed.pages)
    headings = [
        say(name, "fr") for name in ("municipality.neighbours", "municipality.organisations", "municipality.wide", "official.heading")
    ]
    assert {heading: told.count(squeezed(heading)) for heading in headings} == dict.fromkeys(headings, 1)


def test_a_map_of_helpers_is_printed_on_the_sheet_of_its_legend(app, visit):
    page = visit.page
    page.goto(f"{app.url}/place?code={GROUP}&lang=fr")
    settled(page)
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    sheets = [squeezed(sheet.extract_text()) for sheet in printed.pages]
    legend = [sheet for sheet in sheets if squeezed(say("place.help_key", "fr")) in sheet]
    assert len(legend) == 1
    assert "BNOSAC" in legend[0]  # what the map is drawn from stands in its corner


def test_the_map_shrinks_to_the_sheet_and_is_dark_on_light(app, visit):
    page = visit.page
    page.emulate_media(color_scheme="dark")
    page.goto(f"{app.url}/explore")
    settled(page)
    page.set_viewport_size({"width": SHEET, "height": 900})
    for scheme in ("dark", "light"):
        page.emulate_media(media="print", color_scheme=scheme)
        settled(page)
        frame = map_frame(page)
        frame.wait_for_function(
            "() => { const box = document.querySelector('#map_div').getBoundingClientRect(); return box.right <= innerWidth + 1 && box.bottom <= innerHeight + 2; }"
        )
        assert frame.locator(".leaflet-control-zoom").is_hidden()
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(22, 36, 43)"
        assert page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor") == "rgb(255, 255, 255)"
