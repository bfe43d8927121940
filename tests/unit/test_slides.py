import datetime
import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from itertools import zip_longest

import pytest
from matplotlib.font_manager import findfont
from PIL import Image, ImageFont
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.util import Emu

from wallonia_map.export.slide_text import CALIBRI, line_height, lines_of, width_of
from wallonia_map.export.slide_theme import HALL
from wallonia_map.export.slides import slides
from wallonia_map.export.talk_scene import Slide
from wallonia_map.i18n import Language, number, say
from wallonia_map.model import Indicator, Selection, Vintage
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.link_summary import summary_from_params
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.own_column import own_column
from wallonia_map.views.own_display import ColumnDisplay
from wallonia_map.views.own_summary import own_summary
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.talk import PRESETS, default_talk
from wallonia_map.views.view import View

DAY = datetime.date(2026, 11, 1)
LINK = "https://atlas.test/explore?show=covered"
V2019 = Selection(vintage=Vintage("2019"))
VIEWS = {
    "plain": View(V2019),
    "nothing": View(V2019.replace(words="nothing at all")),
    "2025": View(Selection(vintage=Vintage("2025")), measure=Measure.PER_10000),
    "groups": View(V2019, measure=Measure.LAG_2023),
    "amounts": View(V2019.replace(programmes=("leader-projects", "smart-region-2019"), provinces=("10000",)), measure=Measure.SUBSIDY),
    "circles": View(V2019, circles=True),
}


EVERY_VIEW = tuple(VIEWS.values())


def drawn(_summary: ViewSummary, widest: float) -> bytes:
    """A picture that stands for the map, as wide as it is on the slide."""
    out = io.BytesIO()
    Image.new("RGB", (344, 200), "#2c7fb8").save(out, "PNG", dpi=(344 / widest * 25.4,) * 2)
    return out.getvalue()


def a_talk(atlas: Atlas, language: Language, *, title: str | None = None, note: str = "Breathe.", views=EVERY_VIEW):
    scenes = [Slide(view_summary(atlas, view, language), title, note, LINK) for view in views]
    return scenes, slides(scenes, picture=drawn, day=DAY, language=language)


def opened(file):
    return Presentation(io.BytesIO(file.content))


def texts(page) -> list[str]:
    told = [shape.text_frame.text for shape in page.shapes if shape.has_text_frame]
    return told + [cell.text for shape in page.shapes if shape.has_table for row in shape.table.rows for cell in row.cells]


def runs(page):
    for shape in page.shapes:
        frames = [shape.text_frame] if shape.has_text_frame else []
        if shape.has_table:
            frames = [cell.text_frame for row in shape.table.rows for cell in row.cells]
        for frame in frames:
            for paragraph in frame.paragraphs:
                yield from ((shape, run) for run in paragraph.runs)


def scene_pages(deck, scenes):
    """The slide of each scene: the one with its picture."""
    pages = [page for page in deck.slides if any(shape.shape_type == MSO_SHAPE_TYPE.PICTURE for shape in page.shapes)]
    assert len(pages) == len(scenes)
    return zip(scenes, pages, strict=True)


def contents(page) -> list[str]:
    """The lines of the title slide that say what is to come."""
    return [line for shape in page.shapes if shape.name == "contents" for line in shape.text_frame.text.splitlines()]


@pytest.mark.parametrize(("scenes", "named"), [(2, 2), (9, 9), (10, 10), (18, 18), (19, 17), (60, 17)])
def test_the_title_slide_names_every_scene_or_says_how_many_more_there_are(small, scenes, named):
    summary = view_summary(small, VIEWS["plain"], Language.FR)
    file = slides([Slide(summary, f"Titre {n}", "", LINK) for n in range(1, scenes + 1)], picture=drawn, day=DAY, language=Language.FR)
    page = opened(file).slides[0]
    told = contents(page)
    assert [text for text in told if "Titre " in text] == [f"{n}\tTitre {n}" for n in range(1, named + 1)]
    assert (f"… et {scenes - named} autres scènes" in told) == (named < scenes)
    inches = 914_400
    assert all((shape.top + shape.height) / inches <= 7.5 and (shape.left + shape.width) / inches <= 13.34 for shape in page.shapes)


