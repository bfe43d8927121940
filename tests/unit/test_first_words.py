"""What stands of a page before any script has run: words of its own, in its language, and no more than is known."""

import re
import tomllib
from html import escape

import pytest

from wallonia_map.app_folder import APP_FOLDER
from wallonia_map.i18n import Language, say
from wallonia_map.server import page_template
from wallonia_map.server.first_words import _OF_ONE_SCREEN, first_words, has_heading
from wallonia_map.server.page_html import _head_or_title
from wallonia_map.server.preload import STREAMLIT, heading_typeface
from wallonia_map.ui.frame.navigation import OF_ONE_SCREEN


def headings(told: str) -> list[str]:
    return re.findall(r'<p class="first-heading">(.*?)</p>', told)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", ["home", "data", "your_data"])
def test_a_page_that_begins_with_its_lead_says_heading_and_lead(name, language):
    told = first_words(name, {}, say(f"page.{name}", language), language)
    assert headings(told) == [escape(say(f"{name}.heading", language))]
    assert f'<p class="lead">{escape(say(f"{name}.lead", language))}</p>' in told


@pytest.mark.parametrize(
    ("name", "given", "heading"),
    [
        ("municipality", {}, "Commune"), ("municipality", {"nis": ["92094"]}, "Namur"), ("place", {"code": ["90000"]}, "Province de Namur"),
        ("municipality", {"nis": ["99999"]}, ""), ("municipality", {"nis": ["92094"], "vintage": ["2019"]}, ""),  # the page alone tells it
        ("place", {"code": ["nowhere"]}, ""), ("initiative", {"id": ["<b>"]}, ""), ("organisation", {}, "Une organisation"),
    ],
)  # fmt: skip
def test_the_heading_is_what_the_link_leads_to_or_nothing(name, given, heading):
    _, told = _head_or_title(name, given, Language.FR, "https://atlas.example/")
    assert headings(told) == [heading]


def test_what_a_title_says_is_text_whatever_it_is():
    assert "<script" not in first_words("initiative", {"id": ["x"]}, "<script>alert(1)</script>", Language.FR)


@pytest.mark.parametrize(("name", "given"), [("stage", {}), ("explore", {"embed": ["true"]}), ("home", {"embed": ["true"]})])
def test_there_are_none_where_they_would_not_be_the_page_s(name, given):
    assert first_words(name, given, "", Language.FR) == ""


@pytest.mark.parametrize("name", ["explore", "compare", "white_spots"])
def test_where_the_menu_names_the_page_only_places_are_kept(name):
    told = first_words(name, {}, "", Language.FR)
    assert f"first-{name}" in told
    assert not headings(told)


def test_nothing_flashes_before_the_page_is_there_the_grounds_are_the_theme_s():
    theme = tomllib.loads((APP_FOLDER / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    begun, rest = page_template.beginning(Language.FR).decode(), page_template.rest("").decode()
    for mode in ("light", "dark"):
        assert f"html {{ background: {theme[mode]['backgroundColor']}; }}" in begun
        assert f"color: {theme[mode]['textColor']}; background: {theme[mode]['backgroundColor']};" in rest


@pytest.mark.parametrize(("name", "asked"), [("home", True), ("municipality", True), ("explore", False), ("stage", False)])
def test_the_typeface_of_a_heading_comes_as_soon_as_the_heading(name, asked):
    assert (STREAMLIT / heading_typeface()).is_file()
    assert has_heading(name, {}) is asked
    assert (heading_typeface() in page_template.beginning(Language.FR, has_heading=has_heading(name, {})).decode()) is asked


def test_where_streamlit_is_built_in_another_way_no_typeface_is_asked_for(tmp_path):
    assert heading_typeface(tmp_path) == ""


def test_the_server_and_the_pages_mean_the_same_pages_of_one_screen():
    """The server imports none of the pages, so each names them."""
    assert set(_OF_ONE_SCREEN) == set(OF_ONE_SCREEN)
