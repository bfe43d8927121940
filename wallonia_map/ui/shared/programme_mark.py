"""The mark of a programme: its colour of `programmes.csv` in an outline, always before its name.

The one place where that colour is painted. Its outline is drawn in the text's own colour, which stands out from every ground whatever
the fill, and stays where a browser is told to use its own colours. Beside a map it is not painted: the classes' colours mean other things.
"""

from html import escape

from wallonia_map.i18n import say
from wallonia_map.model import Programme


def named_html(programme: str, language: str, *, text: str = "") -> str:
    """The mark and the name of a programme as HTML, escaped; `text` stands in the name's place."""
    return f"{mark_html(programme)}{escape(text or say(f'programme.{programme}', language))}"


def mark_html(programme: str) -> str:
    """The mark alone, for those who see it: the name that follows says the same."""
    colour = escape(str(Programme(programme).row["colour"]), quote=True)
    return f'<span class="programme-mark" style="background:{colour}" aria-hidden="true"></span>'
