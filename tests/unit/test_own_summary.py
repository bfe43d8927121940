"""A visitor's column as a view: classes, comparison, sentence, scene and files, all from one object."""

import base64
import datetime
import io
import itertools
import json
import re
import sqlite3
import zipfile
import zlib
from decimal import Decimal

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from wallonia_map.export.formats import export
from wallonia_map.export.html_page_rows import municipality_rows
from wallonia_map.i18n import Language, exact, say
from wallonia_map.i18n.formats import read_decimal
from wallonia_map.model import RoleRule, Vintage
from wallonia_map.ui.shared.histogram import histogram as drawn
from wallonia_map.views.class_choice import MOST_CLASSES, BoundsError, ClassChoice, checked, ramp, read_bounds, scale_of
from wallonia_map.views.classing import INFINITE, MISSING, classes, legend
from wallonia_map.views.intervals import bound, interval
from wallonia_map.views.own_column import OwnColumn, from_told, own_column, to_told
from wallonia_map.views.own_display import ColumnDisplay, display_from_params, display_params
from wallonia_map.views.own_summary import OwnColumnSummary, own_summary
from wallonia_map.views.own_words import comparison, figure
from wallonia_map.views.palette import NEGATIVE, SEQUENTIAL
from wallonia_map.views.spread import Spread, histogram
from wallonia_map.views.talk import OWN_PAGE, Scene, Talk, TalkError
from wallonia_map.views.talk_file import from_json, from_link, to_json, to_link

DAY = datetime.date(2026, 1, 2)
EVIL = "<img src=x onerror=alert(1)>"
FIGURES = st.lists(st.one_of(st.just(0.0), st.integers(-40, 400).map(float), st.just(float("nan"))), min_size=1, max_size=60)


def column(atlas, *, is_rate: bool = False, name: str = "bornes", step: int = 3) -> OwnColumn:
    people = atlas.population(Vintage.V2019)
    return own_column(name, (people.iloc[::step] / 500).round(), vintage=Vintage.V2019, is_rate=is_rate, file="a.csv")


# Classes


@given(FIGURES, st.sampled_from(list(ClassChoice)), st.lists(st.integers(-50, 500), min_size=1, max_size=5, unique=True).map(sorted))
def test_every_known_value_has_a_class_with_a_colour(values, choice, bounds):
    series = pd.Series(values)
    scale = scale_of(series, choice, [float(bound) for bound in bounds])
    numbers = classes(series, scale)
    assert len(scale.colours) == len(scale.upper) + 1
    assert list(scale.upper) == sorted(set(scale.upper))
    assert (numbers[series.isna()] == MISSING).all()
    assert numbers[series.notna()].between(0, len(scale.upper)).all()
    assert numbers[series == 0].eq(0).all()


#: Figures of any size and any number of digits, many of them alike at first sight.
LOOKALIKES = st.builds(
    lambda sign, digits, power, tail: sign * float(f"{digits / 1000 * 10.0**power + tail * 10.0 ** (power - 6):.12g}"),
    st.sampled_from([1, 1, 1, -1]), st.integers(0, 2_000), st.sampled_from([-2, 0, 0, 0, 3, 8]), st.sampled_from([0, 0, 1, 7, -3]),
)  # fmt: skip


@given(
    st.lists(LOOKALIKES, min_size=1, max_size=40), st.sampled_from(list(ClassChoice)),
    st.lists(LOOKALIKES, min_size=1, max_size=5, unique=True).map(sorted), st.sampled_from(list(Language)),
)  # fmt: skip
@settings(max_examples=300)
def test_no_two_labels_read_alike_and_every_value_as_written_lies_within_its_label(values, choice, bounds, language):
    series = pd.Series(values)
    scale = scale_of(series, choice, bounds)
    rows = legend(classes(series, scale), scale, pd.Series(1, index=series.index))
    labels = [interval(row, language, is_lowest=row.number == 1) for row in rows]
    assert len(set(labels)) == len(labels)
    for value, number in zip(values, classes(series, scale), strict=True):
        low, high = scale.bounds(number) if number else (0.0, 0.0)
        written = read_back(figure(value, language, scale), language)
        assert read_back(exact(value, language), language) == value
        for told in (value, written):
            if number == 0:
                assert told == 0
            elif high == 0:
                assert as_written(low, language) < told < 0
            else:
                assert as_written(low, language) < told <= as_written(high, language)


