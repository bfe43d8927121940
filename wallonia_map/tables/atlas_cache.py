"""Answers that are worked out once per atlas: many visitors ask the same question of tables that never change.

The one cache of pure functions of an atlas. What belongs to one visitor stands in `ui/frame/session_memo.py`; what Streamlit itself
must hold, because it draws or publishes, in its `cache_data` and `cache_resource`.
"""

import functools
import inspect
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Concatenate, Generic, ParamSpec, TypeVar, cast

from wallonia_map.tables.atlas import Atlas

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
_Question = Callable[Concatenate[Atlas, Given], Answer]


def atlas_cache(most: int) -> Callable[[_Question[Given, Answer]], _Question[Given, Answer]]:
    """Remember the last `most` answers of a pure function of an atlas, for as long as that atlas lives.

    The other arguments must be hashable, and say by their value what is asked: an object that is only equal to itself
    would be kept, and never found again. Threads that ask the same at once wait for one answer; a question that fails
    is asked again by whoever waits. Callers share the answer, so nobody changes it in place.
    """

    def remembering(function: _Question[Given, Answer]) -> _Question[Given, Answer]:
        kept: weakref.WeakKeyDictionary[Atlas, _Answers[Answer]] = weakref.WeakKeyDictionary()
        lock = threading.Lock()
        parameters = tuple(inspect.signature(function).parameters.values())[1:]

        @functools.wraps(function)
        def asked(atlas: Atlas, /, *given: Given.args, **named: Given.kwargs) -> Answer:
            with lock:
                answers = kept.get(atlas)
                if answers is None:
                    answers = kept[atlas] = _Answers(most)
            # The same question however it is put: by position, by name, or left at its default.
            key = (*given, *(named.get(one.name, one.default) for one in parameters[len(given) :]))
            return answers.of(key, lambda: function(atlas, *given, **named))

        return cast("_Question[Given, Answer]", asked)

    return remembering


class _Answers(Generic[Answer]):
    """The answers of one function about one atlas, the one asked last at the end."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, _Slot[Answer]] = OrderedDict()

    def of(self, key: Hashable, work: Callable[[], Answer]) -> Answer:
        with self._lock:
            slot = self._kept.setdefault(key, _Slot())
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return slot.answer(work)


class _Slot(Generic[Answer]):
    """The place of one answer; its lock is held while that is worked out, and no other question waits for it."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._found: tuple[Answer] | None = None

    def answer(self, work: Callable[[], Answer]) -> Answer:
        found = self._found
        if found is None:
            with self._lock:
                found = self._found
                if found is None:
                    found = self._found = (work(),)
        return found[0]
