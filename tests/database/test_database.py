"""What a team's database gives back is what it was given, to the last byte; whatever is wrong with it is one sentence."""

import pytest
from geopandas.testing import assert_geodataframe_equal
from pandas.testing import assert_frame_equal
from sqlalchemy import text

from wallonia_map.errors import DataContractError
from wallonia_map.sharing.connecting import connected
from wallonia_map.sharing.fetching import edition, fetch
from wallonia_map.sharing.problems import Reason, SharedDataError
from wallonia_map.sharing.pushing import push
from wallonia_map.tables.atlas import load
from wallonia_map.tables.catalog import GEODATA, read_catalog


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
    described = read_catalog(GEODATA)
    assert edition(pushed) == (described.version, described.fingerprint)


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


def test_unknown_stays_unknown_and_rows_are_typed(pushed):
    unknown = load().tables["initiatives"]["subsidy_eur"].isna().sum()
    assert unknown > 0
    assert ask(pushed, "SELECT count(*) FROM atlas.initiatives WHERE subsidy_eur IS NULL") == [(unknown,)]
    assert ask(pushed, "SELECT count(*) FROM atlas.initiatives WHERE title = ''") == [(0,)]
    kinds = dict(ask(pushed, "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'initiatives'"))
    assert (kinds["subsidy_eur"], kinds["start_year"], kinds["title"]) == ("numeric", "bigint", "text")
    assert ask(pushed, "SELECT count(*) FROM atlas.boundaries_2019 WHERE ST_SRID(geometry) = 4326 AND ST_IsValid(geometry)") == [(262,)]


def test_pushing_twice_is_pushing_once(address, small_geodata):
    first = push(address, small_geodata)
    told = ask(address, "SELECT pushed_at FROM atlas.atlas_package")
    assert first == (read_catalog(small_geodata).fingerprint, True)
    assert push(address, small_geodata) == (first[0], False)
    assert ask(address, "SELECT pushed_at FROM atlas.atlas_package") == told


def test_a_push_replaces_everything_and_keeps_the_teams_views(filled, tmp_path):
    run(filled, "CREATE VIEW public.names AS SELECT nis, name_fr FROM atlas.municipalities")
    assert push(filled, GEODATA)[1]
    assert files(fetch(filled, tmp_path)) == files(GEODATA)
    assert ask(filled, "SELECT count(*) FROM public.names") == [(523,)]


@pytest.mark.parametrize("broken", ["DROP TABLE atlas.aliases", "ALTER TABLE atlas.aliases DROP COLUMN kind", "DELETE FROM atlas.aliases",
                                    "ALTER TABLE atlas.aliases ALTER COLUMN alias TYPE varchar(9) USING left(alias, 9)",
                                    "DELETE FROM atlas.atlas_package", "UPDATE atlas.atlas_package SET schema_version = 99"])  # fmt: skip
def test_a_push_mends_what_was_broken_by_hand(filled, small_geodata, tmp_path, broken):
    run(filled, broken)
    with pytest.raises(SharedDataError):
        fetch(filled, tmp_path / "refused")
    assert push(filled, small_geodata)[1]
    assert files(fetch(filled, tmp_path / "mended")) == files(small_geodata)


def test_a_table_quoted_by_a_spreadsheet_comes_back_as_it_stood(address, small_copy, tmp_path):
    from wallonia_map.rebuild import rebuild

    path = small_copy / "source" / "aliases.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n").replace(b"Aubois", b'"Aubois"'))
    rebuild(small_copy)
    push(address, small_copy)
    assert files(fetch(address, tmp_path / "back")) == files(small_copy)


def test_a_broken_folder_is_not_shared_and_the_database_keeps_what_it_has(filled, small_geodata, small_copy, tmp_path):
    path = small_copy / "built" / "participations.csv"
    path.write_bytes(path.read_bytes().replace(b",partner\n", b",chef\n"))
    with pytest.raises(DataContractError, match="'chef'"):
        push(filled, small_copy)
    assert files(fetch(filled, tmp_path / "kept")) == files(small_geodata)


