"""Parts of the data page: the reconciliation, every table, the context."""

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlsplit, urlunsplit

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from wallonia_map.i18n import Language, decimal, message_ids, number, say
from wallonia_map.model import Programme
from wallonia_map.questions.reconciliation import reconcile
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.tables.catalog import Resource
from wallonia_map.tables.loading import as_text
from wallonia_map.ui.frame import address, markup, widgets
from wallonia_map.ui.shared import citing, drawing
from wallonia_map.views.gaps import gap_text, programme_gap

PREVIEW_ROWS = 8
#: The parts of the page, in the order of the tabs; the first needs no word in the link.
PARTS = ("tables", "totals", "counting", "context", "cite")
_TAB, _PART = "data_part", "_data_part"


def tabs(language: Language) -> Sequence[DeltaGenerator]:
    """One tab a part, in step with the link (`?part=totals`), whatever the language; all are drawn, so that paper has them all."""
    names = {say(f"data.part_{part}", language): part for part in PARTS}
    if address.arrived():
        part = next(iter(address.parameters().get("part", ())), "")
    else:
        part = names.get(str(st.session_state.get(_TAB)), st.session_state.get(_PART, ""))
    part = part if part in PARTS else PARTS[0]
    st.session_state[_PART] = part
    title = next(name for name, named in names.items() if named == part)
    if st.session_state.get(_TAB) != title:
        st.session_state[_TAB] = title
    address.write({} if part == PARTS[0] else {"part": [part]})
    return st.tabs(list(names), key=_TAB, on_change="rerun")


def reconciliation(atlas: Atlas, language: Language) -> None:
    """Published total, ours, difference and source, row by row; an empty cell is « cannot be said »."""
    markup.html(reconciliation_html(atlas, language))


@atlas_cache(4)
def reconciliation_html(atlas: Atlas, language: Language) -> str:
    """The reconciliation as a table; every text is escaped."""
    names = ("subject", "measure", "published", "ours", "difference", "year", "source")
    header = [say(f"data.{name}", language) for name in names]
    rows = []
    for row in reconcile(atlas).itertuples():
        figures = [escape(_figure(value, language)) for value in (row.published, row.ours, row.difference)]
        note = f'<br><span class="note">{escape(atlas.texts.say(row.note, language))}</span>' if row.note else ""
        subject, measure = escape(say(f"subject.{row.programme}", language)), escape(say(f"total.{row.measure}", language))
        if pd.notna(row.vintage):
            figures[1] += f'<br><span class="note">{escape(_counted_in(row.vintage, row.population_year, language))}</span>'
        rows.append([subject, f"{measure}{note}", *figures, str(row.year), markup.outside_link(row.source)])
    return drawing.stack(header, rows, numbers=(2, 3, 4), thirds=(3, 3, 1, 1, 1, 1, 2))


def _counted_in(vintage: str, year: int | None, language: Language) -> str:
    """The municipalities and the population that a total of ours was counted in."""
    return (
        say("data.ours_in", language, vintage=vintage) if pd.isna(year) else say("data.ours_in_year", language, vintage=vintage, year=year)
    )


def _figure(value: float, language: Language) -> str:
    if pd.isna(value):
        return ""
    return number(value, language) if float(value).is_integer() else decimal(value, language, 2)


def wanted(atlas: Atlas, language: Language) -> None:
    """What is missing most."""
    text = gap_text(atlas, language)
    if not text:
        return
    st.info(f"**{say('data.wanted', language)}.** {text}", icon=":material/search:")


def tables(atlas: Atlas, language: Language) -> None:
    """The table that is chosen, with preview, sources and download; then every resource in one list."""
    resources = atlas.catalog.resources
    names = {name: say(f"resource.{name}", language) for name in resources}
    name = widgets.selectbox(say("data.choose_table", language), names, key="table", width=480, placeholder=say("explore.pick", language))
    with st.container(border=True):
        _table(atlas, resources[name or next(iter(resources))], language)
    _part(say("data.every_table", language), tables_html(atlas, language))


@atlas_cache(4)
def tables_html(atlas: Atlas, language: Language) -> str:
    """Every resource: rows, licence of its sources, known gaps; every text is escaped."""
    header = [say(f"data.column_{name}", language) for name in ("table", "count", "licence", "gaps")]
    rows = []
    for resource in atlas.catalog.resources.values():
        told = (
            say(f"resource.{resource.name}", language),
            _count(resource, language),
            _licence(resource, language),
            _gap(atlas, resource, language),
        )
        rows.append([escape(text) for text in told])
    return drawing.stack(header, rows, numbers=(1,), with_unit=(1,), thirds=(3, 1, 2, 3))


