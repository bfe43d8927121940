"""An official figure is shown as any other measure is: legend, sentence, source and files of one object, in four languages."""

import datetime
import json

import pytest

from wallonia_map.cli.main import main
from wallonia_map.export.formats import export
from wallonia_map.export.report import report_data
from wallonia_map.i18n import Language, say
from wallonia_map.maps.updates import update_of
from wallonia_map.model import Indicator, Selection, Vintage
from wallonia_map.questions.need import need_by_fifths, need_scatter
from wallonia_map.questions.need_ranks import Criterion, need_ranks
from wallonia_map.views.classing import MISSING
from wallonia_map.views.indicator_words import shown_figure, write_figure
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.need_words import describe_need, describe_ranks, describe_scatter, need_headings
from wallonia_map.views.territory_lines import territory_lines
from wallonia_map.views.view import View, view_from_params, view_params

V2019, V2025 = Vintage("2019"), Vintage("2025")


def summary(atlas, name: str, language: Language = Language.FR, vintage: Vintage = V2019, **filters):
    return view_summary(atlas, View(Selection(vintage=vintage, **filters), Measure(name)), language)


def test_every_indicator_is_a_measure_at_the_end_of_the_menu():
    assert tuple(Measure)[-len(Indicator) :] == tuple(Measure(item) for item in Indicator)
    assert Measure("unemployment-ilo").indicator is Indicator("unemployment-ilo")
    assert Measure.COVERED.indicator is None


def test_classes_zero_and_not_known_are_three_things(small):
    told = summary(small, "local-units", Language.EN)
    assert next((line.label, line.municipalities) for line in told.legend) == ("0", 1)
    assert sum(line.municipalities for line in told.legend) == 6
    older = summary(small, "persons-65-plus", Language.EN)
    assert (older.legend[-1].number, older.legend[-1].label, older.legend[-1].municipalities) == (MISSING, "not known", 2)
    assert "0" not in [line.label for line in older.legend]
    assert older.write_value(float("nan")) == "not known"


def test_a_value_of_another_period_says_so_wherever_it_is_shown(small):
    told = summary(small, "unemployment-ilo", Language.EN)
    assert told.title == "Unemployment rate, ILO definition (15–64), 2019"
    assert told.value_notes == {"21001": "2018"}
    assert told.sentence.endswith("Of another period: Clairval (2018).")
    page = export("html", told, day=datetime.date(2026, 11, 1), permalink="https://example.org/").content.decode()
    assert "8.5% (2018)" in page
    assert "5.5% (2018)" not in page


def test_programmes_change_the_meter_and_not_the_figure(small):
    plain, beside = summary(small, "income-per-return"), summary(small, "income-per-return", programmes=("leader-2023-2027",))
    assert beside.measured.values.equals(plain.measured.values)
    assert beside.title == plain.title
    assert beside.coverage.municipalities_covered == 4
    narrowed = summary(small, "income-per-return", provinces=("10000",), programmes=("projects",))
    assert len(narrowed.measured.values) == 2
    assert narrowed.title.startswith(f"{plain.title} — ")
    assert "Nord" in narrowed.title
    assert say("programme.projects", "fr") not in narrowed.title


def test_the_whole_has_a_figure_only_where_its_parts_are_held(small):
    assert "Pour l’ensemble" not in summary(small, "unemployment-ilo").sentence
    share = (220 + 210 + 620 + 1025 + 780) / (1100 + 2100 + 3100 + 4100 + 2600) * 100
    assert (
        f"Pour l’ensemble\u00a0: {write_figure(share, Indicator('persons-65-plus'), 'fr')}"
        in summary(small, "persons-65-plus", vintage=V2025).sentence
    )


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", [item.value for item in Indicator])
def test_every_text_of_every_indicator_is_said_in_every_language(atlas, name, language):
    told = summary(atlas, name, language, V2025)
    for text in (told.title, told.name, told.unit, told.caption, told.sentence, told.source_line, told.meaning, told.slug):
        assert text
        assert not set("{}") & set(text)
    row = Indicator(name).row
    assert row["publisher"] in told.source_line
    assert row["licence"] in told.source_line
    assert row[f"definition_{language.value}"] in told.meaning
    values = told.measured.values.dropna()
    shown = values.map(told.shown)
    assert shown.map(told.measured.scale.class_of).equals(values.map(told.measured.scale.class_of))


def test_the_source_names_the_vintage_that_the_values_were_published_for(atlas):
    assert "published for the municipalities of 2019, boundaries 2025" in summary(atlas, "municipal-debt", Language.EN, V2025).source_line
    assert "published for the municipalities of 2019 and 2025" in summary(atlas, "income-per-return", Language.EN, V2025).source_line


