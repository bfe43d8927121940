"""Every sentence in French, English, Dutch and German; numbers, shares, amounts and dates as each writes them."""

from wallonia_map.i18n.formats import area, date_long, decimal, euro, exact, fixed, number, per_cent, percent
from wallonia_map.i18n.messages import Language, listing, message_ids, say, say_alone, typeset

__all__ = [
    "Language",
    "area",
    "date_long",
    "decimal",
    "euro",
    "exact",
    "fixed",
    "listing",
    "message_ids",
    "number",
    "per_cent",
    "percent",
    "say",
    "say_alone",
    "typeset",
]
