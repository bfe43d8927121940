import json
import os
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit_folium import generate_leaflet_string

from tests.unit.strategies import selections
from wallonia_map.i18n import Language
from wallonia_map.maps import assets
from wallonia_map.maps.assets import _put, are_published, publish, publish_config, publish_shapes
from wallonia_map.maps.layers import AtlasMap, base_map, paint
from wallonia_map.maps.updates import packed, update_of
from wallonia_map.model import RoleRule, Selection, Vintage
from wallonia_map.questions.territory import TerritoryKind
from wallonia_map.views.category_summary import change_summary
from wallonia_map.views.circles import radius_px
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.palette import CIRCLE, SEQUENTIAL
from wallonia_map.views.view import View

SCRIPT = Path(assets.__file__).with_name("map-common.js").read_text(encoding="utf-8")
SIGNS = re.search(r"SIGNS = '([^']+)'", SCRIPT)[1]


def unpacked(text: str) -> list[str]:
    """What map-common.js makes of a packed text."""
    different, bar, signs = text.partition("|")
    return [different.split(",")[SIGNS.index(sign)] for sign in signs] if bar else text.split(",")


def shown(small, selection=Selection(vintage=Vintage.V2019), **view):  # noqa: B008 (frozen)
    """What a view of the small world shows."""
    return view_summary(small, View(selection, **view), Language.FR)


def every(small, vintage=Vintage.V2019) -> list[str]:
    return list(small.municipalities(vintage).index)


def test_an_update_has_one_mark_value_and_make_up_per_municipality(small):
    update = update_of(shown(small, fill=True), every(small), dark=False)
    assert update["c"] == "330032"
    assert unpacked(update["v"]) == ["5", "3", "0", "0", "3", "2"]
    assert unpacked(update["w"]) == ["a1b1c1d1e1", "a1c1d1", "", "", "d1f2", "d1f1"]
    assert (update["m"], update["s"], update["z"]) == ("initiatives", "", "")
    assert not {"r", "d", "k"} & set(update)


def test_outside_the_filter_is_a_dash_and_not_known_an_x(small):
    selection = Selection(programmes=("leader-2014-2020",), provinces=("10000", "20000"))
    update = update_of(shown(small, selection, measure=Measure.SUBSIDY), every(small), dark=False)
    assert update["c"] == "xx00--"
    assert unpacked(update["v"]) == ["", "", "0", "0", "", ""]
    assert update["z"] == "10000+20000"


@pytest.mark.parametrize("name", ["{% raw", "{# a", "{{ ", "{{ 7 * 7 }}", "</script>"])
def test_words_of_a_visitor_reach_the_map_as_words_and_are_no_template(small, name):
    base = base_map(SimpleNamespace(leaflet_js="", script="", leaflet_css="", style=""), "config", tiles=False)
    group = paint(shown(small), dark=False, name=name)
    base.render()
    group.add_to(base)
    group.render()
    code = generate_leaflet_string(group)
    update = json.loads(re.search(r"walloniaMap\.paint\((.*)\);", code)[1])
    assert update["n"] == name
    assert "</script>" not in code


def test_a_category_is_named_by_its_place_among_the_labels(small):
    update = update_of(shown(small, measure=Measure.LAG_2023), every(small), dark=False)
    assert unpacked(update["k"]) == ["1", "1", "", "", "0", "0"]
    assert update["g"] == ["GAL de l'Est", "GAL du Nord"]
    assert "v" not in update
    assert update["l"] == 1  # the map names groups where they lie


def test_a_map_of_other_categories_or_of_numbers_names_no_groups(small):
    change = change_summary({"a": ("leader-2014-2020",), "b": ("leader-2023-2027",), "vintage": ("2019",)}, small, Language.FR)
    assert "g" in update_of(change, every(small), dark=False)
    assert not [summary for summary in (change, shown(small)) if "l" in update_of(summary, every(small), dark=False)]


def test_circles_choice_and_darkness_travel_only_where_asked(small):
    update = update_of(shown(small, measure=Measure.LAG_2023, municipality="11001", circles=True), every(small), dark=True)
    assert (unpacked(update["r"]), update["s"], update["d"]) == (["6.2", "3.6", "", "", "5.1", "3.6"], "11001", 1)


