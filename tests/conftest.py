"""Two atlases: the real one, and a small world of squares whose every figure can be checked by hand.

F F F . .    A Aubois            1 km²  1,000 inhabitants  Nord, Aune    in every programme
D E E C C    B Bellerive         2 km²  2,000              Nord, Brande  recoded in 2019: 19001 before
A B B C C    C Clairval          4 km²  3,000              Sud           an idea; inside a perimeter
             D Dunois            1 km²  4,000              Sud           in no programme
letters:     E Étang-Saint-Éloi  2 km²    500              Est           a part of Forville from 2025 on
1 km squares F Forville          3 km²  1,500              Est           31003 from 2025 on
"""

import os
import shutil
from pathlib import Path

import geopandas as gpd
import hypothesis
import pytest
import shapely

from wallonia_map.crs import METRIC_CRS, STORED_CRS
from wallonia_map.rebuild import rebuild
from wallonia_map.rebuild.boundaries import rounded, write_shapes
from wallonia_map.rebuild.descriptor import initiative_columns, read_declared
from wallonia_map.rebuild.writing import write_rows, write_text
from wallonia_map.tables.atlas import Atlas, load
from wallonia_map.tables.catalog import GEODATA
from wallonia_map.tables.vocabulary import vocabulary_of
from wallonia_map.vocabulary import current, tell

hypothesis.settings.register_profile("atlas", max_examples=25, deadline=None, database=None, derandomize=True)
hypothesis.settings.load_profile("atlas")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-pictures", action="store_true", help="draw the pictures of the key states anew (tests/browser/test_pictures.py)"
    )
    parser.addoption("--slow", action="store_true", help="run the tests marked slow too, as CI does")


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: a test of the browser waits half of its time."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--slow") or os.environ.get("CI"):
        return
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="slow: runs in CI or with --slow"))


#: The words of the data that came with the app.
SHIPPED = current()
SQUARES = {
    "11001": (0, 0, 1, 1),
    "12001": (1, 0, 3, 1),
    "21001": (3, 0, 5, 2),
    "21002": (0, 1, 1, 2),
    "31001": (1, 1, 3, 2),
    "31002": (0, 2, 3, 3),
}
#: Where the first square stands in Belgian Lambert 2008, in metres.
CORNER_M = (650_000, 600_000)

