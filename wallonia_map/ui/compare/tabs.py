"""What lies below the answer of two programmes against each other, one tab a part: only the open one is worked out."""

from collections.abc import Callable
from dataclasses import dataclass

from wallonia_map.export.planner_tables import difference_table, file_word
from wallonia_map.i18n import Language, say
from wallonia_map.model import Selection
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.compare import outcomes
from wallonia_map.ui.shared import part_tabs, sensitivity
from wallonia_map.ui.shared.documents import PICTURES, documents
from wallonia_map.ui.shared.row_choice import RowChoice
from wallonia_map.ui.shared.table_download import here, take_away
from wallonia_map.views.category_summary import ChangeSummary
from wallonia_map.views.measures import Measure
from wallonia_map.views.view import View

_TAB = "compare_part"


@dataclass(frozen=True)
class Answer:
    """What the page answered, which its parts speak of.

    Attributes
    ----------
    summary
        What becomes of the municipalities from one programme to the other.
    plain
        The rule, the vintage and the places of the page.
    choice
        The municipality that the map and the list choose together.
    """

    atlas: Atlas
    summary: ChangeSummary
    plain: Selection
    choice: RowChoice
    language: Language


def _municipalities(given: Answer) -> None:
    outcomes.outcome_list(given.atlas, given.summary, given.choice, given.language)


def _robust(given: Answer) -> None:
    asked = given.plain.replace(programmes=(given.summary.b,))
    sensitivity.how_it_holds(given.atlas, View(asked, Measure.COVERED), given.language)


def _download(given: Answer) -> None:
    summary, language = given.summary, given.language
    names = [file_word(say(f"programme.{name}", language)) for name in (summary.a, summary.b)]
    take_away(
        given.atlas, difference_table(summary), summary.view.selection, language, name="diff", called="_".join([summary.slug, *names]),
        said=outcomes.told(given.atlas, summary.question), cited=summary.selected.initiatives.index,
    )  # fmt: skip
    documents(summary, here(), PICTURES)


#: Part → what draws it, in the order of the tabs. No field of the page stands in a part, so no link asks for one.
PARTS: dict[str, Callable[[Answer], None]] = {"municipalities": _municipalities, "robust": _robust, "download": _download}
_TITLES = {"municipalities": "compare.list", "robust": "explore.part_robust", "download": "explore.part_download"}


def tabs(given: Answer) -> None:
    """The tabs, of which the list of municipalities is open at first."""
    part, tab = part_tabs.open_part(_TAB, {part: say(_TITLES[part], given.language) for part in PARTS})
    with tab:
        PARTS[part](given)
