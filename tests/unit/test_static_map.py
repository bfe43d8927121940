import datetime
import io
import itertools
import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import pypdf
import pytest
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from wallonia_map.export import typography
from wallonia_map.export.map_shapes import least_hiding
from wallonia_map.export.static_map import FORMATS, _page, static_map
from wallonia_map.i18n import Language, number, say
from wallonia_map.model import Selection, Vintage
from wallonia_map.views.map_alternative import map_alternative
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.palette import NOT_KNOWN
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.view import View

DAY = datetime.date(2026, 11, 22)
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "#let x = 1 <script>alert(1)</script> $x^2$ \\\\ & \"'` _a_ {} 🚀"
SELECTIONS = {
    "all": Selection(),
    "nothing": Selection(words="nothing at all"),
    "one province, 2025": Selection(provinces=("60000",), vintage=Vintage.V2025),
    "one arrondissement, many filters": Selection(
        arrondissements=("25000",),
        themes=("mobility", "governance", "living"),
        programmes=("projects", "leader-projects"),
        statuses=("idea",),
    ),
}
#: Every measure with one of the selections in turn, and every selection with the measure that has the longest words.
VIEWS = [
    pytest.param(measure, chosen, id=f"{measure}-{name}")
    for turn, measure in enumerate(Measure)
    for place, (name, chosen) in enumerate(SELECTIONS.items())
    if measure == Measure.SUBSIDY or place == turn % len(SELECTIONS)
]


def plain(text: str) -> str:
    """A text with one kind of space."""
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())


def texts_of(svg: bytes) -> list[str]:
    """The texts of an SVG, as text."""
    return [plain("".join(node.itertext())) for node in ElementTree.fromstring(svg.decode()).iter(f"{SVG}text")]


def drawn(summary: ViewSummary, form: str, **options) -> bytes:
    return static_map(summary, form, day=DAY, **options).content


@pytest.mark.parametrize(("measure", "chosen"), VIEWS)
def test_the_legend_says_what_the_facts_say(atlas, measure, chosen):
    summary = view_summary(atlas, View(chosen, measure), Language.DE)
    texts = texts_of(drawn(summary, "svg"))
    for line in summary.legend:
        for count in (line.municipalities, line.inhabitants):
            assert plain(number(count, "de")) in texts
        assert plain(line.label) in plain(" ".join(texts))
    assert plain(summary.title) in plain(" ".join(texts))
    assert plain(summary.sentence) in plain(" ".join(texts))
    assert plain(summary.source_line) in plain(" ".join(texts))
    assert f"{atlas.catalog.version}" in " ".join(texts)
    assert "22. November 2026" in " ".join(texts)


@pytest.mark.parametrize("measure", Measure)
def test_the_map_has_the_colours_of_the_facts(atlas, measure):
    summary = view_summary(atlas, View(measure=measure), Language.FR)
    svg = drawn(summary, "svg").decode()
    present = {summary.fills[number] for number in summary.painted if number >= 0}
    assert all(f"fill: {colour}" in svg for colour in present)
    assert (f"stroke: {NOT_KNOWN}" in svg) is any(not line.is_known for line in summary.legend)


@pytest.mark.parametrize("language", [Language.FR, Language.DE])
@pytest.mark.parametrize("page", FORMATS)
@pytest.mark.parametrize(
    "view",
    [
        View(measure=Measure.SUBSIDY, municipality="62063", circles=True),
        View(measure=Measure.LAG_2023, circles=True),
        View(Selection(provinces=("80000",), themes=("mobility", "health", "living"), words=HOSTILE), Measure.LAG_2014),
        View(Selection(arrondissements=("25000",)), Measure.COVERED, municipality="25112"),
    ],
    ids=["whole", "groups", "long title", "arrondissement"],
)
def test_no_text_meets_another_or_leaves_the_page(atlas, view, page, language):
    with typography.drawing():
        sheet = _page(view_summary(atlas, view, language), FORMATS[page], DAY)
        renderer = FigureCanvasAgg(sheet.figure).get_renderer()
        boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in sheet.axes.texts]
    wide, high = sheet.figure.bbox.width, sheet.figure.bbox.height
    assert all(box.x0 > 0 and box.x1 < wide and box.y0 > 0 and box.y1 < high for _, box in boxes)
    inner = [(told, box.x0 + 1, box.x1 - 1, box.y0 + 0.25 * box.height, box.y1 - 0.25 * box.height) for told, box in boxes]
    for (one, a0, a1, b0, b1), (other, c0, c1, d0, d1) in itertools.combinations(inner, 2):
        assert a1 < c0 or c1 < a0 or b1 < d0 or d1 < b0, f"{one!r} meets {other!r}"


def test_towns_have_the_names_of_the_language_and_vintage(atlas):
    german = texts_of(drawn(view_summary(atlas, View(), Language.DE), "svg"))
    dutch = texts_of(drawn(view_summary(atlas, View(Selection(vintage=Vintage.V2025)), Language.NL), "svg"))
    assert {"Lüttich", "Namur", "Arlon"} <= set(german)
    assert {"Luik", "Namen", "Bergen", "Doornik", "Bastenaken"} <= set(dutch)


def test_the_small_world_has_no_towns_and_is_drawn(small):
    summary = view_summary(small, View(circles=True, municipality="11001"), Language.EN)
    assert "Aubois" in texts_of(drawn(summary, "svg"))


