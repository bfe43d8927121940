import base64
import datetime
import hashlib
import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from importlib import resources

import pandas as pd
import pytest

from wallonia_map.export.html_page import html_page
from wallonia_map.export.html_page_data import embedded
from wallonia_map.export.html_page_map import UNIT_M, map_of
from wallonia_map.export.html_page_rows import initiative_rows, is_web, municipality_rows
from wallonia_map.i18n import Language, number, say
from wallonia_map.model import Selection, Vintage
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.circles import radius_px
from wallonia_map.views.classing import MISSING
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.view import View

DAY = datetime.date(2026, 11, 1)
LINK = "https://atlas.example/explore?show=subsidy&role=extended"
HOSTILE = "</script><script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\"> & \u2028 'x'"
NAMUR = "90000"
VOID = {"meta", "link", "input", "img"}


@dataclass
class Element:
    """An element with its attributes, its parts and its text."""

    tag: str
    attributes: dict[str, str]
    parts: list["Element"] = field(default_factory=list)
    own: list[str] = field(default_factory=list)

    def all(self, tag: str, **wanted: str) -> list["Element"]:
        found = [self] if self.tag == tag and all(self.attributes.get(name.strip("_")) == value for name, value in wanted.items()) else []
        return found + [one for part in self.parts for one in part.all(tag, **wanted)]

    def one(self, tag: str, **wanted: str) -> "Element":
        (found,) = self.all(tag, **wanted)
        return found

    @property
    def text(self) -> str:
        return " ".join("".join(self.own).split())


class Reader(HTMLParser):
    """The page as a tree; a part's text belongs to all around it."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].parts.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_startendtag(self, tag, attrs):
        self.open[-1].parts.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop().tag == tag, f"</{tag}> closes nothing"

    def handle_data(self, data):
        for element in self.open:
            element.own.append(data)


def page_of(summary: ViewSummary, permalink: str = LINK) -> tuple[Element, str]:
    file = html_page(summary, day=DAY, permalink=permalink)
    text = file.content.decode("utf-8")
    assert text.startswith("<!DOCTYPE html>")
    reader = Reader(text)
    assert reader.open == [reader.root], "an element is not closed"
    return reader.root, text


def data_in(page: Element) -> dict:
    return json.loads("".join(page.one("script", id="data").own))


def rows_of(page: Element, table: str) -> list[list[Element]]:
    body = page.one("table", _class=f"rows {table}").one("tbody")
    return [row.parts for row in body.all("tr")]


def with_title(atlas: Atlas, title: str, **more: object) -> Atlas:
    """The same atlas with a text of someone else's in its first initiative that a municipality leads."""
    table = atlas.tables["initiatives"].copy()
    for name, value in {"title": title, **more}.items():
        table.loc[table["initiative_id"] == "sr-water", name] = value
    return Atlas(atlas.catalog, atlas.tables | {"initiatives": table})


@pytest.fixture(scope="module")
def default(atlas) -> tuple[ViewSummary, Element, str]:
    summary = view_summary(atlas, View(Selection(vintage=Vintage.V2019)), Language.FR)
    return summary, *page_of(summary)


@pytest.mark.parametrize("language", Language)
def test_every_language_has_its_page_small_enough_for_any_stick(atlas, language):
    summary = view_summary(atlas, View(measure=Measure.SUBSIDY, circles=True), language)
    file = html_page(summary, day=DAY, permalink=LINK)
    assert len(file.content) < 1_200_000
    assert (file.media_type, file.name.endswith(f"_{language.value}.html")) == ("text/html", True)
    page, _ = page_of(summary)
    assert page.one("html").attributes["lang"] == language.value
    assert page.one("h1").text == " ".join(summary.title.split())
    assert page.one("p", _class="sentence").text == " ".join(summary.sentence.split())
    assert data_in(page)["locale"].startswith(language.value)


def test_the_same_view_gives_the_same_file_twice(small):
    first, second = (html_page(view_summary(small, View(), Language.DE), day=DAY, permalink=LINK) for _ in range(2))
    assert first == second


