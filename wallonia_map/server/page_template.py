"""Streamlit's page in our words, in two parts: what is the same for every view of a language, and what a view says of itself."""

import re
from functools import cache, lru_cache
from html import escape
from pathlib import Path

import wallonia_map
from wallonia_map.i18n import Language, say_alone
from wallonia_map.server.preload import STREAMLIT, heading_typeface

STYLE_SHEETS = [Path(wallonia_map.__file__).parent / "ui" / "frame" / name for name in ("style.css", "screens.css", "forced_colours.css")]
FIRST_PAINT = Path(__file__).with_name("first_paint.html")
#: The theme's grounds (.streamlit/config.toml, which a test compares): no white flash before the page is there.
GROUND = Path(__file__).with_name("ground.html")
#: What is replaced in Streamlit's page; a test finds each of them once in the version that is installed.
LANG, TITLE, HEAD_END, BODY, ROOT = '<html lang="en">', "<title>Streamlit</title>", "</head>", "<body>", '<div id="root"></div>'
NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_AHEAD = '<script type="module" async src="./app/static/ahead.js"></script>'
_NO_MODULES = (
    "<script nomodule>document.getElementById('root').innerHTML = document.getElementsByTagName('noscript')[0].textContent;</script>"
)


@lru_cache(maxsize=64)
def beginning(language: Language, first: str = "", *, has_heading: bool = False) -> bytes:
    """The page as far as nothing depends on the view: with it a browser fetches every script while the rest is worked out.

    `first` is the address of a file that stands before them all: the shapes, of which a picture is drawn at once. Where the page
    `has_heading`, the typeface of that comes as soon: a text waits for its letters.
    """
    top, _ = _template().split(HEAD_END, 1)
    asked = f'<link rel="preload" as="fetch" crossorigin="anonymous" href="./{escape(first)}">{_AHEAD}' if first else _AHEAD
    typeface = heading_typeface() if has_heading else ""
    asked = (
        f'<link rel="preload" as="font" type="font/woff2" crossorigin="anonymous" href="./{escape(typeface)}">{asked}'
        if typeface
        else asked
    )
    asked = GROUND.read_text(encoding="utf-8").strip() + asked
    return top.replace(LANG, f'<html lang="{language.value}">', 1).replace(TITLE, asked, 1).encode("utf-8")


def rest(head: str, words: str = "") -> bytes:
    """The page from there on; `head` is the HTML that the view says of itself, `words` what stands of it until the page does."""
    before, after = _after()
    return f"{head}\n{before}{words}{after}".encode()


@cache
def _after() -> tuple[str, str]:
    """The page below its head, up to where its first words stand, and from there on."""
    _, below = _template().split(HEAD_END, 1)
    style = (
        f"<style>{''.join(sheet.read_text(encoding='utf-8') for sheet in STYLE_SHEETS)}</style>{FIRST_PAINT.read_text(encoding='utf-8')}"
    )
    below = f"{HEAD_END}{below}".replace(BODY, f"{BODY}\n{style}", 1).replace(ROOT, ROOT + _NO_MODULES, 1)
    below = NOSCRIPT.sub(lambda _: f"<noscript>{_without_scripts()}</noscript>", below, count=1)
    before, after = below.split(ROOT, 1)
    return before, ROOT + after


def _template() -> str:
    return (STREAMLIT / "index.html").read_text(encoding="utf-8")


def _without_scripts() -> str:
    """What who runs no scripts reads, in every language: what is needed, and the way to the atlas as one page."""
    return "".join(
        f"<p lang={language.value}>{escape(say_alone('without_scripts.need', language), quote=False)}<br>"
        f"<a href=./app/static/atlas-{language.value}.html>{escape(say_alone('without_scripts.page', language), quote=False)}</a></p>"
        for language in Language
    )