def test_a_name_stands_where_it_hides_the_least_of_the_circles():
    circle, small = shapely.Point(0, 0).buffer(4), shapely.Point(10, 0).buffer(1)
    rooms = {(0.0, 0.0): shapely.box(-1, -1, 1, 1), (10.0, 0.0): shapely.box(9, -1, 11, 1), (20.0, 0.0): shapely.box(19, -1, 21, 1)}
    assert least_hiding(rooms, [circle, small]) == (20, 0)
    assert least_hiding({place: rooms[place] for place in list(rooms)[:2]}, [circle, small]) == (0, 0)
    assert least_hiding(rooms, []) == (0, 0)


def test_circles_have_a_key(atlas):
    summary = view_summary(atlas, View(fill=True, circles=True), Language.FR)
    texts = texts_of(drawn(summary, "svg"))
    assert plain(say("explore.circles", "fr")) in texts
    assert str(int(summary.measured.circles.max())) in texts


def test_an_svg_says_title_description_and_language(atlas):
    summary = view_summary(atlas, View(), Language.NL)
    root = ElementTree.fromstring(drawn(summary, "svg").decode())
    assert root.find(f"{SVG}title").text == summary.title
    assert root.find(f"{SVG}desc").text == map_alternative(summary)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "nl"
    assert {root.find(f"{SVG}title").get("id"), root.find(f"{SVG}desc").get("id")} == set(root.get("aria-labelledby").split())


def test_nothing_in_an_svg_is_fetched(atlas):
    svg = drawn(view_summary(atlas, View(), Language.FR), "svg").decode()
    assert "url(http" not in svg
    assert 'href="http' not in svg


@pytest.mark.parametrize(("page", "dpi", "size"), [("a4", 100, (1169, 826)), ("a4", 200, (2338, 1653)), ("16x9", 200, (1920, 1080))])
def test_a_png_has_its_size_and_says_what_it_shows(atlas, page, dpi, size):
    summary = view_summary(atlas, View(), Language.FR)
    content = drawn(summary, "png", page=page, dpi=dpi)
    assert struct.unpack(">II", content[16:24]) == size
    with Image.open(io.BytesIO(content)) as picture:
        picture.load()
        assert picture.text["Description"] == map_alternative(summary)
        assert picture.text["Title"] == summary.title


def test_a_pdf_has_title_language_bookmark_and_text(atlas):
    summary = view_summary(atlas, View(measure=Measure.SUBSIDY), Language.DE)
    read = pypdf.PdfReader(io.BytesIO(drawn(summary, "pdf")))
    assert len(read.pages) == 1
    assert (read.metadata.title, read.metadata.author) == (summary.title, say("app.title", "de"))
    assert plain(read.metadata.subject) == plain(summary.sentence)
    assert read.root_object["/Lang"].startswith("de")
    assert read.root_object["/MarkInfo"]["/Marked"]
    assert [mark.title for mark in read.outline] == [summary.title]
    told = plain(read.pages[0].extract_text())
    assert all(plain(number(line.inhabitants, "de")) in told for line in summary.legend)
    width, height = (float(side) / 72 * 25.4 for side in read.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (297, 210)


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_the_same_facts_give_the_same_bytes_in_every_thread(atlas, form):
    view = View(Selection(provinces=("20002",)), Measure.SUBSIDY)
    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(lambda _: drawn(view_summary(atlas, view, Language.FR), form, dpi=60), range(2))
    assert one == other


def test_hostile_words_stay_text(atlas):
    summary = view_summary(atlas, View(Selection(words=HOSTILE)), Language.EN)
    svg = drawn(summary, "svg")
    assert b"<script" not in svg
    told = plain(" ".join(texts_of(svg)))
    assert "#let x = 1 <script>alert(1)</script> $x^2$ \\\\ & \"'` _a_ {} \ufffd" in told
    assert pypdf.PdfReader(io.BytesIO(drawn(summary, "pdf"))).metadata.title == summary.title.replace("🚀", "\ufffd")


def test_a_map_is_drawn_where_the_font_packages_are_not_installed(atlas, monkeypatch):
    monkeypatch.setattr(typography, "font_files", dict)
    caches = (typography.face_rules, typography._width)
    for cache in caches:
        cache.cache_clear()
    summary = view_summary(atlas, View(), Language.FR)
    svg = drawn(summary, "svg")
    for cache in caches:
        cache.cache_clear()
    assert b"@font-face" not in svg
    assert b"font-family: 'DejaVu Serif'" in svg
    assert plain(summary.title) in texts_of(svg)


def test_a_file_says_what_it_is(atlas):
    file = static_map(view_summary(atlas, View(Selection(words="eau")), Language.FR), "png", page="16x9", day=DAY)
    assert (file.name, file.media_type) == ("atlas-wallonie_carte_initiatives_2025_filtre_16x9_fr.png", "image/png")


def test_matplotlib_is_loaded_late_and_never_its_global_state():
    script = (
        "import datetime, sys\n"
        "from wallonia_map.export.static_map import static_map\n"
        "from wallonia_map.export.report import report\n"
        "assert 'matplotlib' not in sys.modules and 'typst' not in sys.modules\n"
        "from wallonia_map.tables.atlas import load; from wallonia_map.views.measure_summary import view_summary; from wallonia_map.i18n import Language\n"
        "from wallonia_map.views.view import View\n"
        "static_map(view_summary(load(), View(), Language.FR), 'png', dpi=40, day=datetime.date(2026, 11, 22))\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
