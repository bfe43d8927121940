"""A membership series: which municipality belongs to which group, as members of a programme. It adds, and never takes away unasked."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wallonia_map.curation.checking import Row
from wallonia_map.curation.group_names import GroupNames
from wallonia_map.curation.keeper_tables import SURE_COLUMNS, Cells, keeper_table, rows_of
from wallonia_map.curation.problems import RefusedError, shown
from wallonia_map.curation.proposal import Proposal, check_cells
from wallonia_map.curation.walstat_rows import NOT_AVAILABLE, Reading, of_period, placed
from wallonia_map.i18n import listing, say
from wallonia_map.model import Vintage
from wallonia_map.tables.atlas import Atlas

_MEMBERS, _POSSIBLE, _REASON, _SOURCES = "partner_municipalities", "possible_municipalities", "possible_reason", "source_urls"
#: What a cell holds that names no group.
_NO_GROUP = frozenset({"", "-", "–", "/", "0"})


@dataclass(frozen=True)
class Membership:
    """What a membership series would change: the proposal, and in words what was added, what differs and what was not matched."""

    proposal: Proposal
    sentences: tuple[str, ...]


def membership(
    atlas: Atlas, rows: Sequence[Reading], programme: str, source_url: str, *, name: str, period: str = "last",
    groups: Mapping[str, str] | None = None, left_out: Sequence[str] = (), language: str = "en",
) -> Membership:  # fmt: skip
    """What the members that `rows` name would change in `programme`.

    Parameters
    ----------
    atlas
        The data as they are.
    rows
        A row for each municipality and year; its value is the name of its group, empty where it has none.
    programme
        Whose groups are meant.
    source_url
        The address that the members are read from: it stands beside the others of each changed group.
    name
        What the series is called in messages.
    period
        `last` or a year; members of different years are never put together.
    groups
        Names of groups → ids of initiatives, where a keeper says what a name means.
    left_out
        Sentences about rows that the reader left out.
    language
        Of what is said.

    Raises
    ------
    UnknownValueError
        If there is no such programme.
    RefusedError
        If the rows cannot be read as members, or an id in `groups` is none of the programme's.
    """
    existing = {row["initiative_id"]: row for row in rows_of(keeper_table(atlas.catalog, programme))}
    strangers = sorted(set((groups or {}).values()) - set(existing))
    if strangers:
        raise RefusedError([say("keeper.members.no_initiative", language, id=shown(one), programme=programme) for one in strangers])
    if not rows:
        raise RefusedError([say("keeper.series.no_rows", language, series=name), *left_out])
    if period == "all":
        raise RefusedError([say("keeper.members.one_year", language)])
    found = placed(atlas, rows, language, floor=0)
    year = found.years[-1] if period == "last" else period
    here = of_period(found, year, language)
    reader = _Reader(atlas, GroupNames(atlas, programme, groups), existing, source_url, language)
    lines = reader.lines(here, found.absent[year], year)
    return Membership(check_cells(reader.changed, name, programme, atlas), (*lines, *left_out))


class _Reader:
    """The members of one year, group by group."""

    def __init__(self, atlas: Atlas, names: GroupNames, existing: Mapping[str, Cells], source_url: str, language: str) -> None:
        self.names, self.existing, self.source_url, self.language = names, existing, source_url, language
        source = atlas.tables["municipalities_source"]
        self.name_of = dict(zip(source[Vintage.base().column], source["name_fr"], strict=True))
        later = [column for column in source.columns if str(column).startswith("nis_")]
        self.parts: defaultdict[str, set[str]] = defaultdict(set)
        for column in later:
            for nis, code in zip(source[Vintage.base().column], source[column], strict=True):
                self.parts[code].add(nis)
        self.changed: list[Row] = []

    def _say(self, message: str, **values: object) -> str:
        return say(f"keeper.members.{message}", self.language, **values)

    def lines(self, here: Sequence[Reading], absent: int, year: str) -> list[str]:
        """What the series says and would change; `changed` are the rows of the keeper's table afterwards."""
        none = [row for row in here if row.value.casefold() in _NO_GROUP]
        unknown = [row for row in here if row.value.casefold() == NOT_AVAILABLE]
        named = [row for row in here if row not in none and row not in unknown]
        told = [self._say("rows", n=len(here), year=year, named=len(named), none=len(none), unknown=len(unknown))]
        told += [say("keeper.series.absent", self.language, n=absent, year=year)] if absent else []
        by_group: defaultdict[str, list[Reading]] = defaultdict(list)
        for row in named:
            by_group[" ".join(row.value.split())].append(row)
        members: defaultdict[str, dict[str, str]] = defaultdict(dict)
        apart: list[str] = []
        coded = {row.nis for row in here}
        for group, rows in sorted(by_group.items()):
            meant = self.names.find(group)
            if len(meant) != 1:
                apart.append(self._unmatched(group, meant, rows))
                continue
            for row in rows:
                reason = self._place(row, meant[0], coded, members)
                apart += [reason] if reason else []
        for identifier in self.existing:
            told += self._group(identifier, list(members[identifier])) if identifier in members else [self._unnamed(identifier)]
        return [*told, *([self._say("apart", n=len(apart)), *apart] if apart else [])]

    def _place(self, row: Reading, identifier: str, coded: set[str], members: dict[str, dict[str, str]]) -> str:
        """Note a member; the reason where the row cannot be one."""
        parts = self.parts[row.nis] if row.nis not in self.name_of else {row.nis}
        if len(parts) == 1:
            members[identifier][self.name_of[next(iter(parts))]] = row.nis
            return ""
        where = {"nis": row.nis, "group": shown(row.value), "parts": listing(sorted(self.name_of[one] for one in parts), self.language)}
        if parts <= coded:
            return self._say("whole_beside_parts", **where)
        inside = sorted(self.name_of[one] for one in parts if self.name_of[one] in self._sure(identifier))
        for one in inside:  # what the atlas knows already stays so; for the other parts nobody says it
            members[identifier][one] = row.nis
        return self._say("merged", **where)

    def _unmatched(self, group: str, meant: Sequence[str], rows: Sequence[Reading]) -> str:
        codes = listing(sorted(row.nis for row in rows), self.language)
        offered = meant or self.names.near(group)
        near = listing([f"{one} ({self.names.titles[one]})" for one in offered], self.language)
        message = "several" if meant else "near" if offered else "unknown"
        return self._say(message, group=shown(group), codes=codes, **({"near": near} if offered else {}))

    def _unnamed(self, identifier: str) -> str:
        return self._say("not_named", id=identifier, title=self.names.titles.get(identifier, ""))

    def _sure(self, identifier: str) -> list[str]:
        cells = self.existing[identifier]
        return [one for column in SURE_COLUMNS for one in _several(cells[column])]

    def _group(self, identifier: str, members: list[str]) -> list[str]:
        """What the series says of one group, in words; a group with new members becomes a row that is written."""
        cells = self.existing[identifier]
        sure, possible = self._sure(identifier), _several(cells[_POSSIBLE])
        added = sorted(set(members) - set(sure))
        kept = sorted(set(sure) - set(members))
        still = [one for one in possible if one not in members]
        heading = {"id": identifier, "title": self.names.titles.get(identifier, ""), "n": len(members)}
        told = [self._say("added", names=listing(added, self.language), **heading) if added else self._say("same", **heading)]
        told += [self._say("kept", n=len(kept), names=listing(kept, self.language))] if kept else []
        told += [self._say("still_possible", n=len(still), names=listing(still, self.language))] if still else []
        for one in added:
            others = [other for other in self.existing if other != identifier and one in self._sure(other)]
            told += [self._say("also", name=one, others=listing(others, self.language))] if others else []
        if added:
            fresh = {"initiative_id": identifier, _MEMBERS: ";".join([*_several(cells[_MEMBERS]), *added]), _POSSIBLE: ";".join(still)}
            fresh[_REASON] = cells[_REASON] if still else ""
            fresh[_SOURCES] = ";".join(dict.fromkeys([*_several(cells[_SOURCES]), self.source_url]))
            self.changed.append(Row(len(self.changed) + 2, fresh))
        return told


def _several(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]
