"""Saved files of Statbel, ODWB and WalStat: a value for each municipality and year; totals and strangers are told and left out."""

import csv
import io
import json

import openpyxl
import pytest

from tests.walstat import as_csv, full_years, row
from wallonia_map import vocabulary
from wallonia_map.cli.main import main
from wallonia_map.curation.origins import origin_of
from wallonia_map.curation.problems import RefusedError
from wallonia_map.curation.saved_tables import Choice, SavedRows, saved_rows
from wallonia_map.curation.walstat_rows import placed
from wallonia_map.model import Vintage
from wallonia_map.uploads.reading import read_table

NEWEST = Vintage("2025")


@pytest.fixture(scope="module")
def places(atlas) -> list[tuple[str, str]]:
    """Code and French name of the municipalities of today."""
    names = atlas.municipalities(NEWEST)["name_fr"]
    return list(zip(map(str, names.index), names, strict=True))


def read(atlas, content: bytes | str, name: str, *, column: str = "", year: str = "", language: str = "en", **kept: str) -> SavedRows:
    told = content.encode() if isinstance(content, str) else content
    return saved_rows(atlas, read_table(told, name), Choice(column, year, kept), language)


def values(found: SavedRows) -> dict[tuple[str, str], str]:
    return {(one.nis, one.year): one.value for one in found.rows}


def facts(places) -> list[dict[str, object]]:
    """A view of be.STAT: the levels as columns of names, totals among them, and no code."""
    region = {"Région": "Région wallonne", "Province": "Province de Namur"}
    rows: list[dict[str, object]] = [{"Année": "2024", "Région": "Total", "Province": "Total", "Commune": "Total", "Nombre": 99}]
    rows += [
        {"Année": year, **region, "Commune": name, "Nombre": place + 0.5}
        for place, (_, name) in enumerate(places)
        for year in ("2023", "2024")
    ]
    return [*rows, {"Année": "2024", "Région": "Région flamande", "Province": "Anvers", "Commune": "Anvers", "Nombre": 7}]


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_a_view_of_statbel_is_read_by_names_and_its_totals_are_left_out(atlas, places, form):
    rows = facts(places)
    if form == "json":
        content = json.dumps({"facts": rows}).encode()
    elif form == "csv":
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]), quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
        content = text.getvalue().encode("utf-8-sig")
    else:
        book, out = openpyxl.Workbook(), io.BytesIO()
        for cells in (["Vue de be.STAT"], [], list(rows[0]), *(list(one.values()) for one in rows)):
            book.active.append(cells)
        book.save(out)
        content = out.getvalue()
    found = read(atlas, content, f"view.{form}")
    assert len(found.rows) == 2 * len(places)
    assert values(found)["82039", "2024"] == f"{[code for code, _ in places].index('82039') + 0.5:g}"
    assert found.left_out[0] == "2 rows left out:"
    assert "“Total”" in found.left_out[1]
    assert "outside Wallonia" in found.left_out[2]
    assert placed(atlas, found.rows).absent == {"2023": 0, "2024": 0}


def test_a_file_of_odwb_has_semicolons_decimal_commas_and_a_row_of_the_region(atlas, places):
    lines = [f"{code};{name};{place},25;2024" for place, (code, name) in enumerate(places)]
    lines[3] = f"{places[3][0]};{places[3][1]};non disponible;2024"
    text = "\n".join(["Code INS;Commune;Taux;Année", *lines, "3000;Région wallonne;3,5;2024"])
    found = read(atlas, text, "taux.csv")
    assert values(found)[places[2][0], "2024"] == "2.25"
    assert values(found)[places[3][0], "2024"] == ""
    assert len(found.rows) == len(places)
    assert found.left_out[0] == "1 row left out:"
    for form, wrapped in (
        ("geojson", {"type": "FeatureCollection", "features": [feature(code, place) for place, (code, _) in enumerate(places)]}),
        ("json", {"total_count": len(places), "results": [feature(code, place)["properties"] for place, (code, _) in enumerate(places)]}),
    ):
        told = values(read(atlas, json.dumps(wrapped), f"taux.{form}"))
        assert len(told) == len(places)
        assert told[places[2][0], "2024"] == "0.285714285714286"


def feature(code: str, place: int) -> dict[str, object]:
    shape = {"type": "Point", "coordinates": [4.8, 50.4]}
    return {"type": "Feature", "geometry": shape, "properties": {"ins": code, "annee": 2024, "taux": place / 7}}