def read_back(text: str, language: str) -> float:
    """The number that a person reads, powers of ten too."""
    figures, _, power = text.replace("\u2212", "-").partition("E")
    return float(f"{Decimal(repr(read_decimal(figures, language))).scaleb(int(power or 0))}")


def as_written(limit: float, language: str) -> float:
    return limit if abs(limit) == INFINITE else read_back(bound(limit, language), language)


def test_figures_too_small_or_too_large_to_count_their_zeros_are_powers_of_ten():
    assert [exact(value, "en") for value in (1.25e-9, 1.25e-6, 0.0, 1e15, 1.5e16)] == [
        "1.25E\u22129",
        "0.00000125",
        "0",
        "1,000,000,000,000,000",
        "1.5E16",
    ]
    assert exact(-1.25e-9, "fr") == "\u22121,25E\u22129"


@pytest.mark.parametrize(
    ("choice", "upper"),
    [
        (ClassChoice.QUANTILES, (-5.33, -3, 0, 4, 9.33)),
        (ClassChoice.NATURAL_BREAKS, (-8, -4, 0, 2, 5)),
        (ClassChoice.EQUAL_INTERVAL, (-6.5, 0, 6.5, 13)),
        (ClassChoice.ROUND, (-5, 0, 5, 10, 15)),
    ],
)
def test_zero_is_a_bound_wherever_values_lie_on_both_sides(choice, upper):
    scale = scale_of(pd.Series([-8.0, -4, -1, 0, 2, 5, 18]), choice)
    assert scale.upper == (*upper, INFINITE)
    below = sum(limit <= 0 for limit in upper)
    assert scale.colours[0] == SEQUENTIAL[0]
    assert scale.colours[1 : below + 1] == tuple(reversed(NEGATIVE[:below]))
    assert scale.colours[below + 1 :] == ramp(len(upper) + 1 - below)


def test_zero_stands_in_its_place_in_the_legend_and_what_is_below_it_says_so():
    values = pd.Series([-8.0, -4, -1, 0, 2, 5, 18])
    scale = scale_of(values, ClassChoice.QUANTILES)
    rows = legend(classes(values, scale), scale, pd.Series(10, index=values.index))
    assert [interval(row, "en", is_lowest=row.number == 1) for row in rows] == [
        "up to \u22125.33", "more than \u22125.33, up to \u22123", "more than \u22123 and below 0", "0", "more than 0, up to 4", "more than 4, up to 9.33",
        "more than 9.33",
    ]  # fmt: skip
    assert [row.municipalities for row in rows] == [1] * 7


def test_values_below_zero_alone_grow_darker_downwards_and_end_below_zero():
    values = pd.Series([-8.0, -4, -2, -1])
    scale = scale_of(values, ClassChoice.QUANTILES)
    assert scale.upper == (-5, -3, -1.75, 0)
    assert scale.colours == (SEQUENTIAL[0], *reversed(NEGATIVE))
    assert classes(values, scale).tolist() == [1, 2, 3, 4]


def test_bounds_by_hand_are_kept_and_zero_is_added_where_values_lie_below_it():
    values = pd.Series([-3.0, 0, 0.5, 2, 20])
    scale = scale_of(values, ClassChoice.MANUAL, (1.0, 10.0))
    assert scale.upper == (0, 1, 10, INFINITE)
    assert classes(values, scale).tolist() == [1, 0, 2, 3, 4]


