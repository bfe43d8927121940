"""The official figures of the municipalities are the published ones, each in its own vintage and with its own period."""

import csv
from collections import defaultdict
from pathlib import Path

import pandas as pd
import pytest

from wallonia_map.model import Indicator, Level, Vintage
from wallonia_map.questions.indicator_figures import territory_figures
from wallonia_map.questions.indicators import indicator_values

#: A copy of the published figures (Statbel, CC BY 4.0; IWEPS WalStat, CC0) as they were handed over.
PUBLISHED = Path(__file__).parent / "reference" / "municipal_indicators.csv"
V2019, V2025 = Vintage("2019"), Vintage("2025")
#: statbel.fgov.be: inhabitants of Wallonia on 1 January 2026.
INHABITANTS_2026 = 3_713_450


def published() -> list[dict[str, str]]:
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_published_value_stands_in_our_table_and_no_other(atlas):
    ours = {(row.indicator, row.vintage, row.nis): row for row in atlas.tables["municipal_indicators"].itertuples()}
    rows = published()
    assert len(rows) == len(ours) == 2619
    for row in rows:
        own = ours[row["indicator"], row["grid"], row["nis"]]
        assert (own.period, own.status) == (row["period"], row["status"])
        assert pd.isna(own.value) if row["value"] == "" else own.value == float(row["value"])


@pytest.mark.parametrize("vintage", [V2019, V2025])
def test_what_is_asked_leads_to_the_published_values(atlas, vintage):
    """Walked value by value: the ten published indicators, shares and rates as worked out here by hand."""
    told = {name: indicator_values(atlas, Indicator(name), vintage) for name in {row["indicator"] for row in published()}}
    walked = 0
    for row in published():
        found = told[row["indicator"]]
        if row["grid"] != vintage.value or not row["value"]:
            continue
        value = float(row["value"])
        if row["indicator"].startswith("persons-"):
            value = value / atlas.population(V2025, 2026)[row["nis"]] * 100
        if row["indicator"] == "local-units":
            value = value / atlas.population(V2025, 2024)[row["nis"]] * 1000
        assert found.values[row["nis"]] == pytest.approx(value, rel=1e-11)
        assert found.periods[row["nis"]] == row["period"]
        walked += 1
    assert walked == {V2019: 1824, V2025: 785}[vintage]


@pytest.mark.parametrize(
    "name", ["unemployment-ilo", "bim-beneficiaries", "municipal-debt", "municipal-expenditure", "municipal-investment-share"]
)
def test_what_walstat_does_not_know_of_bastogne_is_not_known_under_any_code(atlas, name):
    before, since = (indicator_values(atlas, Indicator(name), vintage) for vintage in (V2019, V2025))
    assert before.values[["82003", "82005"]].isna().all()
    assert since.values.index[since.values.isna()].tolist() == ["82039"]
    assert before.values.isna().sum() == 2
    assert before.periods["82003"] == since.periods["82039"] == ""


@pytest.mark.parametrize("name", ["persons-65-plus", "persons-0-14", "local-units"])
def test_what_is_known_of_bastogne_as_one_is_not_invented_for_its_parts(atlas, name):
    before, since = (indicator_values(atlas, Indicator(name), vintage) for vintage in (V2019, V2025))
    assert since.values.notna().all()
    assert before.values.index[before.values.isna()].tolist() == ["82003", "82005"]
    same = before.values.drop(["82003", "82005"])
    assert same.equals(since.values[same.index])
    assert set(before.published_for[same.index]) == {"2025"}


def test_an_account_of_another_year_says_so(atlas):
    debt = indicator_values(atlas, Indicator("municipal-debt"), V2025)
    assert debt.period == "2024"
    assert debt.of_another_period.to_dict() == {"51019": "2023", "53068": "2019", "61041": "2023", "91114": "2023"}