def test_an_answer_of_walstat_that_a_spreadsheet_saved_is_still_one(atlas):
    rows = [*full_years(atlas), row("92000", "année 2024", "7.0", kind="Province"), row("3000", "année 2024", "7.0", kind="Région")]
    text = as_csv(rows).replace(",", ";").replace(".0\n", ",0\n").replace(".", ",")
    found = read(atlas, text, "serie.csv")
    assert values(found)["92094", "2024"] == "2965.5"
    assert len(found.rows) == len(rows) - 2
    assert found.left_out[0] == "2 rows left out:"


def test_what_cannot_be_told_is_asked_and_never_guessed(atlas, places):
    head = "CD_REFNIS;TX_DESCR_FR;CD_SEX;MS_POPULATION;CD_YEAR\n"
    text = head + "".join(f"{code};{name};{sex};{place};2024\n" for place, (code, name) in enumerate(places) for sex in "MF")
    with pytest.raises(RefusedError, match=r"has several rows for 2024.*CD_SEX \(M and F\)"):
        read(atlas, text, "population.csv")
    kept = read(atlas, text, "population.csv", CD_SEX="m")
    assert len(kept.rows) == len(places)
    assert kept.left_out == (f"{len(places)} rows with another value than the one to keep.",)
    with pytest.raises(RefusedError, match="never holds “X”; it holds: M and F"):
        read(atlas, text, "population.csv", CD_SEX="X")
    wide = "INS;Taux 2023;Taux 2024\n" + "".join(f"{code};{place},5;{place},25\n" for place, (code, _) in enumerate(places))
    with pytest.raises(RefusedError, match="which year it is about"):
        read(atlas, wide, "wide.csv")
    with pytest.raises(RefusedError, match=r"Which column holds the values.*Taux 2023 and Taux 2024"):
        read(atlas, wide, "wide.csv", year="2024")
    with pytest.raises(RefusedError, match="has no column “Taux”"):
        read(atlas, wide, "wide.csv", year="2024", column="Taux")
    assert values(read(atlas, wide, "wide.csv", year="2024", column="Taux 2024"))[places[0][0], "2024"] == "0.25"
    with pytest.raises(RefusedError, match="neither a number"):
        read(atlas, wide.replace(";0,25", ";beaucoup"), "wide.csv", year="2024", column="Taux 2024")
    with pytest.raises(RefusedError, match="codes or names of municipalities"):
        read(atlas, "a;b\nx;1\ny;2\n", "none.csv", year="2024")


def test_publisher_and_licence_stand_beside_each_figure():
    assert origin_of("statbel", "TF_SOC_POP")[1].licence == "CC-BY-4.0"
    code, origin = origin_of("odwb", "taux-x", publisher="SPW", licence="CC0-1.0")
    assert (origin.publisher, origin.page) == ("SPW (ODWB)", f"https://www.odwb.be/explore/dataset/{code}/")
    assert origin.indicator_id("Taux_X.1") == "odwb-taux-x-1"
    for wrong in (("odwb", "taux"), ("statbel", "a/b"), ("walstat", "811506")):
        with pytest.raises(RefusedError):
            origin_of(*wrong)
    with pytest.raises(RefusedError):
        origin_of("odwb", "taux", publisher="=1+1", licence="CC0-1.0")


def test_the_command_writes_a_saved_file_with_its_source_and_asks_nobody(places, real_copy, tmp_path, capsys):
    words = vocabulary.current()
    saved = tmp_path / "taux.csv"
    saved.write_text("INS;Taux;Année\n" + "".join(f"{code};{place},5;2024\n" for place, (code, _) in enumerate(places)), encoding="utf-8")
    named = [word for one in ("fr", "en", "nl", "de") for word in (f"--name-{one}", f"Taux {one}", f"--unit-{one}", f"% {one}")]
    command = ["fetch", "odwb", "taux-x", "--direction", "lower", *named, "--geodata", str(real_copy)]
    assert main([*command, "--publisher", "SPW", "--licence", "CC0-1.0"]) == 1
    assert "odwb is not asked" in capsys.readouterr().out
    assert main([*command, "--file", str(saved)]) == 1
    assert "--publisher" in capsys.readouterr().out
    assert main([*command, "--file", str(saved), "--publisher", "SPW", "--licence", "CC0-1.0"]) == 0
    assert "new indicator odwb-taux-x" in capsys.readouterr().out
    with (real_copy / "source" / "municipal_indicator_names.csv").open(encoding="utf-8", newline="") as file:
        told = {line["indicator"]: line for line in csv.DictReader(file)}["odwb-taux-x"]
    assert (told["publisher"], told["dataset"], told["licence"]) == ("SPW (ODWB)", "taux-x", "CC0-1.0")
    vocabulary.tell(words)
