"""Names of organisations: which initiatives are whose, and what the keeper's table of names must keep."""

import io
import json

import pandas as pd
import pytest
from starlette.applications import Starlette

from tests.asking import ask
from wallonia_map.cli.main import main
from wallonia_map.errors import UnknownValueError
from wallonia_map.i18n import Language, say
from wallonia_map.questions.organisation_profile import organisation_profile
from wallonia_map.questions.place_profile import place_profile
from wallonia_map.rebuild.writing import read_rows, write_rows
from wallonia_map.server.application import routes
from wallonia_map.tables.loading import every_problem
from wallonia_map.tables.organisations import INVOLVEMENT_COLUMNS, Involvement, contact_page, involvements
from wallonia_map.views.helper_summary import helper_summary
from wallonia_map.views.organisation_summary import organisation_summary
from wallonia_map.views.organisation_words import amount_lines, organisation_sentence, since_written


def rows_of(atlas, organisation_id: str) -> dict[str, str]:
    rows = involvements(atlas)
    return dict(rows.loc[rows["organisation_id"] == organisation_id, ["initiative_id", "role"]].itertuples(index=False, name=None))


def test_a_name_among_the_partners_is_a_partner_whatever_it_is_as_a_lead(small):
    assert involvements(small).columns.tolist() == list(INVOLVEMENT_COLUMNS)
    assert rows_of(small, "ecole") == {"ti-portal": "partner"}


def test_one_name_may_hold_who_leads_and_who_is_beside(atlas):
    assert rows_of(atlas, "bep")["sr2019-06"] == "partner"
    assert rows_of(atlas, "idelux")["sr2019-06"] == "lead"
    assert rows_of(atlas, "bep")["sr2019-05"] == "lead"


def test_what_is_not_sure_leads_nowhere(atlas):
    assert "smartournai" not in rows_of(atlas, "multitel")
    assert "smartournai" not in rows_of(atlas, "multitel-tournai")


@pytest.mark.parametrize(
    ("alias", "organisation_id", "told"),
    [
        ("École du Nord", "ecole", "'École du Nord' is what an organisation is called already"),
        ("École d'ailleurs", "ecole", '"École d\'ailleurs" is the name of no lead or partner'),
        ("Agence", "nowhere", "'nowhere' is not in organisations (organisation_id)"),
    ],
)
def test_a_name_that_leads_to_nothing_is_told_with_its_row(small_copy, alias, organisation_id, told):
    path = small_copy / "source/organisation_aliases.csv"
    rows = read_rows(path)
    write_rows(path, list(rows[0]), [*rows, rows[0] | {"alias": alias, "organisation_id": organisation_id}])
    problems = [str(problem) for problem in every_problem(small_copy)]
    assert any(f"organisation_aliases.csv, row {len(rows) + 2}, column" in line and told in line for line in problems), problems


def test_a_profile_adds_up_to_what_the_initiatives_say(atlas):
    profile = organisation_profile(atlas, "proximus")
    rows = atlas.initiatives.loc[list(profile.identifiers(Involvement.LEAD))]
    assert len(profile.identifiers(Involvement.LEAD)) + len(profile.identifiers(Involvement.PARTNER)) == len(profile.initiatives)
    assert profile.budget.of == rows["counted_as"].nunique() == profile.budget.known + profile.budget.not_published
    assert profile.budget.eur == rows.drop_duplicates("counted_as")["budget_eur"].sum() > 0
    assert (profile.subsidy.known, pd.isna(profile.subsidy.eur)) == (0, True)  # none is published: not zero
    assert profile.first_year == rows["start_year"].min()
    taking = atlas.participations()
    assert set(profile.roles) == set(taking.loc[taking["initiative_id"].isin(profile.initiatives["initiative_id"]), "nis"])


def test_an_organisation_that_no_initiative_names_is_neither_zero_nor_unknown(atlas):
    profile = organisation_profile(atlas, "biowin")
    assert profile.initiatives.empty
    assert since_written(profile, Language.EN) == "not applicable"
    assert {value for _, value in amount_lines(profile, Language.EN)} == {"not applicable"}
    assert organisation_summary(atlas, profile, Language.EN) is None


def test_an_organisation_that_there_is_not_is_named_with_those_that_there_are(atlas):
    with pytest.raises(UnknownValueError, match="bepp"):
        organisation_profile(atlas, "bepp")


def test_the_command_the_address_and_the_page_have_the_same_initiatives(atlas, capsys):
    assert main(["organisations", "bep", "--format", "csv"]) == 0
    rows = pd.read_csv(io.StringIO(capsys.readouterr().out))
    profile = organisation_profile(atlas, "bep")
    assert list(rows["initiative_id"]) == list(profile.initiatives["initiative_id"])
    assert main(["organisations", "--format", "csv"]) == 0
    every = pd.read_csv(io.StringIO(capsys.readouterr().out), keep_default_na=False).set_index("organisation_id")
    assert list(every.index) == list(atlas.tables["organisations"]["organisation_id"])
    assert every.at["bep", "lead_of"].split(";") == list(profile.identifiers(Involvement.LEAD))
    assert every.at["bep", "takes_part"] == len(profile.identifiers(Involvement.PARTNER))
    answer = ask(Starlette(routes=routes("")), "/api/v1/organisations.json")
    assert {row["organisation_id"]: row["leads"] for row in json.loads(answer.content)} == every["leads"].to_dict()


@pytest.mark.parametrize("language", list(Language))
def test_the_map_shows_the_strongest_role_and_adds_up(atlas, language):
    profile = organisation_profile(atlas, "idelux")
    summary = organisation_summary(atlas, profile, language)
    assert sum(line.municipalities for line in summary.rows) == len(profile.roles)
    assert say("organisation.count.lead", language, n=len(profile.identifiers(Involvement.LEAD))) in organisation_sentence(
        profile, language
    )


def test_who_could_help_is_on_the_map_and_adds_up_to_the_table(atlas):
    """Of a theme nobody is both; each of the table's helpers and helped is painted once."""
    profile = place_profile(atlas, "90000")
    for theme in ("", "mobility"):
        summary = helper_summary(atlas, profile, theme, Language.FR)
        rows = profile.helpers if not theme else profile.helpers[profile.helpers["theme"] == theme]
        assert set(dict(summary.kinds)) == set(rows["helper_nis"]) | set(rows["nis"])
        assert sum(line.municipalities for line in summary.rows) == len(summary.kinds)
        assert [line.category for line in summary.legend] == ["helper", "helped"]
    assert helper_summary(atlas, profile, "nothing", Language.FR) is None


def test_the_contact_page_is_that_of_the_initiative_or_of_who_leads_it(atlas):
    assert contact_page(atlas, "bep-open-data").startswith("http")
    assert contact_page(atlas, "namur-innovative-city-lab") == str(
        atlas.initiatives.at["namur-innovative-city-lab", "website"]
    )  # BEP is beside
