"""White spots ranked by need: the page, its link and its file say what the question and the command say."""

import csv
import io

import pytest

from tests.app.test_pages import open_app, texts
from wallonia_map.cli.main import main
from wallonia_map.export.planner_tables import need_ranks_table
from wallonia_map.i18n import Language, say
from wallonia_map.model import Direction, Indicator, Selection, Vintage
from wallonia_map.questions.need_ranks import Criterion, criteria_of, criterion_text, every_criterion, need_ranks
from wallonia_map.views.need_words import describe_ranks

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
CHOSEN = ["unemployment-ilo:higher", "income-per-return:lower"]
SELECTION = Selection(programmes=("leader-2023-2027", "leader-2014-2020"), vintage=Vintage("2019"))
LINK = {"vintage": "2019", "programmes": list(SELECTION.programmes)}


@pytest.mark.parametrize("language", list(Language))
def test_the_page_shows_the_ranks_of_the_question(atlas, language):
    at = open_app("white_spots", lang=language.value, need=CHOSEN, **LINK)
    assert not at.exception
    assert not at.error
    found = need_ranks(atlas, SELECTION, criteria_of(CHOSEN), language=language)
    assert describe_ranks(found, language) in texts(at)
    shown = next(element.value for element in at.dataframe if "position" in element.value)
    assert shown["municipality"].tolist() == found.table["municipality"].tolist()
    assert shown["position_without_2"].dropna().astype(int).tolist() == found.table["position_without_2"].dropna().astype(int).tolist()


def test_a_link_with_hostile_criteria_keeps_the_others():
    asked = [
        "unemployment-ilo:lower",
        "<script>",
        "unemployment-ilo:higher",
        "poverty:higher",
        "local-units:sideways",
        "persons-65-plus:higher",
    ]
    at = open_app("white_spots", lang="en", need=asked, **LINK)
    assert not at.exception
    assert at.session_state["p_white_need"] == ["unemployment-ilo:lower", "persons-65-plus:higher"]
    raw = " ".join(element.proto.body for element in at.get("html"))
    assert "“<script>" not in raw
    assert "need = “&lt;script&gt;”" in raw  # and said so


def test_without_a_figure_the_page_says_what_to_choose():
    assert say("need.ranked_nothing", "fr") in texts(open_app("white_spots", **LINK))


def test_the_command_prints_the_figures_of_the_page(atlas, capsys):
    asked = ["need", "--white-spots", "--vintage", "2019", "--format", "csv"]
    for text in CHOSEN:
        asked += ["--indicator", text]
    for programme in SELECTION.programmes:
        asked += ["--programme", programme]
    assert main(asked) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    file = need_ranks_table(atlas, need_ranks(atlas, SELECTION, criteria_of(CHOSEN), language="en"), SELECTION, Language.EN).rows
    assert [row["nis"] for row in rows] == file["nis"].tolist()
    assert [float(row["score"]) for row in rows if row["score"]] == file["score"].dropna().tolist()
    for name in ("position", "position_without_1", "position_without_2", "best", "worst"):
        assert [int(row[name]) for row in rows if row[name]] == file[name].dropna().astype(int).tolist()
    assert set(file["period_1"]) - {""} == {"2023"}


@pytest.mark.parametrize("wrong", [["local-units:sideways"], ["poverty"], ["local-units", "local-units:lower"], ["local-units"] * 4])
def test_the_command_refuses_what_is_no_criterion(capsys, wrong):
    assert main(["need", "--white-spots", *(part for text in wrong for part in ("--indicator", text))]) == 2
    assert capsys.readouterr().out == ""


def test_every_indicator_can_be_ranked_from_either_end(atlas):
    assert atlas
    every = every_criterion()
    assert len(every) == 2 * len(Indicator.ids())
    assert criteria_of(list(every)[:8]) == tuple(Criterion.of(item) for item in list(Indicator)[:3])
    assert criterion_text(Criterion.of(Indicator("income-per-return"))) == "income-per-return:lower"
    assert Criterion.of(Indicator("income-per-return"), Direction.HIGHER) in every.values()


def test_a_ranked_row_is_chosen_on_the_map_and_the_other_way_round(atlas):
    nis = str(need_ranks(atlas, SELECTION, criteria_of(CHOSEN), language="fr").table.index[3])
    at = open_app("white_spots", need=CHOSEN, nis=nis, **LINK)
    assert at.session_state["white_ranked"]["selection"]["rows"] == [3]
    assert at.session_state["p_white_nis"] == nis


def test_the_least_need_and_what_is_not_known_can_stand_first(atlas):
    at = open_app("white_spots", need=CHOSEN, **LINK)

    def positions():
        return next(element.value for element in at.dataframe if "position" in element.value)["position"]

    ranked = need_ranks(atlas, SELECTION, criteria_of(CHOSEN), language="fr").table["position"]
    at.session_state["need_order"] = "low"
    assert at.run() and positions().iloc[0] == ranked.max()
    at.session_state["need_order"] = "not_known"
    at.run()
    unknown = int(ranked.isna().sum())
    assert positions().head(unknown).isna().all()
    assert positions().iloc[unknown] == 1
