"""Atlases of any size with the shape of the real one: the same tables, more rows. Nothing in them is true."""

import json
import shutil
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wallonia_map.crs import DECIMALS, STORED_CRS
from wallonia_map.model import Confidence, LeadType, Programme, Role, Theme
from wallonia_map.tables.catalog import DESCRIPTOR, GEODATA, read_catalog, sha256
from wallonia_map.tables.loading import as_text

#: One size of everything that grows with initiatives; the real atlas has 345 and 1121.
INITIATIVES, MUNICIPALITIES = 345, 262
#: An initiative takes part with one to eleven municipalities, six on average: a thousand times 345 make two million rows.
MOST_PARTNERS = 11
_YEARS = (2018, 2019, 2025)
_FIRST_CODE = 1000


def write_atlas(folder: Path, *, times: int = 1, municipalities: int = MUNICIPALITIES, seed: int = 6) -> Path:
    """A `geodata/` in `folder` with `times` as many initiatives and so many municipalities; what does not grow is the real one's."""
    random = np.random.default_rng(seed)
    shutil.copytree(GEODATA, folder, dirs_exist_ok=True)
    territories = as_text((GEODATA / "source/territories.csv").read_bytes())
    places = _places(municipalities, territories, random)
    initiatives, participations = _initiatives(times * INITIATIVES, places, random)
    both = pd.concat([places.assign(vintage=vintage, nis=places["nis_2019"]) for vintage in ("2019", "2025")], ignore_index=True)
    people = random.integers(500, 50_000, (len(_YEARS), municipalities))
    population = pd.concat(
        pd.DataFrame({"year": year, "nis_in_year": places["nis_2019"], "nis_2019": places["nis_2019"],
                      "nis_2025": places["nis_2025"], "population": row})
        for year, row in zip(_YEARS, people, strict=True)
    )  # fmt: skip
    aliases = pd.concat(
        pd.DataFrame({"nis_2019": places["nis_2019"], "alias": places[f"name_{lang}"], "kind": lang}) for lang in ("fr", "nl", "de")
    )
    titles = initiatives["title"]
    tables = {
        "municipalities_source": places, "municipalities": both, "population": population, "aliases": aliases,
        "postal_codes": pd.DataFrame({"postal_code": ["1000"], "nis_2019": places["nis_2019"].iloc[:1]}),
        "initiatives": initiatives, "participations": participations,
        "texts": pd.DataFrame({"text": titles, "en": titles, "fr": "Capteurs " + titles, "nl": "Sensoren " + titles, "de": "Sensoren " + titles}),
        "initiative_links": pd.DataFrame({"initiative_a": initiatives["initiative_id"].iloc[:1], "initiative_b": initiatives["initiative_id"].iloc[1:2].to_numpy(),
                                          "relation": "same", "counted_once": "true", "note": ""}),
    }  # fmt: skip
    catalog = read_catalog(GEODATA)
    for name, table in tables.items():
        resource = catalog.resources[name]
        _describe(resource.told, folder, table[resource.schema.names].to_csv(index=False, lineterminator="\n"))
    shapes = outlines(places["nis_2019"])
    for name in ("boundaries_2019", "boundaries_2025"):
        _describe(catalog.resources[name].told, folder, shapes)
    told = {**catalog.told, "version": f"synthetic {times} x {municipalities}"}
    (folder / DESCRIPTOR).write_text(json.dumps(told), encoding="utf-8")
    return folder


def outlines(codes: pd.Series) -> str:
    """A grid of cells as GeoJSON, 32 vertices each; neighbours share theirs, and no border is straight."""
    width = int(np.ceil(np.sqrt(len(codes))))
    row, column = np.divmod(np.arange(len(codes)), width)
    step = 4.0 / width
    cells = shapely.segmentize(shapely.box(column * step, row * step, (column + 1) * step, (row + 1) * step), step / 8 * 1.001)

    def bent(points: np.ndarray) -> np.ndarray:
        x, y = points.T
        return np.column_stack([3 + x + 0.04 * step * np.sin(25 * y / step), 48 + y + 0.04 * step * np.sin(25 * x / step)])

    shapes = shapely.set_precision(shapely.transform(cells, bent), 10**-DECIMALS)
    return gpd.GeoDataFrame({"nis": codes}, geometry=shapes, crs=STORED_CRS).to_json(drop_id=True)


def _describe(told: dict, folder: Path, text: str) -> None:
    content = text.encode("utf-8")
    (folder / told["path"]).write_bytes(content)
    told["hash"], told["bytes"] = sha256(content), len(content)


def _places(number: int, territories: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    areas = territories[territories["level"] == "arrondissement"].reset_index(drop=True)
    codes = pd.Series(np.arange(_FIRST_CODE, _FIRST_CODE + number)).astype("str").str.zfill(5)
    inside = areas.iloc[np.arange(number) * len(areas) // number].reset_index(drop=True)
    names = "Commune " + codes
    return pd.DataFrame({
        "nis_2019": codes, "nis_2018": codes, "nis_2025": codes, "name_fr": names, "name_nl": names, "name_de": names,
        "arrondissement_nis": inside["nis"], "province_nis": inside["parent_nis"], "is_german_speaking_community": "false",
        "language_facilities": "", "area_km2": random.integers(10_000, 2_000_000, number) / 10_000,
    })  # fmt: skip


def _initiatives(number: int, places: pd.DataFrame, random: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    ids = pd.Series(np.arange(number)).astype("str").str.zfill(7).radd("i-")
    size = random.integers(1, MOST_PARTNERS + 1, number)
    place = np.repeat(random.integers(0, len(places), number), size)
    place = (place + random.integers(0, min(60, len(places)), size.sum())) % len(places)
    rows = pd.DataFrame({
        "initiative_id": ids.to_numpy()[np.repeat(np.arange(number), size)], "nis_2019": places["nis_2019"].to_numpy()[place],
        "role": random.choice([Role.LEAD.value, Role.PARTNER.value, Role.SERVED.value], size.sum(), p=[0.3, 0.5, 0.2]),
    }).drop_duplicates(["initiative_id", "nis_2019"])  # fmt: skip
    year, known = random.integers(2010, 2026, number).astype("str"), random.random(number)
    plain = {"title_basis": "published", "source_urls": "https://example.org/a", "scope": "multi-municipal"}
    one, other = (random.choice([item.value for item in Theme], number) for _ in range(2))
    stands = np.where(random.random(number) < 0.05, np.maximum(np.arange(number) - 1, 0), np.arange(number))
    table = pd.DataFrame({
        "programme": random.choice([item.value for item in Programme], number), "initiative_id": ids,
        "title": "Water sensors no " + ids, "lead": "Agency " + ids.str[-2:], "lead_type": random.choice([item.value for item in LeadType], number),
        "themes": np.where(one == other, one, one + ";" + other), "stage": random.choice(["running", "finished", "idea", "unknown"], number),
        "start_year": np.where(known < 0.8, year, ""), "subsidy_eur": np.where(known < 0.5, random.integers(1_000, 99_999_999, number).astype("str"), ""),
        "summary": "", "confidence": random.choice([item.value for item in Confidence], number), "counted_as": ids.to_numpy()[stands], **plain,
    })  # fmt: skip
    columns = read_catalog(GEODATA).resources["initiatives"].schema.names
    return table.reindex(columns=columns, fill_value=""), rows
