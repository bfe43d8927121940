"""First import, places: municipalities, territories, population, names and postal codes."""

from pathlib import Path

from wallonia_map.rebuild.writing import Row, read_rows, write_rows

MUNICIPALITY_COLUMNS = (
    "nis_2019", "nis_2018", "nis_2025", "name_fr", "name_nl", "name_de", "arrondissement_nis", "province_nis",
    "is_german_speaking_community", "language_facilities", "area_km2",
)  # fmt: skip
REGION_NIS = "03000"
#: Names of region and provinces: official in FR, NL and DE; EN as the European Union's style guides write them.
REGION_AND_PROVINCES = {
    REGION_NIS: ("Wallonie", "Wallonia", "Wallonië", "Wallonie"),
    "20002": ("Brabant wallon", "Walloon Brabant", "Waals-Brabant", "Wallonisch-Brabant"),
    "50000": ("Hainaut", "Hainaut", "Henegouwen", "Hennegau"),
    "60000": ("Liège", "Liège", "Luik", "Lüttich"),
    "80000": ("Luxembourg", "Luxembourg", "Luxemburg", "Luxemburg"),
    "90000": ("Namur", "Namur", "Namen", "Namur"),
}


def import_places(reference: Path, source: Path) -> None:
    """Write the tables about places into `source` from the reference tables in `reference`."""
    municipalities = read_rows(reference / "municipalities.csv")
    renamed = {"arr_nis": "arrondissement_nis", "prov_nis": "province_nis", "area_statbel_km2": "area_km2"}
    renamed |= {"german_speaking_community": "is_german_speaking_community"}
    rows = []
    for given in municipalities:
        row = {name: value for name, value in given.items() if name != "area_km2"}  # planar area: not official
        rows.append({renamed.get(name, name): value for name, value in row.items()})
    write_rows(source / "municipalities.csv", MUNICIPALITY_COLUMNS, sorted(rows, key=lambda row: row["nis_2019"]))
    _territories(source, municipalities)
    _population(reference, source, {row["nis_2019"]: row["nis_2025"] for row in municipalities})
    _changes(reference, source)
    aliases = [
        {"nis_2019": row["nis_2019"], "alias": row["alias"], "kind": row["lang_or_kind"]} for row in read_rows(reference / "aliases.csv")
    ]
    aliases.sort(key=lambda row: (row["nis_2019"], row["kind"], row["alias"]))
    write_rows(source / "aliases.csv", ("nis_2019", "alias", "kind"), aliases)
    postal = sorted(read_rows(reference / "postal_codes.csv"), key=lambda row: row["postal_code"])
    write_rows(source / "postal_codes.csv", ("postal_code", "nis_2019"), postal)


def _territories(source: Path, municipalities: list[Row]) -> None:
    german = {row["name_fr"]: row["name_de"] for row in municipalities}
    rows: dict[str, Row] = {}
    for nis, (french, english, dutch, deutsch) in REGION_AND_PROVINCES.items():
        level = "region" if nis == REGION_NIS else "province"
        names = {"name_fr": french, "name_en": english, "name_nl": dutch, "name_de": deutsch}
        rows[nis] = {"nis": nis, "level": level, "parent_nis": "" if nis == REGION_NIS else REGION_NIS, **names}
    for municipality in municipalities:
        french = municipality["arr_name_fr"].removeprefix("Arrondissement ").removeprefix("de ").removeprefix("d'")
        dutch = municipality["arr_name_nl"].removeprefix("Arrondissement ")
        names = {"name_fr": french, "name_en": french, "name_nl": dutch, "name_de": german.get(french, french)}
        row = {"nis": municipality["arr_nis"], "level": "arrondissement", "parent_nis": municipality["prov_nis"]}
        rows[municipality["arr_nis"]] = row | names
    columns = ("nis", "level", "parent_nis", "name_fr", "name_en", "name_nl", "name_de")
    write_rows(source / "territories.csv", columns, [rows[nis] for nis in sorted(rows)])


def _population(reference: Path, source: Path, to_2025: dict[str, str]) -> None:
    rows = []
    for row in read_rows(reference / "population.csv"):
        parts = row["nis_2019"].split("+")
        whole = parts[0] if len(parts) == 1 else ""  # a merged municipality has no single code of 2019
        rows.append({"year": row["year"], "nis_in_year": row["nis_in_year"], "nis_2019": whole,
                     "nis_2025": to_2025[parts[0]], "population": row["population"]})  # fmt: skip
    rows.sort(key=lambda row: (row["year"], row["nis_in_year"]))
    write_rows(source / "population.csv", ("year", "nis_in_year", "nis_2019", "nis_2025", "population"), rows)


def _changes(reference: Path, source: Path) -> None:
    rows = [
        {"nis_before": row["nis_old"], "nis_after": row["nis_2019"] if row["nis_old"] != row["nis_2019"] else row["nis_2025"],
         "name_fr": row["name_fr"], "in_force_from": "2019-01-01" if row["nis_old"] != row["nis_2019"] else "2024-12-02",
         "kind": "recoded" if row["nis_old"] != row["nis_2019"] else "merged", "note": row["change"]}
        for row in read_rows(reference / "refnis_history.csv")
    ]  # fmt: skip
    rows.sort(key=lambda row: (row["in_force_from"], row["nis_before"]))
    columns = ("nis_before", "nis_after", "name_fr", "in_force_from", "kind", "note")
    write_rows(source / "municipality_changes.csv", columns, rows)
