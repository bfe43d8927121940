"""Initiatives by start year, coverage as it grew, and the state at the end of a year: on the small world."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.strategies import selections
from wallonia_map.cli.main import main
from wallonia_map.export.tables import RowKind, table_of
from wallonia_map.export.web_faces import web_face
from wallonia_map.export.years_chart import NARROW, years_svg
from wallonia_map.i18n import say
from wallonia_map.model import Role, Selection
from wallonia_map.questions.coverage import coverage_of
from wallonia_map.questions.selection import from_params, select, to_params
from wallonia_map.questions.years import GROWTH_COLUMNS, START_COLUMNS, years
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure, measured
from wallonia_map.views.sentences import describe_coverage, describe_view
from wallonia_map.views.view import View
from wallonia_map.views.years_words import at_end_told, dated_told

AXIS = tuple(range(2014, 2025))


def asked(*programmes: str, **more) -> Selection:
    return Selection(programmes=programmes, **more)


def test_the_years_by_hand(small):
    found = years(small, asked())
    assert found.axis == AXIS
    assert found.growth["initiatives"].tolist() == [1, 0, 0, 0, 1, 2, 1, 1, 0, 3, 1, 4]  # the last of no known year
    assert found.growth["initiatives_until"].tolist()[:-1] == [1, 1, 1, 1, 2, 4, 5, 6, 6, 9, 10]
    # Aubois and Bellerive by a group of 2014, the two of the East by the chargers of 2020.
    assert found.growth["municipalities_covered"].tolist()[:-1] == [2] * 6 + [4] * 5
    assert found.growth["inhabitants_covered"].tolist()[:-1] == [3000] * 6 + [5000] * 5
    assert found.growth["inhabitants_in_year"].dropna().tolist() == [11_400, 12_000]  # 2018 and 2019 are known, the others not
    assert found.growth.iloc[-1].drop("initiatives").isna().all()
    assert (found.listed, found.undated) == (14, 4)


def test_where_only_an_initiative_without_a_year_covers_it_is_not_known(small):
    found = years(small, asked("projects", "leader-projects"))
    assert found.growth["municipalities_not_known"].tolist()[:-1] == [1] * len(AXIS)
    rows = found.starts[found.starts["start_year"] == 2020].set_index("programme")
    assert rows.loc["leader-projects", ["initiatives", "municipalities_covered", "municipalities_not_known"]].tolist() == [0, 0, 1]
    assert rows.loc["projects", ["initiatives", "municipalities_covered", "municipalities_not_known"]].tolist() == [1, 2, 1]


@given(selection=selections(), year=st.sampled_from(AXIS))
def test_every_year_is_the_coverage_of_that_year_s_own_view_and_nothing_drops(small, selection, year):
    found = years(small, selection)
    assert found.coverage(year) == coverage_of(small, selection.replace(until=year))
    assert tuple(found.starts.columns) == START_COLUMNS
    assert tuple(found.growth.columns) == GROWTH_COLUMNS
    listed = select(small, selection.replace(until=None)).initiatives
    assert found.listed == found.starts["initiatives"].sum() == len(listed)
    for programme, rows in found.starts.groupby("programme"):
        own = select(small, selection.replace(until=year, programmes=(str(programme),)))
        there = rows[rows["start_year"] == year].iloc[0]
        assert there["initiatives_until"] == len(own.initiatives)
        assert (there["municipalities_covered"], there["municipalities_not_known"]) == (len(own.covered), len(own.not_known))
        assert rows["initiatives"].iloc[-1] == len(own.undated)


@given(selection=selections(), year=st.sampled_from(AXIS))
def test_a_later_year_covers_no_less_and_leaves_no_more_open(small, selection, year):
    before, after = (select(small, selection.replace(until=until)) for until in (year, year + 1))
    assert set(before.covered) <= set(after.covered)
    assert set(before.not_known) | set(before.covered) <= set(after.not_known) | set(after.covered)
    assert set(before.undated.index) == set(after.undated.index)
    assert (before.possible["role"] == Role.POSSIBLE.value).all()
    assert not set(before.undated.index) & set(before.initiatives.index)


def test_a_count_of_a_year_is_missing_where_the_year_of_all_that_reaches_is(small):
    chosen = asked("projects", "leader-projects", until=2014)
    shown = measured(small, chosen, Measure.INITIATIVES)
    assert pd.isna(shown.values["11001"])
    assert shown.values.drop("11001").eq(0).all()
    assert shown.by_programme.loc["11001", ["projects", "leader-projects"]].isna().all()
    rows = table_of(RowKind.PARTICIPATIONS, small, select(small, chosen), "en")
    assert rows.loc[rows["initiative_id"] == "lp-running", ["role", "title"]].to_numpy().tolist() == [["possible", "Shop"]]


@pytest.mark.parametrize("language", ["fr", "de"])
def test_tab_sentence_title_and_drawing_say_the_same_of_a_year(small, language):
    chosen = asked(until=2019)
    found = years(small, chosen)
    told, said = at_end_told(small, found, language), describe_coverage(small, chosen, language)
    undated = say("years.undated", language, n=4, year="2019")
    assert told == say("years.at_end", language, year="2019", told=said.removesuffix(f" {undated}"))
    assert said.endswith(undated)
    assert describe_view(small, chosen, Measure.COVERED, View().counting, language).startswith(said)
    assert say("filter.until_chip", language, year="2019") in view_summary(small, View(chosen), language).title
    drawn = years_svg(found, language, told)
    assert 'font-weight="700">2019</text>' in drawn
    assert web_face("Atlas Sans") in drawn  # the page's own typeface, wherever the picture is opened
    narrow = years_svg(found, language, told, NARROW)
    assert 'viewBox="0 0 360 ' in narrow
    assert 'font-weight="700">2019</text>' in narrow
    assert narrow.count("</text>") < drawn.count("</text>")  # fewer years are written below


def test_a_link_restores_the_year_and_a_wrong_one_is_none(small):
    assert to_params(asked()) == {}
    assert from_params(to_params(asked(until=2016)), small) == asked(until=2016)
    for text in ("2013", "2025", "2016.0", "٢٠١٦", "1e3", "", "<b>"):  # 2014 to 2024 are the small world's years
        assert from_params({"until": [text]}, small) == asked()


def test_the_command_prints_the_same_tables(small, small_geodata, capsys):
    for by, name in (("programme", "starts"), ("year", "growth")):
        code = main(["years", "--by", by, "--province", "Nord", "--until", "2019", "--format", "csv", "--geodata", str(small_geodata)])
        out, err = capsys.readouterr()
        assert (code, err) == (0, "")
        table = getattr(years(small, asked(provinces=("10000",), until=2019)), name)
        assert list(csv.reader(io.StringIO(out))) == list(csv.reader(io.StringIO(table.to_csv(index=False))))
    assert main(["years", "--until", "1830", "--geodata", str(small_geodata)]) == 2
    assert "2014" in capsys.readouterr().err
    assert main(["years", "--language", "nl", "--geodata", str(small_geodata)]) == 0
    assert dated_told(years(small, asked()), "nl") in capsys.readouterr().out
