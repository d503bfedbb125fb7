"""The rules' pages as files, so that every editor can open them and they fit this version: written once a session.

The checker writes them, which has the rules loaded.
"""

from __future__ import annotations

import shutil
import tempfile
from functools import cached_property
from pathlib import Path


class RulePages:
    """A folder with one page for each rule."""

    @cached_property
    def folder(self) -> Path:
        """The folder, which is made when it is asked for."""
        return Path(tempfile.mkdtemp(prefix="leakline-rules-"))

    def uri_of(self, code: str) -> str | None:
        """The URI of the page about a rule; None for codes that have none."""
        page = self.folder / f"{code}.md"
        return page.as_uri() if page.is_file() else None

    def close(self) -> None:
        """Remove the pages."""
        if "folder" in self.__dict__:
            shutil.rmtree(self.folder, ignore_errors=True)
