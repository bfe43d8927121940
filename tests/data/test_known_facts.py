"""Facts that somebody published, met by our own counting. The source of each stands beside it."""

import pytest

from wallonia_map.model import Level, Programme, Role, RoleRule, Selection, Vintage
from wallonia_map.questions.coverage import REGION, coverage, coverage_of, coverage_table
from wallonia_map.questions.reconciliation import known_of_published, reconcile
from wallonia_map.questions.selection import select

LEADER_2014 = Selection(programmes=(Programme.LEADER_2014.value,), vintage=Vintage.V2019)


def totals(atlas):
    return reconcile(atlas).set_index(["programme", "measure"])


# telesambre.be, « Ruralité : la Wallonie investit dans les Groupes d'action locale » (2021): 20 LAGs, 825,000 inhabitants, rounded.
# 111 municipalities and 8,284 km²: our count of the member lists on the LAGs' own pages, areas by Statbel.
def test_the_lags_of_2014_cover_what_was_published(atlas):
    told = coverage(atlas, LEADER_2014)
    assert told.municipalities_covered == 111
    assert told.inhabitants_covered == 824_833
    assert round(told.inhabitants_covered, -3) == 825_000
    assert round(told.area_covered_km2) == 8284


# parlement-wallonie.be (question 84710): 20 LAGs; annelaffut.be (1 December 2023): 21 LAGs, 17 renewed and 4 new.
@pytest.mark.parametrize(("programme", "lags"), [(Programme.LEADER_2014, 20), (Programme.LEADER_2023, 21)])
def test_every_lag_selected_is_there(atlas, programme, lags):
    row = totals(atlas).loc[(programme.value, "lags_selected")]
    assert (row["ours"], row["difference"]) == (lags, 0)


# statbel.fgov.be: population on 1 January, areas from the land register.
def test_wallonia_has_its_population_and_area(atlas):
    assert atlas.population(Vintage.V2019, 2019).sum() == 3_633_795
    assert atlas.population(Vintage.V2025, 2025).sum() == 3_704_990
    assert atlas.population(Vintage.V2025, 2026).sum() == 3_713_450
    for vintage in Vintage:
        assert round(atlas.municipalities(vintage)["area_km2"].sum(), 2) == 16_901.40


# statbel.fgov.be, REFNIS: Bastogne (82003) and Bertogne (82005) are Bastogne (82039) since 2 December 2024.
def test_bastogne_and_bertogne_are_one_from_2025(atlas):
    assert atlas.municipalities(Vintage.V2025).at["82039", "name_fr"] == "Bastogne"
    assert atlas.gazetteer.find("82039").candidates == ("82003", "82005")
    assert not {"82003", "82005"} & set(atlas.municipalities(Vintage.V2025).index)
    parts = atlas.population(Vintage.V2019, 2024)[["82003", "82005"]]
    assert atlas.population(Vintage.V2025, 2024)["82039"] == parts.sum()


# statbel.fgov.be, REFNIS: eleven municipalities of Hainaut were recoded on 1 January 2019.
@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("52043", "Manage"),
        ("54007", "Mouscron"),
        ("55022", "La Louvière"),
        ("55010", "Enghien"),
        ("56011", "Binche"),
        ("55023", "Lessines"),
    ],
)
def test_codes_of_2018_still_lead_home(atlas, before, now):
    match = atlas.gazetteer.find(before)
    assert (atlas.municipality_name(match.nis, Vintage.V2019, "fr"), match.matched_by) == (now, "nis_2018")


# statbel.fgov.be, REFNIS: sections of other municipalities bear these names too; the municipality is meant.
@pytest.mark.parametrize(
    ("name", "nis"),
    [("Celles", "57018"), ("Neufchâteau", "84043"), ("Perwez", "25084"), ("Saint-Léger", "85034"), ("St-Leger", "85034")],
)
def test_a_municipality_wins_over_a_section_of_its_name(atlas, name, nis):
    match = atlas.gazetteer.find(name)
    assert (match.nis, match.matched_by) == (nis, "name")


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("Luik", "Liège"), ("Lüttich", "Liège"), ("Bergen", "Mons"), ("Doornik", "Tournai"), ("Weismes", "Waimes"), ("ELSENBORN", "Butgenbach"),
        ("5000", "Namur"), ("1348", "Ottignies-Louvain-la-Neuve"), ("4780", "Saint-Vith"), ("braine l alleud", "Braine-l'Alleud"),
    ],
)  # fmt: skip
def test_names_of_every_language_and_postal_codes_lead_home(atlas, key, name):
    assert atlas.municipality_name(atlas.gazetteer.find(key).nis, Vintage.V2019, "fr") == name


# The same name for sections of two municipalities: nobody can tell which is meant.
@pytest.mark.parametrize("name", ["Arbre", "Saint-Denis", "Jemeppe", "Leuze", "Bomal"])
def test_a_section_of_two_municipalities_leads_to_both(atlas, name):
    assert len(atlas.gazetteer.find(name).candidates) == 2


# vedia.be, « 4 lauréats verviétois » (2019): 43 projects, 3,999,635.81 EUR. digitalwallonia.be (2023, 2024): 34 + 46 projects.
def test_of_the_calls_we_know_a_part_of_what_was_published(atlas):
    programmes = atlas.initiatives["programme"]
    for call, published in ((Programme.SMART_REGION_2019, 43), (Programme.TERRITOIRE_INTELLIGENT_2024, 34 + 46)):
        assert known_of_published(atlas, call) == ((programmes == call).sum(), published)
    row = totals(atlas).loc[("smart-region-2019", "subsidy_eur")]
    known = atlas.initiatives.loc[programmes == "smart-region-2019", "subsidy_eur"].sum()
    assert (row["ours"], row["published"]) == (pytest.approx(known), 3_999_635.81)


