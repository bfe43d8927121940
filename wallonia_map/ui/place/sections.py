"""Parts of the page of a place."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.questions.perimeter_facts import perimeter_facts
from wallonia_map.questions.place_profile import PlaceProfile
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import initiative_title
from wallonia_map.ui.frame import markup, navigation
from wallonia_map.ui.frame.glossary import explained
from wallonia_map.ui.shared import drawing, meter
from wallonia_map.views.initiative_words import initiative_address
from wallonia_map.views.not_known import why_not_known
from wallonia_map.views.organisation_words import organisation_address
from wallonia_map.views.perimeter_words import period_lines
from wallonia_map.views.place_lines import (
    NONE_KNOWN,
    Lines,
    facts,
    figure_lines,
    money_lines,
    neighbour_lines,
    place_kind,
    place_notes,
    spot_lines,
    theme_lines,
    unknown_lines,
)
from wallonia_map.views.subsidy_lines import subsidy_lines
from wallonia_map.views.view import query


def identity(atlas: Atlas, profile: PlaceProfile, language: Language) -> None:
    """What the place is: figures, notes, coverage, inhabitants over the years, its municipalities."""
    notes = "".join(f'<p class="note">{escape(line)}</p>' for line in place_notes(atlas, profile, language))
    with st.container(key="place_facts"):  # by this name its figures stay on one line
        kind = place_kind(profile, language)
        markup.html(f'<p class="note">{escape(kind[:1].upper() + kind[1:])}</p>{drawing.facts(facts(profile, language))}{notes}')
    if not profile.has_members:
        return
    basis = meter.basis(profile.selection.rule.value, profile.population_year, language)
    note = " ".join(why_not_known(atlas, profile.selected, language))
    meter.meter(say("place.coverage", language), profile.coverage, basis, language, level=2, note=note)
    years = profile.population
    ends = {"first": str(years.index[0]), "last": str(years.index[-1])}
    alt = say("municipality.population_alt", language, first_value=int(years.iloc[0]), last_value=int(years.iloc[-1]), **ends)
    picture = drawing.line([(float(str(year)), float(count)) for year, count in years.items()], alt)
    title = escape(say("municipality.population", language, **ends))
    markup.html(f"<h2 class='small'>{title}</h2>{picture}<p class='note'>{escape(alt)}</p>{_members(atlas, profile, language)}")


def _members(atlas: Atlas, profile: PlaceProfile, language: Language) -> str:
    vintage = profile.selection.vintage
    names = {nis: atlas.municipality_name(nis, vintage, language) for nis in profile.territory.members}
    links = ", ".join(town(nis, name, profile, language) for nis, name in sorted(names.items(), key=lambda pair: pair[1]))
    return folded(say("place.members", language), f"<p>{links}</p>")


def town(nis: str, name: str, profile: PlaceProfile, language: Language) -> str:
    """The name of a municipality as a link to its own page, in a tab of its own."""
    address = f"municipality?{query({'nis': [nis], 'vintage': [profile.selection.vintage.value]}, language)}"
    return f'<a href="{escape(address)}" target="_blank">{escape(name)}</a>'


def against_groups(atlas: Atlas, profile: PlaceProfile, language: Language) -> None:
    """Of a perimeter of one's own: which municipalities have a group of either period, from which groups, and which would join one."""
    found = perimeter_facts(atlas, profile.territory.members, profile.selection.replace(perimeters=()))
    markup.html("".join(
        f"<div class='perimeter-facts'><p><strong>{escape(heading)}</strong></p>{''.join(f'<p>{escape(sentence)}</p>' for sentence in sentences)}</div>"
        for heading, sentences in period_lines(atlas, found, profile.selection, language)
    ))  # fmt: skip


def to_compare(profile: PlaceProfile, language: Language) -> None:
    """The way to the same place on Compare."""
    chosen = profile.selection
    params = {"mode": "territories", "t": profile.territory.code, "vintage": chosen.vintage.value, "role": chosen.rule.value}
    st.page_link(
        navigation.pages(language)["compare"], label=say("place.compare", language), icon=navigation.MENU["compare"],
        query_params=navigation.link(params, language),
    )  # fmt: skip


def _table(lines: Lines, *, numbers: Sequence[int], last_bold: bool = False, caption: str = "") -> str:
    rows = [[escape(cell) for cell in row] for row in lines.rows]
    if last_bold and rows:
        rows[-1] = [f"<strong>{cell}</strong>" for cell in rows[-1]]
    return drawing.table(lines.header, rows, numbers=numbers, caption=caption)


