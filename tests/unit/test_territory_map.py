"""A map by territory: its figures are those of the table of territories; zero, not known and not applicable are three things."""

import datetime
import io
import json
from dataclasses import replace

import openpyxl
import pandas as pd
import pptx
import pyogrio
import pytest
import shapely
from starlette.applications import Starlette

from tests.asking import ask
from wallonia_map.export.formats import BY_MUNICIPALITY, export
from wallonia_map.export.planner_tables import compared_table
from wallonia_map.export.slide_parts import SMALLEST
from wallonia_map.export.slide_text import CELL_SIDES, width_of
from wallonia_map.i18n import Language, say
from wallonia_map.maps.shapes import object_of, topology
from wallonia_map.maps.updates import update_of
from wallonia_map.model import Indicator, Level, Programme, Selection, Theme, Vintage
from wallonia_map.questions.indicator_figures import territory_figures
from wallonia_map.questions.level_members import level_members, level_shapes
from wallonia_map.questions.official_columns import OFFICIAL_COLUMNS, with_official
from wallonia_map.questions.territories import COMPARE_COLUMNS, compare, levels
from wallonia_map.questions.territory import TerritoryKind
from wallonia_map.server.api import Api
from wallonia_map.views.classing import MISSING, NOT_APPLICABLE, ZERO
from wallonia_map.views.counted_territories import COLUMNS
from wallonia_map.views.map_alternative import map_alternative
from wallonia_map.views.measure_summary import by_municipality, view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.territory_summary import TerritorySummary
from wallonia_map.views.view import View, view_from_params, view_params

GROUPS = Programme.groups()[-1]
DAY = datetime.date(2026, 11, 28)


def kinds(*names: str) -> list[TerritoryKind]:
    return [level for level in levels() if not names or level.value in names]


def of(atlas, level, measure="initiatives", language=Language.EN, **chosen):
    return view_summary(atlas, View(Selection(**chosen), Measure(measure), level=TerritoryKind(level)), language)


@pytest.mark.parametrize("level", [level.value for level in levels()])
@pytest.mark.parametrize("measure", [measure.value for measure in COLUMNS])
def test_every_figure_of_the_map_is_that_of_the_table_of_territories(atlas, level, measure):
    shown = of(atlas, level, measure, programmes=(GROUPS.value,))
    answer = ask(Starlette(routes=Api().routes()), "/api/v1/territories.csv", query=f"level={level}&programme={GROUPS.value}")
    table = pd.read_csv(io.BytesIO(answer.content), dtype={"code": str}).set_index("code")
    pd.testing.assert_series_equal(
        shown.measured.values,
        table[COLUMNS[Measure(measure)]].astype("float64"),
        check_names=False,
        check_dtype=False,
        check_index_type=False,
    )
    update = update_of(shown, [], dark=False)
    assert update["x"][: len(update["q"]["c"])] == [shown.write_value(shown.values[code]) for code in update["q"]["c"]]
    assert sum(line.municipalities for line in shown.legend) == len(table)


@pytest.mark.parametrize("vintage", Vintage)
@pytest.mark.parametrize("level", [level.value for level in levels()])
def test_every_municipality_is_in_one_shape_of_the_map(atlas, level, vintage):
    found = level_members(atlas, TerritoryKind(level), vintage)
    every = [nis for members in found.members.values() for nis in members] + [*found.unsure, *found.outside]
    assert sorted(every) == sorted(atlas.municipalities(vintage).index)
    drawn, stored = level_shapes(atlas, TerritoryKind(level), vintage), atlas.shapes(vintage.boundaries).geometry
    assert shapely.area(drawn.to_numpy()).sum() == pytest.approx(shapely.area(stored.to_numpy()).sum())
    sent = {
        shape["properties"]["nis"]
        for shape in json.loads(topology(atlas, vintage))["objects"][object_of(TerritoryKind(level))]["geometries"]
    }
    assert {code for code, members in found.members.items() if members} <= sent


def test_not_applicable_is_neither_zero_nor_not_known(atlas):
    shown = of(atlas, GROUPS.membership_map, "per-10000")
    found = level_members(atlas, shown.level, Vintage.default())
    update = update_of(shown, [], dark=False)
    marks = dict(zip(found.drawn, update["c"], strict=True))
    assert {marks[nis] for nis in found.outside} == {"="}
    assert {marks[nis] for nis in found.unsure} == {"x"}
    lines = {line.number: line for line in shown.legend}
    people = atlas.population(Vintage.default())
    assert lines[NOT_APPLICABLE].inhabitants == people[list(found.outside)].sum()
    assert lines[NOT_APPLICABLE].count_written("en") == "–"
    assert not lines[NOT_APPLICABLE].is_applicable
    assert lines[MISSING].municipalities == sum(not members for members in found.members.values())
    assert lines[MISSING].inhabitants == people[list(found.unsure)].sum()
    assert sum(line.inhabitants for line in shown.legend) == people.sum()
    assert str(len(found.outside)) in map_alternative(shown)