def _gap(atlas: Atlas, resource: Resource, language: Language) -> str:
    programme = resource.name.removeprefix("keeper-")
    if resource.name.startswith("keeper-") and programme in Programme:
        return programme_gap(atlas, programme, language) or say("gap.none", language)
    gap = f"gap.{resource.name}"
    return say(gap if gap in message_ids(language) else "gap.none", language)


def _count(resource: Resource, language: Language) -> str:
    told = resource.told
    return say("data.rows", language, n=told["rows"]) if resource.is_table else say("data.shapes", language, n=told["features"])


def _licence(resource: Resource, language: Language) -> str:
    licences = {say("data.facts", language) if source["licence"] == "facts" else source["licence"] for source in resource.told["sources"]}
    return ", ".join(sorted(licences))


def _in_one_language(columns: list[str], language: Language) -> list[str]:
    """`columns` without those that say in another language what one of them says in `language`."""
    own = {name.removesuffix(f"_{language}") for name in columns if name.endswith(f"_{language}")}
    others = {f"{stem}_{other}" for stem in own for other in Language if other != language}
    return [name for name in columns if name not in others]


def _table(atlas: Atlas, resource: Resource, language: Language) -> None:
    _preview(atlas, resource.name, language, atlas.catalog.fingerprint)
    st.download_button(
        say("data.download", language), resource.read, resource.path.name, resource.told["mediatype"], key=f"get-{resource.name}",
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip


@st.cache_data(show_spinner=False, max_entries=256)
def _preview(_atlas: Atlas, name: str, language: Language, fingerprint: str) -> None:  # noqa: ARG001 (the fingerprint is part of the key)
    """What a table is, and its first rows; drawn once for all who ask, and played again."""
    atlas, resource = _atlas, _atlas.catalog.resources[name]
    told = resource.told
    facts = [_count(resource, language), say("data.keeper" if told["atlas:keeper"] else "data.built", language), f"geodata/{told['path']}"]
    if told["atlas:vintage"]:
        facts.append(say("data.vintage", language, vintage=told["atlas:vintage"]))
    sources = " · ".join(_source(source, language) for source in told["sources"])
    paragraphs = [
        f'<p class="note">{escape(" · ".join([*facts, say("data.licence", language, licence=_licence(resource, language))]))}</p>',
        f"<p><strong>{escape(say('data.column_gaps', language))}.</strong> {escape(_gap(atlas, resource, language))}</p>",
        f"<p><strong>{escape(say('data.sources', language))}.</strong> {sources}</p>",
    ]
    markup.html(f'<div class="about-table">{"".join(paragraphs)}</div>')
    if resource.is_table:
        rows = _first_rows(atlas, resource.name)
        shown = _in_one_language(list(rows.columns), language)
        st.caption(say("data.preview" if len(shown) == len(rows.columns) else "data.preview_in_language", language))
        rows = rows[shown]
        called = {name: st.column_config.Column(say(f"column.{name}", language), help=name) for name in rows.columns}
        st.dataframe(rows, hide_index=True, placeholder="", alt=say("data.preview", language), column_config=called)


def _source(source: Mapping[str, str], language: Language) -> str:
    """What a table comes from, by name; a link where it has an address."""
    name = say(f"data_source.{source['name']}", language)
    return markup.outside_link(source["path"], name) if source.get("path") else escape(name)


@atlas_cache(8)
def _first_rows(atlas: Atlas, name: str) -> pd.DataFrame:
    return as_text(atlas.catalog.resources[name].read()).head(PREVIEW_ROWS)


def counting(language: Language) -> None:
    """How coverage is counted."""
    _part(say("data.counting", language), f"<p>{escape(say('data.counting_text', language))}</p>")


def context(language: Language) -> None:
    """What the region set out to do, in our own words."""
    told = "".join(
        f"<div><h3>{escape(say(f'context.{part}_title', language))}</h3><p>{escape(say(f'context.{part}', language))}</p></div>"
        for part in ("region", "villages")
    )
    sources = f'<p class="note">{escape(say("context.sources", language))}</p>'
    _part(say("data.context", language), f'<div class="context">{told}</div>{sources}')


def cite(atlas: Atlas, language: Language) -> None:
    """The citation as text, and for BibTeX; both to be copied."""
    _part(say("cite.heading", language), citing.cite_html(atlas, language, here_without_query()))


def _part(heading: str, body: str) -> None:
    """A part of the page as one element, whichever tab is open: each element costs every run the same, however little it says."""
    markup.html(f'<section class="part"><h2>{escape(heading)}</h2>{body}</section>')


def here_without_query() -> str:
    """The address of this page as the visitor's browser reaches it."""
    given = urlsplit(st.context.url or "http://localhost:8501/data")
    return urlunsplit((given.scheme, given.netloc, given.path, "", ""))