def test_two_hues_reach_map_legend_picture_slide_and_page(atlas):
    people = atlas.population(Vintage.V2019)
    balance = own_column("solde", (people - people.median()).round(1), vintage=Vintage.V2019, is_rate=False, file="a.csv")
    summary = own_summary(balance, ColumnDisplay(), atlas, Language.FR)
    colours = [line.colour for line in summary.legend]
    assert colours == [*reversed(NEGATIVE[:3]), *([SEQUENTIAL[0]] if (summary.values == 0).any() else []), *SEQUENTIAL[1:4]]
    painted = {summary.measured.colours[number] for number in summary.measured.classes}
    assert painted == set(colours)
    for form in ("svg", "html"):
        text = export(form, summary, day=DAY, permalink="").content.decode()
        assert all(colour in text for colour in colours), form
    page = zipfile.ZipFile(io.BytesIO(export("pptx", summary, day=DAY, permalink="").content)).read("ppt/slides/slide2.xml").decode()
    assert all(colour.removeprefix("#").upper() in page for colour in colours)


def test_round_bounds_are_round_and_lie_within():
    scale = scale_of(pd.Series([3.0, 40, 170, 333, 405]), ClassChoice.ROUND)
    assert scale.upper[:-1] == (100.0, 200.0, 300.0, 400.0)


def test_bounds_by_hand_class_right_closed():
    scale = scale_of(pd.Series([1.0, 10, 10.5, 99]), ClassChoice.MANUAL, (10.0, 50.0))
    assert classes(pd.Series([1.0, 10, 10.5, 50, 99]), scale).tolist() == [1, 1, 2, 2, 3]


@pytest.mark.parametrize(
    ("text", "language", "bounds"),
    [
        ("10; 50 ; 1 250,5", "fr", (10, 50, 1250.5)),
        ("10;50;1,250.5", "en", (10, 50, 1250.5)),
        ("-5;1.250,5", "nl", (-5, 1250.5)),
        ("0,5\n1", "de", (0.5, 1)),
    ],
)
def test_bounds_are_read_in_the_signs_of_the_language(text, language, bounds):
    assert read_bounds(text, language) == bounds


@pytest.mark.parametrize(
    ("text", "language", "reason"),
    [
        ("", "fr", "none"),
        ("dix", "fr", "no_number"),
        ("1e5", "fr", "no_number"),
        ("NaN", "en", "no_number"),
        ("1.5", "de", "no_number"),  # fifteen, or one and a half: not guessed
        ("1,5", "en", "no_number"),
        ("5;5", "fr", "not_rising"),
        ("9;5", "fr", "not_rising"),
        ("1;2;3;4;5;6", "fr", "too_many"),
        ("1" * 300, "fr", "too_many"),
    ],
)
def test_bounds_that_cannot_be_used_say_why(text, language, reason):
    with pytest.raises(BoundsError) as error:
        read_bounds(text, language)
    assert error.value.reason == reason


def test_more_classes_than_steps_have_a_colour_each_between_the_ends_of_the_ramp():
    colours = ramp(MOST_CLASSES)
    assert len(set(colours)) == MOST_CLASSES
    assert (colours[0], colours[-1]) == (SEQUENTIAL[1], SEQUENTIAL[-1])


@given(FIGURES)
def test_a_histogram_holds_every_known_value_once(values):
    spread = histogram(pd.Series(values))
    known = pd.Series(values).dropna()
    assert sum(spread.counts) == (len(known) if known.nunique() > 1 else 0)


def test_a_histogram_says_in_words_what_it_shows():
    values = pd.Series([1.0, 2, 3, 400])
    told = drawn(Spread(histogram(values), scale_of(values, ClassChoice.MANUAL, (2.5, 50.0))), Language.FR)
    assert "4 communes réparties de 1 à 400" in told
    assert "limites des classes\u00a0: 2,5; 50" in told
    assert drawn(Spread(histogram(pd.Series([7.0, 7]))), Language.FR) == ""


# Facts


