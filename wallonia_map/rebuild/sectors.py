"""Boundaries from Statbel's official statistical sectors: read, kept to Wallonia, dissolved, checked, generalised.

Whatever the file's year, the outlines are those of the oldest vintage. Where municipalities have become one since, each of
its sectors goes to the part whose present outline holds it, and the official areas of all parts prove it. A file in which
sectors do not tell them apart is refused in one sentence.
"""

import itertools
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from wallonia_map.crs import METRIC_CRS, STORED_CRS, area_km2
from wallonia_map.errors import DataContractError, WalloniaMapError
from wallonia_map.rebuild.boundaries import import_boundaries, read_shapes
from wallonia_map.rebuild.sector_files import Sectors, read_sectors
from wallonia_map.rebuild.vintage_rows import VintageRow, vintage_rows
from wallonia_map.rebuild.writing import Row, read_rows, write_text

#: How far a municipality as drawn may be off its official area.
AREA_TOLERANCE = 0.015
#: A gap or an overlap narrower than this is a slip of the pen and is closed, a wider one refused: far below what is drawn.
_SLIVER_M = 1.0
#: How much of a sector of a united municipality must lie in one of its parts, and of a municipality where it was.
_INSIDE, _IN_PLACE = 0.75, 0.75
#: West, south, east and north of Belgium, with a margin.
_BELGIUM = (2.3, 49.3, 6.6, 51.7)


def import_sectors(path: Path, geodata: Path, year: int | None = None, *, say: Callable[[str], None] = lambda _: None) -> list[str]:
    """Make the outlines of the oldest vintage in `geodata` from a file of statistical sectors; `rebuild` does the rest.

    `year` is the file's own (1 January); where it is None, the file's columns, its date of situation or its name tell.
    Nothing is written unless all checks hold: then the old file is replaced in one step. Returns the report.

    Raises
    ------
    MissingDataError
        If there is no such file, or no table of municipalities.
    DataContractError
        If the file is not one of sectors in EPSG:31370 or EPSG:3812, or what it gives is not whole: each
        sentence names what is wrong.
    """
    say("reading the sectors")
    sectors = read_sectors(path)
    vintages = vintage_rows(geodata / "source")
    base = vintages[0]
    told = year if year is not None else sectors.year
    if told is not None and told < base.first_year:
        raise _refused(path, f"is of {told}: the codes are those of {base.name} and later, take a file from {base.first_year} on")
    municipalities = read_rows(geodata / "source" / "municipalities.csv")
    target = geodata / "source" / base.boundaries
    official = {row[base.column]: row for row in municipalities}
    shapes = sectors.shapes.assign(nis=_base_codes(sectors, official, vintages, path, target))
    dropped = int(shapes["nis"].isna().sum())
    shapes = shapes.dropna(subset="nis")
    _require_all(set(shapes["nis"]), official, path)
    say("dissolving them into municipalities")
    fine = _dissolved(shapes, path)
    _check_place(fine, target, path)
    say("generalising and checking")
    with tempfile.TemporaryDirectory() as folder:
        whole, coarse = Path(folder) / "municipalities.gpkg", Path(folder) / base.boundaries
        fine.reset_index().to_file(whole, driver="GPKG")
        import_boundaries(whole, coarse)
        drawn = read_shapes(coarse)
        off = _check_drawn(drawn, official, path)
        text = coarse.read_text(encoding="utf-8")
    unchanged = target.is_file() and target.read_text(encoding="utf-8") == text
    if not unchanged:
        write_text(target, text)
    points = int(shapely.get_num_coordinates(drawn.values).sum())
    return [
        f"{len(shapes)} sectors of {'an unknown year' if told is None else told} in {sectors.crs} → {len(drawn)} municipalities, {points} points",
        f"{dropped} sectors outside the municipalities of geodata/ left out",
        f"largest difference to the official area: {off.loc[off.idxmax()]:.2%} ({off.idxmax()})",
        f"{'unchanged' if unchanged else 'changed  '} source/{base.boundaries}",
    ]


def _refused(path: Path, rule: str) -> DataContractError:
    return DataContractError(path, 0, "", "", rule)


def _base_codes(sectors: Sectors, official: dict[str, Row], vintages: list[VintageRow], path: Path, target: Path) -> pd.Series:
    """The municipality of the oldest vintage of every sector; missing outside Wallonia."""
    first = vintages[0].first_year
    parts: dict[str, list[str]] = {}
    apart: dict[str, int | None] = {}
    for before, vintage in itertools.pairwise(vintages):
        fresh: dict[str, list[str]] = {}
        for nis, row in official.items():
            fresh.setdefault(row[vintage.column], []).append(nis)
        apart |= {code: before.last_year for code in fresh if code not in parts}
        parts = {**fresh, **parts}
    codes = sectors.shapes["code"]
    old = {code: row["name_fr"] for row in official.values() for code in _codes_of(row) if code not in official and code not in parts}
    stale = sorted(set(codes) & old.keys())
    if stale:
        raise _refused(path, f"has codes of before {first} ({stale[0]} for {old[stale[0]]}, …): take a file from {first} on")
    one_to_one = {new: olds[0] for new, olds in parts.items() if len(olds) == 1}
    found = codes.map({**one_to_one, **{nis: nis for nis in official}})
    if sectors.walloon is not None:
        strays = sorted(set(codes[sectors.walloon & found.isna()]) - parts.keys())
        if strays:
            raise _refused(path, f"has Walloon municipalities that geodata/ does not know: {', '.join(strays[:12])}")
    for code, olds in parts.items():
        united = (codes == code) & found.isna()
        if len(olds) > 1 and united.any():
            names = " and ".join(official[nis]["name_fr"] for nis in olds)
            sentence = f"has {names} united as {code} and does not tell them apart: take a file of {first} to {apart[code]}"
            found = found.mask(united, _told_apart(sectors.shapes[united], olds, target, _refused(path, sentence)))
    return found


