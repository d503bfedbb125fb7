"""The rules' pages as files, so that every editor can open them and they fit this version: written once a session."""

from __future__ import annotations

import shutil
import tempfile
from functools import cached_property
from pathlib import Path

from leakline.report.rule_pages import write_pages


class RulePages:
    """A folder with one page for each rule."""

    @cached_property
    def _folder(self) -> Path:
        folder = Path(tempfile.mkdtemp(prefix="leakline-rules-"))
        write_pages(folder)
        return folder

    def uri_of(self, code: str) -> str | None:
        """The URI of the page about a rule; None for codes that have none."""
        page = self._folder / f"{code}.md"
        return page.as_uri() if page.is_file() else None

    def close(self) -> None:
        """Remove the pages."""
        if "_folder" in self.__dict__:
            shutil.rmtree(self._folder, ignore_errors=True)
