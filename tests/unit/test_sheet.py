import pandas as pd
import pytest

from wallonia_map.errors import UnknownValueError
from wallonia_map.export.profile_table import sheet_table
from wallonia_map.i18n import Language
from wallonia_map.model import RoleRule, Selection, Vintage
from wallonia_map.questions.profile import INITIATIVE_COLUMNS, municipality_profile
from wallonia_map.views.measures import Measure, measured


def standing(found, measure, among):
    rows = found.standing
    return rows[(rows["measure"] == measure) & (rows["among"] == among)].iloc[0]


def test_a_sheet_by_hand(small):
    found = municipality_profile(small, "11001")
    who = found.identity
    assert who.names == {"fr": "Aubois", "nl": "Elzenbos", "de": "Aubois"}
    assert (who.arrondissement_nis, who.province_nis, who.area_km2, who.inhabitants) == ("11000", "10000", 1, 1000)
    assert (who.inhabitants_per_km2, who.character, who.population_year) == (1000, "urban", 2019)
    assert who.population.to_dict() == {2018: 900, 2019: 1000}
    assert tuple(found.initiatives.columns) == INITIATIVE_COLUMNS
    assert found.initiatives[["initiative_id", "role", "is_counted"]].to_numpy().tolist() == [
        ["sr-water", "lead", True],
        ["sr-agency", "served", False],
        ["ti-portal", "lead", True],
        ["lag14-nord", "partner", True],
        ["lag23-nord", "partner", True],
        ["lp-running", "partner", True],
        ["portal-again", "lead", True],
    ]
    water = found.initiatives.iloc[0]
    assert (water["municipalities"], water["partner_nis"], water["subsidy_eur"]) == (2, "12001", 300)
    assert found.initiatives.set_index("initiative_id").at["sr-agency", "municipalities"] == 3
    assert found.lags == {"leader-2014-2020": ("lag14-nord",), "leader-2023-2027": ("lag23-nord",)}
    assert found.wide["initiative_id"].tolist() == ["wide-province"]
    assert found.organisations["organisation_id"].tolist() == ["ecole"]
    assert found.indicators["indicator_id"].tolist() == ["fibre"]


def test_the_same_initiative_counts_once_where_it_comes_first(small):
    told = municipality_profile(small, "11001").programmes.set_index("programme")
    assert told.loc["projects"].tolist() == [0, 1]  # the portal again: listed, counted under the second call
    assert told.loc["smart-region-2019"].tolist() == [1, 2]
    assert told["initiatives"].sum() == 5


def test_ranks_by_hand(small):
    # Distinct counted: Aubois 5, Bellerive 3 (water, a LAG twice), Étang 3, Forville 2, Clairval and Dunois none.
    found = municipality_profile(small, "31001")
    assert found.counts["initiatives"].to_dict() == {"11001": 5, "12001": 3, "21001": 0, "21002": 0, "31001": 3, "31002": 2}
    count, rate = standing(found, "initiatives", "all"), standing(found, "per_10000", "all")
    assert (count["value"], count["rank"], count["equal"], count["of"], count["median"]) == (3, 2, 1, 6, 2.5)
    assert (rate["value"], rate["rank"], rate["equal"]) == (60, 1, 0)  # 3 for 500 inhabitants; Aubois 5 for 1,000 is 50


def test_under_the_extended_rule_perimeters_count(small):
    found = municipality_profile(small, "21001", rule=RoleRule.EXTENDED)
    assert found.counts.at["21001", "initiatives"] == 1
    told = found.initiatives.set_index("initiative_id")["is_counted"]
    assert told.to_dict() == {"sr-agency": True, "failed": False, "idea": False}


def test_neighbours_by_hand(small):
    told = municipality_profile(small, "21002", Vintage.V2019).neighbours
    assert list(told.index) == ["11001", "31001", "31002"]
    assert told["initiatives"].tolist() == [5, 3, 2]
    assert told["lag_2014"].tolist() == ["lag14-nord", "", ""]
    assert told["lag_2023"].tolist() == ["lag23-nord", "lag23-est", "lag23-est"]


def test_a_merged_municipality_has_the_codes_and_the_past_of_its_parts(small):
    who = municipality_profile(small, "31003", Vintage.V2025).identity
    assert who.codes == {"2018": ("31001", "31002"), "2019": ("31001", "31002"), "2025": ("31003",)}
    assert who.parts == ("31001", "31002")
    assert who.population.to_dict() == {2018: 1800, 2019: 2000, 2025: 2600}


