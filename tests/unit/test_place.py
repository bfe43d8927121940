"""The profile of a place: every kind by its code, and figures that are those of `compare`."""

import datetime
import io
import zipfile

import pandas as pd
import pypdf
import pytest

from tests.unit.test_sheet_pdf import dense, text_of
from wallonia_map.cli.main import main
from wallonia_map.errors import UnknownValueError
from wallonia_map.export.place_note import note, note_pdf, note_rows
from wallonia_map.export.place_pdf import place_pdf
from wallonia_map.export.place_table import place_table
from wallonia_map.export.profiles_pdf import MOST_SHEETS, profiles_pdf
from wallonia_map.i18n import Language, number, say
from wallonia_map.model import CountingRule, RoleRule, Selection, Status, Theme, Vintage
from wallonia_map.questions.coverage import coverage_of
from wallonia_map.questions.peers import who_could_help
from wallonia_map.questions.place_profile import place_profile
from wallonia_map.questions.place_tables import ALL
from wallonia_map.questions.territories import compare
from wallonia_map.questions.territory import (
    AGENCY,
    TerritoryKind,
    agencies,
    territory_codes,
    territory_of,
    territory_selection,
    territory_title,
)
from wallonia_map.views.helper_lines import helper_lines
from wallonia_map.views.place_lines import (
    figure_lines,
    listed_sentence,
    place_notes,
    place_sentence,
    spots_sentence,
    theme_lines,
    unknown_lines,
)
from wallonia_map.views.subsidy_lines import subsidy_lines

DAY = datetime.date(2026, 11, 27)
NAMUR, GERMAN, OWN = "90000", "german", "Haute Meuse~91034-91141-92094"
#: A group of which no member is known for certain.
OPEN_GROUP = "lag2023-plaines-de-l-escaut"
KINDS = [NAMUR, "63000", GERMAN, "agency-bep", "lag2014-plaines-de-l-escaut", OWN]


def test_more_kinds_of_territory_are_found_by_their_code(small):
    german, french = territory_of(small, GERMAN), territory_of(small, "community-french")
    assert territory_of(small, "community-german") == german
    assert set(territory_of(small, "character-intermediate").members) == {"31001"}
    assert (german.kind, german.members) == (TerritoryKind.COMMUNITY, ("12001",))
    assert set(french.members) | set(german.members) == set(territory_of(small, "03000").members)
    own = territory_of(small, "Rive~21001-11001-99999")
    assert (own.kind, own.code, own.name) == (TerritoryKind.PERIMETER, "Rive~11001-21001", "Rive")
    assert territory_title(small, territory_of(small, "~11001"), Vintage.V2019, "fr") == "Périmètre d’une commune"


@pytest.mark.parametrize("code", ["community-dutch", "agency-nobody", "~", "x~99999", "~" + "-".join(["99999"] * 5_000)])
def test_a_place_that_is_none_says_so(small, code):
    with pytest.raises(UnknownValueError, match="territory"):
        territory_of(small, code)


def test_an_agency_has_the_perimeter_that_its_projects_name(atlas):
    found = agencies(atlas)
    assert {"SPI", "in BW", "IGRETEC", "BEP", "IDELUX"} <= {agency.name for agency in found.values()}
    assert all(code.startswith(AGENCY) and code.isascii() and " " not in code for code in found)
    bep = territory_of(atlas, "agency-bep", Vintage.V2019)
    served = atlas.participations(Vintage.V2019)
    assert set(bep.members) == set(served.loc[served["initiative_id"].isin(found["agency-bep"].initiatives), "nis"])
    told = place_profile(atlas, "agency-idelux", Vintage.V2019)
    assert "IDELUX (avec le BEP)" in " ".join(place_notes(atlas, told, "fr"))


def test_every_code_of_a_list_is_a_territory_with_a_selection_of_its_own(atlas):
    for code in territory_codes(atlas):
        territory = territory_of(atlas, code, Vintage.V2019)
        inside = territory_selection(atlas, territory, Selection(vintage=Vintage.V2019))
        assert (inside is None) == (not territory.members)
        if inside is not None:
            assert coverage_of(atlas, inside).municipalities == len(territory.members)


