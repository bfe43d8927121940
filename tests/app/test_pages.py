"""Every page in every language, with Streamlit's own test runner."""

import itertools
import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from wallonia_map.i18n import Language, number, say
from wallonia_map.model import Programme, Selection
from wallonia_map.questions.coverage import coverage
from wallonia_map.sharing import in_use
from wallonia_map.tables import catalog
from wallonia_map.ui.data import sections
from wallonia_map.ui.frame.navigation import MENU
from wallonia_map.views.measures import Measure
from wallonia_map.views.meter_lines import meter_of

ROOT = Path(__file__).resolve().parents[2]
# Streamlit warns when its test runner is used outside a server; asyncio leaves loops to the collector.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


def open_app(page: str, **params: str | list[str]) -> AppTest:
    at = AppTest.from_file(str(ROOT / "wallonia_map" / "ui" / "main.py"), default_timeout=60)
    for name, value in params.items():
        at.query_params[name] = value
    at.run()
    if page == "home":
        return at
    for name, value in params.items():  # the home page has rewritten the URL
        at.query_params[name] = value
    return at.switch_page(f"../../pages/{page}.py").run()


def open_part(at: AppTest, part: str, language: str = "fr") -> AppTest:
    """Open a part of Explore below its map."""
    at.session_state["explore_part"] = say(f"explore.part_{part}", language)
    return at.run()


def open_panel(at: AppTest, key: str) -> AppTest:
    """Open a panel: only then is anything drawn in it."""
    at.session_state[key] = True
    return at.run()


def heading_of(at: AppTest) -> str:
    """The one heading of a page, which some draw as HTML of their own."""
    own = re.findall(r"<h1>(.*?)</h1>", " ".join(element.proto.body for element in at.get("html")))
    (found,) = [*(element.value for element in at.title), *map(unescape, own)]
    return found


def texts(at: AppTest) -> str:
    """Everything that the page says, tags aside."""
    said = [element.value for kind in (at.title, at.header, at.markdown, at.caption, at.info, at.error) for element in kind]
    said += [element.proto.body for element in at.get("html")]
    return unescape(re.sub(r"<style.*?</style>|<script.*?</script>|<[^>]+>", " ", " ".join(map(str, said)), flags=re.DOTALL))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("page", list(MENU))
def test_every_page_opens_in_every_language(page, language):
    at = open_app(page, lang=language.value)
    assert not at.exception
    assert not at.error
    assert heading_of(at) == say(f"{page}.heading", language)
    assert say("app.title", language) in texts(at)
    assert not re.search(r"\{[a-z_]+\}|\bNaN\b|\bNone\b|<NA>", texts(at))


def test_a_choice_outlives_the_panel_that_it_was_made_in():
    at = open_panel(open_app("explore"), "ask_theme")
    at.multiselect(key="p_explore_theme").set_value(["mobility"]).run()
    at.session_state["ask_theme"] = False
    at = open_panel(at, "ask_programme")
    at.multiselect(key="p_explore_programme").set_value(["smart-region-2019"]).run()
    assert at.session_state["p_explore_theme"] == ["mobility"]
    assert at.session_state["p_explore_programme"] == ["smart-region-2019"]


@pytest.mark.page_fails
@pytest.mark.parametrize("language", list(Language))
def test_a_page_that_fails_says_so_in_the_visitor_s_language_and_the_log_has_it_all(monkeypatch, caplog, language):
    def fail(*_: object) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr(sections, "tables", fail)
    at = open_app("data", lang=language.value)
    assert [error.value for error in at.error] == [say("app.failed", language)]
    assert "on purpose" not in texts(at)
    assert say("app.title", language) in texts(at)  # the footer stands
    assert "RuntimeError: on purpose" in caplog.text


def test_french_is_the_default_and_a_wrong_language_is_french():
    assert open_app("home").title[0].value == say("home.heading", "fr")
    assert open_app("home", lang="xx").title[0].value == say("home.heading", "fr")


def test_a_page_opened_alone_still_works():
    at = AppTest.from_file(str(ROOT / "pages" / "data.py"), default_timeout=60).run()
    assert not at.exception
    assert at.title[0].value == say("data.heading", "fr")


@pytest.mark.page_fails
def test_a_part_of_explore_that_fails_says_so_in_the_same_sentence_and_nothing_of_streamlit_s(monkeypatch, caplog):
    from wallonia_map.ui.explore import tabs

    def fail(*_: object) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setitem(tabs.PARTS, "words", fail)
    at = open_app("explore", lang="nl")
    assert [error.value for error in at.error] == [say("app.failed", "nl")]
    assert not at.exception
    assert "on purpose" in caplog.text


@pytest.mark.parametrize(("measure", "language"), list(zip(Measure, itertools.cycle(["fr", "de"]), strict=False)))
def test_every_measure_can_be_shown(measure, language):
    at = open_app("explore", lang=language, show=measure.value)
    assert not at.exception
    assert not at.error
    assert say(f"measure_unit.{measure.value}", language).casefold() in texts(at).casefold()


