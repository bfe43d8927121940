"""Of the possible members of a group, no page, file, scene or command says « none », « 0 », « no » or « lost »."""

import csv
import datetime
import io
import json
import re

import pytest

from tests.app.walking import spaced, walk
from tests.file_texts import PIXEL, tables_of, texts_of
from wallonia_map.cli.main import main
from wallonia_map.export.csv import plain_csv, spreadsheet_csv
from wallonia_map.export.formats import export
from wallonia_map.export.profile_pdf import profile_pdf, sheet_data
from wallonia_map.export.profile_table import sheet_table
from wallonia_map.export.receipt import File, receipt
from wallonia_map.export.report import report_data
from wallonia_map.export.slides import slides
from wallonia_map.export.tables import RowKind, table_of
from wallonia_map.export.talk_scene import Slide
from wallonia_map.i18n import Language, number, percent, say
from wallonia_map.model import CountingRule, RoleRule, Selection, Vintage
from wallonia_map.questions.coverage import coverage
from wallonia_map.questions.overlaps import white_spots
from wallonia_map.questions.profile import municipality_profile
from wallonia_map.questions.selection import select
from wallonia_map.questions.territories import compare
from wallonia_map.tables.names import lag_name
from wallonia_map.views.gaps import members_gap
from wallonia_map.views.link_summary import summary_from_params
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.meter_lines import meter_of
from wallonia_map.views.not_known import count_range
from wallonia_map.views.talk import default_talk
from wallonia_map.views.view import View

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")

PROGRAMME = "leader-2023-2027"
NAMES = ("Antoing", "Beloeil", "Bernissart", "Brunehaut", "Péruwelz", "Rumes", "Tournai")
DAY = datetime.date(2026, 11, 1)
LANGUAGES = list(Language)
ASKED_FOR = ["--programme", PROGRAMME, "--show", "covered", "--vintage", "2019"]
#: Facts of a municipality that are true or false whoever it takes part with.
FLAGS = re.compile("language|german|linguist|langue|germanophone|taal|sprach|deutsch|duits", re.IGNORECASE)


@pytest.fixture(scope="module")
def members(atlas):
    """The codes of the possible members."""
    names = atlas.municipality_names(Vintage.V2019, "fr")
    return sorted(names.index[names.isin(NAMES)])


def asked(rule: RoleRule = RoleRule.STRICT) -> Selection:
    return Selection(programmes=(PROGRAMME,), rule=rule, vintage=Vintage.V2019)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("measure", [Measure.INITIATIVES, Measure.PER_10000, Measure.COVERED, Measure.SUBSIDY, Measure.LAG_2023])
def test_the_map_hatches_them_and_its_words_say_not_known(atlas, members, measure, language):
    summary = view_summary(atlas, View(asked(), measure), language)
    assert set(summary.measured.possible) == set(members)
    assert (summary.measured.classes[members] == -1).all()
    hatched = [line for line in summary.legend if not line.is_known]
    assert [line.label for line in hatched] == [summary.class_names[members[0]]]
    assert say("not_known.label", language) in hatched[0].label or say("value.not_known", language) in hatched[0].label
    assert "119" in summary.sentence
    assert "126" in summary.sentence
    assert summary.meter[0].figures == say("meter.municipalities_range", language, low="119", high="126", of="262")
    assert summary.meter[0].not_known == pytest.approx(7 / 262)
    assert sum("Escaut" in sentence for sentence in summary.why_not_known) == 1


@pytest.mark.parametrize("rule", RoleRule)
def test_the_rows_of_their_files_are_empty_and_never_zero(atlas, members, rule):
    selected = select(atlas, asked(rule))
    table = table_of(RowKind.MUNICIPALITIES, atlas, selected, "fr")
    for content, mark in ((plain_csv(table), ","), (spreadsheet_csv(table, "fr"), ";")):
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=mark))
        columns = [place for place, name in enumerate(table.columns) if name.startswith(("initiatives", "is_covered", "known", "subsidy"))]
        empty = [
            place for place in columns if table.columns[place].endswith("leader_2023_2027") or "initiatives_" not in table.columns[place]
        ]
        for row in (row for row in rows[1:] if row[0] in members):
            assert {row[place] for place in empty} == {""}
    pairs = table_of(RowKind.PARTICIPATIONS, atlas, selected, "fr")
    assert set(pairs.loc[pairs["role"] == "possible", "nis"]) == set(members)
    group = table_of(RowKind.INITIATIVES, atlas, selected, "en").set_index("initiative_id").loc["lag2023-plaines-de-l-escaut"]
    assert group["possible_municipalities"].count(";") == 6
    assert group["municipalities_counted"] is not None
    assert str(group["municipalities_counted"]) == "<NA>"
    assert group["possible_reason"].startswith("The member list")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_receipt_and_the_report_say_why(atlas, language):
    selected = select(atlas, asked())
    written = receipt(File("a.csv", "text/csv", b""), 0, atlas=atlas, selected=selected, permalink="", day=DAY, language=language)
    reason = atlas.texts.say(atlas.initiatives.at["lag2023-plaines-de-l-escaut", "possible_reason"], language)
    assert reason in written.content.decode()
    data = report_data(view_summary(atlas, View(asked(), Measure.COVERED), language), day=DAY, permalink="")
    assert any(reason in line for line in data["unknown"])
    white = {row[0] for row in data["white"]["rows"]}
    assert not white & {atlas.municipality_name(nis, Vintage.V2019, language) for nis in NAMES_OF(atlas)}


