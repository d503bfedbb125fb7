"""Unpacks the bundled wheels that fit the running Python, once, without pip, a virtual environment or the network.

``wheels/`` holds each compiled library for several versions of CPython; the package as a whole is for one platform.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
OLDEST = (3, 11)
TAG = sys.implementation.cache_tag
_WHEEL = re.compile(r"(?P<name>[^-]+)-[^-]+-(?P<python>[^-]+)-(?P<abi>[^-]+)-[^-]+\.whl")
_INSTALLER = "pip"


def libraries(storage: Path, version: str) -> Path:
    """The folder of the unpacked libraries for this Python; made where it is missing.

    ``version`` is the extension's: folders of other versions are removed. Raises SystemExit with one line where a
    library has no build for this Python.
    """
    folder = storage / f"libraries-{version}-{TAG}"
    if folder.is_dir():
        return folder
    storage.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix="unpacking-", dir=storage))
    try:
        for wheel in _chosen():
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(scratch)
        _publish(scratch, folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    for other in storage.glob("libraries-*"):
        if not other.name.startswith(f"libraries-{version}-"):
            shutil.rmtree(other, ignore_errors=True)
    return folder


def engine_folder(storage: Path) -> Path:
    """Where the heap engine for this Python is, once it is installed."""
    return storage / f"engine-{TAG}"


def installer() -> Path:
    """The bundled pip, which runs from its wheel."""
    return next((HERE / "wheels").glob(f"{_INSTALLER}-*.whl"))


def fit(python: str, abi: str) -> int:
    """How well a wheel with these tags fits: 2 built for this CPython, 1 stable ABI or pure Python, 0 not at all."""
    this = f"cp{sys.version_info[0]}{sys.version_info[1]}"
    if python == abi == this:
        return 2
    stable = re.fullmatch(r"cp3(\d+)", python)
    if abi == "abi3" and stable and int(stable[1]) <= sys.version_info[1]:
        return 1
    return int(abi == "none" and "py3" in python.split("."))


def _chosen() -> list[Path]:
    best: dict[str, tuple[int, Path]] = {}
    for wheel in sorted((HERE / "wheels").glob("*.whl")):
        tags = _WHEEL.fullmatch(wheel.name)
        if tags is None or tags["name"] == _INSTALLER:
            continue
        score = fit(tags["python"], tags["abi"])
        if score >= best.get(tags["name"], (0, wheel))[0]:
            best[tags["name"]] = (score, wheel)
    missing = sorted(name for name, (score, _) in best.items() if score == 0)
    if missing:
        version = ".".join(map(str, sys.version_info[:3]))
        sys.exit(f"no bundled build of {', '.join(missing)} for Python {version} ({sys.executable})")
    return [wheel for _, wheel in best.values()]


def _publish(scratch: Path, folder: Path) -> None:
    """Give a finished folder its name; of two windows that unpack at once, the first one wins."""
    try:
        scratch.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
