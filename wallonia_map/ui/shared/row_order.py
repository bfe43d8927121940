"""What stands first in a ranked table: a column's own sort leaves what is not known at the end, whichever way it runs."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import pandas as pd

from wallonia_map.i18n import Language, say
from wallonia_map.ui.frame import widgets


class RowOrder(StrEnum):
    """Which rows of a ranked table come first."""

    HIGH = "high"
    LOW = "low"
    NOT_KNOWN = "not_known"


#: The order of a list that has one of its own.
_LISTED = "listed"


def order_control(
    key: str,
    language: Language,
    *,
    column: str = "",
    names: Mapping[RowOrder, str] | None = None,
    as_listed: bool = False,
    orders: Sequence[RowOrder] = tuple(RowOrder),
) -> RowOrder | None:
    """Draw what may stand first, and return what the visitor wants there; None for the order of the list itself.

    Parameters
    ----------
    key
        The session key of the control.
    column
        The header of the column that the rows are ordered by, where the table has several figures.
    names
        What an order is called where high and low say too little.
    as_listed
        Whether the list has an order of its own, which is then offered first.
    orders
        The orders that make sense for the table.
    """
    label = say("table_order.label_by", language, column=column) if column else say("table_order.label", language)
    own = {_LISTED: say("table_order.listed", language)} if as_listed else {}
    options = own | {item.value: say(f"table_order.{item}", language) for item in orders}
    options |= {item.value: name for item, name in (names or {}).items()}
    default = next(iter(options))
    asked = widgets.segmented_control(label, options, key=key, default=default, required=True, persist_state="session") or default
    return None if asked == _LISTED else RowOrder(asked)


def ordered(rows: pd.DataFrame, by: str, order: RowOrder, ties: Sequence[str] = ()) -> pd.DataFrame:
    """`rows` by the column `by`; equal values by the columns `ties`, the highest first, and else as they came."""
    return rows.sort_values(
        [by, *ties], ascending=[order is RowOrder.LOW, *(False for _ in ties)], kind="stable",
        na_position="first" if order is RowOrder.NOT_KNOWN else "last",
    )  # fmt: skip
