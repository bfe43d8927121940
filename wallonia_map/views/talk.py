"""A talk: scenes that are links to views or words of the speaker's, in order; and the talk that is there before anyone makes one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from wallonia_map.errors import WalloniaMapError
from wallonia_map.model import Programme
from wallonia_map.views.own_column import OwnColumn
from wallonia_map.views.scene_kinds import KINDS, PLAIN, SceneKind

#: A talk is a handful of scenes; the words of one fit a screen: letters and lines at most.
MOST_SCENES, MOST_WORDS, MOST_LINES = 60, 400, 7
PRESETS = ("aim", "where", "leader", "villages", "call", "perimeter", "white_spots", "learn", "unknown")
PAGES = ("explore", "compare", "white_spots", "your_data")
OWN_PAGE = "your_data"


@dataclass(eq=False)
class TalkError(WalloniaMapError):
    """A talk that cannot be opened; `reason` is the id of the sentence that says why."""

    reason: str
    detail: str = ""

    def __str__(self) -> str:
        """The reason's id and the detail, for the log."""
        return f"{self.reason}: {self.detail}"


@dataclass(frozen=True)
class Scene:
    """What stands on the stage at a time, and what the speaker adds.

    Attributes
    ----------
    params, page
        The view: a page with a map, and the parameters of its link.
    title, note, text
        The speaker's own: heading, what is said, and the words of a scene that shows nothing else (lines are kept).
    preset
        A scene of the default talk, whose title and note exist in every language.
    own
        The visitor's column of a scene of `OWN_PAGE`: what no link leads back to, the scene carries itself.
    kind
        One of `scene_kinds.KINDS`.
    titles, texts, notes
        Title, words and note in some languages, where they are not those of the talk.
    second
        The view beside this one: a scene of the plain kind, whole, so that the two can be parted again.
    """

    params: Mapping[str, Sequence[str]] = field(default_factory=dict)
    page: str = "explore"
    title: str = ""
    note: str = ""
    preset: str = ""
    own: OwnColumn | None = None
    kind: str = PLAIN
    text: str = ""
    second: "Scene | None" = None
    titles: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    def title_in(self, language: str) -> str:
        """The speaker's title in a language: its own, or the talk's; empty where there is none."""
        return self.titles.get(language, "") or self.title

    def text_in(self, language: str) -> str:
        """The speaker's words in a language: its own, or the talk's."""
        return self.texts.get(language, "") or self.text

    def note_in(self, language: str) -> str:
        """What the speaker says in a language: its own, or the talk's."""
        return self.notes.get(language, "") or self.note

    def worded(self, name: str, words: str, language: str, *, apart: bool) -> "Scene":
        """The scene with another `title`, `text` or `note`: the talk's, or that of a language where it is `apart` or has one of its own already."""
        own = dict({"title": self.titles, "text": self.texts, "note": self.notes}[name])
        if not apart and language not in own:
            return replace(self, **{name: words})  # type: ignore[arg-type]
        kept = {**own, language: words} if words else {other: told for other, told in own.items() if other != language}
        return replace(self, **{f"{name}s": kept})  # type: ignore[arg-type]

    @property
    def made_of(self) -> SceneKind:
        """What a scene of this kind holds."""
        return KINDS[self.kind]


