"""Initiatives by start year and coverage as it grew on the real data, counted again from the keeper's files alone."""

import csv
from collections import Counter

from wallonia_map.model import Selection, Vintage
from wallonia_map.questions.years import years
from wallonia_map.tables.catalog import GEODATA

COUNTING = ("running", "finished", "unknown")


def rows_of(path: str) -> list[dict[str, str]]:
    with (GEODATA / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_years_are_those_of_the_keeper_s_tables(atlas):
    programmes = [row["programme"] for row in rows_of("source/programmes.csv")]
    rows = {name: rows_of(f"source/initiatives/{name}.csv") for name in programmes}
    code = {row["name_fr"]: row["nis_2019"] for row in rows_of("source/municipalities.csv")}
    people = {row["nis_2019"]: int(row["population"]) for row in rows_of("source/population.csv") if row["year"] == "2019"}
    found = years(atlas, Selection(vintage=Vintage("2019")))

    begun = Counter((row.get("start_year", ""), name) for name in programmes for row in rows[name])
    counts = found.starts[found.starts["initiatives"] > 0]
    written = counts["start_year"].astype("str").where(counts["start_year"].notna(), "")
    assert dict(zip(zip(written, counts["programme"], strict=True), counts["initiatives"], strict=True)) == begun

    for year in (2003, 2014, 2019, max(found.axis)):
        sure, perhaps = set(), set()
        for row in (row for name in programmes for row in rows[name] if row["stage"] in COUNTING):
            members = {code[name] for column in ("lead", "partner") for name in row[f"{column}_municipalities"].split(";") if name}
            possible = {code[name] for name in row.get("possible_municipalities", "").split(";") if name}
            when = row.get("start_year", "")
            if not when:
                perhaps |= members | possible
            elif int(when) <= year:
                sure |= members
                perhaps |= possible
        coverage = found.coverage(year)
        assert (coverage.municipalities_covered, coverage.municipalities_not_known) == (len(sure), len(perhaps - sure))
        assert coverage.inhabitants_covered == sum(people[nis] for nis in sure)
        assert coverage.inhabitants_not_known == sum(people[nis] for nis in perhaps - sure)
