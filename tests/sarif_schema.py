"""The official schema of SARIF 2.1.0, fetched once from npm into the tests' cache."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from tests.node_versions import cache_directory, locked

# Microsoft's matchers for jest carry OASIS's schema (RTM 5) as it is.
PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
MEMBER = "package/lib/schemas/sarif-2.1.0-rtm.5.json"


@cache
def sarif_schema() -> dict[str, Any]:
    """The schema, draft 7 of JSON Schema."""
    folder = cache_directory() / "sarif"
    file = folder / "sarif-2.1.0.json"
    with locked(folder):
        if not file.exists():
            _fetch(file)
    schema: dict[str, Any] = json.loads(file.read_text())
    return schema


def _fetch(file: Path) -> None:
    npm = shutil.which("npm")
    assert npm, "Node and its npm have to be on the path"
    with tempfile.TemporaryDirectory() as made:
        subprocess.run([npm, "pack", "--silent", PACKAGE], cwd=made, check=True, stdout=subprocess.DEVNULL, timeout=120)
        (archive,) = Path(made).glob("*.tgz")
        with tarfile.open(archive) as members:
            member = members.extractfile(MEMBER)
            assert member is not None
            text = member.read()
    part = file.with_suffix(".part")
    part.write_bytes(text)
    part.rename(file)
