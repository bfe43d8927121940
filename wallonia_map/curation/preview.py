"""What coverage and the reconciliation would become if a proposal were accepted: counted, not estimated."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from wallonia_map.curation.copying import Change, accepted_copy, changes
from wallonia_map.curation.keeper_tables import folder_of, named, programmes_of
from wallonia_map.curation.proposal import Proposal, RowOutcome
from wallonia_map.i18n import listing, number, percent, say
from wallonia_map.model import Programme, RoleRule, Selection, Vintage
from wallonia_map.questions.coverage import Coverage, coverage_of
from wallonia_map.questions.reconciliation import known_of_published, reconcile
from wallonia_map.questions.selection import select
from wallonia_map.tables.atlas import Atlas, load

COVERAGE_COLUMNS = (
    "selection", "rule", "municipalities_before", "municipalities_after", "share_before", "share_after", "inhabitants_before",
    "inhabitants_after", "area_km2_before", "area_km2_after",
)  # fmt: skip
TOTALS_COLUMNS = ("measure", "published", "before", "after", "unit", "year", "source")
#: The two selections that the coverage is told for: the programme alone, and everything.
PROGRAMME, EVERYTHING = "programme", "all"


@dataclass(frozen=True)
class Preview:
    """Before and after. `after` is a whole atlas with its shapes: it can be drawn and counted like the present one.

    `coverage` has one row per selection (`programme`, `all`) and rule (columns `COVERAGE_COLUMNS`); `totals` one per
    published total of the programme (`TOTALS_COLUMNS`; missing where our tables cannot say). `gained` and `lost` are
    municipalities of `vintage` by selection and rule. `known` is how many initiatives of the programme are known
    before and after, and how many were published: (24, 25, 43); 0 published where no total was. `changes` are the files
    that would differ.
    """

    programme: str
    vintage: Vintage
    before: Atlas
    after: Atlas
    coverage: pd.DataFrame
    gained: dict[tuple[str, RoleRule], tuple[str, ...]]
    lost: dict[tuple[str, RoleRule], tuple[str, ...]]
    totals: pd.DataFrame
    known: tuple[int, int, int]
    counts: dict[RowOutcome, int]
    changes: tuple[Change, ...] = ()

    def sentences(self, language: str) -> list[str]:
        """The preview in words: rows, coverage by selection and rule, who is new, how far the reconciliation closes."""
        name = named(self.programme, language)
        told = {outcome.value: self.counts[outcome] for outcome in RowOutcome}
        said = [say("keeper.preview.rows", language, **told)]
        for row in self.coverage.to_dict("records"):
            which = name if row["selection"] == PROGRAMME else say("keeper.preview.everything", language)
            said.append(
                say(
                    "keeper.preview.coverage",
                    language,
                    selection=which,
                    rule=say(f"rule.{row['rule']}.in_sentence", language),
                    before=number(row["municipalities_before"], language),
                    after=number(row["municipalities_after"], language),
                    share_before=percent(row["share_before"], language),
                    share_after=percent(row["share_after"], language),
                    inhabitants_before=number(row["inhabitants_before"], language),
                    inhabitants_after=number(row["inhabitants_after"], language),
                )
            )
        for moved, message in ((self.gained, "gained"), (self.lost, "lost")):
            for rule in RoleRule:
                which = PROGRAMME if (PROGRAMME, rule) in moved else EVERYTHING
                names = self.names(moved[which, rule], language)
                told_already = rule is RoleRule.EXTENDED and moved[which, rule] == moved[which, RoleRule.STRICT]
                if names and not told_already:
                    in_rule = say(f"rule.{rule.value}.in_sentence", language)
                    said.append(say(f"keeper.preview.{message}", language, n=len(names), rule=in_rule, names=listing(names, language)))
        if self.known[2]:
            before, after, published = self.known
            said.append(say("keeper.preview.known", language, selection=name, before=before, after=after, published=published))
        return said

    def names(self, codes: tuple[str, ...], language: str) -> list[str]:
        """The names of municipalities, sorted."""
        return sorted(self.after.municipality_name(nis, self.vintage, language) for nis in codes)


def preview(atlas: Atlas, proposal: Proposal, *, vintage: Vintage | None = None) -> Preview:
    """What would become of coverage if the sound rows of `proposal` were accepted.

    The new atlas is made by the rebuild itself on a copy of the folder that `atlas` was read from: a second or so.

    Raises
    ------
    RefusedError
        If the rebuilt folder breaks a rule that no single row shows.
    """
    if not proposal.changes_anything:
        return _compared(atlas, atlas, proposal, vintage or Vintage.default(), ())
    with accepted_copy(folder_of(atlas.catalog), proposal) as copy:
        return preview_of(atlas, proposal, copy, vintage=vintage)


def preview_of(atlas: Atlas, proposal: Proposal, copy: Path, *, vintage: Vintage | None = None) -> Preview:
    """As `preview`, where `copy` is a folder in which the proposal is accepted already: nothing is rebuilt again."""
    after = load(copy)
    for resource in after.catalog.resources.values():
        if not resource.is_table:
            after.shapes(resource.name)  # read while the copy is there
    found = tuple(changes(folder_of(atlas.catalog), copy))
    return _compared(atlas, after, proposal, vintage or Vintage.default(), found)


def _compared(atlas: Atlas, after: Atlas, proposal: Proposal, vintage: Vintage, changed: tuple[Change, ...]) -> Preview:
    records, gained, lost = [], {}, {}
    is_programme = proposal.programme in programmes_of(atlas.catalog)
    for name, programmes in (*(((PROGRAMME, (proposal.programme,)),) if is_programme else ()), (EVERYTHING, ())):
        for rule in RoleRule:
            selection = Selection(programmes=programmes, rule=rule, vintage=vintage)
            old, new = select(atlas, selection), select(after, selection)
            records.append(_record(name, rule, coverage_of(atlas, selection), coverage_of(after, selection)))
            gained[name, rule] = tuple(sorted(set(new.covered) - set(old.covered)))
            lost[name, rule] = tuple(sorted(set(old.covered) - set(new.covered)))
    known_before, known_after, published = 0, 0, 0
    if is_programme:
        known_before, published = known_of_published(atlas, Programme(proposal.programme))
        known_after, _ = known_of_published(after, Programme(proposal.programme))
    return Preview(
        proposal.programme, vintage, atlas, after, pd.DataFrame(records, columns=list(COVERAGE_COLUMNS)), gained, lost,
        _totals(atlas, after, proposal.programme), (known_before, known_after, published), proposal.counts, changed,
    )  # fmt: skip


def _record(name: str, rule: RoleRule, before: Coverage, after: Coverage) -> dict[str, object]:
    return {
        "selection": name, "rule": rule.value,
        "municipalities_before": before.municipalities_covered, "municipalities_after": after.municipalities_covered,
        "share_before": before.shares[0], "share_after": after.shares[0],
        "inhabitants_before": before.inhabitants_covered, "inhabitants_after": after.inhabitants_covered,
        "area_km2_before": before.area_covered_km2, "area_km2_after": after.area_covered_km2,
    }  # fmt: skip


def _totals(before: Atlas, after: Atlas, programme: str) -> pd.DataFrame:
    old, new = reconcile(before), reconcile(after)
    table = new.assign(before=old["ours"], after=new["ours"])
    return table.loc[table["programme"] == programme, list(TOTALS_COLUMNS)].reset_index(drop=True)
