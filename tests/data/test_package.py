"""The data package as it is committed: complete, described, reproducible."""

import frictionless
import pytest

from wallonia_map.model import Programme, Role, Status, Vintage
from wallonia_map.rebuild import rebuild
from wallonia_map.tables.catalog import DESCRIPTOR, GEODATA
from wallonia_map.tables.loading import every_problem

ROWS = {
    "programmes": 6, "municipalities_source": 262, "municipality_changes": 13, "territories": 26, "population": 4453, "aliases": 2351,
    "postal_codes": 606, "organisations": 110, "control_totals": 19, "initiative_links": 7, "municipalities": 262 + 261, "initiatives": 345,
}  # fmt: skip
INITIATIVES = {
    Programme.SMART_REGION_2019: 24, Programme.TERRITOIRE_INTELLIGENT_2024: 7, Programme.LEADER_2014: 20, Programme.LEADER_2023: 21,
    Programme.LEADER_PROJECTS: 28, Programme.PROJECTS: 245,
}  # fmt: skip


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
    assert atlas.catalog.resources[table].told["rows"] == rows


@pytest.mark.parametrize(("programme", "rows"), list(INITIATIVES.items()))
def test_programmes_have_their_initiatives(atlas, programme, rows):
    assert (atlas.initiatives["programme"] == programme).sum() == rows
    assert atlas.catalog.resources[f"keeper-{programme.value}"].told["rows"] == rows


@pytest.mark.parametrize(("vintage", "rows"), [(Vintage.V2019, 262), (Vintage.V2025, 261)])
def test_both_vintages_are_whole(atlas, vintage, rows):
    assert len(atlas.municipalities(vintage)) == len(atlas.joined(vintage)) == rows
    assert all(len(atlas.population(vintage, year)) == rows for year in atlas.population_years(vintage))


def test_population_is_known_year_by_year(atlas):
    assert atlas.population_years(Vintage.V2019) == list(range(2009, 2025))
    assert atlas.population_years(Vintage.V2025) == list(range(2009, 2026))


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
    assert (counted != counted.index).sum() == 5
    assert (atlas.initiatives.loc[counted.unique(), "counted_as"] == counted.unique()).all()
