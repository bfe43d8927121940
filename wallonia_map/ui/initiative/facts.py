"""What is known of an initiative, field by field, as HTML: what is not known says so."""

from collections.abc import Sequence
from html import escape

import pandas as pd

from wallonia_map.i18n import Language, say
from wallonia_map.model import Role, Vintage
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.contracts import LIST_SEPARATOR
from wallonia_map.tables.names import initiative_title
from wallonia_map.tables.related import counted_with, groups_of, related
from wallonia_map.ui.frame import markup
from wallonia_map.ui.shared.programme_mark import named_html
from wallonia_map.ui.shared.questioning import confirmed_sentence
from wallonia_map.views.certainty import amount_written
from wallonia_map.views.initiative_summary import roles_of
from wallonia_map.views.initiative_words import inferred_written, initiative_address, reach_written, state_written, years_written
from wallonia_map.views.organisation_words import organisation_address, organisations_named
from wallonia_map.views.view import query

#: Relation, and whether the initiative of the page stands first in it → the words for the other.
RELATIONS = {
    ("same", True): "initiative.same", ("same", False): "initiative.same",
    ("probable same", True): "initiative.probable_same", ("probable same", False): "initiative.probable_same",
    ("possible same", True): "initiative.possible_same", ("possible same", False): "initiative.possible_same",
    ("part of", True): "initiative.part_of", ("part of", False): "initiative.has_part",
    ("successor", True): "initiative.followed_by", ("successor", False): "initiative.follows",
}  # fmt: skip


def facts_html(atlas: Atlas, identifier: str, language: Language) -> str:
    """Everything that the row says, as a table of names and values."""
    rows = facts(atlas, identifier, language)
    body = "".join(f'<tr><th scope="row">{escape(name)}</th><td>{value}</td></tr>' for name, value in rows)
    return f'<table class="atlas-table fields"><tbody>{body}</tbody></table>'


def facts(atlas: Atlas, identifier: str, language: Language) -> list[tuple[str, str]]:
    """The name of each field and its value as HTML, escaped, in reading order."""
    row = atlas.initiatives.loc[identifier]
    texts = atlas.texts
    not_known = say("value.not_known", language)
    themes = [say(f"theme.{theme}", language) for theme in _parts(row["themes"])]
    funding = texts.say(str(row["funding"]), language)
    return [
        (say("table.programme", language), named_html(str(row["programme"]), language)),
        (say("panel.lead", language), _lead(atlas, row, language)),
        (say("initiative.partners", language), escape(texts.say_each(str(row["partners"]), language) or say("initiative.no_partner", language))),
        *_organisations(atlas, identifier, language),
        (say("initiative.where", language), escape(reach_written(atlas, row, language)) + _places(atlas, identifier, language)),
        (say("initiative.when", language), escape(years_written(row, language))),
        (say("table.stage", language), escape(state_written(atlas, row, language))),
        *((say(f"panel.{kind}", language), escape(amount_written(row, kind, language))) for kind in ("subsidy", "budget")),
        (say("initiative.funding", language), escape(funding or not_known)),
        (say("table.themes", language), escape(", ".join(themes) or not_known)),
        *_bound(atlas, identifier, language),
        *([(say("initiative.website", language), markup.outside_link(str(row["website"])))] if row["website"] else []),
        *_notes(atlas, row, language),
        (say("table.confidence", language), escape(say(f"confidence.{row['confidence']}", language))),
        (say("initiative.inferred", language), escape(inferred_written(row, language))),
        (say("initiative.confirmed", language), escape(confirmed_sentence(atlas, identifier, language))),
        (say("data.sources", language), "<br>".join(markup.outside_link(url) for url in _parts(row["source_urls"])) or escape(not_known)),
        (say("initiative.identifier", language), f"<code>{escape(identifier)}</code> {_as_data(identifier, language)}"),
    ]  # fmt: skip