@pytest.mark.parametrize("language", Language)
def test_a_slide_says_what_the_facts_say(small, language):
    scenes, file = a_talk(small, language)
    for scene, page in scene_pages(opened(file), scenes):
        summary, told = scene.summary, texts(page)
        assert page.shapes.title.text_frame.text == summary.title
        assert summary.point in told
        assert {line.share_written for line in summary.meter} <= set(told)
        figures = [shape.text_frame.text for shape in page.shapes if shape.name == "figure"]
        assert figures in ([line.figures for line in meter] for meter in (summary.scene_meter, summary.meter))
        tracks = [shape.width for shape in page.shapes if shape.name == "track"]
        bars = [shape.width for shape in page.shapes if shape.name == "bar"]
        shares = [line.share for line in summary.meter if line.share]
        assert bars == [pytest.approx(share * track, abs=2) for share, track in zip(shares, tracks, strict=False)]
        assert any(text.startswith(summary.source_line) for text in told)


@pytest.mark.parametrize("name", VIEWS)
def test_the_legend_is_a_native_table_with_swatches_and_counts(small, name):
    scenes, file = a_talk(small, Language.NL, views=(VIEWS[name],))
    ((scene, page),) = scene_pages(opened(file), scenes)
    (table,) = [shape.table for shape in page.shapes if shape.has_table]
    for line, row in zip(scene.summary.legend_there, list(table.rows)[1:], strict=True):
        swatch, label, municipalities, inhabitants = row.cells
        assert (label.text, municipalities.text, inhabitants.text) == (
            line.label, number(line.municipalities, "nl"), number(line.inhabitants, "nl"),
        )  # fmt: skip
        if line.is_known:
            assert str(swatch.fill.fore_color.rgb) == line.colour.removeprefix("#").upper()
        else:
            assert swatch.fill.pattern is not None


def test_groups_carry_the_number_that_they_have_on_the_map(small):
    scenes, file = a_talk(small, Language.FR, views=(VIEWS["groups"],))
    ((_, page),) = scene_pages(opened(file), scenes)
    (table,) = [shape.table for shape in page.shapes if shape.has_table]
    assert [row.cells[0].text for row in table.rows] == ["", "", "1", "2"]


def test_a_long_legend_goes_on_slides_of_its_own(small):
    summary = view_summary(small, View(V2019), Language.DE)
    lines = tuple(replace(summary.legend[0], label=f"Gruppe {place}") for place in range(40))
    summary.__dict__["legend"] = lines
    file = slides([Slide(summary, None, "", LINK)], picture=drawn, day=DAY, language=Language.DE)
    deck = opened(file)
    assert len(deck.slides) == 6  # title, scene, three of legend, sources
    assert say("slides.legend_next", "de") in " ".join(texts(deck.slides[1]))
    told = [text for page in deck.slides for text in texts(page)]
    assert [text for text in told if text.startswith("Gruppe")] == [line.label for line in lines]
    for page in list(deck.slides)[2:5]:  # numbers are read on the map, which stands beside its legend
        assert sum(shape.shape_type == MSO_SHAPE_TYPE.PICTURE for shape in page.shapes) == 1
    assert overlaps(deck) == []


def overlaps(deck) -> list[str]:
    """Pairs of shapes that cover each other, bars on their tracks aside, and shapes that leave the slide."""
    found = []
    for place, page in enumerate(deck.slides, 1):
        shapes = [shape for shape in page.shapes if shape.name not in ("bar", "not known", "circle of a swatch")]  # these lie on another
        for shape in shapes:
            if shape.left < 0 or shape.top < 0 or shape.left + shape.width > deck.slide_width or bottom(shape) > deck.slide_height:
                found.append(f"{place}: {shape.name} leaves the slide")
        for one in shapes:
            for other in shapes:
                wide = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
                high = min(bottom(one), bottom(other)) - max(one.top, other.top)
                if one.shape_id < other.shape_id and wide > Emu(20000) and high > Emu(20000):
                    found.append(f"{place}: {one.name} and {other.name}")
    return found


def bottom(shape) -> int:
    return shape.top + (sum(row.height for row in shape.table.rows) if shape.has_table else shape.height)


def legends(page) -> list[str]:
    """The classes that the tables, keys or charts of a slide name."""
    tables = [shape.table for shape in page.shapes if shape.has_table]
    return [row.cells[1].text for table in tables for row in list(table.rows)[1:]]


SHOWN = {
    **{scene.preset: (scene.page, scene.params) for scene in default_talk().scenes},
    **{f"{show}": ("explore", {"show": [show]}) for show in Measure},
    "need": ("explore", {"need": ["income-per-return"]}),
    "circles over groups": ("explore", {"show": ["lag-2023-2027"], "circles": ["1"]}),
    "amounts of a province": ("explore", {"show": ["subsidy"], "province": ["20002"]}),
    "three programmes": ("white_spots", {"programmes": ["leader-projects", "leader-2023-2027", "smart-region-2019"]}),
    "three themes": ("white_spots", {"kind": ["themes"], "themes": ["energy-environment", "living", "mobility"]}),
    "change": ("compare", {"a": ["leader-2014-2020"], "b": ["leader-2023-2027"]}),
    **{
        f"by {level}": ("explore", {"level": [level], "show": ["per-10000"]})
        for level in ("province", "arrondissement", "lag-2023-2027", "agency")
    },
}


