"""What slides, workbook and geographic files share: text that XML can hold, the pages cited."""

import unicodedata

from wallonia_map.views.summary import ViewSummary


def clean(text: str) -> str:
    """`text` on one line, without what XML cannot hold or the eye cannot see: control characters, half letters, marks of direction."""
    spaced = " ".join(text.splitlines()).replace("\t", " ")
    return "".join(letter for letter in spaced if not unicodedata.category(letter).startswith("C"))


def cited(summary: ViewSummary) -> list[str]:
    """The public pages that the initiatives of a view cite, sorted as the receipt does."""
    tables = summary.atlas.tables
    citations = tables["citations"]
    own = citations[(citations["table"] == "initiatives") & citations["subject"].isin(summary.selected.initiatives.index)]
    urls = tables["sources"].set_index("source_id")["url"]
    return [str(url) for url in urls.reindex(sorted(own["source_id"].unique()))]
