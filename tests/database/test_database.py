"""What a team's database gives back is what it was given, to the last byte; whatever is wrong with it is one sentence."""

import pandas as pd
import pytest
from geopandas.testing import assert_geodataframe_equal
from pandas.testing import assert_frame_equal
from sqlalchemy import text

from wallonia_map.atlas import load
from wallonia_map.catalog import GEODATA, read_catalog
from wallonia_map.errors import DataContractError
from wallonia_map.sharing.database import connected, fetch, fingerprint, push
from wallonia_map.sharing.problems import Reason, SharedDataError


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def run(address, *statements):
    with connected(address, write=True) as connection:
        return [connection.execute(text(statement)) for statement in statements]


def ask(address, question):
    with connected(address) as connection:
        return connection.execute(text(question)).all()


def test_every_file_comes_back_byte_for_byte(pushed, tmp_path):
    assert files(fetch(pushed, tmp_path)) == files(GEODATA)
    assert fingerprint(pushed) == read_catalog(GEODATA).fingerprint


def test_the_atlas_from_the_database_is_the_embedded_one(pushed, tmp_path, atlas):
    shared = load(fetch(pushed, tmp_path))
    assert shared.catalog.fingerprint == atlas.catalog.fingerprint
    assert list(shared.tables) == list(atlas.tables)
    for name, table in atlas.tables.items():
        assert_frame_equal(shared.tables[name], table, check_exact=True)
    for name, resource in atlas.catalog.resources.items():
        if not resource.is_table:
            assert_geodataframe_equal(shared.shapes(name), atlas.shapes(name), check_less_precise=False)
            assert shared.shapes(name).geometry.to_wkb().equals(atlas.shapes(name).geometry.to_wkb())
            assert shared.shapes(name).crs.to_epsg() == 4326
