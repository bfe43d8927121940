"""The generated sentence over all programmes × themes × rules × languages: no hole, and the figures of the command line."""

import io
import re

import pandas as pd
import pytest

from wallonia_map.cli.main import main
from wallonia_map.i18n import Language, area, number, percent
from wallonia_map.model import Programme, RoleRule, Selection, Theme
from wallonia_map.questions.coverage import coverage_of
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.view import View


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("programme", list(Programme))
def test_the_sentence_says_the_coverage_and_has_no_hole(atlas, language, programme):
    for theme in Theme:
        for rule in RoleRule:
            selection = Selection(programmes=(programme.value,), themes=(theme.value,), rule=rule)
            figures = coverage_of(atlas, selection)
            summary = view_summary(atlas, View(selection), language)
            said = summary.sentence
            assert not re.search(r"[{}]|None(?! of )|\bnan\b", said + summary.point)
            assert all(line.share_said in summary.point for line in summary.meter)
            assert number(figures.municipalities_covered, language) in said or figures.municipalities_covered == 0
            if figures.municipalities_covered:
                assert number(figures.inhabitants_covered, language) in said
                assert area(figures.area_covered_km2, language) in said
                assert percent(figures.shares[1], language) in said


@pytest.mark.parametrize("programme", list(Programme))
@pytest.mark.parametrize("rule", list(RoleRule))
def test_the_sentence_and_the_command_line_say_the_same(atlas, capsys, programme, rule):
    assert main(["coverage", "--programme", programme.value, "--role", rule.value, "--format", "csv"]) == 0
    row = pd.read_csv(io.StringIO(capsys.readouterr().out)).iloc[0]
    said = view_summary(atlas, View(Selection(programmes=(programme.value,), rule=rule)), Language.EN).sentence
    assert f"{row['municipalities_covered']:,} municipalit" in said
    assert f"{row['inhabitants_covered']:,} inhabitants" in said


@pytest.mark.parametrize(("n", "form"), [(1, "1 commune sur"), (2, "2 communes sur")])
def test_one_is_singular_in_french(atlas, n, form):
    places = tuple(atlas.municipalities().index[atlas.municipalities().index.isin(["92094", "62063"])][:n])
    said = view_summary(atlas, View(Selection(municipalities=places)), Language.FR).sentence
    assert said.startswith(form)