def test_a_plain_count_is_circles_on_the_ground_of_zero(small):
    update = update_of(shown(small), every(small), dark=False)
    assert update["c"] == "110011"
    assert set(update["p"]) == {SEQUENTIAL[0]}
    assert unpacked(update["r"]) == ["8", "6.2", "", "", "6.2", "5.1"]
    assert update["i"] == CIRCLE
    assert update["v"] == update_of(shown(small, fill=True), every(small), dark=False)["v"]


def test_circles_of_territories_stand_in_the_order_of_their_shapes(small):
    summary = shown(small, level=TerritoryKind.PROVINCE)
    update = update_of(summary, every(small), dark=False)
    radii = {code: f"{radius_px(size):g}" for code, size in summary.circles.items()}
    assert unpacked(update["r"]) == [radii.get(code, "") for code in (*update["q"]["c"], *update["q"]["r"])]
    assert len(update["c"]) == len(update["q"]["c"]) + len(update["q"]["r"])


def test_only_a_value_of_another_period_says_its_own(small):
    update = update_of(shown(small, measure=Measure("unemployment-ilo")), every(small), dark=False)
    assert unpacked(update["v"]) == ["5.5", "2.5", "8.5", "12.5", "", ""]
    assert unpacked(update["y"]) == ["", "", "2018", "", "", ""]
    assert "y" not in update_of(shown(small, measure=Measure("income-per-return")), every(small), dark=False)


@given(texts=st.lists(st.text("abc123", max_size=4), min_size=1, max_size=300))
def test_what_is_packed_is_unpacked_the_same(texts):
    assert unpacked(packed(texts)) == texts


@pytest.mark.parametrize("measure", Measure)
@settings(max_examples=12)  # for each measure
@given(selection=selections())
def test_an_update_always_speaks_of_every_municipality(small, measure, selection):
    summary = shown(small, selection, measure=measure, circles=True)
    update = update_of(summary, every(small, selection.vintage), dark=False)
    size = len(small.municipalities(selection.vintage))
    assert len(update["c"]) == size
    assert update["c"].count("-") == size - len(summary.selected.places)
    assert update["c"].count("x") == int((summary.measured.classes == -1).sum())
    assert len(unpacked(update["w"])) == len(unpacked(update["r"])) == size
    assert len(unpacked(update["v"] if "v" in update else update["k"])) == size
    assert json.loads(json.dumps(update)) == update


def test_the_map_moves_only_when_the_places_do(small):
    here, same, there = (
        update_of(shown(small, selection, measure=measure), every(small), dark=False)["z"]
        for selection, measure in (
            (Selection(provinces=("10000",)), Measure.INITIATIVES),
            (Selection(provinces=("10000",), rule=RoleRule.EXTENDED, words="eau"), Measure.COVERED),
            (Selection(provinces=("20000",)), Measure.INITIATIVES),
        )
    )
    assert here == same != there


def test_what_is_published_carries_the_hash_of_its_content(small, tmp_path):
    assets = publish(small, tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    told = [assets.leaflet_js, assets.leaflet_css, assets.script, assets.style, *assets.geometry.values()]
    assert {Path(address).name for address in told} == names
    assert all(re.fullmatch(r"[a-z0-9-]+-[0-9a-f]{12}\.(js|css|json)", name) for name in names)


def test_publishing_twice_writes_nothing_and_mends_what_is_broken(small, tmp_path):
    first = publish(small, tmp_path)
    written = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in tmp_path.iterdir()}
    assert publish(small, tmp_path) == first
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in tmp_path.iterdir()} == written
    broken = next(path for path in written if path.name.startswith("leaflet"))
    broken.write_bytes(b"cut short")
    publish(small, tmp_path)
    assert broken.read_bytes() == written[broken][1]


def test_shapes_that_no_view_begins_with_are_published_when_one_asks_for_them_and_again_when_they_are_gone(small, tmp_path):
    first = Vintage.default()
    (other,) = (vintage for vintage in Vintage if vintage != first)
    published = publish(small, tmp_path)
    assert list(published.geometry) == [first]
    for _ in range(2):
        publish_shapes(published, small, other, tmp_path)
        path = tmp_path / Path(published.geometry[other]).name
        assert path.is_file()
        assert published.geometry[other] in published.addresses
        path.unlink()


