"""A perimeter of one's own, in a dialog: its name and municipalities, and at once what they are together."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.model import Selection
from wallonia_map.place import Bounds, Perimeter
from wallonia_map.questions.perimeter_facts import perimeter_facts, with_neighbours
from wallonia_map.questions.perimeters import LONGEST_NAME, MOST, perimeter_name, perimeter_of, perimeter_text
from wallonia_map.questions.places import group_members, groups_of_every_period
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import municipalities_to_search
from wallonia_map.ui.frame import markup, page_parts, spelling, widgets
from wallonia_map.ui.frame.page_state import PageState, key
from wallonia_map.ui.shared import perimeter_bounds
from wallonia_map.uploads.pasted_places import MOST_CHARACTERS, MOST_ENTRIES, PastedPlaces, pasted_places
from wallonia_map.views.perimeter_words import perimeter_lines
from wallonia_map.views.place_words import group_label

#: The draft: widgets' keys, which outlive the dialog, so that it can be closed to look at the map.
NAME, PLACES, PASTED, GROUP = "perimeter_name", "perimeter_places", "perimeter_pasted", "perimeter_group"
#: The page whose dialog is to open, the perimeter that the draft replaces, what became of the last list, and
#: whether the dialog is to close.
_ASKED, _REPLACES, _READ, _DONE = "_perimeter_asked", "_perimeter_replaces", "_perimeter_read", "_perimeter_done"
#: Entries of a list that are named with their reason; the others have stayed in the list.
_MOST_REASONS = 20


@dataclass(frozen=True)
class PerimeterField:
    """The field `name` of a page that holds perimeters, as links write them (beside other values, perhaps)."""

    state: PageState
    name: str = "perimeter"

    @property
    def page(self) -> str:
        """The page's name."""
        return self.state.page

    @property
    def values(self) -> tuple[str, ...]:
        """What the field holds."""
        return self.state.fields[self.name].from_widget(widgets.held(key(self.page, self.name)))

    @property
    def most(self) -> int:
        """How many it may hold."""
        return min(MOST, self.state.fields[self.name].most)


def buttons(atlas: Atlas, field: PerimeterField, chosen: Selection, language: Language) -> None:
    """One button that opens the dialog, and one for each perimeter of `chosen`, to change it."""
    with st.container(horizontal=True, gap="small"):
        for held in chosen.perimeters:
            st.button(
                say("perimeter.edit", language, name=page_parts.plain(perimeter_name(held, language))),
                key=f"{field.page}-{field.name}-{perimeter_text(held)}", on_click=_open, args=(atlas, field.page, chosen, held),
            )  # fmt: skip
        st.button(
            say("perimeter.compose", language), key=f"{field.page}_{field.name}_compose", icon=":material/add_location_alt:", on_click=_open,
            args=(atlas, field.page, chosen, None),
        )  # fmt: skip


def _open(atlas: Atlas, page: str, chosen: Selection, held: Perimeter | None) -> None:
    """Ask for the dialog, with a perimeter to change or the draft as it was left, in the codes of the view's vintage."""
    st.session_state[_ASKED] = page
    if held is not None:
        st.session_state[NAME], st.session_state[_REPLACES] = held.name, perimeter_text(held)
        perimeter_bounds.write(held.bounds)
    draft = held or perimeter_of("", _codes(), atlas, chosen.vintage)
    st.session_state[PLACES] = list(draft.codes) if draft is not None else []


def compose_with(page: str, codes: Iterable[str]) -> None:
    """Ask for the dialog of `page` with a new draft of the municipalities `codes`. For a callback."""
    _forget()
    st.session_state[_ASKED], st.session_state[PLACES] = page, sorted(codes)


def dialog(atlas: Atlas, field: PerimeterField, chosen: Selection, language: Language, *, on_map: str | None = None) -> None:
    """Draw the dialog where a button of this page asked for it; `on_map` is the municipality chosen on the map."""
    if st.session_state.get(_ASKED) == field.page:
        del st.session_state[_ASKED]
        # A dialog runs alone: what fails in it does not reach the edge of the page.
        draw = page_parts.one_sentence_for_errors(language)(_compose)
        st.dialog(say("perimeter.title", language), width="large")(draw)(atlas, field, chosen, language, on_map)


def _compose(atlas: Atlas, field: PerimeterField, chosen: Selection, language: Language, on_map: str | None) -> None:
    if st.session_state.pop(_DONE, False):
        st.rerun()
    making, told = st.columns(2, gap="large")
    with making:
        st.text_input(
            say("perimeter.name", language), key=NAME, max_chars=LONGEST_NAME, placeholder=say("perimeter.name_placeholder", language),
            persist_state="session",
        )  # fmt: skip
        names = municipalities_to_search(atlas, chosen.vintage, language)
        spelling.teach(names.values())
        widgets.multiselect(
            say("perimeter.places", language), names, key=PLACES, placeholder=say("explore.choose_municipality", language), select_all=False,
            filter_mode="contains", wrap=True, persist_state="session",
        )  # fmt: skip
        _more_places(atlas, chosen, language, on_map)
        _paste(atlas, chosen, language)
        perimeter_bounds.inputs(language)
    codes = _codes()
    with told:
        _told(atlas, codes, chosen, language)
        if len(field.values) >= field.most and st.session_state.get(_REPLACES) not in field.values:
            st.caption(say("perimeter.full", language, most=field.most))
            return
        if codes:
            with st.container(horizontal=True, gap="small"):
                st.button(
                    say("perimeter.use", language), key="perimeter_use", type="primary", on_click=_use, args=(atlas, field, chosen),
                )  # fmt: skip
                st.button(say("perimeter.empty_out", language), key="perimeter_empty", type="tertiary", on_click=_forget)


