"""Files that are made when they are asked for."""

from xml.etree import ElementTree

import pytest
from starlette.applications import Starlette

from tests.asking import ask
from wallonia_map.i18n import Language, say
from wallonia_map.server.application import routes
from wallonia_map.server.page_html import PAGES
from wallonia_map.sharing import in_use


@pytest.fixture(scope="module")
def app():
    return Starlette(routes=routes("atlas"))


def test_search_engines_are_led_to_every_page_in_every_language(app):
    robots = ask(app, "/atlas/robots.txt", x_forwarded_proto="https").content.decode()
    assert "Sitemap: https://atlas.example/atlas/sitemap.xml" in robots
    told = ElementTree.fromstring(ask(app, "/atlas/sitemap.xml", host="a&b").content)
    everything = in_use.atlas().atlas.initiatives
    organisations = in_use.atlas().atlas.tables["organisations"]["organisation_id"]
    assert len(told) == (len(PAGES) - 2) * len(Language) + len(everything) + len(organisations)
    named = [url[0].text for url in told]
    assert [name for name in named if name.endswith(("/initiative", "/organisation"))] == []
    assert f"http://a&b/atlas/organisation?id={organisations[0]}" in named
    assert f"http://a&b/atlas/initiative?id={everything.index[0]}" in named
    assert all(len(url) == 1 + len(Language) for url in told)


@pytest.mark.parametrize("language", list(Language))
def test_the_atlas_as_one_page_needs_no_script(app, language):
    answer = ask(app, f"/atlas/app/static/atlas-{language.value}.html")
    assert f'lang="{language.value}"' in answer.content.decode()
    assert say("app.title", language) in answer.content.decode()


def test_of_another_language_there_is_none(app):
    assert ask(app, "/atlas/app/static/atlas-xx.html").status == 404
