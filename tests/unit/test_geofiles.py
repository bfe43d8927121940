import datetime
import io
import json
import sqlite3
from contextlib import closing
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely
from pyogrio.errors import DataSourceError

from wallonia_map.export import geofiles
from wallonia_map.export.geofiles import geojson, geopackage
from wallonia_map.i18n import Language, say
from wallonia_map.model import Selection, Vintage
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.classing import MISSING
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.palette import SEQUENTIAL
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.view import View

DAY = datetime.date(2026, 11, 1)


@pytest.fixture
def summary(small) -> ViewSummary:
    return view_summary(small, View(), Language.FR)


@pytest.fixture
def layers(tmp_path):
    """Write a GeoPackage and read a layer of it."""

    def read(summary: ViewSummary, layer: str) -> gpd.GeoDataFrame | pd.DataFrame:
        path = tmp_path / "view.gpkg"
        path.write_bytes(geopackage(summary, day=DAY).content)
        return pyogrio.read_dataframe(path, layer=layer)

    return read


def told(summary: ViewSummary) -> dict:
    return json.loads(geojson(summary, day=DAY).content)


@pytest.mark.parametrize(("fill", "classed"), [(False, ["1 ou plus", SEQUENTIAL[0]]), (True, ["3–5", "#2c7fb8"])])
def test_class_and_colour_are_those_of_the_key_circles_or_fill(summary, fill, classed, tmp_path):
    shown = view_summary(summary.atlas, replace(summary.view, fill=fill), summary.language)
    held = {line.label: line.municipalities for line in shown.legend if line.municipalities}
    path = tmp_path / "atlas.gpkg"
    path.write_bytes(geopackage(shown, day=DAY).content)
    for source, layer in ((io.BytesIO(geojson(shown, day=DAY).content), None), (path, "municipalities"), (path, "municipalities_wgs84")):
        frame = gpd.read_file(source, layer=layer).set_index("nis")
        assert frame.loc["11001", ["class", "colour"]].to_list() == classed
        assert frame["class"].value_counts().to_dict() == held


def test_geojson_opens_in_geopandas_with_the_figures_of_the_facts(summary):
    file = geojson(summary, day=DAY)
    frame = gpd.read_file(io.BytesIO(file.content)).set_index("nis")
    assert frame.crs.to_epsg() == 4326
    assert frame["value"].to_list() == summary.measured.values.to_list()
    assert frame["inhabitants"].sum() == summary.coverage.inhabitants
    assert frame["is_covered"].sum() == summary.coverage.municipalities_covered
    assert frame.loc["11001", ["name", "province", "initiatives"]].to_list() == ["Aubois", "Nord", 5]
    assert file.name == "atlas-wallonie_carte_initiatives_2019_tout_fr.geojson"


def test_geojson_keeps_to_rfc_7946(summary):
    collection = told(summary)
    assert "crs" not in collection
    assert len(collection["bbox"]) == 4
    for feature in collection["features"]:
        assert feature["id"] == feature["properties"]["nis"]
        shape = shapely.geometry.shape(feature["geometry"])
        for part in shapely.get_parts(shape):
            assert part.exterior.is_ccw
            assert not any(ring.is_ccw for ring in part.interiors)
        assert max(abs(x * 1e5 - round(x * 1e5)) for x in shapely.get_coordinates(shape).ravel()) < 1e-4
    assert type(collection["features"][0]["properties"]["value"]) is int


@pytest.mark.parametrize("language", Language)
def test_both_files_say_in_words_what_they_hold(small, language, tmp_path):
    summary = view_summary(small, View(), language)
    metadata = told(summary)["metadata"]
    assert (metadata["sentence"], metadata["source"], metadata["date"]) == (summary.sentence, summary.source_line, "2026-11-01")
    assert metadata["licence"] == say("geofile.licence", language)
    path = tmp_path / "view.gpkg"
    path.write_bytes(geopackage(summary, day=DAY).content)
    for layer in ("municipalities", "municipalities_wgs84", "initiatives", "participations"):
        kept = pyogrio.read_info(path, layer=layer)["layer_metadata"]
        assert kept["sentence"] == summary.sentence
        assert kept["IDENTIFIER"] == say(f"geofile.{layer}", language)
        assert summary.source_line in kept["DESCRIPTION"]