def test_map_legend_and_comparison_hold_the_same_municipalities(atlas):
    summary = own_summary(column(atlas, is_rate=True), ColumnDisplay(programme="leader-2023-2027"), atlas, Language.FR)
    counts = summary.measured.classes.value_counts()
    assert {row.number: row.municipalities for row in summary.measured.legend} == counts.to_dict()
    table = comparison(summary)
    assert table["municipalities"].tolist() == [119, 136]  # of seven others, nobody knows
    assert (table["known"] + table["unknown"]).tolist() == [119, 136]
    values = summary.column.series(summary.places)
    assert table.at["covered", "median"] == values[summary.covered].median()
    assert (summary.measured.circles > 0).sum() == 119


def test_a_number_is_circles_over_coverage_and_what_is_not_known_has_neither(atlas):
    summary = own_summary(column(atlas), ColumnDisplay(programme="leader-2023-2027"), atlas, Language.EN)
    assert summary.as_circles
    unknown = summary.values.isna()
    assert (summary.measured.classes[unknown] == MISSING).all()
    assert (summary.measured.circles[unknown] == 0).all()
    assert (summary.measured.circles[summary.values > 0] > 0).all()
    assert [line.label for line in summary.legend] == ["not covered", "covered", "not known"]


def test_numbers_below_zero_or_per_inhabitants_are_a_fill(atlas):
    values = pd.Series([-5.0, 3], index=["62063", "92094"])
    debt = own_column("solde", values, vintage=Vintage.V2019, is_rate=False, file="a.csv")
    assert not own_summary(debt, ColumnDisplay(), atlas, Language.FR).as_circles
    per = own_summary(column(atlas), ColumnDisplay(per=True), atlas, Language.FR)
    assert not per.as_circles
    nis = next(iter(per.column.values))
    assert per.values[nis] == pytest.approx(per.column.values[nis] / per.inhabitants[nis] * 10_000)


@pytest.mark.parametrize("only", ["covered", "not-covered"])
def test_the_coverage_filter_leaves_those_places_alone(atlas, only):
    summary = own_summary(column(atlas, is_rate=True), ColumnDisplay(programme="leader-2023-2027", only=only), atlas, Language.FR)
    covered = set(summary.asked.covered)
    assert set(summary.measured.classes.index) == (
        covered if only == "covered" else set(summary.asked.places) - covered - set(summary.asked.not_known)
    )


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("programme", ["", "leader-2023-2027", "smart-region-2019"])
def test_every_view_says_a_sentence_in_every_language(atlas, language, programme):
    for is_rate in (False, True):
        summary = own_summary(column(atlas, is_rate=is_rate), ColumnDisplay(programme=programme), atlas, language)
        told = [
            summary.sentence,
            summary.source_line,
            summary.title,
            summary.unit,
            summary.circles_told,
            *(line.figures for line in summary.meter),
        ]
        assert all(text and "{" not in text for text in told)
        assert "a.csv" in summary.source_line


def test_the_figures_of_the_sentence_by_hand(atlas):
    values = pd.Series([10.0, 20, 60], index=["62063", "92094", "52011"])
    three = own_column("parts", values, vintage=Vintage.V2019, is_rate=True, file="a.csv")
    said = own_summary(three, ColumnDisplay(), atlas, Language.EN).sentence
    assert "value known for 3 municipalities of 262" in said
    assert "The median is 20; values go from 10 (Liège) to 60 (Charleroi)." in said


# Scene, file, link


looks = st.builds(
    ColumnDisplay,
    per=st.booleans(),
    choice=st.sampled_from(list(ClassChoice)),
    bounds=st.lists(st.floats(-1e6, 1e6, allow_nan=False), max_size=5, unique=True).map(lambda items: tuple(sorted(items))),
    programme=st.sampled_from(["leader-2023-2027", "smart-region-2019"]),
    rule=st.sampled_from(list(RoleRule)),
    only=st.sampled_from(["", "covered", "not-covered"]),
)


@given(looks)
def test_a_scene_gives_back_the_look(look):
    assert display_from_params(display_params(look)) == look


@given(
    st.dictionaries(st.sampled_from(["per", "classes", "bounds", "programme", "role", "only"]), st.lists(st.text(max_size=50), max_size=8))
)
def test_a_hostile_look_is_looked_up(params):
    look = display_from_params(params)
    assert look.bounds == () or checked(look.bounds) == look.bounds


