"""Whether all rows of a programme are known: only then does an absence say « none », and may something be called the least."""

from wallonia_map.model import Programme, Selection
from wallonia_map.questions.reconciliation import known_of_published
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache

#: Families whose rows were gathered where they were found: nobody publishes how many there are.
_OPEN_LISTS = frozenset({"lag-projects", "projects"})


@atlas_cache(64)
def is_complete(atlas: Atlas, programme: str) -> bool:
    """Whether every initiative of `programme` is known: a published number of them, and as many rows.

    This is the one place that says so. It is derived from the control totals and the family of the programme.
    """
    told = atlas.tables["programmes"].set_index("programme")["family"]
    if told.get(programme) in _OPEN_LISTS:
        return False
    known, published = known_of_published(atlas, programme)
    return 0 < published <= known


@atlas_cache(128)
def partial_programmes(atlas: Atlas, selection: Selection) -> tuple[str, ...]:
    """The programmes of `selection` that are not complete, in menu order: where one is, « not covered » is « none known »."""
    asked = selection.programmes or tuple(item.value for item in Programme)
    return tuple(str(item.value) for item in Programme if item.value in asked and not is_complete(atlas, item.value))


def is_partial(atlas: Atlas, selection: Selection) -> bool:
    """Whether a programme of `selection` is not complete."""
    return bool(partial_programmes(atlas, selection))
