"""All places of a page by name, for who would rather look along a list than type."""

from collections.abc import Mapping
from html import escape

from wallonia_map.i18n import Language, say
from wallonia_map.ui.frame import markup

#: A list of more names than this is closed at first.
OPEN_AT_ONCE = 8


def name_index(groups: Mapping[str, Mapping[str, str]], language: Language) -> None:
    """Draw the names in groups, each a link: title of a group → address of a page → name that leads there."""
    parts = []
    for title, names in groups.items():
        counted = escape(say("filter.option", language, name=title, n=len(names)))
        links = "".join(f'<li><a href="{escape(address)}">{escape(name)}</a></li>' for address, name in names.items())
        is_open = " open" if len(names) <= OPEN_AT_ONCE else ""
        parts.append(f'<details class="more"{is_open}><summary>{counted}</summary><ul class="names">{links}</ul></details>')
    markup.html("".join(parts))
