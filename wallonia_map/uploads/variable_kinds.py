"""What a column's values are, and so what may become of them where rows meet: only counts and amounts add up.

The values decide: whole numbers that are not negative may be counts, money may be an amount. Everything else is not summed
until the visitor says so. Words of the header can only make this more careful, or say that a column is money.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from wallonia_map.tables.name_text import normalise
from wallonia_map.uploads.columns import ColumnType
from wallonia_map.uploads.reading import ReadTable
from wallonia_map.uploads.reshaping import Reshaped


class VariableKind(StrEnum):
    """What a column's values are, which says what becomes of them where rows meet or part."""

    AMOUNT = "amount"
    COUNT = "count"
    RATE = "rate"
    TEXT = "text"


@dataclass(frozen=True)
class Variable:
    """A column to join. A rate is recomputed from `numerator` and `denominator` (columns of the table), or left out, where rows meet."""

    column: str
    kind: VariableKind
    numerator: str | None = None
    denominator: str | None = None


#: Beginnings of words (accents and case aside, in four languages) of what does not add up: averages, indices, shares, ages,
#: prices, ranks, dates, coordinates and measurements.
_NOT_SUMMED = """
    moyen mean average avg gemiddeld durchschnitt mittel median mediaan taux tx rate ratio quot part pct percent pourcent procent
    prozent share aandeel anteil index indice indic indik densit dens dicht density age ages leeftijd alter lebenserwartung esperance
    expectancy score scoring note notation rang rank classement ranking plaats platz position annee year jaar jahr date datum mois
    month maand monat trimestre quarter kwartaal lat lon long lng latitude longitude coord breedtegraad lengtegraad breitengrad
    langengrad altitude elevation hoogte hohe temperature temperatuur temperatur distance afstand entfernung duree duration duur dauer
    delai delay prix price prijs preis loyer rent huur miete tarif tarief ecart gap kloof variation evolution croissance growth groei
    wachstum tendance trend coefficient coeff quartile decile percentile gini niveau level peil degre degree graad grad intensit
    vitesse speed snelheid geschwindigkeit frequence frequency frequentie haufigkeit rendement yield ertrag fecondit fertilit
    vruchtbaarheid fruchtbarkeit mortalit sterfte sterblichkeit natalit geburtenrate probabilit kans wahrscheinlich risque risk risico
    risiko satisfaction tevredenheid zufriedenheid concentration konzentration concentratie per par pro por pour potentiel solde saldo
    bilan norme norm cote rating classe class klasse categorie categorien code rapport pouls ph deciles quintile quintiel quintil
    percentiel percentil variance ecarttype stddev std esp
"""
#: Words that are meant whole: « par » begins « participants ».
_WHOLE_WORDS = """
    part parts tx age ages note notes rang rank year date mois lat lon long lng per par pro por pour code ph std esp norm norme cote
    class classe grad graad ipc kans plaats platz position level niveau rent huur gap trend risk index rate ratio share mean avg
"""
_WHOLE = frozenset(_WHOLE_WORDS.split())
_STEMS = tuple(stem for stem in _NOT_SUMMED.split() if stem not in _WHOLE)
#: Ends of compounds, in which Dutch and German put the word last.
_COMPOUND = (
    "dichtheid", "dichte", "graad", "quote", "quotient", "index", "cijfer", "ziffer", "ratio", "anteil", "aandeel", "prijs", "preis", "score",
    "satz", "durchschnitt", "gemiddelde", "mediaan", "median", "leeftijd", "salter", "miete", "niveau", "rate", "punkte", "verwachting", "erwartung",
)  # fmt: skip
_COUNTED = frozenset(["nombre", "nb", "nbre", "number", "aantal", "anzahl", "total", "totaal", "gesamt", "count", "effectif"])
_SIGNS = re.compile(r"%|‰|/\s*(?:1|hab|inw|einw|inh|km|m²|ha|cap)|\bp\.?\s?c\.?\b", re.IGNORECASE)
_MONEY = re.compile(
    r"€|\beur(?:o|os)?\b|\bk€|\bm€|(?:^|[\W_])(?:budget|montant|subside|subvention|depense|dépense|recette|co[uû]t|bedrag|uitgave|ontvangst|subsidie|toelage|kosten"
    r"|betrag|ausgabe|einnahme|zuschuss|förderung|amount|expenditure|revenue|cost|grant|subsidy|funding|dette|schuld|debt)s?(?:$|[\W_])",
    re.IGNORECASE,
)
_MONEY_CELL = re.compile(r"€|\bEUR\b|\beuros?\b", re.IGNORECASE)
_YEARS = (1900, 2100)


def does_not_add_up(header: str) -> bool:
    """Whether a header names something that must not be summed: an average, an index, a rate, a rank, a date, a coordinate."""
    if _SIGNS.search(header):
        return True
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header.replace("_", " "))
    words = normalise(spaced).split()
    return any(word in _WHOLE or word.startswith(_STEMS) or word.endswith(_COMPOUND) for word in words)


def guess_variables(table: ReadTable, columns: Iterable[str]) -> tuple[Variable, ...]:
    """A kind for every column, from its cells and its header: to be shown, and corrected."""
    return tuple(Variable(name, _kind(table, name)) for name in columns)


def guess_wide_variables(table: ReadTable, wide: Reshaped, columns: Iterable[str]) -> tuple[Variable, ...]:
    """As `guess_variables`, for columns of a table that was made wide: each is what the column of the long `table` is."""
    kind_of = {source: _kind(table, source) for source in dict.fromkeys(wide.sources.values())}
    return tuple(Variable(name, kind_of[wide.sources[name]]) for name in columns)


def _kind(table: ReadTable, name: str) -> VariableKind:
    if table.column(name).type is not ColumnType.NUMBER:
        return VariableKind.TEXT
    values, cells = table.numbers(name).dropna(), table.cells[name]
    if bool(cells.str.contains("%", regex=False).any()) or does_not_add_up(name) or _looks_like_a_year(name, values.tolist()):
        return VariableKind.RATE
    if _MONEY.search(name) or bool(cells.str.contains(_MONEY_CELL).any()):
        return VariableKind.AMOUNT
    whole = bool((values == values.round()).all()) and bool((values >= 0).all())
    return VariableKind.COUNT if whole else VariableKind.RATE


def _looks_like_a_year(name: str, values: list[float]) -> bool:
    """Whether all values are years, and the header is none itself (« 2019 » above inhabitants) and counts nothing."""
    if not values or name.strip().isdecimal() or set(normalise(name).split()) & _COUNTED:
        return False
    return len(values) > 1 and all(value == round(value) and _YEARS[0] <= value <= _YEARS[1] for value in values)
