"""What is said of an organisation: its name, its address in the atlas, and one sentence of what it does there."""

import pandas as pd

from wallonia_map.i18n import Language, euro, number, say
from wallonia_map.questions.organisation_profile import OrganisationProfile
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.tables.name_text import normalise
from wallonia_map.tables.organisations import Involvement, involvements
from wallonia_map.views.view import query

#: The page of one organisation, and what its address calls the organisation.
PAGE, PARAMETER = "organisation", "id"


def organisation_params(organisation_id: str) -> dict[str, list[str]]:
    """The parameters of a link to an organisation's page."""
    return {PARAMETER: [organisation_id]}


def organisation_address(organisation_id: str, language: Language | str) -> str:
    """Where the page of an organisation is, seen from any other page."""
    return f"{PAGE}?{query(organisation_params(organisation_id), language)}"


@atlas_cache(8)
def organisation_names(atlas: Atlas, language: str) -> dict[str, str]:
    """Every organisation by id with its name, in the order of the names."""
    rows = atlas.tables["organisations"]
    names = {str(key): atlas.texts.say(str(name), language) for key, name in zip(rows["organisation_id"], rows["name"], strict=True)}
    return dict(sorted(names.items(), key=lambda item: normalise(item[1])))


def organisation_sentence(profile: OrganisationProfile, language: Language) -> str:
    """What it is, and how many initiatives it leads and takes part in; that none names it, where it is so."""
    kind = say(f"organisation_kind.{profile.row['kind']}", language)
    counts = {role: len(profile.identifiers(role)) for role in Involvement}
    parts = [say(f"organisation.count.{role.value}", language, n=count) for role, count in counts.items() if count]
    said = " ".join(parts) or say("organisation.nothing", language)
    return f"{kind[:1].upper()}{kind[1:]}. {said}"


def role_written(atlas: Atlas, profile: OrganisationProfile, language: Language) -> str:
    """What the organisation does; that the atlas does not say it, where it is so."""
    return atlas.texts.say(str(profile.row["role"]), language) or say("value.not_known", language)


def since_written(profile: OrganisationProfile, language: Language) -> str:
    """The first known year in which one of its initiatives began."""
    if profile.initiatives.empty:
        return say("organisation.not_applicable", language)
    return say("value.not_known", language) if profile.first_year is None else str(profile.first_year)


def amount_lines(profile: OrganisationProfile, language: Language) -> list[tuple[str, str]]:
    """Known subsidies and budgets of the initiatives that it leads, and of how many they are."""
    lines = []
    for kind, amount in (("subsidy", profile.subsidy), ("budget", profile.budget)):
        said = say("organisation.not_applicable", language)
        if amount.of:
            of = say("place.of", language, n=amount.known, of=number(amount.of, language))
            known = say("panel.labelled", language, name=say("place.money_known", language), value=of)
            total = say("certainty.no_amount", language) if pd.isna(amount.eur) else euro(amount.eur, language)
            said = f"{total} ({known[:1].lower() + known[1:]})"
        lines.append((say(f"organisation.{kind}", language), said))
    return lines


def organisations_named(atlas: Atlas, initiative_id: str, language: str) -> list[tuple[str, str, Involvement]]:
    """The organisations that an initiative's leads and partners name: id, name, role."""
    rows, names = involvements(atlas), organisation_names(atlas, language)
    mine = rows[rows["initiative_id"] == initiative_id].sort_values("role", kind="stable")
    return [(str(row.organisation_id), names[str(row.organisation_id)], Involvement(row.role)) for row in mine.itertuples(index=False)]


def unknown_lines(profile: OrganisationProfile, language: Language) -> list[str]:
    """What is not known of it: seat, website, amounts, years; and that names which are not sure lead nowhere."""
    row = profile.row
    return [
        *([say("organisation.no_seat", language)] if not row["municipality"] else []),
        *([say("organisation.no_website", language)] if not row["website"] else []),
        *([say("place.no_amount", language, n=profile.subsidy.not_published)] if profile.subsidy.not_published else []),
        *([say("place.no_start", language, n=profile.undated)] if profile.undated else []),
        say("organisation.names_note", language),
    ]