def test_one_look_at_the_folder_says_that_all_is_there_until_something_changes(small, tmp_path, monkeypatch):
    addresses = publish(small, tmp_path).addresses
    os.utime(tmp_path, (0, 0))  # long ago: a time of just now may yet stand for another change
    assert are_published(addresses, tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os.path, "isfile", lambda _: pytest.fail("looked at each file again"))
        assert are_published(addresses[:2], tmp_path)
    (tmp_path / Path(addresses[1]).name).unlink()
    assert not are_published(addresses, tmp_path)
    assert are_published(addresses[:1], tmp_path)
    assert not are_published(addresses[:1], tmp_path / "away")


def test_what_is_published_appears_whole_or_not_at_all_and_no_two_writers_share_a_file(tmp_path, monkeypatch):
    moved = []

    def watch(fresh: Path, target: Path) -> Path:
        moved.append((fresh, fresh.read_bytes(), target.exists()))
        return real(fresh, target)

    real = Path.replace
    monkeypatch.setattr(Path, "replace", watch)
    for _ in range(2):
        address = _put(tmp_path, "shapes.json", b"all of it")
        (tmp_path / Path(address).name).unlink()
    assert [(content, there) for _, content, there in moved] == [(b"all of it", False)] * 2
    assert moved[0][0] != moved[1][0]
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_nothing_half_written(tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        _put(tmp_path, "shapes.json", b"all of it")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("vintage", Vintage)
def test_every_municipality_is_published_once_with_its_names_and_a_point_inside(small, tmp_path, vintage):
    published = publish(small, tmp_path)
    publish_shapes(published, small, vintage, tmp_path)
    content = json.loads((tmp_path / Path(published.geometry[vintage]).name).read_text(encoding="utf-8"))
    told = [shape["properties"] for shape in content["objects"]["municipalities"]["geometries"]]
    assert [one["nis"] for one in told] == every(small, vintage)
    for one, shape in zip(told, small.shapes(vintage.boundaries).geometry, strict=True):
        assert {language: one.get(language, one["fr"]) for language in ("fr", "nl", "de")} == {
            language: small.municipality_name(one["nis"], vintage, language) for language in ("fr", "nl", "de")
        }
        assert shape.contains(shapely.Point(one["at"]))


def a_page(small, folder: Path, *, tiles: bool) -> str:
    published = publish(small, folder)
    words = {"a": "b</script>"}
    config = publish_config(published, Vintage.V2019, words, language="fr", locale="fr-BE", highest=600, static=folder)
    assert json.loads((folder / Path(config).name).read_text(encoding="utf-8"))["words"] == words
    made = base_map(published, config, tiles=tiles)
    assert isinstance(made, AtlasMap)
    made.render()
    return "\n".join([*(f"src={address}" for _, address in (*made.default_js, *made.default_css)), generate_leaflet_string(made)])


def test_the_base_asks_for_nothing_but_the_app_s_own_files(small, tmp_path):
    page = a_page(small, tmp_path, tiles=False)
    assert not re.findall(r"""(?:src|href)=["']?https?://""", page)
    assert "openstreetmap" not in page
    assert "b</script>" not in page


def test_tiles_come_only_when_asked_for(small, tmp_path):
    page = a_page(small, tmp_path, tiles=True)
    assert "tile.openstreetmap.org" in page
    assert "}).addTo(map_div);" in page


@pytest.mark.parametrize("tiles", [False, True])
def test_the_map_that_stays_is_the_same_text_in_every_run_or_the_browser_would_make_it_anew(small, tmp_path, tiles):
    assert a_page(small, tmp_path, tiles=tiles) == a_page(small, tmp_path, tiles=tiles)


def test_paint_is_an_update_and_nothing_else(small):
    group = paint(shown(small), dark=False)
    assert len(group._children) == 1


def test_a_repaint_that_was_asked_before_is_the_same_and_nobody_changes_what_is_remembered(small):
    first = shown(small, measure=Measure.LAG_2023)
    one, two = (
        next(iter(paint(shown(small, measure=Measure.LAG_2023), dark=False, name=name)._children.values())) for name in ("left", "")
    )
    assert one.update == {**update_of(first, every(small), dark=False), "n": "left"}
    assert two.update == update_of(first, every(small), dark=False)
