"""A talk as the text of its file and as a link: small, with a version; what is opened is looked up or refused."""

import base64
import binascii
import json
import zlib
from collections.abc import Mapping
from urllib.parse import urlsplit

from wallonia_map.i18n import Language
from wallonia_map.views.own_column import OwnColumn, from_told, to_told
from wallonia_map.views.scene_kinds import KINDS, PLAIN, SceneKind
from wallonia_map.views.talk import MOST_LINES, MOST_SCENES, MOST_WORDS, OWN_PAGE, PAGES, PRESETS, Scene, Talk, TalkError

VERSION = 1
FORMAT = "wallonia-map-talk"
#: Bounds on what a file or a link may hold: a talk is no payload.
MOST_TEXT, MOST_BYTES, MOST_LINK, MOST_VALUES, MOST_ADDRESS = 2_000, 1_000_000, 6_000, 60, 200
#: Longest value of a parameter: a perimeter of every municipality, by its codes.
MOST_VALUE = 1_700
#: A link that is longer breaks in mail programs and on posters: then the file is the way.
SHORT_LINK = 1_800


def to_json(talk: Talk) -> str:
    """The talk as the text of its file."""
    more = {name: value for name, value in (("address", talk.address), ("dark", talk.is_dark)) if value}
    written = {"format": FORMAT, "version": VERSION, **more, "scenes": [_as_json(scene) for scene in talk.scenes]}
    return json.dumps(written, ensure_ascii=False, indent=1)


def _as_json(scene: Scene) -> dict[str, object]:
    """What of a scene is not at its default, as JSON writes it."""
    plain = vars(Scene())
    written = {name: value for name, value in vars(scene).items() if value != plain[name] and value}
    return {
        name: to_told(value) if isinstance(value, OwnColumn) else _as_json(value) if isinstance(value, Scene) else value
        for name, value in written.items()
    }


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
        parsed = json.loads(content.decode("utf-8-sig"))
        json.dumps(parsed, ensure_ascii=False).encode("utf-8")  # half a sign (a lone surrogate) can be written in JSON, and shown nowhere
    except (ValueError, RecursionError) as error:
        raise TalkError("not_a_talk", "no JSON") from error
    if not isinstance(parsed, dict) or parsed.get("format") != FORMAT:
        raise TalkError("not_a_talk", "no talk")
    if parsed.get("version") != VERSION:
        raise TalkError("other_version", str(parsed.get("version"))[:20])
    scenes = parsed.get("scenes")
    if not isinstance(scenes, list) or not 0 < len(scenes) <= MOST_SCENES:
        raise TalkError("not_a_talk", "scenes")
    address = parsed.get("address", "")
    if not isinstance(address, str) or (address and not is_address(address)):
        raise TalkError("not_a_talk", "an address")
    is_dark = parsed.get("dark", False)
    if not isinstance(is_dark, bool):
        raise TalkError("not_a_talk", "dark or not")
    return Talk(tuple(_scene(scene) for scene in scenes), address, is_dark)


def is_address(text: str) -> bool:
    """Whether a text is an address on the web that a code may lead to: of a plain host, with nothing in it that the eye cannot see."""
    if not 0 < len(text) <= MOST_ADDRESS or not text.isprintable() or not text.isascii() or set(text) & set(" <>\"'\\@"):
        return False
    try:
        given = urlsplit(text)
    except ValueError:
        return False
    return given.scheme in ("http", "https") and bool(given.hostname) and not given.query and not given.fragment


def _scene(parsed: object) -> Scene:
    if not isinstance(parsed, dict) or not set(parsed) <= set(vars(Scene())):
        raise TalkError("not_a_talk", "a scene")
    kind = parsed.get("kind", PLAIN)
    if not isinstance(kind, str) or kind not in KINDS:
        raise TalkError("not_a_talk", "a kind")
    second = _second(parsed, KINDS[kind])
    texts = {name: parsed.get(name, "") for name in ("title", "note", "preset", "text")}
    if any(not isinstance(text, str) or len(text) > MOST_TEXT for text in texts.values()):
        raise TalkError("not_a_talk", "a text")
    titles, words, notes = (_by_language(parsed.get(name, {})) for name in ("titles", "texts", "notes"))
    if words and (KINDS[kind].has_view or not all(map(fits, words.values()))):
        raise TalkError("not_a_talk", "words")
    if texts["text"] and (KINDS[kind].has_view or not fits(texts["text"])):
        raise TalkError("not_a_talk", "words")
    if texts["preset"] and texts["preset"] not in PRESETS:
        raise TalkError("not_a_talk", "a preset")
    page = parsed.get("page", "explore")
    if not isinstance(page, str) or page not in PAGES:
        raise TalkError("not_a_talk", "a page")
    if ("own" in parsed) is not (page == OWN_PAGE):  # such a scene shows a column, or nothing at all
        raise TalkError("not_a_talk", "a column")
    try:
        own = from_told(parsed["own"]) if "own" in parsed else None
    except ValueError as error:
        raise TalkError("not_a_talk", str(error)) from error
    return Scene(
        params=_params(parsed.get("params", {})),
        page=page,
        own=own,
        kind=kind,
        second=second,
        titles=titles,
        texts=words,
        notes=notes,
        **texts,
    )


def _second(parsed: Mapping[str, object], kind: SceneKind) -> Scene | None:
    """The view that stands beside: there where the kind has one, and nowhere else; it has no other beside itself."""
    if ("second" in parsed) is not kind.has_second:
        raise TalkError("not_a_talk", "a second view")
    if not kind.has_second:
        return None
    beside = parsed["second"]
    if not isinstance(beside, dict) or beside.get("kind", PLAIN) != PLAIN:
        raise TalkError("not_a_talk", "a second view")
    return _scene(beside)


def _by_language(parsed: object) -> dict[str, str]:
    """Texts by the language that they are in."""
    if not isinstance(parsed, dict) or not set(parsed) <= set(Language):
        raise TalkError("not_a_talk", "a language")
    if any(not isinstance(text, str) or len(text) > MOST_TEXT for text in parsed.values()):
        raise TalkError("not_a_talk", "a text")
    return parsed


def fits(text: str) -> bool:
    """Whether the words of a scene fit a screen."""
    return len(text) <= MOST_WORDS and len(text.splitlines()) <= MOST_LINES


def _params(parsed: object) -> dict[str, list[str]]:
    if not isinstance(parsed, dict) or len(parsed) > MOST_VALUES:
        raise TalkError("not_a_talk", "parameters")
    for name, values in parsed.items():
        right = isinstance(values, list) and len(values) <= MOST_VALUES and all(isinstance(value, str) for value in values)
        if not right or len(name) > 40 or any(len(value) > MOST_VALUE for value in values):
            raise TalkError("not_a_talk", "parameters")
    return parsed


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
    parsed = from_json(content)
    if parsed.has_own:
        raise TalkError("not_a_talk", "a column in a link")
    return parsed