@pytest.mark.parametrize("rule", RoleRule)
@pytest.mark.parametrize("code", KINDS)
def test_a_profile_has_the_figures_of_compare(atlas, code, rule):
    told = place_profile(atlas, code, Vintage.V2019, rule=rule)
    row = compare(atlas, [code], Selection(rule=rule, vintage=Vintage.V2019), CountingRule.EQUAL).iloc[0]
    whole = told.coverage
    assert (whole.municipalities, whole.municipalities_covered, whole.inhabitants) == tuple(
        row[["municipalities", "municipalities_covered", "inhabitants"]]
    )
    assert (told.distinct, told.money.known) == (row["initiatives"], row["known_amounts"])
    assert told.initiatives.loc[told.initiatives["is_counted"], "counted_as"].nunique() == told.distinct
    counted = [item.value for item in (Status.RUNNING, Status.FINISHED, Status.UNKNOWN)]
    assert int(told.themes.loc[ALL, counted].sum()) == told.distinct
    assert [int(told.themes.loc[theme, counted].sum()) for theme in Theme.ids()] == [row[f"theme_{theme}"] for theme in Theme.ids()]
    assert len(told.spots) + len(told.selected.covered) + len(told.selected.not_known) == whole.municipalities
    assert int(told.population[told.population_year]) == whole.inhabitants


@pytest.mark.parametrize("language", Language)
def test_the_list_of_initiatives_says_why_it_has_more_rows_than_initiatives_that_count(atlas, language):
    told = place_profile(atlas, NAMUR, Vintage.V2019)
    assert len(told.initiatives) > told.distinct
    assert str(told.distinct) in listed_sentence(told, language)
    assert not spots_sentence(told, language).endswith("."), "a heading ends without a full stop"


def test_helpers_are_those_of_the_question_who_could_help(atlas):
    told = place_profile(atlas, NAMUR, Vintage.V2019)
    nis = told.helped[0]
    rows = told.helpers[(told.helpers["nis"] == nis) & (told.helpers["theme"] == "mobility")]
    asked = who_could_help(atlas, nis, "mobility", n=3, vintage=Vintage.V2019)
    assert rows["helper_nis"].tolist() == list(dict.fromkeys(asked["nis"]))
    assert set(rows["initiative_id"]) <= set(asked["initiative_id"])
    lines = helper_lines(atlas, told, "fr")
    assert sum(len(line.helped) for line in lines["mobility"]) == (told.helpers["theme"] == "mobility").sum()


@pytest.mark.parametrize("code", ["20002", "50000", "60000", "80000", "90000", "03000"])
def test_subsidies_by_programme_add_up_to_those_of_the_place(atlas, code):
    """Mobility 2030 stands in two lists: in Namur (90000) its partners are known from one of them, its amount from the other."""
    told = place_profile(atlas, code)
    for rule, amount in (("full", told.money.whole_eur), ("equal", told.money.shared_eur)):
        assert told.subsidies[rule].sum() == pytest.approx(0 if pd.isna(amount) else amount)
    shown = subsidy_lines(told, Language.FR).header
    assert (say("place.duplicates", Language.FR) in shown) == (code in ("50000", "90000"))


def test_a_figure_of_the_whole_is_one_only_where_the_data_allow_it(atlas):
    told = place_profile(atlas, NAMUR, Vintage.V2019)
    by_name = told.official.set_index("indicator")["basis"]
    assert (by_name["persons-65-plus"], by_name["income-per-return"]) == ("ratio", "median")
    words = {row[2] for row in figure_lines(atlas, told, "fr").rows}
    assert words == {say("place.basis_ratio", "fr"), say("place.basis_median", "fr")}


def test_provinces_border_on_provinces_and_perimeters_on_municipalities(small):
    assert set(place_profile(small, "10000", Vintage.V2019).neighbours["kind"]) == {"province"}
    around = place_profile(small, "~11001-12001", Vintage.V2019).neighbours
    assert set(around["kind"]) == {"municipality"}
    assert not {"11001", "12001"} & set(around.index)


def test_a_group_without_a_known_member_has_no_figure_that_reads_as_zero(atlas):
    told = place_profile(atlas, OPEN_GROUP, Vintage.V2019)
    assert not told.has_members
    assert say("place.no_members", "fr", name="GAL des Plaines de l’Escaut") == place_sentence(atlas, told, "fr")
    assert told.initiatives["initiative_id"].tolist() == [OPEN_GROUP]
    assert theme_lines(told, "fr").rows == ()
    rows = place_table(atlas, told, Language.FR)
    assert not {say("sheet_file.coverage", "fr"), say("sheet_file.money", "fr")} & set(rows["section"])
    assert "0" not in set(rows["value"])


