"""How a visitor's column is shown, and the parameters of a scene that say so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wallonia_map.model import Programme, RoleRule
from wallonia_map.views.class_choice import BoundsError, ClassChoice, checked
from wallonia_map.views.classing import INFINITE

ONLY = ("covered", "not-covered")


@dataclass(frozen=True)
class ColumnDisplay:
    """How a column is shown: per inhabitants or not, how it is classed, beside which programme, and which places are left."""

    per: bool = False
    choice: ClassChoice = ClassChoice.QUANTILES
    bounds: tuple[float, ...] = ()
    programme: str = ""
    rule: RoleRule = RoleRule.STRICT
    only: str = ""


def display_params(look: ColumnDisplay) -> dict[str, list[str]]:
    """A look as parameters of a scene; what is at its default is left out."""
    plain = ColumnDisplay()
    told = {
        "per": ["1"] if look.per else [],
        "classes": [look.choice.value] if look.choice is not plain.choice else [],
        "bounds": [repr(bound) for bound in look.bounds],
        "programme": [look.programme] if look.programme else [],
        "role": [look.rule.value] if look.rule is not plain.rule else [],
        "only": [look.only] if look.only else [],
    }
    return {name: values for name, values in told.items() if values}


def display_from_params(params: Mapping[str, Sequence[str]]) -> ColumnDisplay:
    """The look of a scene; what is not known in it is left out, so that a hostile file is harmless."""

    def one(name: str, valid: Sequence[str], default: str) -> str:
        return next((value for value in params.get(name, ()) if value in valid), default)

    programme = one("programme", [item.value for item in Programme], "")
    try:
        told = [float(text) for text in params.get("bounds", ()) if len(text) <= 40]
        bounds = checked(told) if all(abs(bound) < INFINITE for bound in told) else ()
    except (ValueError, BoundsError):
        bounds = ()
    return ColumnDisplay(
        one("per", ["1"], "") == "1", ClassChoice(one("classes", [item.value for item in ClassChoice], ClassChoice.QUANTILES.value)), bounds,
        programme, RoleRule(one("role", [item.value for item in RoleRule], RoleRule.STRICT.value)), one("only", ONLY, "") if programme else "",
    )  # fmt: skip
