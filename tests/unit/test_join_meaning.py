"""Tables as planners have them: every value goes where it belongs, or the report says why it does not."""

import json

import pandas as pd
import pytest

from wallonia_map.export.csv import spreadsheet_csv
from wallonia_map.export.tables import RowKind, table_of
from wallonia_map.i18n import Language, say
from wallonia_map.model import Selection, Vintage
from wallonia_map.questions.selection import select
from wallonia_map.uploads.coordinates import shapes_in_cells
from wallonia_map.uploads.joining import join
from wallonia_map.uploads.match_report import MatchOutcome
from wallonia_map.uploads.match_shapes import match_shapes
from wallonia_map.uploads.matching import match
from wallonia_map.uploads.number_text import number_cell
from wallonia_map.uploads.reading import read_table
from wallonia_map.uploads.shortcomings import shortcomings, with_flags
from wallonia_map.uploads.variable_kinds import VariableKind, does_not_add_up, guess_variables
from wallonia_map.uploads.way_of_matching import guess_way


def joined(atlas, content, name="a.csv", vintage=Vintage.V2019, **asked):
    table = read_table(content if isinstance(content, bytes) else content.encode(), name, **asked)
    way = guess_way(table, atlas.gazetteer)
    if way.key is None:
        report = match_shapes(table, atlas, vintage)
    else:
        report = match(table.cells[way.key].tolist(), atlas, vintage, rows=table.rows.tolist(), is_wider=way.is_wider)
    variables = guess_variables(table, [column for column in table.cells if column != way.key])
    return table, report, variables, join(table, report, variables, atlas)


def values(result, column):
    return result.table.set_index("municipality")[column].dropna().to_dict()


def test_numbers_that_came_as_numbers_keep_their_value(atlas):
    point = {"type": "Point", "coordinates": [5.5797, 50.6451]}
    feature = {"type": "Feature", "geometry": point, "properties": {"v": 12.345, "t": "3,5"}}
    content = json.dumps({"type": "FeatureCollection", "features": [feature]})
    _, _, _, result = joined(atlas, content, "a.geojson")
    assert values(result, "v") == {"Liège": 12.345}
    assert values(result, "t") == {"Liège": 3.5}


def test_the_decimal_sign_is_decided_by_column_and_doubt_is_told(atlas):
    table, report, variables, result = joined(atlas, 'nis,proven,doubtful\n62063,"1,5",1.234\n92094,"2,75",5.678\n')
    assert table.numbers("proven").tolist() == [1.5, 2.75]
    assert [column.is_ambiguous for column in table.recognised.columns] == [False, False, True]
    said = shortcomings(result, table, variables, report, "en")
    assert len(said) == 1
    assert "“doubtful”: no number shows which decimal sign is meant" in said[0]


@pytest.mark.parametrize(
    ("text", "value", "flag"),
    [
        ("12 p", 12, "p"), ("1234 b", 1234, "b"), ("5*", 5, "*"), ("12 hab.", 12, "hab."), ("1.250 hab", 1250, "hab"), ("100-", -100, "-"),
        ("<5", None, "<5"), ("moins de 5", None, "moins de 5"), (": c", None, ": c"), ("(c)", None, "(c)"), (":", None, ""), ("Namur", None, ""),
        ("12", 12, ""), ("3 [1]", 3, "[1]"),
    ],
)  # fmt: skip
def test_marks_beside_numbers_are_kept(text, value, flag):
    cell = number_cell(text, ",")
    assert (cell.value, cell.flag) == (value, flag)


def test_marks_stand_in_the_report(atlas):
    table, report, variables, _ = joined(atlas, "nis;chomeurs\n62063;1234\n92094;<5\n53053;12 p\n57081;5*\n61031;(c)\n")
    assert with_flags(report.table(), table, variables)["flag"].tolist() == [
        "",
        "chomeurs: <5",
        "chomeurs: p",
        "chomeurs: *",
        "chomeurs: (c)",
    ]


