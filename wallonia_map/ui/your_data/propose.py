"""The keeper's way in: template, check row by row, preview, and the change ready to commit."""

from html import escape

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.model import Programme
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import widgets


def propose(atlas: Atlas, language: Language) -> None:
    """What is wanted, the template per programme, and what a filled one would change."""
    from wallonia_map.curation import (
        check_rows,  # loaded only when somebody opens this
        template,
        wanted,
    )

    st.write(say("your_data.propose_lead", language))
    items = "".join(f"<li>{escape(one.sentence(language.value))}</li>" for one in wanted(atlas))
    st.html(f"<p><strong>{escape(say('your_data.wanted', language))}</strong></p><ul>{items}</ul>")
    programmes = {item.value: say(f"programme_long.{item.value}", language) for item in Programme}
    programme = widgets.selectbox(
        say("filter.programme", language), programmes, key="propose_programme", width=420, placeholder=say("explore.pick", language)
    )
    programme = programme or Programme.SMART_REGION_2019.value
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
    given = st.file_uploader(say("your_data.filled", language), type=["csv", "xlsx"], key="propose_file", max_upload_size=5)
    if given is None:
        return
    proposal = check_rows(given.getvalue(), given.name, programme, atlas)
    if not proposal.is_sound:
        st.error(say("your_data.problems", language), icon=":material/error:")
        st.html("<ul>" + "".join(f"<li>{escape(problem.text(language.value))}</li>" for problem in proposal.problems[:50]) + "</ul>")
        return
    st.success(say("your_data.sound", language), icon=":material/check_circle:")
    _preview(atlas, proposal, language)


def _preview(atlas: Atlas, proposal: object, language: Language) -> None:
    from wallonia_map.curation import Proposal, RefusedError, pack, preview

    if not isinstance(proposal, Proposal):
        return
    try:
        seen = preview(atlas, proposal)
        content = pack(proposal, atlas, language=language.value, previewed=seen)
    except RefusedError as error:
        st.error(str(error))
        return
    st.html("<ul>" + "".join(f"<li>{escape(sentence)}</li>" for sentence in seen.sentences(language.value)) + "</ul>")
    st.download_button(
        say("your_data.pack", language), content, f"geodata-{proposal.programme}.zip", "application/zip", key="propose_pack", on_click="ignore",
        icon=":material/folder_zip:",
    )  # fmt: skip
