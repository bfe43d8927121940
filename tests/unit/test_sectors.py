import datetime
import json
import shutil
import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from tests.conftest import CORNER_M, SQUARES
from wallonia_map.crs import METRIC_CRS
from wallonia_map.curation.new_vintage import new_vintage
from wallonia_map.errors import DataContractError, MissingDataError
from wallonia_map.rebuild import rebuild
from wallonia_map.rebuild.boundaries import read_shapes
from wallonia_map.rebuild.sector_files import read_sectors
from wallonia_map.rebuild.sectors import import_sectors
from wallonia_map.tables.loading import every_problem
from wallonia_map.uploads.cage import ReaderLimits

TARGET = "source/boundaries_2019.geojson"
FORMS = ("geojson", "gpkg", "shp.zip", "geojson.zip")


def sectors(*, codes=None, column="CD_MUNTY_REFNIS", north=0.0) -> gpd.GeoDataFrame:
    """One sector per square kilometre of the small world, and one of a neighbour beyond Wallonia."""
    rows, shapes = [], []
    x, y = CORNER_M
    for nis, (left, low, right, high) in SQUARES.items():
        for east in range(left, right):
            for up in range(low, high):
                rows.append({"CD_SECTOR": f"{nis}A{east}{up}-", column: (codes or {}).get(nis, nis), "TX_SECTOR_DESCR_FR": "Étang"})
                shapes.append(shapely.box(x + 1000 * east, y + north + 1000 * up, x + 1000 * (east + 1), y + north + 1000 * (up + 1)))
    rows.append({"CD_SECTOR": "99999A00-", column: "99999", "TX_SECTOR_DESCR_FR": "ailleurs"})
    shapes.append(shapely.box(x + 5000, y, x + 6000, y + 1000))
    return gpd.GeoDataFrame(rows, geometry=shapes, crs=METRIC_CRS)


def write(table: gpd.GeoDataFrame, folder, form: str, crs: str, name: str = "sh_statbel_statistical_sectors_20230101"):
    """The sectors as Statbel packs them: a file, or a ZIP with a folder in it."""
    folder.mkdir(exist_ok=True)
    table = table.to_crs(crs)
    kind = form.partition(".")[0]
    path = folder / f"{name}.{kind}"
    driver = {"geojson": "GeoJSON", "gpkg": "GPKG", "shp": "ESRI Shapefile"}[kind]
    if kind == "geojson":  # RFC 7946 knows no system: Statbel writes the older form, which names it
        told = json.loads(table.to_json(drop_id=True, to_wgs84=False))
        told["crs"] = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{crs.removeprefix('EPSG:')}"}}
        path.write_text(json.dumps(told), encoding="utf-8")
    else:
        short = {column: column[:10] for column in table.columns} if kind == "shp" else {}  # dBase keeps no more of a name
        table.rename(columns=short).to_file(path, driver=driver, encoding="utf-8")
    if not form.endswith(".zip"):
        return path
    packed = folder / f"{name}.{form}"
    with zipfile.ZipFile(packed, "w") as archive:
        for part in folder.glob(f"{name}.*"):
            if part != packed:
                archive.write(part, f"{name}.{kind}/{part.name}")
    return packed


@pytest.mark.parametrize("crs", ["EPSG:31370", "EPSG:3812"])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_in_both_systems_gives_the_same_outlines(small_copy, tmp_path, form, crs):
    before = read_shapes(small_copy / TARGET)
    report = import_sectors(write(sectors(), tmp_path / "in", form, crs), small_copy)
    after = read_shapes(small_copy / TARGET)
    assert list(after.index) == list(before.index) == sorted(SQUARES)
    assert (before.to_crs(METRIC_CRS).symmetric_difference(after.to_crs(METRIC_CRS)).area < 6_000).all()  # a metre along the border
    assert report[0].startswith(f"13 sectors of 2023 in {crs} → 6 municipalities")
    assert report[1].startswith("1 sectors outside")
    rebuild(small_copy)
    assert list(every_problem(small_copy)) == []


def test_twice_changes_nothing_and_says_so(small_copy, tmp_path):
    path = write(sectors(), tmp_path / "in", "gpkg", "EPSG:3812")
    import_sectors(path, small_copy)
    content = (small_copy / TARGET).read_bytes()
    assert import_sectors(path, small_copy)[-1] == f"unchanged {TARGET}"
    assert (small_copy / TARGET).read_bytes() == content


