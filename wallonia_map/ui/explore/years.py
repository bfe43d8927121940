"""The years: a step through them on the map, what began when, coverage as it grew, and both as tables and files."""

from html import escape

import pandas as pd
import streamlit as st

from wallonia_map.export.planner_tables import worded
from wallonia_map.export.years_chart import NARROW, WIDE, years_svg
from wallonia_map.i18n import Language, number, say
from wallonia_map.questions.start_years import every_year
from wallonia_map.questions.years import Years, years
from wallonia_map.ui.explore.choices import STATE, key
from wallonia_map.ui.frame import markup, widgets
from wallonia_map.ui.shared import drawing
from wallonia_map.ui.shared.programme_mark import named_html
from wallonia_map.ui.shared.table_download import take_away
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.years_words import at_end_told, dated_told, describe_years, years_notes

#: The session key of the box that holds the year.
BOX = "years_box"
#: The columns of coverage, as they are called.
_COVERAGE = ("column.municipalities_covered", "column.municipalities_not_known", "column.inhabitants_in_year")


def show_years(summary: ViewSummary) -> None:
    """The step, the sentence, the drawing with its key, the notes, the table, two files."""
    atlas, language, chosen = summary.atlas, summary.language, summary.view.selection
    _step(every_year(atlas), chosen.until, language)
    found = years(atlas, chosen)
    said = " ".join((dated_told(found, language), at_end_told(atlas, found, language)))
    notes = "".join(f"<p>{escape(text)}</p>" for text in years_notes(atlas, found, language))
    board = (
        f'<div class="years-board">{_chart(found, said, language)}<div>{_key(found, language)}<div class="note">{notes}</div></div></div>'
    )
    markup.html(f'<p class="said" role="status">{escape(said)}</p>{board}{_table(found, language)}')
    if not found.axis:
        return
    slug, told = say("slug.years", language), describe_years(atlas, found, language)
    for table, name, called, heading in (
        (found.starts, "years", slug, "years.files"),
        (found.growth, "years-growth", say("years.growth_slug", language), "years.files_growth"),
    ):
        st.caption(say(heading, language))
        take_away(atlas, worded(table, language), chosen, language, name=name, called=called, said=told)


def _step(axis: tuple[int, ...], shown: int | None, language: Language) -> None:
    """One year back, the year of the map, one year on; after the last year come all of them, those that are not known too. Nothing plays by itself."""
    places: tuple[int | None, ...] = (*axis, None)
    here = places.index(shown)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="years_step"):
        # The box is not the field itself: Streamlit forgets a widget of a tab that is left, and the year stays when one comes back.
        if widgets.held(BOX) != (None if shown is None else str(shown)):
            st.session_state[BOX] = None if shown is None else str(shown)
        widgets.selectbox(
            say("years.step", language), {str(year): str(year) for year in axis}, key=BOX, clearable=True, width=220,
            placeholder=say("years.every", language), on_change=_choose,
        )  # fmt: skip
        with st.container(horizontal=True, gap="small", width="content"):
            _way("previous", places[here - 1] if here else None, language, is_there=here > 0)
            _way("next", places[here + 1] if here < len(axis) else None, language, is_there=here < len(axis))
    held = widgets.held(key("until"))
    if held != (None if shown is None else str(shown)):
        st.rerun()  # the tab runs by itself, and the map stands outside it


def _choose() -> None:
    """The year of the box becomes that of the map."""
    held = widgets.held(BOX)
    STATE.set("until", *([held] if isinstance(held, str) else []))


def _way(name: str, year: int | None, language: Language, *, is_there: bool) -> None:
    icon = {"previous": ":material/chevron_left:", "next": ":material/chevron_right:"}[name]
    values = () if year is None else (str(year),)
    st.button(
        say(f"years.{name}", language), key=f"years_{name}", icon=icon, disabled=not is_there, on_click=STATE.set, args=("until", *values)
    )


def _chart(found: Years, said: str, language: Language) -> str:
    alt = f"{say('years.heading', language)}. {said}"
    drawn = ""
    for layout, name in ((WIDE, "years-chart"), (NARROW, "years-chart narrow")):  # the page's style shows the one that fits
        svg = years_svg(found, language, said, layout)
        drawn += drawing.picture(svg, alt, name) if svg else ""
    return f"<div>{drawn}</div>"


def _key(found: Years, language: Language) -> str:
    """What the colours of the drawing mean: every programme with how many initiatives of it are listed."""
    listed = found.starts.groupby("programme", sort=False)["initiatives"].sum()
    items = "".join(
        f"<li>{named_html(name, language)} <small>({escape(number(int(listed[name]), language))})</small></li>" for name in found.programmes
    )
    return f'<p class="note">{escape(say("years.legend", language))}</p><ul class="years-key">{items}</ul>'


def _table(found: Years, language: Language) -> str:
    """Year by year: what began of each programme, what had begun, coverage, inhabitants; what has no year comes last."""
    by_programme = found.starts.assign(place=found.starts.groupby("programme").cumcount()).pivot_table(
        index="place", columns="programme", values="initiatives", aggfunc="first", sort=False
    )
    names = [f"programme.{name}" for name in found.programmes]
    header = [say(name, language) for name in ("column.start_year", "years.all_programmes", "years.until", *_COVERAGE, *names)]
    unknown = say("value.not_known", language)

    def cell(value: object) -> str:
        return escape(unknown if pd.isna(value) else number(int(str(value)), language))

    rows = []
    for place, row in enumerate(found.growth.to_dict("records")):
        year = escape(unknown) if pd.isna(row["start_year"]) else str(int(row["start_year"]))
        told = [
            row[name]
            for name in ("initiatives", "initiatives_until", "municipalities_covered", "municipalities_not_known", "inhabitants_in_year")
        ]
        # Of what has no year, nothing can be said of the end of one: that is not a figure nobody knows, there is none.
        last = [cell(told[0]), *("–" for _ in told[1:])] if pd.isna(row["start_year"]) else [cell(value) for value in told]
        if year == str(found.selection.until):
            year = f"<strong>{year}</strong>"
        rows.append([year, *last, *(cell(by_programme.loc[place, name]) for name in found.programmes)])
    drawn = drawing.table(header, rows, numbers=range(1, len(header)))
    return f'<details class="more"><summary>{escape(say("years.table", language))}</summary>{drawn}</details>'
