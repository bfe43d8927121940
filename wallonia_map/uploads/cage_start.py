"""Start the process of a cage: its imports held ready, one thread each, and out of reach of what is meant for the command."""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from multiprocessing import resource_tracker
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from types import ModuleType

#: One thread each: thread pools cost address space, which is what the limit counts.
_SINGLE_THREADED = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "ARROW_IO_THREADS"), "1")
_PRELOADED = ["wallonia_map.uploads.cage_child"]
_starting = threading.Lock()


def context() -> "ForkServerContext | SpawnContext":
    """A process that holds the imports and forks for every file (15 ms); on Windows each file starts its own (about a second)."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def start(process: BaseProcess) -> None:
    """Start `process` with one thread for each library; an interrupt that comes meanwhile is raised when it has started."""
    with _starting, _interrupts_held():  # the first start takes over the environment
        kept = {name: os.environ.get(name) for name in _SINGLE_THREADED}
        os.environ.update(_SINGLE_THREADED)
        try:
            with _without_a_script():
                process.start()
        finally:
            for name, value in kept.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """Let Ctrl-C, which the terminal sends to every process of the command, wait until the new one has begun, and never reach it.

    A process inherits what is held; that of the forks would otherwise print a trace as long as it loads what they need.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # it lets interrupts through where it starts, so it starts first
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def _without_a_script() -> Iterator[None]:
    """Let a new process not import the script of this one: Streamlit's is a page, and importing it takes longer than most files."""
    script = sys.modules["__main__"]
    nothing = sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        if sys.modules["__main__"] is nothing:  # else another visitor's page has begun meanwhile
            sys.modules["__main__"] = script
