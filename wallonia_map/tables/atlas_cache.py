"""Answers that are worked out once per atlas: many visitors ask the same question of tables that never change."""

import functools
import weakref
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar, cast

from wallonia_map.tables.atlas import Atlas

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
_Question = Callable[Concatenate[Atlas, Given], Answer]


def atlas_cache(most: int) -> Callable[[_Question[Given, Answer]], _Question[Given, Answer]]:
    """Remember the last `most` answers of a pure function of an atlas, for as long as that atlas lives.

    The other arguments must be hashable. Callers share the answer, so nobody changes it in place.
    """

    def remembering(function: _Question[Given, Answer]) -> _Question[Given, Answer]:
        kept: weakref.WeakKeyDictionary[Atlas, Callable[..., Answer]] = weakref.WeakKeyDictionary()

        @functools.wraps(function)
        def asked(atlas: Atlas, /, *given: Given.args, **named: Given.kwargs) -> Answer:
            known = kept.get(atlas)
            if known is None:
                known = kept[atlas] = _remembered(function, weakref.ref(atlas), most)
            return known(*given, **named)

        return cast("_Question[Given, Answer]", asked)

    return remembering


def _remembered(function: Callable[..., Answer], atlas: "weakref.ref[Atlas]", most: int) -> Callable[..., Answer]:
    """The function of one atlas, which it does not keep alive."""

    @functools.lru_cache(maxsize=most)
    def known(*given: object, **named: object) -> Answer:
        return function(atlas(), *given, **named)

    return known
