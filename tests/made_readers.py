"""Readers to put in the real one's place. Reading processes import this module."""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from made_records import made_record

from extract.batching.stages import Read, as_read
from extract.batching.worker import Watch
from extract.errors import PageError


def read_or_break(paths: tuple[Path, ...], watch: Watch) -> Read:
    """A made record; a file whose name begins so has a fault, ends the process, or has pages that take
    a minute or end the process."""
    name = paths[0].name
    if name.startswith("fault"):
        raise ZeroDivisionError("a line\nor two")
    if name.startswith("crash"):
        os._exit(3)
    if name.startswith("once") and not paths[0].exists():  # the second try finds what the first one left
        paths[0].touch()
        os._exit(3)
    if name.startswith("slow"):
        for number in (1, 2, 3):
            with suppress(PageError), watch.page(number):
                time.sleep(60 if number == 2 else 0)
    if name.startswith("deadly"):
        for number in (1, 2, 3):
            with suppress(PageError), watch.page(number):
                if number > 1:
                    os._exit(3)
    return as_read(made_record(paths[0]))


def read_late(paths: tuple[Path, ...], watch: Watch) -> Read:
    """Comes to the record only after its pages, and too late."""
    time.sleep(60)
    return as_read(made_record(paths[0]))


def read_with_a_child(paths: tuple[Path, ...], watch: Watch) -> Read:
    """Starts a program, as OCR does, and waits for it on a page; the file holds the program's process."""
    child = subprocess.Popen(["sleep", "300"])
    paths[0].write_text(str(child.pid), encoding="utf-8")
    with suppress(PageError), watch.page(1):
        child.wait()
    return as_read(made_record(paths[0]))