def test_a_province_without_any_is_zero(atlas):
    call = next(item for item in Programme if item.row["family"] == "smart-region")
    shown = of(atlas, "province", programmes=(call.value,), themes=("health",))
    none = shown.values.index[shown.values == 0]
    assert (shown.measured.classes[none] == ZERO).all()


def test_filters_on_place_leave_other_territories_outside(atlas):
    shown = of(atlas, "arrondissement", provinces=("50000",))
    update = update_of(shown, [], dark=False)
    inside = [code for code, mark in zip(update["q"]["c"], update["c"], strict=True) if mark != "-"]
    assert inside == list(shown.values.index)
    assert 0 < len(inside) < len(update["q"]["c"])


def test_of_a_list_with_gaps_no_territory_is_called_the_first_or_the_last(atlas):
    partial, complete = of(atlas, "province"), of(atlas, "province", programmes=(GROUPS.value,))
    assert partial.is_partial
    names = [str(name) for name in partial.table["territory"]]
    assert not any(name in partial.point for name in names)
    assert complete.is_partial or any(name in complete.point for name in names)


@pytest.mark.parametrize("level", [level.value for level in levels()])
def test_a_link_says_the_level_and_one_without_it_is_by_municipality(atlas, level):
    view = View(level=TerritoryKind(level))
    assert view_params(view) == {"level": [level]}
    assert view_from_params({"level": [level]}, atlas) == view
    assert "level" not in view_params(View())
    assert view_from_params({}, atlas).level is TerritoryKind.MUNICIPALITY
    assert view_from_params({"level": ["planet"]}, atlas) == View()


@pytest.mark.parametrize("language", Language)
def test_title_legend_and_file_name_say_by_what(atlas, language):
    for level in kinds("province", GROUPS.membership_map):
        shown = of(atlas, level, "covered", language)
        assert shown.title.startswith(say("level.covered", language))
        assert shown.count_heading in {say("level.province", language), say("level.groups", language)}
        assert level.value in export("geojson", shown, day=DAY, permalink="").name


def test_files_of_municipalities_stay_so_and_those_of_the_map_follow(atlas):
    shown = of(atlas, GROUPS.membership_map, "per-10000")
    plain = by_municipality(shown)
    assert plain == view_summary(atlas, replace(shown.view, level=TerritoryKind.MUNICIPALITY), Language.EN)
    assert by_municipality(plain) is plain
    told = json.loads(export("geojson", shown, day=DAY, permalink="").content)
    rows = {feature["properties"]["code"]: feature["properties"] for feature in told["features"]}
    assert {code: row["value"] for code, row in rows.items() if row["state"] == "known"} == shown.values.dropna().round(6).to_dict()
    assert {code for code, row in rows.items() if row["state"] == "not-applicable"} == set(shown.outside)
    assert {row["value"] for row in rows.values() if row["state"] != "known"} == {None}
    picture = export("svg", shown, day=DAY, permalink="").content.decode()
    assert say("level.groups", "en") in picture
    assert set(BY_MUNICIPALITY) == {"report", "html"}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("level", ["province", GROUPS.membership_map])
def test_the_workbook_of_a_level_begins_with_its_territories(atlas, level, language):
    shown = of(atlas, level, "per-10000", language)
    book = openpyxl.load_workbook(io.BytesIO(export("xlsx", shown, day=DAY, permalink="").content))
    assert book.sheetnames[0] == say("workbook.sheet.territories", language)
    assert (
        book.sheetnames[1:]
        == openpyxl.load_workbook(
            io.BytesIO(export("xlsx", by_municipality(shown), day=DAY, permalink="").content), read_only=True
        ).sheetnames
    )
    head, *rows = book.worksheets[0].iter_rows(values_only=True)
    table, themes = compared_table(shown.table, language), [f"theme_{theme}" for theme in Theme]
    assert set(table.header) <= set(head)
    for name, said in zip(table.rows.columns, table.header, strict=True):
        if name in themes or name in ("code", "territory", "municipalities_covered", "share_municipalities", "per_10000", "subsidy_eur"):
            cells = [row[head.index(said)] for row in rows[: len(shown.table)]]
            wanted = [None if pd.isna(cell) else cell for cell in table.rows[name].tolist()]
            assert cells == [pytest.approx(cell, abs=1e-6) if isinstance(cell, float) else cell for cell in wanted]
    states = [row[head.index(say("workbook.territory.state", language))] for row in rows]
    assert states[len(shown.table) :] == [
        *[say("workbook.state.not-known", language)] * len(shown.unsure), *[say("workbook.state.not-applicable", language)] * len(shown.outside)
    ]  # fmt: skip
    assert states[: len(shown.table)].count(say("workbook.state.not-known", language)) == shown.values.isna().sum()
    told = dict(book.worksheets[-1].iter_rows(values_only=True))
    assert (told[say("workbook.sentence", language)], told[say("workbook.note", language)]) == (shown.sentence, shown.source_line)


