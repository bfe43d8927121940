"""What a slide's legend says, read back from the PPTX, is what the map on it shows: pixel by pixel, for every kind of scene."""

import datetime
import io
from collections import Counter

import pandas as pd
import pytest
import shapely
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Inches

from wallonia_map.export import formats, typography
from wallonia_map.export.cartography import BoxMm, MapDrawing, MapExtent
from wallonia_map.export.map_theme import HALL, LIGHT
from wallonia_map.export.symbols import circle_radius
from wallonia_map.export.talk_scene import Slide
from wallonia_map.i18n import Language, number
from wallonia_map.model import Vintage
from wallonia_map.views.link_summary import summary_from_params
from wallonia_map.views.own_column import own_column
from wallonia_map.views.own_display import ColumnDisplay
from wallonia_map.views.own_summary import own_summary
from wallonia_map.views.summary import ViewSummary

DAY, V2019 = datetime.date(2026, 11, 1), Vintage("2019")
#: Of each place so many points by so many are looked at: what stands upon it hides some of them.
LOOKS = 20
SCENES = {
    "counts": ("explore", {"fill": ["1"]}),
    "counts as circles": ("explore", {}),
    "counts and circles": ("explore", {"circles": ["1"], "fill": ["1"]}),
    "rates": ("explore", {"show": ["per-10000"]}),
    "subsidy": ("explore", {"show": ["subsidy"]}),
    "covered": ("explore", {"show": ["covered"], "programme": ["smart-region-2019"]}),
    "one province": ("explore", {"province": ["10000"], "fill": ["1"]}),
    "members": ("explore", {"show": ["lag-2023-2027"], "programme": ["leader-2023-2027"]}),
    "two programmes": ("white_spots", {"programmes": ["smart-region-2019", "leader-2023-2027"]}),
    "three programmes": ("white_spots", {"programmes": ["smart-region-2019", "leader-2023-2027", "territoire-intelligent-2024"]}),
    "three themes": ("white_spots", {"kind": ["themes"], "themes": ["energy-environment", "living", "mobility"]}),
    "change": ("compare", {"a": ["leader-2014-2020"], "b": ["leader-2023-2027"]}),
    "official counts": ("explore", {"show": ["local-units"]}),
    "official figures in part": ("explore", {"show": ["unemployment-ilo"]}),
}
OWN = {"own rates": (True, ""), "own counts": (False, ""), "own counts beside a programme": (False, "smart-region-2019")}


def scene(atlas, name: str) -> ViewSummary:
    if name in SCENES:
        page, params = SCENES[name]
        return summary_from_params(page, params | {"vintage": [V2019.value]}, atlas, Language.FR)
    is_rate, programme = OWN[name]
    people = atlas.population(V2019)
    column = own_column("bornes", people.iloc[::2] / 50, vintage=V2019, is_rate=is_rate, file="a.csv")
    return own_summary(column, ColumnDisplay(programme=programme), atlas, Language.FR)


