"""A scene of need: page, stage, slide, report and files say the figures of the command `need`, with dots of what is covered."""

import base64
import datetime
import io
import json
import re
from dataclasses import replace
from html import unescape
from xml.etree import ElementTree

import pypdf
import pytest
from fontTools.ttLib import TTFont
from pptx import Presentation

from wallonia_map.cli.main import main
from wallonia_map.export.formats import export, talk_slides
from wallonia_map.export.report import report_data
from wallonia_map.export.scatter import scatter_svg, ticks
from wallonia_map.export.talk_page import talk_page
from wallonia_map.export.talk_scene import Slide
from wallonia_map.i18n import Language, say
from wallonia_map.maps.updates import update_of
from wallonia_map.model import Indicator, Selection, Vintage
from wallonia_map.questions.need import need_scatter
from wallonia_map.questions.selection import select
from wallonia_map.ui.stage.fifths import fifths_html
from wallonia_map.views.classing import MISSING
from wallonia_map.views.dots import COVERED, UNSURE
from wallonia_map.views.link_summary import summary_from_params
from wallonia_map.views.map_alternative import map_alternative, marks_told
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.need_summary import NeedSummary, need_summary, need_view
from wallonia_map.views.need_words import describe_scatter
from wallonia_map.views.talk import Scene, Talk
from wallonia_map.views.talk_file import from_json, from_link, to_json, to_link
from wallonia_map.views.view import View, view_from_params, view_params

V2019, DAY = Vintage("2019"), datetime.date(2026, 11, 27)
INCOME = Indicator("income-per-return")
LAGS = Selection(programmes=("leader-2023-2027",), vintage=V2019)


def scene(atlas, chosen: Selection = LAGS, indicator: Indicator = INCOME, language: Language = Language.EN) -> NeedSummary:
    return need_summary(atlas, View(chosen), indicator, language)


def texts_of(slide) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


@pytest.mark.parametrize("name", ["income-per-return", "unemployment-ilo"])
def test_the_figures_of_a_scene_are_those_of_the_command(small, small_geodata, capsys, name):
    asked = [
        "--indicator",
        name,
        "--programme",
        "leader-2023-2027",
        "--vintage",
        "2019",
        "--format",
        "json",
        "--geodata",
        str(small_geodata),
    ]
    assert main(["need", *asked]) == 0
    rows = [row for row in json.loads(capsys.readouterr().out) if row["municipalities"]]
    told = scene(small, indicator=Indicator(name))
    classes = [line for line in told.legend if line.is_known and line.municipalities]
    assert [(line.municipalities, line.inhabitants) for line in classes] == [(row["municipalities"], row["inhabitants"]) for row in rows]
    lines = list(reversed(told.chart.lines))
    assert [line.meter[0].share for line in lines] == [row["municipalities_covered"] / row["municipalities"] for row in rows]
    assert [line.meter[1].share for line in lines] == [row["inhabitants_covered"] / row["inhabitants"] for row in rows]
    assert [line.meter[2].not_known for line in lines] == [row["area_km2_not_known"] / row["area_km2"] for row in rows]
    assert [line.count.replace("\u00a0", "") for line in lines] == [
        f"{row['municipalities_covered']}/{row['municipalities']}"
        if not row["municipalities_not_known"]
        else f"{row['municipalities_covered']}–{row['municipalities_covered'] + row['municipalities_not_known']}/{row['municipalities']}"
        for row in rows
    ]


def test_the_big_number_is_the_neediest_fifths_and_names_the_other(small):
    low = scene(small).chart  # less income is more need
    assert (low.big, low.lines[-1].meter[1].share_written) == ("0%", "0%")
    assert "lowest values" in low.big_told
    high = scene(small, indicator=Indicator("population-density")).chart
    assert high.big == high.lines[0].meter[1].share_written
    assert "fifth of the municipalities with the highest" in high.big_told


def test_too_few_values_have_no_big_number_and_no_caution(small):
    chart = scene(small, LAGS.replace(municipalities=("11001", "21001"))).chart
    assert (chart.big, chart.cautions) == ("", ())
    assert "too few" in chart.sentence


@pytest.mark.parametrize("way", [lambda talk: from_link(to_link(talk)), lambda talk: from_json(to_json(talk).encode())])
def test_link_and_file_of_a_talk_bring_the_scene_back(small, way):
    told = scene(small)
    kept = way(Talk((Scene(params=view_params(told.view)),))).scenes[0]
    again = summary_from_params(kept.page, kept.params, small, Language.EN)
    assert isinstance(again, NeedSummary)
    assert (again.title, again.sentence, again.chart) == (told.title, told.sentence, told.chart)