def test_bastogne_in_2025(atlas):
    # population.csv: 2019: 15,985 + 3,659 (Bertogne) = 19,644; 2025: 20,940; 2026: 21,010. Area 173.0326 + 91.6634 = 264.696 km².
    found = municipality_profile(atlas, "82039", Vintage.V2025)
    who = found.identity
    assert (who.population[2019], who.population[2025], who.population[2026], who.area_km2) == (19_644, 20_940, 21_010, 264.696)
    assert list(who.population.index) == atlas.population_years(Vintage.V2025)
    assert who.codes["2019"] == ("82003", "82005")
    told = found.initiatives.set_index("initiative_id")["is_counted"]
    parts = atlas.tables["participations"].query("nis_2019 in ['82003', '82005']")
    assert set(told.index) == set(parts["initiative_id"])
    # The call's data hub only serves both, and their health project is an idea; the rest is led, joined, and more than an idea.
    assert told[["sr2019-06", "bastogne-bertogne-health"]].tolist() == [False, False]
    assert told[["sr2019-21", "bertogne-fixmystreet", "white-zones-2022", "lag2023-haute-sure-foret-d-anlier"]].all()
    # Bertogne's indicators and Bastogne's own stand on the merged sheet.
    assert {"Bertogne", "Bastogne"} >= {*found.indicators["municipality"]} >= {"Bertogne"}
    assert "82005" not in found.neighbours.index


@pytest.mark.parametrize(("language", "said"), [("fr", "(année inconnue)"), ("en", "(year not known)")])
def test_a_published_figure_whose_source_has_no_year_says_so(atlas, language, said):
    # regional-it.be on Liège en Poche: the page read has no date.
    rows = sheet_table(atlas, municipality_profile(atlas, "62063"), Language(language))
    assert rows.loc[rows["name"].str.startswith("Wallonie en Poche"), "value"].str.endswith(said).all()
    assert not rows["value"].str.contains(r"\(\)").any()


def test_liege_leads_in_number_and_not_by_inhabitant(atlas):
    """Per 10,000 inhabitants of 2019: 197,327."""
    taken = atlas.tables["participations"].query("nis_2019 == '62063' and role != 'served'")["initiative_id"]
    rows = atlas.initiatives.loc[taken]
    counted = rows.loc[~rows["stage"].isin(["idea", "no-result"]), "counted_as"].nunique()
    found = municipality_profile(atlas, "62063", Vintage.V2019)
    count, rate = standing(found, "initiatives", "all"), standing(found, "per_10000", "all")
    assert (count["value"], count["rank"]) == (counted, 1)
    assert rate["value"] == pytest.approx(counted / 197_327 * 10_000)
    assert rate["rank"] == (found.counts["per_10000"] > rate["value"]).sum() + 1 > 100
    assert len(found.peers) == 20
    assert standing(found, "initiatives", "peers")["of"] == 21
    province_wide = atlas.initiatives.query("scope == 'province'")
    assert found.wide["initiative_id"].tolist() == sorted(province_wide.index[province_wide["provinces"].str.contains("Liège")])
    assert {"resa-led-plan", "spi-adaptive-lighting", "spi-mind-it"} <= {*found.wide["initiative_id"]}


@pytest.mark.parametrize("vintage", Vintage)
@pytest.mark.parametrize("rule", RoleRule)
def test_counts_are_those_that_explore_shows(atlas, vintage, rule):
    found = municipality_profile(atlas, "62063", vintage, rule=rule)
    for measure, column in ((Measure.INITIATIVES, "initiatives"), (Measure.PER_10000, "per_10000")):
        shown = measured(atlas, Selection(rule=rule, vintage=vintage), measure).values
        assert found.counts[column].to_dict() == pytest.approx(shown.to_dict(), nan_ok=True)


@pytest.mark.parametrize("vintage", Vintage)
def test_every_municipality_has_a_sheet_that_agrees_with_itself(atlas, vintage):
    for nis in atlas.municipalities(vintage).index[::9]:
        found = municipality_profile(atlas, nis, vintage)
        own = found.initiatives[found.initiatives["is_counted"]]
        only_possible = {*found.initiatives.loc[found.initiatives["role"] != "served", "role"]} == {"possible"}
        assert pd.isna(found.counts.at[nis, "initiatives"]) == only_possible  # neither zero nor one
        assert found.programmes["initiatives"].sum() == own["counted_as"].nunique()
        assert only_possible or own["counted_as"].nunique() == found.counts.at[nis, "initiatives"]
        assert found.programmes["listed"].sum() == len(found.initiatives)
        assert {*own["role"]} <= {"lead", "partner"}
        assert nis not in found.peers
        pd.testing.assert_series_equal(found.neighbours["initiatives"], found.counts.loc[found.neighbours.index, "initiatives"])


def test_a_code_of_another_vintage_or_an_unknown_year_says_so(small):
    with pytest.raises(UnknownValueError, match="31003"):
        municipality_profile(small, "31003")
    with pytest.raises(UnknownValueError, match="1999"):
        municipality_profile(small, "11001", population_year=1999)
