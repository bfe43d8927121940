"""The ten questions that a planner brought: each is walked from the first page, in no more actions than were named, to what a function answers."""

import datetime
import os
import re
from collections.abc import Iterator

import pypdf
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import settled
from wallonia_map.export.citation import CitedPart, citation
from wallonia_map.i18n import Language, euro, number, say
from wallonia_map.model import CountingRule, Programme, Selection, Theme, Vintage
from wallonia_map.place import Character, Community
from wallonia_map.questions.coverage import coverage
from wallonia_map.questions.differences import difference
from wallonia_map.questions.perimeter_facts import perimeter_facts
from wallonia_map.questions.place_profile import place_profile
from wallonia_map.questions.profile import municipality_profile
from wallonia_map.questions.selection import select
from wallonia_map.questions.territories import compare
from wallonia_map.questions.territory import territory_of, territory_title
from wallonia_map.tables.names import initiative_title
from wallonia_map.ui.explore.filters import count_line
from wallonia_map.views.helper_lines import helper_lines
from wallonia_map.views.perimeter_words import perimeter_lines
from wallonia_map.views.place_lines import spot_lines, spots_sentence, theme_lines

NAMUR, HAINAUT, MARCHE, BRAINE = "90000", "50000", "83034", "25014"
#: A candidate group: five municipalities around the Hohes Venn, as somebody would type them.
CANDIDATES = {"63001": "Amblève", "63013": "63013", "63012": "Büllingen", "63080": "4950", "63049": "Malmedy"}
#: Two languages and two sizes: each question is walked in one of them, in turn; with the variable, in each language at each size.
WALKS = [(Language.FR, (1440, 900)), (Language.DE, (390, 844))]
EVERY_WALK = bool(os.environ.get("ATLAS_EVERY_WALK"))
if EVERY_WALK:
    WALKS = [(language, size) for language, _ in WALKS for _, size in WALKS]


class Walk:
    """A visitor's way from the first page on, whose actions are counted: a click, a choice from a list, a text that is typed."""

    def __init__(self, page: Page, url: str, language: Language) -> None:
        self.page, self.url, self.language, self.actions = page, url, language, 0
        self.open("")

    def open(self, address: str) -> None:
        """Begin at an address."""
        self.page.goto(f"{self.url}/{address}{'&' if '?' in address else '?'}lang={self.language.value}")
        settled(self.page)

    def say(self, message: str, **values: object) -> str:
        return say(message, self.language, **values)

    def press(self, what: Locator) -> None:
        self.actions += 1
        what.click()

    def write(self, field: Locator, text: str) -> None:
        self.actions += 1
        field.fill(text)

    def choose(self, label: str, text: str) -> None:
        """Type into a list and take what it finds first."""
        field = self.page.get_by_role("combobox", name=self.say(label))
        field.scroll_into_view_if_needed()
        settled(self.page)  # a list that is drawn anew, or scrolled, closes
        self.write(field, text)
        expect(self.page.get_by_role("option").first).to_contain_text(text)
        field.press("Enter")

    def go(self, page: str) -> None:
        """To another page, by the first page's own way: on a phone, the menu is folded."""
        self.press(self.page.locator(".st-key-ways").get_by_role("link", name=self.say(f"home.way_{page}")))
        expect(self.page.get_by_role("heading", level=1)).to_have_text(self.say(f"{page}.heading"))

    def open_part(self, part: str) -> None:
        """Open a tab of the page of a place."""
        self.press(self.page.get_by_role("tab", name=self.say(f"place.part_{part}"), exact=True))
        settled(self.page)

    def rows(self, *, headed: str) -> list[list[str]]:
        """The cells of the table that has such a column, or such a caption."""
        has = self.page.locator("thead th, caption", has_text=headed)
        table = self.page.locator("table.atlas-table", has=has).first
        return table.evaluate("table => Array.from(table.tBodies[0].rows, row => Array.from(row.cells, cell => cell.innerText.trim()))")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    questions = [name for name in vars(metafunc.module) if name.startswith("test_")]
    if "walk" in metafunc.fixturenames:
        turn = questions.index(metafunc.function.__name__)
        walks = WALKS if EVERY_WALK else [WALKS[turn % len(WALKS)]]
        metafunc.parametrize("walk", walks, indirect=True, ids=lambda walk: f"{walk[0]}-{walk[1][0]}")


