"""The coverage meter: three aligned bars for one statement, because they disagree and that is the story."""

from html import escape

import streamlit as st

from wallonia_map.i18n import area, percent, say
from wallonia_map.questions.coverage import Coverage


def meter(title: str, coverage: Coverage, basis: str, language: str, *, level: int = 3, note: str = "") -> None:
    """Draw coverage in municipalities, inhabitants and km², each as bar, share and words, under a heading of `level`.

    `note` says what is not known of it, where there is anything.
    """
    st.html(meter_html(title, coverage, basis, language, level=level, note=note))


def meter_html(title: str, coverage: Coverage, basis: str, language: str, *, level: int = 3, note: str = "") -> str:
    """The meter as HTML; every text is escaped."""
    told = (
        say("meter.municipalities", language, n=coverage.municipalities_covered, of=coverage.municipalities),
        say("meter.inhabitants", language, n=coverage.inhabitants_covered, of=coverage.inhabitants),
        say("meter.area", language, n=area(coverage.area_covered_km2, language), of=area(coverage.area_km2, language)),
    )
    rows = "".join(
        f'<div class="row"><div class="bar" aria-hidden="true"><span style="width:{share:.2%}"></span></div>'
        f'<div class="share">{escape(percent(share, language))}</div><div class="what">{escape(text)}</div></div>'
        for share, text in zip(coverage.shares, told, strict=True)
    )
    told_below = "".join(f'<p class="basis">{escape(text)}</p>' for text in (basis, note) if text)
    return f'<section class="meter"><h{level} class="meter-title">{escape(title)}</h{level}>{rows}{told_below}</section>'


def basis(rule: str, year: int, language: str) -> str:
    """What the figures rest on, in one line."""
    return say("meter.basis", language, rule=say(f"rule.{rule}.in_sentence", language), year=str(year))
