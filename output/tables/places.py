"""Where the rows of a workbook stand in the PDFs: the cell that leads to a page, for any row of a table."""

from __future__ import annotations

from collections.abc import Mapping

from models.record import Action, Evidence, Record
from output.spreadsheet import Link, Value
from output.tables.columns import Cell
from output.tables.layout import page_source
from output.tables.links import PageLink


class Places:
    """Where the values of one record were read, by their pointers, and the links to their pages."""

    def __init__(self, record: Record, link: PageLink) -> None:
        self._record, self._link = record, link
        self._files = {source.file_name: source for source in record.sources}
        self._actions = {action.id: k for k, action in enumerate(record.actions)}
        self._source_of = page_source(record)
        self._first: dict[str, Evidence] = {}
        for row in record.evidence:
            pointer = row.field
            while row.page and pointer and pointer not in self._first:  # a part is where its first value is
                self._first[pointer] = row
                pointer = pointer.rpartition("/")[0]

    def action(self, action_id: Cell) -> Action | None:
        """Give the action of an id."""
        place = self._actions.get(str(action_id))
        return None if place is None else self._record.actions[place]

    def of(self, cells: Mapping[str, Cell]) -> Value:
        """Give the cell that leads to the page of a table's row: its own, its value's, or its action's first."""
        name = str(cells["id"])
        if name in self._actions:
            return self._of_action(name)
        action_id = cells.get("action_id")
        owner = str(action_id) if action_id else self._record.contract.id
        above, rest = f"/actions/{self._actions[owner]}" if action_id else "/contract", name.removeprefix(owner)
        found = self._first.get(above + rest) or self._first.get(rest)  # the outline stands outside the contract
        page = cells.get("page") or (found.page if found else None)
        if page is None and action_id:
            return self._of_action(owner)
        return self._cell(page, cells.get("file") or (found.file if found else None))

    def at(self, pointer: str, page: int | None) -> Value:
        """Give the cell that leads to a page, in the file that the value of a pointer was read in."""
        found = self._first.get(pointer)
        return self._cell(page, found.file if found else None)

    def _of_action(self, name: str) -> Value:
        place = self._actions[name]
        page = min(self._record.actions[place].pages, default=None)
        return self._cell(page, page and self._source_of(place, page).file_name)

    def _cell(self, page: Cell, file: Cell) -> Value:
        """Give the link to a page, or its number alone where there is no link."""
        if not isinstance(page, int):
            return None
        target = self._link(self._files.get(str(file), self._record.sources[0]), page)
        return Link(target, f"p. {page}") if target else f"p. {page}"