@pytest.fixture
def walk(app, visit, request) -> Iterator[Walk]:
    language, (width, height) = request.param
    visit.page.set_viewport_size({"width": width, "height": height})
    yield Walk(visit.page, app.url, language)
    assert visit.errors == []


def title(atlas, code: str, language: Language) -> str:
    """What lists call a place: its name and its kind."""
    place = territory_of(atlas, code)
    return f"{territory_title(atlas, place, Vintage.default(), language)} ({say(f'compare.kind.{place.kind}', language)})"


def test_how_a_municipality_stands_takes_two_actions(walk, atlas):
    walk.choose("home.find", atlas.municipality_name(MARCHE, Vintage.default(), walk.language))
    known = municipality_profile(atlas, MARCHE, language=walk.language)
    expect(walk.page.get_by_role("heading", name=walk.say("municipality.initiatives", n=len(known.initiatives)))).to_be_visible()
    expect(walk.page.locator(".facts").first).to_contain_text(number(known.identity.inhabitants, walk.language))
    assert walk.actions <= 2


def test_the_municipalities_of_namur_without_anything_take_three_actions(walk, atlas):
    walk.go("place")
    walk.choose("place.choose", title(atlas, NAMUR, walk.language))
    known = place_profile(atlas, NAMUR, language=walk.language)
    expect(walk.page.get_by_role("heading", name=spots_sentence(known, walk.language))).to_be_visible()
    assert walk.rows(headed=walk.say("white_spots.next_door")) == [list(row) for row in spot_lines(atlas, known, walk.language).rows]
    assert walk.actions <= 3


def test_who_could_help_all_of_them_on_mobility_takes_four_actions(walk, atlas):
    walk.go("place")
    walk.choose("place.choose", title(atlas, NAMUR, walk.language))
    known = helper_lines(atlas, place_profile(atlas, NAMUR, language=walk.language), walk.language)[Theme.MOBILITY.value]
    walk.choose("filter.theme", walk.say(f"theme.{Theme.MOBILITY}"))
    table = walk.page.locator("table.atlas-table", has=walk.page.locator("thead th", has_text=walk.say("place.helper")))
    expect(table.locator("tbody strong")).to_have_text([walk.say(f"theme.{Theme.MOBILITY}")])
    walk.press(table.locator("summary"))
    for line in known:
        expect(table.get_by_role("link", name=line.initiative, exact=True).first).to_be_visible()
    assert walk.actions <= 4


def test_what_became_of_the_groups_in_hainaut_takes_three_actions(walk, atlas):
    walk.go("compare")
    walk.press(walk.page.get_by_role("button", name=walk.say("explore.popover_place"), exact=True))
    walk.choose("filter.province", territory_title(atlas, territory_of(atlas, HAINAUT), Vintage.default(), walk.language))
    a, b = (Selection(programmes=(name,), provinces=(HAINAUT,)) for name in Programme.compared())
    known = difference(atlas, a, b).table
    expect(walk.page).to_have_url(re.compile(f"province={HAINAUT}"))
    settled(walk.page)
    told = walk.rows(headed=walk.say("compare.outcome_label"))
    assert [row[1] for row in told] == [number(float(count), walk.language) for count in known["municipalities"]]
    assert walk.actions <= 3


def test_the_subsidy_of_a_call_to_rural_municipalities_under_each_rule_takes_four_actions(walk, atlas):
    call = Programme.SMART_REGION_2019
    walk.go("place")
    walk.choose("place.choose", title(atlas, Character.RURAL, walk.language))
    walk.open_part("figures")
    asked = Selection(programmes=(call.value,))
    known = {rule: compare(atlas, [Character.RURAL], asked, rule)["subsidy_eur"].iloc[0] for rule in CountingRule}
    heading = walk.say(f"programme.{call}")
    table = walk.page.locator("table.atlas-table", has=walk.page.locator("caption", has_text=walk.say("place.by_rule")))
    expect(table).to_be_visible()
    column = table.locator("thead th").all_inner_texts().index(heading)
    told = {row[0]: row[column] for row in walk.rows(headed=walk.say("place.by_rule"))}
    assert told == {walk.say(f"counting.{rule}"): euro(amount, walk.language) for rule, amount in known.items()}
    assert walk.actions <= 4


