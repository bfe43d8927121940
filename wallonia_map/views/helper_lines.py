"""Who could help a place, in words: the same on its page, in its note and in its file."""

from dataclasses import dataclass

from wallonia_map.i18n import say
from wallonia_map.questions.place_profile import PlaceProfile
from wallonia_map.questions.place_tables import ALL, NO_THEME
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import initiative_title
from wallonia_map.tables.organisations import contact_page


@dataclass(frozen=True)
class HelperLine:
    """A municipality that could help with a theme: by which initiative, and whom; `contact` is a page to reach it by, empty where none is known."""

    theme: str
    helper_nis: str
    helper: str
    initiative_id: str
    initiative: str
    helped: tuple[str, ...]
    contact: str = ""


def helper_lines(atlas: Atlas, profile: PlaceProfile, language: str) -> dict[str, list[HelperLine]]:
    """Who could help, by theme: those who could help most municipalities first, then the most alike."""
    vintage = profile.selection.vintage
    found: dict[str, list[HelperLine]] = {str(theme): [] for theme in profile.themes.index if theme not in (NO_THEME, ALL)}
    for (theme, helper), rows in profile.helpers.groupby(["theme", "helper_nis"], sort=False):
        identifier = str(rows["initiative_id"].iloc[0])
        helped = tuple(atlas.municipality_name(str(nis), vintage, language) for nis in rows["nis"])
        name = atlas.municipality_name(str(helper), vintage, language)
        found[str(theme)].append(
            HelperLine(
                str(theme),
                str(helper),
                name,
                identifier,
                initiative_title(atlas, identifier, language),
                helped,
                contact_page(atlas, identifier),
            )
        )
    apart = profile.helpers.groupby(["theme", "helper_nis"])["distance"].mean()
    for theme, lines in found.items():
        lines.sort(key=lambda line: (-len(line.helped), apart[theme, line.helper_nis], line.helper_nis))
    return found


def helpers_note(profile: PlaceProfile, language: str) -> str:
    """For whom the helpers are, and how they are chosen."""
    return say("place.helpers_members" if profile.spots.empty else "place.helpers_spots", language)
