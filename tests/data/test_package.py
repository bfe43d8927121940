"""The data package as it is committed: complete, described, reproducible."""

import tomllib

import frictionless
import pytest

from wallonia_map.curation.keeper_tables import ROLE_COLUMNS
from wallonia_map.model import Programme, Role, Status, Vintage
from wallonia_map.rebuild import rebuild
from wallonia_map.tables.catalog import DESCRIPTOR, GEODATA
from wallonia_map.tables.loading import every_problem

#: statbel.fgov.be, REFNIS: 262 municipalities until 2024 and 261 since, eleven recodings and one merger of two; the region, its five
#: provinces and twenty arrondissements. What we collected ourselves has as many rows as it has.
ROWS = {"municipalities_source": 262, "municipality_changes": 11 + 2, "territories": 1 + 5 + 20, "municipalities": 262 + 261}


def test_nothing_is_wrong():
    assert list(every_problem()) == []


def test_every_file_is_described_and_every_description_has_its_file(atlas):
    present = {path.relative_to(GEODATA).as_posix() for path in GEODATA.rglob("*") if path.suffix in (".csv", ".geojson")}
    assert {resource.told["path"] for resource in atlas.catalog.resources.values()} == present


def test_frictionless_finds_the_package_valid():
    report = frictionless.validate(str(GEODATA / DESCRIPTOR))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])[:5]


def test_rebuilding_gives_the_same_bytes(real_copy):
    assert rebuild(real_copy) == ["nothing changed"]
    for path in GEODATA.rglob("*"):
        if path.is_file():
            assert (real_copy / path.relative_to(GEODATA)).read_bytes() == path.read_bytes(), path.name


def test_every_text_file_has_unix_line_ends_and_no_mark():
    for path in GEODATA.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"\r" not in content, path.name
            assert not content.startswith(b"\xef\xbb\xbf"), path.name
            assert content.endswith(b"\n"), path.name


@pytest.mark.parametrize(("table", "rows"), list(ROWS.items()))
def test_tables_have_their_rows(atlas, table, rows):
    assert len(atlas.tables[table]) == rows


def test_a_table_has_the_rows_that_the_descriptor_says(atlas):
    told = {name: resource.told["rows"] for name, resource in atlas.catalog.resources.items() if resource.is_table}
    assert {name: len(table) for name, table in atlas.tables.items()} == {name: told[name] for name in atlas.tables}


@pytest.mark.parametrize("programme", Programme)
def test_every_row_of_a_programme_s_table_is_an_initiative(atlas, programme):
    assert (atlas.initiatives["programme"] == programme).sum() == atlas.catalog.resources[f"keeper-{programme.value}"].told["rows"] > 0


def test_every_municipality_that_a_row_names_takes_part(atlas):
    named = sum(atlas.initiatives[column].str.split(";").map(lambda names: len([*filter(None, names)])).sum() for column in ROLE_COLUMNS)
    assert len(atlas.tables["participations"]) == named


@pytest.mark.parametrize(("vintage", "rows"), [(Vintage.V2019, 262), (Vintage.V2025, 261)])
def test_both_vintages_are_whole(atlas, vintage, rows):
    assert len(atlas.municipalities(vintage)) == len(atlas.joined(vintage)) == rows
    assert all(len(atlas.population(vintage, year)) == rows for year in atlas.population_years(vintage))


def test_population_is_known_year_by_year(atlas):
    """Without a gap, to the newest; the municipalities of 2019 until two of them were merged."""
    newest = int(atlas.tables["population"]["year"].max())
    assert newest >= 2026
    assert atlas.population_years(Vintage.V2019) == list(range(2009, 2025))
    assert atlas.population_years(Vintage.V2025) == list(range(2009, newest + 1))


def test_every_row_that_says_something_cites_a_page(atlas):
    cited = atlas.tables["citations"]
    for table, key in (("initiatives", "initiative_id"), ("organisations", "organisation_id"), ("indicators", "indicator_id")):
        assert set(atlas.tables[table][key]) == set(cited.loc[cited["table"] == table, "subject"])
    totals = atlas.tables["control_totals"]
    assert set(totals["subject"] + "/" + totals["measure"]) == set(cited.loc[cited["table"] == "control_totals", "subject"])


def test_every_source_is_cited(atlas):
    assert set(atlas.tables["sources"]["source_id"]) == set(atlas.tables["citations"]["source_id"])


def test_province_and_region_wide_initiatives_have_no_municipality(atlas):
    assert not set(atlas.wide.index) & set(atlas.participations()["initiative_id"])


def test_a_perimeter_only_serves(atlas):
    perimeters = atlas.initiatives.index[atlas.initiatives["scope"] == "perimeter"]
    served = atlas.participations()
    assert set(served.loc[served["initiative_id"].isin(perimeters), "role"]) == {Role.SERVED.value}


def test_bids_are_ideas_and_what_was_not_retained_has_no_result(atlas):
    stages = atlas.initiatives.groupby("status")["stage"].unique().to_dict()
    assert set(stages["bid"]) == set(stages["planned"]) == {Status.IDEA.value}
    assert set(stages["not retained"]) == set(stages["abandoned"]) == {Status.NO_RESULT.value}


def test_what_stands_for_duplicates_is_itself_counted(atlas):
    counted = atlas.initiatives["counted_as"]
    assert (counted != counted.index).sum() == atlas.tables["initiative_links"]["counted_once"].sum() > 0
    assert (atlas.initiatives.loc[counted.unique(), "counted_as"] == counted.unique()).all()


def test_every_table_and_column_says_in_words_what_it_holds(atlas):
    """Each with a title, a description, and what an empty cell means wherever one may be empty."""
    for resource in atlas.catalog.resources.values():
        assert resource.told["title"], resource.name
        assert resource.told["description"].startswith("One row is "), resource.name
        for field in resource.told.get("schema", {}).get("fields", []):
            where = f"{resource.name}.{field['name']}"
            assert field["title"], where
            assert field["description"].endswith("."), where
            assert ("Empty:" in field["description"]) or field["constraints"].get("required"), where


def test_the_catalogue_describes_no_column_that_is_nowhere(atlas):
    told = tomllib.loads((GEODATA / "source" / "catalog.toml").read_text(encoding="utf-8"))
    fields = {
        (resource.name, field["name"]) for resource in atlas.catalog.resources.values() if resource.is_table for field in resource.told["schema"]["fields"]
    }  # fmt: skip
    for name in told["column"]:
        table, _, column = name.rpartition(".")
        assert any(column == found and table in ("", where) for where, found in fields), name
    assert set(told["row"]) - {"keeper", "boundaries"} <= set(atlas.catalog.resources)


def test_the_readme_of_the_data_says_what_a_row_is_as_the_descriptor_does(atlas):
    lines = (GEODATA / "README.md").read_text(encoding="utf-8").splitlines()
    told = {cells[1].strip("` "): cells[3].strip() for line in lines if len(cells := line.split("|")) == 5}
    for name, resource in atlas.catalog.resources.items():
        assert name in told
        if resource.is_table and not name.startswith("keeper-"):
            assert resource.told["description"] == f"One row is {told[name]}."


def test_the_package_says_who_made_it_and_what_it_is_about(atlas):
    told = atlas.catalog.told
    assert told["id"].startswith("urn:uuid:")
    assert {"title": "The Wallonia smart-territory atlas contributors", "role": "author"} in told["contributors"]
    assert len(told["keywords"]) >= 5
    assert len(told["description"]) > 100
