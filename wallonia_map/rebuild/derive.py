"""Everything that follows from the keeper's tables: every vintage, initiatives, participations, sources."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urlsplit

from wallonia_map.errors import DataContractError, raise_all
from wallonia_map.rebuild.boundaries import dissolve, read_shapes, write_shapes
from wallonia_map.rebuild.vintage_rows import vintage_rows
from wallonia_map.rebuild.writing import Row, read_rows, split, write_rows
from wallonia_map.tables.suggestions import nearest

FIRST_DATA_ROW = 2
ROLES = ("lead", "partner", "served", "possible")
MUNICIPALITY_COLUMNS = (
    "vintage", "nis", "name_fr", "name_nl", "name_de", "arrondissement_nis", "province_nis", "is_german_speaking_community",
    "language_facilities", "area_km2",
)  # fmt: skip


def derive(geodata: Path, initiative_columns: list[str], say: Callable[[str], None]) -> None:
    """Write every file under `built/` from those under `source/`."""
    source, built = geodata / "source", geodata / "built"
    municipalities = read_rows(source / "municipalities.csv")
    base, *later = vintage_rows(source)
    code = base.column
    say("municipalities of every vintage")
    write_rows(built / "municipalities.csv", MUNICIPALITY_COLUMNS, _every_vintage(source, municipalities))
    say("initiatives and participations")
    initiatives, participations = _initiatives(source, code, {row["name_fr"]: row[code] for row in municipalities})
    write_rows(built / "initiatives.csv", ["programme", *initiative_columns, "counted_as"], initiatives)
    write_rows(built / "participations.csv", ("initiative_id", code, "role"), participations)
    say("sources")
    _sources(source, built, initiatives)
    say("boundaries of the later vintages, provinces, arrondissements")
    shapes = read_shapes(source / base.boundaries)
    for vintage in later:
        into = {row[code]: row[vintage.column] for row in municipalities}
        write_shapes(built / vintage.boundaries, dissolve(shapes, into))
    for name in ("province", "arrondissement"):
        into = {row[code]: row[f"{name}_nis"] for row in municipalities}
        write_shapes(built / f"{name}s.geojson", dissolve(shapes, into))


def _every_vintage(source: Path, municipalities: list[Row]) -> list[Row]:
    merged_names = {
        row["nis_after"]: re.sub(r"^merged into | \d{5}.*$", "", row["note"])
        for row in read_rows(source / "municipality_changes.csv")
        if row["kind"] == "merged"
    }
    by_name = {row["name_fr"]: row for row in municipalities}
    rows: list[Row] = []
    for vintage in vintage_rows(source):
        groups: dict[str, list[Row]] = {}
        for row in municipalities:
            groups.setdefault(row[vintage.column], []).append(row)
        for nis, parts in sorted(groups.items()):
            named = parts[0] if len(parts) == 1 else _named(parts, merged_names.get(nis, ""), by_name)
            area = named["area_km2"] if len(parts) == 1 else f"{sum(float(part['area_km2']) for part in parts):.4f}"
            rows.append({**named, "vintage": vintage.name, "nis": nis, "area_km2": area})
    return rows


def _named(parts: list[Row], name: str, by_name: dict[str, Row]) -> Row:
    """The row that a merged municipality takes after: the part whose name it keeps, else its largest one under the new name."""
    if not name or name in by_name:
        return by_name.get(name, parts[0])
    largest = max(parts, key=lambda row: float(row["area_km2"]))
    return {**largest, "name_fr": name, "name_nl": name, "name_de": name}


def _initiatives(source: Path, code: str, nis_of: dict[str, str]) -> tuple[list[Row], list[Row]]:
    """Initiatives, and participations with their municipality in the column `code`."""
    initiatives: list[Row] = []
    participations: list[Row] = []
    wrong: list[DataContractError] = []
    for programme in read_rows(source / "programmes.csv"):
        path = source / "initiatives" / f"{programme['programme']}.csv"
        for number, row in enumerate(read_rows(path), start=FIRST_DATA_ROW):
            initiatives.append({"programme": programme["programme"], **row})
            seen: set[str] = set()
            if bool(row["possible_municipalities"]) != bool(row["possible_reason"]):
                rule = "is needed where there are possible municipalities, and only there"
                wrong.append(DataContractError(path, number, "possible_reason", row["possible_reason"], rule))
            for role in ROLES:
                for name in split(row[f"{role}_municipalities"]):
                    column = f"{role}_municipalities"
                    if name not in nis_of:
                        rule = f"is not the French name of a Walloon municipality{question(name, nis_of)}"
                        wrong.append(DataContractError(path, number, column, name, rule))
                        continue
                    if name in seen:
                        wrong.append(DataContractError(path, number, column, name, "has two roles in one initiative"))
                    seen.add(name)
                    participations.append({"initiative_id": row["initiative_id"], code: nis_of[name], "role": role})
    raise_all(wrong)
    counted = _counted_as(source)
    for row in initiatives:
        row["counted_as"] = counted.get(row["initiative_id"], row["initiative_id"])
    initiatives.sort(key=lambda row: row["initiative_id"])
    participations.sort(key=lambda row: (row["initiative_id"], row[code]))
    return initiatives, participations


def question(value: str, valid: Iterable[str]) -> str:
    """« ; did you mean: Walcourt? », or nothing where no valid value is nearly alike."""
    near = nearest(value, valid)
    return f"; did you mean: {', '.join(near)}?" if near else ""


def _counted_as(source: Path) -> dict[str, str]:
    """Of rows that are, or may be, one initiative: each leads to the one that stands for all."""
    leads: dict[str, str] = {}
    for link in read_rows(source / "initiative_links.csv"):
        if link["counted_once"] == "true":
            first = leads.get(link["initiative_a"], link["initiative_a"])
            leads[link["initiative_a"]] = leads[link["initiative_b"]] = first
    return leads


def _sources(source: Path, built: Path, initiatives: list[Row]) -> None:
    cited: list[tuple[str, str, str]] = [
        ("initiatives", row["initiative_id"], url) for row in initiatives for url in split(row["source_urls"])
    ]
    for table, key in (("organisations", "organisation_id"), ("indicators", "indicator_id")):
        cited += [(table, row[key], url) for row in read_rows(source / f"{table}.csv") for url in split(row["source_urls"])]
    totals = read_rows(source / "control_totals.csv")
    cited += [("control_totals", f"{row['subject']}/{row['measure']}", row["source_url"]) for row in totals]
    numbers = {url: f"s{number:04d}" for number, url in enumerate(sorted({url for _, _, url in cited}), start=1)}
    sites = {url: (urlsplit(url).hostname or "").removeprefix("www.") for url in numbers}
    rows = [{"source_id": number, "url": url, "site": sites[url]} for url, number in numbers.items()]
    write_rows(built / "sources.csv", ("source_id", "url", "site"), rows)
    citations = sorted({(table, subject, numbers[url]) for table, subject, url in cited})
    names = ("table", "subject", "source_id")
    write_rows(built / "citations.csv", names, [dict(zip(names, citation, strict=True)) for citation in citations])
