"""Which things are counted as a whole: those that come from one place of the program."""

from __future__ import annotations

from collections.abc import Sequence

from leakline.heap.census import CLOSURE, CONTEXT, OBJECT, Census, Row
from leakline.heap.runtime_scripts import is_program_script
from leakline.leaks.heap_contexts import HeapContexts
from leakline.leaks.heap_sites import HeapSites


class ToldApart:
    """Decides for rows of a census, by the last snapshot."""

    def __init__(self, census: Census, sites: HeapSites, contexts: HeapContexts) -> None:
        self._census = census
        self._sites = sites
        self._contexts = contexts

    def __call__(self, rows: Sequence[int]) -> list[bool]:
        """For each row whether its things come from one place of the program, not of the runtime."""
        return [self._is_apart(row, self._census.rows[row]) for row in rows]

    def _is_apart(self, number: int, row: Row) -> bool:
        if row.kind in (CLOSURE, OBJECT):
            return row.script_id >= 0 and is_program_script(self._sites.urls.get(row.script_id, ""))
        if row.kind == CONTEXT:
            node = self._census.first_node(-1, number)
            return node >= 0 and any(is_program_script(url) for url in self._contexts.urls(node))
        return False
