"""A reading process from outside: start it, ask it, and see what to do where it dies or a page takes too long."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from extract.batching.calls import REST_PAGES, Answer, Call, Failure, GivenUp
from extract.batching.failing import crash_line, lost_line, slow_line
from extract.batching.remote import local_files
from extract.errors import InputError

MOST_GIVEN_UP = 20
"""A document with more pages that take too long, or end their process, is given up."""
DIED_TWICE = "the process that read it died twice (a crash, or over --memory-megabytes)"
PROGRAM = "from extract.batching.worker import main; main()"

_HERE = threading.local()
_LIVE: set[ReadingProcess] = set()
_AHEAD: list[ReadingProcess] = []
"""Processes that were started before anything was asked."""


class DeadError(Exception):
    """The process ended without an answer; `page` is the one that took too long, if that is why."""

    def __init__(self, over_time: bool, page: int | None) -> None:
        super().__init__()
        self.over_time, self.page = over_time, page


class ReadingProcess:
    """A process that reads contracts, one call at a time; it is started again where it died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False
        _LIVE.add(self)

    def start(self) -> None:
        """Start the process ahead of the first call, where it is not yet."""
        self._pipes()

    def ask(self, call: Call, paths: tuple[Path, ...]) -> Any:
        """Give the answer to a call.

        A page that takes too long is left out of the next try, and so is one on which the process died twice;
        a process that died elsewhere is given one more try.
        """
        given_up: dict[int, GivenUp] = {}
        died: list[int | None] = []
        while len(given_up) <= MOST_GIVEN_UP:
            try:
                return self._once(call, given_up, paths)
            except DeadError as death:
                self.end()
                page = death.page
                if death.over_time:
                    if page is None:
                        return Failure(slow_line(call.sources[0], REST_PAGES * call.page_seconds))
                    reason = f"it took over {call.page_seconds:g} s and was given up"
                    given_up[page] = GivenUp(reason, "page-over-time")
                elif not died and not self._stopped:
                    died = [page]
                elif page is not None and died == [page]:
                    given_up[page], died = GivenUp(DIED_TWICE, "page-crashed"), []
                else:
                    return Failure(crash_line(call.sources[0]))
        return Failure(lost_line(call.sources[0], MOST_GIVEN_UP))

    def _once(self, call: Call, given_up: dict[int, GivenUp], paths: tuple[Path, ...]) -> Any:
        page: int | None = None
        begun = time.monotonic()
        try:
            calls, answers = self._pipes()
            pickle.dump((call, given_up, paths), calls, pickle.HIGHEST_PROTOCOL)
            calls.flush()
            while True:
                kind, value = pickle.load(answers)  # noqa: S301  our own process
                if kind == "answer":
                    return value
                page, begun = value, time.monotonic()
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            limit = call.page_seconds * (REST_PAGES if page is None else 1)
            raise DeadError(time.monotonic() - begun >= limit, page) from error

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        """Give what calls are written to and answers are read from, of a process that is started where needed."""
        if self._process is None:
            environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
            # in a session of its own Ctrl-C does not reach it: the main process ends it in good order
            self._process = subprocess.Popen(  # noqa: S603  this Python, our own module
                [sys.executable, "-c", PROGRAM],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=environment,
                start_new_session=os.name == "posix",
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )
        if self._stopped:
            raise EOFError
        assert self._process.stdin and self._process.stdout  # noqa: S101  both are pipes
        return self._process.stdin, self._process.stdout

    def end(self, *, stop: bool = False) -> None:
        """End the process; where `stop` is True, for good."""
        self._stopped |= stop
        process, self._process = self._process, None
        if process is not None:
            if os.name == "posix":  # with what it started, such as Tesseract; its group stands until it is waited for
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            process.wait()


def start_ahead(count: int = 1) -> None:
    """Have so many processes started, for the first calls that come: they import what reading needs meanwhile."""
    while len(_AHEAD) < count:
        process = ReadingProcess()
        process.start()
        _AHEAD.append(process)


def _taken_ahead() -> ReadingProcess | None:
    try:
        return _AHEAD.pop()
    except IndexError:
        return None


def perform(call: Call) -> Answer | Failure:
    """Run a call in this thread's reading process, and say how long it took."""
    started = time.perf_counter()
    process = getattr(_HERE, "process", None)
    if process is None:
        process = _HERE.process = _taken_ahead() or ReadingProcess()
    try:
        with local_files(call.sources, call.file_megabytes) as paths:
            value = process.ask(call, paths)
    except InputError as error:
        value = Failure(str(error))
    seconds = time.perf_counter() - started
    return Failure(value.line, value.trace, seconds) if isinstance(value, Failure) else Answer(value, seconds)


def end_all() -> None:
    """End every reading process that this process started."""
    for process in list(_LIVE):
        process.end(stop=True)
    _LIVE.clear()
    _AHEAD.clear()
