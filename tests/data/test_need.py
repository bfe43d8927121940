"""Coverage against need on the real data, counted again from the files of the data package alone."""

import csv

import pytest

from wallonia_map.model import Indicator, Selection, Vintage
from wallonia_map.questions.need import need_by_fifths
from wallonia_map.tables.catalog import GEODATA

V2019, V2025 = Vintage("2019"), Vintage("2025")
LAGS = "leader-2023-2027"


def rows_of(path: str) -> list[dict[str, str]]:
    with (GEODATA / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def recount(indicator: str, programme: str) -> list[dict[str, float]]:
    """The fifths in the codes of 2019, from the files themselves: no module of the atlas has a part in it."""
    places = {row["nis_2019"]: row for row in rows_of("source/municipalities.csv")}
    people = {row["nis_2019"]: int(row["population"]) for row in rows_of("source/population.csv") if row["year"] == "2019"}
    values = {
        row["nis"]: float(row["value"])
        for row in rows_of("source/municipal_indicators.csv")
        if row["indicator"] == indicator and row["vintage"] == "2019" and row["value"]
    }
    code = {row["name_fr"]: nis for nis, row in places.items()}
    sure, perhaps = set(), set()
    for row in rows_of(f"source/initiatives/{programme}.csv"):
        assert row["stage"] in ("running", "finished", "unknown")
        sure |= {code[name] for column in ("lead", "partner") for name in row[f"{column}_municipalities"].split(";") if name}
        perhaps |= {code[name] for name in row["possible_municipalities"].split(";") if name}
    order = sorted(values, key=lambda nis: (values[nis], nis))
    cuts = [round(part * len(order) / 5) for part in range(6)]
    told = []
    for part in range(5):
        inside = order[cuts[part] : cuts[part + 1]]
        covered, unsure = [nis for nis in inside if nis in sure], [nis for nis in inside if nis in perhaps - sure]
        told.append({
            "lowest": values[inside[0]], "highest": values[inside[-1]],
            "municipalities": len(inside), "municipalities_covered": len(covered), "municipalities_not_known": len(unsure),
            "inhabitants": sum(people[nis] for nis in inside), "inhabitants_covered": sum(people[nis] for nis in covered),
            "inhabitants_not_known": sum(people[nis] for nis in unsure),
            **{f"area_km2{end}": round(sum(float(places[nis]["area_km2"]) for nis in some), 4)
               for end, some in (("", inside), ("_covered", covered), ("_not_known", unsure))},
        })  # fmt: skip
    return told


@pytest.mark.parametrize(
    "name", ["unemployment-ilo", "income-per-return", "bim-beneficiaries", "single-person-households", "municipal-debt"]
)
@pytest.mark.parametrize("programme", [LAGS, "leader-2014-2020"])
def test_the_fifths_are_those_of_an_independent_recount(atlas, name, programme):
    table = need_by_fifths(atlas, Indicator(name), Selection(programmes=(programme,), vintage=V2019)).table
    again = recount(name, programme)
    assert len(again) == len(table) == 5
    for ours, theirs in zip(table.drop(columns="fifth").to_dict("records"), again, strict=True):
        assert ours == pytest.approx(theirs)


def findings() -> list[dict[str, str]]:
    """The rows of the table of findings in docs/data.md."""
    text = (GEODATA.parent / "docs" / "data.md").read_text(encoding="utf-8").split("<!-- need -->")[1].split("<!-- /need -->")[0]
    header, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.strip().splitlines()]
    names = [f"{name} {place}" if header.count(name) > 1 else name for place, name in enumerate(header)]
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_the_findings_of_the_documents_are_those_of_the_recount(atlas):
    shown = findings()
    assert len(shown) == 8
    for row in shown:
        indicator, period = row["figure"].split(", ")
        assert need_by_fifths(atlas, Indicator(indicator), Selection(vintage=V2019)).found.period == period
        part = recount(indicator, row["programme"])[int(row["fifth"]) - 1]
        assert row["values"] == f"{part['lowest']:g}–{part['highest']:g}"
        assert [int(row[name]) for name in ("municipalities covered", "not known 5", "of")] == [
            part["municipalities_covered"], part["municipalities_not_known"], part["municipalities"],
        ]  # fmt: skip
        for name, end in (("inhabitants covered", "covered"), ("not known 8", "not_known")):
            assert row[name] == f"{100 * part[f'inhabitants_{end}'] / part['inhabitants']:.1f}%"


def test_what_the_documents_conclude_from_the_fifths_holds_whoever_may_be_a_member():
    bim = [
        (
            part["inhabitants_covered"] / part["inhabitants"],
            (part["inhabitants_covered"] + part["inhabitants_not_known"]) / part["inhabitants"],
        )
        for part in recount("bim-beneficiaries", LAGS)
    ]
    assert all(bim[3][0] > most for place, (_, most) in enumerate(bim) if place != 3)  # at least that, against at most this
    before, since = (recount("income-per-return", programme) for programme in ("leader-2014-2020", LAGS))
    assert since[0]["municipalities_covered"] + since[0]["municipalities_not_known"] <= before[0]["municipalities_covered"]
    assert since[4]["municipalities_covered"] > before[4]["municipalities_covered"] + before[4]["municipalities_not_known"]


def test_local_action_groups_stand_where_unemployment_is_low(atlas):
    """Of the fifth with the highest ILO unemployment of 2023, 5 of 52 municipalities and 2 % of the inhabitants; of the lowest, 36 of 52 and 60 %.

    Published codes and population of 2019. In each of the two fifths one more municipality only may be a member: not known.
    """
    table = need_by_fifths(atlas, Indicator("unemployment-ilo"), Selection(programmes=(LAGS,), vintage=V2019)).table
    share = (table["inhabitants_covered"] / table["inhabitants"]).round(2).tolist()
    assert table["municipalities"].tolist() == [52] * 5
    assert table["municipalities_covered"].tolist() == [36, 32, 22, 23, 5]
    assert table["municipalities_not_known"].tolist() == [1, 1, 1, 3, 1]
    assert (share[0], share[4]) == (0.6, 0.02)
    assert (table["lowest"][4], table["highest"][4], table["lowest"][0], table["highest"][0]) == (7.9, 15.3, 1.5, 4.5)


def test_the_other_vintage_says_the_same_of_municipalities(atlas):
    need = need_by_fifths(atlas, Indicator("unemployment-ilo"), Selection(programmes=(LAGS,), vintage=V2025))
    assert need.table["municipalities_covered"].tolist() == [36, 32, 22, 23, 5]
    assert need.without_value.tolist() == ["82039"]
    assert need.state_of["82039"] == "covered"  # in no fifth, and said so
