"""Parts of the data page: the reconciliation, every table, the context."""

from html import escape
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from wallonia_map.atlas import Atlas
from wallonia_map.catalog import Resource
from wallonia_map.i18n import Language, decimal, message_ids, number, say
from wallonia_map.loading import as_text
from wallonia_map.model import Programme
from wallonia_map.reconciliation import known_of_published, reconcile

PREVIEW_ROWS = 8


def reconciliation(atlas: Atlas, language: Language) -> None:
    """Published total, ours, difference and source, row by row; an empty cell is « cannot be said »."""
    st.html(reconciliation_html(atlas, language))


def reconciliation_html(atlas: Atlas, language: Language) -> str:
    """The reconciliation as a table; every text is escaped."""
    names = ("subject", "measure", "published", "ours", "difference", "year", "source")
    head = "".join(
        f'<th scope="col"{" class=n" if name in names[2:5] else ""}>{escape(say(f"data.{name}", language))}</th>' for name in names
    )
    body = ""
    for row in reconcile(atlas).itertuples():
        site = (urlsplit(row.source).hostname or "").removeprefix("www.")
        figures = "".join(f'<td class="n">{escape(_figure(value, language))}</td>' for value in (row.published, row.ours, row.difference))
        note = f'<br><span class="note">{escape(atlas.texts.say(row.note, language))}</span>' if row.note else ""
        body += (
            f"<tr><td>{escape(say(f'subject.{row.programme}', language))}</td><td>{escape(say(f'total.{row.measure}', language))}{note}</td>{figures}"
            f'<td>{row.year}</td><td><a href="{escape(row.source, quote=True)}" target="_blank" rel="noopener noreferrer">{escape(site)}</a></td></tr>'
        )
    return f'<div class="scroll"><table class="atlas-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _figure(value: float, language: Language) -> str:
    if pd.isna(value):
        return ""
    return number(value, language) if float(value).is_integer() else decimal(value, language, 2)


def wanted(atlas: Atlas, language: Language) -> None:
    """What is missing most."""
    missing = {
        programme: published - known
        for programme in (Programme.SMART_REGION_2019, Programme.TERRITOIRE_INTELLIGENT_2024)
        for known, published in [known_of_published(atlas, programme)]
    }
    text = say(
        "data.wanted_text",
        language,
        smart_region=missing[Programme.SMART_REGION_2019],
        second=missing[Programme.TERRITOIRE_INTELLIGENT_2024],
    )
    st.info(f"**{say('data.wanted', language)}.** {text}", icon=":material/search:")


def tables(atlas: Atlas, language: Language) -> None:
    """Every resource in one list; then the one that is chosen, with preview, sources and download."""
    resources = atlas.catalog.resources
    st.html(tables_html(atlas, language))
    name = st.selectbox(
        say("data.choose_table", language),
        list(resources),
        key="table",
        width=480,
        format_func=lambda name: say(f"resource.{name}", language),
        placeholder=say("explore.pick", language),
    )
    with st.container(border=True):
        _table(resources[name], language)


def tables_html(atlas: Atlas, language: Language) -> str:
    """Every resource: rows, licence of its sources, known gaps; every text is escaped."""
    head = "".join(f'<th scope="col"{" class=n" if name == "count" else ""}>{escape(say(f"data.column_{name}", language))}</th>'
                   for name in ("table", "count", "licence", "gaps"))  # fmt: skip
    body = ""
    for resource in atlas.catalog.resources.values():
        gap = f"gap.{resource.name}"
        cells = (
            f'<td class="n">{escape(_count(resource, language))}</td><td>{escape(_licence(resource, language))}</td>'
            f"<td>{escape(say(gap if gap in message_ids(language) else 'gap.none', language))}</td>"
        )
        body += f'<tr><th scope="row">{escape(say(f"resource.{resource.name}", language))}</th>{cells}</tr>'
    return f'<div class="scroll"><table class="atlas-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _count(resource: Resource, language: Language) -> str:
    told = resource.told
    return say("data.rows", language, n=told["rows"]) if resource.is_table else say("data.shapes", language, n=told["features"])


def _licence(resource: Resource, language: Language) -> str:
    licences = {say("data.facts", language) if source["licence"] == "facts" else source["licence"] for source in resource.told["sources"]}
    return ", ".join(sorted(licences))


def _table(resource: Resource, language: Language) -> None:
    told = resource.told
    facts = [_count(resource, language), say("data.keeper" if told["atlas:keeper"] else "data.built", language), f"geodata/{told['path']}"]
    if told["atlas:vintage"]:
        facts.append(say("data.vintage", language, vintage=told["atlas:vintage"]))
    st.caption(" · ".join([*facts, say("data.licence", language, licence=_licence(resource, language))]))
    names = [say(f"data_source.{source['name']}", language) for source in told["sources"]]
    links = [f"[{name}]({source['path']})" if source.get("path") else name for name, source in zip(names, told["sources"], strict=True)]
    st.markdown(f"**{say('data.sources', language)}.** {' · '.join(links)}")
    content = resource.read()
    if resource.is_table:
        st.caption(say("data.preview", language))
        st.dataframe(as_text(content).head(PREVIEW_ROWS), hide_index=True, placeholder="", alt=say("data.preview", language))
    st.download_button(
        say("data.download", language), content, resource.path.name, told["mediatype"], key=f"get-{resource.name}", on_click="ignore",
        icon=":material/download:",
    )  # fmt: skip


def context(language: Language) -> None:
    """What the region set out to do, in our own words."""
    left, right = st.columns(2, gap="large")
    for column, part in ((left, "region"), (right, "villages")):
        column.markdown(f"### {say(f'context.{part}_title', language)}\n\n{say(f'context.{part}', language)}")
    st.caption(say("context.sources", language))
