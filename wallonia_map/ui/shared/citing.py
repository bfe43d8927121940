"""How to cite what a page shows: as text, and for BibTeX; both to be copied."""

import datetime
from html import escape

import streamlit as st

from wallonia_map.export.citation import CitedPart, bibtex, citation
from wallonia_map.i18n import Language, say
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import markup


def cite(atlas: Atlas, language: Language, address: str, part: CitedPart | None = None) -> None:
    """The citation of the data, or of a `part` of them, as it is read at `address`."""
    today = datetime.date.today()
    st.write(say("cite.lead", language))
    markup.html(f"<blockquote>{escape(citation(atlas.catalog, language, day=today, address=address, part=part))}</blockquote>")
    st.markdown(f"**{say('cite.bibtex', language)}**")
    entry = escape(bibtex(atlas.catalog, language, day=today, address=address, part=part))
    markup.html(f"<pre style='white-space:pre-wrap;overflow-wrap:anywhere'><code>{entry}</code></pre>")
