"""The page of a place, with Streamlit's own test runner."""

import pytest

from tests.app.test_pages import open_app, texts
from tests.app.walking import spaced
from wallonia_map.i18n import Language, number, say
from wallonia_map.questions.place_profile import place_profile
from wallonia_map.views.place_lines import facts, money_lines, place_name, place_notes, place_sentence, theme_lines, unknown_lines

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")

OWN = "Haute Meuse~91034-91141-92094"


@pytest.mark.parametrize(
    ("code", "language"), [("90000", Language.FR), ("community-german", Language.DE), ("agency-idelux", Language.NL), (OWN, Language.EN)]
)
def test_the_page_tells_the_profile(atlas, code, language):
    at = open_app("place", lang=language.value, code=code)
    told = place_profile(atlas, code, language=language)
    assert not at.exception
    assert [title.value for title in at.title] == [place_name(atlas, told, language)]
    said = spaced(texts(at))
    wanted = [
        place_sentence(atlas, told, language), *(value for _, value in (*facts(told, language), *money_lines(told, language))),
        *place_notes(atlas, told, language), *(name for name, *_ in theme_lines(told, language).rows), *unknown_lines(atlas, told, language),
        *told.neighbours["territory"], *told.spots["municipality"],
    ]  # fmt: skip
    assert [text for text in wanted if spaced(text) not in said] == []
    names = {button.proto.id.rpartition("-")[2] for button in at.get("download_button")}
    assert names >= {"place_municipality_pdf", "place_place_note", "place_place_sheets"}


def test_the_bounds_of_a_perimeter_are_the_link_s_and_are_told_against():
    at = open_app("place", perimeter=f"{OWN}~4:::", lang="en")
    assert "Municipalities, at least 4: not kept (3; 1 too few)" in texts(at)
    assert at.query_params["code"] == f"{OWN}~4:::"
    assert say("place.against_groups", "en") in [header.value for header in at.header]
    at.button(key=next(one.key for one in at.button if one.key.startswith("place-code-"))).click().run()
    assert at.number_input(key="perimeter_least_municipalities").value == 4
    assert at.number_input(key="perimeter_most_inhabitants").value is None
    assert not at.exception


def test_a_perimeter_of_a_link_is_a_place_and_can_be_changed(atlas):
    at = open_app("place", perimeter=OWN)
    assert at.title[0].value == "Haute Meuse"
    assert at.selectbox(key="p_place_code").value == OWN
    assert number(place_profile(atlas, OWN).coverage.inhabitants, "fr") in texts(at)
    at.button(key=f"place-code-{OWN}").click().run()
    assert not at.exception
    assert at.multiselect(key="perimeter_places").value == ["91034", "91141", "92094"]
    assert at.button(key="perimeter_use").label == say("perimeter.use", "fr")


@pytest.mark.parametrize("asked", ["91034", "<b>x</b>", "~" + "9" * 5_000, "lag2099-nowhere"])
def test_what_is_no_place_says_so_and_leads_on(asked):
    at = open_app("place", code=asked)
    assert not at.exception
    assert at.title[0].value == say("place.heading", "fr")
    assert say("place.not_found", "fr", code=asked[:60]) in texts(at)


def test_a_group_without_a_known_member_has_a_page_without_figures():
    at = open_app("place", code="lag2023-plaines-de-l-escaut")
    assert not at.exception
    assert say("place.no_members", "fr", name="GAL des Plaines de l’Escaut") in texts(at)
    assert say("place.themes", "fr") not in texts(at)


def test_compare_takes_places_of_every_kind():
    at = open_app("compare", mode="territories", t=["agency-spi", "community-german", OWN, "nowhere"])
    assert not at.exception
    assert at.session_state["p_compare_t"] == ["agency-spi", "german", OWN]
    assert "SPI (périmètre d’intercommunale)" in texts(at)


def test_a_municipality_leads_to_the_places_that_it_lies_in():
    at = open_app("municipality", nis="63001")
    ways = [link.proto for link in at.get("page_link") if "code=" in link.proto.query_string]
    assert {way.query_string.partition("code=")[2].partition("&")[0] for way in ways} >= {"60000", "63000", "german"}


def test_a_link_to_a_place_says_what_of_it_was_not_understood():
    at = open_app("place", lang="en", code="90000", role="strikt")
    assert "strikt" in texts(at)
    assert "did not understand" in texts(at)


def test_the_municipality_that_is_chosen_on_the_map_of_a_place_has_a_way_to_its_page():
    at = open_app("place", code="90000", nis="92094")
    assert not at.exception
    assert at.session_state["p_place_nis"] == "92094"
    assert any(link.proto.page.endswith("municipality") and "92094" in link.proto.query_string for link in at.get("page_link"))


def test_the_theme_of_helpers_outlives_the_closing_of_its_tab_and_all_parts_stand_for_paper():
    at = open_app("place", lang="fr", code="90000", help="mobility")
    headings = sorted(header.value for header in at.header)
    for part in ("figures", "around", "spots"):
        at.session_state["place_part"] = say(f"place.part_{part}", "fr")
        at.run()
        at.run()
        assert not at.exception
        assert sorted(header.value for header in at.header) == headings
        assert at.session_state["p_place_help"] == "mobility"
        drawn = {widget.key for widget in at.selectbox}
        assert ("p_place_help" in drawn) == (part == "spots")
