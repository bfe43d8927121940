"""A walk through every page and every scene of the default talk: what each says, read once per atlas and language and shared by tests."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

import pandas as pd
from streamlit.testing.v1 import AppTest

from tests.app.rendered import plain, said
from tests.app.test_pages import open_app, open_part
from wallonia_map.i18n import Language
from wallonia_map.ui.frame.glossary import glossary_html
from wallonia_map.views.talk import default_talk

#: What the page says to its own scripts: the notes of a scene stand in it.
_TOLD_TO_STAGE = re.compile(r"atlasStage\((\{.*?\})\);", re.DOTALL)
_ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[dh][^>]*>(.*?)</t[dh]>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
Visits = Mapping[str, tuple[str, dict[str, str | list[str]]]]


@dataclass(frozen=True)
class Page:
    """What one page said: its texts, frame aside, the rows of its tables cell by cell, and its exceptions."""

    texts: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    fails: tuple[str, ...] = field(default=())

    @property
    def whole(self) -> str:
        """All its texts in one."""
        return "\n".join(self.texts)

    def says(self, text: str) -> bool:
        """Whether it says `text`, whatever spaces stand in it."""
        return spaced(text) in self.whole


def spaced(text: str) -> str:
    """A text with plain single spaces."""
    return " ".join(text.split())


def walk(visits: Visits, language: Language, *, scenes: bool = True) -> dict[str, Page]:
    """Open every page of `visits` (name → page and parameters), then the scenes of the default talk one by one."""
    found = {name: _whole_of(page, open_app(page, lang=language.value, **params), language) for name, (page, params) in visits.items()}
    if scenes:
        at = open_app("stage", lang=language.value)
        found["stage"] = read(at, language)
        for place in range(len(default_talk().scenes)):
            at = at.button("stage_start" if place == 0 else "stage_next").click().run()
            found[f"scene {place + 1}"] = read(at, language)
    return found


def _whole_of(page: str, at: AppTest, language: Language) -> Page:
    """What a page says, on Explore with the parts that lie closed below its map."""
    parts = ["words", "municipalities", "initiatives", "need"] if page == "explore" else []
    pages = [read(open_part(at, part, language.value), language) for part in parts] or [read(at, language)]
    return Page(*(tuple(dict.fromkeys(one for page in pages for one in getattr(page, name))) for name in ("texts", "rows", "fails")))


def read(at: AppTest, language: Language) -> Page:
    """What a page says, without the glossary of its frame, whose words speak of no municipality."""
    bodies = [str(element.proto.body) for element in at.get("html")]
    notes = [str(value) for body in bodies for told in _TOLD_TO_STAGE.findall(body) for value in json.loads(told).values()]
    glossary = plain(glossary_html(language))
    texts = [text for _, text in said(at) if text != glossary]
    return Page(
        tuple(spaced(text) for text in (*texts, *notes) if text.strip()),
        (*_rows(bodies), *(row for element in at.dataframe for row in _cells(element.value))),
        tuple(str(element.value) for kind in (at.exception, at.error) for element in kind),
    )  # fmt: skip


def _rows(bodies: list[str]) -> Iterator[tuple[str, ...]]:
    for body in bodies:
        for row in _ROW.findall(body):
            yield tuple(spaced(unescape(_TAG.sub(" ", cell))) for cell in _CELL.findall(row))


def _cells(table: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    for row in table.itertuples(index=False):
        yield tuple("" if pd.isna(cell) else str(cell) for cell in row)
