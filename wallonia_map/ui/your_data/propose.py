"""The keeper's way in: template, check row by row, preview, and the change ready to commit."""

from html import escape

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import widgets
from wallonia_map.ui.your_data.proposed import LISTED, bullets, refused, show_proposal

#: A programme that there is not yet, and a series of an official publisher; no id of a programme begins so.
_NEW, _OFFICIAL = "+", "+official"


def propose(atlas: Atlas, language: Language) -> None:
    """What is wanted, the template per programme, and what a filled one would change."""
    from wallonia_map.curation import (  # when somebody opens it
        check_filled,
        members_template,
        template,
        texts_template,
        untranslated,
        wanted,
    )
    from wallonia_map.curation.keeper_tables import OTHER_TABLES, named, programmes_of
    from wallonia_map.curation.untranslated import summary
    from wallonia_map.ui.your_data.new_programme import new_programme
    from wallonia_map.ui.your_data.official import official_series

    st.write(say("your_data.propose_lead", language))
    lacking, absent = untranslated(atlas), wanted(atlas)
    sentences = [*(one.sentence(language.value) for one in absent), summary(lacking, language.value)]
    st.html(f"<p><strong>{escape(say('your_data.wanted', language))}</strong></p>{bullets(sentences)}")
    programmes = {name: say(f"programme_long.{name}", language) for name in programmes_of(atlas.catalog)}
    programmes |= {name: named(name, language.value) for name in OTHER_TABLES}
    choices = programmes | {_OFFICIAL: say("keeper.official.choice", language), _NEW: say("keeper.programme.new", language)}
    programme = widgets.selectbox(
        say("filter.programme", language), choices, key="propose_programme", width=420, placeholder=say("explore.pick", language)
    )
    programme = programme or next(iter(programmes))
    if programme == _NEW:
        new_programme(atlas, language)
        return
    if programme == _OFFICIAL:
        official_series(atlas, language)
        return
    if programme == "texts" and lacking:
        made = texts_template(atlas, "xlsx", language.value)
        st.html(bullets([one.sentence(language.value) for one in lacking[:LISTED]]))
    else:
        made = template(programme, "xlsx", language.value, catalog=atlas.catalog)
    st.download_button(
        say("your_data.template", language),
        made.content,
        made.name,
        made.media_type,
        key="propose_template",
        on_click="ignore",
        icon=":material/download:",
    )
    if any(one.kind == "members" and one.programme == programme for one in absent):
        members = members_template(atlas, programme, "xlsx", language.value)
        st.download_button(
            say("your_data.template_members", language), members.content, f"members-{members.name}", members.media_type, key="propose_members",
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip
    given = st.file_uploader(say("your_data.filled", language), type=["csv", "xlsx"], key="propose_file", max_upload_size=5)
    if given is None:
        return
    proposal = check_filled(given.getvalue(), given.name, programme, atlas)
    if not proposal.is_sound:
        refused([problem.text(language.value) for problem in proposal.problems[:LISTED]], language)
        return
    st.success(say("your_data.sound", language), icon=":material/check_circle:")
    if proposal.questions:
        st.warning(say("your_data.odd", language), icon=":material/help:")
        st.html(bullets([one.text(language.value) for one in proposal.questions[:LISTED]]))
        if not st.checkbox(say("your_data.odd_right", language), key="propose_odd"):
            return
    show_proposal(atlas, proposal, language)
