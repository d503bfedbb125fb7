"""ScopeInfos: V8's lists of a scope's variables, as far as a snapshot shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from leakline.heap.columns import Ints, Ordinals

if TYPE_CHECKING:
    from leakline.heap.snapshot import Snapshot

SCOPE_INFO = "system / ScopeInfo"
TABLE_NAMES = ("context local names", "NameToIndexHashTable")
FIRST_NAME_IN_ARRAY = 3
LEAST_COMMON = 20
"""Node's own library has more than 100 plain block contexts: a size that fewer than this have is no plain block."""


@dataclass(frozen=True, slots=True)
class ScopeNames:
    """Names at the front of a ScopeInfo: the slots' first, then perhaps the function's and others.

    ``whole`` means that all names are those of slots: from a table (without order) or, until V8 8.4, an ``array``.
    """

    names: tuple[str, ...]
    whole: bool = False
    array: bool = False


@dataclass(frozen=True, slots=True)
class ScopeInfos:
    """Reads ScopeInfos and knows how large one usually is: ``usual`` words by kind, without two words for each slot."""

    snapshot: Snapshot
    word: int
    usual: dict[str, int]
    _outer: dict[int, bool]
    _read: dict[int, ScopeNames] = field(default_factory=dict)

    @staticmethod
    def learn(
        snapshot: Snapshot, contexts: Ints, kinds: Ordinals, scope_infos: Ordinals, extensions: Ordinals
    ) -> ScopeInfos:
        """Learn the sizes from the contexts of one snapshot whose number of slots is certain."""
        from leakline.heap.contexts import HEADER_WORDS, KINDS

        sizes = snapshot.self_sizes[contexts].astype(np.int64)
        # With compressed pointers (Chrome, Electron) a word has four bytes.
        word = 4 if np.any(sizes % 8) else 8
        outer = _with_outer(snapshot, scope_infos)
        plain = [index for index, kind in enumerate(KINDS) if kind not in ("module", "with", "native", "unknown")]
        certain = np.isin(kinds, plain) & (scope_infos >= 0) & (extensions < 0)
        certain &= snapshot.node_types[scope_infos] != snapshot.node_type_id("array")
        infos = scope_infos[certain]
        slots = sizes[certain] // word - HEADER_WORDS
        words = snapshot.self_sizes[infos].astype(np.int64) // word - 2 * slots
        has_outer = np.isin(infos, np.fromiter(outer, np.int64, len(outer)))
        rows = np.stack([kinds[certain], words - has_outer], axis=1)[words >= FIRST_NAME_IN_ARRAY]
        distinct, counts = np.unique(rows, axis=0, return_counts=True)
        usual: dict[str, int] = {}
        for kind in np.unique(distinct[:, 0]):
            sized, often = distinct[distinct[:, 0] == kind, 1], counts[distinct[:, 0] == kind]
            name = KINDS[int(kind)]
            common = sized[often >= LEAST_COMMON]
            # Class scopes are blocks with two more words until V8 11, and may outnumber the plain ones.
            usual[name] = int(common.min()) if name == "block" and common.size else int(sized[np.argmax(often)])
        return ScopeInfos(snapshot, word, usual, outer)

    def missing_words(self, kind: str, scope: int, slots: int) -> int:
        """By how many words a ScopeInfo is smaller than usual for this many slots; 0 where the usual is not known."""
        if kind not in self.usual:
            return 0
        words = int(self.snapshot.self_sizes[scope]) // self.word
        return self.usual[kind] + (1 if scope in self._outer else 0) - (words - 2 * slots)

    def read(self, scope: int) -> ScopeNames:
        """Names at the front of a ScopeInfo."""
        if scope not in self._read:
            array = self.snapshot.node_type(scope) == "array"
            self._read[scope] = self._from_array(scope) if array else self._from_object(scope)
        return self._read[scope]

    def _from_array(self, scope: int) -> ScopeNames:
        elements = {self.snapshot.edge_name(edge): edge for edge in self.snapshot.edges(scope)}
        names: list[str] = []
        index = FIRST_NAME_IN_ARRAY
        while (edge := elements.get(str(index))) is not None and self._string(edge):
            names.append(self._name(edge))
            index += 1
        return ScopeNames(tuple(names), whole=True, array=True)

    def _from_object(self, scope: int) -> ScopeNames:
        snapshot = self.snapshot
        names: list[str] = []
        table = snapshot.target(scope, "context_local_names_hashtable", "internal")
        for edge in snapshot.edges(scope):
            if snapshot.edge_type(edge) != "hidden":
                continue
            if not names and not self._string(edge) and any(part in self._name(edge) for part in TABLE_NAMES):
                table = int(snapshot.edge_targets[edge])
            if snapshot.edge_name(edge) != len(names) or not self._string(edge):
                break
            names.append(self._name(edge))
        if table >= 0:
            return ScopeNames(tuple(self._name(e) for e in snapshot.edges(table) if self._string(e)), whole=True)
        return ScopeNames(tuple(names))

    def _string(self, edge: int) -> bool:
        return "string" in self.snapshot.node_type(int(self.snapshot.edge_targets[edge]))

    def _name(self, edge: int) -> str:
        return self.snapshot.node_name(int(self.snapshot.edge_targets[edge]))


def _with_outer(snapshot: Snapshot, scope_infos: Ordinals) -> dict[int, bool]:
    """The ScopeInfos that lead to an outer one, which takes a word of its own."""
    distinct = np.unique(scope_infos[scope_infos >= 0])
    rows, edges = snapshot.edges_of(distinct)
    targets = snapshot.edge_targets[edges]
    is_scope = snapshot.name_mask(snapshot.strings.find_all(SCOPE_INFO))
    is_map = snapshot.edge_name_ids[edges] == max(0, snapshot.strings.find("map"))
    is_map &= snapshot.edge_types[edges] == snapshot.edge_type_id("internal")
    found = rows[is_scope[targets] & ~is_map]
    return dict.fromkeys((int(scope) for scope in distinct[np.unique(found)]), True)
