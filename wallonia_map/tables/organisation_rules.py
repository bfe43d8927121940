"""What no single cell can break of the names of organisations: each is one that initiatives use, and says something new."""

from collections.abc import Iterator, Mapping

import pandas as pd

from wallonia_map.errors import DataContractError
from wallonia_map.tables.catalog import Catalog
from wallonia_map.tables.contracts import FIRST_DATA_ROW
from wallonia_map.tables.texts import Texts

ALIASES, ORGANISATIONS, INITIATIVES = "organisation_aliases", "organisations", "initiatives"


def organisation_problems(catalog: Catalog, tables: Mapping[str, pd.DataFrame]) -> Iterator[DataContractError]:
    """One sentence for every other name of an organisation that leads to nothing. The cells of `tables` are text."""
    if not {ALIASES, ORGANISATIONS, INITIATIVES} <= tables.keys():
        return
    path, own = catalog.resources[ALIASES].path, set(tables[ORGANISATIONS]["name"])
    used = {name for column in ("lead", "partners") for cell in tables[INITIATIVES][column] for name in Texts.parts(cell)}
    for number, alias in enumerate(tables[ALIASES]["alias"], start=FIRST_DATA_ROW):
        if alias in own:
            yield DataContractError(path, number, "alias", alias, "is what an organisation is called already: take the row out")
        elif alias not in used:
            yield DataContractError(path, number, "alias", alias, "is the name of no lead or partner: write it as the initiatives do")
    names = tables[ORGANISATIONS]["name"]
    for place in names.duplicated().to_numpy().nonzero()[0]:
        rule = "is what another organisation is called: initiatives could be of either"
        yield DataContractError(catalog.resources[ORGANISATIONS].path, FIRST_DATA_ROW + int(place), "name", names.iloc[place], rule)