@pytest.mark.parametrize("column", ["CD_MUNTY_REFNIS", "cd_munty_refnis", "CNIS5_2019", "CNIS5_2022", "CD_REFNIS", "NIS5"])
def test_the_code_is_found_by_any_of_its_names(small_copy, tmp_path, column):
    import_sectors(write(sectors(column=column), tmp_path / "in", "gpkg", "EPSG:31370"), small_copy)


def test_codes_may_be_numbers_and_shapes_may_have_heights(small_copy, tmp_path):
    table = sectors()
    table["CD_MUNTY_REFNIS"] = table["CD_MUNTY_REFNIS"].astype("float64")
    table.geometry = shapely.force_3d(table.geometry.values)
    assert "6 municipalities" in import_sectors(write(table, tmp_path / "in", "gpkg", "EPSG:3812"), small_copy)[0]


UNITED = {"31001": "31003", "31002": "31003"}


def test_a_file_of_2025_is_taken_where_its_sectors_tell_the_parts_apart(small_copy, tmp_path):
    import_sectors(write(sectors(codes=UNITED), tmp_path / "in", "gpkg", "EPSG:31370", "sectors_20250101"), small_copy)
    assert sorted(read_shapes(small_copy / TARGET).index) == sorted(SQUARES)


def test_a_file_of_2025_whose_parts_are_one_is_refused_in_one_sentence(small_copy, tmp_path):
    table = sectors(codes=UNITED).dissolve("CD_MUNTY_REFNIS").reset_index()
    refuse(
        small_copy,
        write(table, tmp_path / "in", "gpkg", "EPSG:3812"),
        "has Étang-Saint-Éloi and Forville united as 31003 and does not tell them apart: take a file of 2019 to 2024",
    )


def test_a_file_of_a_later_merger_is_read_by_the_vintage_that_the_keeper_added(small_copy, tmp_path):
    merged = [{"nis_before": nis, "nis_after": "12099", "name_fr": "Réunie"} for nis in ("11001", "12001")]
    new_vintage(small_copy, "2030", datetime.date(2030, 1, 1), merged)
    table = sectors(codes={"11001": "12099", "12001": "12099"})
    import_sectors(write(table, tmp_path / "apart", "gpkg", "EPSG:3812", "sectors_20300101"), small_copy)
    assert sorted(read_shapes(small_copy / TARGET).index) == sorted(SQUARES)
    whole = write(table.dissolve("CD_MUNTY_REFNIS").reset_index(), tmp_path / "one", "gpkg", "EPSG:3812")
    refuse(small_copy, whole, "united as 12099 and does not tell them apart: take a file of 2019 to 2029")


def test_a_file_of_2025_is_refused_where_there_are_no_outlines_to_tell_by(small_copy, tmp_path):
    path = write(sectors(codes=UNITED), tmp_path / "in", "gpkg", "EPSG:3812")
    (small_copy / TARGET).unlink()
    with pytest.raises(DataContractError, match="does not tell them apart"):
        import_sectors(path, small_copy)
    assert not (small_copy / TARGET).exists()


def refuse(geodata, path, sentence: str, **options) -> None:
    """The import names what is wrong with the file, and writes nothing."""
    before = (geodata / TARGET).read_bytes()
    with pytest.raises(DataContractError) as caught:
        import_sectors(path, geodata, **options)
    assert str(caught.value).startswith(f"{path.name}: ")
    assert sentence in str(caught.value)
    assert (geodata / TARGET).read_bytes() == before
    assert [item.name for item in (geodata / "source").iterdir() if item.name.endswith(".new")] == []


def test_a_municipality_without_sectors_is_named(small_copy, tmp_path):
    table = sectors()
    table = table[table["CD_MUNTY_REFNIS"] != "21002"]
    refuse(small_copy, write(table, tmp_path / "in", "gpkg", "EPSG:3812"), "has no sector of 1 of 6 municipalities: 21002 Dunois")


