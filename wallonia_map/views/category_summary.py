"""Summaries of maps of categories: two programmes against each other, or several laid over each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from wallonia_map.i18n import Language, listing, percent, say
from wallonia_map.model import Programme, Selection, Theme
from wallonia_map.questions.coverage import Coverage, coverage_of
from wallonia_map.questions.differences import Difference, difference
from wallonia_map.questions.overlaps import NOT_KNOWN as NO_CODE
from wallonia_map.questions.overlaps import Overlap, overlap
from wallonia_map.questions.places import with_places_of
from wallonia_map.questions.selection import from_params, select
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.views.categories import categorical
from wallonia_map.views.certainty import outcome_labels
from wallonia_map.views.classing import MISSING
from wallonia_map.views.legend_line import LegendLine
from wallonia_map.views.measures import Measure, Measured
from wallonia_map.views.overlap_parts import KINDS, part_name, parts_of, whole_of
from wallonia_map.views.palette import COMBINATIONS, NOT_KNOWN, OUTCOMES
from wallonia_map.views.sentences import titled
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.view import View, municipality_of


@dataclass(frozen=True)
class CategorySummary(ViewSummary):
    """What maps of categories have in common: the class is the category, and there is no value beside it."""

    @property
    def class_names(self) -> pd.Series:
        """The category of each municipality."""
        return pd.Series(self.measured.categories).map(self.labels)

    def write_value(self, value: float) -> str:  # noqa: ARG002 (a category has no value to write)
        """Nothing: the category says it."""
        return ""


@dataclass(frozen=True)
class ChangeSummary(CategorySummary):
    """What is gained, kept, lost, never from programme `a` to programme `b`; coverage is that of `b`."""

    a: str = ""
    b: str = ""

    @property
    def slug(self) -> str:
        """A difference."""
        return say("slug.diff", self.language)

    @cached_property
    def found(self) -> Difference:
        """The difference that everything here reads."""
        return _difference(self.atlas, self.a, self.b, self.view.selection, self.language)

    @cached_property
    def measured(self) -> Measured:
        """The outcome of each municipality, as the map paints it."""
        return _outcomes(self.atlas, self.a, self.b, self.view.selection, self.language)

    @cached_property
    def coverage(self) -> Coverage:
        """Coverage by programme `b`."""
        return coverage_of(self.atlas, self.view.selection.replace(programmes=(self.b,)))

    @cached_property
    def labels(self) -> dict[str, str]:
        """What each outcome is called."""
        words = outcome_labels(self.language, partial=self.is_partial)
        return {str(outcome): words[str(outcome)] for outcome in self.found.table.index}

    @cached_property
    def title(self) -> str:
        """From one programme to the other."""
        names = [say(f"programme.{name}", self.language) for name in (self.a, self.b)]
        both_are_groups = {self.a, self.b} <= {item.value for item in Programme.groups()}
        title = say("compare.map_title_groups" if both_are_groups else "compare.map_title", self.language, a=names[0], b=names[1])
        return titled(self.atlas, title, self.view.selection, self.language)

    @property
    def unit(self) -> str:
        """What the colours mean."""
        return say("compare.outcomes", self.language)

    @cached_property
    def sentence(self) -> str:
        """How many municipalities are gained, kept, lost, never, and what is not known of it."""
        counts = {str(outcome).replace("-", "_"): int(count) for outcome, count in self.found.table["municipalities"].items()}
        unsure = counts.pop("not_known", 0)
        said = say("certainty.outcomes" if self.is_partial else "scene.outcomes", self.language, title=self.title, **counts)
        said += f" {say('not_known.count', self.language, n=unsure)}" if unsure else ""
        unplaced = len([name for name in (*self.found.unplaced_a, *self.found.unplaced_b) if name.startswith("lag")])
        return f"{said} {say('scene.unplaced', self.language, n=unplaced)}" if unplaced else said

    @property
    def rows(self) -> tuple[LegendLine, ...]:
        """One line per outcome."""
        rows = self.found.table
        return tuple(
            LegendLine(
                place if name in OUTCOMES else MISSING, OUTCOMES.get(name, NOT_KNOWN), label, int(rows.at[name, "municipalities"]),
                int(rows.at[name, "inhabitants"]), name if name in OUTCOMES else "",
            )
            for place, (name, label) in enumerate(self.labels.items())
        )  # fmt: skip


@dataclass(frozen=True)
class OverlapSummary(CategorySummary):
    """Which of two or three programmes or themes (`kind`) cover each municipality; coverage is by at least one."""

    kind: str = KINDS[0]
    parts: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """An overlap."""
        return say("slug.overlap", self.language)

    @cached_property
    def found(self) -> Overlap:
        """The overlap that everything here reads."""
        return _overlap(self.atlas, self.kind, self.parts, self.view.selection)

    @cached_property
    def measured(self) -> Measured:
        """The combination of each municipality, as the map paints it."""
        return _combinations(self.atlas, self.kind, self.parts, self.view.selection)

    @property
    def colours(self) -> dict[int, str]:
        """A colour per combination."""
        return _colours_of(self.parts)

    @cached_property
    def labels(self) -> dict[str, str]:
        """What each combination is called."""
        unsure = [NO_CODE] if NO_CODE in self.found.table.index else []
        return {str(code): self.combination(code) for code in (*self.colours, *unsure)}

    def combination(self, code: int) -> str:
        """The parts in a combination, as running text."""
        if code == NO_CODE:
            return say("legend.possible", self.language)
        inside = [part_name(self.kind, part, self.language) for bit, part in enumerate(self.parts) if code >> bit & 1]
        nothing = "certainty.nothing" if self.is_partial else "white_spots.nothing"
        return listing(inside, self.language) if inside else say(nothing, self.language)

    @cached_property
    def title(self) -> str:
        """What is laid over each other."""
        every = self.combination(2 ** len(self.parts) - 1)
        return titled(self.atlas, say("scene.overlap_title", self.language, names=every), self.view.selection, self.language)

    @property
    def unit(self) -> str:
        """What the colours mean."""
        return say("white_spots.combination", self.language)

    @cached_property
    def sentence(self) -> str:
        """How many municipalities are in all parts, and in none."""
        table = self.found.table
        every, none = (table.loc[code] for code in (2 ** len(self.parts) - 1, 0))
        said = say(
            "certainty.overlap" if self.is_partial else "scene.overlap", self.language,
            title=self.title, every=int(every["municipalities"]), none=int(none["municipalities"]),
            every_share=percent(float(every["share_municipalities"]), self.language),
            none_share=percent(float(none["share_municipalities"]), self.language),
        )  # fmt: skip
        unsure = int(table["municipalities"].get(NO_CODE, 0))
        return f"{said} {say('not_known.count', self.language, n=unsure)}" if unsure else said

    @property
    def rows(self) -> tuple[LegendLine, ...]:
        """One line per combination, most parts first, none last."""
        counts = {int(str(code)): row for code, row in self.found.table.iterrows()}
        return tuple(
            LegendLine(
                code if code in self.colours else MISSING, self.colours.get(code, NOT_KNOWN), self.combination(code),
                int(row["municipalities"]), int(row["inhabitants"]), str(code) if code in self.colours else "",
            )
            for code, row in counts.items()
        )  # fmt: skip


@atlas_cache(32)
def _difference(atlas: Atlas, a: str, b: str, plain: Selection, language: Language) -> Difference:
    return difference(atlas, plain.replace(programmes=(a,)), plain.replace(programmes=(b,)), language=language)


@atlas_cache(32)
def _outcomes(atlas: Atlas, a: str, b: str, plain: Selection, language: Language) -> Measured:
    return categorical(_difference(atlas, a, b, plain, language).outcomes, OUTCOMES, select(atlas, plain))


@atlas_cache(32)
def _overlap(atlas: Atlas, kind: str, parts: tuple[str, ...], whole: Selection) -> Overlap:
    return overlap(atlas, parts_of(kind, parts, whole.replace(programmes=(), themes=())))


@atlas_cache(32)
def _combinations(atlas: Atlas, kind: str, parts: tuple[str, ...], whole: Selection) -> Measured:
    return categorical(_overlap(atlas, kind, parts, whole).codes, _colours_of(parts), select(atlas, whole))


def _colours_of(parts: Sequence[str]) -> dict[int, str]:
    return {code: COMBINATIONS[code] for code in range(2 ** len(parts))}


def change_summary(params: Mapping[str, Sequence[str]], atlas: Atlas, language: Language) -> ChangeSummary:
    """The summary of a link to « compare »; what is not known in it is at its default."""
    a, b = (_one(params, name, Programme.ids(), first) for name, first in zip("ab", Programme.compared(), strict=True))
    return ChangeSummary(atlas, _view(_plain(params, atlas).replace(programmes=(a, b)), params, atlas), language, a, b)


def overlap_summary(params: Mapping[str, Sequence[str]], atlas: Atlas, language: Language) -> OverlapSummary | None:
    """The summary of a link to « white spots »; None where it names fewer than two parts to lay over each other."""
    kind = _one(params, "kind", KINDS, KINDS[0])
    parts = tuple(dict.fromkeys(value for value in params.get(kind, ()) if value in (Programme if kind == "programmes" else Theme)))[:3]
    if len(parts) < 2:
        return None
    return OverlapSummary(atlas, _view(whole_of(kind, parts, _plain(params, atlas)), params, atlas), language, kind, parts)


def _view(selection: Selection, params: Mapping[str, Sequence[str]], atlas: Atlas) -> View:
    """The view of a link, with the municipality that is chosen in it."""
    nis = next(iter(params.get("nis", ())), "")
    return View(selection, Measure.COVERED, municipality=municipality_of(nis, selection, atlas))


def _plain(params: Mapping[str, Sequence[str]], atlas: Atlas) -> Selection:
    """Vintage, rule and places of a link, and no other filter."""
    asked = from_params(params, atlas)
    return with_places_of(Selection(rule=asked.rule, vintage=asked.vintage), asked)


def _one(params: Mapping[str, Sequence[str]], name: str, valid: Sequence[str], default: str) -> str:
    return next((value for value in params.get(name, ()) if value in valid), default)