TABLES = {
    "territories": """\
nis,level,parent_nis,name_fr,name_en,name_nl,name_de
03000,region,,Contrée,Land,Streek,Gegend
10000,province,03000,Nord,North,Noorden,Norden
11000,arrondissement,10000,Aune,Aune,Aune,Aune
12000,arrondissement,10000,Brande,Brande,Brande,Brande
20000,province,03000,Sud,South,Zuiden,Süden
21000,arrondissement,20000,Sud,South,Zuiden,Süden
30000,province,03000,Est,East,Oosten,Osten
31000,arrondissement,30000,Est,East,Oosten,Osten
""",
    "municipalities": """\
nis_2019,nis_2018,nis_2025,name_fr,name_nl,name_de,arrondissement_nis,province_nis,is_german_speaking_community,language_facilities,area_km2
11001,11001,11001,Aubois,Elzenbos,Aubois,11000,10000,false,,1
12001,19001,12001,Bellerive,Bellerive,Schönufer,12000,10000,true,fr,2
21001,21001,21001,Clairval,Clairval,Clairval,21000,20000,false,,4
21002,21002,21002,Dunois,Dunois,Dunois,21000,20000,false,,1
31001,31001,31003,Étang-Saint-Éloi,Étang-Saint-Éloi,Étang-Saint-Éloi,31000,30000,false,,2
31002,31002,31003,Forville,Forville,Forville,31000,30000,false,,3
""",
    "municipality_changes": """\
nis_before,nis_after,name_fr,in_force_from,kind,note
19001,12001,Bellerive,2019-01-01,recoded,recoded
31001,31003,Étang-Saint-Éloi,2025-01-01,merged,merged into Forville 31003
31002,31003,Forville,2025-01-01,merged,merged into Forville 31003
""",
    "population": """\
year,nis_in_year,nis_2019,nis_2025,population
2018,11001,11001,11001,900
2018,19001,12001,12001,1900
2018,21001,21001,21001,2900
2018,21002,21002,21002,3900
2018,31001,31001,31003,400
2018,31002,31002,31003,1400
2019,11001,11001,11001,1000
2019,12001,12001,12001,2000
2019,21001,21001,21001,3000
2019,21002,21002,21002,4000
2019,31001,31001,31003,500
2019,31002,31002,31003,1500
2025,11001,11001,11001,1100
2025,12001,12001,12001,2100
2025,21001,21001,21001,3100
2025,21002,21002,21002,4100
2025,31003,,31003,2600
""",
    "aliases": """\
nis_2019,alias,kind
11001,Aubois,fr
11001,Elzenbos,nl
12001,Bellerive,fr
12001,Schönufer,de
12001,Vieille-Rive,usual
21001,Clairval,fr
21001,Le Hameau,section
21002,Dunois,fr
21002,Le Hameau,section
21002,Forville,section
31001,Étang-Saint-Éloi,fr
31002,Forville,fr
""",
    "postal_codes": "postal_code,nis_2019\n1100,11001\n1200,12001\n3100,31002\n",
    "organisations": """\
organisation_id,name,kind,municipality,address,lat,lon,website,role,source_urls
ecole,École du Nord,university,Aubois,,,,,,https://example.org/ecole
""",
    "organisation_aliases": """\
alias,organisation_id,role,reason
École du Nord (with partners),ecole,lead,with-others
""",
    "indicators": """\
indicator_id,indicator,group,municipality,period,value,value_text,unit,note,is_complete,source_urls
fibre,Fibre,,Aubois,2020,12,,%,,true,https://example.org/fibre
""",
    "control_totals": """\
subject,measure,value,unit,year,population_year,note,source_url
leader-2014-2020,lags_selected,2,LAGs,2016,,,https://example.org/lags
smart-region-2019,projects_selected,5,projects,2019,,,https://example.org/call
territoire-intelligent-2024,phase_1_selected,3,projects,2023,,,https://example.org/call
""",
    "initiative_links": """\
initiative_a,initiative_b,relation,counted_once,note
ti-portal,portal-again,same,true,the portal of the call
""",
    "confirmations": """\
initiative_id,field,confirmed_year,source_url,note
sr-agency,,2024,https://example.org/water,
""",
    "changes": """\
version,table,added,corrected,withdrawn,rows
2026.11.2,initiatives,3,2,1,15
2026.11.2,texts,1,0,0,1
2026.11.1,initiatives,13,0,0,13
2026.11.1,population,16,0,0,16
""",
    # Of 31001 and 31002 no unemployment is known, the rate of 21001 is older; who is 65 is counted under the codes of 2025 only.
    "municipal_indicators": """\
indicator,nis,vintage,period,value,status
income-per-return,11001,2019,2019,30000,final
income-per-return,12001,2019,2019,45000,final
income-per-return,21001,2019,2019,40000,final
income-per-return,21002,2019,2019,25000,final
income-per-return,31001,2019,2019,35000,computed
income-per-return,31002,2019,2019,35000,computed
income-per-return,31003,2025,2019,35000,computed
local-units,11001,2019,2018-Q4,0,final
local-units,12001,2019,2018-Q4,100,final
local-units,21001,2019,2018-Q4,300,final
local-units,21002,2019,2018-Q4,200,final
local-units,31001,2019,2018-Q4,50,final
local-units,31002,2019,2018-Q4,100,final
persons-65-plus,11001,2025,2025,220,final
persons-65-plus,12001,2025,2025,210,final
persons-65-plus,21001,2025,2025,620,final
persons-65-plus,21002,2025,2025,1025,final
persons-65-plus,31003,2025,2025,780,final
unemployment-ilo,11001,2019,2018,9.5,final
unemployment-ilo,11001,2019,2019,5.5,final
unemployment-ilo,12001,2019,2019,2.5,final
unemployment-ilo,21001,2019,2018,8.5,final
unemployment-ilo,21001,2019,2019,,absent
unemployment-ilo,21002,2019,2019,12.5,final
unemployment-ilo,31001,2019,,,absent
unemployment-ilo,31002,2019,,,absent
""",
    "texts": """\
text,en,fr,nl,de
Water sensors,Water sensors,Capteurs d'eau,Watersensoren,Wassersensoren
""",
    **{
        name: (GEODATA / "source" / f"{name}.csv").read_text(encoding="utf-8")
        for name in ("programmes", "themes", "stages", "municipal_indicator_names")
    },
    "vintages": """\
vintage,valid_from,valid_to,population_year,is_default
2019,2019-01-01,2024-12-01,2019,true
2025,2024-12-02,,2025,false
""",
}
_PLAIN = {"lead_type": "municipality", "scope": "municipal", "stage": "running", "confidence": "high", "title_basis": "published"}
INITIATIVES = {
    "smart-region-2019": [
        {"initiative_id": "sr-agency", "title": "Perimeter", "lead": "Agence", "lead_type": "agency", "scope": "perimeter", "stage": "finished",
         "served_municipalities": "Aubois;Clairval;Forville", "start_year": 2019, "subsidy_eur": 30},
        {"initiative_id": "sr-water", "title": "Water sensors", "lead": "Commune d'Aubois", "scope": "multi-municipal", "lead_municipalities": "Aubois",
         "partner_municipalities": "Bellerive", "themes": "energy-environment;living", "start_year": 2019, "subsidy_eur": 300},
    ],
    "territoire-intelligent-2024": [
        {"initiative_id": "ti-portal", "title": "Portal", "lead_municipalities": "Aubois", "themes": "governance", "stage": "unknown", "phase": 1,
         "partners": "École du Nord (with partners)",
         "start_year": 2023, "subsidy_eur": 100},
    ],
    "leader-2014-2020": [
        {"initiative_id": "lag14-nord", "title": "GAL du Nord", "lead_type": "lag", "partner_municipalities": "Aubois;Bellerive", "start_year": 2014},
    ],
    "leader-2023-2027": [
        {"initiative_id": "lag23-est", "title": "GAL de l'Est", "lead_type": "lag", "partner_municipalities": "Étang-Saint-Éloi;Forville", "start_year": 2023},
        {"initiative_id": "lag23-nord", "title": "GAL du Nord", "lead_type": "lag", "partner_municipalities": "Aubois;Bellerive", "start_year": 2023},
    ],
    "leader-projects": [
        {"initiative_id": "lp-running", "title": "Shop", "lead_type": "lag", "partner_municipalities": "Aubois", "themes": "economy", "confidence": "medium"},
    ],
    "projects": [
        {"initiative_id": "chargers", "title": "Bornes", "lead_municipalities": "Étang-Saint-Éloi", "partner_municipalities": "Forville",
         "themes": "mobility", "stage": "finished", "start_year": 2020, "subsidy_eur": 60},
        {"initiative_id": "failed", "title": "Échec", "lead_municipalities": "Clairval", "stage": "no-result", "start_year": 2018, "confidence": "low"},
        {"initiative_id": "idea", "title": "Idée", "lead_municipalities": "Clairval", "stage": "idea", "start_year": 2024},
        {"initiative_id": "park", "title": "Parc", "lead_municipalities": "Étang-Saint-Éloi", "start_year": 2021},
        {"initiative_id": "portal-again", "title": "Portail", "lead_municipalities": "Aubois", "themes": "governance", "subsidy_eur": 90},
        {"initiative_id": "wide-province", "title": "Observatoire", "lead": "Province", "lead_type": "province", "scope": "province", "provinces": "Nord"},
        {"initiative_id": "wide-region", "title": "Plateforme", "lead": "Région", "lead_type": "region", "scope": "region", "subsidy_eur": 1000},
    ],
}  # fmt: skip


