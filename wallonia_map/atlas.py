"""The join: one object that holds the checked tables, joined by municipality, for either vintage."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import pandas as pd

from wallonia_map.catalog import GEODATA, Catalog, read_catalog
from wallonia_map.errors import UnknownValueError, WalloniaMapError
from wallonia_map.loading import read_shapes, read_tables
from wallonia_map.model import Role, Scope, Vintage
from wallonia_map.refnis import Gazetteer, normalise
from wallonia_map.texts import Texts

#: The strongest role comes first: a merged municipality keeps the strongest of its parts.
_ROLE_ORDER = [role.value for role in Role]
#: Population year that stands for a vintage where no other is asked for.
_OWN_YEAR = {Vintage.V2019: 2019, Vintage.V2025: 2025}


@dataclass(frozen=True)
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
        return Gazetteer(self.tables["municipalities_source"], self.tables["aliases"], self.tables["postal_codes"])

    @cached_property
    def _municipalities(self) -> dict[Vintage, pd.DataFrame]:
        every = self.tables["municipalities"]
        return {vintage: every[every["vintage"] == vintage.value].set_index("nis").drop(columns="vintage") for vintage in Vintage}

    def municipalities(self, vintage: Vintage = Vintage.V2019) -> pd.DataFrame:
        """One row per municipality of `vintage`, indexed and sorted by `nis`; official area in km²."""
        return self._municipalities[vintage]

    @cached_property
    def territories(self) -> pd.DataFrame:
        """Region, provinces and arrondissements, indexed by `nis`, with names in four languages."""
        return self.tables["territories"].set_index("nis")

    @cached_property
    def _to_vintage(self) -> dict[Vintage, pd.Series]:
        source = self.tables["municipalities_source"].set_index("nis_2019", drop=False)
        return {vintage: source[f"nis_{vintage.value}"] for vintage in Vintage}

    def in_vintage(self, nis_2019: pd.Series, vintage: Vintage) -> pd.Series:
        """Codes of 2019 as codes of `vintage`."""
        return nis_2019.map(self._to_vintage[vintage])

    @cached_property
    def _participations(self) -> dict[Vintage, pd.DataFrame]:
        given = self.tables["participations"]
        joined = {}
        for vintage in Vintage:
            table = pd.DataFrame({
                "initiative_id": given["initiative_id"],
                "nis": self.in_vintage(given["nis_2019"], vintage),
                "role": pd.Categorical(given["role"], categories=_ROLE_ORDER, ordered=True),
            })  # fmt: skip
            strays = sorted(set(table["nis"]) - set(self.municipalities(vintage).index))
            if strays or table["nis"].isna().any():
                raise WalloniaMapError(f"participations name municipalities without a boundary: {', '.join(strays)}")
            table = table.sort_values(["initiative_id", "nis", "role"]).drop_duplicates(["initiative_id", "nis"])
            joined[vintage] = table.reset_index(drop=True)
        return joined

    def participations(self, vintage: Vintage = Vintage.V2019) -> pd.DataFrame:
        """One row per initiative × municipality of `vintage`: `initiative_id`, `nis`, `role` (ordered)."""
        return self._participations[vintage]

    @cached_property
    def _population(self) -> dict[Vintage, pd.DataFrame]:
        table = self.tables["population"]
        whole = table[table["nis_2019"] != ""]
        return {
            Vintage.V2019: whole.pivot(index="nis_2019", columns="year", values="population").dropna(axis=1),
            Vintage.V2025: table.groupby(["nis_2025", "year"])["population"].sum().unstack(),
        }

    def population_years(self, vintage: Vintage) -> list[int]:
        """The years for which every municipality of `vintage` has a figure."""
        return [int(year) for year in self._population[vintage].columns]

    def population(self, vintage: Vintage = Vintage.V2019, year: int | None = None) -> pd.Series:
        """Inhabitants on 1 January of `year` (default: the vintage's own), by `nis`.

        Raises
        ------
        UnknownValueError
            If the vintage has no such year: 2025 is not known for the municipalities of 2019, because
            Bastogne and Bertogne are counted as one from then on.
        """
        asked = _OWN_YEAR[vintage] if year is None else year
        years = self.population_years(vintage)
        if asked not in years:
            raise UnknownValueError(f"population year of vintage {vintage.value}", asked, tuple(map(str, years)))
        return self._population[vintage][asked].astype("int64").rename("inhabitants")

    @staticmethod
    def own_year(vintage: Vintage) -> int:
        """The population year used for `vintage` where no other is asked for."""
        return _OWN_YEAR[vintage]

    @cached_property
    def wide(self) -> pd.DataFrame:
        """Province- and region-wide initiatives: listed, never spread over municipalities."""
        return self.initiatives[self.initiatives["scope"].isin([Scope.PROVINCE, Scope.REGION])]

    @cached_property
    def searchable(self) -> pd.Series:
        """What the search for words reads, per initiative: title, summary and lead in every language."""
        said = {
            identifier: normalise(" ".join(self.texts.every(text) for text in (row.title, row.summary, row.lead)))
            for identifier, row in zip(self.initiatives.index, self.initiatives.itertuples(), strict=True)
        }
        return pd.Series(said)

    @cached_property
    def _shapes(self) -> dict[str, gpd.GeoDataFrame]:
        return {}

    def shapes(self, name: str) -> gpd.GeoDataFrame:
        """Shapes of a resource (`boundaries_2019`, `provinces`, …) by `nis`, EPSG:4326."""
        if name not in self._shapes:
            self._shapes[name] = read_shapes(self.catalog, name).set_index("nis")
        return self._shapes[name]

    def joined(self, vintage: Vintage = Vintage.V2019) -> gpd.GeoDataFrame:
        """Municipalities with their boundary, names, territories and official area, EPSG:4326.

        Raises
        ------
        WalloniaMapError
            If a municipality has no boundary or a boundary no municipality.
        """
        shapes, rows = self.shapes(f"boundaries_{vintage.value}"), self.municipalities(vintage)
        strays = sorted(set(shapes.index) ^ set(rows.index))
        if strays:
            raise WalloniaMapError(f"boundaries and municipalities of {vintage.value} differ: {', '.join(strays)}")
        return shapes.join(rows, validate="one_to_one")

    def municipality_name(self, nis: str, vintage: Vintage, language: str) -> str:
        """The name of a municipality; English uses the French one."""
        column = f"name_{language}" if language in ("nl", "de") else "name_fr"
        return str(self.municipalities(vintage).at[nis, column])

    def territory_name(self, nis: str, language: str) -> str:
        """The name of a region, province or arrondissement."""
        return str(self.territories.at[nis, f"name_{language}"])


def load(folder: Path = GEODATA) -> Atlas:
    """Read and check `folder`, and join it.

    Raises
    ------
    MissingDataError, DataContractError
        At the first thing that is wrong, with file, row, column and value.
    """
    catalog = read_catalog(folder)
    return Atlas(catalog, read_tables(catalog))
