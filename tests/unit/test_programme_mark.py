"""The colour of a programme is painted by its mark and in the chart of years, never without its name, and as the table says."""

import re

import pytest

from tests.unit.test_architecture import ROOT
from wallonia_map.i18n import Language, say
from wallonia_map.model import Programme
from wallonia_map.ui.municipality import sections
from wallonia_map.ui.shared.municipality_panel import initiative_html
from wallonia_map.ui.shared.programme_mark import mark_html, named_html

MARK = re.compile(r'<span class="programme-mark" style="background:(#[0-9a-f]{6})" aria-hidden="true"></span>([^<]+)')


@pytest.mark.parametrize("language", Language)
def test_a_mark_has_the_colour_of_the_table_and_its_name_behind_it(language):
    for item in Programme:
        (found,) = MARK.findall(named_html(item, language))
        assert found[0] == item.row["colour"]
        assert found[1] == say(f"programme.{item}", language)


def test_programmes_are_told_apart_by_their_marks_and_a_programme_that_is_none_has_no_mark():
    assert len({mark_html(item) for item in Programme}) == len(Programme)
    with pytest.raises(ValueError, match="not a programme"):
        mark_html("no-such")


def test_every_initiative_of_a_list_wears_the_mark_of_its_programme(atlas):
    for identifier, row in atlas.initiatives.iterrows():
        told = initiative_html(atlas, str(identifier), "lead", Language.NL)
        assert MARK.findall(told)[0][0] == Programme(row["programme"]).row["colour"]


def test_nothing_else_paints_it():
    painted = [path.name for path in (ROOT / "wallonia_map").rglob("*.py") if 'row["colour"]' in path.read_text(encoding="utf-8")]
    assert sorted(painted) == ["programme_mark.py", "vocabulary_rules.py", "years_chart.py"]  # the chart's key is made of marks
    assert sections.named_html is named_html
