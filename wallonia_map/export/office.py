"""What slides, workbook and geographic files share: the file's name, text that XML can hold, the pages cited."""

import unicodedata

from wallonia_map.facts import Facts
from wallonia_map.i18n import say
from wallonia_map.selection import to_params


def file_name(facts: Facts, contents: str, ending: str) -> str:
    """What is inside: atlas, contents, vintage, filtered or all, language."""
    chosen, language = facts.view.selection, facts.language
    filtered = say("download.name.filtered" if to_params(chosen) or chosen.municipalities else "download.name.all", language)
    return f"{say('download.name.atlas', language)}_{contents}_{chosen.vintage.value}_{filtered}_{language.value}.{ending}"


def clean(text: str) -> str:
    """`text` on one line, without what XML cannot hold or the eye cannot see: control characters, half letters, marks of direction."""
    spaced = " ".join(text.splitlines()).replace("\t", " ")
    return "".join(letter for letter in spaced if not unicodedata.category(letter).startswith("C"))


def cited(facts: Facts) -> list[str]:
    """The public pages that the initiatives of a view cite, sorted as the receipt does."""
    tables = facts.atlas.tables
    citations = tables["citations"]
    own = citations[(citations["table"] == "initiatives") & citations["subject"].isin(facts.selected.initiatives.index)]
    urls = tables["sources"].set_index("source_id")["url"]
    return [str(url) for url in urls.reindex(sorted(own["source_id"].unique()))]
