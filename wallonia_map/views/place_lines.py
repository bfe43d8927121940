"""What is said of a place: the same words on its page, on paper and in its file."""

from dataclasses import dataclass

import pandas as pd

from wallonia_map.i18n import Language, area, decimal, euro, listing, number, say
from wallonia_map.model import Indicator, Status, Vintage
from wallonia_map.questions.perimeter_bounds import bound_checks
from wallonia_map.questions.perimeters import text_bounds
from wallonia_map.questions.place_profile import PlaceProfile
from wallonia_map.questions.place_tables import ALL, NO_THEME
from wallonia_map.questions.territory import Territory, TerritoryKind, agencies, territory_title
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import initiative_title, lag_name
from wallonia_map.views.certainty import completeness_note, count_written
from wallonia_map.views.indicator_words import short_name, write_figure
from wallonia_map.views.not_known import count_said, why_not_known
from wallonia_map.views.perimeter_words import bound_lines

#: What a table has where nothing is known: its note says so.
NONE_KNOWN = "–"


@dataclass(frozen=True)
class Lines:
    """A table in words: `header`, `rows` of as many cells, and how to read them."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def place_name(atlas: Atlas, profile: PlaceProfile, language: str) -> str:
    """What the place is called; a province or an arrondissement as such, since a town may have its name."""
    return territory_name(atlas, profile.territory, profile.selection.vintage, language)


def territory_name(atlas: Atlas, territory: Territory, vintage: Vintage, language: str) -> str:
    """A territory by its name where it stands alone: « Province de Namur »."""
    name = territory_title(atlas, territory, vintage, language)
    if territory.kind is TerritoryKind.PROVINCE:
        return say("panel.province", language, name=name)
    return say("panel.arrondissement", language, name=name) if territory.kind is TerritoryKind.ARRONDISSEMENT else name


def place_kind(profile: PlaceProfile, language: str) -> str:
    """What it is."""
    return say(f"compare.kind.{profile.territory.kind.value}", language)


def place_sentence(atlas: Atlas, profile: PlaceProfile, language: str) -> str:
    """Initiatives and municipalities covered, in a sentence; or that no member is known."""
    name = place_name(atlas, profile, language)
    if not profile.has_members:
        return say("place.no_members", language, name=name)
    low, high = profile.coverage.municipalities_covered, profile.coverage.most[0]
    covered = say("place.sentence_covered", language, n=high, covered=count_said(low, high, language), of=profile.coverage.municipalities)
    return say("place.sentence", language, name=name, n=profile.distinct, covered=covered)


def facts(profile: PlaceProfile, language: str) -> list[tuple[str, str]]:
    """What is set large: municipalities, inhabitants, area, density."""
    whole = profile.coverage
    if not profile.has_members:
        unknown = say("not_known.label", language)
        names = ("legend.columns_municipalities", "panel.population", "panel.area")
        return [(say(name, language), unknown) for name in names]
    density = f"{number(whole.inhabitants / whole.area_km2, language)} {say('panel.per_km2', language)}"
    return [
        (say("legend.columns_municipalities", language), number(whole.municipalities, language)),
        (f"{say('panel.population', language)} ({profile.population_year})", number(whole.inhabitants, language)),
        (say("panel.area", language), area(whole.area_km2, language)),
        (say("panel.density", language), density),
    ]


def place_notes(atlas: Atlas, profile: PlaceProfile, language: str) -> list[str]:
    """What has to be said of a place of its kind: where its perimeter comes from, its parts, possible members."""
    territory, vintage, lines = profile.territory, profile.selection.vintage, []
    if territory.kind is TerritoryKind.AGENCY:
        agency = agencies(atlas)[territory.code]
        titles = listing([initiative_title(atlas, name, language) for name in agency.initiatives], language)
        leads = listing([atlas.texts.say_each(str(atlas.initiatives.at[name, "lead"]), language) for name in agency.initiatives], language)
        lines.append(say("place.agency_perimeter", language, titles=titles, name=leads))
    if territory.is_group and profile.has_members:
        lines.append(say("place.group_counts", language))
    if territory.kind in (TerritoryKind.AGENCY, TerritoryKind.PERIMETER, TerritoryKind.COMMUNITY) or territory.is_group:
        lines += [say("place.parts", language, n=len(profile.parts))] if profile.parts else []
    if territory.kind is TerritoryKind.PERIMETER:
        whole = profile.coverage
        checks = bound_checks(text_bounds(territory.code), municipalities=whole.municipalities, inhabitants=whole.inhabitants)
        lines += bound_lines(checks, language)
    if territory.possible:
        names = listing([atlas.municipality_name(nis, vintage, language) for nis in territory.possible], language)
        lines.append(say("place.possible", language, names=names))
    return lines


def theme_lines(profile: PlaceProfile, language: str) -> Lines:
    """Themes by status: distinct initiatives, and of all themes together; without rows where no member is known."""
    statuses = [say(f"stage.{name}", language) for name in profile.themes.columns if name in set(Status)]
    names = {NO_THEME: say("place.no_theme", language), ALL: say("place.all", language)}
    rows = tuple(
        (names.get(str(theme)) or say(f"theme.{theme}", language), *(number(int(n), language) if n else NONE_KNOWN for n in counts))
        for theme, counts in zip(profile.themes.index, profile.themes.to_numpy(), strict=True)
        if profile.has_members
    )
    return Lines((say("filter.theme", language), *statuses, say("place.all", language)), rows, say("place.themes_note", language))


def money_lines(profile: PlaceProfile, language: str) -> list[tuple[str, str]]:
    """Known subsidies, in full and the place's part, and how many amounts are published and are not; nothing where no member is known."""
    money = profile.money
    if not profile.has_members:
        return []

    def written(amount: float) -> str:
        return say("certainty.no_amount", language) if pd.isna(amount) else euro(amount, language)

    return [
        (say("place.money_whole", language), written(money.whole_eur)),
        (say("place.money_shared", language), written(money.shared_eur)),
        (say("place.money_known", language), say("place.of", language, n=money.known, of=money.initiatives)),
        (say("place.money_not_published", language), number(money.not_published, language)),
    ]