@pytest.mark.parametrize("language", Language)
def test_a_map_and_its_whole_legend_stand_on_one_slide(atlas, language):
    told = [summary_from_params(page, params, atlas, language) for page, params in SHOWN.values()]
    people = atlas.population(Vintage.default())
    for is_rate in (True, False):
        column = own_column(
            "bornes de recharge par commune", people.iloc[::2] / 50, vintage=Vintage.default(), is_rate=is_rate, file="a.csv"
        )
        told.append(own_summary(column, ColumnDisplay(), atlas, language))
    titles = [say(f"preset.{name}", language, programme="Smart Region 2019") for name in PRESETS]
    scenes = [Slide(summary, title, "", LINK) for summary, title in zip_longest(told, titles)]
    deck = opened(slides(scenes, picture=drawn, day=DAY, language=language))
    pages = list(deck.slides)[1:-1]
    assert len(pages) == len(told)
    assert overlaps(deck) == []
    for summary, page in zip(told, pages, strict=True):
        if summary.scene_chart is None:
            assert legends(page) == [line.label for line in summary.legend_there]
        people = [number(line.inhabitants, language) for line in summary.legend_there]
        tables = [shape.table for shape in page.shapes if shape.has_table]
        if len(tables) > 1:  # it has no room for inhabitants: the notes have them
            notes = page.notes_slide.notes_text_frame.text
            assert all(f"{line.label} ·" in notes and figure in notes for line, figure in zip(summary.legend_there, people, strict=True))


@pytest.mark.parametrize("language", Language)
def test_the_title_slide_of_the_default_talk_has_every_title_whole(atlas, language):
    titles = [say(f"preset.{name}", language, programme="Smart Region 2019") for name in PRESETS]
    summary = view_summary(atlas, VIEWS["plain"], language)
    deck = opened(slides([Slide(summary, title, "", LINK) for title in titles], picture=drawn, day=DAY, language=language))
    assert contents(deck.slides[0]) == [f"{place}\t{title}" for place, title in enumerate(titles, 1)]
    (box,) = [shape for shape in deck.slides[0].shapes if shape.name == "contents"]
    size = box.text_frame.paragraphs[0].runs[0].font.size.pt
    lines = sum(lines_of(title, size, Emu(box.width).inches - 0.5) for title in titles)
    assert lines * line_height(size) <= Emu(box.height).inches
    assert overlaps(deck) == []


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("title", [None, "Un titre qui ne finit pas " * 12])
def test_nothing_covers_anything_or_leaves_the_slide(small, language, title):
    _, file = a_talk(small, language, title=title)
    deck = opened(file)
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, abs=0.001)
    assert overlaps(deck) == []


def test_for_a_dark_hall_every_text_is_light_on_black_but_in_a_swatch(small):
    scenes = [Slide(view_summary(small, view, Language.FR), None, "Breathe.", LINK) for view in EVERY_VIEW]
    deck = opened(slides(scenes, picture=drawn, day=DAY, language=Language.FR, theme=HALL))
    master = deck.slide_master.element
    assert [master.find(qn("p:clrMap")).get(name) for name in ("bg1", "tx1")] == ["dk1", "lt1"]
    theme = (
        zipfile.ZipFile(io.BytesIO(slides(scenes[:1], picture=drawn, day=DAY, language=Language.FR, theme=HALL).content))
        .read("ppt/theme/theme1.xml")
        .decode()
    )
    assert '<a:dk1><a:srgbClr val="000000"/>' in theme
    in_swatches = {
        cell._tc
        for page in deck.slides
        for shape in page.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in list(row.cells)[:1]
    }
    for page in deck.slides:
        for _, run in runs(page):
            if not in_swatches & set(run._r.iterancestors(qn("a:tc"))):
                assert min(run.font.color.rgb) > 0x50 and max(run.font.color.rgb) > 0xB0, run.text
    assert overlaps(deck) == []


