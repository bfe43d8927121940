"""How to cite what a page shows: as text, and for BibTeX; both to be copied."""

import datetime
from html import escape

from wallonia_map.export.citation import CitedPart, bibtex, citation
from wallonia_map.i18n import Language, say
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import markup


def cite(atlas: Atlas, language: Language, address: str, part: CitedPart | None = None) -> None:
    """The citation of the data, or of a `part` of them, as it is read at `address`."""
    markup.html(cite_html(atlas, language, address, part))


def cite_html(atlas: Atlas, language: Language, address: str, part: CitedPart | None = None) -> str:
    """The citation of `cite`, for a part that begins with a heading of its own."""
    today = datetime.date.today()
    text = escape(citation(atlas.catalog, language, day=today, address=address, part=part))
    entry = escape(bibtex(atlas.catalog, language, day=today, address=address, part=part))
    return (
        f"<p>{escape(say('cite.lead', language))}</p><blockquote>{text}</blockquote><p><strong>{escape(say('cite.bibtex', language))}</strong></p>"
        f"<pre style='white-space:pre-wrap;overflow-wrap:anywhere'><code>{entry}</code></pre>"
    )
