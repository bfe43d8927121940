"""A talk: scenes that are links to views, kept in a small file with a version; what is opened is looked up or refused."""

import base64
import binascii
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from wallonia_map.errors import WalloniaMapError
from wallonia_map.model import Programme
from wallonia_map.views.own_column import OwnColumn, from_told, to_told

VERSION = 1
FORMAT = "wallonia-map-talk"
#: Bounds on what a file or a link may hold: a talk is a handful of scenes, not a payload.
MOST_SCENES, MOST_TEXT, MOST_BYTES, MOST_LINK, MOST_VALUES = 60, 2_000, 1_000_000, 6_000, 60
#: Longest value of a parameter: a perimeter of every municipality, by its codes.
MOST_VALUE = 1_700
#: A link that is longer breaks in mail programs and on posters: then the file is the way.
SHORT_LINK = 1_800
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
    """One view on the stage: a page, the parameters of its link, and what the speaker adds.

    `preset` names a scene of the default talk, whose title and note exist in every language. `own` is the visitor's column of a scene of `OWN_PAGE`:
    what no link leads back to, the scene carries itself.
    """

    params: Mapping[str, Sequence[str]] = field(default_factory=dict)
    page: str = "explore"
    title: str = ""
    note: str = ""
    preset: str = ""
    own: OwnColumn | None = None


@dataclass(frozen=True)
class Talk:
    """Scenes in order."""

    scenes: tuple[Scene, ...]

    @property
    def has_own(self) -> bool:
        """Whether a scene carries a visitor's own column."""
        return any(scene.own is not None for scene in self.scenes)

    def moved(self, index: int, by: int) -> "Talk":
        """The scene at `index` moved by some places; out of range changes nothing."""
        target = index + by
        if not (0 <= index < len(self.scenes) and 0 <= target < len(self.scenes)):
            return self
        scenes = list(self.scenes)
        scenes.insert(target, scenes.pop(index))
        return Talk(tuple(scenes))

    def without(self, index: int) -> "Talk":
        """All scenes but the one at `index`."""
        return Talk(self.scenes[:index] + self.scenes[index + 1 :])

    def doubled(self, index: int) -> "Talk":
        """The scene at `index` twice, one after the other; no more than `MOST_SCENES`."""
        return self if len(self.scenes) >= MOST_SCENES else Talk((*self.scenes[: index + 1], *self.scenes[index:]))

    def changed(self, index: int, **changes: object) -> "Talk":
        """The scene at `index` with another title, note or view."""
        scene = replace(self.scenes[index], **changes)  # type: ignore[arg-type]
        return Talk((*self.scenes[:index], scene, *self.scenes[index + 1 :]))

    def plus(self, scene: Scene) -> "Talk":
        """One scene more, at the end; no more than `MOST_SCENES`."""
        return self if len(self.scenes) >= MOST_SCENES else Talk((*self.scenes, scene))


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


def to_json(talk: Talk) -> str:
    """The talk as the text of its file."""
    scenes = [
        {name: to_told(value) if isinstance(value, OwnColumn) else value for name, value in vars(scene).items() if value}
        for scene in talk.scenes
    ]
    return json.dumps({"format": FORMAT, "version": VERSION, "scenes": scenes}, ensure_ascii=False, indent=1)


def from_json(content: bytes) -> Talk:
    """The talk in a file.

    Raises
    ------
    TalkError
        If it is too large, no talk, of a later version, or holds something that a talk cannot hold.
    """
    if len(content) > MOST_BYTES:
        raise TalkError("too_large")
    try:
        told = json.loads(content.decode("utf-8-sig"))
        json.dumps(told, ensure_ascii=False).encode("utf-8")  # half a sign (a lone surrogate) can be written in JSON, and shown nowhere
    except (ValueError, RecursionError) as error:
        raise TalkError("not_a_talk", "no JSON") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise TalkError("not_a_talk", "no talk")
    if told.get("version") != VERSION:
        raise TalkError("other_version", str(told.get("version"))[:20])
    scenes = told.get("scenes")
    if not isinstance(scenes, list) or not 0 < len(scenes) <= MOST_SCENES:
        raise TalkError("not_a_talk", "scenes")
    return Talk(tuple(_scene(scene) for scene in scenes))


def _scene(told: object) -> Scene:
    if not isinstance(told, dict) or not set(told) <= {"params", "page", "title", "note", "preset", "own"}:
        raise TalkError("not_a_talk", "a scene")
    texts = {name: told.get(name, "") for name in ("title", "note", "preset")}
    if any(not isinstance(text, str) or len(text) > MOST_TEXT for text in texts.values()):
        raise TalkError("not_a_talk", "a text")
    if texts["preset"] and texts["preset"] not in PRESETS:
        raise TalkError("not_a_talk", "a preset")
    page = told.get("page", "explore")
    if page not in PAGES:
        raise TalkError("not_a_talk", "a page")
    if ("own" in told) is not (page == OWN_PAGE):  # such a scene shows a column, or nothing at all
        raise TalkError("not_a_talk", "a column")
    try:
        own = from_told(told["own"]) if "own" in told else None
    except ValueError as error:
        raise TalkError("not_a_talk", str(error)) from error
    return Scene(params=_params(told.get("params", {})), page=page, own=own, **texts)


def _params(told: object) -> dict[str, list[str]]:
    if not isinstance(told, dict) or len(told) > MOST_VALUES:
        raise TalkError("not_a_talk", "parameters")
    for name, values in told.items():
        right = isinstance(values, list) and len(values) <= MOST_VALUES and all(isinstance(value, str) for value in values)
        if not right or len(name) > 40 or any(len(value) > MOST_VALUE for value in values):
            raise TalkError("not_a_talk", "parameters")
    return told


def to_link(talk: Talk) -> str | None:
    """The talk as a parameter of a link; None where that would be too long, or would put a visitor's data into addresses and logs."""
    if talk.has_own:
        return None
    packed = base64.urlsafe_b64encode(zlib.compress(to_json(talk).encode("utf-8"), 9)).decode().rstrip("=")
    return packed if len(packed) <= SHORT_LINK else None


def from_link(text: str) -> Talk:
    """The talk in a link.

    Raises
    ------
    TalkError
        If it is not what `to_link` writes; a small text that unpacks to a large one is refused unread.
    """
    if len(text) > MOST_LINK:
        raise TalkError("too_large")
    try:
        reader = zlib.decompressobj()
        content = reader.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), MOST_BYTES)
    except (binascii.Error, zlib.error, ValueError) as error:
        raise TalkError("not_a_talk", "link") from error
    if reader.unconsumed_tail:
        raise TalkError("too_large")
    told = from_json(content)
    if told.has_own:
        raise TalkError("not_a_talk", "a column in a link")
    return told
