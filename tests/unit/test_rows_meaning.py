"""Rows mean what they mean: their place under any clothes, their level, their year, and who shares what stands in one cell."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallonia_map.errors import UnknownValueError
from wallonia_map.model import Level, Vintage
from wallonia_map.tables.key_text import undressed
from wallonia_map.uploads.joining import join
from wallonia_map.uploads.key_column import guess_key
from wallonia_map.uploads.limits import UnusableFile
from wallonia_map.uploads.long_tables import LongChoice, declared_form, long_form, usual_choice
from wallonia_map.uploads.match_report import MatchOutcome
from wallonia_map.uploads.match_table import match_table
from wallonia_map.uploads.matching import match
from wallonia_map.uploads.reading import read_table
from wallonia_map.uploads.reshaping import levels_in, reshaped
from wallonia_map.uploads.sharing_out import SplitKey, shared_out
from wallonia_map.uploads.shortcomings import shortcomings
from wallonia_map.uploads.variable_kinds import Variable, VariableKind, guess_variables, guess_wide_variables
from wallonia_map.uploads.way_of_matching import guess_way, level_of

AWKWARD = Path(__file__).resolve().parents[1] / "data" / "awkward"
YEARS = "commune;annee;habitants;taux\nLiège;2022;10;1,5\nLiège;2023;20;2,5\nNamur;2022;1;3,5\nNamur;2023;2;4,5\n"


def awkward(name: str) -> bytes:
    return (AWKWARD / name).read_bytes()


def table_of(text: str, name: str = "a.csv"):
    return read_table(text.encode(), name)


def wide_of(atlas, text: str, choice: LongChoice | None = None, vintage: Vintage = Vintage.V2019):
    """The long table, its wide form, what was joined and the report on every row."""
    table = table_of(text)
    way = guess_way(table, atlas.gazetteer)
    form = long_form(table, way)
    wide = reshaped(table, way, form, choice or usual_choice(form))
    report = match_table(wide.table, levels_in(wide, way), atlas, vintage)
    whole = wide.whole(report, table, way.key)
    variables = guess_wide_variables(table, wide, [name for name in wide.table.cells if name != way.key])
    return table, wide, join(wide.table, report, variables, atlas, whole=whole), whole


def values(result, column):
    return result.table.set_index("municipality")[column].dropna().to_dict()


@pytest.mark.parametrize(
    ("key", "plain"),
    [
        ("1. Namur", "Namur"), ("12) Namur", "Namur"), ("(3) Namur", "Namur"), ("07 Namur", "Namur"), ("Namur (1)", "Namur"), ("Namur¹²", "Namur"),
        ("Namur*", "Namur"), ("Namur [a]", "Namur"), ('["62063"]', "62063"), ('"Liège"', "Liège"), ("5000 Namur", "5000 Namur"), ("Celles (Tournai)", "Celles (Tournai)"),
        ("(1)", "(1)"), ("", ""), ("***", "***"), ("62063", "62063"),
    ],
)  # fmt: skip
def test_what_stands_around_a_key_is_taken_off_and_nothing_else(key, plain):
    assert undressed(key) == plain


@pytest.mark.parametrize(
    "key",
    ["BE_62063", "INS 62063", "62063 Liège", '["62063"]', "62063 - Liège", "Liège - 62063", "Liège (62063)", "62063_Luik", "NIS5 62063"],
)
def test_a_code_with_clothes_on_is_read(atlas, key):
    assert match([key], atlas).lines[0].parts == (("62063", 1.0),)


def test_a_code_beside_the_name_of_another_municipality_is_ambiguous(atlas):
    line = match(["62063 Namur"], atlas).lines[0]
    assert (line.outcome, line.reason) == (MatchOutcome.AMBIGUOUS, "code_disagrees")
    assert [one.nis for one in line.suggestions] == ["62063", "92094"]


def test_four_digits_under_ins_are_no_postal_code(atlas):
    assert match(["4000"], atlas).lines[0].parts == (("62063", 1.0),)
    told = match(["4000", "3000"], atlas, is_refnis=True).lines
    assert [line.reason for line in told] == ["short_code", "territory"]


def test_statistical_sectors_are_summed_to_their_municipality(atlas):
    table = table_of("ins;secteur;habitants\n62063;62063A00-;100\n62063;62063A01-;50\n92094;92094A00-;3\n")
    assert guess_key(table, atlas.gazetteer) == "secteur"
    report = match(table.cells["secteur"].tolist(), atlas)
    assert report.complete
    result = join(table, report, guess_variables(table, ["habitants"]), atlas)
    assert values(result, "habitants") == {"Liège": 150, "Namur": 3}


def test_a_sector_that_comes_twice_is_a_duplicate(atlas):
    assert [line.outcome.value for line in match(["62063A00-", "62063A00-"], atlas).lines] == ["matched", "duplicate"]


def test_sectors_of_a_merged_municipality_reach_it_and_a_missing_part_is_told(atlas):
    table = table_of("secteur;n\n82003A00-;1\n82003A01-;2\n")
    report = match(table.cells["secteur"].tolist(), atlas, Vintage.V2025)
    assert [line.parts for line in report.lines] == [(("82039", 1.0),)] * 2
    result = join(table, report, guess_variables(table, ["n"]), atlas)
    assert result.partial == (("n", "82039"),)


@pytest.mark.parametrize(
    "name", ["Schoten", "Evergem", "Borgloon", "Heers", "Hove", "Malle", "Lanaken", "Westerlo", "Herstappe", "Peer", "Ranst"]
)
def test_a_flemish_municipality_is_offered_no_walloon_one(atlas, name):
    line = match([name], atlas).lines[0]
    assert not line.outcome.placed
    assert line.suggestions == ()


@pytest.mark.parametrize(
    ("typed", "nis"), [("Vervier", "63079"), ("Charlroi", "52011"), ("Gembloux-", "92142"), ("Otignies", "25121"), ("Nivele", "25072")]
)
def test_a_misspelt_walloon_municipality_is_still_offered(atlas, typed, nis):
    line = match([typed], atlas).lines[0]
    assert nis in [one.nis for one in line.suggestions] + [part for part, _ in line.parts]


def test_a_long_table_gets_a_column_for_each_year_and_nothing_is_added_up(atlas):
    _, wide, result, whole = wide_of(atlas, YEARS)
    assert values(result, "habitants 2023") == {"Liège": 20, "Namur": 2}
    assert values(result, "taux 2022") == {"Liège": 1.5, "Namur": 3.5}
    assert [line.outcome.value for line in whole.lines] == ["matched"] * 4
    assert wide.sentences("en") == ["Long table: each of the 2 values of “annee” has columns of its own; nothing is added up."]


def test_one_year_can_be_kept_and_the_other_rows_are_told_as_set_aside(atlas):
    _, _, result, whole = wide_of(atlas, YEARS, LongChoice((("annee", "2023"),)))
    assert [name for name in result.table if name.startswith("habitants")] == ["habitants 2023"]
    assert [line.outcome.value for line in whole.lines] == ["set_aside", "matched", "set_aside", "matched"]
    assert whole.complete
    assert not result.is_whole


def test_years_are_added_up_only_where_it_is_asked_for(atlas):
    _, _, result, _ = wide_of(atlas, YEARS, LongChoice(added_up=frozenset({"annee"})))
    assert values(result, "habitants") == {"Liège": 30, "Namur": 3}
    assert {name for name, _ in result.left_out} == {"taux"}


def test_a_value_that_is_not_there_is_refused(atlas):
    with pytest.raises(UnknownValueError, match="2022, 2023"):
        wide_of(atlas, YEARS, LongChoice((("annee", "1999"),)))


def test_a_category_and_a_year_tell_rows_apart_together(atlas):
    text = "nis;an;sexe;n\n" + "".join(
        f"{nis};{year};{sex};1\n" for nis in (62063, 92094) for year in ("31/12/2022", "31/12/2023") for sex in "HF"
    )
    table = table_of(text)
    form = long_form(table, guess_way(table, atlas.gazetteer))
    assert form.columns == {"an": ("31/12/2022", "31/12/2023"), "sexe": ("H", "F")}
    assert form.periods == ("an",)


def test_a_table_of_projects_is_not_long(atlas):
    table = table_of("commune;projet;montant\nLiège;A;1\nLiège;B;2\nNamur;C;4\n")
    assert long_form(table, guess_way(table, atlas.gazetteer)) is None


def test_a_column_can_be_declared_to_tell_rows_apart(atlas):
    table = table_of("commune;projet;montant\nLiège;A;1\nLiège;B;2\nNamur;C;4\n")
    assert declared_form(table, guess_way(table, atlas.gazetteer), ["projet"]).columns == {"projet": ("A", "B", "C")}


def test_a_long_table_of_many_years_shows_the_last_unless_told_otherwise(atlas):
    text = "commune;annee;n\n" + "".join(f"{name};{year};{year}\n" for name in ("Liège", "Namur") for year in range(1990, 2021))
    table = table_of(text)
    form = long_form(table, guess_way(table, atlas.gazetteer))
    assert usual_choice(form).kept == (("annee", "2020"),)


def test_a_long_table_that_would_be_too_wide_is_refused(atlas):
    text = "commune;annee;type;a;b;c\n" + "".join(
        f"Liège;{y};{t};1;2;{y}\nNamur;{y};{t};{t};2;3\n" for y in range(1990, 2021) for t in range(9)
    )
    table = table_of(text)
    way = guess_way(table, atlas.gazetteer)
    form = declared_form(table, way, ["annee", "type"])
    with pytest.raises(UnusableFile, match="choose one value"):
        reshaped(table, way, form, LongChoice())


CELLS = st.lists(
    st.tuples(st.sampled_from(["Liège", "Namur", "Mons", "Nowhere", ""]), st.sampled_from(["2021", "2022", "2023"]), st.integers(0, 999)),
    min_size=1, max_size=25,
)  # fmt: skip


@given(rows=CELLS)
def test_sums_in_are_sums_out_or_told_when_a_long_table_is_made_wide(atlas, rows):
    table = table_of("commune;annee;n\n" + "".join(f"{name};{year};{n}\n" for name, year, n in rows))
    way = guess_way(table, atlas.gazetteer)
    form = declared_form(table, way, ["annee"])
    wide = reshaped(table, way, form, LongChoice())
    report = match_table(wide.table, levels_in(wide, way), atlas)
    names = [name for name, source in wide.sources.items() if source == "n"]
    result = join(wide.table, report, [Variable(name, VariableKind.COUNT) for name in names], atlas)
    assert result.totals["before"].sum() == pytest.approx(sum(n for _, _, n in rows))
    assert result.totals["before"].sum() == pytest.approx(
        (result.totals["after"] + result.totals["unmatched"] + result.totals["partial"]).sum()
    )
    assert len(wide.whole(report, table, "commune").lines) == len(rows)


def test_several_municipalities_in_a_cell_are_shared_out_as_asked(atlas):
    table = table_of('communes;n\n"Herstal; Liège";100\n"62063, 92094";10\nLiège;1\n')
    report = match(table.cells["communes"].tolist(), atlas)
    variables = guess_variables(table, ["n"])
    assert [line.reason for line in report.lines] == ["several_named", "several_named", "name"]
    assert values(join(table, report, variables, atlas), "n") == {"Liège": 1}
    equally = join(table, shared_out(report, atlas, SplitKey.EQUAL), variables, atlas)
    assert values(equally, "n") == {"Herstal": 50, "Liège": 56, "Namur": 5}
    size = atlas.population()
    shared = shared_out(report, atlas, SplitKey.POPULATION)
    part = size["62051"] / (size["62051"] + size["62063"])
    assert shared.lines[0].parts[0] == ("62051", pytest.approx(part))
    assert shared.table()["reason"][0] == f"Shared out by inhabitants: Herstal {100 * part:.1f} %, Liège {100 * (1 - part):.1f} %."
    assert join(table, shared, variables, atlas).totals.at["n", "after"] == pytest.approx(111)


def test_parts_of_one_municipality_in_a_cell_are_that_municipality(atlas):
    line = match(["Bastogne; Bertogne"], atlas, Vintage.V2025).lines[0]
    assert line.parts == (("82039", 1.0),)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("province;n\nLiège;1\nNamur;2\n", Level.PROVINCE), ("nom;n\nLiège;1\nHainaut;2\n", Level.PROVINCE), ("arrondissement;n\nLiège;1\nHuy;2\n", Level.ARRONDISSEMENT),
        ("code;n\n62000;1\n61000;2\n", Level.ARRONDISSEMENT), ("nom;n\nLiège;1\nNamur;2\n", Level.MUNICIPALITY), ("commune;n\nHuy;1\n", Level.MUNICIPALITY),
        ("entite;niveau;n\nLiège;Province;1\nLiège;Commune;2\n", Level.MUNICIPALITY), ("entite;niveau;n\nLiège;Province;1\nNamur;Province;2\n", Level.PROVINCE),
        ("region;n\nWallonie;1\n", Level.MUNICIPALITY),
    ],
)  # fmt: skip
def test_the_level_of_a_table_is_recognised(atlas, text, level):
    table = table_of(text)
    assert level_of(table, guess_way(table, atlas.gazetteer), atlas) is level


def test_provinces_are_joined_as_provinces_and_other_rows_are_told(atlas):
    table = table_of("entite;niveau;n\nWallonie;Région;15\nLiège;Province;1\nLiège;Commune;2\nLuik;Province;4\nLimburg;Province;8\n")
    way = guess_way(table, atlas.gazetteer)
    report = match_table(table, way, atlas, level=Level.PROVINCE)
    assert [line.reason for line in report.lines] == ["other_level", "name", "other_level", "duplicate", "unknown_province"]
    result = join(table, report, guess_variables(table, ["n"]), atlas)
    assert list(result.table.columns) == ["nis", "province", "n"]
    assert result.table.set_index("nis")["n"].dropna().to_dict() == {"60000": 5}
    assert result.totals.at["n", "unmatched"] == 25
    assert "2 rows are about another level" in " ".join(shortcomings(result, table, guess_variables(table, ["n"]), report, "en"))


def test_a_cover_sheet_is_passed_over_and_told():
    table = read_table(awkward("cover-sheet.xlsx"), "cover-sheet.xlsx")
    assert table.recognised.sheet == "Données"
    assert table.recognised.notes == (("own_read.note_passed_sheet", "Lisez-moi"),)
    assert read_table(awkward("cover-sheet.xlsx"), "a.xlsx", sheet="Lisez-moi").cells.shape == (2, 2)


def test_two_header_rows_are_made_one_and_told():
    table = read_table(awkward("two-header-rows.xlsx"), "a.xlsx")
    assert list(table.cells) == ["Commune", "2023 Hommes", "2023 Femmes", "2024 Hommes", "2024 Femmes"]
    assert table.recognised.notes == (("own_read.note_two_header_rows", "2, 3"),)


def test_a_first_row_of_data_is_no_second_header_row():
    assert list(table_of("commune;statut;n\nLiège;a;1\nNamur;b;2\nMons;c;3\n").cells["n"]) == ["1", "2", "3"]
    assert len(table_of("commune;2019;2020\nLiège;2001;2002\nNamur;1;2\n").cells) == 2


def test_the_value_column_of_walstat_gets_a_name(atlas):
    table = read_table(awkward("walstat.csv"), "walstat.csv")
    assert list(table.cells) == ["ins", "type_entite", "entite", "periode", "valeur"]
    assert guess_key(table, atlas.gazetteer) == "ins"
    assert table.recognised.notes == (("own_read.note_name_given", "valeur"),)


@pytest.mark.parametrize(("vintage", "kept"), [(Vintage.V2019, {"Bastogne": 2, "Bertogne": 1}), (Vintage.V2025, {"Bastogne": 3})])
def test_a_merged_municipality_beside_all_its_parts_counts_once(atlas, vintage, kept):
    table = table_of("ins;n\n82003;2\n82005;1\n82039;3\n62063;9\n")
    report = match(table.cells["ins"].tolist(), atlas, vintage)
    result = join(table, report, guess_variables(table, ["n"]), atlas)
    assert values(result, "n") == kept | {"Liège": 9}
    assert report.counts[MatchOutcome.SET_ASIDE] == (1 if vintage is Vintage.V2019 else 2)
    assert report.complete
    assert not result.is_whole


def test_a_merged_municipality_beside_one_of_its_parts_is_left_to_the_visitor(atlas):
    assert match(["82003", "82039"], atlas, Vintage.V2025).counts[MatchOutcome.SET_ASIDE] == 0