def test_figures_wear_the_sign_of_their_unit():
    rate, money, plain = (Indicator(name) for name in ("unemployment-ilo", "municipal-debt", "local-units"))
    assert write_figure(7.94, rate, "fr") == "7,9\u202f%"
    assert write_figure(-7.94, rate, "nl") == "\u22127,9%"
    assert write_figure(1471.45, money, "en") == "€1,471"
    assert write_figure(0, plain, "de") == "0"
    assert shown_figure(108.84, plain) == 108.8


def test_a_link_restores_an_indicator(atlas):
    view = View(Selection(vintage=V2019), Measure("bim-beneficiaries"))
    assert view_from_params(view_params(view) | {"vintage": ["2019"]}, atlas) == view


def test_the_map_gets_values_and_no_word_of_partial_programmes(small):
    told = summary(small, "local-units", programmes=("projects",))
    update = update_of(told, [str(nis) for nis in small.municipalities(V2019).index], dark=False)
    assert "o" not in update
    assert update["m"] == "local-units"


@pytest.mark.parametrize("language", Language)
def test_need_is_said_with_its_caution(atlas, language):
    asked = Selection(programmes=("leader-2023-2027",), vintage=V2019)
    need = need_by_fifths(atlas, Indicator("unemployment-ilo"), asked)
    said = describe_need(atlas, need, language)
    for part in ("52", "36", "5", write_figure(15.3, Indicator("unemployment-ilo"), language), say("need.caution", language),
                 say("need.unsure", language, n=2), say("need.no_value", language, n=2)):  # fmt: skip
        assert part in said
    partial = need_by_fifths(atlas, Indicator("unemployment-ilo"), asked.replace(programmes=("smart-region-2019",)))
    assert "Smart Region" in describe_need(atlas, partial, language)  # « none known » is not « none »
    assert "Smart Region" not in said
    assert set(need_headings(language)) == set(need.table.columns)


def test_too_few_municipalities_make_no_fifths(small):
    need = need_by_fifths(small, Indicator("unemployment-ilo"), Selection(vintage=V2019))
    assert describe_need(small, need, "en").endswith("municipalities with a known value: 4, too few for fifths.")


def test_a_correlation_is_said_with_its_uncertainty(atlas, small):
    rate = Indicator("unemployment-ilo")
    sure = describe_scatter(rate, need_scatter(atlas, rate, Selection(programmes=("leader-2023-2027",), vintage=V2019)), "en")
    assert "at 95% confidence" in sure
    assert "Correlation is not causation. " in sure
    assert "are not in it" in sure  # a value or a number that is not known is told, not left out in silence
    assert "too few" in describe_scatter(rate, need_scatter(small, rate, Selection(vintage=V2019)), "en")


def test_ranks_say_by_what_and_how_firm(small):
    criteria = [Criterion.of(Indicator("unemployment-ilo")), Criterion.of(Indicator("income-per-return"))]
    asked = Selection(programmes=("smart-region-2019",), vintage=V2019)
    said = describe_ranks(need_ranks(small, asked, criteria), "en")
    assert said == (
        "2 white spots ranked by Unemployment (ILO) (high values first) and Income per tax return (low values first); first: Dunois and Clairval. "
        "Without one of the criteria, the rank moves by a median of 0 places, and by 0 at most."
    )
    assert "No white spot" in describe_ranks(need_ranks(small, asked, [Criterion.of(Indicator("municipal-debt"))]), "en")


@pytest.mark.parametrize(("name", "basis"), [("persons-65-plus", "ratio"), ("unemployment-ilo", "median")])
def test_page_report_and_command_have_the_same_figures_of_territories(small, small_geodata, capsys, name, basis):
    told = summary(small, name, Language.EN)
    lines = territory_lines(small, Indicator(name), told.view.selection, "en")
    rows = []
    for level in ("region", "province"):
        asked = [
            "--indicator",
            name,
            "--by",
            level,
            "--vintage",
            "2019",
            "--language",
            "en",
            "--format",
            "json",
            "--geodata",
            str(small_geodata),
        ]
        assert main(["need", *asked]) == 0
        rows += json.loads(capsys.readouterr().out)
    assert {row["basis"] for row in rows} == {basis}
    expected = [
        [row["territory"], write_figure(float("nan") if row["value"] is None else row["value"], Indicator(name), "en"), say(f"official.basis_{basis}", "en"),
         f"{row['municipalities_known']} of {row['municipalities']}"] for row in rows
    ]  # fmt: skip
    assert [[line.name, line.value, line.basis, line.known] for line in lines] == expected
    assert report_data(told, day=datetime.date(2026, 11, 1), permalink="")["figures"]["rows"] == expected
