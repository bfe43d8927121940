"""The join: one object that holds the checked tables, joined by municipality, for either vintage."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from wallonia_map.errors import UnknownValueError, WalloniaMapError
from wallonia_map.model import Role, Scope, Vintage
from wallonia_map.tables.catalog import GEODATA, Catalog, read_catalog
from wallonia_map.tables.gazetteer import Gazetteer
from wallonia_map.tables.loading import read_shapes, read_tables
from wallonia_map.tables.name_text import normalise
from wallonia_map.tables.population import Populations
from wallonia_map.tables.positions import Positions, strongest
from wallonia_map.tables.texts import Texts
from wallonia_map.tables.vocabulary import vocabulary_of
from wallonia_map.vocabulary import tell

#: The strongest role comes first (see `strongest`).
_ROLE_ORDER = [role.value for role in Role]


def _positions(index: pd.Index, wanted: pd.Series, what: str) -> np.ndarray:
    found: np.ndarray = index.get_indexer(pd.Index(wanted))
    if (found < 0).any():
        strays = sorted(str(value) for value in wanted[found < 0].unique())
        raise WalloniaMapError(f"participations name {what}: {', '.join(strays)}")
    return found


@dataclass(frozen=True, eq=False)
class Atlas:
    """Everything that figures, maps and files are made from. Read it, never change it."""

    catalog: Catalog
    tables: dict[str, pd.DataFrame]

    @cached_property
    def initiatives(self) -> pd.DataFrame:
        """One row per initiative, indexed by `initiative_id`; columns as the descriptor tells them."""
        return self.tables["initiatives"].set_index("initiative_id")

    @cached_property
    def texts(self) -> Texts:
        """The data's own texts in four languages."""
        return Texts(self.tables["texts"])

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Codes and names of any vintage."""
        return Gazetteer(self.tables)

    @cached_property
    def _municipalities(self) -> dict[Vintage, pd.DataFrame]:
        every = self.tables["municipalities"]
        return {vintage: every[every["vintage"] == vintage.value].set_index("nis").drop(columns="vintage") for vintage in Vintage}

    def municipalities(self, vintage: Vintage | None = None) -> pd.DataFrame:
        """One row per municipality of `vintage`, indexed and sorted by `nis`; official area in km²."""
        vintage = vintage or Vintage.default()
        return self._municipalities[vintage]

    @cached_property
    def territories(self) -> pd.DataFrame:
        """Region, provinces and arrondissements, indexed by `nis`, with names in four languages."""
        return self.tables["territories"].set_index("nis")

    @cached_property
    def _to_vintage(self) -> dict[Vintage, pd.Series]:
        source = self.tables["municipalities_source"].set_index(Vintage.base().column, drop=False)
        return {vintage: source[vintage.column] for vintage in Vintage}

    def codes_by_base(self, vintage: Vintage) -> dict[str, str]:
        """The code in `vintage` of every municipality of the base vintage."""
        return {str(nis): str(code) for nis, code in self._to_vintage[vintage].items()}

    def in_vintage(self, base_codes: pd.Series, vintage: Vintage) -> pd.Series:
        """Codes of the base vintage as codes of `vintage`."""
        return base_codes.map(self._to_vintage[vintage])

    @cached_property
    def _participations(self) -> dict[Vintage, pd.DataFrame]:
        return {
            vintage: pd.DataFrame({
                "initiative_id": self.initiatives.index.array.take(codes.initiative),
                "nis": self.municipalities(vintage).index.array.take(codes.municipality),
                "role": pd.Categorical.from_codes(codes.role, categories=_ROLE_ORDER, ordered=True),
            })
            for vintage, codes in self._positions.items()
        }  # fmt: skip

    @cached_property
    def _positions(self) -> dict[Vintage, Positions]:
        given = self.tables["participations"]
        initiative = _positions(self.initiatives.index, given["initiative_id"], "initiatives without a row")
        role = _positions(pd.Index(_ROLE_ORDER), given["role"], "roles that do not exist").astype("int8")
        return {
            vintage: strongest(Positions(initiative, self._places_of(given[Vintage.base().column], vintage), role),
                               self.initiatives.index, self.municipalities(vintage).index)
            for vintage in Vintage
        }  # fmt: skip

    def _places_of(self, base_codes: pd.Series, vintage: Vintage) -> np.ndarray:
        """The position among the municipalities of `vintage` of each code of the base vintage: every distinct code is looked up once."""
        codes, different = pd.factorize(base_codes)
        here = self.in_vintage(pd.Series(different), vintage)
        here = here.where(here.notna(), pd.Series(different))  # a code that no vintage knows is told as it stands
        found: np.ndarray = _positions(self.municipalities(vintage).index, here, "municipalities without a boundary")[codes]
        return found

    def positions(self, vintage: Vintage | None = None) -> Positions:
        """The rows of `participations(vintage)` as positions: what is counted in bulk is counted from these."""
        vintage = vintage or Vintage.default()
        return self._positions[vintage]

    def participations(self, vintage: Vintage | None = None) -> pd.DataFrame:
        """One row (two where a merger joins served and possible) per initiative × municipality: `initiative_id`, `nis`, `role` (ordered)."""
        vintage = vintage or Vintage.default()
        return self._participations[vintage]

    @cached_property
    def _population(self) -> Populations:
        return Populations(self.tables["population"], self.tables["municipalities_source"])

    def population_years(self, vintage: Vintage) -> list[int]:
        """The years for which every municipality of `vintage` has a figure."""
        return list(self._population.years(vintage))

    def known_population(self, vintage: Vintage, year: int) -> pd.Series:
        """Inhabitants on 1 January of `year` by `nis`, as float: missing where a municipality has no figure of its own."""
        return self._population.of(vintage).reindex(columns=[year])[year].astype("float64").rename("inhabitants")

    def population(self, vintage: Vintage | None = None, year: int | None = None) -> pd.Series:
        """Inhabitants on 1 January of `year` (default: the vintage's own), by `nis`.

        Raises
        ------
        UnknownValueError
            If the vintage has no such year: 2025 is not known for the municipalities of 2019, because
            Bastogne and Bertogne are counted as one from then on.
        """
        vintage = vintage or Vintage.default()
        asked = self.own_year(vintage) if year is None else year
        years = self.population_years(vintage)
        if asked not in years:
            raise UnknownValueError(f"population year of vintage {vintage.value}", asked, tuple(map(str, years)))
        return self._population.of(vintage)[asked].astype("int64").rename("inhabitants")

    def own_year(self, vintage: Vintage) -> int:
        """The population year used for `vintage` where no other is asked for: the one of its row, else its newest complete one."""
        told = vintage.row["population_year"]
        return int(told) if told else self.population_years(vintage)[-1]

    @cached_property
    def wide(self) -> pd.DataFrame:
        """Province- and region-wide initiatives: listed, never spread over municipalities."""
        return self.initiatives[self.initiatives["scope"].isin([Scope.PROVINCE, Scope.REGION])]

    @cached_property
    def searchable(self) -> pd.Series:
        """What the search for words reads, per initiative: title, summary and lead in every language."""
        columns = (self.initiatives[name].tolist() for name in ("title", "summary", "lead"))
        every = self.texts.every
        said = [normalise(f"{every(title)} {every(summary)} {every(lead)}") for title, summary, lead in zip(*columns, strict=True)]
        return pd.Series(said, index=self.initiatives.index, dtype="str")

    @cached_property
    def _shapes(self) -> dict[str, gpd.GeoDataFrame]:
        return {}

    def shapes(self, name: str) -> gpd.GeoDataFrame:
        """Shapes of a resource (outlines of a vintage, `provinces`, …) by `nis`, EPSG:4326."""
        if name not in self._shapes:
            self._shapes[name] = read_shapes(self.catalog, name).set_index("nis")
        return self._shapes[name]

    def joined(self, vintage: Vintage | None = None) -> gpd.GeoDataFrame:
        """Municipalities with their boundary, names, territories and official area, EPSG:4326.

        Raises
        ------
        WalloniaMapError
            If a municipality has no boundary or a boundary no municipality.
        """
        vintage = vintage or Vintage.default()
        shapes, rows = self.shapes(vintage.boundaries), self.municipalities(vintage)
        strays = sorted(set(shapes.index) ^ set(rows.index))
        if strays:
            raise WalloniaMapError(f"boundaries and municipalities of {vintage.value} differ: {', '.join(strays)}")
        return shapes.join(rows, validate="one_to_one")

    def municipality_names(self, vintage: Vintage, language: str) -> pd.Series:
        """The names of all municipalities of `vintage`, by `nis`; English uses the French ones."""
        return self.municipalities(vintage)[f"name_{language}" if language in ("nl", "de") else "name_fr"]

    def municipality_name(self, nis: str, vintage: Vintage, language: str) -> str:
        """The name of a municipality; English uses the French one."""
        return self._names[vintage, language if language in ("nl", "de") else "fr"][nis]

    @cached_property
    def _names(self) -> dict[tuple[Vintage, str], dict[str, str]]:
        """Names to look up one by one: lists of all municipalities do so on every rerun."""
        return {
            (vintage, language): {str(nis): str(name) for nis, name in self.municipality_names(vintage, language).items()}
            for vintage in Vintage
            for language in ("fr", "nl", "de")
        }

    def territory_name(self, nis: str, language: str) -> str:
        """The name of a region, province or arrondissement."""
        return self._territory_names[language][nis]

    @cached_property
    def _territory_names(self) -> dict[str, dict[str, str]]:
        return {
            language: {str(nis): str(name) for nis, name in self.territories[f"name_{language}"].items()}
            for language in ("fr", "en", "nl", "de")
        }

    def territories_of(self, level: str) -> tuple[str, ...]:
        """The codes of all provinces, say, in the order of the table."""
        return self._territories_by_level.get(level, ())

    @cached_property
    def _territories_by_level(self) -> dict[str, tuple[str, ...]]:
        return {str(level): tuple(map(str, rows.index)) for level, rows in self.territories.groupby("level", sort=False)}


def load(folder: Path = GEODATA) -> Atlas:
    """Read and check `folder`, and join it.

    Raises
    ------
    MissingDataError, DataContractError
        At the first thing that is wrong, with file, row, column and value.
    """
    catalog = read_catalog(folder)
    tables = read_tables(catalog)
    tell(vocabulary_of(tables))
    return Atlas(catalog, tables)
