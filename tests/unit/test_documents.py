"""What the documents promise is held here."""

import re
import runpy
import shlex
import tomllib
from pathlib import Path

import pytest

from tests.unit.test_architecture import PAGE_ROOMS, ROOMS
from wallonia_map.cli import main as command_line
from wallonia_map.i18n import Language, say
from wallonia_map.model import Programme, Selection, Vintage
from wallonia_map.questions.coverage import coverage
from wallonia_map.questions.reconciliation import known_of_published
from wallonia_map.tables.catalog import read_catalog
from wallonia_map.tables.names import lag_name
from wallonia_map.ui.frame.navigation import MENU
from wallonia_map.views.gaps import groups_without_members, programme_gap

ROOT = Path(__file__).resolve().parents[2]
READMES = {Language.EN: "README.md", Language.FR: "README.fr.md"}
DOCUMENTS = [*READMES.values(), *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md"))]
TEST_COMMAND = "python -m pip install -e '.[test]' ; python -m pytest"
RUN_COMMAND = "python -m pip install -e . ; python -m streamlit run app.py"
#: A README is read in two minutes; the rest stands in `docs/`.
MOST_BYTES = 6_000


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands_in(text: str) -> list[str]:
    """The lines of the fenced blocks of a document."""
    return [line for block in re.findall(r"^```\w*\n(.*?)^```$", text, re.DOTALL | re.MULTILINE) for line in block.splitlines()]


def anchors_of(text: str) -> set[str]:
    """The names under which a host shows the headings of a document."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_ci_runs_the_readme_s_test_command_word_for_word():
    assert f"\n{TEST_COMMAND}\n" in read(".ci/run")


@pytest.mark.parametrize("name", READMES.values())
def test_a_readme_is_short_and_has_one_line_to_run_and_one_to_test(name):
    assert len(read(name).encode()) <= MOST_BYTES
    assert commands_in(read(name)) == [RUN_COMMAND, TEST_COMMAND]


@pytest.mark.parametrize("name", READMES.values())
def test_a_readme_says_which_address_to_open_since_no_browser_opens(name):
    server = tomllib.loads(read(".streamlit/config.toml"))["server"]
    assert server["headless"] is True
    assert f"http://localhost:{server.get('port', 8501)}" in read(name)


@pytest.mark.parametrize(("language", "name"), READMES.items())
def test_a_readme_names_every_page_as_its_reader_sees_it(language, name):
    named = re.findall(r"^\* \*\*(.+?)\*\* ?: ", read(name), re.MULTILINE)
    assert named == [say(f"page.{page}", language) for page in MENU]


def test_both_readmes_lead_to_the_same_places_and_to_every_document():
    leads = {name: re.findall(r"\]\(([^)]+)\)", read(name)) for name in READMES.values()}
    english, french = (set(links) - set(READMES.values()) for links in leads.values())
    assert english == french
    assert {name for name in DOCUMENTS if name.startswith("docs/")} <= english


def test_every_resource_is_described():
    told = (ROOT / "geodata" / "README.md").read_text(encoding="utf-8")
    assert [name for name in read_catalog().resources if f"| `{name}` |" not in told] == []


def test_every_command_is_described_and_every_example_can_be_run(capsys):
    with pytest.raises(SystemExit):
        command_line.main(["--help"])
    every = set(re.findall(r"^    ([a-z-]+)\b", capsys.readouterr().out, re.MULTILINE))
    text = read("docs/commands.md")
    assert every == set(re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE))
    examples = [shlex.split(command) for name in DOCUMENTS for line in commands_in(read(name)) for command in line.split(" ; ")]
    of_the_atlas = [words[words.index("wallonia_map") + 1 :] for words in examples if "wallonia_map" in words]
    for words in of_the_atlas:
        command_line._parser().parse_args(words)  # ends the test where an option is unknown
    assert every == {words[0] for words in of_the_atlas}


def test_every_dependency_is_named_with_its_reason():
    project = tomllib.loads(read("pyproject.toml"))["project"]
    section = read("docs/architecture.md").split("## Dependencies")[1].split("\n## ")[0]
    extras = [requirement for extra in project["optional-dependencies"].values() for requirement in extra]
    for requirement in project["dependencies"] + [other for other in extras if not other.startswith(project["name"])]:
        name = re.split(r"[<>=\[]", requirement)[0]
        assert name in section, name
        assert ">=" in requirement, requirement
        assert "<" in requirement, requirement


def test_the_architecture_names_every_room_and_its_picture_is_drawn_from_the_imports_of_now():
    section = read("docs/architecture.md").split("## The rooms")[1].split("\n## ")[0]
    named = re.findall(r"^\| `([\w.]+)`", section, re.MULTILINE)
    assert named == [room for room in ROOMS if room not in PAGE_ROOMS[1:]]
    drawn = runpy.run_path(str(ROOT / "docs" / "draw_rooms.py"))
    assert drawn["drawing"]() == drawn["PICTURE"].read_text(encoding="utf-8"), "run python -m docs.draw_rooms"


@pytest.mark.parametrize("name", [*DOCUMENTS, "geodata/README.md"])
def test_every_link_of_a_document_leads_somewhere(name):
    for link in re.findall(r"\]\(([^)]+)\)", read(name)):
        if link.startswith("http"):
            continue
        path, _, anchor = link.partition("#")
        target = (ROOT / name).parent / path if path else ROOT / name
        assert target.exists(), link
        assert not anchor or anchor in anchors_of(target.read_text(encoding="utf-8")), link


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_that_a_document_names_is_there(name):
    named = re.findall(r"`((?:wallonia_map|tests|deploy|geodata|pages|docs|\.streamlit|\.ci)/[\w./*-]*)`", read(name))
    for path in named:
        assert list(ROOT.glob(path.rstrip("/"))), path


CALLS = (Programme.SMART_REGION_2019, Programme.TERRITOIRE_INTELLIGENT_2024)


def counts_in(text: str, pattern: str) -> list[int]:
    """Every figure that the pattern finds in a text, line ends aside."""
    flat = re.sub(r"\s+", " ", text)
    return [int(figure.replace(",", "")) for found in re.finditer(pattern, flat) for figure in found.groups()]


@pytest.mark.parametrize("name", [*READMES.values(), "docs/data.md"])
def test_a_document_counts_the_known_projects_of_the_calls_as_the_data_do(name, atlas):
    known = [count for call in CALLS for count in known_of_published(atlas, call)]
    assert counts_in(read(name), r"(\d+) (?:of the|des) (\d+)\b") == known


@pytest.mark.parametrize("name", READMES.values())
def test_a_readme_counts_the_municipalities_as_the_data_do(name, atlas):
    found = counts_in(read(name), r"(\d+)\s(?:municipalities of today|communes d’aujourd’hui)[^\d]+(\d+) (?:of|de) 2019")
    assert found == [len(atlas.municipalities(vintage)) for vintage in (Vintage.default(), Vintage.V2019)]


def test_the_data_s_documents_count_as_the_data_do(atlas):
    told, shown = (ROOT / "geodata" / "README.md").read_text(encoding="utf-8"), read("docs/data.md")
    once = atlas.tables["initiative_links"]["counted_once"]
    assert counts_in(told, r"\((\d+) pairs\); (\d+) more pairs") == [once.sum(), (~once).sum()]
    bids = atlas.initiatives.query("programme == 'leader-projects' and status == 'bid'")
    assert counts_in(told, r"Local Action Groups, (\d+) are known from bids") == [len(bids)]
    years = atlas.population_years(Vintage.V2025)
    for text in (told, shown):
        assert counts_in(text, r"1 January(?:,| of) (\d{4})–(\d{4})") == [years[0], years[-1]]
    groups = coverage(atlas, Selection(programmes=(Programme.LEADER_2014.value,), vintage=Vintage.V2019))
    assert counts_in(shown, r"(\d+) groups, (\d+) municipalities, ([\d,]+) inhabitants") == [
        (atlas.initiatives["programme"] == Programme.LEADER_2014).sum(), groups.municipalities_covered, groups.inhabitants_covered,
    ]  # fmt: skip


def test_the_figures_of_what_is_not_known_are_those_of_the_atlas(atlas):
    page = runpy.run_path(str(ROOT / "docs" / "known_figures.py"))
    told = page["DOCUMENT"].read_text(encoding="utf-8")
    assert page["written"](atlas, told) == told, "run python -m docs.known_figures"
    assert "| 2019 | municipalities | 1 | 7 | 61 | 69 | **1.4–12%** |" in told
    assert re.findall(r"review/known-(\w+)-(\w+)\.webp", told) == [
        (shown, when) for shown in ("map", "sheet", "compare", "stage") for when in ("before", "after")
    ]


def test_the_documents_name_the_groups_without_members_and_no_others(atlas):
    """Once the members of a group are filled in, its line goes from here too."""
    lacking = [lag_name(atlas, group, "fr") for item in Programme for group in groups_without_members(atlas, item)]
    names = sorted(re.sub(r"^GAL (?:des |du |de )?", "", name) for name in lacking)
    lines = {
        "README.md": r"Local Action Group (.+?) for \d",
        "README.fr.md": r"communes membres du GAL (.+?) pour \d",
        "docs/data.md": r"Local Action Group (.+?) for \d[\d–]+ are not known",
    }
    for document, line in lines.items():
        assert sorted(re.findall(line, read(document))) == names, document
    told = (ROOT / "geodata" / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"may be members of (.+?) \d", told) == names


def test_the_changelog_of_the_data_ends_with_the_version_and_the_counts_of_now(atlas):
    newest = (ROOT / "geodata" / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ")[1]
    assert newest.splitlines()[0] == atlas.catalog.version
    assert counts_in(newest, r"([\d,]+) initiatives with ([\d,]+) participations") == [
        len(atlas.initiatives), len(atlas.tables["participations"]),
    ]  # fmt: skip


@pytest.mark.parametrize("language", Language)
def test_the_sentences_about_gaps_count_as_the_data_do(language, atlas):
    def figures(text: str) -> list[int]:
        return [int(figure) for figure in re.findall(r"\b\d+\b", text)]

    for call in CALLS:
        assert tuple(figures(programme_gap(atlas, call.value, language))[:2]) == known_of_published(atlas, call)
    rows = atlas.initiatives[atlas.initiatives["programme"] == Programme.LEADER_PROJECTS]
    groups = atlas.initiatives[atlas.initiatives["programme"].isin([Programme.LEADER_2014, Programme.LEADER_2023])]
    named = {lag for lags in rows["lags"] for lag in lags.split(";")}
    assert figures(programme_gap(atlas, "leader-projects", language)) == [(rows["status"] == "bid").sum(), len(set(groups["lags"]) - named)]
    years = atlas.population_years(Vintage.V2025)
    assert figures(say("resource.population", language)) == [years[0], years[-1]]
