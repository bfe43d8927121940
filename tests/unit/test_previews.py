"""The pictures of previews: of the view whose link it is, drawn once, bounded, and refused in a sentence."""

import io
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from PIL import Image
from starlette.applications import Starlette

from tests.asking import ask
from tests.unit.test_page_html import told
from wallonia_map.export import preview_picture
from wallonia_map.i18n import Language, say
from wallonia_map.server import previews
from wallonia_map.server.previews import Previews, version_of
from wallonia_map.server.rate_limit import RateLimit
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.view import BEGINNING, view_from_params

QUERY = "programme=leader-2014-2020&vintage=2019&show=covered"
PARAMS = {"programme": ["leader-2014-2020"], "vintage": ["2019"], "show": ["covered"]}


class Head(HTMLParser):
    """What a messenger reads of a page: its meta elements, by name or property."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and (name := given.get("property") or given.get("name")):
            assert name not in self.meta, f"{name} is said twice"
            self.meta[name] = given.get("content") or ""


@pytest.fixture
def drawings(monkeypatch):
    """The titles of what is drawn, in order; drawing itself costs a second and is tested once."""
    made = []

    def draw(summary):
        made.append(f"{summary.language}: {summary.title}")
        return f"picture of {made[-1]}".encode()

    monkeypatch.setattr(previews, "preview_picture", draw)
    return made


def app(**options) -> Starlette:
    return Starlette(routes=Previews(options.pop("limit", RateLimit(burst=10_000)), **options).routes("/atlas"))


def at(atlas) -> str:
    return f"/atlas/preview/{version_of(atlas)}.png"


@pytest.mark.parametrize("language", [Language.FR, Language.DE])
def test_a_picture_has_the_size_that_services_ask_for_and_the_colours_of_the_map(atlas, language):
    summary = view_summary(atlas, view_from_params(PARAMS, atlas), language)
    content = preview_picture.preview_picture(summary)
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (preview_picture.WIDTH_PX, preview_picture.HEIGHT_PX)
        assert picture.info["Title"] == summary.title
        ground = picture.convert("RGB").crop((440, 40, 1160, 590)).getcolors(100_000)
    drawn = {"#{:02x}{:02x}{:02x}".format(*colour): count for count, colour in ground}
    for line in summary.legend:
        if line.is_known and line.municipalities:
            assert drawn.get(line.colour, 0) > 1_000
    assert len(content) < 600_000
    assert preview_picture.preview_picture(summary) == content


def test_a_view_is_drawn_once_however_its_link_is_written(atlas, drawings):
    asked = app()
    first = ask(asked, at(atlas), query=f"{QUERY}&lang=nl")
    assert (first.status, first.header("content-type")) == (200, "image/png")
    again = ask(asked, at(atlas), query="lang=nl&show=covered&tiles=1&by=province&vintage=2019&programme=leader-2014-2020&role=strict")
    assert again.content == first.content
    assert ask(asked, at(atlas), query=f"{QUERY}&lang=nl", if_none_match=first.header("etag")).status == 304
    assert len(drawings) == 1
    assert ask(asked, at(atlas), query=f"{QUERY}&lang=de").content != first.content
    assert len(drawings) == 2


@pytest.mark.parametrize(
    ("query", "named"),
    [("theme=magic", "mobility"), ("size=90000", "programme"), ("nis=%F0%9F%92%A9", "municipality"), ("lang=xx", "fr"), ("show=../../etc", "initiatives"), ("theme=" + "x" * 5_000, "mobility")],
)  # fmt: skip
def test_a_hostile_parameter_is_refused_in_a_sentence_and_draws_nothing(atlas, drawings, query, named):
    answer = ask(app(), at(atlas), query=query)
    assert answer.status == 400
    assert named in answer.content.decode()
    assert answer.content.count(b"\n") == 1
    assert len(answer.content) < 3_000
    assert drawings == []


def test_pictures_are_kept_within_number_and_bytes(atlas, drawings):
    few = app(most_kept=2)
    for theme in ("mobility", "health", "living", "mobility"):
        ask(few, at(atlas), query=f"theme={theme}")
    assert len(drawings) == 4  # the first was forgotten
    ask(few, at(atlas), query="theme=living")
    assert len(drawings) == 4
    none = app(most_bytes=10)
    for _ in range(2):
        assert ask(none, at(atlas), query="theme=mobility").status == 200
    assert len(drawings) == 6


def test_who_asks_for_too_many_new_pictures_waits_and_old_ones_cost_nothing(atlas, drawings):
    limited = app(limit=RateLimit(burst=1, per_second=0))
    assert ask(limited, at(atlas), query="theme=mobility").status == 200
    refused = ask(limited, at(atlas), query="theme=health")
    assert (refused.status, refused.header("retry-after"), refused.header("cache-control")) == (429, "10", "no-store")
    assert ask(limited, at(atlas), query="theme=mobility").status == 200
    assert len(drawings) == 1


def test_the_address_of_older_data_leads_to_today_s_picture(atlas, drawings):
    answer = ask(app(), "/atlas/preview/0123456789ab.png", query="theme=mobility&lang=en")
    assert (answer.status, answer.header("location")) == (302, f"{at(atlas)}?lang=en&theme=mobility")
    assert drawings == []


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("page", ["explore", "municipality", "data", ""])
def test_a_page_names_the_picture_of_its_view_in_the_language_of_the_link(atlas, drawings, page, language):
    asked = {"explore": QUERY, "municipality": "nis=92094"}.get(page, "")
    head = Head(told(f"/{page}", f"{asked}&lang={language.value}")).meta
    assert head["twitter:card"] == "summary_large_image"
    assert (head["og:image:width"], head["og:image:height"]) == ("1200", "630")
    where, _, query = head["og:image"].removeprefix("http://atlas.example").partition("?")
    answer = ask(Starlette(routes=Previews().routes()), where, query=query)
    assert answer.status == 200
    view = BEGINNING if page not in ("explore", "municipality") else view_from_params(PARAMS if page == "explore" else {}, atlas)
    summary = view_summary(atlas, view, language)
    assert drawings == [f"{language}: {summary.title}"]
    assert head["og:image:alt"] == say("preview.alt", language, title=summary.title)
    if page == "municipality":
        assert "nis=92094" in query


@pytest.mark.usefixtures("drawings")
def test_a_hostile_link_names_a_picture_that_is_answered():
    text = told("/explore", "q=%22%3E%3Cscript%3E" + "y" * 5_000 + "&theme=magic&nis=99999")
    (found,) = re.findall(r'<meta property="og:image" content="([^"]*)" />', text)
    where, _, query = unescape(found).removeprefix("http://atlas.example").partition("?")
    assert ask(Starlette(routes=Previews().routes()), where, query=query).status == 200
