"""A territory of any kind by its code: administrative, a group, a language community, an agency's perimeter or one of one's own."""

from dataclasses import dataclass

from wallonia_map.errors import UnknownValueError
from wallonia_map.i18n import say
from wallonia_map.model import LeadType, Programme, Role, Scope, Selection, Vintage
from wallonia_map.place import Character, Community
from wallonia_map.questions.coverage import REGION
from wallonia_map.questions.perimeters import perimeter_of, perimeter_text, perimeters
from wallonia_map.questions.places import place_columns, without_place_filters
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.tables.name_text import normalise
from wallonia_map.tables.names import lag_name
from wallonia_map.vocabulary import Kind, Word

#: What a link may write before the word of a community or a character; what the code of an agency begins with; what parts name and codes of one's own perimeter.
COMMUNITY, CHARACTER, AGENCY, OWN = "community-", "character-", "agency-", "~"
#: What follows the short name of an agency where a source names it in full, or with others.
_AFTER_NAME = (" (", " - ", " – ", ";")


class _Kinds(Kind):
    def ids(cls) -> tuple[str, ...]:  # noqa: N805 (a class of classes)
        groups = (item.membership_map for item in Programme.groups())
        return ("region", "province", "arrondissement", "community", "character", *groups, "agency", "perimeter", "municipality")


class TerritoryKind(Word, metaclass=_Kinds):
    """What a territory is: an administrative one, a group of one of the programmes of groups, or a perimeter."""

    kind = "kind of territory"


@dataclass(frozen=True)
class Territory:
    """A territory by its code; `members` are its municipalities.

    The code is a REFNIS code, the word of a community or a character, the id of a LAG in one period, `agency-…`, or a perimeter as links write it.
    A LAG of which no member is known has none; `possible` are those of which no source says whether they are members. In 2025, a municipality is a member if one of the parts it was merged
    from is: Bastogne as a whole, Bertogne included.
    """

    code: str
    kind: TerritoryKind
    members: tuple[str, ...]
    possible: tuple[str, ...] = ()

    @property
    def is_group(self) -> bool:
        """Whether it is a group of a programme of groups."""
        return self.kind in _group_kinds().values()

    @property
    def name(self) -> str:
        """The name that the maker of one's own perimeter gave it; empty of every other kind."""
        return self.code.partition(OWN)[0] if self.kind is TerritoryKind.PERIMETER else ""


@dataclass(frozen=True)
class Agency:
    """An inter-municipal agency: its short name, and its initiatives that name a perimeter."""

    name: str
    initiatives: tuple[str, ...]


def _group_kinds() -> dict[str, TerritoryKind]:
    """The kind of territory that the groups of a programme are."""
    return {item.value: TerritoryKind(item.membership_map) for item in Programme.groups()}


@atlas_cache(4)
def agencies(atlas: Atlas) -> dict[str, Agency]:
    """The agencies that lead an initiative for a perimeter, by code, in the order of their names."""
    rows = atlas.initiatives
    rows = rows[(rows["scope"] == Scope.PERIMETER) & (rows["lead_type"] == LeadType.AGENCY)]
    names = rows["lead"].map(_short_name)
    found = {name: Agency(name, tuple(map(str, names.index[names == name]))) for name in sorted(set(names), key=normalise) if name}
    return {AGENCY + "-".join(normalise(name).split()): agency for name, agency in found.items()}


def _short_name(lead: str) -> str:
    """« BEP » of « BEP - Bureau économique … », « IDELUX » of « IDELUX (avec le BEP) »."""
    ends = [place for sign in _AFTER_NAME if (place := lead.find(sign)) > 0]
    return lead[: min(ends, default=len(lead))].strip()


@atlas_cache(4)
def territory_codes(atlas: Atlas) -> tuple[str, ...]:
    """The code of every territory that is no municipality and no perimeter of one's own, the largest kinds first."""
    lags = atlas.initiatives.index[atlas.initiatives["programme"].isin(Programme.groups())]
    words = (item.value for item in (*Community, *Character))
    return (
        REGION, *atlas.territories_of("province"), *atlas.territories_of("arrondissement"), *words, *sorted(lags, reverse=True),
        *agencies(atlas),
    )  # fmt: skip


