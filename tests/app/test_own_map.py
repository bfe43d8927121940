"""The map of a visitor's column: what is chosen on the page reaches the legend, the sentence, the reader."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.app.test_pages import open_app, texts
from wallonia_map.ui.your_data import own_table
from wallonia_map.views.class_choice import ClassChoice

AWKWARD = Path(__file__).resolve().parents[1] / "data" / "awkward"
SAMPLE = own_table.Upload(own_table.SAMPLE.encode("utf-8"), own_table.SAMPLE_NAME)


def sample(**params: str) -> AppTest:
    at = open_app("your_data", **params)
    at.session_state["_own_upload"] = SAMPLE  # what the button sets
    at.run()
    assert not at.exception
    return at


def test_bounds_that_are_typed_reach_the_legend_or_are_refused_in_a_sentence():
    at = sample()
    at.toggle(key="own_per").set_value(True).run()
    at.selectbox(key="own_method").select_index(list(ClassChoice).index(ClassChoice.MANUAL)).run()
    at.text_input(key="own_bounds").input("2;1").run()
    assert "de la plus petite à la plus grande" in texts(at)
    at.text_input(key="own_bounds").input("0,5; 2,25").run()
    assert "plus de 0,5 à 2,25" in texts(at)
    assert not at.exception


def test_coverage_stands_beside_a_number_and_narrows_it():
    at = sample(lang="en")
    at.selectbox(key="own_programme").select("leader-2023-2027").run()
    assert "Covered or not" in texts(at)
    assert "count in neither median" in texts(at)
    at.selectbox(key="own_only").select("covered").run()
    assert "Only covered municipalities are shown" in texts(at)
    assert not at.exception


def test_a_wrong_correction_is_one_sentence_and_can_be_taken_back():
    at = sample()
    at.selectbox(key=f"own_encoding_{SAMPLE.token}").select("utf-16").run()
    assert "ne peut pas être lu en utf-16" in at.error[0].value
    at.selectbox(key=f"own_encoding_{SAMPLE.token}").select("utf-8").run()
    assert not at.error
    at.number_input(key=f"own_header_row_{SAMPLE.token}").set_value(3).run()
    assert "10 lignes dans le fichier" in texts(at)
    at.number_input(key=f"own_header_row_{SAMPLE.token}").set_value(None).run()
    assert "12 lignes dans le fichier" in texts(at)
    assert not at.exception


def test_a_coordinate_system_that_a_file_does_not_say_can_be_chosen():
    given = own_table.Upload((AWKWARD / "shapefile-no-prj.zip").read_bytes(), "communes.zip")
    at = open_app("your_data")
    at.session_state["_own_upload"] = given
    at.run()
    assert "système de coordonnées" in at.error[0].value
    at.selectbox(key=f"own_crs_{given.token}").select("EPSG:31370").run()
    assert not at.error
    assert "SHAPEFILE" in texts(at)
    assert "2 lignes dans le fichier, 2 jointes" in texts(at)
    assert not at.exception


def test_a_large_table_is_not_matched_again_when_the_map_is_coloured_otherwise(monkeypatch):
    asked: list[str] = []
    for name in ("match_table", "join", "guess_way"):
        plain = getattr(own_table, name)
        monkeypatch.setattr(
            own_table, name, lambda *given, _name=name, _plain=plain, **named: (asked.append(_name), _plain(*given, **named))[1]
        )
    at = sample()
    asked.clear()
    at.toggle(key="own_per").set_value(True).run()
    at.selectbox(key="own_method").select_index(list(ClassChoice).index(ClassChoice.QUANTILES)).run()
    assert asked == []
    at.selectbox(key=f"own_score_{SAMPLE.token}").select("80").run()
    assert asked == ["match_table", "join"]
    assert not at.exception


def test_nothing_of_a_table_is_left_in_the_session_once_it_is_taken_back():
    at = sample()
    assert at.session_state["_own_steps"]
    del at.session_state["_own_upload"]
    at.run()
    assert "_own_steps" not in at.session_state
    assert not at.exception


def test_the_joined_table_is_offered_in_every_form_with_a_receipt():
    at = sample(lang="en")
    assert at.selectbox(key="own_form").options == [
        "CSV for spreadsheets (in English)", "Plain CSV (RFC 4180)", "Workbook (XLSX)", "Geographic layers (GeoPackage)"
    ]  # fmt: skip
    for form in ("plain", "xlsx", "gpkg", "spreadsheet"):
        at.selectbox(key="own_form").select(form).run()
        assert not at.exception
        labels = [button.proto.label for button in at.get("download_button")]
        assert {"Download the joined table", "Download the receipt"} <= set(labels), labels


def given(text: str) -> tuple[AppTest, str]:
    at, upload = open_app("your_data"), own_table.Upload(text.encode(), "a.csv")
    at.session_state["_own_upload"] = upload
    return at.run(), upload.token


def test_the_visitor_chooses_what_becomes_of_a_long_table():
    at, _ = given("commune;annee;n\nLiège;2022;1\nLiège;2023;2\nNamur;2022;4\nNamur;2023;8\n")
    assert "chacune des 2 valeurs" in at.info[0].value
    box = next(box for box in at.selectbox if box.label == "Valeurs de «\u00a0annee\u00a0»")
    box.select("=2023").run()
    assert "2023" in at.info[0].value
    assert {box.label for box in at.selectbox if box.label.startswith("Nature")} == {"Nature de «\u00a0n 2023\u00a0»"}
    assert not at.exception


def test_a_table_of_provinces_says_that_the_map_shows_municipalities():
    at, _ = given("province;n\nLiège;1\nHainaut;2\n")
    assert "La carte montre des communes" in at.info[0].value
    box = next(box for box in at.selectbox if box.label == "Niveau des lignes")
    assert box.value == "province"
    assert not at.exception


def test_several_municipalities_in_a_cell_can_be_shared_out_on_the_page():
    at, token = given('communes;n\n"Herstal; Liège";100\nNamur;1\n')
    assert "1 jointe à une commune" in texts(at)
    at.selectbox(key=f"own_split_{token}").select("equal").run()
    assert "2 jointes à une commune" in texts(at)
    assert not at.exception
