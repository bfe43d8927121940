"""Typst, offline: a template of ours, data as JSON, a drawing as SVG → a tagged PDF."""

import datetime
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Final

import typst

#: Accessible by its own standard: the compiler refuses a document without title, language or alternative texts.
STANDARD: Final = "ua-1"


@lru_cache
def _fonts() -> typst.Fonts:
    """The fonts of the drawings, then the compiler's own; never the machine's, so that every machine sets the same page."""
    from wallonia_map.export.typography import font_files, spare_fonts

    folders = [*sorted({str(path.parent) for path in font_files().values()}), str(spare_fonts())]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)


def typeset(
    template: str, data: Mapping[str, object], *, svg: bytes, day: datetime.date, language: str, drawings: Sequence[str] = ()
) -> bytes:
    """The PDF that `template` (a file beside this module) makes of `data` and the drawing `svg`.

    Data reach the template as JSON and are set as strings: nothing in them is ever read as markup. The same arguments give
    the same bytes. `drawings` are those of a document of several, each as SVG.
    """
    from wallonia_map.export.typography import displayable, drawing

    with drawing():  # the standard refuses a sign that no font can show
        told = {name: displayable(value) for name, value in data.items()} | {"language": language, "day": [day.year, day.month, day.day]}
    made: bytes = typst.compile(
        resources.files("wallonia_map.export").joinpath(template).read_bytes(),
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"data": json.dumps(told, ensure_ascii=False), "drawing": svg.decode("utf-8"), "drawings": json.dumps(list(drawings))},
        pdf_standards=STANDARD,
        timestamp=datetime.datetime.combine(day, datetime.time(12), datetime.UTC),
    )
    return made