def test_an_indicator_that_is_none_leaves_the_plain_view(small):
    assert view_from_params({"need": ["<script>"]}, small) == View()
    assert not isinstance(summary_from_params("explore", {"need": ["poverty"]}, small, Language.FR), NeedSummary)
    assert view_from_params(view_params(need_view(View(), INCOME)), small).need is INCOME


def test_the_slide_has_every_figure_of_the_chart_and_the_notes_all_three_denominators(small):
    told = scene(small, language=Language.FR)
    file = talk_slides([Slide(told, None, "", "")], day=DAY, language=Language.FR)
    page = Presentation(io.BytesIO(file.content)).slides[1]
    texts = texts_of(page)
    assert told.chart.big in texts
    notes = page.notes_slide.notes_text_frame.text
    for line in told.chart.lines:
        assert {line.values, line.meter[0].figures, line.meter[1].share_written} <= set(texts)
        assert all(part.figures in notes for part in line.meter)
    assert all(text in notes for text in told.chart.cautions)
    assert [text for text in texts if text.startswith(say("legend.dot_covered", "fr"))] == [f"{say('legend.dot_covered', 'fr')} (4)"]


def test_the_stage_shows_the_same_and_escapes_it(small):
    told = scene(small, language=Language.NL)
    html = fifths_html(told, told.chart)
    for line in told.chart.lines:
        assert line.values in html
        assert line.count in html
        assert f"<strong>{line.meter[1].share_written}</strong>" in html
    assert told.chart.cautions[0] in html


def test_a_report_of_an_indicator_has_the_fifths_and_one_of_coverage_only_where_it_is_asked(small):
    plain = view_summary(small, View(LAGS, Measure.COVERED), Language.DE)
    assert report_data(plain, day=DAY, permalink="")["need"] is None
    asked = view_summary(small, View(LAGS, Measure.COVERED, need=INCOME), Language.DE)
    shown = view_summary(small, View(LAGS, Measure(INCOME.value)), Language.DE)
    parts = [report_data(item, day=DAY, permalink="")["need"] for item in (asked, shown, scene(small, language=Language.DE))]
    assert parts[0] == parts[1] == parts[2]
    assert [row["values"] for row in parts[0]["rows"]] == [line.values for line in shown.need_chart.lines]
    content = export("report", asked, day=DAY, permalink="").content
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert "".join(shown.need_chart.lines[0].meter[1].figures.split()) in "".join(text.split())


@pytest.mark.parametrize("measure", [Measure.COVERED, Measure("unemployment-ilo")])
def test_dots_are_what_the_filters_cover_whatever_the_fill_says(small, measure):
    chosen = Selection(programmes=("leader-2014-2020",), vintage=V2019)
    selected = select(small, chosen)
    told = view_summary(small, View(chosen, measure, dots=True), Language.EN)
    assert {nis for nis, state in told.dots.items() if state == COVERED} == set(selected.covered)
    assert {nis for nis, state in told.dots.items() if state == UNSURE} == set(selected.not_known)
    assert told.dot_key[0].municipalities == len(selected.covered)
    every = list(small.municipalities(V2019).index)
    signs = update_of(told, every, dark=False)["e"]
    assert {nis for nis, sign in zip(every, signs, strict=True) if sign == "1"} == set(selected.covered)
    plain = view_summary(small, View(chosen, measure), Language.EN)
    assert (plain.dots, plain.dot_key) == ({}, ())
    assert "e" not in update_of(plain, every, dark=False)


def test_dots_and_their_legend_stand_in_map_and_page(small):
    told, plain = (view_summary(small, View(LAGS, Measure("unemployment-ilo"), dots=dots), Language.EN) for dots in (True, False))
    page, without = (export("html", item, day=DAY, permalink="").content.decode() for item in (told, plain))
    assert page.count('data-r="3"') == len(told.dots)
    assert f"{told.dot_key[0].label}</th>" in page
    assert 'data-r="3"' not in without
    svg, bare = (export("svg", item, day=DAY, permalink="").content.decode() for item in (told, plain))
    assert told.dot_key[0].label in svg
    assert told.dot_key[0].label not in bare


@pytest.mark.parametrize("language", list(Language))
def test_dots_and_rings_are_named_with_their_numbers(atlas, language):
    told, plain = (view_summary(atlas, View(LAGS, Measure("unemployment-ilo"), dots=dots), language) for dots in (True, False))
    selected = select(atlas, LAGS)
    assert len(selected.not_known) > 0
    for places, label in ((selected.covered, "dot_covered"), (selected.not_known, "dot_not_known")):
        assert f"{say(f'legend.{label}', language)} ({len(places)})" in marks_told(told)
    assert map_alternative(told) == f"{told.sentence} {marks_told(told)}"
    assert (marks_told(plain), map_alternative(plain)) == ("", plain.sentence)