def test_the_weak_themes_of_the_german_speaking_community_take_three_actions(walk, atlas):
    walk.go("place")
    walk.choose("place.choose", title(atlas, Community.GERMAN, walk.language))
    walk.open_part("figures")
    known = theme_lines(place_profile(atlas, Community.GERMAN, language=walk.language), walk.language)
    expect(walk.page.get_by_role("heading", name=walk.say("place.themes"))).to_be_visible()
    assert walk.rows(headed=known.header[-1]) == [list(row) for row in known.rows]
    assert walk.actions <= 3


def test_a_candidate_group_against_both_periods_takes_seven_actions(walk, atlas):
    walk.go("place")
    walk.press(walk.page.get_by_role("button", name=walk.say("perimeter.compose")))
    walk.write(walk.page.get_by_role("textbox", name=walk.say("perimeter.paste")), "\n".join(CANDIDATES.values()))
    walk.press(walk.page.get_by_role("button", name=walk.say("perimeter.paste_add")))
    asked = Selection()
    known = perimeter_lines(atlas, perimeter_facts(atlas, tuple(sorted(CANDIDATES)), asked), asked, walk.language)
    told = walk.page.get_by_role("dialog").locator(".perimeter-facts")
    expect(told.locator("h3")).to_have_text([heading for heading, _ in known])
    expect(told.locator("p")).to_have_text([sentence for _, sentences in known for sentence in sentences])
    assert {walk.say(f"programme.{name}") for name in Programme.compared()} <= {heading for heading, _ in known}
    assert walk.actions <= 7


def test_everything_about_a_municipality_on_one_page_of_paper_takes_three_actions(walk, atlas, tmp_path):
    name = atlas.municipality_name(MARCHE, Vintage.default(), walk.language)
    walk.choose("home.find", name)
    with walk.page.expect_download() as told:
        walk.press(walk.page.get_by_role("button", name=walk.say("municipality.pdf")))
    told.value.save_as(tmp_path / "sheet.pdf")
    (paper,) = pypdf.PdfReader(tmp_path / "sheet.pdf").pages
    known = municipality_profile(atlas, MARCHE, language=walk.language)
    text = paper.extract_text()
    assert name in text
    assert number(known.identity.inhabitants, walk.language) in text
    sections = (
        walk.say("municipality.initiatives", n=len(known.initiatives)),
        *(walk.say(f"municipality.{name}") for name in ("standing", "neighbours")),
        walk.say("official.heading"),
    )
    whole = "".join(text.split())
    assert [section for section in sections if "".join(section.split()) not in whole] == []
    assert walk.actions <= 3


def test_how_to_cite_an_initiative_takes_three_actions(walk, atlas):
    walk.choose("home.find", atlas.municipality_name(BRAINE, Vintage.default(), walk.language))
    own = municipality_profile(atlas, BRAINE, language=walk.language).initiatives["initiative_id"].iloc[0]
    with walk.page.context.expect_page() as opened:
        walk.press(walk.page.locator(f"article.initiative h3 a[href*='{own}']"))
    part = CitedPart(own, initiative_title(atlas, own, walk.language))
    known = citation(atlas.catalog, walk.language, day=datetime.date.today(), part=part)
    cited = opened.value.locator("blockquote")
    expect(cited).to_contain_text(known)
    expect(cited).to_contain_text(f"{walk.url}/initiative?")
    assert walk.actions <= 3


def test_the_same_view_in_a_colleague_s_browser_takes_two_actions(walk, browser, atlas):
    walk.open(f"explore?theme={Theme.HEALTH}&province={HAINAUT}")
    walk.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=walk.url)
    walk.press(walk.page.get_by_role("button", name=walk.say("explore.copy_link")))
    expect(walk.page.get_by_role("button", name=walk.say("explore.link_copied"))).to_be_visible()
    link = walk.page.evaluate("navigator.clipboard.readText()")
    walk.page.context.clear_permissions()
    elsewhere = browser.new_context(viewport=walk.page.viewport_size)
    walk.actions += 1
    page = elsewhere.new_page()
    page.goto(link)
    asked = Selection(themes=(Theme.HEALTH.value,), provinces=(HAINAUT,))
    known = count_line(select(atlas, asked), coverage(atlas, asked), len(atlas.initiatives), walk.language)
    for seen in (walk.page, page):
        expect(seen.locator(".result")).to_have_text(known)
    elsewhere.close()
    assert walk.actions <= 2