def test_explore_begins_with_a_rate_of_which_the_address_says_nothing_and_the_number_says_its_name():
    at = open_app("explore")
    assert (at.session_state["p_explore_show"], dict(at.query_params)) == ("per-10000", {})
    show = at.selectbox(key="p_explore_show")
    for measure, said in (("initiatives", "initiatives"), ("covered", "covered"), ("per-10000", None)):
        show.select(measure).run()
        assert at.query_params.get("show") == said
    assert open_app("explore", theme="mobility").session_state["p_explore_show"] == "initiatives"


def test_a_link_restores_filters_municipality_and_measure():
    at = open_app("explore", programme=["leader-2014-2020", "projects"], province="90000", role="extended", nis="92094", show="covered")
    assert at.session_state["p_explore_programme"] == ["leader-2014-2020", "projects"]
    assert at.session_state["p_explore_province"] == ["90000"]
    assert at.session_state["p_explore_role"] == "extended"
    assert at.session_state["p_explore_show"] == "covered"
    assert "Namur" in texts(at)
    assert "115 457" in texts(at).replace("\u202f", " ")


def test_an_old_code_leads_to_the_municipality_of_today():
    at = open_app("explore", nis="52063")
    assert at.session_state["p_explore_nis"] == "55085"
    assert "Seneffe" in texts(at)


def test_the_other_vintage_moves_the_chosen_municipality_along():
    at = open_app("explore", nis="82005", vintage="2025")
    assert at.session_state["p_explore_nis"] == "82039"
    assert "Bastogne" in texts(at)


@pytest.mark.parametrize("programme", [Programme.LEADER_2014, Programme.SMART_REGION_2019])
def test_the_home_page_says_what_the_figures_say(atlas, programme):
    figures = coverage(atlas, Selection(programmes=(programme.value,)))
    said = texts(open_app("home"))
    for line in meter_of(figures, "fr"):
        assert line.figures in said
        assert line.share_written in said
    if figures.municipalities_not_known:
        assert f"{figures.municipalities_covered} à {figures.municipalities_covered + figures.municipalities_not_known}" in said


def test_explore_counts_what_it_lists(atlas):
    at = open_app("explore", programme="smart-region-2019")
    rows = (atlas.initiatives["programme"] == "smart-region-2019").sum()
    covered = coverage(atlas, Selection(programmes=("smart-region-2019",))).municipalities_covered
    assert f"{rows} initiatives sur {number(len(atlas.initiatives), 'fr')} · {covered} communes couvertes" in texts(at)
    assert len(open_part(at, "initiatives").dataframe[0].value) == rows
    assert len(open_part(at, "municipalities").dataframe[0].value) == 261


def test_wide_initiatives_are_listed_apart(atlas):
    at = open_part(open_app("explore", programme="projects"), "initiatives")
    assert say("explore.wide_heading", "fr", n=len(atlas.wide)) in texts(at)
    assert len(at.dataframe[0].value) + len(at.dataframe[1].value) == (atlas.initiatives["programme"] == "projects").sum()
    assert len(at.dataframe[1].value) == len(atlas.wide)


def test_a_filter_on_years_says_what_it_leaves_out(atlas):
    unknown = int(atlas.initiatives["start_year"].isna().sum())
    at = open_part(open_app("explore", **{"from": "2015"}), "initiatives")
    assert say("explore.year_unknown", "fr", n=unknown) in texts(at)


def test_rows_that_are_one_initiative_name_each_other():
    assert "Mind it" in texts(open_app("explore", nis="62063", programme="smart-region-2019", role="extended"))


def test_the_table_and_the_legend_hold_the_same_municipalities():
    at = open_part(open_app("explore", show="covered", programme="leader-2014-2020"), "municipalities")
    table = at.dataframe[0].value
    assert (table["class"] == "couverte").sum() == 111


def test_what_is_not_known_and_zeros_can_stand_first_in_the_table():
    at = open_part(open_app("explore", programme="leader-2023-2027"), "municipalities")
    assert at.dataframe[0].value["initiatives"].iloc[0] >= 1
    at.session_state["municipality_order"] = "low"
    assert at.run().dataframe[0].value["initiatives"].iloc[0] == 0
    at.session_state["municipality_order"] = "not_known"
    assert at.run().dataframe[0].value["initiatives"].head(7).isna().all()
    at = open_app("compare", a="leader-2014-2020", b="leader-2023-2027")
    unsure = (at.dataframe[0].value["outcome"] == say("compare.outcome.not-known", "fr")).sum()
    at.session_state["outcome_order"] = "not_known"
    first = at.run().dataframe[0].value["outcome"].head(unsure)
    assert unsure
    assert set(first) == {say("compare.outcome.not-known", "fr")}