def _codes_of(row: Row) -> list[str]:
    """The codes that a municipality has had, of the vintages and of before."""
    return [cell for name, cell in row.items() if re.fullmatch(r"nis_\d{4}", name)]


def _told_apart(united: gpd.GeoDataFrame, olds: list[str], target: Path, refusal: DataContractError) -> pd.Series:
    """Which part each sector of a united municipality lies in, by the present outlines; else `refusal`."""
    try:
        present = read_shapes(target).to_crs(METRIC_CRS)
    except WalloniaMapError as error:
        raise refusal from error
    if not set(olds) <= set(present.index):
        raise refusal
    shares = pd.DataFrame({nis: united.geometry.intersection(present[nis]).area / united.geometry.area for nis in olds})
    if (shares.max(axis=1) < _INSIDE).any():
        raise refusal
    return shares.idxmax(axis=1)


def _require_all(found: set[str], official: dict[str, Row], path: Path) -> None:
    lacking = [f"{nis} {row['name_fr']}" for nis, row in official.items() if nis not in found]
    if lacking:
        more = ", …" if len(lacking) > 12 else ""
        raise _refused(path, f"has no sector of {len(lacking)} of {len(official)} municipalities: {', '.join(lacking[:12])}{more}")


def _dissolved(shapes: gpd.GeoDataFrame, path: Path) -> gpd.GeoDataFrame:
    """One shape per municipality of the oldest vintage, indexed by code, as a valid coverage: no overlap, no sliver."""
    if shapes.geometry.invalid_coverage_edges(gap_width=_SLIVER_M).is_empty.all():
        clean = shapes
    else:
        mended = shapely.coverage_clean(shapes.geometry.values, gap_width=_SLIVER_M, snapping_distance=_SLIVER_M)
        clean = shapes.set_geometry(gpd.GeoSeries(mended, index=shapes.index, crs=shapes.crs))
        moved = shapes.geometry.symmetric_difference(clean.geometry).area / shapes.geometry.length
        _refuse_overlaps(sorted(set(shapes.loc[moved > _SLIVER_M, "nis"])), path)
    whole = clean.dissolve("nis", method="coverage")[["geometry"]]
    wrong = whole.geometry.invalid_coverage_edges()
    _refuse_overlaps(list(whole.index[~wrong.is_empty]), path)
    return whole


def _refuse_overlaps(codes: list[str], path: Path) -> None:
    if codes:
        more = ", …" if len(codes) > 12 else ""
        raise _refused(path, f"is no valid coverage: sectors overlap, or leave gaps between them, in {', '.join(codes[:12])}{more}")


def _check_place(fine: gpd.GeoDataFrame, target: Path, path: Path) -> None:
    """Every municipality lies where it lay: a file that declares the wrong system would be shifted as a whole."""
    question = "does it declare the coordinate system that its coordinates are in?"
    west, south, east, north = fine.to_crs(STORED_CRS).total_bounds
    if west < _BELGIUM[0] or south < _BELGIUM[1] or east > _BELGIUM[2] or north > _BELGIUM[3]:
        raise _refused(path, f"puts Wallonia outside Belgium: {question}")
    try:
        present = read_shapes(target).to_crs(METRIC_CRS)
    except WalloniaMapError:  # missing or broken: this import is what mends it
        return
    common = fine.index.intersection(present.index)
    new, old = fine.geometry.loc[common], present.loc[common]
    inside = new.intersection(old, align=True).area / new.area
    away = list(inside.index[inside < _IN_PLACE])
    if away:
        raise _refused(path, f"puts {len(away)} municipalities elsewhere than they were, {away[0]} first: {question}")


def _check_drawn(drawn: gpd.GeoSeries, official: dict[str, Row], path: Path) -> pd.Series:
    """Hold what would be stored to its rules; the share by which each area is off the official one."""
    metric = drawn.to_crs(METRIC_CRS)
    if drawn.crs != STORED_CRS or not (drawn.is_valid.all() and drawn.is_valid_coverage()):
        raise _refused(path, "is no valid coverage once it is generalised")
    over = metric.area.sum() - metric.union_all().area
    if abs(over) > 1e-9 * metric.area.sum():
        raise _refused(path, f"has municipalities that overlap by {over:.0f} m² once they are generalised")
    areas = pd.Series({nis: float(row["area_km2"]) for nis, row in official.items()})
    off = (area_km2(drawn) / areas - 1).abs()
    wrong = off[off > AREA_TOLERANCE].sort_values(ascending=False)
    if len(wrong):
        told = ", ".join(f"{nis} {share:.1%}" for nis, share in wrong.head(12).items())
        raise _refused(path, f"has {len(wrong)} municipalities more than {AREA_TOLERANCE:.1%} off their official area: {told}")
    return off