@pytest.mark.parametrize(
    ("code", "language"), [(NAMUR, Language.FR), ("agency-idelux", Language.DE), (OPEN_GROUP, Language.NL), (OWN, Language.EN)]
)
def test_a_profile_is_one_page_of_paper(atlas, code, language):
    told = place_profile(atlas, code, language=language)
    made = place_pdf(atlas, told, language, day=DAY, permalink="https://atlas.example.org/place")
    reader = pypdf.PdfReader(io.BytesIO(made.content))
    assert len(reader.pages) == 1
    assert reader.root_object["/Lang"].startswith(language.value)
    text = text_of(reader)
    wanted = [say("report.unknown", language), unknown_lines(atlas, told, language)[-1]]
    wanted += [number(told.coverage.inhabitants, language), say("place.themes", language)] if told.has_members else []
    assert [part for part in wanted if dense(part)[:50] not in text] == []
    assert "~" not in made.name


def test_a_file_of_a_profile_has_everything_on_it(atlas):
    told = place_profile(atlas, NAMUR)
    rows = place_table(atlas, told, Language.FR)
    count = rows["section"].value_counts()
    assert count[say("sheet_file.initiative", "fr")] == len(told.initiatives)
    assert count[say("sheet_file.spot", "fr")] == len(told.spots)
    assert count[say("sheet_file.theme", "fr")] == told.themes.size
    assert count[say("sheet_file.member", "fr")] == len(told.territory.members)


def test_the_note_has_a_row_for_each_municipality_theme_and_helper(atlas):
    told = place_profile(atlas, NAMUR, Vintage.V2019)
    rows = note_rows(atlas, told, Language.FR)
    assert set(rows["nis"]) == set(told.spots.index)
    assert len(rows) == len(told.helpers)
    made = note(atlas, told, Language.FR, day=DAY, permalink="https://atlas.example.org/place")
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        pdf, table = sorted(archive.namelist(), key=lambda name: name.endswith(".csv"))
        text = text_of(pypdf.PdfReader(io.BytesIO(archive.read(pdf))))
        assert [name for name in told.spots["municipality"] if dense(name) not in text] == []
        assert archive.read(table).decode("utf-8-sig").count("\r\n") == len(rows) + 1


def test_a_note_of_a_place_without_white_spots_says_so(small):
    told = place_profile(small, "10000", Vintage.V2019)
    assert told.spots.empty
    assert note_rows(small, told, Language.FR).empty
    made = note_pdf(small, told, Language.FR, day=DAY, permalink="https://atlas.example.org/place")
    assert dense(say("place.no_spots", "fr")) in text_of(pypdf.PdfReader(io.BytesIO(made.content)))


def test_the_sheets_of_a_place_are_one_file_with_a_page_each_and_never_too_many(small):
    told = place_profile(small, "10000", Vintage.V2019)
    asked = {"title": "Fiches", "day": DAY, "permalink": "https://atlas.example.org/place"}
    reader = pypdf.PdfReader(io.BytesIO(profiles_pdf(small, told.territory.members, told.selection, Language.FR, **asked)))
    assert [name for name, page in zip(("Aubois", "Bellerive"), reader.pages, strict=True) if name not in page.extract_text()] == []
    with pytest.raises(UnknownValueError, match="sheets"):
        profiles_pdf(small, ["11001"] * (MOST_SHEETS + 1), told.selection, Language.FR, **asked)


def test_the_command_has_the_figures_of_the_page(atlas, capsys):
    assert main(["profile", GERMAN, "--vintage", "2019", "--format", "csv"]) == 0
    rows = pd.read_csv(io.StringIO(capsys.readouterr().out), dtype="str").set_index(["section", "subject", "field"])["value"]
    told = place_profile(atlas, GERMAN, Vintage.V2019)
    assert rows["coverage", GERMAN, "inhabitants_covered"] == str(told.coverage.inhabitants_covered)
    assert rows["money", GERMAN, "initiatives"] == str(told.distinct)
    assert rows["themes", "mobility", "total"] == str(told.themes.at["mobility", "total"])


@pytest.mark.parametrize(
    "asked", [["compare", "nowhere"], ["profile", "~"], ["note", NAMUR, "--out", "note.doc"], ["compare", NAMUR, "--share", "half"]]
)
def test_a_command_names_what_it_does_not_know(asked, capsys):
    assert main(asked) == 2
    assert "is not a known" in capsys.readouterr().err


def test_compare_takes_places_of_every_kind(capsys):
    assert main(["compare", NAMUR, "agency-spi", GERMAN, OWN, "--vintage", "2019", "--format", "csv"]) == 0
    assert pd.read_csv(io.StringIO(capsys.readouterr().out))["kind"].tolist() == ["province", "agency", "community", "perimeter"]