def test_hostile_words_are_shown_and_never_run():
    at = open_app("explore", q="<script>alert(1)</script>")
    assert not at.exception
    raw = " ".join(element.proto.body for element in at.get("html"))
    assert "<script>alert(1)" not in raw


@pytest.fixture
def broken_geodata(tmp_path, monkeypatch):
    """A copy of the data that the app reads instead; before and after, nothing is known of any."""
    copy = tmp_path / "geodata"
    shutil.copytree(catalog.GEODATA, copy)
    monkeypatch.setattr(in_use, "GEODATA", copy)
    in_use.forget()
    yield copy
    in_use.forget()


def test_data_replaced_while_the_app_runs_are_refused_in_a_banner_or_taken_up(broken_geodata):
    language = Language.DE
    path = broken_geodata / "built" / "participations.csv"
    sound = path.read_bytes()
    at = open_app("home", lang=language.value)
    before = texts(at)
    assert not at.warning
    path.write_bytes(sound.replace(b",partner\n", b",chef\n", 1))
    at.run()
    version = catalog.read_catalog().version
    assert [element.value for element in at.warning] == [say("shared.refused", language, file="participations.csv", version=version)]
    assert texts(at) == before
    path.write_bytes(sound)
    at.run()
    assert not at.warning
    assert not at.exception


def test_new_data_are_shown_to_a_visitor_who_is_already_there(broken_geodata):
    at = open_app("home")
    assert number(3_713_450, "fr") in texts(at)
    next_edition(broken_geodata)
    at.run()
    assert not at.warning
    assert number(3_713_451, "fr") in texts(at)


def next_edition(folder: Path) -> None:
    """One more inhabitant in Namur on 1 January 2026."""
    from wallonia_map.rebuild import rebuild

    path = folder / "source" / "population.csv"
    row = next(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("2026,92094,"))
    start, _, count = row.rpartition(",")
    path.write_text(path.read_text(encoding="utf-8").replace(row, f"{start},{int(count) + 1}"), encoding="utf-8", newline="\n")
    rebuild(folder)


def test_a_broken_cell_stops_every_page_with_one_sentence(broken_geodata):
    path = broken_geodata / "built" / "participations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",partner\n", ",chef\n", 1), encoding="utf-8", newline="\n")
    row = (
        path.read_text(encoding="utf-8").splitlines().index(next(line for line in path.open(encoding="utf-8") if ",chef" in line).strip())
        + 1
    )
    for page in MENU:
        at = open_app(page)
        [told] = [element.value.replace("\\", "") for element in at.error]
        assert told == say("app.broken_cell", "fr", file="participations.csv", row=row, column="role", value="chef")
        assert f"row {row}, column &#x27;role&#x27;: &#x27;chef&#x27; is not one of" in next(
            element.proto.body for element in at.get("html") if 'lang="en"' in element.proto.body
        )
        assert not at.title


def test_a_missing_file_stops_the_app_with_one_sentence(broken_geodata):
    (broken_geodata / "built" / "initiatives.csv").unlink()
    for language in Language:
        at = open_app("explore", lang=language.value)
        assert at.error[0].value.replace("\\", "") == say("app.broken_missing", language, file="initiatives.csv")
        assert not at.title


def test_a_value_that_breaks_a_rule_is_shown_as_text_alone(broken_geodata):
    path = broken_geodata / "built" / "participations.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace(",partner\n", ",![x](https://a.example)<b>\n", 1), encoding="utf-8", newline="\n"
    )
    at = open_app("home", lang="de")
    assert "!\\[x\\]\\(https\\:" in at.error[0].value
    assert not [element for element in at.get("html") if "<b>" in element.proto.body]


def test_a_sheet_opened_by_a_code_of_2025_is_that_of_2025_and_tells_the_merger():
    at = open_app("municipality", nis="82039")
    assert (at.session_state["p_municipality_nis"], at.session_state["p_municipality_vintage"]) == ("82039", "2025")
    told = [info.value for info in at.info]
    assert not any("a changé" in text for text in told)
    assert any("Bertogne (82005)" in text and "2 décembre 2024" in text for text in told)


def test_the_link_of_a_receipt_says_what_the_address_leaves_out():
    at = open_app("compare", lang="nl")
    assert "a" not in at.query_params
    whole = at.session_state["_whole_address"]
    assert {"mode", "a", "b", "vintage", "role"} <= set(whole)


def test_a_preview_shows_texts_in_the_language_of_the_reader_and_says_so():
    at = open_app("data", lang="nl")
    shown = list(at.dataframe[0].value.columns)
    assert {"name_nl", "short_nl"} <= set(shown)
    assert not [name for name in shown if name.endswith(("_fr", "_en", "_de"))]
    assert say("data.preview_in_language", "nl") in [caption.value for caption in at.caption]