def _more_places(atlas: Atlas, chosen: Selection, language: Language, on_map: str | None) -> None:
    """Municipalities by a group, by their neighbours, and by the map."""
    groups = {group: group_label(atlas, group, chosen.vintage, language) for group in groups_of_every_period(atlas)}
    widgets.selectbox(
        say("perimeter.group", language), groups, key=GROUP, clearable=True, placeholder=say("perimeter.group_choose", language),
        filter_mode="contains", on_change=_add_group, args=(atlas, chosen),
    )  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("perimeter.add_neighbours", language), key="perimeter_neighbours", disabled=not _codes(),
            on_click=_add_neighbours, args=(atlas, chosen),
        )  # fmt: skip
        if on_map is not None and on_map not in _codes():
            name = atlas.municipality_name(on_map, chosen.vintage, language)
            st.button(say("perimeter.add_chosen", language, name=name), key="perimeter_chosen", on_click=_add, args=([on_map],))


def _paste(atlas: Atlas, chosen: Selection, language: Language) -> None:
    st.text_area(
        say("perimeter.paste", language), key=PASTED, max_chars=MOST_CHARACTERS, height=96, help=say("perimeter.paste_help", language),
        persist_state="session",
    )  # fmt: skip
    st.button(say("perimeter.paste_add", language), key="perimeter_paste", on_click=_add_pasted, args=(atlas, chosen, language))
    read: PastedPlaces | None = st.session_state.get(_READ)
    if read is not None:
        markup.html(f'<div role="status">{_read_html(read, language)}</div>')


def _read_html(read: PastedPlaces, language: Language) -> str:
    """What became of the list, every refused entry with its reason."""
    lines = [f'<p class="note">{escape(say("perimeter.read", language, n=len(read.codes)))}</p>']
    if read.refused:
        reasons = "".join(f"<li>{escape(reason)}</li>" for _, reason in read.refused[:_MOST_REASONS])
        more = len(read.refused) - _MOST_REASONS
        rest = f"<li>{escape(say('perimeter.more', language, n=more))}</li>" if more > 0 else ""
        lines.append(
            f'<p class="note">{escape(say("perimeter.refused", language, n=len(read.refused)))}</p><ul class="note">{reasons}{rest}</ul>'
        )
    if read.not_read:
        lines.append(f'<p class="note">{escape(say("perimeter.not_read", language, most=MOST_ENTRIES))}</p>')
    return "".join(lines)


def _told(atlas: Atlas, codes: tuple[str, ...], chosen: Selection, language: Language) -> None:
    """What the municipalities are together; said again whenever it changes."""
    if not codes:
        markup.html(f'<p class="said" role="status">{escape(say("perimeter.empty", language))}</p>')
        return
    lines = perimeter_lines(
        atlas,
        perimeter_facts(atlas, codes, Selection(rule=chosen.rule, vintage=chosen.vintage, population_year=chosen.population_year)),
        chosen,
        language,
        perimeter_bounds.held(),
    )
    body = "".join(
        f"<h3>{escape(heading)}</h3>" + "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences) for heading, sentences in lines
    )
    markup.html(f'<div class="perimeter-facts" role="status">{body}</div>')


def _codes() -> tuple[str, ...]:
    """The municipalities of the draft."""
    held = widgets.held(PLACES)
    return tuple(sorted(map(str, held))) if isinstance(held, list) else ()


def _add(codes: Iterable[str]) -> None:
    """Add municipalities to the draft, after those that are there."""
    held = widgets.held(PLACES)
    st.session_state[PLACES] = list(dict.fromkeys([*(held if isinstance(held, list) else ()), *codes]))


def _add_group(atlas: Atlas, chosen: Selection) -> None:
    members = group_members(atlas, chosen.vintage)
    _add(sorted(members.loc[members["group"] == widgets.held(GROUP), "nis"]))
    st.session_state[GROUP] = None


def _add_neighbours(atlas: Atlas, chosen: Selection) -> None:
    _add(with_neighbours(atlas, _codes(), chosen.vintage))


def _add_pasted(atlas: Atlas, chosen: Selection, language: Language) -> None:
    """Add what the list names; what is not understood stays in it."""
    read = pasted_places(atlas, str(st.session_state.get(PASTED, "")), chosen.vintage, language)
    st.session_state[_READ], st.session_state[PASTED] = read, "\n".join(entry for entry, _ in read.refused)
    _add(read.codes)


def _use(atlas: Atlas, field: PerimeterField, chosen: Selection) -> None:
    """Put the perimeter into the page's field, in the place of the one that it was made from."""
    made = perimeter_of(str(st.session_state.get(NAME, "")), _codes(), atlas, chosen.vintage)
    if made is None:
        return
    made = replace(made, bounds=perimeter_bounds.held())
    replaced, text = st.session_state.get(_REPLACES), perimeter_text(made)
    held = field.values
    field.state.set(field.name, *dict.fromkeys([text if one == replaced else one for one in held] if replaced in held else [*held, text]))
    _forget()
    st.session_state[_DONE] = True


def _forget() -> None:
    """Begin with an empty draft."""
    st.session_state[NAME], st.session_state[PLACES], st.session_state[PASTED] = "", [], ""
    perimeter_bounds.write(Bounds())
    st.session_state.pop(_REPLACES, None)
    st.session_state.pop(_READ, None)
