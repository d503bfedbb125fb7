"""Publishes diagnostics: all of them to clients that ask for none, to the others those that nobody asks for.

A client that asks gets all of an open file, and what the rules say of other files, by its questions. What the heap
alone says of files that are not open is pushed to it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lsprotocol import types

from leakline.ide.check_model import CheckDiagnostic
from leakline.ide.diagnostics import CODE, heap_diagnostics
from leakline.ide.joined import file_diagnostics
from leakline.ide.model import Comparison, Diagnostic
from leakline.lsp.convert import Converter

_SECONDS_AFTER_EDIT = 0.2

FindingsOf = Callable[[Path], tuple[CheckDiagnostic, ...] | None]
"""Findings of a file as the client sees it; None while its newest version is being checked."""


@dataclass(frozen=True, slots=True)
class View:
    """What there is to show at one moment.

    ``version_of`` gives an open document's version. ``checked`` are the files that have findings.
    """

    comparison: Comparison | None
    rules: Mapping[str, str]
    converter: Converter
    version_of: Callable[[Path], int | None]
    findings_of: FindingsOf = lambda _: ()
    checked: Collection[Path] = ()

    def pushed(self, path: Path) -> list[dict[str, Any]] | None:
        """The diagnostics of a file that are sent unasked; None while they depend on a check that runs."""
        client = self.converter.client
        if client.pulls_diagnostics and self.version_of(path) is not None:
            return []
        findings = self.findings_of(path)
        if findings is None:
            return None
        return self._converted(path, findings, lambda one: not client.pulls_diagnostics or one.code == CODE)

    def pulled(self, path: Path, findings: Iterable[CheckDiagnostic]) -> list[dict[str, Any]]:
        """The diagnostics of a file that a client gets by asking."""
        is_open = self.version_of(path) is not None
        return self._converted(path, findings, lambda one: is_open or one.code != CODE)

    def _converted(
        self, path: Path, findings: Iterable[CheckDiagnostic], wanted: Callable[[Diagnostic], bool]
    ) -> list[dict[str, Any]]:
        on = [one for one in findings if self.rules.get(one.rule) != "off"]
        shown = (self.converter.diagnostic(one, self.rules) for one in self._joined(path, on) if wanted(one))
        return [one for one in shown if one is not None]

    def _joined(self, path: Path, findings: list[CheckDiagnostic]) -> tuple[Diagnostic, ...]:
        return file_diagnostics(path, findings, self.comparison)


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

    def publish_file(self, path: Path) -> None:
        """Bring one file up to date, whose findings are known."""
        self._show_file(self._view(), path)

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
        grown = heap_diagnostics(view.comparison) if view.comparison else {}
        for path in dict.fromkeys([*grown, *view.checked, *self._shown]):
            if edited is None or path in edited or self._is_concerned(path, grown.get(path), edited):
                self._show_file(view, path)

    def _is_concerned(self, path: Path, grown: Iterable[Diagnostic] | None, edited: set[Path]) -> bool:
        """Whether what a file shows, or has to show no more, may depend on edited files."""
        return path in self._shown if grown is None else _refers_to(grown, edited)

    def _show_file(self, view: View, path: Path) -> None:
        diagnostics = view.pushed(path)
        if diagnostics is not None:
            self._show(view, path, diagnostics)

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
