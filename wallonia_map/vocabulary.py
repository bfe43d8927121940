"""Words that rows of data add to: programmes, vintages, themes. What they are called comes from the same rows.

An enumeration closes a list in code; here the list is what the data in use told last (`tell`). A process serves one data
folder, so it has one vocabulary: `tables.vocabulary` reads it, and `tables.atlas.load` tells it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

Told = TypeVar("Told", bound="Word")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Vocabulary:
    """Rows by kind of word (`programme`, `vintage`, `theme`) and id, in menu order; `messages` by language and message id."""

    rows: Mapping[str, Mapping[str, Row]] = field(default_factory=dict)
    messages: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class Kind(type):
    """What a class of words can do that an enumeration can: be gone through, looked up, asked for a member by its name."""

    kind: str

    def ids(cls) -> tuple[str, ...]:
        """The ids of this kind of word, in menu order."""
        return tuple(current().rows.get(cls.kind, ()))

    def __iter__(cls: type[Told]) -> Iterator[Told]:  # type: ignore[misc]
        every = _every.get(cls.kind)
        if every is None:
            every = _every[cls.kind] = tuple(cls(value) for value in cls.ids())
        return iter(every)

    def __len__(cls) -> int:
        return len(cls.ids())

    def __contains__(cls, value: object) -> bool:
        return value in cls.ids()

    def __getattr__(cls: type[Told], name: str) -> Told:  # type: ignore[misc]
        """The member that is named so, as enumerations name theirs: what its id begins with, in capitals."""
        found = _named.get((cls.kind, name))
        if found is not None:
            return found  # type: ignore[no-any-return]
        if name.isupper():
            asked = name.removeprefix("V") if name[1:].isdigit() else name
            for value in cls.ids():
                if value.upper().replace("-", "_").startswith(asked):
                    return _named.setdefault((cls.kind, name), cls(value))  # type: ignore[no-any-return]
        raise AttributeError(name)


class Word(str, metaclass=Kind):
    """One word of the data: its id as a text. The same id is the same object."""

    __slots__ = ()
    kind = ""
    _made: dict[tuple[str, str], Any] = {}  # noqa: RUF012 (shared on purpose: one object per id)

    def __new__(cls: type[Told], value: str) -> Told:
        """The word of that id; `ValueError` if the data has none."""
        known = _known.get(cls.kind)
        if known is None:
            known = _known[cls.kind] = frozenset(cls.ids())
        if value not in known:
            raise ValueError(f"{value!r} is not a {cls.kind} of the data")
        return _word(cls, value)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy by id: another process (a worker of a cluster) takes the word as it comes, whatever it has read itself."""
        return _word, (type(self), self.value)

    def __str__(self) -> str:
        """The id, as plain text."""
        return str.__str__(self)

    @property
    def value(self) -> str:
        """The id as plain text."""
        return str.__str__(self)

    @property
    def row(self) -> Row:
        """What the data tells of it."""
        return current().rows[self.kind][self.value]


def _word(cls: type[Told], value: str) -> Told:
    """The one object for an id, unasked whether the data has it."""
    found = Word._made.get((cls.kind, str(value)))
    return found if found is not None else Word._made.setdefault((cls.kind, str(value)), str.__new__(cls, value))  # type: ignore[no-any-return]


#: What was looked up in the vocabulary in use: forgotten with it. Members by class and name; ids and members by class.
_named: dict[tuple[str, str], Any] = {}
_known: dict[str, frozenset[str]] = {}
_every: dict[str, tuple[Any, ...]] = {}
_current: list[Vocabulary] = []
_first: list[Callable[[], Vocabulary]] = []


def current() -> Vocabulary:
    """The vocabulary of the data in use; before any was loaded, that of the data that came with the app."""
    if not _current and _first:
        _current.append(_first[0]())
    return _current[0] if _current else Vocabulary()


def tell(vocabulary: Vocabulary) -> None:
    """From now on, these are the words."""
    _current[:] = [vocabulary]
    _named.clear()
    _known.clear()
    _every.clear()


def read_first_by(reader: Callable[[], Vocabulary]) -> None:
    """Who reads the vocabulary where nothing was loaded yet."""
    _first[:] = [reader]