def test_a_talk_file_gives_back_the_column_and_a_link_never_carries_it(atlas):
    scene = Scene(page=OWN_PAGE, params=display_params(ColumnDisplay(per=True)), own=column(atlas))
    talk = Talk((Scene(), scene))
    assert from_json(to_json(talk).encode()) == talk
    assert to_link(talk) is None
    assert to_link(talk.without(1)) is not None


def test_sixty_scenes_of_every_municipality_fit_the_file(atlas):
    people = atlas.population(Vintage.V2019).astype("float64") * 1.000000123456789
    whole = own_column("é" * 400, people, vintage=Vintage.V2019, is_rate=True, file="f" * 400)
    talk = Talk(tuple(Scene(page=OWN_PAGE, own=whole, note="n" * 1_500) for _ in range(60)))
    assert from_json(to_json(talk).encode()) == talk


def test_a_link_with_a_column_is_refused():
    small = OwnColumn("n", Vintage.V2019, False, {"62063": 1.0}, "f")
    text = to_json(Talk((Scene(page=OWN_PAGE, own=small),)))
    with pytest.raises(TalkError):
        from_link(base64.urlsafe_b64encode(zlib.compress(text.encode())).decode().rstrip("="))


@pytest.mark.parametrize(
    "change",
    [
        {"values": {}},
        {"values": {"62063": "1"}},
        {"values": {"62063": True}},
        {"values": {"62063": None}},
        {"values": {"62063": float("nan")}},
        {"values": {"62063": float("inf")}},
        {"values": {"62063": 10**400}},
        {"values": {"../..": 1}},
        {"values": {"٦٢٠٦٣": 1}},
        {"values": {f"{nis:05d}": 1 for nis in range(301)}},
        {"values": [1]},
        {"name": ""},
        {"name": "a" * 201},
        {"name": "a\u202eb"},
        {"name": 3},
        {"file": "x" * 201},
        {"vintage": "1999"},
        {"vintage": ["2019"]},
        {"is_rate": 1},
        {"more": 1},
    ],
)
def test_a_column_that_is_none_is_refused(atlas, change):
    told = to_told(column(atlas)) | change
    with pytest.raises(ValueError, match="not"):
        from_told(told)
    scene = {"page": OWN_PAGE, "own": told}
    with pytest.raises(TalkError):
        from_json(json.dumps({"format": "wallonia-map-talk", "version": 1, "scenes": [scene]}).encode())


@pytest.mark.parametrize("scene", [{"page": OWN_PAGE}, {"page": "explore", "own": {}}])
def test_the_page_of_own_columns_and_a_column_come_together(scene):
    with pytest.raises(TalkError):
        from_json(json.dumps({"format": "wallonia-map-talk", "version": 1, "scenes": [scene]}).encode())


# Files, each opened by a program that did not write it


@pytest.fixture(scope="module")
def hostile(atlas) -> OwnColumnSummary:
    return own_summary(column(atlas, name=f"=1+1 {EVIL}"), ColumnDisplay(programme="leader-2023-2027"), atlas, Language.FR)


def test_pictures(hostile):
    assert Image.open(io.BytesIO(export("png", hostile, day=DAY, permalink="").content)).width > 1_000
    svg = export("svg", hostile, day=DAY, permalink="").content.decode()
    assert EVIL not in svg
    assert "&lt;img" in svg
    text = PdfReader(io.BytesIO(export("pdf", hostile, day=DAY, permalink="").content)).pages[0].extract_text()
    assert "a.csv" in text


def test_the_workbook_holds_the_values_and_no_formula(hostile):
    book = openpyxl.load_workbook(io.BytesIO(export("xlsx", hostile, day=DAY, permalink="").content))
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    values = {row[0]: row[6] for row in rows[1:]}
    assert rows[0][6].startswith("=1+1")
    assert all(cell.data_type != "f" for page in book for line in page.iter_rows() for cell in line)
    assert {nis: value for nis, value in values.items() if value is not None} == dict(hostile.column.values)