@pytest.mark.parametrize("measure", ["covered", "income-per-return"])
@pytest.mark.parametrize("level", ["arrondissement", GROUPS.membership_map])
def test_the_geopackage_of_a_level_has_its_territories_and_the_municipalities(atlas, level, measure, tmp_path):
    shown = of(atlas, level, measure)
    path = tmp_path / "level.gpkg"
    path.write_bytes(export("gpkg", shown, day=DAY, permalink="").content)
    metric, stored, single = (
        pyogrio.read_dataframe(path, layer=name) for name in ("territories", "territories_wgs84", "municipalities_wgs84")
    )
    features = json.loads(export("geojson", shown, day=DAY, permalink="").content)["features"]
    assert (metric.crs.to_epsg(), stored.crs.to_epsg()) == (3812, 4326)
    assert stored["code"].tolist() == metric["code"].tolist() == [feature["id"] for feature in features]
    for name in ("state", "value", "class", "colour", "inhabitants_covered"):
        assert [None if pd.isna(cell) else cell for cell in stored[name]] == [feature["properties"][name] for feature in features]
    known = stored[stored["state"] == "known"].set_index("code")["value"]
    assert known.to_dict() == shown.values.dropna().round(6).to_dict()
    assert single["nis"].tolist() == list(shown.selected.places)
    told = {name: pyogrio.read_info(path, layer=name)["layer_metadata"] for name in ("territories", "municipalities")}
    assert told["territories"]["sentence"] == shown.sentence
    assert told["municipalities"]["sentence"] == by_municipality(shown).sentence
    assert told["territories"]["IDENTIFIER"] == say("geofile.territories", "en")
    assert export("gpkg", of(atlas, level, measure), day=DAY, permalink="").content == path.read_bytes()


def test_an_official_figure_of_a_territory_goes_into_the_workbook_with_its_rule(atlas):
    shown = of(atlas, "arrondissement", "income-per-return")
    head, *rows = openpyxl.load_workbook(io.BytesIO(export("xlsx", shown, day=DAY, permalink="").content)).worksheets[0].values
    assert [row[head.index(shown.caption)] for row in rows] == pytest.approx(shown.values.tolist())
    assert {row[head.index(say("official.basis_label", "en"))] for row in rows} == {say("official.basis_median", "en")}
    assert [row[head.index(say("official.known_label", "en"))] for row in rows] == shown.figures["municipalities_known"].tolist()


@pytest.mark.parametrize("level", ["province", "arrondissement"])
@pytest.mark.parametrize(
    "indicator",
    [next(item for item in Indicator if item.is_ratio), next(item for item in Indicator if not item.is_ratio and not item.is_derived)],
)
def test_an_official_figure_of_a_territory_is_the_one_that_the_tables_have(atlas, level, indicator):
    shown = of(atlas, level, indicator.value)
    wanted = territory_figures(atlas, indicator, by=Level(level))
    pd.testing.assert_series_equal(shown.values, wanted["value"].reindex(shown.values.index), check_names=False, check_index_type=False)
    assert (say("official.basis_median", "en") in shown.sentence) is (not indicator.is_ratio)
    assert shown.sentence == shown.point


@pytest.mark.parametrize("level", [level.value for level in levels()])
@pytest.mark.parametrize("indicator", ["income-per-return", "persons-65-plus"])
def test_the_table_of_territories_has_the_official_figure_that_is_asked_for(atlas, level, indicator):
    shown = of(atlas, level, indicator)
    answer = ask(Starlette(routes=Api().routes()), "/api/v1/territories.csv", query=f"level={level}&show={indicator}")
    table = pd.read_csv(io.BytesIO(answer.content), dtype={"code": str}).set_index("code")
    assert table["value"].tolist() == pytest.approx(shown.values.reindex(table.index).tolist(), nan_ok=True)
    figures = shown.figures.reindex(table.index)
    assert table["basis"].dropna().tolist() == figures["basis"].dropna().tolist()
    assert table["municipalities_known"].dropna().tolist() == figures["municipalities_known"].dropna().tolist()
    assert set(table["indicator"]) == {indicator}


def test_territories_of_several_kinds_have_an_official_figure_each(small):
    table = with_official(compare(small, ["10000", "21002", "03000"], Selection()), small, Indicator("income-per-return"), Selection())
    assert tuple(table.columns) == (*COMPARE_COLUMNS, *OFFICIAL_COLUMNS)
    assert set(table["basis"]) == {"median"}
    assert (table["municipalities_known"] <= table["municipalities"]).all()


def test_of_which_group_one_is_a_member_is_no_figure_of_a_province(atlas):
    shown = of(atlas, "province", GROUPS.membership_map)
    assert not isinstance(shown, TerritorySummary)
    assert list(shown.measured.values.index) == list(atlas.municipalities(Vintage.default()).index)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("level", [level.value for level in levels()])
def test_no_word_of_a_slide_s_legend_is_broken_where_territories_are_counted(atlas, level, language):
    shown = of(atlas, level, "covered", language)
    deck = pptx.Presentation(io.BytesIO(export("pptx", shown, day=DAY, permalink="").content))
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert tables
    for table in tables:
        widest = max(width_of(word, SMALLEST) for word in shown.count_heading.split())
        assert table.columns[2].width.inches >= min(2.0, widest + CELL_SIDES) - 0.01
        assert sum(column.width.inches for column in table.columns) < 13.33 - 0.6
