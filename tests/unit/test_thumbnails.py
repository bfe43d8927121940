"""The thumbnails of a talk's scenes: the colours of the view, drawn once whatever the language, and nothing for a page that has none."""

import io

import pytest
from PIL import Image
from starlette.applications import Starlette

from tests.asking import ask
from wallonia_map.export.map_picture import THUMBNAIL_PX, thumbnail_address
from wallonia_map.i18n import Language
from wallonia_map.server import thumbnails
from wallonia_map.server.rate_limit import RateLimit
from wallonia_map.server.thumbnails import Thumbnails
from wallonia_map.views.link_summary import summary_from_params

PARAMS = {"programme": ["leader-2014-2020"], "vintage": ["2019"], "show": ["covered"]}


def app(burst: int = 1_000) -> Starlette:
    return Starlette(routes=Thumbnails(RateLimit(burst=burst)).routes("/atlas"))


def asked(application, atlas, page="explore", params=PARAMS):
    path, _, query = thumbnail_address(page, params, atlas).partition("?")
    return ask(application, f"/atlas/{path}", query=query)


@pytest.mark.parametrize(("page", "params"), [("explore", PARAMS), ("white_spots", {}), ("compare", {})])
def test_a_thumbnail_has_the_colours_of_its_view(atlas, page, params):
    answer = asked(app(), atlas, page, params)
    assert (answer.status, answer.header("content-type")) == (200, "image/png")
    assert "max-age" in answer.header("cache-control")
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert all(0.8 * 2 * most < side <= 2 * most + 2 for side, most in zip(picture.size, THUMBNAIL_PX, strict=True))
        colours = {"#{:02x}{:02x}{:02x}".format(*colour) for _, colour in picture.convert("RGB").getcolors(100_000)}
    largest = max(
        (line for line in summary_from_params(page, params, atlas, Language.FR).legend if line.is_known),
        key=lambda line: line.municipalities,
    )
    assert largest.colour in colours
    assert len(answer.content) < 60_000


def test_a_view_is_drawn_once_and_a_hostile_parameter_is_passed_over(atlas, monkeypatch):
    made = []
    monkeypatch.setattr(thumbnails, "draw_thumbnail", lambda summary: made.append(summary) or b"picture")
    application = app()
    for more in ({}, {"theme": ["<script>"]}, {"lang": ["nl"]}, {"size": ["9" * 5_000]}):
        assert asked(application, atlas, params={**PARAMS, "indicator": ["persons-65-plus:22:"], **more}).content == b"picture"
    assert len(made) == 1


def test_there_is_none_of_a_visitors_own_data_and_nobody_asks_without_end(atlas):
    assert asked(app(), atlas, "your_data", {}).status == 404
    assert asked(app(), atlas, "../explore", {}).status == 404
    application = app(burst=1)
    assert [asked(application, atlas).status for _ in range(2)] == [200, 429]