NEVER_SUMMED = """
Revenu moyen;revenu_moyen;age_median;densite_pop;indice_vieillissement;Revenu médian;tx_chomage;annee;Âge moyen;Taux d'emploi;Part des 65+;% jeunes;Score
Rang;latitude;lon;Prix moyen;Gemiddeld inkomen;Mediaan inkomen;Durchschnittsalter;Median income;Bevolkingsdichtheid;Bevölkerungsdichte;Population density
Index;Unemployment rate;Employment ratio;Espérance de vie;Inkomen per inwoner;Revenu par habitant;Einkommen pro Kopf;Income per capita;Note;Jaar;Jahr
Loyer médian;Température;Altitude (m);Wachstum;Croissance (%);Évolution 2019-2024;Coefficient de Gini;chomage_pct;PctJeunes;TauxChomage;hab/km2
Fécondité;Mortalité infantile;Classement;leeftijd;Quotient familial;Rendement IPP;Anteil Frauen;aandeel vrouwen;Werkloosheidsgraad;Arbeitslosenquote
IPC;Solde migratoire;medianIncome;Durchschnittliche Miete;vergrijzingsindex;Altersdurchschnitt;werkgelegenheidsgraad;‰ naissances
"""
MAY_BE_SUMMED = "habitants;population;bornes;Nombre d'habitants;Aantal inwoners;Einwohner;participants;Partenaires;projets;emplois;chomeurs;Personnes;2019;places;population au 1er janvier 2019"


def test_averages_indices_and_rates_are_never_summed_unasked():
    headers = NEVER_SUMMED.replace("\n", ";").strip(";").split(";")
    assert [header for header in headers if not does_not_add_up(header)] == []
    assert [header for header in MAY_BE_SUMMED.split(";") if does_not_add_up(header)] == []


@pytest.mark.parametrize("language", Language)
def test_the_population_year_of_our_own_files_is_read_back_as_a_year(small, language):
    table = table_of(RowKind.MUNICIPALITIES, small, select(small, Selection(vintage=Vintage.V2019)), language)
    back = read_table(spreadsheet_csv(table, language), "communes.csv")
    header = say("column.population_year", language)
    assert set(back.cells[header]) == {"2019"}
    assert does_not_add_up(header)
    assert guess_variables(back, [header])[0].kind is VariableKind.RATE


@pytest.mark.parametrize(
    "header",
    ["Population au 1er janvier 2019", "Population on 1 January 2019", "Bevolking op 1 januari 2019", "Bevölkerung am 1. Januar 2019"],
)
def test_inhabitants_of_a_year_are_counted(header):
    table = read_table(f"nis;{header}\n62063;197355\n92094;110939\n".encode(), "a.csv")
    assert guess_variables(table, [header])[0].kind is VariableKind.COUNT


def test_only_whole_numbers_and_money_may_be_summed():
    table = read_table("c;habitants;mesure;perte;budget\nLiège;1;1,5;-2;1,5\nNamur;2;2,5;3;2,5\n".encode(), "a.csv")
    kinds = {one.column: one.kind for one in guess_variables(table, list(table.cells)[1:])}
    assert kinds == {
        "habitants": VariableKind.COUNT,
        "mesure": VariableKind.RATE,
        "perte": VariableKind.RATE,
        "budget": VariableKind.AMOUNT,
    }


def test_a_merged_municipality_with_a_part_missing_is_no_value(atlas):
    table, report, variables, result = joined(atlas, "nis;habitants\n82005;3500\n62063;195000\n", vintage=Vintage.V2025)
    assert values(result, "habitants") == {"Liège": 195_000}
    assert not result.is_whole
    assert "Bastogne" in " ".join(shortcomings(result, table, variables, report, "fr"))
    assert "Nothing was lost" not in result.why("habitants", "en")


def test_rates_that_were_left_out_are_named(atlas):
    table, report, variables, result = joined(atlas, "nis;Revenu moyen\n82003;20000\n82005;30000\n62063;25000\n", vintage=Vintage.V2025)
    assert values(result, "Revenu moyen") == {"Liège": 25_000}
    assert "Bastogne" in " ".join(shortcomings(result, table, variables, report, "de"))


@pytest.mark.parametrize("key", ["Herstal; Liège", "Huy, Liège", "Andenne / Namur", "Liège, Namur", "Liège et Seraing", "Namur + Dinant"])
def test_several_municipalities_in_a_cell_are_told_as_several(atlas, key):
    line = match([key], atlas).lines[0]
    assert (line.outcome, line.reason, len(line.suggestions)) == (MatchOutcome.AMBIGUOUS, "several_named", 2)


