"""Publishes what the heap says, for every file that it concerns, open or not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lsprotocol import types

from leakline.ide.diagnostics import heap_diagnostics
from leakline.ide.model import Comparison, Diagnostic
from leakline.lsp.convert import Converter

_SECONDS_AFTER_EDIT = 0.2


@dataclass(frozen=True, slots=True)
class View:
    """What there is to publish at one moment; ``version_of`` gives an open document's version."""

    comparison: Comparison | None
    rules: Mapping[str, str]
    converter: Converter
    version_of: Callable[[Path], int | None]


class Publisher:
    """Remembers what each file shows, so that only changes are sent and everything can be cleared."""

    def __init__(self, send: Callable[[str, dict[str, Any]], None], view: Callable[[], View]) -> None:
        self._send = send
        self._view = view
        self._shown: dict[Path, tuple[str, list[dict[str, Any]]]] = {}
        self._later: asyncio.TimerHandle | None = None
        self._edited: set[Path] = set()

    def publish(self) -> None:
        """Bring every file up to date."""
        self._publish(None)

    def publish_soon(self, path: Path) -> None:
        """Bring up to date what an edit of a file concerns, once there is a pause."""
        self._edited.add(path)
        if self._later is not None:
            self._later.cancel()
        self._later = asyncio.get_running_loop().call_later(_SECONDS_AFTER_EDIT, self._publish_edited)

    def _publish_edited(self) -> None:
        edited, self._edited = self._edited, set()
        self._publish(edited)

    def _publish(self, edited: set[Path] | None) -> None:
        view = self._view()
        found = heap_diagnostics(view.comparison) if view.comparison else {}
        for path, diagnostics in found.items():
            if edited is None or path in edited or _refers_to(diagnostics, edited):
                converted = (view.converter.diagnostic(one, view.rules) for one in diagnostics)
                self._show(view, path, [one for one in converted if one is not None])
        for path in [path for path in self._shown if path not in found]:
            self._show(view, path, [])

    def _show(self, view: View, path: Path, diagnostics: list[dict[str, Any]]) -> None:
        uri = view.converter.uri_of(path)
        before = self._shown.get(path, (uri, []))
        if before == (uri, diagnostics):
            return
        if before[0] != uri:  # the client calls the file by another name since it opened or closed it
            self._send(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, {"uri": before[0], "diagnostics": []})
        params: dict[str, Any] = {"uri": uri, "diagnostics": diagnostics}
        version = view.version_of(path)
        if view.converter.client.diagnostic_version and version is not None:
            params["version"] = version
        self._send(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)
        if diagnostics:
            self._shown[path] = uri, diagnostics
        else:
            self._shown.pop(path, None)


def _refers_to(diagnostics: Iterable[Diagnostic], paths: set[Path]) -> bool:
    return any(related.path in paths for one in diagnostics for related in one.related)
