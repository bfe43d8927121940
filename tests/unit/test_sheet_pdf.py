import datetime
import io
from itertools import pairwise

import pypdf
import pytest

from tests.unit.test_static_map import HOSTILE
from wallonia_map.export.profile_pdf import LONGEST_TITLE, MOST_INITIATIVES, profile_pdf, sheet_data
from wallonia_map.export.receipt import File
from wallonia_map.i18n import Language, decimal, number, say
from wallonia_map.model import RoleRule, Selection, Vintage
from wallonia_map.questions.profile import municipality_profile
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.view import View

DAY = datetime.date(2026, 11, 22)
LINK = "https://atlas.example.org/municipality?nis=62063"
LIEGE, DINANT, COMINES, BASTOGNE, AMEL = "62063", "91034", "57097", "82039", "63001"
CASES = [
    pytest.param(LIEGE, Vintage.V2019, Language.FR, id="Liège, 23 initiatives"),
    pytest.param(DINANT, Vintage.V2019, Language.EN, id="Dinant"),
    pytest.param(COMINES, Vintage.V2019, Language.NL, id="Comines-Warneton"),
    pytest.param(BASTOGNE, Vintage.V2025, Language.FR, id="Bastogne, 2025"),
    pytest.param(AMEL, Vintage.V2019, Language.DE, id="Amel, in German"),
]


def made(atlas: Atlas, nis: str, vintage: Vintage = Vintage.V2019, language: Language = Language.FR, link: str = LINK) -> File:
    return profile_pdf(atlas, municipality_profile(atlas, nis, vintage, language=language), language, day=DAY, permalink=link)


def data_of(atlas: Atlas, nis: str, language: Language = Language.FR, rule: RoleRule = RoleRule.STRICT) -> dict:
    told = municipality_profile(atlas, nis, rule=rule, language=language)
    summary = view_summary(atlas, View(Selection(rule=rule), municipality=nis), language)
    return sheet_data(summary, told, day=DAY, permalink=LINK)


def read(file: File) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(file.content))


def dense(text: str) -> str:
    """A text without spaces: line breaks and narrow spaces are the reader's guess."""
    return "".join(text.split()).replace("\u00ad", "")


def text_of(reader: pypdf.PdfReader) -> str:
    return dense(" ".join(page.extract_text() for page in reader.pages))


def test_a_rank_that_is_shared_takes_no_room_from_the_initiatives(atlas):
    """In English its rank in unemployment is the longest of all."""
    text = text_of(read(made(atlas, "57003", language=Language.EN)))
    assert "1moreinitiative" in text
    assert "COLECOlocalenergycommunities" in text


def test_the_key_of_a_sheet_hatches_what_is_not_known(atlas):
    assert [line["known"] for line in data_of(atlas, DINANT)["map"]["legend"]] == [True] * 5 + [False]


@pytest.mark.parametrize(("nis", "vintage", "language"), CASES)
def test_a_sheet_is_one_page_with_the_figures_of_the_municipality(atlas, nis, vintage, language):
    told = municipality_profile(atlas, nis, vintage, language=language)
    reader = read(made(atlas, nis, vintage, language))
    assert len(reader.pages) == 1
    text, who = text_of(reader), told.identity
    years = who.population
    figures = [
        atlas.municipality_name(nis, vintage, language), atlas.territory_name(who.arrondissement_nis, language), *who.codes["2018"], nis,
        number(who.inhabitants, language), number(who.inhabitants_per_km2, language), say(f"municipality.character.{who.character}", language),
        number(int(years.iloc[0]), language), number(int(years.iloc[-1]), language), say("municipality.initiatives", language, n=len(told.initiatives)),
        decimal(float(told.standing["value"].iloc[-1]), language), atlas.catalog.version, LINK, say("geofile.licence", language), *told.neighbours["municipality"],
    ]  # fmt: skip
    for figure in figures:
        assert dense(figure) in text, figure


