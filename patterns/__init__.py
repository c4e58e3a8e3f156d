"""What the documents say: label words, phases, levels, colours, names. Data, and what matches them.

`use` reads with a user's own pattern files on top of the shipped ones:

    with patterns.use(Patterns.load("mine")):
        record = read_contract("valmont.pdf")
"""

from __future__ import annotations

from patterns.loading import PatternError, Patterns, use

__all__ = ["PatternError", "Patterns", "use"]
