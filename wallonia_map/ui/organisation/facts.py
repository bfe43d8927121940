"""What is known of an organisation, field by field, as HTML: what is not known says so."""

from html import escape

from wallonia_map.i18n import Language, say
from wallonia_map.questions.organisation_profile import OrganisationProfile
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.contracts import LIST_SEPARATOR
from wallonia_map.ui.frame import markup
from wallonia_map.views.organisation_words import amount_lines, since_written
from wallonia_map.views.view import query


def facts_html(atlas: Atlas, profile: OrganisationProfile, language: Language) -> str:
    """The row of the organisation and what is counted of it, as a table of names and values."""
    body = "".join(f'<tr><th scope="row">{escape(name)}</th><td>{value}</td></tr>' for name, value in facts(atlas, profile, language))
    return f'<table class="atlas-table fields"><tbody>{body}</tbody></table>'


def facts(atlas: Atlas, profile: OrganisationProfile, language: Language) -> list[tuple[str, str]]:
    """The name of each field and its value as HTML, escaped, in reading order."""
    row, not_known = profile.row, escape(say("value.not_known", language))
    website = str(row["website"])
    sources = "<br>".join(markup.outside_link(url) for url in str(row["source_urls"]).split(LIST_SEPARATOR) if url)
    return [
        (say("organisation.kind", language), escape(say(f"organisation_kind.{row['kind']}", language))),
        (say("organisation.seat", language), _seat(atlas, profile, language) or not_known),
        (say("organisation.website", language), markup.outside_link(website) if website else not_known),
        (say("organisation.where", language), _places(atlas, profile, language)),
        (say("organisation.since", language), escape(since_written(profile, language))),
        *((name, escape(value)) for name, value in amount_lines(profile, language)),
        (say("data.sources", language), sources or not_known),
        (say("initiative.identifier", language), f"<code>{escape(profile.organisation_id)}</code>"),
    ]


def _seat(atlas: Atlas, profile: OrganisationProfile, language: Language) -> str:
    """The municipality of the seat, which leads to its page, and the address where it is known."""
    row = profile.row
    found = atlas.tables["municipalities_source"]
    codes = found.loc[found["name_fr"] == row["municipality"], profile.vintage.column]
    links = [_town(atlas, str(nis), profile, language) for nis in codes]
    return ", ".join([*([escape(str(row["address"]))] if row["address"] else []), *links])


def _places(atlas: Atlas, profile: OrganisationProfile, language: Language) -> str:
    """How many municipalities its initiatives reach, folded the list of them; and how many reach a province or the region as a whole."""
    named = sorted((atlas.municipality_name(nis, profile.vintage, language), nis) for nis in profile.roles)
    links = ", ".join(_town(atlas, nis, profile, language) for _, nis in named)
    count = escape(say("organisation.municipalities", language, n=len(named)))
    lines = [f'<details class="more"><summary>{count}</summary><p>{links}</p></details>'] if named else []
    lines += [escape(say("organisation.wide", language, n=profile.wide))] if profile.wide else []
    return "".join(lines) or escape(say("organisation.not_applicable" if profile.initiatives.empty else "value.not_known", language))


def _town(atlas: Atlas, nis: str, profile: OrganisationProfile, language: Language) -> str:
    address = f"municipality?{query({'nis': [nis]}, language)}"
    return f'<a href="{escape(address)}">{escape(atlas.municipality_name(nis, profile.vintage, language))}</a>'
