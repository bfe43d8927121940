"""Two programmes against each other: map and table of what is gained, kept, lost, never."""

import streamlit as st

from wallonia_map.atlas import Atlas
from wallonia_map.differences import difference
from wallonia_map.i18n import Language, say
from wallonia_map.model import Programme, RoleRule, Selection, Vintage
from wallonia_map.selection import select
from wallonia_map.ui import compare_parts, map_panel
from wallonia_map.ui.categories import OUTCOME_COLOURS, categorical
from wallonia_map.ui.page_state import key, one
from wallonia_map.ui.take_away import take_away

PAGE = "compare"


def show(atlas: Atlas, chosen: dict[str, tuple[str, ...]], language: Language) -> None:
    """The page in its « programmes » mode."""
    left, right = st.columns(2)
    for column, name in ((left, "a"), (right, "b")):
        column.selectbox(
            say(f"compare.{name}", language), [item.value for item in Programme], key=key(PAGE, name), placeholder=say("explore.pick", language),
            format_func=lambda item: say(f"programme_long.{item}", language),
        )  # fmt: skip
    one_, other = one(chosen, "a"), one(chosen, "b")
    if one_ == other:
        st.info(say("compare.same", language), icon=":material/compare_arrows:")
        return
    plain = Selection(rule=RoleRule(one(chosen, "role")), vintage=Vintage(one(chosen, "vintage")))
    found = difference(atlas, plain.but(programmes=(one_,)), plain.but(programmes=(other,)), language=language)
    names = [say(f"programme.{name}", language) for name in (one_, other)]
    st.subheader(say("compare.map_title", language, a=names[0], b=names[1]), anchor=False)
    left, right = st.columns([7, 6], gap="large")
    with left:
        both = select(atlas, plain.but(programmes=(one_, other)))
        labels = {outcome: say(f"compare.outcome.{outcome}", language) for outcome in OUTCOME_COLOURS}
        map_panel.draw(atlas, categorical(found.outcomes, OUTCOME_COLOURS, both), language, key="compare_map", quiet=True, labels=labels)
    with right:
        compare_parts.outcomes(found, language)
        compare_parts.notes(atlas, found, names[0], names[1], language)
    st.subheader(say("compare.list", language), anchor=False)
    compare_parts.outcome_list(atlas, found, language)
    said = say("compare.map_title", language, a=names[0], b=names[1])
    take_away(atlas, found.municipalities, plain, language, name=f"diff_{one_}_{other}", said=said, cited=both.initiatives.index)