@pytest.mark.parametrize("language", Language)
def test_text_can_be_read_from_afar_and_says_its_language(small, language):
    _, file = a_talk(small, language)
    for page in opened(file).slides:
        for shape, run in runs(page):
            assert run.font.size.pt == 11 if shape.name == "source" else run.font.size.pt >= 14
            assert run.font._rPr.get("lang").startswith(language.value)
        for paragraph in page.notes_slide.notes_text_frame.paragraphs if page.has_notes_slide else ():
            assert all(run.font._rPr.get("lang").startswith(language.value) for run in paragraph.runs)


def test_every_picture_table_and_bar_has_a_text_in_its_place(small):
    scenes, file = a_talk(small, Language.EN)
    for scene, page in scene_pages(opened(file), scenes):
        for shape in page.shapes:
            told = shape.element.xpath(".//p:cNvPr")[0].get("descr", "")
            if shape.shape_type in (MSO_SHAPE_TYPE.PICTURE, MSO_SHAPE_TYPE.TABLE) or shape.name in ("bar", "track"):
                assert told
            if shape.shape_type == MSO_SHAPE_TYPE.PICTURE:
                assert scene.summary.sentence in told
                assert shape.width / shape.height == pytest.approx(344 / 200, rel=0.01)


def test_the_notes_hold_the_speaker_s_words_the_sentence_and_the_sources(small):
    scenes, file = a_talk(small, Language.EN, note="Smile.\nThen wait.", views=(VIEWS["plain"],))
    ((scene, page),) = scene_pages(opened(file), scenes)
    notes = page.notes_slide.notes_text_frame.text.splitlines()
    assert notes[:2] == ["Smile.", "Then wait."]
    assert {scene.summary.sentence, scene.summary.source_line} <= set(notes)
    assert LINK in notes[5]
    assert len([line for line in notes if line.startswith("https://example.org/")]) == 12
    assert notes[-1].startswith("… and ")


def test_slides_are_numbered_and_shapes_have_numbers_of_their_own(small):
    _, file = a_talk(small, Language.FR)
    for page in list(opened(file).slides)[1:]:
        kinds = [shape.placeholder_format.type for shape in page.placeholders]
        assert kinds.count(PP_PLACEHOLDER.SLIDE_NUMBER) == 1
        numbers = [shape.shape_id for shape in page.shapes]
        assert len(numbers) == len(set(numbers))


def test_the_first_slide_names_atlas_day_and_scenes_and_the_last_what_is_not_known(small):
    scenes, file = a_talk(small, Language.FR)
    deck = opened(file)
    first, last = texts(deck.slides[0]), " ".join(texts(deck.slides[-1]))
    assert {say("app.title", "fr"), "1 novembre 2026"} <= set(first)
    assert contents(deck.slides[0]) == [f"{place}\t{scene.summary.title}" for place, scene in enumerate(scenes, 1)]
    for told in ("slides.not_evidence", "data_source.statbel", "geofile.licence"):
        assert say(told, "fr") in last


@pytest.mark.parametrize("kind", ["title", "text"])
def test_a_talk_that_begins_with_a_title_has_one_title_slide(small, kind):
    scenes, _ = a_talk(small, Language.FR, views=EVERY_VIEW[:1])
    first = replace(scenes[0], kind=kind, title="Mon exposé", text="Une ligne", permalink="")
    deck = opened(slides([first, *scenes], picture=drawn, day=DAY, language=Language.FR))
    told = texts(deck.slides[0])
    assert (deck.slides[0].shapes.title.text == "Mon exposé") == (kind == "title")
    assert "1 novembre 2026" in told
    assert len(deck.slides) == (3 if kind == "title" else 4)
    assert overlaps(deck) == []


@pytest.mark.parametrize("language", list(Language))
def test_a_slide_of_need_says_every_word(atlas, language):
    shown = [summary_from_params("explore", {"need": [item.value], "province": ["20002"]}, atlas, language) for item in Indicator]
    deck = opened(slides([Slide(summary, None, "", "") for summary in shown], picture=drawn, day=DAY, language=language))
    told = [shape.text_frame.text for page in deck.slides for shape in page.shapes if shape.name in ("sentence", "big's words", "values")]
    assert sum(summary.need_chart.big_told in told for summary in shown) > 1
    assert not any("…" in text for text in told)


@pytest.mark.parametrize("language", list(Language))
def test_a_municipality_that_stands_out_is_named_with_its_value(atlas, language):
    asked = [{"show": [show], "nis": ["83034"], **role} for show in (*Measure, Indicator.INCOME) for role in ({}, {"role": ["extended"]})]
    shown = [summary_from_params("explore", params, atlas, language) for params in asked]
    deck = opened(slides([Slide(summary, None, "", "") for summary in shown], picture=drawn, day=DAY, language=language))
    told = [shape.text_frame.text for page in deck.slides for shape in page.shapes if shape.name == "sentence"]
    assert told == [summary.point for summary in shown]
    assert all("Marche-en-Famenne" in text for text in told)
    assert f": {shown[0].write_value(shown[0].measured.values['83034'])}." in told[0].replace("\u00a0:", ":")
    elsewhere = summary_from_params("explore", {"nis": ["83034"], "province": ["20002"]}, atlas, language)
    assert "Marche" not in elsewhere.point


