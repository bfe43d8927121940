"""An official series proposed on the page: asked by a button that names its host, or read from a saved file; nothing is written."""

import csv
import datetime
import io
import json
import threading
import zipfile

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.app.test_pages import open_app, texts
from tests.app.walking import spaced
from tests.unit.test_rebuild import bytes_of
from tests.walstat import as_csv, full_years, grid, row, send, standing_in
from wallonia_map.curation import walstat_asking as asking
from wallonia_map.curation import walstat_client as client
from wallonia_map.i18n import Language, say
from wallonia_map.tables.catalog import GEODATA
from wallonia_map.ui.your_data import official, proposed

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
KNOWN, NEW = "811506_0", "831102_0"


@pytest.fixture
def walstat(monkeypatch):
    with standing_in() as stand_in:
        monkeypatch.setattr(client, "BASE", stand_in.address)
        asking._kept.clear()
        yield stand_in


@pytest.fixture
def packs(monkeypatch) -> list[bytes]:
    """The archives that the page hands over."""
    made: list[bytes] = []

    def noted(content: bytes, *more: object) -> None:
        made.append(content)
        proposed.get_pack(content, *more)

    monkeypatch.setattr(official, "get_pack", noted)
    return made


def opened(language: str = "fr", code: str = KNOWN, **fields: str) -> AppTest:
    at = open_app("your_data", lang=language)
    at.session_state["propose"] = True
    at.run()
    at.selectbox(key="propose_programme").set_value("+official").run()
    at.text_input(key="official_code").set_value(code).run()
    for key, text in fields.items():
        at.text_input(key=key).set_value(text)
    return at.run() if fields else at


def press(at: AppTest, key: str) -> AppTest:
    return at.button(key=key).click().run()


def changed(pack: bytes) -> list[str]:
    return [name for name in zipfile.ZipFile(io.BytesIO(pack)).namelist() if name.startswith("geodata/")]


def test_nothing_is_asked_until_the_button_that_names_the_host_is_pressed(walstat, packs, atlas):
    walstat.series[KNOWN] = full_years(atlas)
    before = bytes_of(GEODATA)
    at = opened()
    assert walstat.asked == []
    assert at.button(key="official_ask").label == "Demander la série à opendata.iweps.be"
    assert f"https://opendata.iweps.be/api/data/json/{KNOWN}/com+period=all" in texts(at)
    press(at, "official_ask")
    assert walstat.asked == [f"/api/data/json/{KNOWN}/com+period=all"]
    press(at, "official_check")
    told = texts(at)
    assert not at.exception
    assert not at.error
    assert "indicateur municipal-debt" in told
    assert " → " in told
    assert "geodata/source/municipal_indicators.csv" in changed(packs[-1])
    assert bytes_of(GEODATA) == before
    press(at, "official_ask")
    assert len(walstat.asked) == 1  # the last answer is still there


@pytest.mark.parametrize("language", Language)
def test_what_a_new_figure_lacks_is_said_in_the_page_s_words_without_an_option_of_the_command(walstat, atlas, language):
    walstat.series[NEW] = full_years(atlas)
    at = press(press(opened(language.value, NEW, official_name_fr="=1+1"), "official_ask"), "official_check")
    told = texts(at)
    assert at.error
    assert say("keeper.programme.name_in", language, spoken=say("keeper.untranslated.nl", language)) in told
    assert say("keeper.problem.formula", language) in told
    assert "--" not in told.replace("----", "")
    assert not at.get("download_button")


def test_whoever_runs_the_atlas_can_take_the_button_away(walstat, monkeypatch):
    monkeypatch.setenv("ATLAS_WALSTAT", "off")
    at = opened()
    assert "official_ask" not in {button.key for button in at.button}
    assert say("keeper.official.file_only", "fr") in texts(at)
    assert walstat.asked == []


@pytest.mark.parametrize("fault", ["none there", "page", "busy"])
def test_no_answer_is_one_clear_sentence(walstat, monkeypatch, fault):
    if fault == "none there":
        monkeypatch.setattr(client, "BASE", "http://127.0.0.1:9")
    elif fault == "page":
        walstat.faults["data"] = lambda handler: send(handler, 200, b"<html>maintenance</html>")
    held = asking._place.acquire(blocking=False) if fault == "busy" else False
    try:
        at = press(opened(), "official_ask")
    finally:
        if held:
            asking._place.release()
    said = [error.value for error in at.error]
    assert len(said) == 1
    assert {"none there": "Le serveur n’atteint pas opendata.iweps.be", "page": "page web", "busy": "quelqu’un d’autre"}[fault] in said[0]
    assert not [button for button in at.button if button.key == "official_check"]


