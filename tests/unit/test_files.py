"""The files of pages: packed once, kept for good, found by name alone."""

import gzip

import brotli
import pytest
from starlette.responses import PlainTextResponse

from tests.asking import ask
from wallonia_map.maps.assets import publish
from wallonia_map.server.files import Files, installed
from wallonia_map.server.packing import coding_for
from wallonia_map.server.preload import STREAMLIT


async def beyond(scope, receive, send):
    await PlainTextResponse("beyond")(scope, receive, send)


@pytest.fixture
def published(small, tmp_path):
    assets = publish(small, tmp_path)
    return Files(beyond, published=tmp_path), assets.script.rsplit("/", 1)[1], tmp_path


@pytest.mark.parametrize(("accepted", "coding", "unpack"), [("gzip, deflate, br, zstd", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", None, bytes)])  # fmt: skip
def test_the_map_s_files_are_packed_and_kept_for_good(published, accepted, coding, unpack):
    app, name, folder = published
    for _ in range(2):
        answer = ask(app, f"/app/static/{name}", accept_encoding=accepted)
        assert answer.header("content-encoding") == coding
        assert unpack(answer.content) == (folder / name).read_bytes()
        assert "immutable" in answer.header("cache-control")
        assert answer.header("vary") == "accept-encoding"
        assert answer.header("content-type").startswith("text/javascript")


def test_streamlit_s_scripts_travel_much_smaller(published):
    app, _, _ = published
    scripts = [address for address in installed() if address.startswith("static/js/index.")]
    assert scripts
    for address in scripts:
        answer = ask(app, f"/{address}", accept_encoding="br")
        assert len(answer.content) < (STREAMLIT / address).stat().st_size / 2 or len(answer.content) < 1_000


@pytest.mark.parametrize(
    "address", ["app/static/../../etc/passwd-000000000000.js", "app/static/a\\b-000000000000.js", "app/static/none-000000000000.json"]
)
def test_what_was_not_published_is_not_found_and_not_kept(published, address):
    app, _, _ = published
    answer = ask(app, f"/{address}")
    assert (answer.status, answer.header("cache-control")) == (404, "no-store")


@pytest.mark.parametrize("address", ["", "explore", "static/js/none.js", "static/../secrets.toml", "app/static/.gitignore", "media/x.csv"])
def test_all_else_goes_on_to_the_app(published, address):
    app, _, _ = published
    assert ask(app, f"/{address}").content == b"beyond"


def test_a_file_that_was_deleted_is_not_answered_from_memory(published):
    app, name, folder = published
    assert ask(app, f"/app/static/{name}").status == 200
    (folder / name).unlink()
    assert ask(app, f"/app/static/{name}").status == 404


def test_the_app_may_lie_under_a_path(published):
    _, name, folder = published
    assert ask(Files(beyond, base="/atlas/", published=folder), f"/atlas/app/static/{name}").status == 200


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("br;q=0, gzip", "gzip"), ("GZIP;q=1.0", "gzip"), ("identity", "identity"), ("br", "br"), ("gzip;q=0", "identity")],
)
def test_the_best_coding_that_is_understood(accepted, coding):
    assert coding_for(accepted) == coding