@dataclass(frozen=True)
class Talk:
    """Scenes in order; `address` is where the atlas is in public, for codes (empty: nowhere); `is_dark` shows them light on black, for a dark hall."""

    scenes: tuple[Scene, ...]
    address: str = ""
    is_dark: bool = False

    @property
    def has_own(self) -> bool:
        """Whether a scene carries a visitor's own column."""
        return any(True for _ in self.own_columns())

    def own_columns(self) -> Iterator[OwnColumn]:
        """The visitor's columns that scenes carry."""
        for scene in self.scenes:
            for side in (scene, scene.second):
                if side is not None and side.own is not None:
                    yield side.own

    def moved(self, index: int, by: int) -> "Talk":
        """The scene at `index` moved by some places; out of range changes nothing."""
        target = index + by
        if not (0 <= index < len(self.scenes) and 0 <= target < len(self.scenes)):
            return self
        scenes = list(self.scenes)
        scenes.insert(target, scenes.pop(index))
        return self._with(scenes)

    def reordered(self, places: Sequence[int]) -> "Talk":
        """The scenes that stand at `places`, in their order; unless each is named once, nothing changes."""
        if sorted(places) != list(range(len(self.scenes))):
            return self
        return self._with([self.scenes[place] for place in places])

    def without(self, index: int) -> "Talk":
        """All scenes but the one at `index`."""
        return self._with(self.scenes[:index] + self.scenes[index + 1 :])

    def doubled(self, index: int) -> "Talk":
        """The scene at `index` twice, one after the other; no more than `MOST_SCENES`."""
        return self if len(self.scenes) >= MOST_SCENES else self._with((*self.scenes[: index + 1], *self.scenes[index:]))

    def changed(self, index: int, **changes: object) -> "Talk":
        """The scene at `index` with another title, note or view."""
        return self.with_scene(index, replace(self.scenes[index], **changes))  # type: ignore[arg-type]

    def with_scene(self, index: int, scene: Scene) -> "Talk":
        """`scene` in the place of the one at `index`."""
        return self._with((*self.scenes[:index], scene, *self.scenes[index + 1 :]))

    def plus(self, scene: Scene) -> "Talk":
        """One scene more, at the end, or first where its kind opens a talk; no more than `MOST_SCENES`."""
        if len(self.scenes) >= MOST_SCENES:
            return self
        return self._with((scene, *self.scenes) if scene.made_of.opens else (*self.scenes, scene))

    def can_pair(self, index: int) -> bool:
        """Whether the scene at `index` and the one after it are views that can stand side by side."""
        return [scene.kind for scene in self.scenes[index : index + 2]] == [PLAIN, PLAIN]

    def paired(self, index: int) -> "Talk":
        """The views at `index` and after it as one scene, side by side."""
        if not self.can_pair(index):
            return self
        scene = replace(self.scenes[index], kind="pair", second=self.scenes[index + 1])
        return self._with((*self.scenes[:index], scene, *self.scenes[index + 2 :]))

    def parted(self, index: int) -> "Talk":
        """The two views of the scene at `index` as two scenes again; no more than `MOST_SCENES`."""
        scene = self.scenes[index]
        if scene.second is None or len(self.scenes) >= MOST_SCENES:
            return self
        return self._with((*self.scenes[:index], replace(scene, kind=PLAIN, second=None), scene.second, *self.scenes[index + 1 :]))

    def _with(self, scenes: Sequence[Scene]) -> "Talk":
        return replace(self, scenes=tuple(scenes))


def first_of(family: str) -> Programme | None:
    """The programme of a family that a talk is about: the groups of the newest period, else the first in menu order."""
    if family == "lag":
        return Programme.newest_groups()
    return next((item for item in Programme if item.row["family"] == family), None)


def default_talk() -> Talk:
    """The story of the data: what was wanted, where it is, LEADER, a call, white spots, what is not known."""
    groups, villages, call = (first_of(family) for family in ("lag", "lag-projects", "smart-region"))
    views: dict[str, dict[str, list[str]]] = {
        "aim": {},
        "where": {"show": ["per-10000"]},
        **({"leader": {"show": [groups.membership_map], "programme": [groups.value]}} if groups else {}),
        **({"villages": {"programme": [villages.value]}} if villages else {}),
        **({"call": {"programme": [call.value], "show": ["covered"]}} if call else {}),
        **({"perimeter": {"programme": [call.value], "show": ["covered"], "role": ["extended"]}} if call else {}),
        "white_spots": {"show": ["covered"]},
        "learn": {"theme": ["mobility"], "circles": ["1"], "show": ["covered"]},
        "unknown": {"show": ["subsidy"]},
    }
    return Talk(tuple(Scene(params=views[preset], preset=preset) for preset in PRESETS if preset in views))