@pytest.mark.parametrize("language", Language)
def test_a_sheet_has_title_language_tags_and_alternative_texts(atlas, language):
    reader = read(made(atlas, DINANT, language=language))
    assert len(reader.pages) == 1
    assert reader.metadata.title == data_of(atlas, DINANT, language)["title"]
    assert "Dinant" in reader.metadata.title
    assert reader.metadata.author == say("app.title", language)
    assert reader.root_object["/Lang"].startswith(language.value)
    assert reader.root_object["/MarkInfo"]["/Marked"]
    told = alternatives(reader.root_object["/StructTreeRoot"])
    assert len(told) == 2
    assert all(str(each).strip() for each in told)
    assert any("Dinant" in each for each in told)


def alternatives(node: object) -> list[str]:
    """The alternative texts of a structure tree."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [text for child in node for text in alternatives(child)]
    if not isinstance(node, dict):
        return []
    return ([str(node["/Alt"])] if "/Alt" in node else []) + alternatives(node.get("/K"))


def test_the_most_important_come_first_and_what_is_left_out_is_counted(atlas):
    told, data = municipality_profile(atlas, LIEGE), data_of(atlas, LIEGE)["initiatives"]
    left = len(told.initiatives) - MOST_INITIATIVES
    assert left > 0
    assert len(data["rows"]) == MOST_INITIATIVES
    assert data["rest"][MOST_INITIATIVES] == say("panel.more", "fr", n=left)
    text = text_of(read(made(atlas, LIEGE)))
    shown = sum(dense(row["title"]) in text for row in data["rows"])
    assert 4 < shown <= MOST_INITIATIVES
    assert dense(data["rest"][shown]) in text
    rows = data_of(atlas, AMEL)["initiatives"]["rows"]
    counted = [not row["note"] for row in rows]
    assert counted == sorted(counted, reverse=True)
    roles = [say(f"role.{role}", "fr") for role in ("lead", "partner", "served")]
    places = [roles.index(row["cells"][1]) for row in rows if not row["note"]]
    assert all(one <= other for one, other in pairwise(places))


def test_who_has_no_neighbours_and_no_initiatives_is_told_so(atlas, small):
    assert data_of(atlas, COMINES, Language.NL)["neighbours"] == [say("value.none", "nl")]
    told = data_of(small, "21002")["initiatives"]
    assert told["rows"] == []
    assert say("municipality.no_programme", "fr") in told["none"]
    text = text_of(read(made(small, "21002")))
    assert dense(told["none"]) in text


def test_the_rule_decides_what_counts(atlas):
    notes = {rule: sum(bool(row["note"]) for row in data_of(atlas, AMEL, rule=rule)["initiatives"]["rows"]) for rule in RoleRule}
    assert notes[RoleRule.EXTENDED] < notes[RoleRule.STRICT]


def test_whatever_the_data_hold_stays_text_on_one_page(atlas):
    rows = atlas.tables["initiatives"].copy()
    rows["title"] = HOSTILE + " #pagebreak() " + "long " * 90
    hostile = Atlas(atlas.catalog, atlas.tables | {"initiatives": rows})
    reader = read(made(hostile, LIEGE, link='javascript:alert("#let y")'))
    assert len(reader.pages) == 1
    text = text_of(reader)
    assert dense("#let x = 1 <script>alert(1)</script> $x^2$ \\\\ & \"'`") in text
    assert dense('javascript:alert("#let y")') in text
    assert not any("javascript" in str(note.get_object().get("/A", {}).get("/URI", "")) for note in reader.pages[0].get("/Annots", []))
    assert all(len(row["title"]) <= LONGEST_TITLE for row in data_of(hostile, LIEGE)["initiatives"]["rows"])


def test_wide_words_leave_fewer_rows_and_count_the_rest(atlas):
    rows = atlas.tables["initiatives"].copy()
    rows["title"] = "W" * 200
    wide = Atlas(atlas.catalog, atlas.tables | {"initiatives": rows})
    reader = read(made(wide, LIEGE, language=Language.DE))
    assert len(reader.pages) == 1
    text, told = text_of(reader), data_of(wide, LIEGE, Language.DE)
    assert any(dense(rest) in text for rest in told["initiatives"]["rest"])
    assert dense(told["licence"]) in text


def test_the_same_sheet_gives_the_same_bytes_and_says_what_it_is(atlas):
    one, other = (made(atlas, LIEGE) for _ in range(2))
    assert one == other
    assert (one.name, one.media_type) == ("atlas-wallonie_fiche_62063_2019_fr.pdf", "application/pdf")
