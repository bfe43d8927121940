"""The profile of a place as one flat table in the reader's language: nothing left out."""

import pandas as pd

from wallonia_map.export.profile_table import COLUMNS, Row
from wallonia_map.i18n import Language, listing, say
from wallonia_map.questions.place_profile import PlaceProfile
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import initiative_title
from wallonia_map.views.helper_lines import helper_lines
from wallonia_map.views.meter_lines import meter_of
from wallonia_map.views.place_lines import (
    Lines,
    facts,
    figure_lines,
    money_lines,
    neighbour_lines,
    place_kind,
    place_name,
    place_notes,
    spot_lines,
    theme_lines,
    unknown_lines,
)
from wallonia_map.views.subsidy_lines import subsidy_lines


def place_table(atlas: Atlas, profile: PlaceProfile, language: Language) -> pd.DataFrame:
    """The profile as rows of `COLUMNS`: sections, names and details in words, codes and identifiers as the data have them."""
    vintage = profile.selection.vintage
    rows: list[Row] = [
        ("identity", place_name(atlas, profile, language), place_kind(profile, language), "; ".join(place_notes(atlas, profile, language)), ""),
        *(("identity", name, value, "", "") for name, value in facts(profile, language)),
        *(("member", nis, atlas.municipality_name(nis, vintage, language), vintage.value, "") for nis in profile.territory.members),
        *(("population", str(year), str(count), "", "") for year, count in profile.population.items() if profile.has_members),
        *(("coverage", line.figures, line.share_written, "", "") for line in meter_of(profile.coverage, language) if profile.has_members),
        *_crossed("theme", theme_lines(profile, language)),
        *(("money", name, value, "", "") for name, value in money_lines(profile, language)),
        *_crossed("money", subsidy_lines(profile, language)),
        *_initiatives(atlas, profile, language),
        *_detailed("official", figure_lines(atlas, profile, language), language),
        *_detailed("bordering", neighbour_lines(profile, language), language),
        *(
            (
                "organisation", str(row.organisation_id), atlas.texts.say(str(row.name), language), say(f"organisation_kind.{row.kind}", language),
                str(row.source_urls),
            ) for row in profile.organisations.itertuples(index=False)
        ),
        *_detailed("spot", spot_lines(atlas, profile, language), language),
        *(
            ("helper", say(f"theme.{line.theme}", language), line.helper, f"{line.initiative} ({line.initiative_id}): {listing(list(line.helped), language)}", "")
            for lines in helper_lines(atlas, profile, language).values()
            for line in lines
        ),
        *(("unknown", "", line, "", "") for line in unknown_lines(atlas, profile, language)),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype("str")
    return table.assign(section=table["section"].map(lambda name: say(f"sheet_file.{name}", language)))


def _crossed(section: str, lines: Lines) -> list[Row]:
    """One row per row and column of a table of counts."""
    return [
        (section, row[0], cell, name, "") for row in lines.rows for name, cell in zip(lines.header[1:], row[1:], strict=True)
    ]  # fmt: skip


def _detailed(section: str, lines: Lines, language: Language) -> list[Row]:
    """One row per row of a table: its first figure as value, the others beside it under their headers."""
    return [
        (
            section, row[0], row[1],
            "; ".join(say("panel.labelled", language, name=name, value=cell) for name, cell in zip(lines.header[2:], row[2:], strict=True)), "",
        ) for row in lines.rows
    ]  # fmt: skip


def _initiatives(atlas: Atlas, profile: PlaceProfile, language: Language) -> list[Row]:
    rows: list[Row] = []
    for row in profile.initiatives.itertuples():
        detail = [say(f"programme.{row.programme}", language), say(f"stage.{row.stage}", language)]
        if row.is_possible:
            detail.append(say("role.possible", language))
        elif not row.is_counted:
            detail.append(say("municipality.not_counted", language))
        title = initiative_title(atlas, str(row.initiative_id), language)
        rows.append(("initiative", str(row.initiative_id), title, "; ".join(detail), str(row.source_urls)))
    for row in profile.wide.itertuples():
        rows.append(("wide", str(row.initiative_id), initiative_title(atlas, str(row.initiative_id), language), "", str(row.source_urls)))
    return rows