def test_who_does_not_see_a_map_is_told_what_its_dots_say(small):
    """In the live map's name, in every drawing, in the report and on the slide."""
    told, plain = (view_summary(small, View(LAGS, Measure("unemployment-ilo"), dots=dots), Language.EN) for dots in (True, False))
    said, every, scenes = marks_told(told), list(small.municipalities(V2019).index), [Slide(told, None, "", "")]
    assert update_of(told, every, dark=False)["a"] == said
    assert "a" not in update_of(plain, every, dark=False)
    for form in ("html", "svg"):
        assert said in unescape(export(form, told, day=DAY, permalink="").content.decode())
    assert report_data(told, day=DAY, permalink="")["alternative"] == map_alternative(told)
    assert said in unescape(talk_page(scenes, day=DAY, language=Language.EN, called="t.html").content.decode())
    slide = Presentation(io.BytesIO(talk_slides(scenes, day=DAY, language=Language.EN).content)).slides[1]
    assert any(said in shape.element.xpath(".//p:cNvPr")[0].get("descr", "") for shape in slide.shapes)


def test_municipalities_without_a_value_are_in_no_fifth_and_hatched(small):
    told = scene(small, indicator=Indicator("unemployment-ilo"))
    assert set(told.measured.classes.index[told.measured.classes == MISSING]) == set(told.need.without_value)
    assert next(line.municipalities for line in told.legend if not line.is_known) == len(told.need.without_value)


@pytest.mark.parametrize(("low", "high"), [(1.5, 15.3), (28_918.0, 63_679.0), (-0.8, 0.3), (4.0, 4.0), (0.0, 0.0001)])
def test_an_axis_holds_its_values_between_round_ones(low, high):
    steps = ticks(low, high)
    assert steps[0] <= low
    assert high <= steps[-1]
    assert 2 <= len(steps) <= 9


def test_the_scatter_has_a_dot_for_each_known_pair_and_names_what_is_chosen(small):
    density = Indicator("population-density")
    found = need_scatter(small, density, LAGS, chosen=["11001"], language="en")
    svg = ElementTree.fromstring(scatter_svg(density, found, "en"))
    space = "{http://www.w3.org/2000/svg}"
    assert len(list(svg.iter(f"{space}circle"))) == found.correlation.pairs
    name = small.municipality_name("11001", V2019, "en")
    assert [text.text for text in svg.iter(f"{space}text") if text.get("font-weight")] == [name]
    assert svg.find(f"{space}desc").text == describe_scatter(density, found, "en")


def test_the_scatter_brings_the_typeface_that_it_is_set_in(small):
    """An image in a page sees none of the page's typefaces, and whoever opens the file may have none of ours."""
    density = Indicator("population-density")
    root = ElementTree.fromstring(scatter_svg(density, need_scatter(small, density, LAGS), "fr"))
    [rule] = [style.text for style in root.iter("{http://www.w3.org/2000/svg}style")]
    name, packed = re.fullmatch(r'@font-face{font-family:"([^"]+)";src:url\(data:font/woff2;base64,([^)]+)\).*}', rule).groups()
    assert root.get("font-family").split(",")[0] == name
    assert not [part for part in root.iter() if part is not root and part.get("font-family")]
    signs = TTFont(io.BytesIO(base64.b64decode(packed))).getBestCmap()
    assert [sign for text in root.itertext() if text != rule for sign in text if ord(sign) not in signs] == []


def test_a_name_in_the_scatter_is_text_and_nothing_else(small):
    density = Indicator("population-density")
    found = need_scatter(small, density, LAGS, chosen=["11001"])
    hostile = replace(found, rows=found.rows.assign(municipality="<script>x</script>&"))
    assert "<script>" not in scatter_svg(density, hostile, "fr")
    nothing = replace(found, rows=found.rows.iloc[:0])
    assert scatter_svg(density, nothing, "fr") == ""


def test_the_talk_as_one_page_has_the_chart_and_the_dots(small):
    told = scene(small, language=Language.DE)
    page = talk_page([Slide(told, None, "", "")], day=DAY, language=Language.DE, called="t.html").content.decode()
    for line in told.chart.lines:
        assert line.values in page
        assert f"<td>{line.count}</td>" in page
        assert f"<strong>{line.meter[1].share_written}</strong>" in page
    assert told.chart.big_told in page
    assert page.count('class="circles dots"') == 1
    assert f"{told.dot_key[0].label} <small>(" in page
