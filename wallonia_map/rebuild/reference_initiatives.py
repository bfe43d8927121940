"""First import, initiatives: one keeper's table per programme, all with the same columns."""

import re
import unicodedata
from pathlib import Path

from wallonia_map.rebuild.writing import Row, join, read_rows, split, write_rows

COLUMNS = (
    "initiative_id", "title", "title_basis", "phase", "lead", "lead_type", "lead_municipalities",
    "partner_municipalities", "served_municipalities", "scope", "provinces", "lags", "themes_original", "themes",
    "status", "stage", "start_year", "end_year", "subsidy_eur", "subsidy_basis", "budget_eur", "budget_basis",
    "funding", "partners", "summary", "website", "notes", "confidence", "inferred", "source_urls",
)  # fmt: skip
#: The sources' own themes, led to the common eight. « digital » and « smart territory » are our reading.
COMMON_THEME = {
    "governance-citizenship": "governance", "mobility-logistics": "mobility", "energy-environment": "energy-environment",
    "mobility": "mobility", "governance": "governance", "participation": "governance", "open data": "governance",
    "digital": "governance", "smart territory": "governance", "energy": "energy-environment", "economy": "economy",
    "commerce": "economy", "coworking": "economy", "third place": "living", "social cohesion": "living",
}  # fmt: skip
STAGE_OF_STATUS = {
    "proposed": "idea", "planned": "idea", "announced": "idea", "bid": "idea", "operational": "running", "ongoing": "running",
    "pilot": "running", "recurring": "running", "under development": "running", "under construction": "running",
    "awarded": "running", "selected": "running", "implemented": "finished", "completed": "finished", "ended": "finished",
    "abandoned": "no-result", "not retained": "no-result", "": "unknown",
}  # fmt: skip
#: Known from bids alone: intent, not delivery (the sources of these rows are applications).
BIDS = {
    "Innovation et créativité numérique", "Plateforme e-média", "e-Romana", "RomanaEcoMOBIL",
    "B2B network of eastern Walloon Brabant",
}  # fmt: skip
#: A strategy whose own summary says that it was not selected in 2023.
NOT_RETAINED = {"gal-botte-du-hainaut-smart"}
#: A plan for the whole territory of an inter-municipal agency, not for municipalities that take part in it.
PERIMETERS = {"ideta-microgrids"}
#: Located in municipalities by name, but the sources do not say in which ones.
LEAD_WORDS = (
    ("municipality", r"\b(Villes?|Communes?|Gemeinden?|Stadt|Municipalit(y|ies))\b"),
    ("lag", r"\bGAL\b|\bLAG\b"),
    ("agency", r"\b(BEP|IDELUX|Idelux|SPI|IGRETEC|IDETA|inBW|in BW|IDEA|CILE|HYGEA)\b"),
    ("province", r"\bProvince\b"),
    ("region", r"\b(Wallonia|SPW|Agence du Numérique|AVIQ|TEC|ISSeP|German-speaking Community)\b"),
)


def import_initiatives(reference: Path, source: Path) -> None:
    """Write the six keeper's tables into `source` from the reference tables in `reference`."""
    german = {row["name_fr"]: row["name_de"] for row in read_rows(reference / "municipalities.csv")}
    tables = {
        "smart-region-2019": [_call(row, "2019", german) for row in read_rows(reference / "smart_region_2019.csv")],
        "territoire-intelligent-2024": [
            _call(row, {"1": "2023", "2": "2024"}[row["phase"]], german) for row in read_rows(reference / "territoire_intelligent_2024.csv")
        ],
        "leader-2014-2020": [_lag(row, "2014", "2020") for row in read_rows(reference / "lag_2014_2020.csv")],
        "leader-2023-2027": [_lag(row, "2023", "2027") for row in read_rows(reference / "lag_2023_2027.csv")],
        "leader-projects": [_lag_project(row) for row in read_rows(reference / "lag_smart_projects.csv")],
        "projects": [_project(row, german) for row in read_rows(reference / "projects.csv")],
    }
    for programme, rows in tables.items():
        for row in rows:
            row["stage"] = STAGE_OF_STATUS[row["status"]]
        path = source / "initiatives" / f"{programme}.csv"
        write_rows(path, COLUMNS, sorted(rows, key=lambda row: row["initiative_id"]))


