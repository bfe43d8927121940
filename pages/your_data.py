import streamlit as st

from wallonia_map.i18n import say
from wallonia_map.ui.frame import address, app_data, navigation, page_parts
from wallonia_map.ui.your_data import column_map, correction, own_table, propose, report

language = navigation.language()
atlas = app_data.atlas()
address.write({})

page_parts.heading(say("your_data.heading", language))
page_parts.lead(say("your_data.lead", language))
given = own_table.upload(language)
# Each part in its own place: were one to grow by a line, Streamlit would show those below twice while the page runs.
with st.container():
    table = correction.read(given.content, given.name, given.token, language) if given is not None else None
with st.container():
    own = own_table.choose(atlas, table, given.token, language) if given is not None and table is not None else None
with st.container():
    if own is not None:
        report.report(own, language)
with st.container():
    if own is not None:
        report.joined(atlas, own, language)
with st.container():
    if own is not None:
        column_map.own_map(atlas, own, language)
with st.expander(say("your_data.propose", language), icon=":material/library_add:", key="propose", on_change="rerun") as opened:
    if opened.open:
        propose.propose(atlas, language)