def themes(profile: PlaceProfile, language: Language) -> None:
    """Themes by status."""
    lines = theme_lines(profile, language)
    none = f'<span role="img" aria-label="{escape(say("certainty.none_known", language), quote=True)}">{NONE_KNOWN}</span>'
    table = _table(lines, numbers=range(1, len(lines.header)), last_bold=True)
    markup.html(f"{table.replace(f'>{NONE_KNOWN}<', f'>{none}<')}<p class='note'>{escape(lines.note)}</p>")


def money(profile: PlaceProfile, language: Language) -> None:
    """Known subsidies, and how many are not published."""
    lines = drawing.labelled(money_lines(profile, language), language)
    by_rule = subsidy_lines(profile, language)
    table = _table(by_rule, numbers=range(1, len(by_rule.header)), caption=by_rule.note) if by_rule.rows else ""
    markup.html(lines + table + explained(("counting",), language))


def official(atlas: Atlas, profile: PlaceProfile, language: Language) -> None:
    """The official figures of the place, beside those of Wallonia."""
    lines = figure_lines(atlas, profile, language)
    markup.html(f"{_table(lines, numbers=(1, 3))}<p class='note'>{escape(lines.note)}</p>")


def spots(atlas: Atlas, profile: PlaceProfile, language: Language) -> None:
    """The municipalities without a known initiative, most inhabitants first, each with a link to its page."""
    if profile.spots.empty:
        return
    lines = spot_lines(atlas, profile, language)
    rows = [
        [town(str(nis), row[0], profile, language), *(escape(cell) for cell in row[1:])]
        for nis, row in zip(profile.spots.index, lines.rows, strict=True)
    ]
    markup.html(
        f"{drawing.table(lines.header, rows, numbers=(1, 2, 3))}<p class='note'>{escape(say('panel.none_not_evidence', language))}</p>"
    )


def folded(summary: str, body: str) -> str:
    """`body`, which is HTML, behind a line that opens it."""
    return f'<details class="more"><summary>{escape(summary)}</summary>{body}</details>'


def neighbours(profile: PlaceProfile, language: Language) -> None:
    """What borders on the place, each with a link to its own page."""
    lines = neighbour_lines(profile, language)
    if not lines.rows:
        markup.html(f"<p>{escape(lines.note)}</p>")
        return
    rows = []
    for code, kind, row in zip(profile.neighbours.index, profile.neighbours["kind"], lines.rows, strict=True):
        page, name = ("municipality", "nis") if kind == "municipality" else ("place", "code")
        address = f"{page}?{query({name: [str(code)], 'vintage': [profile.selection.vintage.value]}, language)}"
        rows.append([f'<a href="{escape(address)}" target="_blank">{escape(row[0])}</a>', *(escape(cell) for cell in row[1:])])
    markup.html(drawing.table(lines.header, rows, numbers=(1, 2, 3)))


def organisations(atlas: Atlas, profile: PlaceProfile, language: Language) -> None:
    """Organisations seated here, and initiatives of a whole province."""
    none = f"<p>{escape(say('municipality.none', language))}</p>"
    names = [
        f'<a href="{escape(organisation_address(str(row.organisation_id), language))}" target="_blank">'
        f"{escape(atlas.texts.say(str(row.name), language))}</a> <span class='note'>{escape(str(row.municipality))}</span>"
        for row in profile.organisations.itertuples(index=False)
    ]
    wide = [
        f'<a href="{escape(initiative_address(str(name), language))}" target="_blank">{escape(initiative_title(atlas, str(name), language))}</a>'
        for name in profile.wide["initiative_id"]
    ]
    markup.html(
        f"{bullets(names) or none}<h3>{escape(say('municipality.wide', language))}</h3>{bullets(wide) or none}"
        f'<p class="note">{escape(say("municipality.indicators_note", language))}</p>'
    )


def bullets(items: list[str]) -> str:
    """A list of items that are HTML; nothing where there is none."""
    return f"<ul class='items'>{''.join(f'<li>{item}</li>' for item in items)}</ul>" if items else ""


def unknown(atlas: Atlas, profile: PlaceProfile, language: Language) -> None:
    """What is not known of it."""
    markup.html(bullets([escape(line) for line in unknown_lines(atlas, profile, language)]))