def test_nothing_is_asked_from_outside(default):
    _, page, text = default
    for element in page.all("link"):
        assert element.attributes == {"rel": "icon", "href": "data:,"}
    for tag in ("img", "iframe", "object", "embed", "video", "audio", "source", "base", "form", "use", "image"):
        assert page.all(tag) == []
    assert not re.search(r"<[^a>][^>]*\s(?:src|href|srcset|action|poster|data)=\"?https?:", text)
    assert not re.search(r"\ssrc=|url\((?!#)|@import|\bon[a-z]+=\"", text.split("<script")[0].replace(page.one("title").text, ""))
    script = "".join(page.all("script")[-1].own)
    for way in (
        "fetch(",
        "XMLHttpRequest",
        "WebSocket",
        "sendBeacon",
        "import(",
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
    ):
        assert way not in script


def test_the_policy_seals_our_own_style_and_script_and_allows_nothing_else(default):
    _, page, _ = default
    policy = dict(part.strip().split(" ", 1) for part in page.all("meta")[1].attributes["content"].split(";"))
    for kind, element in (("style-src", page.one("style")), ("script-src", page.all("script")[-1])):
        seal = base64.b64encode(hashlib.sha256("".join(element.own).encode("utf-8")).digest()).decode("ascii")
        assert policy[kind] == f"'sha256-{seal}'"
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert [element.tag for element in page.all("div") + page.all("span") + page.all("rect") if "style" in element.attributes] == []


def test_the_figures_are_those_of_the_facts(default):
    summary, page, _ = default
    meter = page.one("section", _class="meter").all("div", _class="row")
    assert [row.one("span", _class="what").text for row in meter] == [" ".join(line.figures.split()) for line in summary.meter]
    assert [row.one("span", _class="share").text for row in meter] == [" ".join(line.share_written.split()) for line in summary.meter]
    assert [row.one("rect", _class="share").attributes["width"] for row in meter] == [f"{100 * line.share:.2f}" for line in summary.meter]
    legend = page.one("table", _class="legend").one("tbody").all("tr")
    told = [[cell.text for cell in row.parts] for row in legend]
    wanted = [[line.label, number(line.municipalities, "fr"), number(line.inhabitants, "fr")] for line in summary.legend]
    assert told == [[" ".join(text.split()) for text in row] for row in wanted]
    assert [row.one("rect").attributes["fill"] for row in legend] == [
        line.colour if line.is_known else "url(#hatch-small)" for line in summary.legend
    ]


def test_the_map_has_the_classes_and_colours_of_the_facts(default):
    summary, page, _ = default
    shapes = page.one("g", id="shapes").all("path")
    assert len(shapes) == 262
    assert {one.attributes["data-nis"]: one.attributes["fill"] for one in shapes} == {
        nis: "url(#hatch)" if number_of_class == MISSING else summary.fills[number_of_class]
        for nis, number_of_class in summary.painted.items()
    }


def test_the_table_holds_every_municipality_with_its_figures(default, atlas):
    summary, page, _ = default
    rows = rows_of(page, "municipalities")
    counts = summary.measured.initiatives
    written = [row[2].attributes["data-v"] for row in rows]
    assert (len(rows), written.count("")) == (262, counts.isna().sum())
    assert sum(int(count or 0) for count in written) == counts.sum()
    assert sum(int(row[3].attributes["data-v"]) for row in rows) == summary.coverage.inhabitants
    order = [int(count or -1) for count in written]  # not known last
    assert order == sorted(order, reverse=True)
    leading = counts.index[counts == counts.max()]
    assert rows[0][0].text in {atlas.municipality_name(nis, Vintage.V2019, "fr") for nis in leading}


def test_the_table_of_initiatives_holds_all_of_them_with_their_sources(default, atlas):
    summary, page, _ = default
    rows = rows_of(page, "initiatives")
    assert len(rows) == len(summary.selected.initiatives) == len(atlas.initiatives)
    links = {link.attributes["href"] for row in rows for link in row[-1].all("a")}
    assert links == {url for urls in summary.selected.initiatives["source_urls"] for url in urls.split(";")}
    assert " ".join(say("html_page.cited", "fr", n=len(links)).split()) in page.one("section", id="receipt").text
    known = summary.selected.initiatives["subsidy_eur"].dropna()
    assert sum(float(row[6].attributes["data-v"] or 0) for row in rows) == pytest.approx(known.sum())


