"""Parts that several pages share: heading, lead, footer, the page's language."""

import datetime
import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from wallonia_map.i18n import Language, date_long, message_ids, say
from wallonia_map.model import Vintage
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import markup

#: A comment of the page's script up to the end of its line.
_COMMENT = re.compile(r"(^|\s)//\s.*")


def heading(text: str) -> None:
    """The one heading of a page."""
    st.title(text, anchor=False)


def result(text: str, *, told: str = "") -> None:
    """The sentence that says what the page found: where the skip link leads, and what is announced when it changes.

    `told` is announced in its place where the sentence does not say enough by itself.
    """
    markup.html(result_html(text, told=told))


def result_html(text: str, *, told: str = "") -> str:
    """The sentence of `result`, for a part that begins with it."""
    return f'<p class="said result" tabindex="-1" data-told="{escape(told or text)}">{escape(text)}</p>'


def text_alternative(text: str) -> None:
    """What a map says, in words, beside it."""
    markup.html(f'<p class="said" role="note">{escape(text)}</p>')


def plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()<>#+-.!|$~:" else sign for sign in text)


def lead(text: str) -> None:
    """What a page is for, in a sentence or two."""
    markup.html(lead_html(text))


def lead_html(text: str) -> str:
    """The sentences of `lead`, for a part that begins with them."""
    return f'<p class="lead">{escape(text)}</p>'


@contextmanager
def one_sentence_for_errors(language: Language) -> Iterator[None]:
    """Tell the visitor of an unforeseen error in one sentence of their language, and the log in full.

    The outermost edge of a page, where Streamlit would say it in English: whatever it is, menu and footer stand, and nothing is passed
    over (tests fail on what is logged here). Streamlit's own stop and rerun are no `Exception` and go through.
    """
    try:
        yield
    except Exception:  # foreseen errors were told where they arose
        logging.getLogger(__name__).exception("a page failed")
        st.error(say("app.failed", language), icon=":material/error:")


def footer(atlas: Atlas, language: Language) -> None:
    """Licence, vintage, population year and version of what is shown."""
    year = atlas.own_year(Vintage.default())
    told = say("app.footer", language, vintage=Vintage.default().value, year=str(year), version=atlas.catalog.version)
    markup.html(
        f'<footer class="foot">{escape(say("app.title", language))} · {escape(told)}<br>{escape(say("app.footer_sources", language))}</footer>'
    )


def head(language: Language, heading: str = "", lead: str = "") -> None:
    """Tell the browser and the screen reader what Streamlit does not, and paper whose page it is: nothing of it takes a place on the screen.

    A page that the menu names for the eye has its one `heading`, and the `lead` that says what it is for, here: for the ear and for paper.

    The browser's share is language, a way past the menu, what has changed; paper's, above the title, is the atlas and the day. Beside the
    stage's keys and the link of a talk the only script of the pages; words reach it as data.
    """
    day = say("app.printed", language, date=date_long(datetime.date.today(), language))
    paper = f'<p class="paper"><span>{escape(say("app.title", language))}</span><span>{escape(day)}</span></p>'
    named = (f"<h1>{escape(heading)}</h1>" if heading else "") + (lead_html(lead) if lead else "")
    markup.html(_declared(language) + paper + named, scripts=True)


@cache
def _declared(language: Language) -> str:
    words = {
        "upload": "app.upload",
        "filters": "explore.filters",
        "menu": "app.menu",
        "preparing": "app.preparing",
        "failed": "app.not_made",
        "nothing": "app.nothing_found",
    }
    style = "<style>:root {" + " ".join(f"--atlas-{name}: '{say(message, language)}';" for name, message in words.items()) + "}</style>"
    said = {
        "skip": "app.skip_to_results",
        "upload": "app.upload",
        "menu": "app.menu",
        "preparing": "app.preparing",
        "ready": "app.ready",
        "failed": "app.not_made",
    }
    ours, theirs = message_ids(language), message_ids(Language.EN)
    own_words = {theirs[message]: ours[message] for message in ours if message.startswith("streamlit.")}
    units = say("file_size.units", language).split()
    told = json.dumps(
        {"lang": language.value, "streamlit": own_words, "units": units, **{name: say(message, language) for name, message in said.items()}}
    )
    lines = (Path(__file__).parent / "page.js").read_text(encoding="utf-8").splitlines()
    code = " ".join(filter(None, (_COMMENT.sub("", line).strip() for line in lines)))  # every run has it hashed, and each line dedented
    return f"{style}<script>{code}\natlasPage({told});</script>"