# lavenir.net, « Onze réservoirs d'eau sous contrôle permanent à Nassogne » (2022); batichronique.be on Charl-E-District: half is subsidised.
def test_two_projects_of_the_first_call_were_corrected_in_november_2026(atlas):
    assert atlas.initiatives.at["sr2019-17", "confidence"] == "high"
    row = atlas.initiatives.loc["sr2019-07"]
    assert (row["subsidy_eur"], row["budget_eur"], row["budget_basis"]) == (134_729.08, 2 * 134_729.08, "total")
    assert "budget_eur" in row["inferred"].split(";")


# lavenir.net (12 April 2023): thirty projects of the call Last Mile 2022. It is one row of ours, so nothing of ours stands beside its parts.
def test_the_parts_of_a_call_that_is_no_programme_are_not_reconciled(atlas):
    rows = reconcile(atlas).set_index("programme").loc["last-mile-2022"]
    assert rows.set_index("measure").at["projects_selected", "published"] == 30
    assert rows["ours"].isna().all()


# What our rows miss is never more than what was published, save for rounding.
def test_no_count_of_ours_exceeds_what_was_published(atlas):
    table = reconcile(atlas).dropna(subset=["ours"])
    assert (table["difference"] <= 0.005).all()


# levif.be, « Profondeville, seule commune de Belgique élue Smart Village européen »: one of 21, chosen from about 800.
def test_profondeville_is_a_smart_village(atlas):
    selected = select(atlas, Selection(municipalities=(atlas.gazetteer.find("Profondeville").nis,)))
    assert {"profondeville-smart-rural-21", "profondeville-smart-village"} <= set(selected.initiatives.index)


# dhnet.be, « Du mobilier interchangeable à disposition des Aclots » (Nivelles): no award is published, half of the final cost is subsidised.
def test_the_subsidy_of_nivelles_is_half_of_the_final_cost_and_says_so(atlas):
    row = atlas.initiatives.loc["sr2019-15"]
    assert (row["subsidy_eur"], row["budget_eur"], row["subsidy_basis"]) == (105_000, 210_000, "half-of-final-cost")
    assert "subsidy_eur" in row["inferred"].split(";")


# The members of « Plaines de l'Escaut » for 2023–2027 were found nowhere: seven are possible, none is sure.
def test_only_one_lag_has_no_known_member(atlas):
    lags = atlas.initiatives.index[atlas.initiatives["lead_type"].eq("lag") & atlas.initiatives["programme"].str.startswith("leader-20")]
    rows = atlas.participations()
    assert set(lags) - set(rows.loc[rows["role"] != Role.POSSIBLE, "initiative_id"]) == {"lag2023-plaines-de-l-escaut"}


POSSIBLE = {
    "lag2014-condroz-famenne": {"Somme-Leuze"},
    "lag2023-plaines-de-l-escaut": {"Antoing", "Beloeil", "Bernissart", "Brunehaut", "Péruwelz", "Rumes", "Tournai"},
}


def test_the_possible_members_are_those_that_the_sources_leave_open_each_with_its_reason(atlas):
    rows = atlas.participations(Vintage.V2019)
    rows = rows[rows["role"] == Role.POSSIBLE]
    names = atlas.municipality_names(Vintage.V2019, "fr")
    assert {lag: set(group["nis"].map(names)) for lag, group in rows.groupby("initiative_id")} == POSSIBLE
    reasons = atlas.initiatives["possible_reason"]
    assert set(reasons.index[reasons != ""]) == set(POSSIBLE)
    assert all(atlas.texts.has(reasons[lag]) for lag in POSSIBLE)


@pytest.mark.parametrize("vintage", list(Vintage))
def test_the_groups_of_2023_cover_119_municipalities_for_sure_and_up_to_126(atlas, vintage):
    found = coverage_of(atlas, Selection(programmes=("leader-2023-2027",), vintage=vintage))
    assert (found.municipalities_covered, found.most[0]) == (119, 126)


@pytest.mark.parametrize("programme", [Programme.LEADER_2014, Programme.LEADER_2023])
def test_a_municipality_is_in_one_lag_at_most(atlas, programme):
    members = select(atlas, Selection(programmes=(programme.value,))).participations
    assert members["nis"].is_unique


@pytest.mark.parametrize("vintage", Vintage)
@pytest.mark.parametrize("rule", RoleRule)
@pytest.mark.parametrize("programme", [None, *Programme])
def test_provinces_and_arrondissements_add_up_to_the_region(atlas, programme, rule, vintage):
    covered = select(atlas, Selection(programmes=(programme.value,) if programme else (), rule=rule, vintage=vintage)).covered
    whole = coverage_table(atlas, covered, vintage=vintage).set_index("territory_nis").loc[REGION]
    for level in (Level.PROVINCE, Level.ARRONDISSEMENT):
        parts = coverage_table(atlas, covered, by=level, vintage=vintage)
        for column in ("municipalities", "municipalities_covered", "inhabitants", "inhabitants_covered"):
            assert parts[column].sum() == whole[column]
        assert parts["area_covered_km2"].sum() == pytest.approx(whole["area_covered_km2"], abs=0.01)
