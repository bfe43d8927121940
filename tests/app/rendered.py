"""Everything that a page says, widget by widget: labels, options, helps, placeholders, tables, HTML."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from streamlit.testing.v1 import AppTest

from wallonia_map.i18n import Language, say

#: What a browser never shows of an element: its identity, its data, where it leads.
_UNSEEN = {
    "id", "form_id", "icon", "js_content", "css_content", "json", "json_args", "arrow_data", "deferred_file_id", "url", "url_pathname", "page_script_hash", "query_string", "component_name", "columns", "raw_value",
    "raw_values", "type", "key", "language", "element_id", "page", "href", "value",
}  # fmt: skip
#: Fields of the data of our components whose texts the browser shows.
_SHOWN_FIELDS = {"title", "told", "alt", "words"}
_ALTERNATIVES = re.compile(r"""\b(?:alt|title|aria-label)=["']([^"']*)["']""")
_MARKUP = re.compile(r"<style.*?</style>|<code.*?</code>|<script.*?</script>|<[^>]+>", re.DOTALL)


def said(at: AppTest) -> Iterator[tuple[str, str]]:
    """Each text that the page shows, with the kind of element that shows it."""
    for element in _elements(at._tree):
        kind = type(element).__name__
        proto = getattr(element, "proto", None)
        if proto is not None:
            for text in _strings(proto):
                yield kind, text
        if getattr(element, "type", "") == "bidi_component":
            yield from ((kind, plain(text)) for text in _component_texts(component_data(element), ""))
        if kind in ("Dataframe", "Table"):
            yield from ((kind, text) for text in _table(element))


def _elements(block: Any) -> Iterator[Any]:
    for child in block.children.values():
        yield child
        if hasattr(child, "children"):
            yield from _elements(child)


def _strings(proto: Any) -> Iterator[str]:
    for field, value in proto.ListFields():
        if field.name in _UNSEEN and not (field.name == "value" and type(proto).__name__ in ("Markdown", "Text")):
            continue
        for item in value if not isinstance(value, str) and hasattr(value, "__iter__") and not hasattr(value, "ListFields") else [value]:
            if isinstance(item, str):
                yield plain(item)
            elif hasattr(item, "ListFields"):
                yield from _strings(item)


def component_data(element: Any) -> Any:
    """What a component of ours is given, as JSON in a text or in bytes."""
    return json.loads(element.proto.json or element.proto.bytes or "null")


def _component_texts(given: Any, name: str) -> Iterator[str]:
    """What a component of ours writes of the data that it is given; sentences with holes are filled in by its script."""
    if isinstance(given, dict):
        for field, value in given.items():
            yield from _component_texts(value, name if name in _SHOWN_FIELDS else field)
    elif isinstance(given, list):
        for value in given:
            yield from _component_texts(value, name)
    elif isinstance(given, str) and name in _SHOWN_FIELDS and "{" not in given:
        yield given


def _table(element: Any) -> Iterator[str]:
    table = element.value
    columns = json.loads(element.proto.columns or "{}")
    for name in table.columns:
        if columns.get(name, {}).get("type_config", {}).get("type") == "link":  # an address, which a browser never shows
            yield str(columns[name]["label"])
            continue
        label = columns.get(name, {}).get("label")
        yield str(label) if label else str(name)
        yield from (str(cell) for cell in table[name] if isinstance(cell, str))


def plain(text: str) -> str:
    """HTML as its words, with the alternatives of its pictures."""
    alternatives = " \n ".join(_ALTERNATIVES.findall(text))
    return unescape(f"{_MARKUP.sub(' ', text)} {alternatives}")


def open_part_and_change_language(at: AppTest, tab: str, title: str, language: Language) -> None:
    """Open the part `title` of the tabs `tab` in French; it is still open in another language."""
    at.session_state[tab] = say(title, Language.FR)
    at.run()
    at.session_state["lang"] = language.value
    at.run()
    assert not at.exception
    assert at.session_state[tab] == say(title, language)
