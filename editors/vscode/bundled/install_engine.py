"""Installs the heap engine's libraries into the extension's own folder: ``install_engine.py STORAGE``.

Runs the bundled pip, with the user's own pip settings; nothing but that folder is changed. The exit code is pip's.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from libraries import engine_folder, installer

REQUIREMENTS = ("numpy>=2.0", "numba>=0.61")


def main() -> int:
    """Install beside the final folder first, so that a broken installation is never used."""
    storage = Path(sys.argv[1])
    folder = engine_folder(storage)
    storage.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix="installing-", dir=storage))
    try:
        pip = [sys.executable, str(installer() / "pip"), "install", "--disable-pip-version-check", "--no-input"]
        pip += ["--only-binary=:all:", "--target", str(scratch), *REQUIREMENTS]
        code = subprocess.run(pip, check=False).returncode
        if code == 0:
            shutil.rmtree(folder, ignore_errors=True)
            scratch.rename(folder)
        return code
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
