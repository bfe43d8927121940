"""Before a place is chosen, its page lists every one of them by name."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.app.test_pages import open_app
from wallonia_map.i18n import Language
from wallonia_map.model import Vintage
from wallonia_map.questions.territory import territory_codes


def named(page: str, **params: str) -> list[tuple[str, dict[str, list[str]], str]]:
    """Page, parameters and name of every link of the index."""
    written = "".join(element.proto.body for element in open_app(page, **params).get("html"))
    links = re.findall(r'<li><a href="([^"]+)">([^<]+)</a></li>', written)
    return [(urlsplit(unescape(to)).path, parse_qs(urlsplit(unescape(to)).query), unescape(name)) for to, name in links]


@pytest.mark.parametrize("language", list(Language))
def test_every_place_is_one_link_and_the_links_keep_the_language(atlas, language):
    links = named("place", lang=language.value)
    assert sorted(asked["code"][0] for _, asked, _ in links) == sorted(territory_codes(atlas))
    assert {asked.get("lang", ["fr"])[0] for _, asked, _ in links} == {language.value}


def test_all_municipalities_of_the_chosen_vintage_are_listed(atlas):
    older = Vintage.base()
    links = named("municipality", vintage=older.value)
    assert sorted(asked["nis"][0] for _, asked, _ in links) == sorted(atlas.municipalities(older).index)
    assert all(asked["vintage"] == [older.value] for _, asked, _ in links)
    assert len(named("municipality")) == len(atlas.municipalities(Vintage.default()))


def test_a_chosen_place_lists_no_others():
    assert named("municipality", nis="92094") == []
