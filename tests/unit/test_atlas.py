from dataclasses import replace

import pandas as pd
import pytest

from wallonia_map.crs import area_km2
from wallonia_map.errors import UnknownValueError, WalloniaMapError
from wallonia_map.model import Vintage
from wallonia_map.tables.atlas import Atlas


@pytest.mark.parametrize(
    ("vintage", "year", "total"), [("2019", None, 12_000), ("2019", 2018, 11_400), ("2025", None, 13_000), ("2025", 2019, 12_000)]
)
def test_population_adds_up_in_every_vintage(small, vintage, year, total):
    inhabitants = small.population(Vintage(vintage), year)
    assert inhabitants.sum() == total
    assert list(inhabitants.index) == list(small.municipalities(Vintage(vintage)).index)


def test_a_merged_municipality_has_the_inhabitants_of_its_parts(small):
    assert small.population(Vintage.V2025, 2018)["31003"] == 1800


def test_the_municipalities_of_2019_have_no_figure_for_2025(small):
    assert small.population_years(Vintage.V2019) == [2018, 2019]
    with pytest.raises(UnknownValueError, match=r"^2025 is not a known population year of vintage 2019; valid: 2018, 2019$"):
        small.population(Vintage.V2019, 2025)


@pytest.mark.parametrize(("vintage", "rows"), [(Vintage.V2019, 6), (Vintage.V2025, 5)])
def test_boundaries_join_municipalities_one_to_one(small, vintage, rows):
    joined = small.joined(vintage)
    assert len(joined) == rows
    assert (area_km2(joined.geometry) / joined["area_km2"] - 1).abs().max() < 0.001
    assert joined.crs == "EPSG:4326"


def test_a_municipality_without_a_boundary_is_named(small):
    tables = small.tables | {"municipalities": small.tables["municipalities"].query("nis != '21002'")}
    with pytest.raises(WalloniaMapError, match=r"boundaries and municipalities of 2019 differ: 21002"):
        Atlas(small.catalog, tables).joined()


def test_a_participation_outside_the_vintage_is_named(small):
    tables = small.tables | {"municipalities": small.tables["municipalities"].query("nis != '11001'")}
    with pytest.raises(WalloniaMapError, match="11001"):
        Atlas(small.catalog, tables).participations()


def test_a_merged_municipality_keeps_the_strongest_role_of_its_parts(small):
    merged = small.participations(Vintage.V2025).query("nis == '31003'").set_index("initiative_id")["role"].astype("str")
    assert merged.to_dict() == {"chargers": "lead", "lag23-est": "partner", "park": "lead", "sr-agency": "served"}


def test_an_area_is_measured_only_where_the_coordinate_system_is_known(small):
    shapes = small.shapes("boundaries_2019").geometry
    assert area_km2(shapes)["21001"] == pytest.approx(4, rel=0.001)
    with pytest.raises(ValueError, match="unknown coordinate system"):
        area_km2(shapes.set_crs(None, allow_override=True))


@pytest.mark.parametrize(
    ("language", "name", "territory"), [("fr", "Bellerive", "Nord"), ("en", "Bellerive", "North"), ("de", "Schönufer", "Norden")]
)
def test_names_follow_the_language(small, language, name, territory):
    assert small.municipality_name("12001", Vintage.V2019, language) == name
    assert small.territory_name("10000", language) == territory


def test_the_atlas_is_frozen(small):
    with pytest.raises(AttributeError):
        small.tables = {}
    assert replace(small, tables={}).tables == {}


def test_codes_are_text_everywhere(small):
    assert pd.api.types.is_string_dtype(small.participations()["nis"])
    assert pd.api.types.is_string_dtype(small.municipalities().index)