def test_a_push_that_fails_half_way_changes_nothing(filled, small_geodata, tmp_path):
    run(filled, "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''full''; END'",
        "CREATE TRIGGER no BEFORE INSERT ON atlas.atlas_package EXECUTE FUNCTION no()")  # fmt: skip
    with pytest.raises(SharedDataError) as caught:
        push(filled, GEODATA)
    assert caught.value.reason is Reason.FAILED
    assert files(fetch(filled, tmp_path / "kept")) == files(small_geodata)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("DROP SCHEMA atlas CASCADE", Reason.EMPTY),
        ("DELETE FROM atlas.atlas_package", Reason.EMPTY),
        ("UPDATE atlas.atlas_package SET schema_version = 99", Reason.VERSION),
        ("ALTER TABLE atlas.aliases RENAME COLUMN kind TO sort", Reason.CHANGED),
        ("UPDATE atlas.population SET population = population + 1 WHERE _row = 2", Reason.CHANGED),
        ("UPDATE atlas.initiatives SET subsidy_eur = 0 WHERE subsidy_eur IS NULL", Reason.CHANGED),
        ("UPDATE atlas.boundaries_2019 SET geometry = ST_Translate(geometry, 0.001, 0)", Reason.CHANGED),
        (
            "ALTER TABLE atlas.provinces ALTER COLUMN geometry TYPE geometry(Geometry, 3812) USING ST_Transform(geometry, 3812)",
            Reason.CHANGED,
        ),
        ("UPDATE atlas.atlas_package SET descriptor = 'x'", Reason.CHANGED),
        ("UPDATE atlas.atlas_files SET path = 'built/provinces.geojson', content = 'x' WHERE path = 'source/catalog.toml'", Reason.CHANGED),
        ("UPDATE atlas.atlas_files SET path = '../../outside' WHERE path = 'source/catalog.toml'", Reason.CHANGED),
    ],
)
def test_whatever_was_changed_by_hand_is_refused_and_named(filled, tmp_path, statement, reason):
    run(filled, statement)
    with pytest.raises(SharedDataError) as caught:
        fetch(filled, tmp_path / "in" / "here")
    assert caught.value.reason is reason
    assert not (tmp_path / "outside").exists()
    assert "\n" not in str(caught.value)


def test_a_reader_may_read_and_not_push(filled, small_geodata, tmp_path):
    run(filled, "DROP ROLE IF EXISTS reader", "CREATE ROLE reader LOGIN", "GRANT USAGE ON SCHEMA atlas TO reader",
        "GRANT SELECT ON ALL TABLES IN SCHEMA atlas TO reader")  # fmt: skip
    reader = filled.replace("//atlas:", "//reader:")
    try:
        assert files(fetch(reader, tmp_path)) == files(small_geodata)
        with pytest.raises(SharedDataError) as caught:
            push(reader, GEODATA)
        assert caught.value.reason is Reason.FORBIDDEN
    finally:
        run(filled, "DROP OWNED BY reader", "DROP ROLE reader")


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("postgresql://keeper:s3cret@127.0.0.1:1/atlas?application_name=s3cret", Reason.UNREACHABLE),
        ("postgresql://keeper:s3cret@/atlas?host=/nowhere", Reason.UNREACHABLE),
        ("postgresql://keeper:s3cret@127.0.0.1:port/atlas", Reason.ADDRESS),
        ("mysql://keeper:s3cret@127.0.0.1/atlas", Reason.ADDRESS),
        ("sqlite:///s3cret", Reason.ADDRESS),
        ("keeper:s3cret", Reason.ADDRESS),
    ],
)
def test_no_sentence_holds_a_credential(told, reason, tmp_path):
    with pytest.raises(SharedDataError) as caught:
        fetch(told, tmp_path)
    assert caught.value.reason is reason
    for word in ("s3cret", "keeper", "127.0.0.1"):
        assert word not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__cause__ is None


def test_a_database_that_does_not_exist_is_one_that_does_not_answer(server, tmp_path):
    with pytest.raises(SharedDataError) as caught:
        fetch(server.address("nowhere"), tmp_path)
    assert caught.value.reason is Reason.UNREACHABLE
