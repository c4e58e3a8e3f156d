"""Who is who: each partner, lead and funder as written, resolved to the organisation that is meant."""

from __future__ import annotations

from extract.organisations.directory import Directory, Found, directory_of

__all__ = ["Directory", "Found", "directory_of"]