def lag_project_id(title: str) -> str:
    """The identifier of a LAG's smart project, made from its title."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return "lag-project-" + "-".join(re.findall(r"[a-z0-9]+", plain)[:6])


def _named_lead(names: list[str], lead: str, german: dict[str, str]) -> list[str]:
    """Those of `names` that the text of the lead names as a town or municipality."""
    parts = [part for part in split(lead) if re.search(LEAD_WORDS[0][1], part)]

    def named(name: str) -> bool:
        forms = {name, german.get(name, name), name.removeprefix("Les ")}
        return any(re.search(rf"(?<![\w-]){re.escape(form)}(?![\w-])", part) for part in parts for form in forms)

    return [name for name in names if named(name)]


def _lead_type(lead: str) -> str:
    first = split(lead)[0] if lead else ""
    for kind, pattern in LEAD_WORDS:
        if re.search(pattern, first):
            return kind
    return "other" if first else "unknown"


def _roles(names: list[str], leads: list[str], perimeter: bool) -> Row:
    if perimeter:
        return {"served_municipalities": join(names)}
    partners = [name for name in names if name not in leads]
    return {"lead_municipalities": join(leads), "partner_municipalities": join(partners)}


def _call(row: Row, year: str, german: dict[str, str]) -> Row:
    names, basis = split(row["communes"]), row["communes_basis"]
    leads = names if basis == "lead" else _named_lead(names, row["lead_beneficiary"], german)
    scope = {"lead": "municipal", "named": "multi-municipal", "perimeter": "perimeter", "": "municipal"}[basis]
    inferred = ["themes"] if row["theme_basis"] == "inferred" else []
    subsidy_basis = "award" if row["subsidy_eur"] else ""
    if row["project_id"] == "sr2019-15":
        subsidy_basis, inferred = "half-of-final-cost", [*inferred, "subsidy_eur"]
    if row["project_id"] == "sr2019-04":
        inferred.append("served_municipalities")
    kind = {"commune": "municipality", "intercommunale": "agency", "province": "province"}[row["beneficiary_type"]]
    return {
        "initiative_id": row["project_id"], "title": row["title"], "title_basis": row.get("title_basis", "published"),
        "phase": row.get("phase", ""), "lead": row["lead_beneficiary"], "lead_type": kind, "scope": scope,
        "themes_original": row["theme"], "themes": COMMON_THEME.get(row["theme"], ""), "status": "", "start_year": year,
        "subsidy_eur": row["subsidy_eur"], "subsidy_basis": subsidy_basis, "budget_eur": row["total_budget_eur"],
        "budget_basis": "total" if row["total_budget_eur"] else "", "partners": row["partners"], "summary": row["summary"],
        "confidence": row["confidence"], "inferred": join(inferred), "source_urls": row["source_urls"],
        **_roles(names, leads, basis == "perimeter"),
    }  # fmt: skip


def _lag(row: Row, first: str, last: str) -> Row:
    return {
        "initiative_id": f"lag{first}-{row['lag_id']}", "title": row["name"], "title_basis": "published", "lead": row["name"],
        "lead_type": "lag", "partner_municipalities": row["communes"], "scope": "multi-municipal", "lags": row["lag_id"],
        "status": "completed" if first == "2014" else "ongoing", "start_year": first, "end_year": last,
        "budget_eur": row["leader_budget_eur"].removesuffix(".00"),
        "budget_basis": "" if not row["leader_budget_eur"] else "reported" if first == "2014" else "ceiling",
        "funding": f"LEADER {first}–{last}", "summary": "", "website": row["website"],
        "notes": " — ".join(part for part in (row["smart_focus"], row["notes"]) if part),
        "confidence": row["confidence"], "inferred": "status", "source_urls": row["source_urls"],
    }  # fmt: skip


def _lag_project(row: Row) -> Row:
    first, _, last = row["year"].partition("-")
    bid = row["title"] in BIDS
    return {
        "initiative_id": lag_project_id(row["title"]), "title": row["title"], "title_basis": "published", "lead_type": "lag",
        "partner_municipalities": row["communes"], "scope": "municipal" if row["communes"] and ";" not in row["communes"] else "multi-municipal",
        "lags": row["lag_id"], "themes_original": row["theme"], "themes": COMMON_THEME[row["theme"]],
        "status": "bid" if bid else "", "start_year": first, "end_year": last, "summary": row["summary"],
        "confidence": "medium", "inferred": join(["confidence", "roles", "themes", *(["status"] if bid else [])]),
        "source_urls": row["source_url"],
    }  # fmt: skip


def _project(row: Row, german: dict[str, str]) -> Row:
    names = split(row["communes"])
    status = "not retained" if row["project_id"] in NOT_RETAINED else row["status"]
    scope = {"commune": "municipal", "multi-commune": "multi-municipal"}.get(row["scope"], row["scope"])
    perimeter = row["project_id"] in PERIMETERS
    wide = scope in ("province", "region")
    inferred = ["themes", "lead_type"] + (["roles"] if names else []) + (["status"] if status != row["status"] else [])
    return {
        "initiative_id": row["project_id"], "title": row["title"], "title_basis": "descriptive", "lead": row["lead"],
        "lead_type": _lead_type(row["lead"]), "scope": "perimeter" if perimeter else scope,
        "provinces": row["province"] if wide else "", "themes_original": row["themes"], "themes": row["themes"], "status": status,
        "start_year": row["start_year"], "end_year": row["end_year"], "budget_eur": row["budget_eur"],
        "budget_basis": "reported" if row["budget_eur"] else "", "funding": row["funding"], "summary": row["summary"],
        "confidence": row["confidence"], "inferred": join(inferred), "source_urls": row["source_urls"],
        **_roles(names, _named_lead(names, row["lead"], german), perimeter),
    }  # fmt: skip