def NAMES_OF(atlas):  # noqa: N802 (the codes of the names above)
    names = atlas.municipality_names(Vintage.V2019, "fr")
    return list(names.index[names.isin(NAMES)])


@pytest.mark.parametrize("form", ["html", "geojson"])
def test_a_page_and_a_map_to_take_away_leave_them_open(atlas, members, form):
    summary = view_summary(atlas, View(asked(), Measure.COVERED), Language.FR)
    content = export(form, summary, day=DAY, permalink="http://localhost/").content.decode("utf-8")
    if form == "geojson":
        rows = {one["properties"]["nis"]: one["properties"] for one in json.loads(content)["features"]}
        assert {(rows[nis]["value"], rows[nis]["colour"], rows[nis]["initiatives"], rows[nis]["is_covered"]) for nis in members} == {
            (None,) * 4
        }
        assert {rows[nis]["class"] for nis in members} == {say("legend.possible", "fr")}
    else:
        data = json.loads(content.split('<script type="application/json" id="data">')[1].split("</script>")[0])
        for nis in members:
            place = data["places"][nis]
            assert say("value.not_known", "fr") in place["told"] or say("not_known.label", "fr") in place["told"]
            assert place["facts"][0] == say("not_known.label", "fr")
            assert [role for _, role in place["mine"]] == ["possible"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_became_of_them_and_what_covers_them_is_not_known(atlas, members, language):
    change = summary_from_params("compare", {"a": ["leader-2014-2020"], "b": [PROGRAMME], "vintage": ["2019"]}, atlas, language)
    assert set(change.class_names[members]) == {say("compare.outcome.not-known", language)}
    over = summary_from_params("white_spots", {"programmes": [PROGRAMME, "projects"], "vintage": ["2019"]}, atlas, language)
    assert set(over.class_names[members]) == {say("legend.possible", language)}
    for summary in (change, over):
        assert (summary.measured.classes[members] == -1).all()
        assert sum(line.municipalities for line in summary.legend) == 262
    spots = white_spots(atlas, asked())
    assert not set(spots.index) & set(members)
    assert len(spots) == 262 - 126


def test_as_territories_they_have_no_figure(atlas, members):
    table = compare(atlas, [*members, "50000"], asked(), CountingRule.EQUAL)
    left = table.loc[members].drop(columns=["territory", "kind", "municipalities", "inhabitants", "area_km2"])
    unsure = [name for name in left if "not_known" in name]
    assert left.drop(columns=unsure).isna().all(axis=None)
    assert (left["municipalities_not_known"] == 1).all()
    assert table.at["50000", "municipalities_not_known"] == 7


@pytest.mark.parametrize("language", LANGUAGES)
def test_their_sheets_name_the_group_as_possible(atlas, members, language):
    for nis in members[:2]:
        profile = municipality_profile(atlas, nis, Vintage.V2019, language=language)
        assert profile.possible_lags[PROGRAMME] == ("lag2023-plaines-de-l-escaut",)
        rows = sheet_table(atlas, profile, language)
        group = rows[rows["name"] == say(f"programme.{PROGRAMME}", language)]
        assert group["value"].str.contains(say("not_known.label", language), regex=False).all()
        summary = view_summary(atlas, View(asked(), municipality=nis), language)
        lines = dict(sheet_data(summary, profile, day=DAY, permalink="")["lines"])
        period = say("municipality.lag", language, period="2023–2027")
        assert lines[period].startswith(say("not_known.label", language))


VISITS = {
    "home": ("home", {}),
    "explore": ("explore", {"programme": PROGRAMME, "show": "covered", "nis": "57003", "vintage": "2019"}),
    "membership": ("explore", {"show": "lag-2023-2027", "nis": "57003", "vintage": "2019"}),
    "amounts": ("explore", {"programme": PROGRAMME, "show": "subsidy", "vintage": "2019"}),
    "sheet": ("municipality", {"nis": "57003", "vintage": "2019"}),
    "programmes": ("compare", {"a": "leader-2014-2020", "b": PROGRAMME, "vintage": "2019"}),
    "territories": ("compare", {"mode": "territories", "t": ["57003"], "programme": PROGRAMME, "vintage": "2019"}),
    "white_spots": ("white_spots", {"programmes": [PROGRAMME, "projects"], "vintage": "2019"}),
    "data": ("data", {"part": "totals"}),
    "initiative": ("initiative", {"id": "lag2023-plaines-de-l-escaut"}),
    "your_data": ("your_data", {}),
}


@pytest.fixture(scope="module", params=(Language.EN, Language.NL))
def walked(request):
    """A language, and every page and scene, opened once in it; test_filled_in walks the same pages in the other two."""
    return request.param, walk(VISITS, request.param)


def denials(language: str) -> set[str]:
    """What no cell about a possible member may say."""
    names = (
        "answer.no", "panel.none", "value.none", "legend.no_lag", "legend.not_covered", "municipality.no_lag", "certainty.none_known",
        "certainty.no_initiative", "certainty.no_amount", "certainty.nothing", "white_spots.nothing",
        *(f"{group}.outcome.{outcome}" for group in ("compare", "certainty") for outcome in ("gained", "kept", "lost", "never")),
    )  # fmt: skip
    return {"0", "0.0", "False", *(spaced(word) for word in (percent(0.0, language), *(say(name, language) for name in names)))}


def test_no_row_and_no_scene_says_that_one_of_them_has_none(walked, atlas):
    language, pages = walked
    names = {atlas.municipality_name(nis, Vintage.V2019, language) for nis in NAMES_OF(atlas)}
    about = {name: [row for row in page.rows if row and row[0] in names] for name, page in pages.items()}
    for name, page in pages.items():
        assert not page.fails, name
    for name in ("explore", "membership", "amounts", "programmes", "white_spots"):
        assert [row for row in about[name] if denials(language) & set(row[1:])] == [], name
    assert {row[0] for row in about["explore"]} == names
    assert {row[0] for row in about["programmes"]} == names
    assert about["white_spots"] == []
    assert [row for row in pages["initiative"].rows if denials(language) & set(row)] == []
    assert all(pages["initiative"].says(name) for name in names)
    for name in ("explore", "membership", "amounts", "sheet", "programmes", "territories", "initiative"):
        assert say("not_known.label", language).lower() in pages[name].whole.lower(), name
    assert say("panel.none", language) not in pages["explore"].whole
    assert say("not_known.count", language, n=8) in pages["programmes"].whole  # seven here, Somme-Leuze then
    assert not any(text.startswith(spaced(percent(0.0, language))) for text in pages["territories"].texts)


def test_home_gives_ranges_and_data_names_the_group(walked, atlas):
    language, pages = walked
    figures = meter_of(coverage(atlas, Selection(programmes=(PROGRAMME,))), language)
    assert all(pages["home"].says(line.share_written) and pages["home"].says(line.figures) for line in figures)
    assert pages["home"].says(count_range(coverage(atlas, Selection()), language))
    assert pages["data"].says(members_gap(atlas, language, (PROGRAMME,)))


def test_a_list_of_initiatives_says_not_published_and_not_known_instead_of_nothing(walked):
    language, pages = walked
    groups = [row for row in pages["explore"].rows if len(row) == 8 and row[4].isdecimal()]  # nobody has confirmed one yet: no such column
    assert say("certainty.not_published", language) in {row[6] for row in groups}


def test_every_scene_opens_and_that_of_the_groups_gives_the_range_and_its_note_the_gap(walked, atlas):
    language, pages = walked
    scenes = default_talk().scenes
    for place, scene in enumerate(scenes, start=1):
        page = pages[f"scene {place}"]
        assert page.says(say("stage.position", language, n=place, of=len(scenes)))
        if PROGRAMME in scene.params.get("programme", ()):
            shown = summary_from_params(scene.page, scene.params, atlas, language)
            assert page.says(shown.point)
            assert "119" in shown.point
            assert "126" in shown.point
            assert all(page.says(line.share_written) for line in shown.meter)
            assert page.says(members_gap(atlas, language, (PROGRAMME,)))
            assert page.says(say("legend.possible_member", language))
            break
    else:
        pytest.fail("no scene is about the groups")


@pytest.mark.parametrize(
    ("form", "language"), [("xlsx", Language.FR), ("xlsx", Language.DE), ("gpkg", Language.EN), ("geojson", Language.NL)]
)
def test_no_cell_of_a_file_that_the_command_writes_denies_it(atlas, members, tmp_path, form, language):
    out = tmp_path / f"file.{form}"
    assert main(["export", "--what", form, "--out", str(out), *ASKED_FOR, "--lang", language.value]) == 0
    names = {atlas.municipality_name(nis, Vintage.V2019, language) for nis in members}
    found = 0
    for table, rows in tables_of(File(out.name, "", out.read_bytes()), tmp_path).items():
        for row in rows:
            if {*members, *names} & {str(cell) for cell in list(row.values())[:4]}:
                found += 1
                wrong = {
                    column: cell for column, cell in row.items() if spaced(str(cell)) in denials(language) and not FLAGS.search(column)
                }
                assert not wrong, (table, wrong)
    assert found >= len(members)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_slides_give_the_range_in_text_figures_and_legend(atlas, tmp_path, language):
    summary = view_summary(atlas, View(asked(), Measure.COVERED), language)
    file = slides([Slide(summary, None, "", "")], picture=lambda *_: PIXEL, day=DAY, language=language)
    texts = texts_of(file, tmp_path)
    assert summary.meter[0].share_written in texts
    assert any(summary.meter[0].figures in text for text in texts)
    assert any(say("legend.possible", language) in text for text in texts)
    assert any(members_gap(atlas, language, (PROGRAMME,)) in text for text in texts)
    assert not any(re.search(r"\b45\s?%(?!\s?–)", text) and "126" not in text and "48" not in text for text in texts)


def drawn(atlas, place: int, language: str) -> list[File]:
    """What is drawn and typeset: a sheet in every language, and the map as a picture, on a page or in a report."""
    summary = view_summary(atlas, View(asked(), Measure.COVERED), language)
    profile = municipality_profile(atlas, NAMES_OF(atlas)[place], Vintage.V2019, language=language)
    return [
        profile_pdf(atlas, profile, language, day=DAY, permalink="http://localhost/"),
        export(("svg", "report", "pdf", "svg")[place], summary, day=DAY, permalink="http://localhost/"),
    ]


def squeezed(text: str) -> str:
    """A text without spaces: paper breaks lines where it likes."""
    return "".join(text.split())


@pytest.mark.parametrize(("place", "language"), list(enumerate(LANGUAGES)))
def test_nothing_on_paper_denies_it(atlas, tmp_path, place, language):
    """What a reader of PDF and SVG finds in a sheet, a map and a report."""
    sheet, other = ([squeezed(text) for text in texts_of(file, tmp_path)] for file in drawn(atlas, place, language))
    period = say("municipality.lag", language, period="2023–2027")
    group = say("not_known.member", language, names=lag_name(atlas, "lag2023-plaines-de-l-escaut", language))
    assert squeezed(period + group) in "".join(sheet)
    names = [squeezed(atlas.municipality_name(nis, Vintage.V2019, language)) for nis in NAMES_OF(atlas)]
    words = "|".join(re.escape(squeezed(word)) for word in denials(language))
    denied = re.compile(rf"(?:{'|'.join(map(re.escape, names))})[:·(–—-]?(?:{words})(?![\w%.,])")
    assert denied.search(squeezed(f"{names[0]} : {say('certainty.none_known', language)} ·"))
    assert [found for text in (*sheet, *other) for found in denied.findall(text)] == []
    whole = "".join(other)
    assert squeezed(view_summary(atlas, View(asked(), Measure.COVERED), language).sentence) in whole
    assert squeezed(f"{say('legend.possible', language)}7{number(133_390, language)}") in whole
    assert squeezed(f"{say('legend.not_covered', language)}136") in whole


@pytest.mark.parametrize(
    "command",
    [["diff", "leader-2014-2020", PROGRAMME, "--list"], ["coverage", "--programme", PROGRAMME], ["sheet", "57003"]],
)
def test_no_command_denies_it(command, members, capsys):
    assert main([*command, "--vintage", "2019", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    if command[0] == "diff":
        assert {row["outcome"] for row in rows if row["nis"] in members} == {"not-known"}
        assert {row["is_uncertain"].lower() for row in rows if row["nis"] in members} == {"true"}
    elif command[0] == "coverage":
        assert (rows[0]["municipalities_covered"], rows[0]["municipalities_not_known"]) == ("119", "7")
    else:
        assert ("possible_lags", PROGRAMME, "lag2023-plaines-de-l-escaut") in {
            (row["section"], row["subject"], row["value"]) for row in rows
        }
        about = {row["field"]: row["value"] for row in rows if row["subject"] in (PROGRAMME, "lag2023-plaines-de-l-escaut")}
        assert about["role"] == "possible"
        assert not {"0", "False"} & set(about.values()), about


def test_a_share_that_a_command_shows_is_a_range_where_it_is_not_known(capsys):
    assert main(["coverage", "--programme", PROGRAMME, "--vintage", "2019", "--by", "province"]) == 0
    rows = {line.split()[1]: line.split() for line in capsys.readouterr().out.splitlines()[1:] if "wallon" not in line}
    assert {cell for cell in rows["Hainaut"] if "%" in cell} == {"1.4–11.6%", "0.7–10.6%", "1.1–13.8%"}
    assert not any("–" in cell for cell in rows["Namur"])
