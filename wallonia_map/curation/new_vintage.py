"""A vintage more: the rows and files that one needs, written into `geodata/`, rebuilt and checked, or not at all."""

import datetime
import re
from collections.abc import Sequence
from pathlib import Path

from wallonia_map.curation.copying import take_over
from wallonia_map.curation.problems import RefusedError

Row = dict[str, str]


def new_vintage(geodata: Path, vintage: str, valid_from: datetime.date, mergers: Sequence[Row], *, default: bool = False) -> list[str]:
    """Write a vintage from its mergers (`nis_before` of the newest one, `nis_after`, `name_fr` of the whole), and rebuild. Returns the report.

    Raises
    ------
    RefusedError
        With everything that is wrong; then nothing was written.
    """
    from wallonia_map.rebuild.writing import read_rows, write_rows  # the app never rebuilds

    source = geodata / "source"
    vintages, places = read_rows(source / "vintages.csv"), read_rows(source / "municipalities.csv")
    changed = read_rows(source / "municipality_changes.csv")
    newest = max(vintages, key=lambda row: row["valid_from"])
    codes = {row[f"nis_{newest['vintage']}"] for row in places}
    into = {row["nis_before"]: row["nis_after"] for row in mergers}
    wrong = [f"'{vintage}' is no year"] if not re.fullmatch(r"[0-9]{4}", vintage) else []
    wrong += [f"there is a vintage {vintage} already"] if vintage in {row["vintage"] for row in vintages} else []
    wrong += [f"{vintage} must begin after {newest['valid_from']}"] if valid_from.isoformat() <= newest["valid_from"] else []
    wrong += [f"{code} is no municipality of {newest['vintage']}" for code in into if code not in codes]
    wrong += [
        f"{code} has changed before: its row in municipality_changes.csv stands"
        for code in into
        if code in {row["nis_before"] for row in changed}
    ]
    wrong += [f"{code} is no REFNIS code: five digits" for code in sorted(set(into.values())) if not re.fullmatch(r"[0-9]{5}", code)]
    if not into or wrong:
        raise RefusedError(wrong or ["the list of mergers is empty"])

    def write(copy: Path) -> None:
        target, column = copy / "source", f"nis_{vintage}"
        last = (valid_from - datetime.timedelta(days=1)).isoformat()
        kept = [
            row
            | {
                "valid_to": last if row["vintage"] == newest["vintage"] else row["valid_to"],
                "is_default": "false" if default else row["is_default"],
            }
            for row in vintages
        ]
        fresh = {"vintage": vintage, "valid_from": valid_from.isoformat(), "is_default": str(default).lower()}
        write_rows(target / "vintages.csv", list(vintages[0]), [*kept, fresh])
        before = f"nis_{newest['vintage']}"
        # The new codes stand beside those that they came from.
        columns = [name for old in places[0] for name in ([old, column] if old == before else [old])]
        write_rows(target / "municipalities.csv", columns, [row | {column: into.get(row[before], row[before])} for row in places])
        names = {row[before]: row["name_fr"] for row in places}
        more = [
            {"nis_before": row["nis_before"], "nis_after": row["nis_after"], "name_fr": names[row["nis_before"]], "kind": "merged",
             "in_force_from": valid_from.isoformat(), "note": f"merged into {row['name_fr']} {row['nis_after']}"}
            for row in mergers
        ]  # fmt: skip
        write_rows(target / "municipality_changes.csv", list(changed[0]), [*changed, *more])

    return take_over(geodata, write)
