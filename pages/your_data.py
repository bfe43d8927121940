import streamlit as st

from wallonia_map.i18n import say
from wallonia_map.ui import address, data, navigation, own_correct, own_map, own_parts, own_table, page_parts, propose

navigation.require_frame()
language = navigation.language()
atlas = data.atlas()
address.write({})

page_parts.heading(say("your_data.heading", language))
page_parts.lead(say("your_data.lead", language))
given = own_table.upload(language)
# Each part in its own place: were one to grow by a line, Streamlit would show those below twice while the page runs.
with st.container():
    table = own_correct.read(*given, language) if given is not None else None
with st.container():
    own = own_table.choose(atlas, table, language) if table is not None else None
with st.container():
    if own is not None:
        own_parts.report(own, language)
with st.container():
    if own is not None:
        own_parts.joined(own, language)
with st.container():
    if own is not None:
        own_map.own_map(atlas, own, language)
with st.expander(say("your_data.propose", language), icon=":material/library_add:", key="propose", on_change="rerun") as opened:
    if opened.open:
        propose.propose(atlas, language)