@pytest.mark.parametrize("typeface", ["DejaVu Sans", "Liberation Sans", "Carlito"])
def test_a_text_is_no_wider_than_is_reckoned_with_where_another_typeface_stands_in(typeface):
    try:
        font = ImageFont.truetype(findfont(typeface, fallback_to_default=False), 200)
    except ValueError:
        pytest.skip("not installed")
    told = [say(f"preset.{name}", language, programme="Smart Region") for name in PRESETS for language in Language]
    for text in (
        *told,
        "88–89 % · 1\u202f234\u202f567 habitants sur 3\u202f681\u202f575 (76–84 %)",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "abcdefghijklmnopqrstuvwxyz",
    ):
        assert font.getlength(text) / 200 <= width_of(text, 72) * (CALIBRI if typeface == "Carlito" else 1.005), text


def test_a_share_is_never_broken(small):
    _, file = a_talk(small, Language.FR)
    shares = [shape for page in opened(file).slides for shape in page.shapes if shape.name == "share"]
    assert shares
    assert not any(shape.text_frame.word_wrap for shape in shares)
    assert all(
        width_of(shape.text_frame.text, shape.text_frame.paragraphs[0].runs[0].font.size.pt) * 1.03 <= Emu(shape.width).inches
        for shape in shares
    )


def test_the_file_says_what_it_is(small):
    _, file = a_talk(small, Language.DE, views=(VIEWS["plain"],))
    core = opened(file).core_properties
    assert (core.title, core.language, core.author) == (say("measure.initiatives", "de"), "de", say("app.title", "de"))
    assert core.created.date() == core.modified.date() == DAY
    assert file.name == "atlas-wallonie_folien_initiativen_2019_alles_de.pptx"
    theme = zipfile.ZipFile(io.BytesIO(file.content)).read("ppt/theme/theme1.xml").decode()
    assert all(word in theme for word in ("Georgia", "Calibri", "16242B", "FDFCF9", "0F6E78"))


def test_the_same_talk_is_the_same_file(small):
    assert a_talk(small, Language.NL)[1].content == a_talk(small, Language.NL)[1].content


HOSTILE = "<script>alert(1)</script> & \x00\x0b\x1b\ud800\ufffe =1+1 \u202eevil"


def test_hostile_words_are_only_words(small):
    view = View(V2019.replace(words="<b>&\x00"))
    scenes = [Slide(view_summary(small, view, Language.FR), HOSTILE, HOSTILE, "javascript:alert(1)")]
    deck = opened(slides(scenes, picture=drawn, day=DAY, language=Language.FR))
    told = " ".join(text for page in deck.slides for text in texts(page))
    assert "<script>alert(1)</script> & =1+1 evil" in " ".join(told.split())
    assert not set("\x00\x0b\x1b\ufffe\u202e") & set(told)
    links = [run.hyperlink.address for page in deck.slides for _, run in runs(page) if run.hyperlink.address]
    assert links == []


def test_a_live_view_is_a_link(small):
    _, file = a_talk(small, Language.FR, views=(VIEWS["plain"],))
    links = [run.hyperlink.address for page in opened(file).slides for _, run in runs(page) if run.hyperlink.address]
    assert links == [LINK]


def test_a_title_of_blanks_is_no_title(small):
    scenes, file = a_talk(small, Language.FR, title=" \x00 ", views=(VIEWS["plain"],))
    ((scene, page),) = scene_pages(opened(file), scenes)
    assert page.shapes.title.text_frame.text == scene.summary.title


def test_a_talk_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one scene"):
        slides([], picture=drawn, day=DAY, language=Language.FR)


@pytest.mark.parametrize("language", [Language.FR, Language.DE])
def test_libreoffice_opens_it_without_repair(small, language, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed here")
    pypdf = pytest.importorskip("pypdf")
    _, file = a_talk(small, language)
    (tmp_path / "talk.pptx").write_bytes(file.content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "talk.pptx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pages = pypdf.PdfReader(tmp_path / "talk.pdf").pages
    assert len(pages) == len(opened(file).slides)
    assert say("app.title", language).split()[0] in pages[0].extract_text()
