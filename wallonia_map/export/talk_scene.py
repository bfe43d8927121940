"""One scene of a talk as the files of a talk need it."""

from dataclasses import dataclass

from wallonia_map.export.office import clean
from wallonia_map.views.summary import ViewSummary


@dataclass(frozen=True)
class Slide:
    """One scene: what it shows, its own title if it has one, what the speaker says, and where the live view is (empty: nowhere)."""

    summary: ViewSummary
    title: str | None
    note: str
    permalink: str

    @property
    def told(self) -> str:
        """The scene's title."""
        return clean(self.title or "").strip() or clean(self.summary.title)
