"""Parts of the municipality page."""

from html import escape

import pandas as pd
import streamlit as st

from wallonia_map.i18n import Language, area, decimal, listing, number, say
from wallonia_map.model import Programme, Role
from wallonia_map.place import Community
from wallonia_map.questions.profile import Identity, Profile
from wallonia_map.questions.territory import territory_of, territory_title
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import initiative_title, lag_name, period_name
from wallonia_map.ui.frame import markup, navigation
from wallonia_map.ui.frame.glossary import explained
from wallonia_map.ui.shared import drawing
from wallonia_map.ui.shared.municipality_panel import initiative_html
from wallonia_map.ui.shared.programme_mark import named_html
from wallonia_map.views.certainty import count_written
from wallonia_map.views.official_lines import official_header, official_lines, official_note
from wallonia_map.views.organisation_words import organisation_address
from wallonia_map.views.peer_words import peers_note

SHOWN_AT_ONCE = 6


def identity(atlas: Atlas, told: Profile, language: Language) -> None:
    """Who the municipality is: figures, codes, language, population line."""
    who = told.identity
    markup.html(drawing.facts([
        (say("panel.population", language), number(who.inhabitants, language)),
        (say("panel.area", language), area(who.area_km2, language)),
        (say("panel.density", language), f"{number(who.inhabitants_per_km2, language)} {say('panel.per_km2', language)}"),
        (say("municipality.character_label", language), say(f"municipality.character.{who.character}", language)),
    ]))  # fmt: skip
    codes = ", ".join(say("municipality.codes_told", language, codes=" + ".join(codes), year=year) for year, codes in who.codes.items())
    lines = [
        (say("municipality.codes", language), codes),
        (say("municipality.language", language), _language_regime(who, language)),
        *(
            (say("municipality.lag", language, period=programme.period), _lags(atlas, told, programme, language))
            for programme in Programme.groups()
        ),
    ]
    markup.html(drawing.labelled(lines, language) + explained(("refnis", "vintage", "lag"), language))
    years = who.population
    first, last = years.index[0], years.index[-1]
    title = say("municipality.population", language, first=str(first), last=str(last))
    alt = say(
        "municipality.population_alt",
        language,
        first=str(first),
        last=str(last),
        first_value=int(years.iloc[0]),
        last_value=int(years.iloc[-1]),
    )
    picture = drawing.line([(float(year), float(count)) for year, count in years.items()], alt)
    markup.html(f"<h2 class='small'>{escape(title)}</h2>{picture}<p class='note'>{escape(alt)}</p>")


def places_above(atlas: Atlas, told: Profile, language: Language) -> None:
    """The way to the profile of its province, arrondissement, groups and community, each by name."""
    who, rule = told.identity, told.rule
    community = Community.GERMAN if who.is_german_speaking_community else Community.FRENCH
    codes = [who.province_nis, who.arrondissement_nis, *(lag for lags in told.lags.values() for lag in lags), community.value]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        markup.html(f"<p class='note'>{escape(say('place.up', language))}</p>", width="content")
        for code in dict.fromkeys(codes):
            territory = territory_of(atlas, code, who.vintage)
            kind = say(f"compare.kind.{territory.kind.value}", language)
            name = f"{territory_title(atlas, territory, who.vintage, language)} ({kind})"
            params = navigation.link({"code": code, "vintage": who.vintage.value, "role": rule.value}, language)
            st.page_link(navigation.pages(language)["place"], label=name, query_params=params)


def _lags(atlas: Atlas, told: Profile, programme: Programme, language: Language) -> str:
    names = [lag_name(atlas, lag, language) for lag in told.lags.get(programme.value, ())]
    return listing(names, language) if names else _perhaps(atlas, told, programme, language) or say("municipality.no_lag", language)


def _perhaps(atlas: Atlas, told: Profile, programme: Programme, language: Language) -> str:
    names = [lag_name(atlas, lag, language) for lag in told.possible_lags.get(programme.value, ())]
    return say("not_known.member", language, names=listing(names, language)) if names else ""


def _language_regime(who: Identity, language: Language) -> str:
    base = say("municipality.german" if who.is_german_speaking_community else "municipality.french", language)
    return f"{base}, {say(f'municipality.facilities_{who.language_facilities}', language)}" if who.language_facilities else base


def standing(atlas: Atlas, told: Profile, language: Language) -> None:
    """Rank among all and among peers, each with the strip of the whole group."""
    if told.standing.empty:
        st.write(say("not_known.label", language))
    for measure, rows in told.standing.groupby("measure", sort=False):
        parts, own = [], float(rows["value"].iloc[0])
        for row in rows.itertuples():
            write = number if measure == "initiatives" else decimal
            text = say(
                f"municipality.standing_{row.among}",
                language,
                rank=int(row.rank),
                of=number(row.of, language),
                median=decimal(row.median, language),
            )
            parts.append(text if not row.equal else f"{text}, {say('municipality.standing_equal', language, n=int(row.equal))}")
        name = say(f"municipality.standing_measure.{measure}", language)
        value = write(own, language) if own or not told.is_partial else say("certainty.none_known", language)
        alt = say("municipality.plot_alt", language, value=say("panel.labelled", language, name=name, value=value))
        picture = drawing.strip([float(other) for other in told.counts[str(measure)].dropna()], own, alt)
        lines = "".join(f'<p class="note">{escape(part)}</p>' for part in parts)
        markup.html(f"<h3>{escape(say('panel.labelled', language, name=name, value=value))}</h3>{picture}{lines}")
    st.caption(peers_note(atlas, told, language))
    if told.is_partial:
        st.caption(say("certainty.rank", language))


