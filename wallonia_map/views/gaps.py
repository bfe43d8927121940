"""What the data itself lacks, in sentences that close when it is filled in: projects nobody has a row for, groups without members."""

from wallonia_map.i18n import listing, say
from wallonia_map.model import Programme, Role
from wallonia_map.questions.reconciliation import known_of_published
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.tables.names import lag_name


@atlas_cache(64)
def missing_projects(atlas: Atlas, programme: str) -> int:
    """How many initiatives of a programme were published as selected and have no row here."""
    known, published = known_of_published(atlas, Programme(programme))
    return max(published - known, 0)


@atlas_cache(64)
def groups_without_members(atlas: Atlas, programme: str) -> tuple[str, ...]:
    """The groups of a programme of which no member is known (ids); none for another family."""
    if not Programme(programme).is_groups:
        return ()
    told = atlas.tables["participations"]
    sure = told.loc[told["role"] != Role.POSSIBLE.value, "initiative_id"]
    rows = atlas.initiatives.index[atlas.initiatives["programme"] == programme]
    return tuple(str(item) for item in rows if item not in set(sure))


def members_gap(atlas: Atlas, language: str, programmes: tuple[str, ...] = ()) -> str:
    """That the members of some groups are not known; empty where all are. `programmes` are all where there are none."""
    names = [
        say("data.group_of", language, name=lag_name(atlas, group, language), programme=say(f"programme.{item}", language))
        for item in (programmes or tuple(word.value for word in Programme))
        for group in groups_without_members(atlas, item)
    ]
    return say("data.wanted_members", language, names=listing(names, language)) if names else ""


def gap_text(atlas: Atlas, language: str, programmes: tuple[str, ...] = ()) -> str:
    """The projects that are in no source that was read, and the groups without members; empty where nothing is missing."""
    asked = programmes or tuple(word.value for word in Programme)
    lacking = [(item, missing_projects(atlas, item)) for item in asked]
    parts = [
        say("data.wanted_part", language, n=missing, programme=say(f"programme.{item}", language)) for item, missing in lacking if missing
    ]
    told = say("data.wanted_projects", language, parts=listing(parts, language)) if parts else ""
    return " ".join(filter(None, (told, members_gap(atlas, language, programmes))))


def programme_gap(atlas: Atlas, programme: str, language: str) -> str:
    """Everything that is not known of a programme: what its rows say, and what its own line adds; empty where there is nothing."""
    own = str(Programme(programme).row[f"gap_{language}"])
    known, published = known_of_published(atlas, Programme(programme))
    counted = say("data.gap_known", language, n=known, of=published) if known < published else ""
    return " ".join(filter(None, (counted, members_gap(atlas, language, (programme,)), own)))