def build_small_world(folder: Path) -> Path:
    """Write the keeper's tables of the small world into `folder` and let the package's own rebuild do the rest."""
    source = folder / "source"
    for name, text in TABLES.items():
        write_text(source / f"{name}.csv", text)
    shutil.copy(GEODATA / "source" / "catalog.toml", source)
    for programme, rows in INITIATIVES.items():
        told = [_PLAIN | {"source_urls": f"https://example.org/{row['initiative_id']}"} | row for row in rows]
        write_rows(source / "initiatives" / f"{programme}.csv", initiative_columns(read_declared(GEODATA)), told)
    x, y = CORNER_M
    shapes = {nis: shapely.segmentize(shapely.box(*(1000 * side for side in square)), 1000) for nis, square in SQUARES.items()}
    placed = gpd.GeoSeries(shapes, crs=METRIC_CRS).translate(x, y)
    write_shapes(source / "boundaries_2019.geojson", rounded(placed.to_crs(STORED_CRS)))
    rebuild(folder)
    return folder


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The real atlas."""
    return load()


@pytest.fixture(autouse=True)
def words(request: pytest.FixtureRequest) -> None:
    """The words that a test is about: those of the small world, whose own default is the older vintage, or those that came with the app.

    A module about other data has a fixture of this name of its own.
    """
    of_small = {"small", "small_geodata", "small_copy"} & set(request.fixturenames) and "atlas" not in request.fixturenames
    tell(vocabulary_of(request.getfixturevalue("small").tables) if of_small else SHIPPED)


@pytest.fixture(scope="session")
def small_geodata(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the small world: read it, never write it."""
    return build_small_world(tmp_path_factory.mktemp("small") / "geodata")


class SmallAtlas(Atlas):
    """An atlas that fits on one line when a test that found a counterexample prints what it was given."""

    def _repr_pretty_(self, printer, _cycle) -> None:  # hypothesis's own hook
        printer.text("the small world")


@pytest.fixture(scope="session")
def small(small_geodata: Path) -> Atlas:
    """The atlas of the small world."""
    made = load(small_geodata)
    return SmallAtlas(made.catalog, made.tables)


@pytest.fixture
def small_copy(small_geodata: Path, tmp_path: Path) -> Path:
    """A data folder of the small world of one's own, to break."""
    return Path(shutil.copytree(small_geodata, tmp_path / "geodata"))


@pytest.fixture
def real_copy(tmp_path: Path) -> Path:
    """A copy of the real data folder, to rebuild or to break."""
    return Path(shutil.copytree(GEODATA, tmp_path / "geodata"))