@atlas_cache(4096)
def territory_of(atlas: Atlas, code: str, vintage: Vintage | None = None) -> Territory:
    """The territory that `code` names, with the municipalities of `vintage`.

    Raises
    ------
    UnknownValueError
        If no territory has that code.
    """
    vintage = vintage or Vintage.default()
    rows = atlas.municipalities(vintage)
    if code == REGION:
        return Territory(code, TerritoryKind.REGION, tuple(rows.index))
    if code in rows.index:
        return Territory(code, TerritoryKind.MUNICIPALITY, (code,))
    for kind in (TerritoryKind.PROVINCE, TerritoryKind.ARRONDISSEMENT):
        inside = rows.index[rows[f"{kind.value}_nis"] == code]
        if len(inside):
            return Territory(code, kind, tuple(inside))
    for kind, begin, words in ((TerritoryKind.COMMUNITY, COMMUNITY, Community), (TerritoryKind.CHARACTER, CHARACTER, Character)):
        word = code.removeprefix(begin)
        if word in set(words):
            columns = place_columns(atlas, Selection(vintage=vintage))
            return Territory(word, kind, tuple(columns.index[columns[kind.value] == word]))
    if code in agencies(atlas):
        return Territory(code, TerritoryKind.AGENCY, _named(atlas, agencies(atlas)[code].initiatives, vintage, possible=False))
    kinds, programme = _group_kinds(), atlas.initiatives["programme"].get(code, "")
    if programme in kinds:
        sure, perhaps = (_named(atlas, (code,), vintage, possible=possible) for possible in (False, True))
        return Territory(code, kinds[programme], sure, perhaps)
    own = own_perimeter(atlas, code, vintage)
    if own is not None:
        return own
    raise UnknownValueError("territory", code, (*territory_codes(atlas), *rows.index))


def own_perimeter(atlas: Atlas, text: str, vintage: Vintage) -> Territory | None:
    """One's own perimeter as links write it, led to `vintage`; None where no municipality of it is known."""
    found = perimeters([text] if OWN in text else [], atlas, vintage)
    return Territory(perimeter_text(found[0]), TerritoryKind.PERIMETER, found[0].codes) if found else None


def _named(atlas: Atlas, initiatives: tuple[str, ...], vintage: Vintage, *, possible: bool) -> tuple[str, ...]:
    """The municipalities that rows of some initiatives name, or those that they name as possible ones."""
    known = _places_named(atlas, vintage)
    return tuple(sorted({nis for initiative in initiatives for nis in known.get((initiative, possible), ())}))


@atlas_cache(4)
def _places_named(atlas: Atlas, vintage: Vintage) -> dict[tuple[str, bool], list[str]]:
    """The municipalities by the initiative that names them, and whether as possible ones."""
    rows = atlas.participations(vintage)
    found: dict[tuple[str, bool], list[str]] = {}
    for initiative, nis, possible in zip(
        rows["initiative_id"].tolist(), rows["nis"].tolist(), (rows["role"] == Role.POSSIBLE).tolist(), strict=True
    ):
        found.setdefault((initiative, possible), []).append(nis)
    return found


def territory_selection(atlas: Atlas, territory: Territory, selection: Selection) -> Selection | None:
    """`selection` within one territory: by the filter of its kind, else by a perimeter of its name; None where no member is known."""
    whole, code = without_place_filters(selection), territory.code
    if territory.kind is TerritoryKind.REGION:
        return whole
    if territory.kind is TerritoryKind.PROVINCE:
        return whole.replace(provinces=(code,))
    if territory.kind is TerritoryKind.ARRONDISSEMENT:
        return whole.replace(arrondissements=(code,))
    if territory.kind is TerritoryKind.COMMUNITY:
        return whole.replace(communities=(code,))
    if territory.kind is TerritoryKind.CHARACTER:
        return whole.replace(characters=(code,))
    if territory.kind is TerritoryKind.MUNICIPALITY:
        return whole.replace(municipalities=territory.members)
    title = territory_title(atlas, territory, selection.vintage, "fr")
    named = perimeter_of(title, territory.members, atlas, selection.vintage)
    return whole.replace(perimeters=(named,)) if named else None


def territory_title(atlas: Atlas, territory: Territory, vintage: Vintage, language: str) -> str:
    """What a territory is called."""
    if territory.kind is TerritoryKind.MUNICIPALITY:
        return atlas.municipality_name(territory.code, vintage, language)
    if territory.is_group:
        return lag_name(atlas, territory.code, language)
    if territory.kind is TerritoryKind.COMMUNITY:
        return say(f"community.{territory.code}", language)
    if territory.kind is TerritoryKind.CHARACTER:
        return say(f"characters.{territory.code}", language)
    if territory.kind is TerritoryKind.AGENCY:
        return agencies(atlas)[territory.code].name
    if territory.kind is TerritoryKind.PERIMETER:
        return territory.name or say("perimeter.unnamed", language, n=len(territory.members))
    return atlas.territory_name(territory.code, language)
