"""The real atlas through the core: promises on size and sums that a small world cannot keep."""

import csv
import io
import json

import pytest

from wallonia_map.cli.main import main
from wallonia_map.export.csv import harmless, plain_csv, spreadsheet_csv
from wallonia_map.export.tables import RowKind, table_of
from wallonia_map.i18n import Language
from wallonia_map.maps.updates import update_of
from wallonia_map.model import CountingRule, Programme, RoleRule, Selection, Vintage
from wallonia_map.questions.coverage import sums
from wallonia_map.questions.selection import select
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure, measured
from wallonia_map.views.view import View

#: RowKind changes on the map when the indicator does: the promise of the issue.
MOST_BYTES = 4096


@pytest.mark.parametrize("rule", RoleRule)
@pytest.mark.parametrize("vintage", Vintage)
@pytest.mark.parametrize("measure", Measure)
def test_an_update_of_the_map_stays_under_four_kilobytes_with_the_circles_on(atlas, measure, vintage, rule):
    view = View(Selection(vintage=vintage, rule=rule), measure, municipality="92094", circles=True)
    every = list(atlas.municipalities(vintage).index)
    for language in Language:
        update = update_of(view_summary(atlas, view, language), every, dark=True)
        assert len(update["c"]) == len(every)
        assert len(json.dumps(update).encode("utf-8")) < MOST_BYTES


@pytest.mark.parametrize("measure", Measure)
@pytest.mark.parametrize(("vintage", "municipalities", "inhabitants"), [("2019", 262, 3_633_795), ("2025", 261, 3_713_450)])
def test_every_measure_speaks_of_every_municipality_once(atlas, measure, vintage, municipalities, inhabitants):
    shown = measured(atlas, Selection(vintage=Vintage(vintage)), measure)
    assert list(shown.values.index) == list(atlas.municipalities(Vintage(vintage)).index)
    assert sum(row.municipalities for row in shown.legend) == municipalities
    assert sum(row.inhabitants for row in shown.legend) == inhabitants


@pytest.mark.parametrize("programme", [Programme.LEADER_2014, Programme.LEADER_2023])
@pytest.mark.parametrize("vintage", Vintage)
def test_lags_that_share_a_border_differ_in_colour(atlas, programme, vintage):
    measure = next(measure for measure in Measure if measure.programme is programme)
    shown = measured(atlas, Selection(vintage=vintage), measure)
    shapes = (
        atlas.shapes(f"boundaries_{vintage.value}")[["geometry"]]
        .assign(group=shown.categories, number=shown.classes)
        .dropna(subset=["group"])
    )
    pairs = shapes.sjoin(shapes, predicate="touches")
    across = pairs[pairs["group_left"] != pairs["group_right"]]
    assert len(across) > 0
    assert (across["number_left"] != across["number_right"]).all()


@pytest.mark.parametrize("rule", [CountingRule.EQUAL, CountingRule.POPULATION])
@pytest.mark.parametrize("roles", RoleRule)
@pytest.mark.parametrize("vintage", Vintage)
def test_parts_add_up_to_what_was_placed(atlas, rule, roles, vintage):
    found = sums(atlas, select(atlas, Selection(rule=roles, vintage=vintage)), rule)
    assert found.by_municipality["initiatives"].sum() == pytest.approx(found.placed_initiatives, abs=1e-9)
    assert found.by_municipality["subsidy_eur"].sum() == pytest.approx(found.placed_subsidy_eur, abs=1e-6)


@pytest.mark.parametrize("measure", Measure)
def test_a_selection_of_nothing_is_shown_as_nothing(atlas, measure):
    shown = measured(atlas, Selection(words="xylophone quantique"), measure)
    assert len(shown.values) == 261
    assert shown.selected.initiatives.empty


@pytest.mark.parametrize("what", RowKind)
@pytest.mark.parametrize("language", Language)
def test_every_file_of_the_whole_atlas_reads_back(atlas, what, language):
    table = table_of(what, atlas, select(atlas, Selection(rule=RoleRule.EXTENDED)), language)
    separator = "," if language == "en" else ";"
    for content, mark in ((plain_csv(table), ","), (spreadsheet_csv(table, language), separator)):
        back = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=mark))
        assert len(back) == len(table) + 1
        assert {len(row) for row in back} == {len(table.columns)}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("column", ["title", "summary", "lead"])
def test_a_file_holds_the_texts_letter_by_letter(atlas, column, language):
    said = table_of(RowKind.INITIATIVES, atlas, select(atlas, Selection()), language)[column]
    assert [text for text in said if harmless(text) != text] == []


def test_the_command_line_prints_the_published_coverage(capsys):
    assert main(["coverage", "--programme", "leader-2014-2020", "--vintage", "2019", "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["territory"], row["municipalities_covered"], row["inhabitants_covered"]) == ("Wallonie", 111, 824_833)


def test_the_command_line_finds_the_data_sound(capsys):
    assert main(["check"]) == 0
    assert capsys.readouterr().out.rstrip().endswith("no problem found")
