"""The command line: `contrats` and its commands, in the order in which `--help` lists them."""

from __future__ import annotations

import os
import sys

# isort: off
# each file adds its commands to the app, in this order
from extract.commands import (
    reading,
    inspecting,
    evaluating,
    correcting,
    looking,
    entities,
    exporting,
    comparing,
)

# isort: on
from extract.commands.app import app

__all__ = ["app", "main"]

COMMANDS = (reading, inspecting, evaluating, correcting, looking, entities, exporting, comparing)
"""The files of the commands."""


def main() -> None:
    """Run the command line; what the terminal cannot show is printed escaped, never a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # looking for some takes a hundredth of a second
    elsewhere = {argument.split("=")[0] for argument in sys.argv} & {"--help", "--scheduler"}
    if sys.argv[1:2] in (["extract"], ["demo"]) and not elsewhere:
        from extract.batching.process import start_ahead

        start_ahead()  # a process that reads is ready when the options are understood
    app()
