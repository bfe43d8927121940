"""Who could help: the choice of a municipality and a theme, and the peers that have an initiative with it."""

from html import escape

import streamlit as st

from wallonia_map.export.planner_tables import file_word, helpers_table
from wallonia_map.i18n import Language, decimal, say
from wallonia_map.model import RoleRule, Selection, Theme, Vintage
from wallonia_map.questions.peers import likeness_of, not_compared, who_could_help
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import markup, widgets
from wallonia_map.ui.frame.glossary import explained
from wallonia_map.ui.frame.page_state import key, one
from wallonia_map.ui.shared.likeness import likeness_choice
from wallonia_map.ui.shared.municipality_panel import initiative_html
from wallonia_map.ui.shared.municipality_select import municipality_box
from wallonia_map.ui.shared.table_download import take_away
from wallonia_map.ui.white_spots.sections import PAGE
from wallonia_map.views.peer_words import left_out_note, likeness_definition, likeness_names, own_unknown_note


def choice(atlas: Atlas, vintage: Vintage, language: Language) -> None:
    """For whom, about what, and who is left out."""
    markup.html(f"<p>{escape(say('white_spots.help_lead', language))}</p>{explained(('peers',), language)}")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        municipality_box(atlas, vintage, language, key=key(PAGE, "nis"), width=340)
        themes = {theme.value: say(f"theme.{theme.value}", language) for theme in Theme}
        widgets.selectbox(
            say("white_spots.theme", language), themes, key=key(PAGE, "theme"), width=240, placeholder=say("explore.pick", language)
        )
        same = {name: say(f"white_spots.same_{name}", language) for name in ("province", "language")}
        likeness_choice(key(PAGE, "like"), language)
        widgets.pills(say("explore.filters", language), same, key=key(PAGE, "same"), label_visibility="collapsed")


def helpers(atlas: Atlas, chosen: dict[str, tuple[str, ...]], rule: RoleRule, vintage: Vintage, language: Language) -> None:
    """The peers that have an initiative with the theme, nearest first: the list to take along."""
    nis = one(chosen, "nis")
    if not nis or nis not in atlas.municipalities(vintage).index:
        st.info(say("white_spots.choose", language), icon=":material/person_search:")
        return
    by = likeness_of(chosen["like"])
    left_out = not_compared(atlas, by, vintage)
    found = who_could_help(
        atlas, nis, one(chosen, "theme"), n=8, rule=rule, vintage=vintage, same_province="province" in chosen["same"], same_language="language" in chosen["same"],
        by=by, language=language,
    )  # fmt: skip
    if nis in left_out:
        st.info(own_unknown_note(by, language), icon=":material/help:")
        return
    if by:
        st.caption(
            " ".join(
                filter(
                    None, (say("peers.by", language, names=likeness_names(by, language)), left_out_note(atlas, left_out, vintage, language))
                )
            )
        )
    if found.empty:
        st.info(say("white_spots.no_helper", language))
    body = ""
    for _, rows in found.groupby("nis", sort=False):
        first = rows.iloc[0]
        told = say(
            "white_spots.helper", language, name=str(first["municipality"]), distance=decimal(float(first["distance"]), language, 2), inhabitants=int(first["inhabitants"]),
            character=say(f"municipality.character.{first['character']}", language),
        )  # fmt: skip
        items = "".join(initiative_html(atlas, str(row.initiative_id), str(row.role), language) for row in rows.itertuples())
        shared = f'<p class="small">{escape(say("white_spots.shared", language))}</p>' if rows["is_shared"].any() else ""
        body += f"<h3>{escape(told)}</h3>{shared}{items}"
    markup.html(body)
    if not found.empty:
        name = atlas.municipality_name(nis, vintage, language)
        theme = one(chosen, "theme")
        said = say("panel.labelled", language, name=say("white_spots.help", language), value=f"{name}, {say(f'theme.{theme}', language)}")
        said += f". {say('peers.by', language, names=likeness_names(by, language))}" if by else ""
        asked = Selection(themes=(theme,), rule=rule, vintage=vintage)
        take_away(
            atlas,
            helpers_table(atlas, found, language),
            asked,
            language,
            name="peers",
            called=f"{say('slug.peers', language)}_{nis}_{file_word(say(f'theme.{theme}', language))}",
            said=said,
            cited=set(found["initiative_id"]),
        )
    with st.expander(say("white_spots.definition_title", language), icon=":material/help:"):
        st.write(likeness_definition(by, language))
