"""What a link says that was not understood, and what it may have meant."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wallonia_map.i18n import listing, say
from wallonia_map.model import Vintage
from wallonia_map.questions.perimeters import MOST, is_perimeter_text, unknown_codes
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.suggestions import did_you_mean, nearest
from wallonia_map.views.link_values import valid_values

#: What is named at most; the rest is counted. Values that are compared, and how long a text is quoted.
MOST_NAMED, MOST_VALUES, LONGEST = 5, 2_000, 40
#: Parameters whose text is free, and those that other programs add to links.
_FREE, _FOREIGN = ("q",), ("utm_", "fbclid", "gclid", "mc_", "embed")


@dataclass(frozen=True)
class NotUnderstood:
    """A value of a parameter that no page knows (of a parameter that none knows, the name alone), and the nearest valid one.

    `most` is how many values a page takes where this is one too many.
    """

    name: str
    value: str
    near: str = ""
    most: int = 0


def not_understood(
    given: Mapping[str, Sequence[str]], chosen: Mapping[str, Sequence[str]], atlas: Atlas, valid: Mapping[str, Sequence[str]] | None = None
) -> tuple[NotUnderstood, ...]:
    """What a page left out of the parameters `given`: it has those of `chosen`, with the values that it made of them.

    `valid` are values of parameters that only this page has, to look for the nearest one. A value that is known and not chosen is no slip:
    a page takes the first of several where one may be chosen.
    """
    vintage = Vintage(next(iter(chosen.get("vintage", ())), Vintage.default().value))
    known = valid_values(atlas, vintage) | {name: list(values) for name, values in (valid or {}).items()}
    found: list[NotUnderstood] = []
    taken: Counter[str] = Counter()
    pairs = [(name, value) for name, values in given.items() for value in values][:MOST_VALUES]
    for name, value in dict.fromkeys(pairs):
        if name not in chosen:
            if not name.startswith(_FOREIGN):
                found.append(NotUnderstood(name, "", next(iter(nearest(name, chosen)), "")))
        elif is_perimeter_text(value):
            taken[name] += 1
            too_many = [NotUnderstood(name, value, most=MOST)] if taken[name] > MOST else []
            found += too_many or [NotUnderstood(name, code) for code in unknown_codes(value, atlas, vintage)]
        elif not _is_understood(name, value, chosen[name], known.get(name, ())):
            near = _nearest(name, value, known.get(name, ()), atlas, vintage) if len(found) < MOST_NAMED else ""
            found.append(NotUnderstood(name, value, near))
    return tuple(dict.fromkeys(found))


def _is_understood(name: str, value: str, chosen: Sequence[str], known: Sequence[str]) -> bool:
    if name in _FREE or not value or value in chosen or value in known or value == "0":
        return True
    if name == "nis":  # a code of before a merger, or a name, leads to another code
        return bool(chosen)
    return name == "indicator" and value.partition(":")[0] in {one.partition(":")[0] for one in chosen}


def _nearest(name: str, value: str, known: Sequence[str], atlas: Atlas, vintage: Vintage) -> str:
    if name in ("nis", "municipality"):
        near = did_you_mean(value[:80], atlas.gazetteer, atlas.codes_by_base(vintage))
        return f"{atlas.municipality_name(near[0], vintage, 'fr')}, {near[0]}" if near else ""
    names = {
        atlas.territory_name(code, language): code for code in known if code in atlas.territories.index for language in ("fr", "nl", "de")
    }
    found = next(iter(nearest(value, [*known, *names])), "")
    return names.get(found, found)


def notice_text(found: Sequence[NotUnderstood], language: str) -> str:
    """One sentence that names what was not understood, a few at most, and counts the rest."""
    told = []
    for one in found[:MOST_NAMED]:
        quoted = say("link.value", language, name=_short(one.name), value=_short(one.value)) if one.value else _short(one.name)
        quoted = say("link.most", language, told=quoted, most=one.most) if one.most else quoted
        told.append(say("link.near", language, told=quoted, near=one.near) if one.near else quoted)
    more = len(found) - MOST_NAMED
    return say(
        "link.notice", language, n=len(found), told=listing([*told, *([say("link.more", language, n=more)] if more > 0 else [])], language)
    )


def _short(text: str) -> str:
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    return printable if len(printable) <= LONGEST else f"{printable[: LONGEST - 1]}…"