def test_without_a_programme_no_file_tells_of_initiatives(atlas):
    plain = own_summary(column(atlas), ColumnDisplay(), atlas, Language.FR)
    book = openpyxl.load_workbook(io.BytesIO(export("xlsx", plain, day=DAY, permalink="").content))
    assert len(book.sheetnames) == 2
    told = json.loads(export("geojson", plain, day=DAY, permalink="").content)
    assert "is_covered" not in told["features"][0]["properties"]
    assert {
        one["properties"]["nis"]: one["properties"]["value"] for one in told["features"] if one["properties"]["value"] is not None
    } == dict(plain.column.values)


def test_the_geopackage_opens_and_lists_coverage(hostile, tmp_path):
    path = tmp_path / "a.gpkg"
    path.write_bytes(export("gpkg", hostile, day=DAY, permalink="").content)
    frame = gpd.read_file(path, layer="municipalities")
    assert frame.set_index("nis")["value"].dropna().to_dict() == dict(hostile.column.values)
    assert int(frame["is_covered"].sum()) == 119
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_slide_has_no_live_link(hostile):
    deck = Presentation(io.BytesIO(export("pptx", hostile, day=DAY, permalink="").content))
    page = deck.slides[1]
    texts = " ".join(shape.text_frame.text for shape in page.shapes if shape.has_text_frame)
    assert "a.csv" in texts
    assert not any(
        run.hyperlink.address for shape in page.shapes if shape.has_text_frame for line in shape.text_frame.paragraphs for run in line.runs
    )


def test_the_page_that_is_handed_out_shows_the_values_and_tells_of_initiatives_only_beside_a_programme(atlas, hostile):
    alone = own_summary(column(atlas), ColumnDisplay(), atlas, Language.EN)
    page = export("html", alone, day=DAY, permalink="").content.decode()
    assert 'id="initiatives"' not in page
    assert "Initiatives" not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    told = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1])
    assert told["places"]["92094"]["told"] == f"bornes: {alone.write_value(alone.values['92094'])}"
    assert (told["words"]["none"], told["initiatives"], told["places"]["92094"]["made"]) == ("", [], "")
    assert "not checked by the atlas" in page
    beside = export("html", hostile, day=DAY, permalink="").content.decode()
    assert EVIL not in beside
    assert 'id="initiatives"' in beside
    places = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', beside, re.DOTALL)[1])["places"]
    assert {place["made"] for place in places.values()} == {"", "1 × GAL 2023–2027", "GAL 2023–2027\u00a0: pas connu"}
    assert sum(place["made"].startswith("1 ×") for place in places.values()) == 119


def test_classes_of_the_page_sort_from_the_most_below_zero_up(atlas):
    people = atlas.population(Vintage.V2019)
    values = (people - people.median()).astype("float64").replace(float(people.iloc[0] - people.median()), 0.0)
    summary = own_summary(
        own_column("solde", values, vintage=Vintage.V2019, is_rate=False, file="a.csv"), ColumnDisplay(), atlas, Language.FR
    )
    rows = municipality_rows(summary)
    assert [row.rank for row in rows] == sorted((row.rank for row in rows), reverse=True)
    assert {row.rank for row in rows} == set(range(len(summary.legend)))


@pytest.mark.parametrize(("language", "programme"), list(zip(Language, itertools.cycle(["", "leader-2023-2027"]), strict=False)))
def test_the_report_lists_every_value(atlas, programme, language):
    summary = own_summary(column(atlas, is_rate=True), ColumnDisplay(programme=programme), atlas, language)
    pages = PdfReader(io.BytesIO(export("report", summary, day=DAY, permalink="").content)).pages
    text = " ".join(page.extract_text() for page in pages)
    assert len(pages) <= 8
    assert "a.csv" in text
    assert atlas.municipality_name("92094", Vintage.V2019, language) in text
    assert text.count(exact(float(summary.values.max()), language)) >= 1
    assert (say("report.white", language) in text) == bool(programme)
