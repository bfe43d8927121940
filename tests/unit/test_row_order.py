"""What stands first in a ranked table: zero is a value, what is not known is none."""

import pandas as pd
import pytest

from wallonia_map.ui.shared.row_order import RowOrder, ordered

ROWS = pd.DataFrame({"value": [2.0, None, 0.0, 2.0], "inhabitants": [1, 2, 3, 4]}, index=list("abcd"))


@pytest.mark.parametrize(("order", "wanted"), [(RowOrder.HIGH, "dacb"), (RowOrder.LOW, "cdab"), (RowOrder.NOT_KNOWN, "bdac")])
def test_rows_stand_in_the_order_that_is_asked_for(order, wanted):
    assert "".join(ordered(ROWS, "value", order, ("inhabitants",)).index) == wanted


def test_equal_values_stay_as_they_came():
    assert "".join(ordered(ROWS, "value", RowOrder.HIGH).index) == "adcb"