def test_counts_add_up_to_the_region(atlas):
    """Provinces and region: the parts of numerator and denominator, so that 65 and more and 0 to 14 are of the published population."""
    for name in ("persons-65-plus", "persons-0-14", "local-units"):
        found = indicator_values(atlas, Indicator(name), V2025)
        stored: defaultdict[str, float] = defaultdict(float)
        for row in published():
            if row["indicator"] == name:
                stored[atlas.municipalities(V2025)["province_nis"][row["nis"]]] += float(row["value"])
        assert found.numerator.sum() == sum(stored.values())
        by_province = territory_figures(atlas, Indicator(name), by=Level.PROVINCE, vintage=V2025)
        people = found.denominator.groupby(atlas.municipalities(V2025)["province_nis"]).sum()
        per = Indicator(name).row["per"]
        assert by_province["value"].to_dict() == pytest.approx({nis: count / people[nis] * per for nis, count in stored.items()})
        if name.startswith("persons-"):
            assert found.denominator.sum() == INHABITANTS_2026
            assert territory_figures(atlas, Indicator(name), vintage=V2025)["value"].item() == pytest.approx(
                sum(stored.values()) / INHABITANTS_2026 * 100
            )


@pytest.mark.parametrize("year", [2019, 2025, 2026])
def test_what_indicators_are_worked_out_from_adds_up_to_the_published_totals(atlas, year):
    """Population and area are all that the reference publishes for the region (geodata/README.md): the rows of `control_totals`."""
    totals = atlas.tables["control_totals"].set_index(["subject", "measure"])["value"]
    vintage = V2019 if year == 2019 else V2025
    density, change = (indicator_values(atlas, Indicator(name), vintage, year) for name in ("population-density", "population-change"))
    assert density.numerator.sum() == totals["municipalities", f"population_{year}"]
    assert density.denominator.sum() == pytest.approx(totals["municipalities", "area_statbel_km2"], abs=0.01)
    assert change.numerator.sum() + change.denominator.sum() == totals["municipalities", f"population_{year}"]
    for name in ("persons-65-plus", "persons-0-14"):
        assert indicator_values(atlas, Indicator(name), V2025).denominator.sum() == totals["municipalities", "population_2026"]
    region = territory_figures(atlas, Indicator("population-density"), vintage=vintage, population_year=year)
    assert region["value"].item() == pytest.approx(
        totals["municipalities", f"population_{year}"] / totals["municipalities", "area_statbel_km2"], rel=1e-5
    )


def test_a_territory_has_no_mean_of_rates(atlas):
    figures = territory_figures(atlas, Indicator("unemployment-ilo"), by=Level.PROVINCE, vintage=V2019)
    assert set(figures["basis"]) == {"median"}
    values = indicator_values(atlas, Indicator("unemployment-ilo"), V2019).values
    inside = atlas.municipalities(V2019)["province_nis"] == "20002"
    assert figures.at["20002", "value"] == values[inside].median()
    assert figures["municipalities"].sum() - figures["municipalities_known"].sum() == 2


def test_density_and_change_are_worked_out_from_our_own_tables(atlas):
    density, change = (indicator_values(atlas, Indicator(name), V2025, 2026) for name in ("population-density", "population-change"))
    people, area = atlas.population(V2025, 2026), atlas.municipalities(V2025)["area_km2"]
    assert density.values["92094"] == pytest.approx(people["92094"] / area["92094"])
    assert change.values["92094"] == pytest.approx((people["92094"] / atlas.population(V2025, 2016)["92094"] - 1) * 100)
    assert (density.period, change.period) == ("2026", "2016–2026")
    assert indicator_values(atlas, Indicator("population-change"), V2019, 2015).values.isna().all()  # 2005 is before our first year


def test_every_indicator_says_what_it_means_and_under_which_licence(atlas):
    rows = atlas.tables["municipal_indicator_names"].set_index("indicator")
    assert set(rows["licence"]) == {"CC-BY-4.0", "CC0-1.0"}
    assert (rows.loc[rows["publisher"] == "Statbel", "licence"] == "CC-BY-4.0").all()
    assert {str(item) for item in Indicator} == set(rows.index)
    assert {row["indicator"] for row in published()} == {str(item) for item in Indicator if not item.is_derived}
