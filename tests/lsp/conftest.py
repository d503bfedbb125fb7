"""A leaking workspace and snapshots of it, recorded for real once a run."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.scenarios.scenario import take_snapshots

NODE = 20


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with ``listeners.js`` and ``store.js``, and the snapshots of a process that ran them, oldest first."""

    folder: Path
    snapshots: tuple[Path, ...]

    @property
    def uris(self) -> list[str]:
        return [path.as_uri() for path in self.snapshots]

    @property
    def listeners(self) -> Path:
        return self.folder / "listeners.js"

    @property
    def store(self) -> Path:
        return self.folder / "store.js"


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The workspace; tests leave its files as they are."""
    folder = tmp_path_factory.mktemp("workspace").resolve() / "app"
    shutil.copytree(Path(__file__).parent / "workspace", folder)
    (folder / "heap").mkdir()
    return Workspace(folder, take_snapshots(folder / "listeners.js", NODE, folder / "heap"))


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A file whose reader waits for ever: a comparison of it runs until it is ended."""
    path = tmp_path / "endless.heapsnapshot"
    os.mkfifo(path)
    return path
