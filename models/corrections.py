"""The file of a reader's corrections: what the review page saves, and what stands beside a record."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from models.record import Correction, Part


class Corrections(Part):
    """What readers said of one file's values, in the order in which it is to be applied."""

    corrections_version: Literal["1.0"] = Field("1.0", description="Version of this shape.")
    file_name: str = Field(description="Name of the file that was read.")
    sha256: str = Field(description="SHA-256 of its bytes: corrections hold for this file alone.")
    corrections: list[Correction] = Field(default_factory=list, description="The corrections.")