@pytest.mark.parametrize("key", ["Liège / Luik", "Celles (Tournai)", "Mons/Bergen", "Braine-l'Alleud"])
def test_one_municipality_in_two_languages_is_one(atlas, key):
    assert match([key], atlas).lines[0].outcome.placed


def test_a_name_that_comes_twice_may_be_a_town_elsewhere(atlas):
    report = match(["Saint-Nicolas", "Saint-Nicolas", "Liège"], atlas)
    assert [line.outcome for line in report.lines] == [MatchOutcome.AMBIGUOUS, MatchOutcome.AMBIGUOUS, MatchOutcome.MATCHED]
    assert match(["Saint-Nicolas", "Liège"], atlas).complete


def test_rows_of_provinces_are_none_of_the_municipalities_of_their_name(atlas):
    text = "entite;niveau;habitants\nWallonie;Région;3700000\nLiège;Province;1110000\nLiège;Arrondissement;630000\nLiège;Commune;195000\nNamur;Province;5\nNamur;Commune;113000\n"
    _, _, _, result = joined(atlas, text)
    assert values(result, "habitants") == {"Liège": 195_000, "Namur": 113_000}
    _, report, _, _ = joined(atlas, "arrondissement;emplois\nArlon;20000\nAth;21000\nLiège;270000\n")
    assert {line.reason for line in report.lines} == {"territory"}


def test_lines_of_explanation_above_a_table_are_no_header(atlas):
    text = '"Source : Registre";"Extraction";"01/01/2024"\n"Unité";"habitants";""\n\n"Commune";"2019";"2020"\n"Liège";"197355";"197327"\n"Namur";"110939";"111432"\n'
    table, _, _, result = joined(atlas, text)
    assert table.recognised.header_row == 4
    assert values(result, "2020") == {"Liège": 197_327, "Namur": 111_432}


@pytest.mark.parametrize(
    "text",
    ["projet;lat;lon;budget\nA;50.6451;5.5797;100\nB;50.4640;4.8646;200\n", "projet;latitude;longitude;budget\nA;5.5797;50.6451;100\nB;4.8646;50.4640;200\n",
     "projet;geom;budget\nA;POINT (5.5797 50.6451);100\nB;POINT (4.8646 50.4640);200\n"],
)  # fmt: skip
def test_coordinates_in_cells_place_their_rows(atlas, text):
    _, _, _, result = joined(atlas, text)
    assert values(result, "budget") == {"Liège": 100, "Namur": 200}


def test_a_column_of_names_is_better_than_coordinates(atlas):
    _, report, _, _ = joined(atlas, "commune;lat;lon;n\nLiège;50.46;4.86;1\nNamur;50.64;5.57;2\n")
    assert [line.parts[0][0] for line in report.lines] == ["62063", "92094"]


def test_columns_that_are_no_coordinates_are_none():
    cells = pd.DataFrame({"lat": ["1", "x"], "n": ["2", "3"]})
    assert shapes_in_cells(cells, lambda name: pd.to_numeric(cells[name], errors="coerce")) is None


def test_polygons_of_another_drawing_are_joined_by_their_code(atlas):
    shapes = atlas.shapes("boundaries_2019")[["geometry"]].reset_index()
    rough = shapes.assign(geometry=shapes.to_crs("EPSG:3812").simplify(400).to_crs("EPSG:4326"), taux=50.5, habitants=1000)
    table, _, _, result = joined(atlas, rough.to_json().encode(), "a.geojson")
    assert guess_way(table, atlas.gazetteer).key == "nis"
    assert result.table["habitants"].eq(1000).all()
    assert result.table["taux"].eq(50.5).all()


def test_polygons_without_a_code_are_joined_by_their_largest_part(atlas):
    shapes = atlas.shapes("boundaries_2019")[["geometry"]].reset_index(drop=True)
    rough = shapes.assign(geometry=shapes.to_crs("EPSG:3812").simplify(150).to_crs("EPSG:4326"), habitants=1000)
    _, report, _, _ = joined(atlas, rough.to_json().encode(), "a.geojson")
    assert sum(len(line.parts) == 1 for line in report.lines) >= 255