def test_a_walloon_municipality_that_is_not_known_is_named(small_copy, tmp_path):
    table = sectors().assign(CD_RGN_REFNIS="03000")
    refuse(small_copy, write(table, tmp_path / "in", "gpkg", "EPSG:3812"), "does not know: 99999")
    table.loc[table["CD_MUNTY_REFNIS"] == "99999", "CD_RGN_REFNIS"] = "02000"
    import_sectors(write(table, tmp_path / "again", "gpkg", "EPSG:3812"), small_copy)


@pytest.mark.parametrize("options", [{"year": 2018}, {}])
def test_a_file_of_before_2019_is_refused(small_copy, tmp_path, options):
    codes = {} if options else {"12001": "19001"}
    path = write(sectors(codes=codes), tmp_path / "in", "gpkg", "EPSG:3812", "sectors")
    refuse(small_copy, path, "take a file from 2019 on", **options)


def test_a_file_in_another_system_is_refused(small_copy, tmp_path):
    refuse(small_copy, write(sectors(), tmp_path / "in", "gpkg", "EPSG:4326"), "it must be EPSG:31370 or EPSG:3812")


def test_a_file_that_declares_no_system_is_refused(small_copy, tmp_path):
    path = write(sectors(), tmp_path / "in", "shp.zip", "EPSG:31370")
    bare = tmp_path / "bare.zip"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            if not name.endswith(".prj"):
                new.writestr(name, old.read(name))
    refuse(small_copy, bare, "declares the coordinate system none")


def test_a_file_that_declares_the_wrong_system_is_found_by_where_it_lies(small_copy, tmp_path):
    table = sectors().to_crs("EPSG:31370").set_crs("EPSG:3812", allow_override=True)
    refuse(small_copy, write(table, tmp_path / "in", "gpkg", "EPSG:3812"), "puts Wallonia outside Belgium")


def test_municipalities_that_moved_are_named(small_copy, tmp_path):
    refuse(
        small_copy, write(sectors(north=600), tmp_path / "in", "gpkg", "EPSG:3812"), "puts 6 municipalities elsewhere than they were, 11001"
    )


def test_outlines_that_are_broken_are_mended(small_copy, tmp_path):
    (small_copy / TARGET).write_bytes(b"{")
    import_sectors(write(sectors(), tmp_path / "in", "gpkg", "EPSG:3812"), small_copy)
    assert sorted(read_shapes(small_copy / TARGET).index) == sorted(SQUARES)


def test_municipalities_that_overlap_are_named(small_copy, tmp_path):
    table = sectors()
    first = table.index[table["CD_MUNTY_REFNIS"] == "11001"][0]
    table.loc[first, "geometry"] = table.geometry[first].buffer(30, join_style="mitre")
    refuse(small_copy, write(table, tmp_path / "in", "gpkg", "EPSG:3812"), "sectors overlap, or leave gaps between them, in 12001, 21002")


@pytest.mark.parametrize("hair", [0.002, 0.3])
def test_points_a_hair_apart_are_brought_together(small_copy, tmp_path, hair):
    table = sectors()
    table.geometry = [
        shape if number % 2 else shapely.affinity.translate(shape, hair, hair / 2) for number, shape in enumerate(table.geometry)
    ]
    import_sectors(write(table, tmp_path / "in", "gpkg", "EPSG:3812"), small_copy)
    assert read_shapes(small_copy / TARGET).is_valid_coverage()


def test_a_gap_between_municipalities_is_named(small_copy, tmp_path):
    table = sectors()
    first = table.index[table["CD_MUNTY_REFNIS"] == "21002"][0]
    table.loc[first, "geometry"] = table.geometry[first].buffer(-300, join_style="mitre")
    refuse(small_copy, write(table, tmp_path / "in", "gpkg", "EPSG:3812"), "official area: 21002")


