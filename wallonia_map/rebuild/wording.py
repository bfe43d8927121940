"""What the descriptor says of each table and column in English: the keeper's catalogue describes them, the app's own words name them.

What rows of the data are called is taken from these rows, never from the data that the app may have loaded.
"""

import re
from typing import Any

from wallonia_map.i18n.messages import Language, say, words_of

_EMPTY = "Empty: not known."
#: Tables of which there is one for each programme, or each vintage; and the column that each vintage adds.
_KEEPER, _BOUNDARIES = "keeper-", "boundaries_"
_CODE = re.compile(r"nis_(\d{4})")


def of_table(name: str, declared: dict[str, Any]) -> dict[str, str]:
    """Title and description of a table, as far as there are any."""
    rows = declared.get("row", {})
    if name.startswith(_KEEPER):
        programme = name.removeprefix(_KEEPER)
        title = str(declared["programme_names"].get(programme, programme))
        row = str(rows.get("keeper", "")).format(name=title)
    elif name.startswith(_BOUNDARIES):
        title = say("resource.boundaries_of", Language.EN, vintage=name.removeprefix(_BOUNDARIES))
        row = str(rows.get("boundaries", ""))
    else:
        title, row = _own(f"resource.{name}"), str(rows.get(name, ""))
    return ({"title": title} if title else {}) | ({"description": f"One row is {row}."} if row else {})


def of_column(name: str, table: str, declared: dict[str, Any], *, may_be_empty: bool) -> dict[str, str]:
    """Title and description of a column of `table`, as far as there are any; of one that may be empty, what that means."""
    told, code = declared.get("column", {}), _CODE.fullmatch(name)
    text = str(told.get(f"{table}.{name}") or told.get(name, ""))
    if not text and code:
        text = str(told.get("nis", ""))
    if text and may_be_empty and "Empty:" not in text:
        text = f"{text} {_EMPTY}"
    title = say("column.nis_in", Language.EN, vintage=code[1]) if code else _own(f"column.{name}")
    return ({"title": title} if title else {}) | ({"description": text} if text else {})


def _own(message: str) -> str:
    return str(words_of(Language.EN).get(message, ""))
