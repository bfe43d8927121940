"""The members of a group become known, by the keeper's documented way: then every sentence about that gap is gone, everywhere."""

import csv
import datetime
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.app.walking import spaced, walk
from tests.file_texts import PIXEL, texts_of
from wallonia_map import vocabulary
from wallonia_map.cli.main import main
from wallonia_map.export import planner_tables
from wallonia_map.export.csv import spreadsheet_csv
from wallonia_map.export.formats import export
from wallonia_map.export.profile_pdf import profile_pdf, sheet_data
from wallonia_map.export.profile_table import sheet_table
from wallonia_map.export.receipt import File, receipt
from wallonia_map.export.report import report_data
from wallonia_map.export.slides import slides
from wallonia_map.export.tables import RowKind, table_of
from wallonia_map.export.talk_scene import Slide
from wallonia_map.i18n import Language, message_ids, number, say
from wallonia_map.model import Selection, Vintage
from wallonia_map.questions.profile import municipality_profile
from wallonia_map.questions.selection import select
from wallonia_map.sharing import in_use
from wallonia_map.tables.atlas import Atlas, load
from wallonia_map.tables.catalog import GEODATA
from wallonia_map.tables.names import lag_name
from wallonia_map.ui.shared import talk_state
from wallonia_map.views.gaps import gap_text, groups_without_members
from wallonia_map.views.link_summary import summary_from_params
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.talk import default_talk
from wallonia_map.views.view import View

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")

PROGRAMME, GROUP = "leader-2023-2027", "lag2023-plaines-de-l-escaut"
YEAR, DAY = Vintage.V2019, datetime.date(2026, 11, 1)
LANGUAGES = list(Language)
ASKED = Selection(programmes=(PROGRAMME,), vintage=YEAR)
#: Two of the seven that were possible and are filled in.
TOURNAI, ANTOING = "57081", "57003"
VISITS = {
    "home": ("home", {}),
    "explore": ("explore", {"programme": PROGRAMME, "show": "covered", "nis": ANTOING, "vintage": "2019"}),
    "membership": ("explore", {"programme": PROGRAMME, "show": "lag-2023-2027", "nis": TOURNAI, "vintage": "2019"}),
    "amounts": ("explore", {"programme": PROGRAMME, "show": "subsidy", "vintage": "2019"}),
    "sheet": ("municipality", {"nis": TOURNAI, "vintage": "2019"}),
    "programmes": ("compare", {"a": "leader-2014-2020", "b": PROGRAMME, "vintage": "2019"}),
    "territories": ("compare", {"mode": "territories", "t": [TOURNAI, "50000"], "programme": PROGRAMME, "vintage": "2019"}),
    "white_spots": ("white_spots", {"programmes": [PROGRAMME, "projects"], "vintage": "2019"}),
    "data": ("data", {"part": "totals"}),
    "initiative": ("initiative", {"id": GROUP}),
    "your_data": ("your_data", {}),
}
#: Where another gap stands too: a possible member of a group of another period (the map of a sheet is of all programmes), and what a table
#: of the data calls its columns.
OTHER_GAPS = {"home", "sheet", "programmes", "data"}


