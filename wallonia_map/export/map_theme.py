"""What a drawn map wears beside the colours of its classes: on paper, and light on black for a dark hall."""

from dataclasses import dataclass

from wallonia_map.views import palette


@dataclass(frozen=True)
class MapTheme:
    """The colours of a drawn map that stand for no class.

    Attributes
    ----------
    paper
        The ground that the map stands on.
    ink, halo
        Names, borders of provinces, dots and the chosen municipality, and what sets them off from the classes.
    casing
        A wider line below the borders of provinces (empty: none): light on black they cross the palest class, too.
    border, zero_border
        Borders between municipalities, and those of the palest class.
    outside, outside_border
        Municipalities that are not in view.
    hatch_line, hatch_ground
        « Not known ».
    dotted_ground
        « Not applicable », below dots of `hatch_line`.
    frame
        The edge of a map that shows a part of the region.
    """

    paper: str
    ink: str
    halo: str
    casing: str
    border: str
    zero_border: str
    outside: str
    outside_border: str
    hatch_line: str
    hatch_ground: str
    dotted_ground: str
    frame: str


LIGHT = MapTheme(
    paper=palette.PAPER, ink=palette.INK, halo="white", casing="", border="white", zero_border="#dcd7c2", outside="#f3f3f0", outside_border="#dededa",
    hatch_line=palette.NOT_KNOWN, hatch_ground=palette.HATCH_GROUND, dotted_ground=palette.NOT_APPLICABLE, frame=palette.RULE,
)  # fmt: skip
HALL = MapTheme(
    paper=palette.HALL_PAPER, ink=palette.HALL_INK, halo=palette.HALL_PAPER, casing=palette.HALL_PAPER, border=palette.DARK_BORDER,
    zero_border=palette.DARK_BORDER, outside=palette.DARK_OUTSIDE, outside_border=palette.DARK_BORDER, hatch_line=palette.DARK_NOT_KNOWN,
    hatch_ground=palette.DARK_HATCH_GROUND, dotted_ground=palette.HALL_PAPER, frame=palette.HALL_EDGE,
)  # fmt: skip
