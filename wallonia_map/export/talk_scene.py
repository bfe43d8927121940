"""One scene of a talk as the files of a talk need it."""

from dataclasses import dataclass

from wallonia_map.export.office import clean
from wallonia_map.views.pair_words import pair_point, pair_source
from wallonia_map.views.scene_kinds import KINDS, PLAIN
from wallonia_map.views.summary import ViewSummary


@dataclass(frozen=True)
class Slide:
    """One scene of a talk.

    Attributes
    ----------
    summary
        What it shows; beside words alone, the whole region, of which only data and sources count.
    title
        Its own title, if it has one.
    note
        What the speaker says.
    permalink
        Where the live view is (empty: nowhere).
    kind
        One of `scene_kinds.KINDS`.
    text
        The words of a scene that shows nothing else, a point a line.
    second
        What stands beside it, in a scene of two views.
    """

    summary: ViewSummary
    title: str | None
    note: str
    permalink: str
    kind: str = PLAIN
    text: str = ""
    second: ViewSummary | None = None

    @property
    def told(self) -> str:
        """The scene's title."""
        return clean(self.title or "").strip() or clean(self.summary.title)

    @property
    def is_words(self) -> bool:
        """Whether it shows words alone."""
        return not KINDS[self.kind].has_view

    @property
    def sides(self) -> tuple[ViewSummary, ...]:
        """The views that it shows, from left to right."""
        return () if self.is_words else (self.summary,) if self.second is None else (self.summary, self.second)

    @property
    def lines(self) -> tuple[str, ...]:
        """Its words, line by line, without what nobody can see."""
        return tuple(filter(None, (clean(line).strip() for line in self.text.splitlines())))

    @property
    def point(self) -> str:
        """What is computed of it, in one sentence; nothing where it shows words alone."""
        return "" if self.is_words else self.summary.point if self.second is None else pair_point(self.summary, self.second)

    @property
    def notes(self) -> tuple[str, ...]:
        """What is said of it beside the speaker's note: the whole sentence of each view, or the words."""
        return self.lines if self.is_words else tuple(side.sentence for side in self.sides)

    @property
    def source_line(self) -> str:
        """What its figures rest on; nothing where it shows words alone."""
        return "" if self.is_words else self.summary.source_line if self.second is None else pair_source(self.summary, self.second)