def test_the_script_knows_who_takes_part_in_what(default):
    summary, page, _ = default
    data = data_in(page)
    pairs = {(data["initiatives"][index][0], nis, role) for nis, place in data["places"].items() for index, role in place["mine"]}
    titles = {row.identifier: row.title for row in initiative_rows(summary)}
    counted = pd.concat([summary.selected.participations, summary.selected.possible])
    assert pairs == {(titles[one.initiative_id], one.nis, one.role) for one in counted.itertuples()}
    liege = data["places"]["62063"]
    assert (liege["name"], liege["others"]) == ("Liège", ["Luik", "Lüttich"])


def test_the_receipt_says_what_was_asked_and_of_what_data(atlas):
    chosen = Selection(provinces=(NAMUR,), vintage=Vintage.V2025)
    page, _ = page_of(view_summary(atlas, View(chosen), Language.EN))
    told = page.one("section", id="receipt").text
    for text in ("Province: Namur", "2025", atlas.catalog.version, atlas.catalog.fingerprint[:12], LINK, "1 November 2026", "CC BY 4.0"):
        assert text in told
    assert page.one("a", href=LINK).text == LINK


@pytest.mark.parametrize("permalink", ["javascript:alert(1)", "", "http://[", 'https://x.example/" onclick="alert(1)', "data:text/html,x"])
def test_an_address_that_is_none_is_shown_and_never_linked(small, permalink):
    page, _ = page_of(view_summary(small, View(), Language.FR), permalink)
    for link in page.all("a"):
        assert link.attributes["href"].startswith(("#", "https://example.org/"))


@pytest.mark.parametrize(
    ("url", "web"), [("https://a.be/x?y=1", True), ("http://a.be", True), ("ftp://a.be", False), ("https:", False), ("//a.be", False)]
)
def test_only_web_addresses_are_links(url, web):
    assert is_web(url) is web


def test_embedded_data_cannot_leave_its_element():
    told = embedded({"a": HOSTILE, "b": "\u2029<!--"})
    assert not re.search("[<>&\u2028\u2029]", told)
    assert json.loads(told) == {"a": HOSTILE, "b": "\u2029<!--"}


def test_a_hostile_text_stays_a_text(small):
    atlas = with_title(small, HOSTILE, lead=HOSTILE, summary=HOSTILE, source_urls="javascript:alert(1);https://example.org/a")
    page, _ = page_of(view_summary(atlas, View(), Language.EN))
    assert len(page.all("script")) == 2
    assert page.all("img") == []
    assert [row for row in data_in(page)["initiatives"] if row[0] == HOSTILE]
    (row,) = (row for row in rows_of(page, "initiatives") if "onerror" in row[0].text)
    assert "".join(row[0].own) == HOSTILE
    assert [link.attributes["href"] for link in row[-1].all("a")] == ["https://example.org/a"]
    assert "javascript:alert(1)" in row[-1].text


def test_an_empty_selection_says_so(atlas):
    summary = view_summary(atlas, View(Selection(words="zzzz")), Language.NL)
    page, _ = page_of(summary)
    assert page.all("table", _class="rows initiatives") == []
    assert say("explore.empty", "nl") in page.one("section", id="initiatives").text
    assert {row[2].text for row in rows_of(page, "municipalities")} == {"0"}


def test_not_known_is_hatched_and_has_no_value(atlas):
    summary = view_summary(atlas, View(measure=Measure.SUBSIDY), Language.FR)
    page, _ = page_of(summary)
    unknown = next(line.municipalities for line in summary.legend if not line.is_known)
    assert len(page.one("g", id="shapes").all("path", fill="url(#hatch)")) == unknown > 0
    rows = [row for row in rows_of(page, "municipalities") if row[2].attributes["data-v"] == ""]
    assert len(rows) == unknown
    assert {row[2].text for row in rows} == {say("certainty.not_published", "fr")}
    assert {row[1].one("rect").attributes["fill"] for row in rows} == {"url(#hatch-small)"}
    assert rows == rows_of(page, "municipalities")[-unknown:]


