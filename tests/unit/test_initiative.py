"""What the page of an initiative says, without the page: fields, links, map, and the ways to it."""

import re
from html import unescape

import pandas as pd
import pytest

from wallonia_map.export.initiative_row import initiative_row
from wallonia_map.export.tables import RowKind, table_of
from wallonia_map.i18n import Language, say
from wallonia_map.model import Role, Selection, Vintage
from wallonia_map.questions.selection import select
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import initiative_title
from wallonia_map.tables.related import counted_with, groups_of, related
from wallonia_map.ui.initiative.facts import RELATIONS, facts, facts_html
from wallonia_map.ui.shared.municipality_panel import initiative_html
from wallonia_map.views.classing import MISSING
from wallonia_map.views.initiative_summary import initiative_summary, roles_of
from wallonia_map.views.initiative_words import initiative_address, initiatives_to_search, sentence_of, summary_written, years_written


def words_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize("language", list(Language))
def test_every_initiative_can_be_told_whole(atlas, language):
    for identifier, row in atlas.initiatives.iterrows():
        html = facts_html(atlas, str(identifier), language)
        text = words_of(html)
        said = " ".join([text, sentence_of(row, language), summary_written(atlas, row, language)])
        assert not re.search(r"\{[a-z_]+\}|\bnan\b|\bNone\b|<NA>", said), identifier
        assert str(identifier) in text
        assert "<td></td>" not in html, identifier


def test_every_initiative_with_a_municipality_has_a_map_of_just_these(atlas):
    rows, painted = atlas.participations(Vintage.default()), set()
    for identifier in map(str, atlas.initiatives.index):
        summary, mine = initiative_summary(atlas, identifier, Language.FR), set(rows.loc[rows["initiative_id"] == identifier, "nis"])
        assert (summary is None) == (not mine), identifier
        if summary is None:
            continue
        assert set(summary.roles) == mine
        assert sum(line.municipalities for line in summary.rows) == len(mine)
        kind = (atlas.initiatives.at[identifier, "programme"], frozenset(summary.roles.values()))
        if kind not in painted:  # one of each programme and set of roles is painted, and so is every kind of map
            painted.add(kind)
            assert set(summary.measured.classes.index) == mine
            assert sum(line.municipalities for line in summary.legend) == len(mine)
    assert {role for _, roles in painted for role in roles} == set(rows["role"])


@pytest.mark.parametrize("language", list(Language))
def test_the_list_to_search_names_every_initiative_once_and_differently(atlas, language):
    listed = initiatives_to_search(atlas, language)
    assert set(listed) == set(atlas.initiatives.index)
    assert len(set(listed.values())) == len(listed)


def test_a_perimeter_is_painted_as_served_and_only_a_possible_member_is_hatched(small):
    served = initiative_summary(small, "sr-agency", Language.FR)
    assert set(served.roles.values()) == {"served"}
    assert [(line.label, line.is_known) for line in served.legend] == [(say("role.served", "fr"), True)]
    lead = initiative_summary(small, "sr-water", Language.FR)
    assert {small.municipality_name(nis, lead.view.selection.vintage, "fr"): role for nis, role in lead.roles.items()} == {
        "Aubois": "lead", "Bellerive": "partner",
    }  # fmt: skip
    assert set(lead.measured.classes) == {0, 1}
    assert initiative_summary(small, "wide-region", Language.FR) is None


def test_of_a_group_whose_members_are_only_possible_nothing_is_coloured(atlas):
    group = next(
        str(identifier)
        for identifier in atlas.initiatives.index
        if set(roles_of(atlas, str(identifier), Vintage.default()).values()) == {Role.POSSIBLE.value}
    )
    summary = initiative_summary(atlas, group, Language.DE)
    assert set(summary.measured.classes) == {MISSING}
    assert say("role.possible", "de") in [line.label for line in summary.legend]
    assert atlas.texts.say(atlas.initiatives.at[group, "possible_reason"], "de") in words_of(facts_html(atlas, group, Language.DE))


