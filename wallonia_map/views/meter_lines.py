"""The three denominators of a coverage as they are written, with a range where some of it is not known."""

from dataclasses import dataclass

from wallonia_map.i18n import area, number, say
from wallonia_map.questions.coverage import Coverage
from wallonia_map.views.not_known import share_said, share_written


@dataclass(frozen=True)
class MeterLine:
    """One denominator of coverage: share from 0 to 1, the share as written, and what it is a share of.

    `not_known` is the share of which it is not known whether it is covered: what is written is then a range, with a dash where it stands
    alone (`share_written`) and in words in a sentence (`share_said`).
    """

    share: float
    share_written: str
    share_said: str
    figures: str
    not_known: float = 0.0


def meter_of(coverage: Coverage, language: str) -> tuple[MeterLine, MeterLine, MeterLine]:
    """Coverage in municipalities, inhabitants and km², each as share and in words."""
    municipalities, inhabitants, surface = coverage.most
    parts = (
        ("municipalities", *(number(n, language) for n in (coverage.municipalities_covered, municipalities, coverage.municipalities))),
        ("inhabitants", *(number(n, language) for n in (coverage.inhabitants_covered, inhabitants, coverage.inhabitants))),
        ("area", *(area(n, language) for n in (coverage.area_covered_km2, surface, coverage.area_km2))),
    )
    lines = []
    for (name, low, high, whole), share, unsure in zip(parts, coverage.shares, coverage.not_known_shares, strict=True):
        if low == high:
            figures = say(f"meter.{name}", language, n=coverage.municipalities_covered if name == "municipalities" else low, of=whole)
        else:
            figures = say(f"meter.{name}_range", language, low=low.removesuffix("\u00a0km²"), high=high, of=whole)
        most = share + unsure
        lines.append(MeterLine(share, share_written(share, most, language), share_said(share, most, language), figures, unsure))
    one, two, three = lines
    return one, two, three