@pytest.mark.parametrize("measure", [Measure.LAG_2014, Measure.LAG_2023])
def test_a_lag_is_named_in_table_and_tooltip(atlas, measure):
    summary = view_summary(atlas, View(measure=measure), Language.DE)
    page, _ = page_of(summary)
    told = {row.nis: row.class_name for row in municipality_rows(summary)}
    assert set(told.values()) == {line.label for line in summary.legend}
    assert {nis: place["told"] for nis, place in data_in(page)["places"].items()} == told
    lags = summary.measured.categories
    assert sum(name == say("legend.no_lag", "de") for name in told.values()) == lags.isna().sum() - len(summary.measured.possible)
    assert {told[nis] for nis in summary.measured.possible} == {say("legend.possible_member", "de")}


def test_a_filter_on_place_opens_on_it_and_greys_the_rest(atlas):
    summary = view_summary(atlas, View(Selection(provinces=(NAMUR,), vintage=Vintage.V2019), municipality="92094"), Language.FR)
    page, _ = page_of(summary)
    drawing, data = map_of(summary), data_in(page)
    assert drawing.home[2] < drawing.whole[2] / 2
    assert len(page.one("g", id="shapes").all("path", _class="outside")) == 262 - 38 == len(data["outside"])
    assert (data["chosen"], len(data["places"])) == ("92094", 38)
    away = view_summary(atlas, View(Selection(provinces=(NAMUR,), vintage=Vintage.V2019), municipality="62063"), Language.FR)
    assert data_in(page_of(away)[0])["chosen"] == ""


def test_shapes_are_drawn_to_scale(small):
    drawing = map_of(view_summary(small, View(), Language.FR))
    square = next(shape for shape in drawing.shapes if shape.nis == "11001")
    steps = [int(step) for step in re.findall(r"-?\d+", square.path.split("l")[1])]
    assert max(map(abs, steps)) in range(1000 // UNIT_M - 1, 1000 // UNIT_M + 2)
    assert (drawing.whole[2] - 160, drawing.whole[3] - 160) == (pytest.approx(1600, abs=2), pytest.approx(800, abs=2))


def test_circles_are_drawn_where_the_view_asks_for_them(small):
    summary = view_summary(small, View(measure=Measure.PER_10000, circles=True), Language.FR)
    page, _ = page_of(summary)
    assert len([circle for circle in page.all("circle") if "data-r" in circle.attributes]) == int((summary.measured.circles > 0).sum())
    assert page_of(view_summary(small, View(fill=True), Language.FR))[0].all("circle") == []


def test_a_plain_count_is_circles(small):
    summary = view_summary(small, View(), Language.FR)
    page, _ = page_of(summary)
    drawn = [float(circle.attributes["data-r"]) for circle in page.all("circle") if "data-r" in circle.attributes]
    assert drawn == sorted((radius_px(size) for size in summary.circles), reverse=True)


def test_every_field_has_its_label_and_every_table_its_caption(default):
    _, page, _ = default
    labelled = {label.attributes["for"] for label in page.all("label")}
    assert labelled == {element.attributes["id"] for element in page.all("input") + page.all("select")}
    assert all(table.one("caption").text for table in page.all("table"))
    identifiers = re.findall(r"\sid=\"([^\"]+)\"", default[2].split("<script")[0])
    assert len(identifiers) == len(set(identifiers))
    for name in re.findall(r"aria-(?:labelledby|describedby)=\"([^\"]+)\"", default[2]):
        assert name in identifiers
    assert page.one("a", _class="skip").attributes["href"] == "#content"


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "least"), [("ink", 7), ("soft", 4.5), ("link", 4.5), ("accent", 3), ("strong", 3)])
@pytest.mark.parametrize("behind", ["paper", "raised"])
def test_text_and_controls_stand_out(theme, front, behind, least):
    style = resources.files("wallonia_map.export").joinpath("html_page.css").read_text(encoding="utf-8")
    told = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block)) for block in re.findall(r":root \{[^}]*\}", style)][theme]
    one, other = sorted((luminance(told[front]), luminance(told[behind])))
    assert (other + 0.05) / (one + 0.05) >= least


def test_amounts_of_nobody_are_called_not_published_and_sort_as_empty(small):
    rows = {row.identifier: row for row in initiative_rows(view_summary(small, View(), Language.FR))}
    assert (rows["park"].subsidy.written, rows["park"].subsidy.sorts) == (say("certainty.not_published", "fr"), "")
    assert rows["sr-water"].subsidy.sorts == "300.00"
    assert pd.isna(small.initiatives.at["park", "subsidy_eur"])
