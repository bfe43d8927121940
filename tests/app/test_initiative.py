"""The page of one initiative, with Streamlit's own test runner."""

from html import unescape

import pytest
import streamlit as st

from tests.app.test_pages import open_app, open_part, texts
from tests.app.walking import spaced
from wallonia_map.i18n import Language, say
from wallonia_map.model import Vintage
from wallonia_map.tables.names import initiative_title
from wallonia_map.ui.frame import navigation
from wallonia_map.views.certainty import amount_written
from wallonia_map.views.initiative_words import (
    inferred_written,
    initiative_address,
    reach_written,
    state_written,
    summary_written,
    years_written,
)

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")

#: One that another follows, and a group with members, notes and a published amount.
TOLD = ("sr2019-24", "lag2023-romana")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("identifier", TOLD)
def test_the_page_tells_every_field(atlas, identifier, language):
    at = open_app("initiative", lang=language.value, id=identifier)
    row, said = atlas.initiatives.loc[identifier], spaced(texts(at))
    assert [title.value for title in at.title] == [initiative_title(atlas, identifier, language)]
    assert not at.exception
    assert not at.error
    rows = atlas.participations(Vintage.default())
    places = rows.loc[rows["initiative_id"] == identifier, "nis"]
    wanted = [
        say(f"programme.{row['programme']}", language), summary_written(atlas, row, language), atlas.texts.say_each(row["lead"], language),
        say(f"lead_type.{row['lead_type']}", language), reach_written(atlas, row, language), years_written(row, language),
        state_written(atlas, row, language), amount_written(row, "subsidy", language), amount_written(row, "budget", language),
        say(f"confidence.{row['confidence']}", language), inferred_written(row, language), say("question.not_confirmed", language),
        *(say(f"theme.{theme}", language) for theme in row["themes"].split(";") if theme),
        *(atlas.municipality_name(nis, Vintage.default(), language) for nis in places), identifier, say("cite.heading", language),
    ]  # fmt: skip
    assert [text for text in wanted if spaced(text) not in said] == []
    raw = " ".join(element.proto.body for element in at.get("html"))
    assert all(f'href="{url}"' in raw for url in row["source_urls"].split(";"))
    assert f'href="api/v1/initiatives/{identifier}.json' in raw
    assert f"@misc{{wallonia-smart-territory-atlas-{atlas.catalog.version}-{identifier}," in raw
    assert any(say("question.label", language) in expander.label for expander in at.expander)
    assert {button.proto.id.rpartition("-")[2] for button in at.get("download_button")} >= {"initiative"}
    assert len(at.get("component_instance")) == 1


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("asked", ["none", "<script>alert(1)</script>", "sr2019-24'", "../../data", "x" * 5_000, "\N{SNOWMAN}"])
def test_an_initiative_that_is_not_known_is_one_sentence_and_the_way_back(asked, language):
    at = open_app("initiative", lang=language.value, id=asked)
    assert not at.exception
    assert not at.error
    assert [title.value for title in at.title] == [say("initiative.heading", language)]
    assert spaced(say("initiative.not_found", language, id=asked[:60])) in spaced(texts_with_signs(at))
    assert "<script>alert" not in " ".join(element.proto.body for element in at.get("html"))
    assert say("initiative.to_explore", language) in [link.proto.label for link in at.get("page_link")]
    assert "id" not in at.query_params


def texts_with_signs(at) -> str:
    """What stands in the page's HTML, signs that look like tags included."""
    return " ".join(unescape(element.proto.body) for element in at.get("html"))


def test_an_initiative_is_found_by_its_title_and_the_language_changes_nothing(atlas):
    at = open_app("initiative", lang="nl", id="none")
    box = next(box for box in at.selectbox if box.key == "p_initiative_id")
    box.set_value("sr2019-24").run()
    assert at.title[0].value == initiative_title(atlas, "sr2019-24", "nl")
    assert at.query_params["id"] == "sr2019-24"


def test_a_region_wide_initiative_says_why_it_has_no_map(atlas):
    wide = str(atlas.wide.index[0])
    at = open_app("initiative", lang="en", id=wide)
    assert say("initiative.no_map", "en") in texts(at)
    assert not at.get("component_instance")
    assert not at.error


def test_the_page_has_an_address_and_no_place_in_the_menu_nor_among_home_s_ways(monkeypatch):
    monkeypatch.setattr(st, "Page", lambda path, **told: (path.stem, told["visibility"]))
    told = dict(navigation.pages(Language.FR).values())
    assert {name for name, shown in told.items() if shown == "hidden"} == navigation.NOT_IN_MENU == {"initiative", "organisation"}
    monkeypatch.undo()
    ways = [link.proto.page for link in open_app("home").get("page_link")]
    assert len(ways) == len(navigation.MENU) - 1 - len(navigation.NOT_IN_MENU)
    assert not navigation.NOT_IN_MENU & set(ways)


@pytest.mark.parametrize("language", ["fr", "de"])
def test_lists_of_initiatives_lead_there(atlas, language):
    at = open_part(open_app("explore", lang=language, programme="smart-region-2019"), "initiatives", language)
    table = at.dataframe[0].value
    assert list(table["page"]) == [
        initiative_address(str(name), language) for name in atlas.initiatives.index if name in set(ids_of(table))
    ]
    for page in ("explore", "municipality"):
        raw = " ".join(element.proto.body for element in open_app(page, lang=language, nis="92094").get("html"))
        assert '<h3><a href="initiative?' in raw


def ids_of(table) -> list[str]:
    return [address.rpartition("id=")[2] for address in table["page"]]
