"""What is wanted most: what published totals and empty cells say is missing, computed from the data."""

from collections.abc import Iterator
from dataclasses import dataclass

from wallonia_map.curation.keeper_tables import SURE_COLUMNS
from wallonia_map.i18n import listing, number, say
from wallonia_map.model import Programme, Scope, Status
from wallonia_map.questions.reconciliation import reconcile
from wallonia_map.tables.atlas import Atlas

#: What matters most first: a project that nobody has a row for counts in every figure.
KINDS = ("projects", "groups", "members", "outcomes", "amounts")


@dataclass(frozen=True)
class Wanted:
    """One thing that a keeper could bring; `kind` is one of `KINDS`.

    `missing` is how many are missing; `known` of `published` where a total was published, and `phases` how many are
    missing in each phase where the totals are told so. `initiatives` are the rows to complete (none for projects that
    nobody has a row for): a template can be filled with them.
    """

    kind: str
    programme: str
    missing: int
    known: int = 0
    published: int = 0
    phases: tuple[tuple[str, int], ...] = ()
    initiatives: tuple[str, ...] = ()
    title: str = ""

    def sentence(self, language: str) -> str:
        """What is wanted, in words."""
        programme = say(f"programme.{self.programme}", language)
        if self.kind == "members":
            return say("keeper.wanted.members", language, programme=programme, title=self.title)
        if self.kind in ("outcomes", "amounts"):
            return say(f"keeper.wanted.{self.kind}", language, programme=programme, n=self.missing)
        figures = {"programme": programme, "n": self.missing, "known": self.known, "published": self.published}
        if not self.phases:
            return say(f"keeper.wanted.{self.kind}", language, **figures)
        by_phase = [say("keeper.wanted.phase", language, count=number(count, language), phase=phase) for phase, count in self.phases]
        return say("keeper.wanted.projects_by_phase", language, **figures, phases=listing(by_phase, language))


def wanted(atlas: Atlas) -> list[Wanted]:
    """What is missing, what matters most first.

    Projects and groups: published totals of what was selected above what we hold. Members: initiatives that should
    name municipalities and name none, those of Local Action Groups first. Outcomes and amounts: the known projects of
    a call whose stage, or whose subsidy, no source tells.
    """
    order = [programme.value for programme in Programme]
    lags = Programme.groups()
    found = [*_projects(atlas), *_members(atlas), *_unknown(atlas)]
    return sorted(
        found,
        key=lambda item: (
            KINDS.index(item.kind),
            item.kind == "members" and item.programme not in lags,
            order.index(item.programme),
            item.title,
        ),
    )


def _projects(atlas: Atlas) -> Iterator[Wanted]:
    totals = reconcile(atlas)
    totals = totals[totals["measure"].str.endswith("_selected") & totals["ours"].notna()]
    for programme, rows in totals.groupby("programme", sort=False):
        known, published = int(rows["ours"].sum()), int(rows["published"].sum())
        parts = zip(rows["measure"], rows["published"] - rows["ours"], strict=True)
        phases = tuple((measure.split("_")[1], int(missing)) for measure, missing in parts if measure.startswith("phase_") and missing > 0)
        if known < published:
            kind = "groups" if rows["measure"].iloc[0].startswith("lags") else "projects"
            yield Wanted(kind, str(programme), published - known, known, published, phases)


def _members(atlas: Atlas) -> Iterator[Wanted]:
    """Initiatives of municipalities that name none."""
    rows = atlas.initiatives
    local = rows[~rows["scope"].isin([Scope.PROVINCE, Scope.REGION])]
    empty = local[(local[list(SURE_COLUMNS)] == "").all(axis=1)]
    for identifier, row in empty.iterrows():
        yield Wanted("members", str(row["programme"]), 1, initiatives=(str(identifier),), title=str(row["title"] or identifier))


def _unknown(atlas: Atlas) -> Iterator[Wanted]:
    """Stages and amounts that no source tells, in the programmes that have published totals of projects."""
    totals = atlas.tables["control_totals"]
    rows = atlas.initiatives
    for programme in totals.loc[totals["unit"] == "projects", "subject"].unique():
        own = rows[rows["programme"] == programme]
        for kind, lacking in (("outcomes", own["stage"] == Status.UNKNOWN), ("amounts", own["subsidy_eur"].isna())):
            if lacking.any():
                yield Wanted(kind, str(programme), int(lacking.sum()), initiatives=tuple(map(str, own.index[lacking])))