def figure_lines(atlas: Atlas, profile: PlaceProfile, language: str) -> Lines:
    """The official figures: of the place as a whole, or the median of its municipalities, beside that of Wallonia."""
    region = atlas.territory_name(atlas.territories_of("region")[0], language)
    rows, sources = [], dict[str, None]()
    for row in profile.official.itertuples(index=False):
        indicator = Indicator(str(row.indicator))
        name = ", ".join(filter(None, (short_name(indicator, language), str(row.period))))
        values = [write_figure(float(str(value)), indicator, language) for value in (row.value, row.region_value)]
        rows.append((name, values[0], say("place.basis_ratio" if row.basis == "ratio" else "place.basis_median", language), values[1]))
        sources[f"{indicator.row['publisher']} ({indicator.row['licence']})"] = None
    header = (say("official.figure", language), say("official.value", language), say("place.basis", language), region)
    return Lines(header, tuple(rows), say("place.official_note", language, region=region, sources=listing(list(sources), language)))


def neighbours_heading(profile: PlaceProfile, language: str) -> str:
    """Territories of the same kind, or the municipalities around."""
    around = profile.territory.kind in (TerritoryKind.AGENCY, TerritoryKind.PERIMETER)
    return say("municipality.neighbours" if around else "place.neighbours", language)


def neighbour_lines(profile: PlaceProfile, language: str) -> Lines:
    """What borders on the place, in the order of `told.neighbours`: border, municipalities covered, initiatives."""
    rows = []
    for row in profile.neighbours.itertuples():
        if pd.isna(row.municipalities_covered):
            covered = say("not_known.label", language)
        else:
            low, perhaps, of = (int(str(part)) for part in (row.municipalities_covered, row.municipalities_not_known, row.municipalities))
            covered = say("place.of", language, n=count_said(low, low + perhaps, language), of=number(of, language))
        count = float("nan") if pd.isna(row.initiatives) else float(str(row.initiatives))
        rows.append((
            str(row.territory), decimal(float(str(row.border_km)), language), covered,
            count_written(count, language, partial=profile.is_partial),
        ))  # fmt: skip
    header = (
        say("report.territory", language), say("municipality.border", language), say("compare.row.municipalities", language),
        say("table.initiatives", language),
    )  # fmt: skip
    return Lines(header, tuple(rows), "" if rows or not profile.has_members else say("place.no_neighbours", language))


def listed_sentence(profile: PlaceProfile, language: str) -> str:
    """What the list of initiatives holds, and how many of them count: fewer than it has rows."""
    rule = say(f"rule.{profile.selection.rule.value}.in_sentence", language)
    return say("place.listed", language, n=profile.distinct, rule=rule)


def spots_sentence(profile: PlaceProfile, language: str) -> str:
    """How many municipalities have no known initiative, with their inhabitants."""
    if not profile.has_members:
        return say("not_known.label", language)
    if profile.spots.empty:
        return say("place.no_spots", language)
    spots = say("place.spots", language, n=len(profile.spots))
    return say("place.spots_sentence", language, spots=spots, inhabitants=int(profile.spots["inhabitants"].sum()))


def spot_lines(atlas: Atlas, profile: PlaceProfile, language: str) -> Lines:
    """The municipalities without a known initiative, in the order of `told.spots`: inhabitants, neighbours covered, groups next door."""
    groups = str(profile.spots.columns[-1])
    rows = tuple(
        (
            str(row["municipality"]), number(int(row["inhabitants"]), language),
            say("place.of", language, n=int(row["neighbours_covered"]), of=int(row["neighbours"])),
            number(int(row["initiatives_next_door"]), language),
            listing([lag_name(atlas, lag, language) for lag in str(row[groups]).split(";") if lag], language) or NONE_KNOWN,
        )
        for _, row in profile.spots.iterrows()
    )  # fmt: skip
    header = (
        say("table.municipality", language), say("table.inhabitants", language), say("note.neighbours_covered", language),
        say("white_spots.next_door", language), say("white_spots.lag_next_door", language),
    )  # fmt: skip
    return Lines(header, rows)


def unknown_lines(atlas: Atlas, profile: PlaceProfile, language: Language) -> list[str]:
    """What is not known: participations, amounts, years, stages, and which lists are not complete."""
    counted = profile.initiatives[profile.initiatives["is_counted"]].drop_duplicates("counted_as")
    years, stages = int(counted["start_year"].isna().sum()), int((counted["stage"] == Status.UNKNOWN).sum())
    return [
        *why_not_known(atlas, profile.selected, language),
        *([say("place.no_amount", language, n=profile.money.not_published)] if profile.money.not_published else []),
        *([say("place.no_start", language, n=years)] if years else []),
        *([say("report.stage_unknown", language, n=stages)] if stages else []),
        *filter(None, [completeness_note(atlas, profile.selection, language)]),
    ]
