"""The figures of a view by province, arrondissement, community or group: the same on the page, at the address and from the command."""

import io

import pandas as pd
import pytest

from tests.app.test_pages import open_app, texts
from tests.asking import ask
from wallonia_map.cli.main import main
from wallonia_map.i18n import Language, say
from wallonia_map.model import Indicator, Programme, Selection, Vintage
from wallonia_map.questions.selection import select
from wallonia_map.questions.territories import by_level, compare, levels
from wallonia_map.questions.territory import TerritoryKind
from wallonia_map.tables.atlas import load
from wallonia_map.ui.explore.territories import LEVEL
from wallonia_map.ui.shared import map_panel
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.territory_summary import by_territory, level_name
from wallonia_map.views.view import View

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
GROUPS = Programme.groups()[0]


def opened(language: str, **link):
    at = open_app("explore", lang=language, **link)
    at.session_state["explore_part"] = say("explore.part_territories", language)
    return at.run()


@pytest.mark.parametrize("level", [level.value for level in levels()])
@pytest.mark.parametrize("vintage", Vintage)
def test_every_level_is_what_its_territories_are_side_by_side(atlas, level, vintage):
    asked = Selection(programmes=(GROUPS.value,), vintage=vintage)
    table = by_level(atlas, TerritoryKind(level), asked)
    assert set(table["kind"]) == {level}
    pd.testing.assert_frame_equal(table, compare(atlas, list(table.index), asked))


@pytest.mark.parametrize("level", [TerritoryKind.PROVINCE, TerritoryKind.ARRONDISSEMENT, TerritoryKind.COMMUNITY, TerritoryKind.CHARACTER])
def test_levels_that_cover_the_region_add_up_to_it(atlas, level):
    asked = Selection(programmes=(GROUPS.value,))
    table, selected = by_level(atlas, level, asked), select(atlas, asked)
    assert table["municipalities"].sum() == len(selected.places)
    assert table["municipalities_covered"].sum() == len(selected.covered)


def test_filters_on_place_choose_the_rows_and_leave_each_territory_whole(atlas):
    whole = by_level(atlas, TerritoryKind.ARRONDISSEMENT, Selection())
    inside = by_level(atlas, TerritoryKind.ARRONDISSEMENT, Selection(provinces=("50000",)))
    assert 0 < len(inside) < len(whole)
    pd.testing.assert_frame_equal(inside, whole.loc[inside.index])


@pytest.mark.parametrize("language", Language)
def test_the_tab_shows_the_level_of_the_link(atlas, language):
    at = opened(language.value, level=GROUPS.membership_map, programme=GROUPS.value)
    assert not at.exception
    assert at.selectbox(key=LEVEL).value == GROUPS.membership_map
    wanted = by_level(atlas, TerritoryKind(GROUPS.membership_map), Selection(programmes=(GROUPS.value,)), language=language)
    table = next(element.value for element in at.dataframe if "territory" in element.value)
    assert table["territory"].tolist() == wanted["territory"].tolist()
    assert table["initiatives"].dropna().tolist() == wanted["initiatives"].dropna().tolist()
    assert say("level.note", language) in texts(at)
    assert say("level.groups", language) in legend_of(at)
    assert by_territory(TerritoryKind(GROUPS.membership_map), language) in legend_of(at)


def legend_of(at) -> str:
    return next(element.proto.body for element in at.get("html") if 'class="legend"' in element.proto.body)


def test_the_level_of_the_tab_is_that_of_the_map_and_of_the_link():
    at = opened("en", programme=GROUPS.value)
    assert say("legend.columns_municipalities", "en") in legend_of(at)
    assert at.selectbox(key=LEVEL).value is None  # the map is of municipalities, the table of provinces
    assert say("level.choose", "en") in texts(at)
    at.selectbox(key=LEVEL).set_value("arrondissement").run()
    assert "arrondissement" in at.query_params["level"]
    assert say("level.arrondissement", "en") in legend_of(at)
    at.selectbox(key=LEVEL).set_value(None).run()
    assert "level" not in at.query_params
    assert say("legend.columns_municipalities", "en") in legend_of(at)


