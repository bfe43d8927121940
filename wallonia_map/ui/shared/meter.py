"""The coverage meter: three aligned bars for one statement, because they disagree and that is the story."""

from html import escape

from wallonia_map.i18n import say
from wallonia_map.questions.coverage import Coverage
from wallonia_map.ui.frame import markup
from wallonia_map.views.meter_lines import MeterLine, meter_of


def meter(title: str, coverage: Coverage, basis: str, language: str, *, level: int = 3, note: str = "") -> None:
    """Draw coverage in municipalities, inhabitants and km², each as bar, share and words, under a heading of `level`.

    `note` says what is not known of it, where there is anything.
    """
    markup.html(meter_html(title, coverage, basis, language, level=level, note=note))


def meter_html(title: str, coverage: Coverage, basis: str, language: str, *, level: int = 3, note: str = "") -> str:
    """The meter as HTML; every text is escaped."""
    rows = "".join(
        f'<div class="row">{bar_html(line)}'
        f'<div class="share">{escape(line.share_written)}</div><div class="what">{escape(line.figures)}</div></div>'
        for line in meter_of(coverage, language)
    )
    told_below = "".join(f'<p class="basis">{escape(text)}</p>' for text in (basis, note) if text)
    return f'<section class="meter"><h{level} class="meter-title">{escape(title)}</h{level}><div class="rows">{rows}</div>{told_below}</section>'


def bar_html(line: MeterLine) -> str:
    """The bar of one denominator: what is covered, then hatched what may be; the figures beside it say the same."""
    unsure = f'<span class="not-known" style="width:{line.not_known:.2%}"></span>' if line.not_known else ""
    return f'<div class="bar" aria-hidden="true"><span style="width:{line.share:.2%}"></span>{unsure}</div>'


def basis(rule: str, year: int, language: str) -> str:
    """What the figures rest on, in one line."""
    return say("meter.basis", language, rule=say(f"rule.{rule}.in_sentence", language), year=str(year))
