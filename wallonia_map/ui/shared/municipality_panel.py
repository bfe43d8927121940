"""The chosen municipality: what it is, and the initiatives that reach it, with role, amounts and sources."""

from html import escape

import pandas as pd

from wallonia_map.i18n import Language, area, number, say
from wallonia_map.model import Role
from wallonia_map.questions.completeness import is_partial
from wallonia_map.questions.selection import Selected
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.tables.names import initiative_title
from wallonia_map.ui.frame import markup
from wallonia_map.ui.shared.programme_mark import named_html
from wallonia_map.ui.shared.questioning import question_html
from wallonia_map.views.certainty import amounts_written, count_written
from wallonia_map.views.initiative_words import initiative_address

#: More initiatives than this fold away, so that a large town does not bury the page.
SHOWN_AT_ONCE = 5


def panel_html(atlas: Atlas, selected: Selected, nis: str, language: Language) -> tuple[str, str]:
    """The panel as HTML, what the municipality is and its initiatives; every text is escaped."""
    chosen = selected.selection
    row = atlas.municipalities(chosen.vintage).loc[nis]
    inhabitants = int(atlas.population(chosen.vintage, chosen.population_year)[nis])
    mine = selected.participations[selected.participations["nis"] == nis]
    perhaps = selected.possible[selected.possible["nis"] == nis]
    count = float("nan") if nis in selected.not_known else mine["counted_as"].nunique()
    counted = count_written(count, language, partial=is_partial(atlas, chosen))
    figures = (
        (say("panel.initiatives", language), counted),
        (say("panel.population", language), number(inhabitants, language)),
        (say("panel.area", language), area(row["area_km2"], language)),
        (say("panel.density", language), f"{number(inhabitants / row['area_km2'], language)} {say('panel.per_km2', language)}"),
    )
    place = (
        say("panel.nis", language, nis=nis),
        say("panel.arrondissement", language, name=atlas.territory_name(row["arrondissement_nis"], language)),
        say("panel.province", language, name=atlas.territory_name(row["province_nis"], language)),
    )
    listed = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in figures)
    mine = pd.concat([_newest_first(atlas, mine), _newest_first(atlas, perhaps)])
    told = [initiative_html(atlas, str(item.initiative_id), str(item.role), language) for item in mine.itertuples()]
    body = "".join(told[:SHOWN_AT_ONCE])
    if len(told) > SHOWN_AT_ONCE:
        rest = escape(say("panel.more", language, n=len(told) - SHOWN_AT_ONCE))
        body += f'<details class="more"><summary>{rest}</summary>{"".join(told[SHOWN_AT_ONCE:])}</details>'
    if not body:
        body = f"<p>{escape(say('panel.none', language))} {escape(say('panel.none_not_evidence', language))}</p>"
    every = atlas.participations(chosen.vintage)
    more = every.loc[every["nis"] == nis, "initiative_id"].nunique() - mine["initiative_id"].nunique()
    also = f'<p class="note">{escape(say("panel.also", language, n=more))}</p>' if more else ""
    name, count = atlas.municipality_name(nis, chosen.vintage, language), mine.loc[mine["role"] != Role.POSSIBLE, "counted_as"].nunique()
    told_when_chosen = say(
        "panel.labelled", language, name=name, value=counted if nis in selected.not_known else say("panel.count", language, n=count)
    )
    return (
        f'<section data-told="{escape(told_when_chosen)}"><h2>{escape(name)}</h2><p class="note">{escape(" · ".join(place))}</p>'
        f'<dl class="facts">{listed}</dl></section>',
        f"{body}{also}",
    )


def _newest_first(atlas: Atlas, mine: pd.DataFrame) -> pd.DataFrame:
    """Participations in reading order: what the municipality leads, then partnerships, then perimeters; newest first."""
    year = mine["initiative_id"].map(atlas.initiatives["start_year"]).astype("float64")
    return mine.assign(year=year).sort_values(["role", "year"], ascending=[True, False], na_position="last", kind="stable")


@atlas_cache(4096)
def initiative_html(atlas: Atlas, identifier: str, role: str, language: Language) -> str:
    """One initiative: title, what it is to the municipality, summary, amounts, sources."""
    row = atlas.initiatives.loc[identifier]
    tags: list[str] = []
    if role:
        tags.append(say(f"role.{role}", language))
    tags += [say(f"theme.{theme}", language) for theme in row["themes"].split(";") if theme]
    if not pd.isna(row["start_year"]):
        last = "" if pd.isna(row["end_year"]) or row["end_year"] == row["start_year"] else f"–{row['end_year']}"
        tags.append(f"{row['start_year']}{last}")
    confidence = say("filter.confidence_chip", language, name=say(f"confidence.{row['confidence']}", language))
    tags += [say(f"stage.{row['stage']}", language), confidence]
    escaped = " · ".join([named_html(str(row["programme"]), language), *map(escape, tags)])
    texts = _texts(atlas, row, language)
    if role == Role.POSSIBLE:
        # Without a reason of its own it is possible by a year that the view asks for.
        texts.insert(0, atlas.texts.say(str(row["possible_reason"]), language) or say("years.start_not_known", language))
    told = "".join(f"<p>{escape(text)}</p>" for text in texts if text)
    # In a tab of its own: another page by its address is another session, which a table or a talk of this one would not outlive.
    title = f'<a href="{escape(initiative_address(identifier, language))}" target="_blank">{escape(initiative_title(atlas, identifier, language))}</a>'
    return f'<article class="initiative"><h3>{title}</h3><p class="tags">{escaped}</p>{told}{_small(atlas, identifier, row, language)}{_inferred(row, language)}{_links(row)}{question_html(atlas, identifier, language)}</article>'


def _texts(atlas: Atlas, row: pd.Series, language: Language) -> list[str]:
    texts = [atlas.texts.say(row["summary"], language)]
    if row["lead"] and row["lead_type"] != "lag":
        texts.append(say("panel.labelled", language, name=say("panel.lead", language), value=atlas.texts.say_each(row["lead"], language)))
    texts.append(amounts_written(row, language))
    if row["partners"]:
        texts.append(say("municipality.partners", language, names=atlas.texts.say_each(row["partners"], language)))
    return texts


def _small(atlas: Atlas, identifier: str, row: pd.Series, language: Language) -> str:
    """What one should know of the row: the keeper's notes, and the rows that are, or may be, the same initiative."""
    every = atlas.initiatives["counted_as"]
    same = [str(other) for other in every.index[every == row["counted_as"]] if other != identifier]
    lines = [say("panel.counted_with", language, title=initiative_title(atlas, other, language)) for other in same]
    lines += [atlas.texts.say(note, language) for note in row["notes"].split(" — ") if note]
    return "".join(f'<p class="small">{escape(line)}</p>' for line in lines)


def _inferred(row: pd.Series, language: Language) -> str:
    names = [say(f"inferred.{name}", language) for name in row["inferred"].split(";") if name]
    return f'<p class="small">{escape(say("panel.inferred", language, what=", ".join(names)))}</p>' if names else ""


def _links(row: pd.Series) -> str:
    return " · ".join(map(markup.outside_link, row["source_urls"].split(";")))