def command(*words: str | Path) -> str:
    """What the keeper reads after `python -m wallonia_map …`."""
    done = subprocess.run([sys.executable, "-m", "wallonia_map", *map(str, words)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """The folder in which the members stand, and its atlas: a template, seven names, `add`, `rebuild`."""
    before = vocabulary.current()
    room = tmp_path_factory.mktemp("filled")
    folder = Path(shutil.copytree(GEODATA, room / "geodata"))
    blank, members = room / "members.csv", room / "filled.csv"
    assert main(["template", PROGRAMME, "--possible-members", "--out", str(blank), "--geodata", str(folder)]) == 0
    with blank.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["initiative_id"] == GROUP
    row |= {"partner_municipalities": row["possible_municipalities"], "possible_municipalities": "", "possible_reason": ""}
    row |= {"confidence": "high", "source_urls": "https://example.org/members"}
    with members.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(row)
    assert "from 119 to 126 municipalities covered" in command("add", members, "--programme", PROGRAMME, "--geodata", folder)
    assert main(["rebuild", "--geodata", str(folder)]) == 0
    yield folder, load(folder)
    vocabulary.tell(before)


@pytest.fixture(scope="module", params=(Language.FR, Language.DE))
def walked(request, filled):
    """A language, and every page on the filled copy, opened once in it; test_not_known walks the same pages in the other two."""
    folder, _ = filled
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(in_use, "GEODATA", folder)
        in_use.forget()
        yield request.param, walk(VISITS, request.param, scenes=False)
    in_use.forget()


def gap_of(atlas: Atlas, language: Language) -> re.Pattern[str]:
    """What may stand nowhere any more: the sentences by which the real atlas, where the gap is open, tells of it."""
    told = view_summary(atlas, View(ASKED, Measure.COVERED), language)
    reason = atlas.texts.say(str(atlas.initiatives.at[GROUP, "possible_reason"]), language)
    member = say("not_known.member", language, names=lag_name(atlas, GROUP, language))
    wanted = say("data.wanted_members", language, names="\0").partition("\0")[0].strip()
    uncertain = say("compare.uncertain", language, names="\0").partition("(")[0].strip()
    unplaced = [say("scene.unplaced", language, n=n) for n in (1, 2)]
    found = {reason, *told.why_not_known, member, wanted, uncertain, *unplaced, say("not_known.count", language, n=7)}
    return re.compile("|".join(re.escape(spaced(text)).replace(r"\ ", r"\s*") for text in found), re.IGNORECASE)


def doubt_of(language: str) -> re.Pattern[str]:
    """« not known » of a municipality, however it is worded; the bare word stands for whatever an initiative does not tell of itself."""
    words = [say(name, language) for name in ("legend.possible", "legend.possible_member", "legend.not_known_or_possible")]
    return re.compile("|".join(re.escape(spaced(word)) for word in words), re.IGNORECASE)


def plainly(texts: Iterable[str], language: str) -> list[str]:
    """Texts without the words of the atlas that stand whatever the data say: headers, the name of a role, no confirmation yet."""
    said = [
        text for name, text in message_ids(language).items() if name.startswith(("column.", "workbook.coverage.")) and isinstance(text, str)
    ]
    said += [
        say(name, language)
        for name in ("role.possible", "question.not_confirmed", "glossary.not_known", "glossary.not_known_text", "report.unknown")
    ]
    words = re.compile(
        "|".join(map(re.escape, sorted((spaced(text) for text in said if doubt_of(language).search(spaced(text))), key=len, reverse=True)))
    )
    return [words.sub("", spaced(text)) for text in texts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_open_gap_is_told_by_these_very_sentences(atlas, language):
    assert groups_without_members(atlas, PROGRAMME) == (GROUP,)
    gap = gap_of(atlas, language)
    data = report_data(view_summary(atlas, View(ASKED, Measure.COVERED), language), day=DAY, permalink="")
    assert sum(bool(gap.search(spaced(line))) for line in data["unknown"]) >= 2
    assert gap.search(spaced(gap_text(atlas, language)))


def test_no_page_speaks_of_the_gap(walked, atlas, filled):
    language, pages = walked
    gap, doubt = gap_of(atlas, language), doubt_of(language)
    for name, page in pages.items():
        assert not page.fails, name
        assert [text for text in page.texts if gap.search(text)] == [], name
        if name not in OTHER_GAPS:
            assert [text for text in plainly(page.texts, language) if doubt.search(text)] == [], name
    assert pages["explore"].says(say("meter.municipalities", language, n=number(126, language), of=number(262, language)))
    assert pages["sheet"].says(lag_name(filled[1], GROUP, language))


def test_where_another_gap_stands_it_alone_is_told(walked):
    language, pages = walked
    assert say("not_known.count", language, n=1) in pages["programmes"].whole
    about_the_gap = [text for text in pages["programmes"].texts if "Somme-Leuze" in text]
    assert any(say("not_known.label", language).casefold() in text.casefold() for text in about_the_gap)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_document_speaks_of_the_gap(filled, atlas, tmp_path, language):
    """Report, page, workbook, layers, receipt, tables of Compare, White spots and the sheet; on paper one file in each language."""
    _, known = filled
    gap, doubt = gap_of(atlas, language), doubt_of(language)
    summary = view_summary(known, View(ASKED, Measure.COVERED), language)
    assert all(line.is_known for line in summary.legend if line.municipalities)
    selected = select(known, ASKED)
    files = [export(form, summary, day=DAY, permalink="http://localhost/") for form in ("html", "xlsx", "geojson", "csv")]
    rows = File("rows.csv", "text/csv", spreadsheet_csv(table_of(RowKind.MUNICIPALITIES, known, selected, language), language))
    files += [rows, receipt(rows, 262, atlas=known, selected=selected, permalink="", day=DAY, language=language)]
    texts = [text for file in files for text in texts_of(file, tmp_path)]
    texts += str(report_data(summary, day=DAY, permalink="")).split("', '")
    profile = municipality_profile(known, TOURNAI, YEAR, language=language)
    texts += sheet_table(known, profile, language).astype("str").to_numpy().ravel().tolist()
    texts += str(sheet_data(view_summary(known, View(ASKED, municipality=TOURNAI), language), profile, day=DAY, permalink="")).split("', '")
    over = summary_from_params("white_spots", {"programmes": [PROGRAMME, "projects"], "vintage": ["2019"]}, known, language)
    texts += planner_tables.overlap_table(over).rows.astype("str").to_numpy().ravel().tolist()
    form = {Language.FR: "svg", Language.EN: "pdf", Language.NL: "report"}.get(language)
    if form:
        texts += texts_of(export(form, summary, day=DAY, permalink="http://localhost/"), tmp_path)
    # The map of a sheet is of all programmes, and its legend tells of a group of another period.
    sheet = [] if form else texts_of(profile_pdf(known, profile, language, day=DAY, permalink="http://localhost/"), tmp_path)
    assert [text for text in (*texts, *sheet) if gap.search(spaced(text))] == []
    assert [text for text in plainly(texts, language) if doubt.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_scene_and_no_note_of_a_talk_speaks_of_the_gap(filled, atlas, tmp_path, language):
    _, known = filled
    scenes = []
    for scene in default_talk().scenes:
        shown = talk_state.summary_of(scene, known, language)
        scenes.append(Slide(shown, talk_state.title_of(scene, shown), talk_state.note_of(scene, known, language), ""))
    file = slides(scenes, picture=lambda *_: PIXEL, day=DAY, language=language)
    gap = gap_of(atlas, language)
    assert [text for text in texts_of(file, tmp_path) if gap.search(spaced(text))] == []
    assert any(
        gap.search(spaced(talk_state.note_of(scene, atlas, language))) for scene in default_talk().scenes
    )  # so it was the data that closed it


@pytest.mark.parametrize(
    "words", [["coverage", "--programme", PROGRAMME], ["diff", "leader-2014-2020", PROGRAMME, "--list"], ["sheet", TOURNAI]]
)
def test_no_command_speaks_of_the_gap(filled, capsys, words):
    folder, _ = filled
    assert main([*words, "--vintage", "2019", "--format", "csv", "--geodata", str(folder)]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    if words[0] == "coverage":
        assert (rows[0]["municipalities_covered"], rows[0]["municipalities_not_known"]) == ("126", "0")
    elif words[0] == "diff":
        assert [row["nis"] for row in rows if row["outcome"] == "not-known"] == ["91120"]
        assert {row["is_uncertain"].lower() for row in rows if row["nis"] != "91120"} == {"false"}
    else:
        assert not [row for row in rows if row["section"] == "possible_lags"]
