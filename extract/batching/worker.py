"""A reading process: it takes calls on its standard input and answers on its standard output.

It ends when its input does, so it never outlives the process that started it, however that ended.
"""

from __future__ import annotations

import ctypes
import faulthandler
import gc
import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from extract.batching.calls import REST_PAGES, Call, Failure, GivenUp
from extract.batching.failing import reading_failure
from extract.errors import PageError

Tell = Callable[[int | None], None]
"""Tells which page is read; None between pages."""


class Watch:
    """Says which page is read, and ends the process where one takes too long: even a call into C cannot hold it.

    The process that waits for the answer sees on which page that was, and asks again without it.
    """

    def __init__(self, tell: Tell, page_seconds: float, given_up: Mapping[int, GivenUp]) -> None:
        self._tell, self._seconds, self._given_up = tell, page_seconds, given_up
        self._nowhere = open(os.devnull, "w")  # noqa: SIM115, PTH123  open as long as the watch is on
        self._from_now(REST_PAGES)

    @contextmanager
    def page(self, number: int) -> Iterator[None]:
        """Watch a page. Raises PageError where it was given up before, or there is no memory for it."""
        if number in self._given_up:
            raise PageError(number, self._given_up[number].reason, self._given_up[number].code)
        self._tell(number)
        self._from_now(1)
        try:
            yield
        except MemoryError as error:
            raise PageError(number, "no memory left for it. Give more --memory-megabytes", "page-crashed") from error
        except TimeoutError as error:
            raise PageError(number, "a search for words in it took too long", "page-over-time") from error
        self._tell(None)
        self._from_now(REST_PAGES)

    def done(self) -> None:
        """Stop watching."""
        faulthandler.cancel_dump_traceback_later()
        self._nowhere.close()

    def _from_now(self, pages: int) -> None:
        faulthandler.dump_traceback_later(pages * self._seconds, exit=True, file=self._nowhere)


def main() -> None:
    """Answer calls until there are no more."""
    import extract.reading  # noqa: F401  now, since the process may have been started ahead of the first call

    answers, calls = own_output(), sys.stdin.buffer
    if os.name == "posix":  # there a process started in a session of its own leads its group
        threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
    while True:
        try:
            call, given_up, paths = pickle.load(calls)  # noqa: S301  from the process that started this one
        except EOFError:
            return
        limit_memory(call.megabytes)
        send(answers, ("answer", answer(call, given_up, paths, lambda page: send(answers, ("page", page)))))
        return_memory()


def answer(call: Call, given_up: Mapping[int, GivenUp], paths: tuple[Path, ...], tell: Tell) -> Any:
    """Run a call; every failure becomes its one line."""
    watch = Watch(tell, call.page_seconds, given_up)
    try:
        return call.function(paths, *call.arguments, watch)
    except Exception as error:  # one document's fault must not end the batch
        return Failure(*reading_failure(call.sources[0], error))
    finally:
        watch.done()


def limit_memory(megabytes: int) -> None:
    """Have the system refuse this process more memory, where it can: what is refused ends the process at worst."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    most = resource.getrlimit(resource.RLIMIT_DATA)[1]
    wanted = megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


def end_with(parent: int) -> None:
    """End this process and what it started, such as Tesseract, once its parent is gone without a word."""
    while os.getppid() == parent:
        time.sleep(1)
    os.killpg(0, signal.SIGKILL)


def own_output() -> BinaryIO:
    """Keep the standard output for the answers; what a library prints there goes to the error output."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def send(answers: BinaryIO, message: object) -> None:
    """Send a message at once; where nobody is left to take it, end without a word."""
    try:
        pickle.dump(message, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()
    except BrokenPipeError:
        os._exit(1)


def return_memory() -> None:
    """Give the memory of a document back to the system, where the C library has a call for it."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
    if trim:
        trim(0)


if __name__ == "__main__":
    main()
