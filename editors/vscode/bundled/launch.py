"""Starts the bundled leakline: ``launch.py STORAGE VERSION ARGUMENT...``.

STORAGE is a folder that the extension owns, VERSION the extension's; the arguments are those of ``leakline``.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from libraries import HERE, engine_folder, libraries


def main() -> None:
    """Put the libraries on the path, for the heap worker too, and hand over."""
    storage = Path(sys.argv[1])
    folders = [str(libraries(storage, sys.argv[2])), str(engine_folder(storage))]
    sys.path[:] = [*folders, *(entry for entry in sys.path if entry and Path(entry).resolve() != HERE)]
    os.environ["PYTHONPATH"] = os.pathsep.join(folders)
    sys.argv[:] = ["leakline", *sys.argv[3:]]

    from leakline.cli.main import main as leakline

    sys.exit(leakline())


if __name__ == "__main__":
    main()