def _lead(atlas: Atlas, row: pd.Series, language: Language) -> str:
    name = atlas.texts.say_each(str(row["lead"]), language) or say("value.not_known", language)
    kind = say(f"lead_type.{row['lead_type']}", language)
    return escape(f"{name} ({kind})" if row["lead"] else name)


def _organisations(atlas: Atlas, identifier: str, language: Language) -> list[tuple[str, str]]:
    """The organisations that leads and partners name, each a link to its page."""
    lines = [
        f'<a href="{escape(organisation_address(name, language))}">{escape(said)}</a> ({escape(say(f"role.{role.value}", language))})'
        for name, said, role in organisations_named(atlas, identifier, language)
    ]
    return [(say("organisation.of_initiative", language), "<br>".join(lines))] if lines else []


def _places(atlas: Atlas, identifier: str, language: Language) -> str:
    """The municipalities by role, each a link to its sheet."""
    vintage = Vintage.default()
    roles, lines = roles_of(atlas, identifier, vintage), ""
    for role in Role:
        places = sorted((atlas.municipality_name(nis, vintage, language), nis) for nis, own in roles.items() if own == role.value)
        links = [f'<a href="municipality?{escape(query({"nis": [nis]}, language))}">{escape(name)}</a>' for name, nis in places]
        lines += _labelled(say(f"column.{role.value}_municipalities", language), links, language)
    reason = atlas.texts.say(str(atlas.initiatives.at[identifier, "possible_reason"]), language)
    return lines + (f"<br>{escape(reason)}" if reason else "")


def _labelled(name: str, links: Sequence[str], language: Language) -> str:
    if not links:
        return ""
    before = say("panel.labelled", language, name=name[:1].upper() + name[1:], value="")
    return f"<br>{escape(before)}{', '.join(links)}"


def _bound(atlas: Atlas, identifier: str, language: Language) -> list[tuple[str, str]]:
    """The same, its parts, what it follows and what follows it; the groups that it belongs to."""
    lines = []
    links = related(atlas, identifier)
    for link in links:
        name = say("panel.labelled", language, name=say(RELATIONS[link.relation, link.is_first], language), value="")
        note = atlas.texts.say(link.note, language)
        lines.append(f"{escape(name)}{_title_link(atlas, link.other, language)}" + (f" ({escape(note)})" if note else ""))
    named = {link.other for link in links if not link.is_counted_once}
    for other in counted_with(atlas, identifier):
        if other not in named:
            lines.append(escape(say("panel.counted_with", language, title=initiative_title(atlas, other, language))))
    bound = [(say("initiative.related", language), "<br>".join(lines))] if lines else []
    programmes = atlas.initiatives["programme"]
    groups = [
        f"{_title_link(atlas, other, language)} ({escape(say(f'programme.{programmes[other]}', language))})"
        for other in groups_of(atlas, identifier)
    ]
    return [*bound, *([(say("initiative.groups", language), "<br>".join(groups))] if groups else [])]


def _title_link(atlas: Atlas, identifier: str, language: Language) -> str:
    title = escape(initiative_title(atlas, identifier, language))
    return f'<a href="{escape(initiative_address(identifier, language))}">{title}</a>'


def _notes(atlas: Atlas, row: pd.Series, language: Language) -> list[tuple[str, str]]:
    notes = [escape(atlas.texts.say(note, language)) for note in str(row["notes"]).split(" — ") if note]
    return [(say("initiative.notes", language), "<br>".join(notes))] if notes else []


def _as_data(identifier: str, language: Language) -> str:
    """The way to the row for programs (server/api.py)."""
    spoken = query({}, language)
    address = f"api/v1/initiatives/{identifier}.json" + (f"?{spoken}" if spoken else "")
    return f'<a href="{escape(address)}" target="_blank">JSON</a>'


def _parts(text: str) -> list[str]:
    return [part for part in str(text).split(LIST_SEPARATOR) if part]
