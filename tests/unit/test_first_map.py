"""The picture of the map that stands before Streamlit's scripts have run: what the page's HTML says for it, and where it says nothing."""

import json
import re

import pytest

from wallonia_map.i18n import Language
from wallonia_map.maps.assets import SHARED_SCRIPTS
from wallonia_map.maps.updates import first_paint, update
from wallonia_map.model import Vintage
from wallonia_map.server import first_map, page_template, preload
from wallonia_map.server.page_html import head
from wallonia_map.sharing import in_use
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.view import page_view

SITE = "https://atlas.example/"


def painted(name: str, given: dict[str, list[str]]) -> dict[str, object] | None:
    found = re.search(r'<script type="application/json" id="atlas-first-map">(.*?)</script>', head(name, given, Language.FR, SITE))
    return json.loads(found[1]) if found else None


@pytest.mark.parametrize(
    "given", [{}, {"fill": ["1"]}, {"indicator": ["subsidy"]}, {"theme": ["mobility"]}, {"province": ["20002"]}, {"part": ["need"]}]
)
def test_it_shows_the_classes_and_circles_that_the_map_itself_is_given(atlas, given):
    summary = view_summary(atlas, page_view("explore", given, atlas), Language.FR)
    of_the_map, of_the_picture = update(summary, dark=False), painted("explore", given)
    assert of_the_picture == {name: of_the_map[name] for name in ("c", "p", "r", "i") if name in of_the_map}
    assert len(of_the_picture["c"]) == len(atlas.municipalities(Vintage.default()))


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("explore", {"level": ["province"]}),  # other shapes
        ("explore", {"vintage": [Vintage.base().value]}),
        ("explore", {"embed": ["true"]}),  # stands elsewhere
        ("explore", {"province": ["nowhere"]}),  # a notice will stand above the map
        ("home", {"embed": ["true"]}),
        ("white_spots", {}),
    ],
)
def test_where_it_would_not_stand_where_the_map_will_there_is_none(name, given):
    assert painted(name, given) is None


def test_the_home_page_shows_the_view_that_all_begin_with_whatever_its_link_says():
    assert painted("home", {}) == painted("home", {"province": ["20002"]}) == painted("explore", {})


def test_an_unknown_value_is_no_reason_to_answer_no_page():
    assert "<title>" in head("explore", {"province": ["</script><script>alert(1)"]}, Language.FR, SITE)
    assert "<script>alert" not in head("explore", {"q": ["</script><script>alert(1)"]}, Language.FR, SITE)


def test_shapes_of_another_vintage_are_drawn_by_the_map_alone(atlas):
    view = page_view("explore", {"vintage": [Vintage.base().value]}, atlas)
    assert first_paint(view_summary(atlas, view, Language.FR)) is None


def test_the_shapes_stand_before_all_scripts_once_they_are_at_hand():
    in_use.forget()
    assert first_map.file_of("explore", {}) == ""
    shapes = preload.shapes(in_use.assets(in_use.atlas().atlas))
    assert first_map.file_of("explore", {}) == shapes
    assert first_map.file_of("explore", {"embed": ["true"]}) == first_map.file_of("data", {}) == ""
    page = page_template.beginning(Language.FR, shapes).decode()
    assert page.index(f'href="./{shapes}"') < page.index("<script")
    assert 'as="fetch"' not in page_template.beginning(Language.FR).decode()


def test_the_shapes_of_other_data_are_not_fetched_for_the_page_that_is_shown(small):
    in_use.forget()
    in_use.atlas()
    in_use.assets(small)
    assert first_map.file_of("explore", {}) == ""


def test_the_picture_and_the_map_read_shapes_and_values_by_the_same_scripts(atlas):
    script = preload.script(in_use.assets(atlas)).decode()
    assert [path.name for path in preload.FIRST_MAP] == [*SHARED_SCRIPTS, "first_map.js"]
    assert all(path.read_text(encoding="utf-8") in script for path in preload.FIRST_MAP)
