"""The parts that a snapshot is made of, from a file's sections or from the column cache."""

from __future__ import annotations

from dataclasses import dataclass

from leakline.heap.columns import Bytes, Columns, UInts
from leakline.heap.locations import Locations, read_locations
from leakline.heap.meta import Meta
from leakline.heap.read import Sections
from leakline.heap.strings import Strings
from leakline.heap.timeline import Timeline, read_timeline


@dataclass(frozen=True, slots=True)
class Parts:
    """All columns of a snapshot, checked; :class:`leakline.heap.snapshot.Snapshot` says what each holds."""

    meta: Meta
    strings: Strings
    node_types: Bytes
    node_name_ids: UInts
    node_ids: Columns
    self_sizes: Columns
    first_edges: UInts
    detachedness: Bytes
    trace_node_ids: UInts
    edge_types: Bytes
    edge_name_ids: UInts
    edge_targets: UInts
    locations: Locations
    timeline: Timeline


def parts_of(sections: Sections) -> Parts:
    """Take the parts out of a file's sections. Raises SnapshotError where the small ones contradict the large ones."""
    nodes, edges, meta = sections.nodes, sections.edges, sections.meta
    return Parts(
        meta=meta,
        strings=sections.strings,
        node_types=nodes.types,
        node_name_ids=nodes.names,
        node_ids=sections.ids,
        self_sizes=sections.sizes,
        first_edges=nodes.first_edges,
        detachedness=nodes.detachedness,
        trace_node_ids=nodes.traces,
        edge_types=edges.types,
        edge_name_ids=edges.names,
        edge_targets=edges.targets,
        locations=read_locations(meta, sections.flat),
        timeline=read_timeline(meta, len(sections.strings), sections.flat, sections.tree),
    )
