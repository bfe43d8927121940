"""What is said of two views side by side."""

from collections import defaultdict

from wallonia_map.i18n import say
from wallonia_map.views.summary import ViewSummary


def pair_point(left: ViewSummary, right: ViewSummary) -> str:
    """How many municipalities each covers; and that one colour means two things, where it does."""
    language = left.language
    figures = {side: f"{line.figures} ({line.share_said})" for side, line in (("left", left.meter[0]), ("right", right.meter[0]))}
    sentence = say("scene.pair", language, **figures)
    one, other = _meanings(left), _meanings(right)
    agree = all(one[colour] == other[colour] for colour in one.keys() & other.keys())
    return sentence if agree else f"{sentence} {say('scene.own_colours', language)}"


def pair_source(left: ViewSummary, right: ViewSummary) -> str:
    """What both rest on; what is the same of both, or begins alike and only goes on in one, once."""
    shorter, longer = sorted((left.source_line, right.source_line), key=len)
    return longer if longer.startswith(shorter) else f"{left.source_line} · {right.source_line}"


def _meanings(summary: ViewSummary) -> dict[str, set[str]]:
    """What each colour on the map stands for, where it is known."""
    meanings = defaultdict(set)
    for line in summary.legend_there:
        if line.is_known:
            meanings[line.colour].add(line.label)
    return dict(meanings)