def test_an_area_that_is_not_the_official_one_is_named(small_copy, tmp_path):
    path = small_copy / "source/municipalities.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("10000,false,,1\n", "10000,false,,1.1\n"), encoding="utf-8", newline="")
    refuse(small_copy, write(sectors(), tmp_path / "in", "gpkg", "EPSG:3812"), "off their official area: 11001 9.1%")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("s.geojson", b"no json", "not a readable file of shapes"),
        ("s.gpkg", b"SQLite no", "not a readable file of shapes"),
        ("s.zip", b"PK no", "not a readable ZIP"),
        ("s.csv", b"nis\n11001\n", "is not a .geojson, a .gpkg or a .zip"),
        ("s.geojson", b'{"type":"FeatureCollection","features":[]}', "has no sectors with a municipality's code"),
    ],
)
def test_what_is_no_file_of_sectors_is_said(small_copy, tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_bytes(content)
    refuse(small_copy, path, sentence)


def test_a_file_without_codes_or_with_two_layers_is_said(small_copy, tmp_path):
    table = sectors()
    refuse(small_copy, write(table.drop(columns="CD_MUNTY_REFNIS"), tmp_path / "in", "gpkg", "EPSG:3812"), "has no sectors with")
    path = tmp_path / "two.gpkg"
    for layer in ("a", "b"):
        table.to_file(path, layer=layer)
    refuse(small_copy, path, "several layers of sectors (a, b)")


HOSTILE = Path(__file__).resolve().parents[1] / "data" / "hostile"


def endless_outline(folder):
    """Sectors as Statbel names them, of which one crosses itself so often that mending it takes minutes."""
    told = json.loads((HOSTILE / "selfcross-3k.geojson").read_bytes())
    for feature in told["features"]:
        feature["properties"] = {"CD_MUNTY_REFNIS": "11001"}
    told["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3812"}}
    path = folder / "endless.geojson"
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


@pytest.mark.parametrize(("name", "sentence"), [("hang.gpkg", "views or computed columns"), ("mem800.gpkg", "views or computed columns")])
def test_a_hostile_geopackage_of_sectors_is_one_sentence(small_copy, name, sentence):
    refuse(small_copy, HOSTILE / name, f"{name}: The file holds {sentence}")


def test_sectors_that_take_for_ever_end_their_reader_alone(tmp_path):
    with pytest.raises(DataContractError, match=r"^endless\.geojson: This file needs more than the atlas gives one file"):
        read_sectors(endless_outline(tmp_path), limits=ReaderLimits(cpu_seconds=3, wall_seconds=8))


def test_sectors_of_more_memory_than_one_file_is_given_are_refused(tmp_path):
    path = write(sectors(), tmp_path / "in", "geojson", "EPSG:31370")
    with pytest.raises(DataContractError, match="more than the atlas gives one file"):
        read_sectors(path, limits=ReaderLimits(memory_mb=150))


def test_a_zip_with_hostile_names_stays_in_its_folder(small_copy, tmp_path):
    inner = write(sectors(), tmp_path / "in", "gpkg", "EPSG:3812")
    path = tmp_path / "hostile.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(inner, "../../../outside.gpkg")
        archive.writestr("../../evil.sh", "no")
    import_sectors(path, small_copy)
    assert not list(tmp_path.parent.rglob("outside.gpkg")) + list(tmp_path.parent.rglob("evil.sh"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.write(inner, "second.gpkg")
    refuse(small_copy, path, "holds 2 files of shapes")


def test_a_missing_file_is_an_error_of_its_own(small_copy, tmp_path):
    with pytest.raises(MissingDataError):
        import_sectors(tmp_path / "none.gpkg", small_copy)


def test_the_real_outlines_as_sectors_come_back_as_they_are(real_copy, tmp_path):
    """Every municipality as one sector, and one beyond Wallonia: what comes out passes every check of the real data."""
    shapes = read_shapes(real_copy / TARGET).to_crs("EPSG:31370")
    frame = gpd.GeoDataFrame({"CNIS5_2024": shapes.index, "CNIS_REGIO": "03000"}, geometry=shapes.values, crs=shapes.crs)
    away = gpd.GeoDataFrame({"CNIS5_2024": ["21004"], "CNIS_REGIO": ["04000"]}, geometry=[shapely.box(0, 0, 100, 100)], crs=shapes.crs)
    path = tmp_path / "real.gpkg"
    pd.concat([frame, away], ignore_index=True).to_file(path)
    before = read_shapes(real_copy / TARGET)
    assert import_sectors(path, real_copy)[0].startswith("262 sectors of 2024 in EPSG:31370 → 262 municipalities")
    after = read_shapes(real_copy / TARGET)
    assert (after.to_crs(METRIC_CRS).area / before.to_crs(METRIC_CRS).area - 1).abs().max() < 0.015
    rebuild(real_copy)
    assert list(every_problem(real_copy)) == []
    shutil.rmtree(real_copy)
