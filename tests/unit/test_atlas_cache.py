import gc
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier, Event, get_ident

import pytest

from wallonia_map.model import Selection, Theme, Vintage
from wallonia_map.questions.neighbours import borders
from wallonia_map.questions.selection import Selected
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.views.sensitivity import coverage_variants


def selections_alive():
    gc.collect()
    return sum(isinstance(held, Selected) for held in gc.get_objects())


def test_does_it_hold_holds_no_dead_selection(small):
    atlas, before = replace(small), selections_alive()  # an atlas of its own: nothing was asked of it yet
    for theme in list(Theme)[:6]:
        coverage_variants(atlas, Selection(themes=(theme.value,), words="dead selection"))
    assert selections_alive() <= before


def test_askers_of_the_same_question_wait_for_one_answer(small):
    asked, asking, all_ask = [], set(), Event()

    class Question:
        """Notes who looks it up: every asker does, before it waits for the answer."""

        def __hash__(self):
            asking.add(get_ident())
            if len(asking) == 8:
                all_ask.set()
            return 1

    question, together = Question(), Barrier(8)

    @atlas_cache(4)
    def slow(_atlas, number):
        asked.append(number)
        assert all_ask.wait(timeout=60)  # answered only once all the others ask too
        return object()

    def ask(_):
        together.wait()
        return slow(small, question)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(8)))
    assert asked == [question]
    assert all(answer is answers[0] for answer in answers)


def test_a_slow_question_keeps_no_other_waiting(small):
    together = Barrier(2, timeout=10)

    @atlas_cache(4)
    def meet(_atlas, number):
        together.wait()  # breaks unless both are worked out at once
        return number

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda number: meet(small, number), (1, 2))) == [1, 2]


def test_a_question_that_failed_is_asked_again(small):
    asked = []

    @atlas_cache(4)
    def moody(_atlas):
        asked.append(1)
        if len(asked) == 1:
            raise OSError("not now")
        return "now"

    with pytest.raises(OSError, match="not now"):
        moody(small)
    assert (moody(small), moody(small), len(asked)) == ("now", "now", 2)


def test_a_question_is_the_same_by_position_by_name_and_at_its_default(small):
    assert borders(small) is borders(small, Vintage.V2019) is borders(small, vintage=Vintage.V2019)
    assert borders(small) is not borders(small, Vintage.V2025)


def test_the_answers_asked_last_are_kept_and_no_more(small):
    asked = []

    @atlas_cache(2)
    def known(_atlas, number):
        asked.append(number)
        return number

    for number in (1, 2, 1, 3, 1, 2):
        known(small, number)
    assert asked == [1, 2, 3, 2]


def test_an_atlas_has_its_own_answers_and_takes_them_along(small):
    class Answer:
        pass

    @atlas_cache(4)
    def answer(_atlas):
        return Answer()

    other = replace(small)
    gone = weakref.ref(answer(other))
    assert answer(small) is not gone()
    del other
    gc.collect()
    assert gone() is None
