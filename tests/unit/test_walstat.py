"""`fetch walstat` and `search walstat` against a stand-in on loopback: each quirk of the interface, each fault, and what is written."""

import ast
import csv
import datetime
import json
import threading

import pytest

from tests.unit.test_architecture import SOURCES, imported, name_of, tree_of
from tests.walstat import as_csv, full_years, grid, row, sample, send, standing_in
from wallonia_map import vocabulary
from wallonia_map.cli.main import main
from wallonia_map.curation import walstat_client as client
from wallonia_map.curation.problems import RefusedError
from wallonia_map.curation.walstat_catalogue import matching, read_catalogue
from wallonia_map.curation.walstat_rows import of_period, placed, read
from wallonia_map.export.formats import export
from wallonia_map.i18n import Language
from wallonia_map.model import Indicator, Selection, Vintage
from wallonia_map.questions.indicators import indicator_values
from wallonia_map.tables.atlas import load
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.view import View

SERIES, NEW = "811506_0", "831102_0"
NAMES = [
    word
    for language in Language
    for word in (f"--name-{language.value}", f"Impôt {language.value}", f"--unit-{language.value}", f"% {language.value}")
]
TOLD = [*NAMES, "--direction", "contextual", "--symbol", "%"]
CATALOGUE = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#" xmlns:dct="http://purl.org/dc/terms/">
<dcat:Dataset><dct:identifier>811305-0</dct:identifier><dct:title xml:lang="fr">Communes membres d'un groupe d'action locale</dct:title></dcat:Dataset>
<dcat:Dataset><dct:identifier>236400-0</dct:identifier><dct:title>Taux de chômage</dct:title><dct:description>Au sens du BIT</dct:description></dcat:Dataset>
<dcat:Dataset><dct:identifier>no series</dct:identifier><dct:title>Autre chose</dct:title></dcat:Dataset>
</rdf:RDF>
"""


@pytest.fixture
def walstat(monkeypatch):
    with standing_in() as stand_in:
        monkeypatch.setattr(client, "BASE", stand_in.address)
        yield stand_in


@pytest.fixture
def run(real_copy, capsys):
    """Run a command on a copy of the real data; the vocabulary of the other tests is back afterwards."""
    before = vocabulary.current()

    def run_command(*arguments: str) -> tuple[int, str, str]:
        code = main([*arguments, "--geodata", str(real_copy)])
        return code, *capsys.readouterr()

    yield run_command
    vocabulary.tell(before)


def answered(rows: object) -> bytes:
    return json.dumps(rows, ensure_ascii=False).encode()


def one(**changes: str) -> dict[str, str]:
    return row("92094", "année 2024", "2965.5") | changes


# The interface: how a series is asked for.


def test_a_dash_of_the_catalogue_becomes_an_underscore():
    assert client.series_code("811305-0") == client.series_code("811305_0") == "811305_0"
    for wrong in ("", "811305", "811305_", "../etc_0", "811305_0/../..", "811305_0?x", "８11305_0"):
        with pytest.raises(ValueError, match="no series"):
            client.series_code(wrong)


def test_every_period_of_every_municipality_is_asked_for_with_literal_signs(walstat):
    walstat.series[SERIES] = sample(SERIES)
    assert read(client.ask(client.series_url(SERIES)))
    assert walstat.asked == [f"/api/data/json/{SERIES}/com+period=all"]


def test_both_forms_hold_the_same_rows(walstat):
    walstat.series[SERIES] = sample(SERIES)
    as_json, in_csv = (client.ask(f"{client.BASE}/api/data/{form}/{SERIES}/com+period=all") for form in ("json", "csv"))
    assert in_csv.startswith(b"ins,type_entite,entite,periode,\n")
    assert read(as_json) == read(in_csv)
    assert {(found.nis, found.year, found.value) for found in read(as_json)} >= {("92094", "2024", "2965.5"), ("52011", "2024", "6239.3")}


# Its quirks, by their number in the notes.


@pytest.mark.parametrize("text", ["non disponible", "Non disponible", "NON DISPONIBLE"])
def test_1_not_available_is_not_known_and_never_zero(text):
    assert read(answered([one(valeur=text)]))[0].value == ""


@pytest.mark.parametrize("text", ["", "n.d.", "1 234", "12,5", "1e5", "٣", "-", "nan"])
def test_1_every_other_word_is_refused(text):
    with pytest.raises(RefusedError, match="neither a number nor"):
        read(answered([one(valeur=text)]))


def test_2_a_municipality_may_be_absent_from_a_year(atlas):
    rows = [item for item in full_years(atlas) if not (item["ins"] == "53068" and item["periode"] == "année 2023")]
    found = placed(atlas, read(answered(rows)))
    assert found.absent == {"2022": 0, "2023": 1, "2024": 0}
    assert found.not_available == 0


@pytest.mark.parametrize("text", ["année 2024", "Année 2024", "annee 2024", "ANNÉE  2024", "2024", "01/01/2024", "31/12/2024"])
def test_3_and_4_every_form_of_a_year(text):
    assert read(answered([one(periode=text)]))[0].year == "2024"


@pytest.mark.parametrize("text", ["01/02/2024", "12/31/2024", "T1 2024", "", "année 24", "2024-2025"])
def test_4_no_other_date_is_guessed(text):
    with pytest.raises(RefusedError, match="no year that is understood"):
        read(answered([one(periode=text)]))


def test_5_a_code_of_before_the_recoding_leads_to_the_one_of_since(atlas):
    rows = [item | ({"ins": "55010"} if item["ins"] == "51067" else {}) for item in full_years(atlas)]
    found = placed(atlas, read(answered(rows)))
    assert found.recoded == 3
    assert {item.nis for item in found.rows} == set(grid(atlas))
    twice = [*full_years(atlas), row("55010", "année 2023", "472.8")]
    with pytest.raises(RefusedError, match="51067 has 2 figures for 2023"):
        placed(atlas, read(answered(twice)))


def test_6_a_merged_municipality_stands_beside_its_parts_and_nobody_counts_it_twice(atlas):
    rows = [item for item in full_years(atlas) if item["ins"] not in ("82003", "82005", "82039")]
    rows += [
        row(nis, "année 2024", value, name="Bastogne") for nis, value in (("82003", "2225.7"), ("82005", "1208.8"), ("82039", "2045.4"))
    ]
    rows += [row(nis, f"année {year}", "1.0") for nis in ("82003", "82005", "82039") for year in ("2022", "2023")]
    found = placed(atlas, read(answered(rows)))
    assert [found.vintage_of[nis] for nis in ("82003", "82005", "82039", "92094")] == ["2019", "2019", "2025", "2019"]


@pytest.mark.parametrize(("kept", "refused"), [(235, True), (236, False)])
def test_7_a_year_that_broke_off_is_refused(atlas, kept, refused):
    parts = [nis for nis in grid(atlas) if nis not in ("82039",)][:kept]
    rows = read(answered([row(nis, "année 2024", "1.0") for nis in parts]))
    if refused:
        with pytest.raises(RefusedError, match="broke off"):
            placed(atlas, rows)
    else:
        assert placed(atlas, rows).absent["2024"] > 0


@pytest.mark.parametrize("kind", ["Province", "Arrondissement", "Région"])
def test_8_other_levels_are_refused(kind):
    with pytest.raises(RefusedError, match="not a Commune"):
        read(answered([one(), row("92000", "année 2024", "1.0", kind=kind)]))


def test_9_a_code_outside_wallonia_is_refused(atlas):
    with pytest.raises(RefusedError, match="11002 is no municipality of Wallonia"):
        placed(atlas, read(answered([*full_years(atlas), row("11002", "année 2024", "1.0")])))


@pytest.mark.parametrize(
    "rows", [{"rows": []}, "text", [[]], [{"ins": "92094"}], [one() | {"unit": "EUR"}], [one() | {"valeur": 2965.5}], [None]]
)
def test_an_answer_of_another_make_is_refused(rows):
    with pytest.raises(RefusedError):
        read(answered(rows))


@pytest.mark.parametrize(
    "content", [b"[", b"[[[[", b"\xff\xfe[]", b"a,b\n1,2\n", b"ins,type_entite,entite,periode,\n92094,Commune,Namur,2024\n", b"[" * 100_000]
)
def test_what_is_no_answer_is_refused(content):
    with pytest.raises(RefusedError):
        read(content)


def test_a_byte_order_mark_and_an_empty_answer_are_read():
    assert read(b"\xef\xbb\xbf" + answered([one()]))[0].value == "2965.5"
    assert read(b"") == read(b"[]") == []


def test_the_last_period_is_the_newest_with_the_newest_known_figure_of_each(atlas):
    rows = [
        item | ({"valeur": "non disponible"} if (item["ins"], item["periode"]) == ("61041", "année 2024") else {})
        for item in full_years(atlas)
    ]
    chosen = of_period(placed(atlas, read(answered(rows))), "last")
    assert [(item.year, item.value) for item in chosen if item.nis == "61041"] == [("2024", ""), ("2023", "1041.0")]
    assert len(chosen) == 263 + 1
    assert {item.year for item in of_period(placed(atlas, read(answered(rows))), "2022")} == {"2022"}
    with pytest.raises(RefusedError, match="there is no 1999"):
        of_period(placed(atlas, read(answered(rows))), "1999")


# Its faults.


def test_204_is_nothing_and_404_an_error_that_names_the_address(walstat):
    walstat.series[SERIES] = sample(SERIES)
    assert client.ask(f"{client.BASE}/api/data/json/{SERIES}/ins=11001") == b""
    for path in (f"json/{SERIES}/ins=92094+com", "json/999999_0/com+period=all", f"xml/{SERIES}/com"):
        with pytest.raises(client.WalstatError, match="status 404") as refused:
            client.ask(f"{client.BASE}/api/data/{path}")
        assert path in str(refused.value)


def test_a_web_page_with_status_200_is_refused(walstat):
    walstat.faults["data"] = lambda handler: send(handler, 200, b"  <!DOCTYPE html><html>maintenance</html>")
    with pytest.raises(client.WalstatError, match="a web page instead of data"):
        client.ask(client.series_url(SERIES))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(walstat, status):
    with standing_in() as elsewhere:
        walstat.faults["data"] = lambda handler: send(handler, status, b"", Location=f"{elsewhere.address}/stolen")
        with pytest.raises(client.WalstatError, match="leads elsewhere"):
            client.ask(client.series_url(SERIES))
        assert elsewhere.asked == []


def test_only_the_one_host_is_asked(walstat):
    with standing_in() as elsewhere:
        for url in (f"{elsewhere.address}/x", f"{client.BASE}.example.org/x", f"{client.BASE}@example.org/x"):
            with pytest.raises(client.WalstatError, match="is not of"):
                client.ask(url)
        assert elsewhere.asked == walstat.asked == []


def test_a_fault_of_the_server_is_asked_about_once_more(walstat):
    walstat.faults["data"] = lambda handler: send(handler, 500, b"")
    with pytest.raises(client.WalstatError, match="status 500"):
        client.ask(client.series_url(SERIES))
    assert len(walstat.asked) == client.ATTEMPTS == 2


def test_who_says_nothing_is_not_waited_for(walstat, monkeypatch):
    monkeypatch.setattr(client, "SILENCE_S", 0.05)
    released = threading.Event()
    walstat.faults["data"] = lambda _: released.wait(10)
    try:
        with pytest.raises(client.WalstatError, match="does not answer"):
            client.ask(client.series_url(SERIES))
    finally:
        released.set()


def test_too_much_and_too_little_are_refused(walstat, monkeypatch):
    def short(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"[1, 2")

    walstat.faults["data"] = short
    with pytest.raises(client.WalstatError, match="breaks off after 5 of 100 bytes"):
        client.ask(client.series_url(SERIES))
    walstat.faults["data"] = lambda handler: send(handler, 200, b"[" + b" " * 5_000 + b"]")
    monkeypatch.setattr(client, "MOST_BYTES", 1_000)
    with pytest.raises(client.WalstatError, match="more than 1,000 bytes"):
        client.ask(client.series_url(SERIES))


def test_nobody_asks_another_machine_but_a_keeper_s_command_and_a_button():
    """Who only reads codes and addresses imports them by name; who can ask imports the module, or `ask`."""
    client_module = "wallonia_map.curation.walstat_client"
    users = {
        name_of(path)
        for path in SOURCES
        for node in ast.walk(tree_of(path))
        for name in imported(node)
        if name == f"{client_module}.ask" or (name == client_module and isinstance(node, ast.Import))
        or (name == client_module and isinstance(node, ast.ImportFrom) and node.module == "wallonia_map.curation")
    }  # fmt: skip
    assert users == {"wallonia_map/cli/fetch.py", "wallonia_map/curation/walstat_asking.py"}
    asking = "wallonia_map.curation.walstat_asking"
    beside = {name_of(path) for path in SOURCES for node in ast.walk(tree_of(path)) if asking in imported(node)}
    assert beside == {"wallonia_map/ui/your_data/official.py"}
    opened = [name_of(path) for path in SOURCES for node in ast.walk(tree_of(path)) if "urllib.request" in imported(node)]
    assert opened == ["wallonia_map/curation/walstat_client.py"]


# What is written.


def test_a_series_is_on_the_map_in_the_files_and_in_the_sentence_without_a_line_of_code(walstat, run, real_copy, atlas):
    rows = full_years(atlas, SERIES)
    rows = [item | ({"valeur": "non disponible"} if (item["ins"], item["periode"]) == ("61041", "année 2024") else {}) for item in rows]
    walstat.series[NEW] = rows
    code, out, err = run("fetch", "walstat", NEW, *TOLD, "--id", "local-tax")
    assert (code, err) == (0, "")
    assert "new indicator local-tax" in out
    assert "1 not available: it is not known" in out
    assert "264 rows added, 0 changed, 0 as they were" in out
    assert run("check")[0] == 0
    grown = load(real_copy)
    found = indicator_values(grown, Indicator("local-tax"), Vintage("2025"))
    assert (found.values["92094"], found.values["52011"], found.values["82039"]) == (2965.5, 6239.3, 1039)
    assert found.of_another_period.to_dict() == {"61041": "2023"}
    told = view_summary(grown, View(Selection(vintage=Vintage("2025")), Measure("local-tax")), Language.DE)
    assert told.title == "Impôt de, 2024"
    assert "Modave (2023)" in told.sentence
    assert "IWEPS (WalStat), 831102_0 (CC0-1.0)" in told.source_line
    made = export("html", told, day=datetime.date(2026, 11, 1), permalink="https://example.org/").content.decode()
    assert "Impôt de" in made
    assert run("need", "--indicator", "local-tax", "--vintage", "2025", "--format", "csv")[1].count("\n") == 6
    written = (real_copy / "source" / "municipal_indicator_names.csv").read_text(encoding="utf-8").splitlines()
    names = {item["indicator"]: item for item in csv.DictReader(written)}
    assert names["local-tax"]["retrieved"] > "2026-01-01"


def test_the_same_series_again_changes_what_has_changed_and_asks_for_no_names(walstat, run, atlas):
    walstat.series[SERIES] = full_years(atlas, SERIES)
    code, out, _ = run("fetch", "walstat", "811506", "--variant", "0", "--dry-run")
    assert code == 0
    assert out.startswith("indicator municipal-debt\n")
    assert "263 as they were" not in out
    assert out.count(" → ") == 12  # the synthetic rows are other figures; the rest of them is counted
    assert "92094" not in out  # the real figure stands already
    assert "would change  source/municipal_indicators.csv" in out


def test_a_dry_run_and_a_refusal_write_nothing(walstat, run, real_copy, atlas):
    walstat.series[NEW] = full_years(atlas, SERIES)
    before = {path: path.read_bytes() for path in real_copy.rglob("*") if path.is_file()}
    assert run("fetch", "walstat", NEW, *TOLD, "--dry-run")[0] == 0
    code, out, _ = run("fetch", "walstat", NEW)
    assert code == 1
    assert "Name in Dutch (--name-nl)" in out
    assert "--direction higher|lower|contextual" in out
    assert out.endswith("nothing was written\n")
    for arguments, said in (
        (("x",), "no series of WalStat"), ((NEW, *TOLD, "--period", "1999"), "there is no 1999"), ((NEW, *TOLD, "--id", "covered"), "called already"),
        ((NEW, *TOLD, "--id", "unemployment-ilo"), "already"), (("999999_0", *TOLD), "status 404"),
    ):  # fmt: skip
        code, out, err = run("fetch", "walstat", *arguments)
        assert (code, said in out + err) == (1, True), (arguments, out, err)
    assert {path: path.read_bytes() for path in real_copy.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_saved_answer_comes_through_the_same_door_and_no_machine_is_asked(walstat, run, atlas, tmp_path, form):
    rows = full_years(atlas, SERIES)
    saved = tmp_path / f"saved.{form}"
    saved.write_text(json.dumps(rows) if form == "json" else as_csv(rows), encoding="utf-8-sig")
    code, out, _ = run("fetch", "walstat", NEW, *TOLD, "--file", str(saved), "--period", "all", "--dry-run")
    assert (code, walstat.asked) == (0, [])
    assert "789 rows added" in out
    assert run("fetch", "walstat", NEW, "--file", str(tmp_path / "absent.json"))[0] == 1


def test_the_catalogue_is_saved_once_and_searched_by_words(walstat, run, tmp_path):
    walstat.catalogue = CATALOGUE.encode()
    saved = tmp_path / "catalogue.rdf"
    assert run("fetch", "walstat", "catalogue", "--out", str(saved))[1] == f"{saved}: 2 series\n"
    asked = len(walstat.asked)
    assert run("search", "walstat", "CHOMAGE", "bit", "--catalogue", str(saved))[1] == "236400_0  Taux de chômage\n"
    assert run("search", "walstat", "groupe", "--catalogue", str(saved))[1].startswith("811305_0  Communes membres")
    assert run("search", "walstat", "éléphants", "--catalogue", str(saved))[1] == "no series has all these words\n"
    code, out, _ = run("search", "walstat", "x", "--catalogue", str(tmp_path / "none.rdf"))
    assert code == 1
    assert "fetch walstat catalogue" in out
    assert len(walstat.asked) == asked


@pytest.mark.parametrize(
    "content", [b"", b"<html/>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"<a", CATALOGUE.replace("dct:identifier", "dct:id").encode()]
)
def test_what_is_no_catalogue_is_refused(content):
    with pytest.raises(RefusedError):
        read_catalogue(content)


def test_words_are_found_in_codes_and_descriptions():
    found = read_catalogue(CATALOGUE.encode())
    assert [item.code for item in found] == ["236400_0", "811305_0"]
    assert [item.code for item in matching(found, "236400")] == ["236400_0"]
