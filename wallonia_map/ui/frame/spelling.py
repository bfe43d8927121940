"""Names as they are spelled, for lists that take letters as they are: « Liege » is to find Liège there too (page.js does the rest)."""

import json
from collections.abc import Iterable
from functools import lru_cache

from wallonia_map.ui.frame import markup


def teach(labels: Iterable[str], *, of: str = "names") -> None:
    """Tell the page every name in `labels` (« Liège · Luik · Lüttich ») that somebody may type otherwise: with accents, hyphens, apostrophes.

    In a style sheet, which takes no place on the page and is sent once; `of` tells the lists of a page apart.
    """
    markup.html(_sheet(tuple(labels), of))


@lru_cache(64)
def _sheet(labels: tuple[str, ...], of: str) -> str:
    names = dict.fromkeys(name for label in labels for name in label.split(" · "))
    written = json.dumps("|".join(name for name in names if not (name.isascii() and name.isalpha())), ensure_ascii=False)
    return f"<style>:root {{ --atlas-{of}: {written.replace('<', '')}; }}</style>"