class Read:
    """One slide as a reader of the file has it, and what was written on its map."""

    def __init__(self, summary: ViewSummary, monkeypatch: pytest.MonkeyPatch, *, is_dark: bool = False) -> None:
        self.summary, self.written = summary, []
        self.hatched = (HALL if is_dark else LIGHT).hatch_ground
        write = typography.Canvas.text

        def noted(sheet, x, y, text, *args, **kwargs):
            self.written.append((x, y, text))
            return write(sheet, x, y, text, *args, **kwargs)

        monkeypatch.setattr(typography.Canvas, "text", noted)
        file = formats.talk_slides([Slide(summary, None, "", "")], day=DAY, language=Language.FR, is_dark=is_dark)
        pages = list(Presentation(io.BytesIO(file.content)).slides)
        (self.picture,) = [shape for shape in pages[1].shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
        self.page = pages[1]
        tables = [shape.table for page in pages for shape in page.shapes if shape.has_table]
        self.rows = [row.cells for table in tables for row in list(table.rows)[1:]]
        self.notes = pages[1].notes_slide.notes_text_frame.text.splitlines()
        self.map = Image.open(io.BytesIO(self.picture.image.blob)).convert("RGB")
        ground = MapExtent(summary)
        dots, per_mm = self.map.size, self.map.info["dpi"][0] / 25.4
        self.shapes = MapDrawing(ground, BoxMm(1, 1, dots[0] / per_mm - 2, dots[1] / per_mm - 2)).shapes
        self.per_mm = per_mm

    def figures_of(self, row) -> tuple[str, str]:
        """How many a row holds and how many live there: a long legend says this in the notes."""
        people = (
            row[3].text
            if len(row) > 3
            else next(line for line in self.notes if line.startswith(f"{row[1].text} · ")).rpartition("\u00a0: ")[2]
        )
        return row[2].text, people

    def colour_of(self, row) -> str:
        """The colour of a row's swatch; of one that is hatched, its ground."""
        fill = row[0].fill
        return f"#{fill.fore_color.rgb}".lower() if fill.type == 1 else self.hatched

    def colour_at(self, place: shapely.Geometry, among: set[str]) -> str | None:
        """The colour of `among` that most of a place wears on the picture."""
        west, north, east, south = place.bounds
        steps = [(step + 0.5) / LOOKS for step in range(LOOKS)]
        points = [(west + across * (east - west), north + down * (south - north)) for across in steps for down in steps]
        inside = [point for point in points if shapely.contains_xy(place, *point)]
        seen = Counter(
            "#{:02x}{:02x}{:02x}".format(*self.map.getpixel((round(x * self.per_mm), round(y * self.per_mm)))) for x, y in inside
        )
        return next((colour for colour, _ in seen.most_common() if colour in among), None)


def told(atlas, places: list[str]) -> tuple[str, str]:
    """How many these are and how many live there, as a table writes it."""
    return number(len(places), "fr"), number(int(atlas.population(V2019)[places].sum()), "fr")


def held(atlas, read: Read, *, hidden: frozenset[str] = frozenset()) -> None:
    """Whether the rows of the table hold exactly what the picture shows in their colours, and numbers stand where they belong.

    `hidden` are places that a town's name covers whole: of these the class is believed.
    """
    colours = {read.colour_of(row) for row in read.rows}
    worn = pd.Series({nis: read.colour_at(read.shapes[nis], colours) for nis in read.summary.selected.places if nis in read.shapes.index})
    assert set(worn.index[worn.isna()]) == hidden
    for nis in hidden:
        worn[nis] = read.summary.measured.colours[read.summary.measured.classes[nis]]
    assert set(worn) == colours  # a class that is nowhere on the map has no row
    groups = read.summary.measured.categories
    for colour in colours:
        rows = [row for row in read.rows if read.colour_of(row) == colour]
        there = worn.index[worn == colour].tolist()
        if len(rows) == 1:
            assert read.figures_of(rows[0]) == told(atlas, there)
        else:  # groups that do not touch share a colour: then their number tells them apart
            assert groups is not None
            assert Counter(map(read.figures_of, rows)) == Counter(
                told(atlas, some.index.tolist()) for _, some in groups[there].groupby(groups[there])
            )
    marked = {row[0].text: row for row in read.rows if row[0].text}
    on_map = [(x, y, text) for x, y, text in read.written if text.isdigit()]
    assert sorted(text for _, _, text in on_map) == sorted(marked)
    for x, y, text in on_map:
        (nis,) = [nis for nis in worn.index if shapely.contains_xy(read.shapes[nis], x, y - 0.8)]
        assert read.colour_of(marked[text]) == worn[nis]
        assert marked[text][2].text == told(atlas, groups.index[groups == groups[nis]].tolist())[0]


@pytest.mark.parametrize("name", ["counts", "members"])
def test_legend_and_map_say_the_same_for_a_dark_hall(small, monkeypatch, name):
    read = Read(scene(small, name), monkeypatch, is_dark=True)
    assert read.map.getpixel((0, 0)) == (0, 0, 0)
    held(small, read)


@pytest.mark.parametrize("name", [name for name in (*SCENES, *OWN) if name != "counts as circles"])  # its rows share one ground
def test_legend_and_map_of_a_slide_say_the_same(small, monkeypatch, name):
    read = Read(scene(small, name), monkeypatch)
    assert read.rows
    held(small, read)


def test_the_eight_combinations_of_three_real_programmes_are_where_their_numbers_are(atlas, monkeypatch):
    params = {"programmes": ["leader-projects", "leader-2023-2027", "smart-region-2019"], "vintage": ["2019"]}
    read = Read(summary_from_params("white_spots", params, atlas, Language.FR), monkeypatch)
    held(atlas, read, hidden=frozenset({"25091", "62015"}))
    assert len(read.rows) == 8  # seven combinations that there are, and « not known »


@pytest.mark.parametrize("name", ["counts and circles", "own counts", "counts as circles"])
def test_circles_are_explained_on_the_slide_as_large_as_on_its_map(small, monkeypatch, name):
    read = Read(scene(small, name), monkeypatch)
    scale = read.picture.width / Inches(read.map.width / read.map.info["dpi"][0])
    key = read.summary.circle_key
    shown = [shape for shape in read.page.shapes if shape.name == "circle"]
    assert len(key) == len(shown) >= 2
    for (size, _), shape in zip(key, shown, strict=True):
        assert shape.width == pytest.approx(Inches(2 * circle_radius(size) / 25.4) * scale, rel=0.01)
    texts = [shape.text_frame.text for shape in read.page.shapes if shape.has_text_frame]
    assert {read.summary.circles_told, *(figure for _, figure in key)} <= set(texts)
    assert all(shape.top >= read.picture.top and shape.top + shape.height <= Inches(6.8) for shape in shown)
