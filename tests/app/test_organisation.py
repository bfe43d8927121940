"""The page of one organisation, with Streamlit's own test runner."""

from html import escape

import pytest

from tests.app.test_initiative import spaced, texts_with_signs
from tests.app.test_pages import open_app, texts
from wallonia_map.i18n import Language, say
from wallonia_map.questions.organisation_profile import organisation_profile
from wallonia_map.tables.organisations import Involvement
from wallonia_map.views.initiative_words import initiative_address
from wallonia_map.views.organisation_words import (
    amount_lines,
    organisation_address,
    organisation_names,
    organisation_sentence,
    role_written,
    since_written,
    unknown_lines,
)

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")

#: One that leads and takes part, and one that no initiative names.
TOLD = ("bep", "biowin")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("identifier", TOLD)
def test_the_page_tells_every_field_and_leads_to_its_initiatives(atlas, identifier, language):
    at = open_app("organisation", lang=language.value, id=identifier)
    assert not at.exception
    assert not at.error
    profile, said = organisation_profile(atlas, identifier), spaced(texts_with_signs(at) + texts(at))
    assert [title.value for title in at.title] == [organisation_names(atlas, language)[identifier]]
    wanted = [
        organisation_sentence(profile, language), role_written(atlas, profile, language), since_written(profile, language),
        say(f"organisation_kind.{profile.row['kind']}", language), *(value for _, value in amount_lines(profile, language)),
        *unknown_lines(profile, language), identifier, say("cite.heading", language),
    ]  # fmt: skip
    assert [text for text in wanted if spaced(text) not in said] == []
    raw = " ".join(element.proto.body for element in at.get("html"))
    assert all(f'href="{escape(url)}"' in raw for url in profile.row["source_urls"].split(";"))
    listed = [table.value["page"].tolist() for table in at.dataframe]
    led = [[initiative_address(name, language) for name in profile.identifiers(role)] for role in Involvement]
    assert listed == [addresses for addresses in led if addresses]
    assert len(at.get("component_instance")) == (1 if profile.roles else 0)
    assert len(at.get("download_button")) == (2 if len(profile.initiatives) else 0)


@pytest.mark.parametrize("asked", ["none", "<script>alert(1)</script>", "x" * 5_000])
def test_an_organisation_that_is_not_known_is_one_sentence_and_the_list_to_search(atlas, asked):
    at = open_app("organisation", lang="de", id=asked)
    assert not at.exception
    assert not at.error
    assert spaced(say("organisation.not_found", "de", id=asked[:60])) in spaced(texts_with_signs(at))
    assert "<script>alert" not in " ".join(element.proto.body for element in at.get("html"))
    assert "id" not in at.query_params
    at.selectbox[0].set_value("bep").run()
    assert (at.title[0].value, at.query_params["id"]) == (organisation_names(atlas, "de")["bep"], "bep")


@pytest.mark.parametrize("language", ["fr", "de"])
@pytest.mark.parametrize(
    ("page", "link", "organisation"),
    [("initiative", {"id": "sr2019-06"}, "idelux"), ("municipality", {"nis": "92094"}, "bep"), ("place", {"code": "90000"}, "bep")],
)
def test_lists_of_organisations_lead_there(page, link, organisation, language):
    raw = " ".join(element.proto.body for element in open_app(page, lang=language, **link).get("html"))
    assert f'href="{escape(organisation_address(organisation, language))}"' in raw