def test_what_is_no_figure_of_territories_stays_by_municipality_and_says_so():
    at = opened("en", level="province", show=GROUPS.membership_map)
    assert not at.exception
    stays_by_municipality = say("level.stays", "en", name=say(f"measure.{GROUPS.membership_map}", "en"))
    assert stays_by_municipality in " ".join(element.proto.body for element in at.get("html"))
    assert say("legend.columns_municipalities", "en") in legend_of(at)


def test_a_click_on_a_territory_opens_its_page_and_no_other_text_does():
    at = open_app("explore", lang="en", level="province")
    summary = view_summary(load(), View(level=TerritoryKind.PROVINCE), Language.EN)
    assert map_panel.clicked_territory("nowhere", summary) is None
    at.session_state["_explore_opened"] = "50000"
    at.run()
    assert not at.exception
    assert "50000" in at.query_params["code"]


def test_a_level_that_there_is_not_is_said_and_the_map_stays_by_municipality():
    at = opened("en", level="planet")
    assert not at.exception
    assert at.selectbox(key=LEVEL).value is None
    assert "planet" in " ".join(element.proto.body for element in at.get("html"))


def test_address_and_command_say_the_same(atlas, capsys):
    from starlette.applications import Starlette

    from wallonia_map.server.api import Api

    answer = ask(Starlette(routes=Api().routes()), "/api/v1/territories.csv", query=f"level=arrondissement&programme={GROUPS.value}")
    assert main(["compare", "--level", "arrondissement", "--programme", GROUPS.value, "--format", "csv"]) == 0
    read, printed = (pd.read_csv(text, dtype={"code": str}) for text in (io.BytesIO(answer.content), io.StringIO(capsys.readouterr().out)))
    pd.testing.assert_frame_equal(read, printed, check_dtype=False, rtol=1e-5)  # the command writes six digits
    assert read["code"].tolist() == list(by_level(atlas, TerritoryKind.ARRONDISSEMENT, Selection()).index)


def test_the_command_takes_codes_or_a_level(capsys):
    assert main(["compare"]) != 0
    assert main(["compare", "90000", "--level", "province"]) != 0
    assert main(["compare", "--level", "planet"]) != 0
    assert "planet" in capsys.readouterr().err


def test_every_level_has_a_name_in_every_language():
    for language in Language:
        assert len({level_name(level, language) for level in levels()}) == len(levels())


@pytest.mark.parametrize(("show", "column"), [("per-10000", "per_10000"), ("covered", "share_municipalities")])
def test_zeros_and_what_is_not_known_can_stand_first_among_the_territories(atlas, show, column):
    at = opened("en", level="arrondissement", programme=GROUPS.value, show=show)
    asked = by_level(atlas, TerritoryKind.ARRONDISSEMENT, Selection(programmes=(GROUPS.value,)), language="en")

    def shown():
        return next(element.value for element in at.dataframe if "territory" in element.value)

    assert shown()["territory"].tolist() == asked["territory"].tolist()  # the list's own order, unless asked
    unknown = int(asked[column].isna().sum())
    for order, first in (("high", asked[column].max()), ("low", asked[column].min())):
        at.session_state["territory_order"] = order
        at.run()
        assert shown()[column].iloc[0] == first
        assert shown()[column].isna().tail(unknown).all()
    at.session_state["territory_order"] = "not_known"
    assert at.run().session_state["territory_order"] == "not_known"
    assert shown()[column].isna().head(unknown).all()
    assert sorted(shown()["territory"]) == sorted(asked["territory"])


def test_an_official_figure_stands_in_the_tab_as_on_the_map_and_says_that_it_is_a_median(atlas):
    indicator = next(item for item in Indicator if not item.is_ratio and not item.is_derived)
    at = opened("en", level="province", show=indicator.value)
    shown = view_summary(atlas, View(measure=Measure(indicator.value), level=TerritoryKind.PROVINCE), Language.EN)
    table = next(element.value for element in at.dataframe if "territory" in element.value)
    assert table["value"].tolist() == shown.values.tolist()
    assert say("official.basis_median", "en") in legend_of(at)
