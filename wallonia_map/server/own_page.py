"""A page of the server's own, for a reader, without a script: heading, lead, one way on, the other languages."""

from html import escape
from pathlib import Path
from urllib.parse import urlencode

from wallonia_map.i18n import Language, say
from wallonia_map.server import query

TEMPLATE = Path(__file__).with_name("own_page.html")


def own_page(
    language: Language, given: query.Parameters, *, title: str, lead: str, address: str, label: str, body: str = "", note: str = ""
) -> str:
    """The HTML of a page.

    Parameters
    ----------
    language, given
        Its language, and the parameters of its address, which the links to the other languages keep.
    title, lead, note
        Texts, escaped here.
    address, label
        Where the way on leads, and what it is called.
    body
        HTML between them and the note.
    """
    others = [
        f'<a href="?{escape(urlencode({**{name: values for name, values in given.items() if name != query.LANGUAGE}, query.LANGUAGE: other.value}, doseq=True))}" '
        f'lang="{other.value}" hreflang="{other.value}">{other.value.upper()}</a>'
        for other in Language
        if other is not language
    ]  # fmt: skip
    return TEMPLATE.read_text(encoding="utf-8").format(
        language=language.value, app=escape(say("app.title", language)), title=escape(title), lead=escape(lead), address=escape(address),
        label=escape(label), body=body, note=escape(note), languages=" · ".join(others),
    )  # fmt: skip


def no_such_page(language: Language, given: query.Parameters, names: list[str], *, site: str) -> str:
    """What is answered where no page is: a sentence, and the pages `names` that there are, under the address `site`."""
    asked = {} if language is Language.FR else {query.LANGUAGE: language.value}
    suffix = f"?{urlencode(asked)}" if asked else ""
    items = "".join(f'<li><a href="{escape(f"{site}{name}{suffix}")}">{escape(say(f"page.{name}", language))}</a></li>' for name in names)
    return own_page(
        language, given, title=say("link.no_page", language), lead=say("link.no_page_lead", language), address=f"{site}{suffix}",
        label=say("link.to_home", language), body=f"<ul>{items}</ul>",
    )  # fmt: skip
