import datetime

import pytest
import shapely

from wallonia_map.export.cartography import BoxMm, MapDrawing, MapExtent
from wallonia_map.export.formats import export
from wallonia_map.i18n import Language, number
from wallonia_map.views.category_summary import ChangeSummary, OverlapSummary
from wallonia_map.views.link_summary import summary_from_params
from wallonia_map.views.summary import ViewSummary

DAY = datetime.date(2026, 11, 21)


@pytest.mark.parametrize("language", list(Language))
def test_the_sentence_of_two_programmes_holds_the_counts(atlas, language):
    summary = summary_from_params("compare", {"a": ["leader-2014-2020"], "b": ["leader-2023-2027"], "vintage": ["2019"]}, atlas, language)
    assert isinstance(summary, ChangeSummary)
    # 24 gained, 95 kept (24 + 95 = the 119 of 2023-2027), 10 lost, 125 never, 8 not known: 262.
    for count in (24, 95, 10, 125, 8):
        assert number(count, language) in summary.sentence
    assert [line.municipalities for line in summary.legend] == [24, 95, 10, 125, 8]
    assert not summary.legend[-1].is_known
    assert summary.coverage.municipalities_covered == 119


@pytest.mark.parametrize("language", list(Language))
def test_the_legend_of_an_overlap_partitions_the_municipalities(atlas, language):
    summary = summary_from_params(
        "white_spots", {"kind": ["themes"], "themes": ["mobility", "health", "education"], "vintage": ["2019"]}, atlas, language
    )
    assert isinstance(summary, OverlapSummary)
    assert sum(line.municipalities for line in summary.legend) == 262
    assert len({line.colour for line in summary.legend}) == len(summary.legend) == 8
    assert "{" not in summary.sentence + summary.title


@pytest.mark.parametrize("page", ["compare", "white_spots", "explore"])
def test_hostile_parameters_lead_to_facts_all_the_same(atlas, page):
    params = {"a": ["<script>"], "kind": ["../"], "programmes": ["x", "y"], "vintage": ["1999"], "role": ["=1+1"], "show": ["evil"]}
    summary = summary_from_params(page, params, atlas, Language.FR)
    assert isinstance(summary, ViewSummary)
    assert "<script>" not in summary.sentence + summary.title


@pytest.mark.parametrize("what", ["png", "svg", "pptx"])
def test_a_map_of_categories_can_be_taken_away(atlas, what):
    summary = summary_from_params("compare", {}, atlas, Language.DE)
    content = export(what, summary, day=DAY, permalink="http://localhost/compare").content
    assert len(content) > 20_000
    if what == "svg":
        assert summary.legend[0].label in content.decode("utf-8")


@pytest.mark.parametrize("page", ["compare", "white_spots"])
def test_a_number_on_a_drawn_map_stands_in_the_category_of_its_line_in_the_legend(atlas, page):
    parts = ["leader-2014-2020", "leader-2023-2027", "smart-region-2019"]
    summary = summary_from_params(page, {"programmes": parts}, atlas, Language.FR)
    drawn = MapDrawing(MapExtent(summary), BoxMm(0, 0, 200, 150), 0.5)
    categories = {line.mark: line.category for line in summary.legend if line.is_known}
    numbers = drawn._group_numbers()
    assert len(numbers) == len(summary.legend) - 1 == len(categories)  # « not known » is hatched, and has no number
    for mark, x, y in numbers:
        nis = next(nis for nis, shape in drawn.shapes.items() if shape.covers(shapely.Point(x, y)))
        assert summary.measured.categories[nis] == categories[mark]
