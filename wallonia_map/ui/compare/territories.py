"""Territories side by side: table, two maps at one scale, proof."""

from html import escape

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.model import CountingRule, Selection, Vintage
from wallonia_map.place import Character, Community
from wallonia_map.questions.coverage import REGION
from wallonia_map.questions.perimeters import perimeter_text, perimeters
from wallonia_map.questions.territories import proof
from wallonia_map.questions.territory import CHARACTER, COMMUNITY, territory_of, territory_selection
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.compare import sections
from wallonia_map.ui.frame import markup
from wallonia_map.ui.frame.page_state import Values, one
from wallonia_map.ui.shared import map_panel, scene_button, sensitivity
from wallonia_map.ui.shared.legend import legend
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.view import View, municipality_of, view_params

#: Maps beside the table: more would be too small to read.
_MAPS = 2


def linked_codes(atlas: Atlas, vintage: Vintage) -> tuple[str, ...]:
    """Every code that a link may name: those of the list, and communities and characters as other pages write them."""
    longer = (*(f"{COMMUNITY}{word.value}" for word in Community), *(f"{CHARACTER}{word.value}" for word in Character))
    return (*sections.options(atlas, vintage), *longer)


def check(values: Values, atlas: Atlas) -> Values:
    """The page's values with its territories looked up, municipalities and perimeters in the codes of its vintage."""
    vintage = Vintage(next((item for item in values["vintage"] if item in set(Vintage)), Vintage.default()))
    listed = frozenset(sections.options(atlas, vintage))

    def known(code: str) -> list[str]:
        if (word := code.removeprefix(COMMUNITY).removeprefix(CHARACTER)) in listed:
            return [word]
        led = municipality_of(code, Selection(vintage=vintage), atlas)  # a code of before or after a merger
        return [led] if led else [perimeter_text(made) for made in perimeters([code], atlas, vintage)]

    return values | {name: tuple(dict.fromkeys(found for code in values[name] for found in known(code))) for name in ("t", "ref")}


def show(atlas: Atlas, chosen: dict[str, tuple[str, ...]], plain: Selection, language: Language) -> None:
    """The page in its « territories » mode; `plain` has its rule and vintage."""
    selection = plain.replace(programmes=chosen["programme"])
    rule = CountingRule(one(chosen, "share"))
    if not chosen["t"]:
        st.info(say("compare.empty", language), icon=":material/add_location_alt:")
    codes = list(dict.fromkeys((*chosen["t"], one(chosen, "ref") or REGION)))
    board = st.container(key="board")  # as on Explore (ui/frame/screens.css)
    with board.container(key="board_table"):
        sections.side_by_side(atlas, codes, selection, rule, language)
    with board.container(key="board_side"):
        _maps(atlas, codes[:_MAPS], selection, language)
    sections.side_by_side_file(atlas, codes, selection, rule, language)
    statements = {sections.label(atlas, code, selection.vintage, language): _inside(atlas, code, selection) for code in codes}
    sensitivity.do_they_hold(atlas, {title: asked for title, asked in statements.items() if asked is not None}, language)
    sections.proof_lines(proof(atlas, selection, rule), language)


def _inside(atlas: Atlas, code: str, selection: Selection) -> Selection | None:
    """The selection within one territory; None where no member is known."""
    return territory_selection(atlas, territory_of(atlas, code, selection.vintage), selection)


def _maps(atlas: Atlas, codes: list[str], selection: Selection, language: Language) -> None:
    """The first territories, painted with the same classes, each beside its legend."""
    for number, code in enumerate(codes):
        inside = _inside(atlas, code, selection)
        if inside is None:
            continue
        name = sections.label(atlas, code, selection.vintage, language)
        summary = view_summary(atlas, View(inside), language)
        pair = st.container(key=f"compare_pair_{number}")
        with pair.container(key=f"compare_pair_map_{number}"):
            map_panel.draw(summary, key=f"compare_{number}_map", height=None, quiet=True, label="map_label.quiet", name=name)
        with pair.container(key=f"compare_pair_key_{number}"):
            markup.html(f'<h2 class="small">{escape(name)}</h2>')
            legend(summary, map_key=f"compare_{number}_map", with_basis=number == len(codes) - 1)
            scene_button.add_button("explore", view_params(View(inside)), name, language, name=f"_{number}")
    if len(codes) == _MAPS:
        st.caption(say("compare.maps", language))