def test_amounts_say_when_nobody_has_published_them_and_a_wide_one_names_its_province(small):
    told = dict(facts(small, "wide-province", Language.EN))
    assert told[say("panel.subsidy", "en")] == told[say("panel.budget", "en")] == say("certainty.not_published", "en")
    provinces = {small.territories.at[nis, "name_fr"]: small.territory_name(nis, "en") for nis in small.territories_of("province")}
    named = say("panel.labelled", "en", name=say("scope.province", "en"), value=provinces["Nord"])
    assert told[say("initiative.where", "en")] == named
    assert "1,000" in dict(facts(small, "wide-region", Language.EN))[say("panel.subsidy", "en")]


def test_years_say_which_end_is_not_known(small):
    row = small.initiatives.loc["sr-water"]
    assert years_written(row, Language.EN) == say("initiative.since", "en", year="2019")
    assert years_written(row.copy().where(row.index != "end_year", 2019), Language.EN) == "2019"
    assert years_written(row.copy().where(row.index != "end_year", 2021), Language.EN) == "2019–2021"
    assert years_written(row.copy().where(row.index != "start_year", None), Language.EN) == say("value.not_known", "en")


def test_every_linked_pair_names_the_other_from_either_side(atlas):
    links = atlas.tables["initiative_links"]
    assert {(relation, first) for relation in links["relation"] for first in (True, False)} <= set(RELATIONS)
    for row in links.itertuples():
        for one, other, is_first in ((row.initiative_a, row.initiative_b, True), (row.initiative_b, row.initiative_a, False)):
            assert (other, is_first) in [(link.other, link.is_first) for link in related(atlas, one)]
            html = facts_html(atlas, one, Language.NL)
            assert initiative_address(other, "nl").replace("&", "&amp;") in html
            assert say(RELATIONS[row.relation, is_first], "nl") in words_of(html)


def test_what_is_counted_as_one_says_so(atlas):
    pair = next(str(name) for name in atlas.initiatives.index if counted_with(atlas, str(name)))
    for other in counted_with(atlas, pair):
        assert pair in counted_with(atlas, other)
        assert say("panel.counted_with", "fr", title=initiative_title(atlas, other, "fr")) in words_of(facts_html(atlas, pair, Language.FR))


def test_a_project_of_a_group_leads_to_the_group(atlas):
    project = next(
        str(name)
        for name, row in atlas.initiatives.iterrows()
        if row["lags"] and row["scope"] == "multi-municipal" and groups_of(atlas, str(name))
    )
    for group in groups_of(atlas, project):
        assert f'href="{initiative_address(group, "fr")}"' in facts_html(atlas, project, Language.FR)


def test_the_row_as_a_file_is_the_row_of_the_table_of_all(small):
    row = initiative_row(small, "sr-water", "nl")
    whole = table_of(RowKind.INITIATIVES, small, select(small, Selection()), "nl")
    assert len(row) == 1
    pd.testing.assert_frame_equal(row, whole[whole["initiative_id"] == "sr-water"].reset_index(drop=True))


def test_hostile_words_of_a_row_are_shown_and_never_run(small):
    row = small.tables["initiatives"].copy()
    mine = row["initiative_id"] == "sr-water"
    for column in ("title", "lead", "partners", "summary", "status", "notes", "funding", "website", "source_urls"):
        row.loc[mine, column] = '"><script>alert(1)</script>'
    spoilt = Atlas(small.catalog, {**small.tables, "initiatives": row})
    assert "<script" not in facts_html(spoilt, "sr-water", Language.FR)
    assert "<script" not in initiative_html(spoilt, "sr-water", "lead", Language.FR)


@pytest.mark.parametrize("language", list(Language))
def test_the_title_in_a_list_leads_to_the_page(atlas, language):
    html = initiative_html(atlas, "sr2019-24", "lead", language)
    address = initiative_address("sr2019-24", language)
    assert f'<h3><a href="{address.replace("&", "&amp;")}"' in html
    assert address == ("initiative?id=sr2019-24" if language is Language.FR else f"initiative?lang={language.value}&id=sr2019-24")
