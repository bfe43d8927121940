"""Kinds of scene: what a scene of each is made of. A new kind is a row here, and a drawing in `ui/stage`, `export/slides` and `export/talk_page`."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class SceneKind:
    """What a scene of one kind holds.

    Attributes
    ----------
    has_view
        Whether it shows a view of the atlas; else it shows the speaker's words alone.
    has_second
        Whether another view stands beside it.
    has_address
        Whether it shows the public address of the atlas, large and as a code.
    opens
        Whether a new one comes first in the talk, not last.
    """

    has_view: bool = False
    has_second: bool = False
    has_address: bool = False
    opens: bool = False


#: The kind that a scene is of where nothing else is said: as files were until November 2026.
PLAIN = "view"
KINDS: Mapping[str, SceneKind] = {
    PLAIN: SceneKind(has_view=True),
    "pair": SceneKind(has_view=True, has_second=True),
    "title": SceneKind(opens=True),
    "text": SceneKind(),
    "closing": SceneKind(has_address=True),
}
#: The kinds that a speaker adds on Present: those of the speaker's own words.
WORDS = tuple(name for name, kind in KINDS.items() if not kind.has_view)
