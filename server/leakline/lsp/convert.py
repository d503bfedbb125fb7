"""What ``ide`` says as LSP's JSON, in the client's position encoding and within its capabilities.

Plain dictionaries, not lsprotocol's classes: converting those takes a hundred times as long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lsprotocol import types

from leakline.ide.model import Diagnostic, Hover, Inlay, Lens, Position, Range, Related, Severity
from leakline.lsp.client import Client
from leakline.text.edits import Edit
from leakline.text.positions import Encoding, LineIndex

SOURCE = "leakline"
EXPLAIN = "leakline.explain"

_SEVERITIES = {Severity.ERROR: 1, Severity.WARNING: 2, Severity.INFORMATION: 3, Severity.HINT: 4}
_FENCE = re.compile(r"^```.*\n?", re.MULTILINE)
_INLINE = re.compile(r"\*\*([^*]+)\*\*|`([^`]+)`|\[([^\]]*)\]\([^)]*\)|^#+ |\\([\\`*_{}\[\]<>#|])", re.MULTILINE)


def position_of(position: types.Position) -> Position:
    """A client's position in our words; the unit stays the client's."""
    return Position(position.line, position.character)


def plain_text(markdown: str) -> str:
    """Markdown without its marks, for clients that show text as it is."""
    return _INLINE.sub(lambda match: next((part for part in match.groups() if part), ""), _FENCE.sub("", markdown))


@dataclass(frozen=True, slots=True)
class Converter:
    """Converts for one client.

    ``lines_of`` gives the text that ranges of a file count in, None when it is unknown; ``uri_of`` the name of a file
    for the client, ``page_of`` the URI of a rule's page.
    """

    client: Client
    lines_of: Callable[[Path], LineIndex | None]
    uri_of: Callable[[Path], str]
    page_of: Callable[[str], str | None] = lambda _: None

    def range(self, path: Path, shown: Range) -> dict[str, Any]:
        """A range of a file."""
        lines = None if self.client.encoding is Encoding.UTF16 else self.lines_of(path)
        return {"start": self._position(lines, shown.start), "end": self._position(lines, shown.end)}

    def diagnostic(self, one: Diagnostic, rules: Mapping[str, str]) -> dict[str, Any] | None:
        """A diagnostic with the severity that the user chose for its code; None if it is switched off."""
        chosen = rules.get(one.code)
        if chosen == "off":
            return None
        found: dict[str, Any] = {
            "range": self.range(one.path, one.range),
            "severity": _SEVERITIES[Severity(chosen) if chosen else one.severity],
            "code": one.code,
            "source": SOURCE,
            "message": one.message,
        }
        page = self.page_of(one.code) if self.client.code_description else None
        if page is not None:
            found["codeDescription"] = {"href": page}
        if self.client.related_information and one.related:
            found["relatedInformation"] = [self._related(related) for related in one.related]
        if self.client.diagnostic_data and one.fingerprint is not None:
            found["data"] = {"fingerprint": one.fingerprint}
        return found

    def edits(self, lines: LineIndex, edits: Iterable[Edit]) -> list[dict[str, Any]]:
        """Edits in bytes of a text as edits for the client."""
        return [
            {
                "range": self._range(lines, edit.start, edit.old_end),
                "newText": edit.text.decode("utf-8", "surrogatepass"),
            }
            for edit in edits
        ]

    def _range(self, lines: LineIndex, start: int, end: int) -> dict[str, Any]:
        ends = (lines.position(offset, self.client.encoding) for offset in (start, end))
        first, last = ({"line": one.line, "character": one.column} for one in ends)
        return {"start": first, "end": last}

    def hover(self, path: Path, hover: Hover) -> dict[str, Any]:
        """A hover, as Markdown where the client shows it."""
        if self.client.markdown:
            contents = {"kind": "markdown", "value": hover.markdown}
        else:
            contents = {"kind": "plaintext", "value": plain_text(hover.markdown)}
        return {"contents": contents, "range": self.range(path, hover.range)}

    def lens(self, path: Path, lens: Lens) -> dict[str, Any]:
        """A code lens whose command explains the suspect."""
        command = {"title": lens.title, "command": EXPLAIN, "arguments": [lens.fingerprint]}
        return {"range": self.range(path, lens.range), "command": command}

    def inlay(self, path: Path, inlay: Inlay) -> dict[str, Any]:
        """An inlay hint, set off from the code behind it."""
        position = self.range(path, Range(inlay.position, inlay.position))["start"]
        tooltip = {"kind": "markdown", "value": inlay.tooltip}
        return {"position": position, "label": inlay.label, "tooltip": tooltip, "paddingRight": True}

    def _related(self, related: Related) -> dict[str, Any]:
        location = {"uri": self.uri_of(related.path), "range": self.range(related.path, related.range)}
        return {"location": location, "message": related.message}

    def _position(self, lines: LineIndex | None, position: Position) -> dict[str, int]:
        if lines is not None:
            position = lines.position(lines.offset(position), self.client.encoding)
        return {"line": position.line, "character": position.column}
