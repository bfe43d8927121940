import datetime
import io
from itertools import pairwise

import pypdf
import pytest

from tests.unit.test_static_map import HOSTILE
from wallonia_map.export.profile_pdf import profile_pdf, sheet_data
from wallonia_map.export.profile_rows import LONGEST_TITLE, shortened
from wallonia_map.export.receipt import File
from wallonia_map.export.source_links import MOST_SOURCES, source_links
from wallonia_map.i18n import Language, decimal, number, say
from wallonia_map.model import RoleRule, Selection, Vintage
from wallonia_map.questions.profile import Profile, municipality_profile
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import initiative_title
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.view import View

DAY = datetime.date(2026, 11, 22)
LINK = "https://atlas.example.org/municipality?nis=62063"
LIEGE, DINANT, COMINES, BASTOGNE, AMEL, MARCHE = "62063", "91034", "57097", "82039", "63001", "83034"
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


def test_the_key_of_a_sheet_hatches_what_is_not_known(atlas):
    assert [line["known"] for line in data_of(atlas, DINANT)["map"]["legend"]] == [True] * 2 + [False]  # none known, one or more


@pytest.mark.parametrize(("nis", "vintage", "language"), CASES)
def test_a_sheet_has_the_figures_of_the_municipality_and_every_initiative_on_pages_that_are_full(atlas, nis, vintage, language):
    told = municipality_profile(atlas, nis, vintage, language=language)
    reader = read(made(atlas, nis, vintage, language))
    assert len(reader.pages) == (2 if nis == LIEGE else 1)
    text, who = text_of(reader), told.identity
    assert [row for row in titles_of(atlas, told, language) if dense(row) not in text] == []
    assert len(dense(reader.pages[0].extract_text())) > 1_500
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
def test_seventeen_initiatives_fit_on_one_page_in_type_that_can_be_read(atlas, language):
    told = municipality_profile(atlas, MARCHE, language=language)
    (page,) = read(profile_pdf(atlas, told, language, day=DAY, permalink=LINK)).pages
    text, sizes = dense(page.extract_text()), set()
    page.extract_text(visitor_text=lambda text, cm, tm, _font, size: sizes.add(size * abs(cm[3] * tm[3])) if text.strip() else None)
    assert [row for row in titles_of(atlas, told, language) if dense(row) not in text] == []
    assert len(told.initiatives) == 17
    assert min(sizes) > 7.49


@pytest.mark.parametrize("language", Language)
def test_a_sheet_has_title_language_tags_and_alternative_texts(atlas, language):
    reader = read(made(atlas, DINANT, language=language))
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


def titles_of(atlas: Atlas, told: Profile, language: Language) -> list[str]:
    return [shortened(initiative_title(atlas, str(name), language), LONGEST_TITLE) for name in told.initiatives["initiative_id"]]


def test_each_initiative_has_its_amounts_and_leads_to_its_sources(atlas):
    rows = data_of(atlas, LIEGE)["initiatives"]["rows"]
    assert len(rows) == len(municipality_profile(atlas, LIEGE).initiatives)
    assert all(len(row["cells"]) == 6 and row["cells"][4] and row["cells"][5] for row in rows)
    assert all(row["sources"] and url.startswith("http") for row in rows for site, url in row["sources"] if site[0] != "…")
    reader = read(made(atlas, LIEGE))
    links = {str(note.get_object().get("/A", {}).get("/URI", "")) for page in reader.pages for note in page.get("/Annots", [])}
    assert {url for row in rows for _, url in row["sources"] if url} <= links


def test_organisations_and_indicators_of_the_place_are_named_or_said_to_be_unknown(atlas):
    for nis in (LIEGE, COMINES):
        told, text = municipality_profile(atlas, nis), text_of(read(made(atlas, nis)))
        for name in told.organisations["name"]:
            assert dense(atlas.texts.say(name, "fr")) in text
        assert dense(say("municipality.organisations", "fr")) in text
        assert dense(say("municipality.indicators", "fr")) in text


def test_the_most_important_come_first(atlas):
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


def test_whatever_the_data_hold_stays_text(atlas):
    rows = atlas.tables["initiatives"].copy()
    rows["title"] = HOSTILE + " #pagebreak() " + "long " * 90
    hostile = Atlas(atlas.catalog, atlas.tables | {"initiatives": rows})
    reader = read(made(hostile, LIEGE, link='javascript:alert("#let y")'))
    text = text_of(reader)
    assert dense("#let x = 1 <script>alert(1)</script> $x^2$ \\\\ & \"'`") in text
    assert dense('javascript:alert("#let y")') in text
    assert not any(
        "javascript" in str(note.get_object().get("/A", {}).get("/URI", "")) for page in reader.pages for note in page.get("/Annots", [])
    )
    assert all(len(row["title"]) <= LONGEST_TITLE for row in data_of(hostile, LIEGE)["initiatives"]["rows"])


def test_a_source_that_is_no_web_address_leads_nowhere():
    assert source_links("javascript:alert(1);https://www.example.org/a;https://example.org/b; ftp://x") == [
        ["example.org", "https://www.example.org/a"]
    ]
    many = ";".join(f"https://site-{number}.org" for number in range(MOST_SOURCES + 2))
    assert source_links(many)[-1] == ["… (+2)", ""]


def test_the_same_sheet_gives_the_same_bytes_and_says_what_it_is(atlas):
    one, other = (made(atlas, LIEGE) for _ in range(2))
    assert one == other
    assert (one.name, one.media_type) == ("atlas-wallonie_fiche_62063_2019_fr.pdf", "application/pdf")