def test_a_slow_host_is_asked_aside_and_who_leaves_waits_no_longer(walstat):
    released = threading.Event()
    walstat.faults["data"] = lambda _: released.wait(10)
    calls = []

    def leave() -> None:
        calls.append(1)
        raise KeyboardInterrupt

    try:
        with pytest.raises(KeyboardInterrupt):
            asking.ask_aside(KNOWN, leave)
        with pytest.raises(client.WalstatError, match="somebody else"):
            asking.ask_aside(KNOWN, leave)
    finally:
        released.set()
    assert calls == [1]
    assert asking._place.acquire(timeout=5)  # the question ends by itself, and makes room
    asking._place.release()


def test_a_membership_series_shows_new_members_and_what_was_not_matched(walstat, packs, atlas):
    row_of = atlas.initiatives.loc["lag2023-plaines-de-l-escaut"]
    nis = dict(zip(atlas.tables["municipalities_source"]["name_fr"], atlas.tables["municipalities_source"]["nis_2019"], strict=True))
    members = {nis[name] for name in row_of["possible_municipalities"].split(";") if name != "Tournai"}
    named = dict.fromkeys(members, "Plaines de l'Escaut") | {nis["Tournai"]: "GAL <b>inconnu</b>"}
    walstat.series["811305_0"] = [row(code, "année 2024", named.get(code, "-")) for code in grid(atlas)]
    at = opened(code="811305-0")
    at.selectbox(key="official_use").set_value("members").run()
    press(press(at, "official_ask"), "official_check")
    told = texts(at)
    assert not at.exception
    assert "ajoutés : Antoing, Beloeil, Bernissart, Brunehaut, Péruwelz et Rumes" in spaced(told)
    listed = "".join(one.proto.body for one in at.get("html"))
    assert "&lt;b&gt;inconnu&lt;/b&gt;" in listed
    assert "<b>inconnu" not in listed
    assert "geodata/source/initiatives/leader-2023-2027.csv" in changed(packs[-1])


def test_a_new_series_with_its_names_units_and_direction_is_a_proposal(walstat, packs, atlas):
    """What the atlas cannot know is filled in on the page; unpacked, the proposal is the indicator with its source and its date."""
    walstat.series[NEW] = full_years(atlas)
    fields = {f"official_{kind}_{code}": f"{kind} {code}" for kind in ("name", "unit") for code in ("fr", "en", "nl", "de")}
    at = opened("fr", NEW, official_id="local-tax", **fields)
    at.selectbox(key="official_direction").set_value("contextual").run()
    press(press(at, "official_ask"), "official_check")
    assert not at.exception
    assert not at.error
    assert "local-tax" in texts(at)
    archive = zipfile.ZipFile(io.BytesIO(packs[-1]))
    names = csv.DictReader(io.StringIO(archive.read("geodata/source/municipal_indicator_names.csv").decode()))
    row = next(one for one in names if one["indicator"] == "local-tax")
    assert (row["name_nl"], row["unit_de"], row["direction"], row["series"]) == ("name nl", "unit de", "contextual", NEW)
    assert (row["licence"], row["retrieved"]) == ("CC0-1.0", datetime.datetime.now(tz=datetime.UTC).date().isoformat())
    values = csv.DictReader(io.StringIO(archive.read("geodata/source/municipal_indicators.csv").decode()))
    assert {one["value"] for one in values if one["indicator"] == "local-tax" and one["nis"] == "92094"} == {"2965.5"}


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_saved_file_is_read_in_the_cage_and_nobody_is_asked(walstat, packs, atlas, form, monkeypatch):
    rows = [*full_years(atlas), row("92000", "année 2024", "7.0", kind="Province")]
    content = (as_csv(rows) if form == "csv" else json.dumps(rows)).encode("utf-8-sig")
    given = io.BytesIO(content)
    given.name, given.file_id = f"serie.{form}", "one"
    monkeypatch.setattr(st, "file_uploader", lambda *_, key, **__: given if key == "official_file" else None)
    at = opened()
    press(at, "official_check")
    told = texts(at)
    assert walstat.asked == []
    assert "1 ligne écartée :" in spaced(told)
    assert "Province" in told
    assert "geodata/source/municipal_indicators.csv" in changed(packs[-1])