def test_a_geopackage_has_the_municipalities_in_both_systems(summary, layers):
    metric, stored = layers(summary, "municipalities"), layers(summary, "municipalities_wgs84")
    assert (metric.crs.to_epsg(), stored.crs.to_epsg()) == (3812, 4326)
    assert (metric.area / 1e6).round(2).to_list() == [1, 2, 4, 1, 2, 3]
    assert metric.drop(columns="geometry").equals(stored.drop(columns="geometry"))
    assert stored.geometry.geom_equals_exact(metric.to_crs(4326).geometry, 1e-7).all()
    assert metric["nis"].to_list() == list(summary.selected.places)


def test_a_geopackage_has_the_rows_as_plain_tables(summary, layers):
    initiatives = layers(summary, "initiatives").set_index("initiative_id")
    participations = layers(summary, "participations")
    assert not isinstance(initiatives, gpd.GeoDataFrame)
    assert len(initiatives) == len(summary.selected.initiatives)
    assert len(participations) == len(summary.selected.participations)
    assert initiatives.at["sr-water", "title"] == "Capteurs d'eau"
    assert pd.isna(initiatives.at["lag14-nord", "subsidy_eur"])
    assert pd.isna(initiatives.at["lag14-nord", "summary"])
    assert set(participations["nis"]) == set(summary.selected.covered)


def test_what_is_not_known_is_null_and_has_no_colour(small, layers):
    summary = view_summary(
        small, View(Selection(programmes=("leader-2023-2027", "smart-region-2019")), measure=Measure.SUBSIDY), Language.EN
    )
    properties = {feature["id"]: feature["properties"] for feature in told(summary)["features"]}
    unknown = properties["31002"]
    assert (unknown["value"], unknown["class"], unknown["colour"]) == (None, say("legend.not_known", "en"), None)
    assert (properties["21001"]["value"], properties["21001"]["class"]) == (None, say("certainty.no_initiative", "en"))
    without = sum(line.municipalities for line in summary.legend if line.number in (0, MISSING))
    assert layers(summary, "municipalities").set_index("nis")["value"].isna().sum() == without


def test_groups_that_share_a_colour_keep_their_names(small):
    summary = view_summary(small, View(measure=Measure.LAG_2023), Language.NL)
    names = {feature["id"]: feature["properties"]["class"] for feature in told(summary)["features"]}
    assert (names["11001"], names["31001"], names["21001"]) == ("GAL du Nord", "GAL de l'Est", say("legend.no_lag", "nl"))


def test_the_other_vintage_has_its_own_municipalities(small, layers):
    summary = view_summary(small, View(Selection(vintage=Vintage.V2025), measure=Measure.COVERED), Language.DE)
    frame = layers(summary, "municipalities")
    assert frame["nis"].to_list() == ["11001", "12001", "21001", "21002", "31003"]
    assert frame["name"].to_list()[1] == "Schönufer"
    assert told(summary)["metadata"]["vintage"] == "2025"


@pytest.mark.parametrize("selection", [Selection(words="nothing at all"), Selection(provinces=("10000",), municipalities=("21001",))])
def test_files_of_nothing_still_open(small, layers, selection):
    summary = view_summary(small, View(selection), Language.FR)
    assert len(told(summary)["features"]) == len(summary.selected.places) == len(layers(summary, "municipalities"))
    assert len(layers(summary, "initiatives")) == 0


def test_hostile_words_are_only_words(small, layers):
    tables = dict(small.tables)
    tables["initiatives"] = tables["initiatives"].assign(title="'); DROP TABLE initiatives;-- <script>\x00\x0b")
    summary = view_summary(Atlas(small.catalog, tables), View(), Language.FR)
    assert set(layers(summary, "initiatives")["title"].str.strip()) == {"'); DROP TABLE initiatives;-- <script>"}
    hostile = view_summary(small, View(Selection(words='"}</script>\x00')), Language.FR)
    assert "</script>" in told(hostile)["metadata"]["title"]


def test_the_same_view_on_the_same_day_is_the_same_file(summary, small):
    again = view_summary(small, View(), Language.FR)
    assert geopackage(summary, day=DAY).content == geopackage(again, day=DAY).content
    assert geojson(summary, day=DAY).content == geojson(again, day=DAY).content


def test_a_geopackage_is_sound(summary, tmp_path):
    path = tmp_path / "view.gpkg"
    path.write_bytes(geopackage(summary, day=DAY).content)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert {day for (day,) in database.execute("SELECT last_change FROM gpkg_contents")} == {"2026-11-01T00:00:00.000Z"}


def test_no_room_for_the_temporary_file_is_told_as_such(summary, monkeypatch):
    def full(*_arguments, **_options):
        raise DataSourceError("disk full")

    monkeypatch.setattr(geofiles.pyogrio, "write_dataframe", full)
    with pytest.raises(OSError, match="disk full"):
        geopackage(summary, day=DAY)