def official(atlas: Atlas, told: Profile, language: Language) -> None:
    """The official figures: value and period, rank, median of its peers; how to read them, and their sources."""
    lines, likeness = official_lines(told, language), [peers_note(atlas, told, language)] if told.likeness else []
    rows = [
        [
            f'{escape(line.name)}<br><span class="note">{escape(line.unit)}</span>',
            escape(line.value) + (f'<br><span class="note">{escape(line.period)}</span>' if line.period else ""),
            escape(line.rank), escape(line.median),
        ]
        for line in lines
    ]  # fmt: skip
    markup.html(
        f'{drawing.table(official_header(language), rows, numbers=(1, 2, 3))}<p class="note">{escape(" ".join([official_note(lines, language), *likeness]))}</p>'
    )


def initiatives(atlas: Atlas, told: Profile, language: Language) -> None:
    """Every initiative that reaches it, counted or not, with role and partners."""
    rows = told.initiatives
    counts = [
        named_html(row.programme, language, text=say("municipality.programme_count", language, name=say(f"programme.{row.programme}", language), n=int(row.listed)))
        for row in told.programmes.itertuples()
    ]  # fmt: skip
    markup.html(f"<p class='note'>{' · '.join(counts) or escape(say('municipality.no_programme', language))}</p>")
    told_html = [_initiative(atlas, row, told, language) for _, row in rows.iterrows()]
    body = "".join(told_html[:SHOWN_AT_ONCE])
    if len(told_html) > SHOWN_AT_ONCE:
        summary = escape(say("panel.more", language, n=len(told_html) - SHOWN_AT_ONCE))
        body += f'<details class="more"><summary>{summary}</summary>{"".join(told_html[SHOWN_AT_ONCE:])}</details>'
    if not body:
        body = f"<p>{escape(say('panel.none', language))} {escape(say('panel.none_not_evidence', language))}</p>"
    markup.html(f'<div class="cards">{body}</div>')


def _initiative(atlas: Atlas, row: pd.Series, told: Profile, language: Language) -> str:
    vintage = told.identity.vintage
    notes = []
    if row["role"] != Role.POSSIBLE and not row["is_counted"]:
        notes.append(say("municipality.not_counted", language))
    names = [atlas.municipality_name(nis, vintage, language) for nis in row["partner_nis"].split(";") if nis]
    if names:
        notes.append(say("municipality.partners", language, names=listing(names, language)))
    extra = f'<p class="small">{escape(" · ".join(notes))}</p>' if notes else ""
    return initiative_html(atlas, str(row["initiative_id"]), str(row["role"]), language).replace("</article>", f"{extra}</article>")


def neighbours(told: Profile, language: Language) -> None:
    """The neighbours, what they do, and how long the border is."""
    rows = [
        [escape(row.municipality), *_counts(row.initiatives, row.per_10000, language, partial=told.is_partial),
         decimal(row.border_km, language)]
        for row in told.neighbours.sort_values("border_km", ascending=False).itertuples()
    ]  # fmt: skip
    header = [
        say("table.municipality", language),
        say("table.initiatives", language),
        say("measure.per-10000", language),
        say("municipality.border", language),
    ]
    markup.html(drawing.table(header, rows, numbers=(1, 2, 3)))


def _counts(count: float, rate: float, language: Language, *, partial: bool) -> tuple[str, str]:
    counted = escape(count_written(count, language, partial=partial))
    return counted, decimal(rate, language) if count > 0 else counted  # none known is no rate of zero


def around(atlas: Atlas, told: Profile, language: Language) -> None:
    """Organisations seated here, indicators that name it, province-wide initiatives."""
    none = escape(say("municipality.none", language))
    names = [
        f'<a href="{escape(organisation_address(str(row.organisation_id), language))}" target="_blank">'
        f"{escape(atlas.texts.say(str(row.name), language))}</a>"
        for row in told.organisations.itertuples(index=False)
    ]
    markup.html(f"<h3>{escape(say('municipality.organisations', language))}</h3>{_list(names) or f'<p>{none}</p>'}")
    found = [
        escape(f"{atlas.texts.say(row.indicator, language)} ({period_name(str(row.period), language)})")
        for row in told.indicators.drop_duplicates(["indicator", "period"]).itertuples()
    ]
    markup.html(
        f"<h3>{escape(say('municipality.indicators', language))}</h3>{_list(found) or f'<p>{none}</p>'}"
        f'<p class="note">{escape(say("municipality.indicators_note", language))}</p>'
    )
    wide = [escape(initiative_title(atlas, identifier, language)) for identifier in told.wide["initiative_id"]]
    markup.html(f"<h3>{escape(say('municipality.wide', language))}</h3>{_list(wide) or f'<p>{none}</p>'}")


def _list(items: list[str]) -> str:
    return f"<ul class='items'>{''.join(f'<li>{item}</li>' for item in items)}</ul>" if items else ""
