"""First import, context: organisations, indicators, control totals and links between initiatives."""

from pathlib import Path

from wallonia_map.rebuild.reference_initiatives import lag_project_id
from wallonia_map.rebuild.writing import Row, read_rows, write_rows

INDICATOR_COLUMNS = (
    "indicator_id", "indicator", "group", "municipality", "period", "value", "value_text", "unit", "note",
    "is_complete", "source_urls",
)  # fmt: skip
#: Relations in which the two rows are, or may be, one initiative: counted once. The others are only linked.
SAME = {"same", "probable same", "possible same"}


def import_context(reference: Path, source: Path) -> None:
    """Write the remaining tables into `source` from the reference tables in `reference`."""
    renamed = {"id": "organisation_id", "commune": "municipality"}
    organisations = [{renamed.get(name, name): value for name, value in row.items()} for row in read_rows(reference / "organisations.csv")]
    columns = ("organisation_id", "name", "kind", "municipality", "address", "lat", "lon", "website", "role", "source_urls")
    write_rows(source / "organisations.csv", columns, sorted(organisations, key=lambda row: row["organisation_id"]))
    write_rows(source / "indicators.csv", INDICATOR_COLUMNS, _indicators(reference))
    totals = sorted(read_rows(reference / "control_totals.csv"), key=lambda row: (row["subject"], row["measure"]))
    write_rows(source / "control_totals.csv", ("subject", "measure", "value", "unit", "year", "note", "source_url"), totals)
    links = [
        {"initiative_a": _identifier(row["initiative_a"]), "initiative_b": _identifier(row["initiative_b"]),
         "relation": row["relation"], "counted_once": "true" if row["relation"] in SAME else "false", "note": row["note"]}
        for row in read_rows(reference / "probable_duplicates.csv")
    ]  # fmt: skip
    links.sort(key=lambda row: (row["initiative_a"], row["initiative_b"]))
    write_rows(source / "initiative_links.csv", ("initiative_a", "initiative_b", "relation", "counted_once", "note"), links)


def _identifier(name: str) -> str:
    return lag_project_id(name.removeprefix("lag-project:")) if name.startswith("lag-project:") else name


def _indicators(reference: Path) -> list[Row]:
    rows: list[Row] = []

    def add(family: str, given: list[Row]) -> None:
        for number, row in enumerate(given, start=1):
            numeric = row.get("value", "").replace(".", "", 1).isdigit()
            value = {"value": row["value"]} if numeric else {"value": "", "value_text": row.get("value", "")}
            rows.append({**row, **value, "indicator_id": f"{family}-{number:03d}"})

    def read(name: str) -> list[Row]:
        return read_rows(reference / f"indicators_{name}.csv")

    def named(row: Row, **more: str) -> Row:
        """A row about one named municipality: the list is partial, absence proves nothing."""
        return {**row, "municipality": row["commune"], "is_complete": "false", **more}

    recovery = "fixed-internet white zone municipality of the Recovery Plan"  # all twelve are named by the Region
    fibre = "Glasfaser Ostbelgien fibre programme"  # all nine German-speaking municipalities
    add("connectivity", [named(row, period=row["year"], is_complete=str(row["indicator"] in (recovery, fibre)).lower())
                         for row in read("connectivity_communes")])  # fmt: skip
    add("tool", [named(row, indicator=row["tool"], period=row["year_of_source"], value="1", unit="flag")
                 for row in read("tool_adoption_named")])  # fmt: skip
    add("wifi4eu", [named(row, indicator="WiFi4EU voucher", group=row["call"], period=row["year"], value=row["voucher_eur"], unit="EUR")
                    for row in read("wifi4eu_named")])  # fmt: skip
    whole = {"group": "Wallonia", "is_complete": "true"}
    add("connectivity-wallonia", [{**whole, **row, "period": row["year"]} for row in read("connectivity_wallonia")])
    for family in ("adn_local_authorities_2022", "sci_barometer"):
        add(family.split("_")[0], [{**whole, **row, "period": row["year"]} for row in read(family)])
    spaces = []
    for row in read("epn"):
        for column, label in (
            ("labelled_epn", "labelled public digital spaces"),
            ("communes_covered", "municipalities with a public digital space"),
        ):
            if row[column]:
                unit = "spaces" if column == "labelled_epn" else "municipalities"
                spaces.append({**whole, **row, "indicator": label, "period": row["date"], "value": row[column], "unit": unit})
    add("epn", spaces)
    return sorted(rows, key=lambda row: row["indicator_id"])
