"""Names of organisations: which initiatives are whose, and what the keeper's table of names must keep."""

import pytest

from wallonia_map.rebuild.writing import read_rows, write_rows
from wallonia_map.tables.loading import every_problem
from wallonia_map.tables.organisations import INVOLVEMENT_COLUMNS, involvements


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
